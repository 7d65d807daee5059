"""A ledger that gets the documents of a story one after the other tells the story of all of them, in whatever order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.ledger_stores import rows
from whosays.ledger import Ledger
from whosays.model import Trace
from whosays.model.story import Story
from whosays.reading import read
from whosays.story import story
from whosays.trace import trace

PATHS = sorted((Path(__file__).parent.parent / "examples" / "story").glob("*.txt"))
FIRST = "bay-bulletin.txt"  # which tells nothing of what the story is about


@pytest.fixture(scope="module")
def traces() -> dict[str, Trace]:
    return {path.name: trace(read(path)) for path in PATHS}


@pytest.fixture(scope="module")
def told(traces: dict[str, Trace]) -> Story:
    return story(traces.values(), paths=list(traces), one_event=True)


def shuffled(seed: int) -> list[str]:
    names = [path.name for path in PATHS]
    if seed:
        random.Random(seed).shuffle(names)
    return names


def makers(ledger: Ledger, claim: str) -> list[str]:
    return [row[0] for row in rows(ledger, f"SELECT document FROM appearances WHERE claim = '{claim}' ORDER BY 1")]


@pytest.mark.parametrize("seed", range(4))
def test_one_by_one_it_is_the_story_of_all(ledger: Ledger, traces: dict[str, Trace], told: Story, seed: int) -> None:
    for name in shuffled(seed):
        ledger.add_trace(traces[name], as_input=name)
    kept = rows(ledger, "SELECT text, documents, origins_least, origins_most FROM claims")
    found = sorted((str(text), int(documents), int(least), int(most)) for text, documents, least, most in kept)
    wanted = [(c.text, len(c.documents), c.origins.least, c.origins.most) for c in told.claims]
    assert found == sorted(wanted)
    ((first,),) = rows(ledger, f"SELECT claim FROM claims WHERE documents = {len(told.claims[0].documents)}")
    assert str(first) == "k1"  # whatever its words were when its first document came


def test_the_words_grow_and_what_a_person_said_of_it_stays(
    ledger: Ledger, traces: dict[str, Trace], told: Story
) -> None:
    names = shuffled(0)
    assert names[0] == FIRST
    ledger.add_trace(traces[FIRST], as_input=FIRST)
    before = ledger.claim("k1")
    assert before is not None
    assert "blocking the gate" in before.text
    for name in names[1:4]:
        ledger.add_trace(traces[name], as_input=name)
    ledger.decide("accept", ["k1"], who="Ida Falk", why="we follow it")
    for name in names[4:]:
        ledger.add_trace(traces[name], as_input=name)
    after = ledger.claim("k1")
    assert after is not None
    assert after.text == told.claims[0].text
    assert [decision.who for decision in after.decisions] == ["Ida Falk"]
