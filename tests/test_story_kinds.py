"""Small piles of three kinds, with look-alikes: a programme is the source; a verdict on the picture in free words;
somebody told a columnist. ``story_kinds.jsonl`` has what must come out, and why what is missed is missed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.build import attribution
from whosays.model import Document, Response
from whosays.model.story import Story
from whosays.provenance.programmes import programmes, shown
from whosays.reading import read
from whosays.responses.verdicts_on_evidence import judges_evidence
from whosays.story import story
from whosays.trace import trace

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "story_kinds.jsonl").read_text(encoding="utf-8").splitlines()
]
VERDICTS = Path(__file__).parent / "verdicts" / "verdicts.txt"


def told(documents: dict[str, str]) -> Story:
    traces = [trace(read(text.encode())) for text in documents.values()]
    return story(traces, paths=[f"{name}.txt" for name in documents])


def marked(case: dict[str, Any]) -> Any:
    weak = case.get("weak")
    name = f"{'like a' if case['look_alike'] else 'a'} {case['kind']}: {next(iter(case['documents'].values()))[:60]}"
    return pytest.param(case, id=name, marks=[pytest.mark.xfail(reason=weak, strict=True)] if weak else [])


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_a_small_pile_is_told_as_a_reader_would(case: dict[str, Any]) -> None:
    found = told(case["documents"])
    first = found.claims[0]
    label = {node.id: node.label for node in found.nodes}
    taken = {label[edge.taken] for edge in first.edges}
    ends = {label[node] for node in first.origins.nodes}
    given = {(answer.name or "", answer.response.value) for answer in first.responses}
    assert re.search(case.get("first", ""), first.text)
    assert [one for one in case.get("takes", ()) if not any(re.search(one, name) for name in taken)] == []
    assert [name for name in taken if any(re.search(one, name) for one in case.get("not", ()))] == []
    assert [end for end in ends if "ends" in case and not any(re.search(one, end) for one in case["ends"])] == []
    if "answers" in case:
        assert len(given) == len(case["answers"])
        assert all(any(re.search(who, name) and kind == how for name, how in given) for who, kind in case["answers"])
    assert {how for _, how in given}.isdisjoint(case.get("answers_not", ()))
    assert ends.isdisjoint(name for name, how in given if how == Response.DENY.value)
    assert first.origins.least == 1


def test_how_many_verdicts_in_free_words_are_read_and_how_many_of_what_looks_like_them() -> None:
    rumour, found = "", {"+": 0, "-": 0}
    lines = [line for line in VERDICTS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for line in lines:
        mark, said = line[:1], line[2:]
        if mark not in found:
            rumour = line
            continue
        text = f"{rumour} {said}"
        made = attribution(text, "a1", text[: text.index(" ")], "", said, source_id="s1")
        found[mark] += judges_evidence(text, made)
    assert found["-"] == 0
    assert found["+"] >= 21  # of 117, half of them on no picture at all: precision first


@pytest.mark.parametrize(
    ("words", "judges"),
    [
        ("I think someone has been playing with the picture", True),
        ("The shadows point in two directions", True),
        ("That is last year’s fire", True),
        ("The file was saved twice", True),
        ("It is a crude paste job", True),
        ("We have never used that letterhead", True),
        ("I do not think that somebody has been playing with the picture", False),
        ("I hope it is a fake", False),
        ("It may have been pasted together", False),
        ("There is no sign that it was pasted together", False),
        ("It is not a montage", False),
        ("Was it a montage?", False),
        ("The picture is grainy", False),
        ("Last year’s fire was worse", False),
        ("The photo was taken from the mole", False),
    ],
)
def test_who_leaves_it_open_or_only_describes_it_judges_nothing(words: str, judges: bool) -> None:
    text = f"Scouts say that a photo shows a seal on the roof. {words}"
    assert judges_evidence(text, attribution(text, "a1", "Scouts", "", words, source_id="s1")) is judges


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("The documentary “Salt Hands” shows miners who are paid in bread.", ["Salt Hands"]),
        ("A clip from the show “Doorstep” shows a boy with a bowl.", ["Doorstep"]),
        ("“Doorstep”, a hidden-camera series, filmed a boy with a bowl.", ["Doorstep"]),
        ("Miners are paid in bread, as the documentary ‘Salt Hands’ showed on Tuesday.", ["Salt Hands"]),
        ('Miners are paid in bread, says the podcast "Salt Hands".', ["Salt Hands"]),
        ("The series “Doorstep” visits schools. One episode shows a boy with a bowl.", ["Doorstep"]),
        ("In the episode, a boy kicks a bowl. The series “Doorstep” is new.", []),
        ("The series “Doorstep” is new. It was shot in Holm.", []),
        ("The host of the show “Doorstep” said that he was ill.", []),
        ("The film “Low Water” was shown in Lund.", []),
        ("The actor was cut from the series “Doorstep”, he said.", []),
        ("The thriller “Glass Weir” shows little of the sea.", []),
        ("The show of “strength” shows what they fear.", []),
    ],
)
def test_a_programme_is_credited_with_what_it_shows_and_with_nothing_else(text: str, titles: list[str]) -> None:
    document = Document(text)
    assert [one.title for one in shown(document, programmes(document))] == titles


@pytest.mark.parametrize(
    "piece", ['the show "', "the big ", "Ab ", "somebody has ", "the claim that ", "a clip of the film "]
)
def test_a_long_text_of_one_thing_takes_no_longer_than_its_length(piece: str) -> None:
    document = Document(piece * 4000)
    assert list(shown(document, programmes(document))) == []
