"""Corrections in whole traces, on sentences written for the project: labels, notes, people who put something right."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from whosays.model import Document, Response
from whosays.trace import trace

CASES = tomllib.loads((Path(__file__).parent / "corrections_cases.toml").read_text(encoding="utf-8"))


def responses(text: str) -> set[Response | None]:
    return {a.response for a in trace(Document(text)).attributions}


@pytest.mark.parametrize("text", CASES["corrected"])
def test_a_correction_is_one(text: str) -> None:
    assert Response.CORRECT in responses(text)


@pytest.mark.xfail(reason="a known weakness of the engine", strict=False)
@pytest.mark.parametrize("text", CASES["missed"])
def test_a_correction_that_is_missed_today(text: str) -> None:
    assert Response.CORRECT in responses(text)


@pytest.mark.parametrize("text", CASES["uncorrected"])
def test_what_only_looks_like_a_correction_is_none(text: str) -> None:
    assert Response.CORRECT not in responses(text)


def test_a_note_is_read_to_the_end_of_its_paragraph() -> None:
    text = (
        "Rain is due.\n\nClarification: Mr Tove sold the kiosk, not the yard. He kept the boats.\n\nMore rain is due."
    )
    note = next(a for a in trace(Document(text)).attributions if a.response is Response.CORRECT)
    assert (note.source, note.agentless) == ((), True)
    assert [text[s:e] for s, e in note.content] == ["Mr Tove sold the kiosk, not the yard. He kept the boats"]


def test_a_second_answer_of_one_speaker_is_no_part_of_the_first() -> None:
    text = "A clinic spokeswoman confirmed that a diver had died but could not confirm a link to the new tanks."
    found = trace(Document(text)).attributions
    assert [(a.response, text[slice(*a.source[0])]) for a in found] == [
        (Response.CONFIRM, "A clinic spokeswoman"),
        (Response.CANNOT_CONFIRM, "A clinic spokeswoman"),
    ]
    assert text[slice(*found[0].content[0])] == "that a diver had died"
    assert found[1].parent is None
