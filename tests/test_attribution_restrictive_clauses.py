"""Whose word a relative clause is that no comma sets off: "photographs that he says were taken in Tarn"."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from whosays.reading import read
from whosays.trace import trace


def rests_on(text: str, words: str) -> list[str]:
    """Whose word each claim that has the words is in the end; an empty name for the article's own."""
    found = trace(read(text.encode(), name="in"))
    sources = [
        found.source_of(found.attribution(c.chain[-1])) if c.chain else None for c in found.claims if c.text == words
    ]
    return [source.name if source else "" for source in sources]


@pytest.mark.parametrize(
    ("text", "claim", "who"),
    [
        ("Dov Pell runs the harbour café. He showed photographs that he says were taken in Tarn.", "photographs … were taken in Tarn", "Dov Pell"),
        ("Mara Ives showed reporters a letter that she says was sent by the mayor.", "a letter … was sent by the mayor", "Mara Ives"),
        ("The firm published a list that it claims was stolen by a rival.", "a list … was stolen by a rival", "The firm"),
        ("Police are looking for a van that witnesses say was parked outside the bank.", "a van … was parked outside the bank", "witnesses"),
        ("The union released a memo that it says was written by the plant's director.", "a memo … was written by the plant's director", "The union"),
        ("The army bombed a depot that it said was used to store rockets.", "a depot … was used to store rockets", "The army"),
        ("Investigators found a note that prosecutors allege was written by Orrin Vell.", "a note … was written by Orrin Vell", "prosecutors"),
        ("Residents shared videos that they said showed soldiers entering the school.", "videos … showed soldiers entering the school", "Residents"),
        ("The army struck a building which it said housed a command post.", "a building … housed a command post", "The army"),
        ("The council paid for a report that critics say was never written.", "a report … was never written", "critics"),
        ("Neighbours described a man who they said had been drinking.", "a man … had been drinking", "Neighbours"),
        ("Lund sold a house that according to the tax office belonged to his sister.", "a house … belonged to his sister", "the tax office"),
        ("The group posted a video it said showed the attack on the convoy.", "a video … showed the attack on the convoy", "The group"),
        ("The ministry released a picture of a drone that the general staff insists was shot down over Karsk.", "a picture of a drone … was shot down over Karsk", "the general staff"),
        ("The man who police say killed two people was arrested on Friday.", "The man … killed two people", "police"),
        ("A recording that the union says was made in May has been handed to the court.", "A recording … was made in May", "the union"),
    ],
)  # fmt: skip
def test_a_clause_is_the_word_of_who_says_it(text: str, claim: str, who: str) -> None:
    assert rests_on(text, claim) == [who]


@pytest.mark.parametrize(
    ("text", "claim", "who"),
    [
        ("Pia Holt said that the bridge was closed.", "the bridge was closed", "Pia Holt"),
        ("She showed photographs that were taken in Tarn.", "She showed photographs that were taken in Tarn", ""),
        ("The minister who said the bridge was safe has resigned.", "The minister … has resigned", ""),
        ("The man who police say killed two people was arrested on Friday.", "The man … was arrested on Friday", ""),
        ("The mayor told reporters that she says a prayer every morning.", "she says a prayer every morning", "The mayor"),
        ("He was so tired that he said the ship had sunk.", "the ship had sunk", "he"),
    ],
)  # fmt: skip
def test_what_is_no_such_clause_stays(text: str, claim: str, who: str) -> None:
    assert rests_on(text, claim) == [who]


@pytest.mark.parametrize(
    "text",
    [
        "The paper updated its report to reflect that the suspect was released without charge.",
        "The mayor issued a statement that the recent claims were false.",
        "The board had a report that the minister's claims were baseless.",
        "He sent a letter that his fears were unfounded.",
        "Reports that some claims were paid twice are being checked.",
    ],
)
def test_a_noun_is_no_verb_of_saying(text: str) -> None:
    found = trace(read(text.encode(), name="in"))
    cues = {found.document.quote(a.cue) for a in found.attributions}
    assert cues.isdisjoint({"suspect", "claims", "fears"})
