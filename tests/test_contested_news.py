"""Whose word it is, and who answers what, in passages of contested news: texts of our own, a kind each."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from whosays.model import Response, Trace
from whosays.reading import read
from whosays.trace import trace


def traced(text: str) -> Trace:
    return trace(read(text.encode(), name="in"))


def source_of(found: Trace, words: str) -> str | None:
    """The source in the end of the claim that holds the words; an empty name for the article's own."""
    claim = next(c for c in found.claims if words in c.text)
    source = found.source_of(found.attribution(claim.chain[-1])) if claim.chain else None
    return source.name if source else ""


def answers_of(found: Trace, words: str) -> list[tuple[Response | None, str | None]]:
    claim = next(c for c in found.claims if words in c.text)
    answers = [found.attribution(i) for i in claim.responses]
    return [(a.response, s.name if (s := found.source_of(a)) else None) for a in answers]


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Fourteen drones were shot down overnight, the Norland defence ministry said.", "Fourteen drones", "the Norland defence ministry"),
        ("The Lisk education department said the school was safe.", "the school was safe", "The Lisk education department"),
        ("The wells are clean, the Ostrow village council said.", "The wells are clean", "the Ostrow village council"),
        ("Norland said that the port was open.", "the port was open", "Norland"),
        ("The Karsk transport ministry said the line was cut.", "the line was cut", "The Karsk transport ministry"),
    ],
)  # fmt: skip
def test_a_body_behind_a_place_is_no_place(text: str, words: str, who: str) -> None:
    assert source_of(traced(text), words) == who


@pytest.mark.parametrize("body", ["general staff", "defence ministry", "army command"])
def test_it_is_the_body_that_spoke_last(body: str) -> None:
    text = f"The Norland governor said that three people died.\n\nBelmora's {body} said its forces had struck a depot. It said that all 20 drones reached their target."
    assert source_of(traced(text), "all 20 drones") == f"Belmora's {body}"


@pytest.mark.parametrize(
    ("before", "told", "thing"),
    [
        ("The newspaper Nordavisen has got hold of 2,000 internal emails from the Halvard Bank.", "They show that the board was warned in March.", "emails"),
        ("A woman sent photographs to the ministry.", "They show an orange glow above the trees, and that the roof was gone.", "photographs"),
        ("Varrow Marine handed over the records of 40 ships.", "They show that nine ships carried oil.", "records"),
        ("Orvane released documents on Friday.", "They suggest that the plant was sold in May.", "documents"),
    ],
)  # fmt: skip
def test_what_they_are_that_show_something(before: str, told: str, thing: str) -> None:
    found = traced(f"{before} {told}")
    shown = [
        s.name for a in found.attributions if found.document.quote(a.source) == "They" and (s := found.source_of(a))
    ]
    assert all(thing in name for name in shown)


def test_people_who_show_something_are_people() -> None:
    found = traced("Two engineers inspected the dam in May. They show in their report that it leaks.")
    assert all(
        "engineers" in s.name for a in found.attributions if (s := found.source_of(a)) and s.name.startswith("T")
    )


@pytest.mark.parametrize(
    "paper",
    [
        "an indictment made public on Thursday",
        "a report sent to ministers in May",
        "a memo seen by the Lantern",
        "an audit drawn up in March",
        "a letter given to parents",
    ],
)
def test_a_paper_is_a_paper_whatever_was_done_with_it(paper: str) -> None:
    found = traced(f"The minister sold passports to 31 foreigners, according to {paper}.")
    (source,) = [s for a in found.attributions if (s := found.source_of(a))]
    assert source.kind.value == "document"


@pytest.mark.parametrize(
    "told",
    [
        "Dr Aled Moyle writes that the board was warned in 2019 that pipes in the ward carried the bacterium.",
        "Dr Aled Moyle writes that ministers were alerted in May that pipes in the ward carried the bacterium.",
        "Dr Aled Moyle writes that the board was told in 2019 that pipes in the ward carried the bacterium.",
    ],
)
def test_who_was_warned_says_nothing(told: str) -> None:
    assert source_of(traced(told), "pipes in the ward") in ("", "Aled Moyle")


@pytest.mark.parametrize(
    "headline",
    [
        "Army says it shot down 14 drones, governor reports three dead",
        "Navy shoots down two missiles, claims victory",
        "Rebels shot down jet, report says",
    ],
)
def test_what_is_shot_down_is_no_claim(headline: str) -> None:
    found = traced(f"{headline}\n\nFourteen drones were shot down over Karsk overnight, the army said on Sunday.")
    assert not any(a.response is Response.DENY for a in found.attributions)


_INQUIRY = """Priest abused choirboys for decade, inquiry hears

A priest abused at least six choirboys over ten years while his bishop moved him from parish to parish, a public inquiry has heard.

Counsel to the inquiry, Judith Amory, said Father Desmond Hale was reported to the diocese three times between 1979 and 1987. In a letter, Bishop Leo Farnham wrote that Hale was "a little too fond of the boys".

The present bishop, Anthony Keogh, apologised and said the diocese had handed over every document it had. {answer}

"I told them where the box was in 2004," he said. Hale, 83, lives in a care home in Westering. Police investigated him in 1991 and took no action. The inquiry will hear from two more survivors this week. It will report in May.
"""


@pytest.mark.parametrize(
    "answer",
    [
        "A survivor, Ivo Brand, told the inquiry that this was not true.",
        "A survivor, Ivo Brand, said that this was false.",
    ],
)
def test_what_points_back_answers_what_was_said_last(answer: str) -> None:
    found = traced(_INQUIRY.format(answer=answer))
    assert (Response.DENY, "Ivo Brand") in answers_of(found, "handed over every document")
    assert (Response.DENY, "Ivo Brand") not in answers_of(found, "abused at least six")


def test_nobody_declines_in_words_that_refuse_nothing() -> None:
    found = traced(_INQUIRY.format(answer="A survivor wept."))
    assert not any(a.response is Response.DECLINE for a in found.attributions)


def test_what_is_denied_is_what_the_denial_says() -> None:
    text = """Police killed boy, 15, as he ran away, witnesses say

A boy of 15 was shot dead by police in Dorra on Wednesday, and three witnesses said he was running away when the shots were fired.

Police said the boy had pointed a pistol at officers. "He had a phone in his hand," said Miriam Haddou, who watched from her balcony. Two other residents gave the same account. A police spokesman, Inspector Jonas Fehr, said a replica weapon had been found at the scene. He declined to show photographs of it.

The ombudsman has opened an investigation. Its head, Carla Wynn, said the officers' body cameras had been switched off.

The boy's uncle, Karim Ould, denied that his nephew had ever owned a weapon. About 300 people marched to the police station on Thursday. Four cars were burned and eleven people arrested, according to the police."""
    found = traced(text)
    assert answers_of(found, "body cameras had been switched off") == []
    assert (Response.DECLINE, "Jonas Fehr") not in answers_of(found, "a replica weapon had been found")
