"""The passages of corrections are sound, their scorer counts what it says, and what it measures stays measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.corrections.__main__ import fit
from whosays.attribution import read
from whosays.errors import InputError
from whosays.evaluation.corrections import evaluate, read_cases
from whosays.model import Attribution, Claim, Document, Response, Spans, Trace
from whosays.responses.correction_signals import corrects, pattern, scene, search, signals, weights
from whosays.responses.phrases import rough_sentences
from whosays.text.states import States
from whosays.trace import trace

FOLDER = Path(__file__).parent / "corrections"
CASES = read_cases(FOLDER)
IN_TEXTS = ("before", "wrong", "altering", "putting", "retreating", "own-text", "correction", "later")
IN_SENTENCES = (
    "before", "wrong", "altering", "putting", "retreating", "correction", "later", "earlier", "saying", "media",
    "wrong-info", "contrary", "x-not-y", "not-but", "rather", "from-to", "as-said", "fact", "true-value", "meant",
    "set-about",
)  # fmt: skip


def spans(text: str, *parts: str) -> Spans:
    return tuple((text.index(part), text.index(part) + len(part)) for part in parts)


def answer(text: str, source: str, cue: str, content: str) -> Attribution:
    return Attribution("a1", spans(text, source) if source else (), spans(text, cue), spans(text, content))


def weighed(text: str, source: str, cue: str, content: str) -> bool:
    return corrects(text, answer(text, source, cue, content), rough_sentences(text), states(text))


def states(text: str) -> States:
    return read(Document(text))[1]


def test_there_are_enough_passages_of_every_sort() -> None:
    assert len({c.text for c in CASES}) == len(CASES) > 400
    aside = [c for c in CASES if c.part == "aside"]
    assert sum(c.required for c in aside) >= 80
    assert sum(c.answer == {"none"} for c in aside) >= 25
    assert sum(c.answer == {"none"} for c in CASES) >= 130


def test_every_passage_marks_words_of_its_own() -> None:
    known = {"none", *(r.value for r in Response)}
    for case in CASES:
        assert case.answer <= known, case.text
        assert (case.words is None) == (case.answer == {"none"}), case.text
        assert case.claim in case.text, case.text


def write(folder: Path, rows: str, name: str = "second") -> Path:
    (folder / f"{name}.toml").write_text(rows, encoding="utf-8")
    return folder


TEXT = "The clerk said nine had come. The mayor said it was five."
ROW = f'[[passage]]\ntext = "{TEXT}"\nwords = "it was five"\nby = "The mayor"\nclaim = "nine had come"\n'


def traced(response: Response | None, content: str, tied: str | None = "c1") -> Trace:
    said = Attribution("a1", spans(TEXT, "The mayor"), (), spans(TEXT, content), response=response, responds_to=tied)
    return Trace(Document(TEXT), (), (said,), (Claim("c1", "nine had come", spans(TEXT, "nine had come")),))


def test_an_answer_found_and_tied_counts(tmp_path: Path) -> None:
    figures = evaluate(write(tmp_path, ROW), lambda _: traced(Response.CORRECT, "it was five"))
    assert (figures["tune.correct"]["p"], figures["tune.correct"]["r"]) == (100.0, 100.0)
    assert figures["tune.by"]["hit"] == figures["tune.claim"]["hit"] == 1


def test_an_answer_that_is_not_found_or_not_tied_does_not(tmp_path: Path) -> None:
    missed = evaluate(write(tmp_path, ROW), lambda _: traced(None, "it was five"))
    assert (missed["tune.correct"]["hit"], missed["tune.correct"]["gold"]) == (0, 1)
    loose = evaluate(tmp_path, lambda _: traced(Response.CORRECT, "it was five", None))
    assert (loose["tune.correct"]["hit"], loose["tune.claim"]["hit"], loose["tune.claim"]["predicted"]) == (1, 0, 0)


def test_a_claim_called_a_correction_is_wrong(tmp_path: Path) -> None:
    figures = evaluate(write(tmp_path, ROW), lambda _: traced(Response.CORRECT, "nine had come"))
    assert (figures["tune.correct"]["hit"], figures["tune.correct"]["predicted"]) == (0, 1)
    nothing = write(tmp_path, f'[[passage]]\ntext = "{TEXT}"\nanswer = ["none"]\n')
    figures = evaluate(nothing, lambda _: traced(Response.CORRECT, "it was five"))
    assert (figures["tune.correct"]["predicted"], figures["tune.correct"]["gold"]) == (1, 0)


@pytest.mark.parametrize("content", ["", "[[passage]]\n", "passage = 3\n", '[[passage]]\ntext = "A"\nwords = "B"\n'])
def test_broken_passages_are_told_in_one_sentence(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError):
        evaluate(write(tmp_path, content))


def test_letters_looked_for_first_hide_nothing() -> None:
    texts = [c.text for c in CASES]
    sentences = [text[start:end] for text in texts for start, end in rough_sentences(text)]
    for names, words in ((IN_TEXTS, texts), (IN_SENTENCES, sentences)):
        for name in names:
            found = [bool(pattern(name).search(some)) for some in words]
            assert found == [bool(search(name, some)) for some in words], name
            assert any(found), name


def test_one_word_of_putting_right_makes_no_correction() -> None:
    assert not weighed("The firm updated its app on Monday, a manager said.", "a manager", "said", "updated its app")
    assert not weighed("The board will correct its report, it said.", "it", "said", "The board will correct its report")
    assert not weighed("It is a poem, not a play, the actor thinks.", "the actor", "thinks", "a poem")


def test_a_new_value_for_what_was_said_before_is_one() -> None:
    text = "Police had said that nine cars burned. They have since said it was five cars, not nine."
    assert weighed(text, "They", "have since said", "it was five cars, not nine")
    text = "The paper reported that the mill had shut. It was wrong about the mill, its editor said later."
    assert weighed(text, "its editor", "said", "It was wrong about the mill")


def test_an_admission_is_a_correction_only_where_a_statement_was_wrong() -> None:
    text = "The agency admitted an error in its count, which had put the dead at nine."
    a = answer(text, "The agency", "admitted", "an error in its count")
    assert corrects(text, a, rough_sentences(text), states(text), admitted=True)
    text = "The agency admitted that officers had held the wrong man for nine days."
    a = answer(text, "The agency", "admitted", "that officers had held the wrong man for nine days")
    assert not corrects(text, a, rough_sentences(text), states(text), admitted=True)


def test_every_weight_is_that_of_a_signal_that_can_be_found() -> None:
    seen: set[str] = set()
    for case in CASES:
        if len(seen & set(weights())) > 0.8 * len(weights()):
            break  # the rest can only show more
        sentences = rough_sentences(case.text)
        for a in trace(Document(case.text)).attributions:
            seen |= signals(scene(case.text, a, sentences))
    assert len(seen & set(weights())) > 0.8 * len(weights())
    assert weights()["always"] < 0


def test_a_correction_is_never_tied_to_its_own_word() -> None:
    text = (
        "The prefect said that forty people had drowned. Hours later he corrected himself, saying fourteen had drowned."
    )
    found = trace(Document(text))
    own = {c.id for c in found.claims if "fourteen" in c.text}
    answers = [a.responds_to for a in found.attributions if a.response is Response.CORRECT]
    assert answers
    assert not own & set(answers)


def test_a_verb_that_alters_a_figure_is_a_correction_of_its_own() -> None:
    text = "The clinic said forty children were ill. By noon the clinic had brought its count down to thirty-one."
    (found,) = [a for a in trace(Document(text)).attributions if a.response is Response.CORRECT]
    assert [text[s:e] for s, e in found.source] == ["the clinic"]
    assert "thirty-one" in text[found.content[0][0] : found.content[-1][1]]
    assert found.responds_to == "c1"


def test_the_fit_tells_a_sign_from_what_is_everywhere() -> None:
    matrix = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 0.0, 0.0]] * 10)
    right = matrix[:, 1].copy()
    learned = fit(matrix, right, np.ones(len(right)), 0)
    assert learned[1] > 2
    assert abs(learned[2]) < 0.1
    assert learned[0] < -1


@pytest.mark.parametrize(
    ("before", "content", "puts_right"),
    [
        ("The series visits schools", "two boys shoving a woman who turns out to be their teacher", False),
        ("The series visits streets", "two young men shouting at a beggar who proves to be their own father", False),
        ("The series visits bakers", "a man hiding a loaf that turns out to be a stone", False),
        ("The paper said that 40 boys were there", "14 boys, not 40 as the paper first said", True),
    ],
)
def test_what_is_seen_in_a_scene_puts_nothing_right_but_in_words(before: str, content: str, puts_right: bool) -> None:
    text = f"{before}. The clip shows {content}."
    assert weighed(text, "The clip", "shows", content) is puts_right
