""" "Could" of what somebody was able to do tells it as so; of what may come it hedges: sentences of our own."""

from __future__ import annotations

import pytest

from whosays.factuality import factuality_of
from whosays.model import Factuality

ABLE = [
    "Residents could see the smoke from ten miles away.",
    "Neighbours could hear screams from the flat all night.",
    "The crew could smell gas before the blast.",
    "Passengers could feel the ferry tilt.",
    "From the bridge, drivers could watch the flames climb the hill.",
    "Bystanders could only look on as the barn burned.",
    "At the time the guards could open every cell with one key.",
    "In the 1990s, members could vote by post.",
    "Until last year farmers could draw water from the canal.",
    "People in Lisk could still see the fires on Sunday.",
    "He could speak four languages when he was ten.",
    "Shots could be heard across the valley.",
]
HEDGED = [
    "The dam could burst at any moment.",
    "The strike could last for weeks.",
    "Prices could rise by a third.",
    "The company could face a fine of £2m.",
    "Residents could see their rents double next year.",
    "Drivers could feel the effects of the tax from May.",
    "Savers could see a rise in interest.",
    "The region could see more rain.",
    "The leak could have killed them.",
]


@pytest.mark.parametrize("text", ABLE)
def test_what_somebody_was_able_to_do_is_told_as_so(text: str) -> None:
    assert factuality_of(text, (0, len(text))) is Factuality.CERTAIN


@pytest.mark.parametrize("text", HEDGED)
def test_what_may_be_is_possible(text: str) -> None:
    assert factuality_of(text, (0, len(text))) in (Factuality.POSSIBLE, Factuality.PROBABLE)


def test_what_nobody_was_able_to_do_is_told_as_not_so() -> None:
    text = "By noon rescuers could no longer reach the village."
    assert factuality_of(text, (0, len(text))) is Factuality.NOT_CERTAIN
