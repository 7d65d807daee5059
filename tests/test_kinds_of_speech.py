"""Ways in which texts say who speaks that had been misread: letters with quoted lines, gestures, nicknames, lists,
rumours as subjects, editors' notes, what somebody owns up to."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from whosays.attribution.gestures import without_gestures
from whosays.attribution.letters import quoted_lines
from whosays.model import Attribution, Claim, Response, Trace
from whosays.reading import read
from whosays.text import paragraphs
from whosays.trace import trace


def traced(text: str) -> Trace:
    return trace(read(text.encode(), name="in"))


def claim(found: Trace, words: str) -> Claim:
    (one,) = [c for c in found.claims if words in c.text]
    return one


def speakers(found: Trace, words: str) -> list[str | None]:
    return [
        (source.name if (source := found.source_of(found.attribution(step))) else None)
        for step in claim(found, words).chain
    ]


def answers(found: Trace, words: str) -> list[tuple[str, str | None]]:
    out = []
    for identifier in claim(found, words).responses:
        a = found.attribution(identifier)
        source = found.source_of(a)
        out.append((a.response.value if a.response else "", source.name if source else None))
    return out


LETTER = """Who told you that? I was on the dyke all night.

{head}
{mark}The sluice at Wick was left open on Friday.
{mark}Two fields of barley were lost to the water.

Ada Quill
"""


@pytest.mark.parametrize("mark", ["> ", ">"])
@pytest.mark.parametrize(
    "head",
    [
        "On Sat, 1 Jun 2030 at 05:10, Tom Rowe <tom@wick.example> wrote:",
        "On 1 June 2030, Tom Rowe wrote:",
        "Tom Rowe <tom@wick.example> writes:",
    ],
)
def test_quoted_lines_of_a_letter_are_their_writers(mark: str, head: str) -> None:
    text = LETTER.format(head=head, mark=mark)
    _, quoted = quoted_lines(text, paragraphs(text))
    assert [(text[slice(*q.who)], [text[s:e] for s, e in q.lines]) for q in quoted] == [
        ("Tom Rowe", ["The sluice at Wick was left open on Friday.", "Two fields of barley were lost to the water."])
    ]
    found = traced(text)
    assert (speakers(found, "left open")[0] or "").endswith("Rowe")
    assert (speakers(found, "barley")[0] or "").endswith("Rowe")


def test_quotations_of_quotations_and_originals_below_a_reply() -> None:
    text = "No.\n\nTom Rowe wrote:\n> I doubt it.\n> Mira Holt wrote:\n>> The sluice was left open.\n> So she says.\n"
    _, quoted = quoted_lines(text, paragraphs(text))
    assert {text[slice(*q.who)]: [text[s:e] for s, e in q.lines] for q in quoted} == {
        "Tom Rowe": ["I doubt it.", "So she says."],
        "Mira Holt": ["The sluice was left open."],
    }
    text = "No.\n\n-----Original Message-----\nFrom: Tom Rowe\nSent: Friday\nSubject: Sluice\n\nIt was left open.\n"
    _, quoted = quoted_lines(text, paragraphs(text))
    assert [(text[slice(*q.who)], [text[s:e] for s, e in q.lines]) for q in quoted] == [
        ("Tom Rowe", ["It was left open."])
    ]


def test_a_line_with_an_arrow_and_no_writer_is_nobody_elses() -> None:
    text = "> 12 fields stand under water.\n\nThe reeve wrote: nothing."
    assert quoted_lines(text, paragraphs(text))[1] == []


@pytest.mark.parametrize(
    ("text", "cue", "source", "kept"),
    [
        ('"The sluice was open." The reeve nodded.', "nodded", "The reeve", False),
        ("“The sluice was open.” His wife, Una, smiled.", "smiled", "His wife, Una,", False),
        ("“The sluice was open”. The reeve turned to the window.", "turned", "The reeve", False),
        ('"The sluice was open," the reeve nodded.', "nodded", "the reeve", True),
        ('"The sluice was open." The reeve said so twice.', "said", "The reeve", True),
    ],
)
def test_who_makes_a_gesture_behind_a_quotation_has_not_said_it(text: str, cue: str, source: str, kept: bool) -> None:
    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    quotation = (0, text.index(source) - 1)
    a = Attribution("a1", (span(source),), (span(cue),), (quotation,))
    assert bool(without_gestures(text, [a])) is kept


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("A rumour that the mill wheel was sold abroad has spread through the valley.", "wheel was sold abroad"),
        ("Reports that the mill wheel was sold abroad are circulating in the valley.", "wheel was sold abroad"),
        ("An unconfirmed claim that the mill wheel was sold abroad swept the valley on Monday.", "wheel was sold abroad"),
    ],
)  # fmt: skip
def test_a_rumour_as_the_subject_has_nobody_named_behind_it(sentence: str, words: str) -> None:
    found = traced(f"Is the wheel a copy?\n\n{sentence}\n\nThe mill is shut on Sundays.\n")
    assert speakers(found, words) == [None]
    assert claim(found, words).text.endswith("abroad")


@pytest.mark.parametrize(
    "judged",
    ["are false", "are completely untrue", "are baseless and misleading", "are not true", "are a fabrication"],
)
def test_whoever_calls_reports_false_denies_what_is_reported(judged: str) -> None:
    found = traced(f"Wick waits\n\nReports that the mill wheel was sold abroad {judged}, the reeve Una Vale said.\n")
    assert ("deny", "Una Vale") in answers(found, "mill wheel was sold abroad")


def test_a_heading_without_its_number_and_short_sentences_that_somebody_says() -> None:
    found = traced(
        "5 things about the mill\n\n1. It grinds forty sacks a day\n\nThat is what the reeve counts.\n\n"
        "“Nobody slept,” said Una Vale. “My floors shake when the wheel turns.” Tom Rowe said no one was hurt.\n"
    )
    texts = [c.text for c in found.claims]
    assert not any(text.startswith("1") for text in texts)
    assert {"Nobody slept", "no one was hurt"} <= set(texts)


def test_a_note_on_when_a_story_was_updated_is_no_claim_and_one_that_corrects_is_read() -> None:
    story = "Mill to shut\n\nThe mill at Wick will shut in June, the reeve Una Vale said on Monday.\n\n"
    plain = traced(f"{story}Editor’s note: This story was updated on 2 June to add the view of the council.\n")
    assert not any("note" in c.text.lower() or "updated" in c.text for c in plain.claims)
    note = "Editor’s note: This story was updated to correct the month: the mill will shut in June, not in July."
    assert any(a.response is Response.CORRECT for a in traced(f"{story}{note}\n").attributions)


@pytest.mark.parametrize("verb", ["conceded", "admitted", "acknowledged"])
def test_what_somebody_owns_up_to_is_not_confirmed_by_them(verb: str) -> None:
    found = traced(f'Wick waits\n\nThe miller shrugged. "The stones come from abroad," {verb} Tom Rowe.\n')
    assert not [kind for kind, _ in answers(found, "stones come from abroad") if kind == "confirm"]


def test_the_platform_that_was_called_otherwise_does_not_speak() -> None:
    found = traced('Wick waits\n\nWriting on Chirp, formerly Tweeter, the guild said: "The mill will shut in June."\n')
    assert "Tweeter" not in speakers(found, "shut in June")


def test_a_label_in_capitals_is_not_cut_to_a_small_letter() -> None:
    found = traced("THE REEVE: The mill will shut in June.\n\nTHE REEVE: The wheel was not sold.\n")
    assert not any("tHE" in c.standing.summary for c in found.claims if c.standing)
