"""Small piles whose origins an editor counts: an article with a witness of its own beside others that hang on somebody
else, a witness beside an institution, a paper and a spokesman, and what only looks like them. ``story_origins.jsonl``
has the count, who is in it and who is not, and why what is missed is missed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.test_story_kinds import marked, told
from whosays.provenance.firsthand import knows_it, perceived
from whosays.provenance.informants import informed
from whosays.reading import read
from whosays.trace import trace

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "story_origins.jsonl").read_text(encoding="utf-8").splitlines()
]
COUNTED = ("identified", "account", "unnamed", "own-source", "witness")


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_an_editor_counts_as_many_and_the_same(case: dict[str, Any]) -> None:
    found = told(case["documents"]).claims[0].origins
    counted = [reason.text for reason in found.reasons if reason.rule in COUNTED]
    assert (found.least, found.most) == (case["least"], case["most"])
    assert [who for who in case["counted"] if not any(re.search(who, text) for text in counted)] == []
    assert [who for who in case["not_counted"] if any(re.search(who, text) for text in counted)] == []


@pytest.mark.parametrize("case", [case for case in CASES if case["look_alike"]], ids=lambda case: case["kind"])
def test_what_only_looks_like_it_never_raises_the_least(case: dict[str, Any]) -> None:
    assert told(case["documents"]).claims[0].origins.least == 1


SAW = """she saw two drones strike the tanks
I watched them fly in, one after the other
she had seen both
I saw the whole roof go down
we heard a bang and the glass came in
they watched the tram pass the wrong way
he saw it pass his window the wrong way
she was reading there when water came through the ceiling
I was standing on the quay when it hit
the woman was sitting two rows in front of him
it landed right in front of me
he filmed the column from his balcony
we were on board when it turned
I personally witnessed the handover
she was asleep in the cabin when the alarm rang
it ran past me and into the bakery
I counted sixty trucks from my window
I was there when they opened the crate
I jumped behind the counter
she smelled it first""".splitlines()

DID_NOT = """he had heard of it from the health office
he heard about it on the radio
she saw no reason to doubt it
we saw little of the money
he saw it as a threat
I saw the news on television
I saw a post about it this morning
I heard that they had gone
they heard rumours last week
she had seen the report
she saw her last show
we watched the match at home
he watched every match last season
it is the daftest thing I have heard this year
I have not seen the letter
he never saw the car
she did not see the wolf
he would have seen it
if I had seen it I would have called
I see a bright future for the club
I was told by the office
we were working on a new plan for the school
he has been sitting on the board since May
he was walking away from the deal""".splitlines()


@pytest.mark.parametrize(("words", "saw"), [*((words, True) for words in SAW), *((words, False) for words in DID_NOT)])
def test_who_tells_what_they_saw_themselves(words: str, saw: bool) -> None:
    assert perceived(words) is saw


def test_who_had_a_hand_in_it_knows_it_and_who_was_told_of_it_does_not() -> None:
    said = {
        "We got three out, all of them alive": True,
        "Our divers found two bodies in the cabin": True,
        "We carried her down to the boat": True,
        "We found a buyer in May": False,
        "We got a call about it at noon": False,
        "We found that the roof had failed": False,
    }
    for words, knows in said.items():
        made = trace(read(f"The hall fell in on Friday, fire chief Dag Moen said. “{words},” Dag Moen said.".encode()))
        (chief,) = (source for source in made.sources if source.name == "Dag Moen")
        assert knows_it(made, chief) is knows, words


@pytest.mark.parametrize("piece", ["I saw ", "she was in the ", "he had just had ", "two rows in front of "])
def test_a_long_text_of_perceptions_takes_no_longer_than_its_length(piece: str) -> None:
    assert perceived(piece * 20_000) in (True, False)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Mona Ree, a shopkeeper, said that the dam is cracked. She heard it from the keeper, Lars Hoel.", "Lars Hoel"),
        ("Mona Ree said that the dam is cracked. She had been told so by Lars Hoel, the keeper.", "Lars Hoel"),
        ("Mona Ree said that the dam is cracked. She was told so by the water office.", "the water office"),
        ("Mona Ree said that the dam is cracked. She was told by the water office to leave.", None),
        ("Mona Ree said that the dam is cracked. She heard it fall from the bank.", None),
    ],
)
def test_who_told_it_may_be_named_or_known_by_an_office(words: str, who: str | None) -> None:
    made = trace(read(words.encode()))
    heard = [made.document.text[slice(*one.who)] for one in informed(made)]
    assert [name for name in heard if who is None or not name.endswith(who)] == []
    assert bool(heard) is (who is not None)
