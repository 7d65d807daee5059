"""Who operates, makes or owns a thing is not that thing."""

from __future__ import annotations

from functools import cache

import pytest

from whosays.model import Document, Trace
from whosays.trace import trace


@cache
def traced(text: str) -> Trace:
    return trace(Document(text))


def speakers(text: str) -> list[str]:
    found = traced(text)
    names = {s.id: s.name for s in found.sources}
    return [names.get(a.source_id or "", "") for a in found.attributions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rescuers reached a ship, the Morningstar, which the operator says carries 400 passengers.", "the operator"),
        ("The Morningstar, which its operator says carries 400 people, ran aground off Osk.", "its operator"),
        ("A drug, Calvane, which the maker claims cures migraine, was withdrawn in Norland.", "the maker"),
        ("The app, Tidemark, which its maker says has two million users, was banned in Osk.", "its maker"),
        ("A ferry, the Silver Gull, which the company said had 40 people aboard, was found adrift.", "the company"),
        ("The bridge, the Long Span, which the builder said had been sound, was closed.", "the builder"),
        ("The Corran Tower was cleared. The landlord said the lifts had failed.", "The landlord"),
        ("Divers found the barge, the Tolle, which the agency said had sunk in May.", "the agency"),
        ("A plane, the Kestrel, which the carrier said had been checked, came down near Tarn.", "the carrier"),
        ("The toy, Bibo, which the manufacturer says is safe, was taken off the shelves.", "the manufacturer"),
        ("The tunnel, the Brack, which the firm said would open in May, is still shut.", "the firm"),
    ],
)
def test_who_says_it_of_a_thing_is_somebody_else(text: str, expected: str) -> None:
    assert speakers(text) == [expected]


def test_nor_is_it_in_the_next_paragraph() -> None:
    text = "The Morningstar, which its operator says carries 400, ran aground.\n\nThe operator said nobody was hurt."
    assert "Morningstar" not in speakers(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kestrel Foods closed its plant. The company said 40 jobs would go.", ["Kestrel Foods"]),
        ("Brack Motors recalled 900 vans. The manufacturer said the brakes had failed.", ["Brack Motors"]),
    ],
)
def test_a_body_is_still_taken_up_by_what_it_is(text: str, expected: list[str]) -> None:
    assert set(speakers(text)) == set(expected)
