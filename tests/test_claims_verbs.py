"""Finite verbs: what is a clause, and what is only a noun with something hung on it."""

from __future__ import annotations

import pytest

from whosays.likeness import nouns, verbs
from whosays.likeness.stemming import words

CLAUSES = (
    "the mayor's statement obscures doubts about the dam",
    "the contract binds the town for nine years",
    "Tolm undermines its neighbours",
    "tax breaks in the code enable brewers to pay nothing",
    "fishers and millers oppose the quota",
    "the harbour office oversees eleven quays",
    "the ferry carries 300 people",
    "the festival runs through May",
    "water levels reach 40 feet when the snow melts",
    "the lodge closed its doors in March",
    "the keeper fled when the wall gave way",
    "the bridge that engineers had feared collapsed",
    "the men who fled were caught",
    "While the pumps ran, the cellar filled",
    "the tide swept nine barges out to sea",
    "people in the valley still resent the ministry",
    "police never questioned the driver",
    "the village lacks a doctor",
    "the widow withdrew her plea by sending a letter",
    "prices rose by 5 percent",
    "the paper stood by its story",
    "the survey rates eleven walls as unsafe",
)
FRAGMENTS = (
    "official forms to hide their dereliction",
    "many parish claims as worthless because they lack seals",
    "a clock he had made",
    "a ferry that had sunk in May",
    "recently leaked letters from the harbour office",
    "the keys to the yard and three visits to the quarry",
    "a plan known to the council",
    "with 84 votes, the most in the valley",
    "of the members elected in May",
    "the wall built by monks",
    "in a badly lit yard behind the mill",
    "the city council officials of Tolm",
    "armed raids on two farms near Osk",
    "a dam whose wall leaks",
    "the boy with his back to the wall when the first shot is heard",
)


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_has_a_finite_verb(clause: str) -> None:
    assert verbs.finite(words(clause))


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_noun_with_what_hangs_on_it_has_none(fragment: str) -> None:
    assert not verbs.finite(words(fragment))


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Pupils protested against the state's aid rules, | which", "the state's aid rules"),
        ("The council called a meeting in the hall, | which", "a meeting in the hall"),
        ("He was seen in the hall, | which", "the hall"),
        ("Divers searched the wreck of the Osk ferry, | which", "the wreck of the Osk ferry"),
        ("The court freed Ana Ruiz, | who", "Ana Ruiz"),
        ("Norland buys coal from mines | that", "mines"),
        ("They resigned because | which", None),
        ("", None),
    ],
)
def test_a_relative_clause_hangs_on_the_noun_before_it(text: str, noun: str | None) -> None:
    before, _, _ = text.partition("|")
    found = nouns.before(text, 0, len(before))
    assert (text[slice(*found)] if found else None) == noun
