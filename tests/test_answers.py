"""The passages of answers are sound, their scorer counts what it says, and states are means of what they cover."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from whosays.attribution import attribute, read
from whosays.errors import InputError
from whosays.evaluation.answers import evaluate, main, read_answers
from whosays.model import Attribution, Document, Response, Spans, Trace
from whosays.responses.reader_states import vectors
from whosays.text.states import SIZE, unread
from whosays.trace import trace

FOLDER = Path(__file__).parent / "answers"
PASSAGES = read_answers(FOLDER)
TEXT = "The clerk said nine had come. The mayor denied it. The usher would not comment."
ROWS = f"""[[passage]]
text = "{TEXT}"
answers = [
  {{words = "denied it", by = "The mayor", response = ["deny", "correct"], claim = "nine had come"}},
  {{words = "would not comment", by = "The usher", response = ["decline"]}},
]
"""


def spans(text: str, part: str) -> Spans:
    return ((text.index(part), text.index(part) + len(part)),)


def said(response: Response | None, cue: str) -> Attribution:
    return Attribution("a1", (), spans(TEXT, cue), spans(TEXT, "nine had come"), response=response)


def folder(place: Path, rows: str, name: str = "one") -> Path:
    (place / f"{name}.toml").write_text(rows, encoding="utf-8")
    return place


def test_there_are_enough_passages_of_every_sort() -> None:
    assert len({p.text for p in PASSAGES}) == len(PASSAGES) > 1200
    aside = [p for p in PASSAGES if p.part == "aside"]
    assert len(aside) >= 150
    for response in Response:
        assert sum(a.responses[0] is response for p in PASSAGES for a in p.answers) >= 50, response
    assert sum(not p.answers for p in PASSAGES) >= 200


def test_an_answer_with_a_right_value_counts_for_its_best_one(tmp_path: Path) -> None:
    figures = evaluate(folder(tmp_path, ROWS), lambda d: Trace(d, (), (said(Response.CORRECT, "denied it"),)))
    assert (figures["tune.deny"]["r"], figures["tune.deny"]["gold"]) == (100.0, 1)
    assert (figures["tune.correct"]["p"], figures["tune.correct"]["gold"]) == (100.0, 0)
    assert figures["tune.decline"]["r"] == 0.0


def test_a_wrong_value_or_a_wrong_place_does_not(tmp_path: Path) -> None:
    wrong = evaluate(folder(tmp_path, ROWS), lambda d: Trace(d, (), (said(Response.CONFIRM, "denied it"),)))
    assert (wrong["tune.confirm"]["p"], wrong["tune.deny"]["r"]) == (0.0, 0.0)
    elsewhere = evaluate(tmp_path, lambda d: Trace(d, (), (said(Response.DENY, "said"),)))
    assert (elsewhere["tune.deny"]["p"], elsewhere["tune.deny"]["r"]) == (0.0, 0.0)


def test_the_file_aside_is_a_part_of_its_own_and_shown_by_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder(tmp_path, ROWS.replace("The usher", "The porter"), "aside")
    folder(tmp_path, ROWS.replace("would not comment", "went home"))
    assert main([str(tmp_path), "--misses"]) == 0
    shown = capsys.readouterr().out
    assert "aside.deny" in shown
    assert "The porter" not in shown
    assert "missed decline" in shown


@pytest.mark.parametrize(
    "rows", ["", "passage = 3\n", '[[passage]]\ntext = "A"\n', ROWS.replace('"decline"', '"shrug"')]
)
def test_broken_passages_are_told_in_one_sentence(tmp_path: Path, rows: str) -> None:
    with pytest.raises(InputError):
        evaluate(folder(tmp_path, rows))


def test_a_state_is_the_mean_of_the_pieces_that_it_meets() -> None:
    said_, states = read(Document(TEXT))
    assert said_ == attribute(Document(TEXT))
    whole = states.mean(((0, len(TEXT)),))
    assert np.allclose(whole, states.rows.mean(axis=0), atol=1e-5)
    first, second = states.mean(spans(TEXT, "clerk")), states.mean(spans(TEXT, "mayor"))
    assert np.allclose(states.mean((*spans(TEXT, "clerk"), *spans(TEXT, "mayor"))), (first + second) / 2, atol=1e-5)
    assert not states.mean(()).any()
    assert not unread().mean(((0, 3),)).any()


def test_an_answer_is_seen_with_its_sentence_and_the_one_before() -> None:
    _, states = read(Document(TEXT))
    sentences = [(0, 29), (30, 50), (51, len(TEXT))]
    a = Attribution("a1", spans(TEXT, "The mayor"), spans(TEXT, "denied"), spans(TEXT, "it"))
    cue, content, sentence, before = vectors(a, sentences, states)
    assert cue.shape == (SIZE,)
    assert np.array_equal(cue, states.mean(spans(TEXT, "denied")))
    assert np.array_equal(content, states.mean(spans(TEXT, "it")))
    assert np.array_equal(sentence, states.mean((sentences[1],)))
    assert np.array_equal(before, states.mean((sentences[0],)))
    assert not vectors(said(None, "said"), sentences, states)[3].any()


def test_a_text_changed_to_say_something_says_that_alone() -> None:
    text = "The Hollin Argus updated its report to say that a guard had told it that the gate was shut."
    outer, inner = trace(Document(text)).attributions
    assert [text[s:e] for s, e in outer.cue] == ["updated its report to say"]
    assert outer.response is Response.CORRECT
    assert [text[s:e] for s, e in outer.content] == ["that a guard had told it that the gate was shut"]
    assert (inner.parent, [text[s:e] for s, e in inner.source]) == (outer.id, ["a guard"])


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("The dairy said the report “is not true.”", Response.DENY),
        ("A keeper told the Hollin Argus that the claims were “complete rubbish”.", Response.DENY),
        ("The museum said the statue “is not real marble”.", None),
        ("The clerk said the plan was “not final” yet.", None),
        ("Two aides said they had been unable to verify the account.", Response.CANNOT_CONFIRM),
        ("The board refused to identify the two firms.", Response.DECLINE),
        ("The harbour office said it no longer stood by its warning.", Response.RETRACT),
        ("The firm conceded the point.", Response.CONFIRM),
        ("The guide accepted the prize that the club gave him, he said.", None),
    ],
)
def test_what_is_said_in_ordinary_words(text: str, response: Response | None) -> None:
    found = {a.response for a in trace(Document(text)).attributions if a.response}
    assert found == ({response} if response else set())


def tied(text: str, response: Response) -> list[str | None]:
    found = trace(Document(text))
    words = {c.id: c.text for c in found.claims} | {a.id: found.document.quote(a.content) for a in found.attributions}
    return [words.get(a.responds_to or "") for a in found.attributions if a.response is response]


def test_who_calls_the_report_false_answers_what_was_reported() -> None:
    text = (
        "“We counted them ourselves,” Captain Olaf Rind told the Hollin Argus. The Argus had reported that the pilot "
        "was drunk. Rind said nobody had been tested yet. The ferry line called the report “a fabrication”."
    )
    assert tied(text, Response.DENY) == ["the pilot was drunk"]


def test_a_text_put_right_is_not_tied_to_whatever_stands_before_it() -> None:
    text = "The union now says there were 24. The Daily Fjord has updated its story to say that no fuel leaked."
    assert tied(text, Response.CORRECT) == [None]
    text = "The Daily Fjord reported that fuel leaked. It has updated its story to say that no fuel leaked."
    (claim,) = tied(text, Response.CORRECT)
    assert claim is not None
    assert claim.endswith("that fuel leaked")


def test_who_confirms_the_new_number_answers_the_last_figure() -> None:
    text = (
        "The line said that 187 people were aboard. The tickets had misled it, a clerk said. Coast guards confirmed "
        "the new number."
    )
    assert tied(text, Response.CONFIRM) == ["187 people were aboard"]


def test_what_somebody_offered_is_claimed_by_whoever_tells_it() -> None:
    text = (
        "The mayor’s office dismissed the talk. Two council members, who asked not to be named, said Strand had "
        "offered to resign at a closed meeting last week. Deputy mayor Jon Falk said he could neither confirm nor "
        "deny that."
    )
    found = trace(Document(text))
    (claim,) = [c for c in found.claims if "resign" in c.text]
    assert claim.text == "Strand had offered to resign at a closed meeting last week"
    assert tied(text, Response.CANNOT_CONFIRM) == [claim.text]


def test_what_is_dismissed_speaks_without_the_verb() -> None:
    text = "The mayor has not resigned, her office said, dismissing posts that claimed she had stepped down."
    assert "posts" in {s.name for s in trace(Document(text)).sources}


def test_who_could_not_verify_the_claim_answers_the_one_just_told() -> None:
    text = (
        "A drone came from across the border, the ministry said. An official told the Velna Courier that the wreckage "
        "carried serial numbers of an army. The Courier could not independently verify the claim."
    )
    assert tied(text, Response.CANNOT_CONFIRM) == ["the wreckage carried serial numbers of an army"]
