"""Plain frames of reported speech in sentences where the engine reads nothing."""

from __future__ import annotations

import pytest

from tests.build import attribution
from whosays.attribution.missed import missed, with_subjects
from whosays.text import cut


def found(text: str) -> list[tuple[str, str, str]]:
    return [
        (text[slice(*a.source[0])], text[slice(*a.cue[0])], " … ".join(text[s:e] for s, e in a.content))
        for a in missed(text, [], cut(text).sentences)
    ]


@pytest.mark.parametrize(
    ("text", "who", "cue", "content"),
    [
        ("The lock has two gates that leak, notes Tidemark.", "Tidemark", "notes", "The lock has two gates that leak"),
        ("The ferry was sold in May, wrote Ida Voss.", "Ida Voss", "wrote", "The ferry was sold in May"),
        (
            "If the quay closed, the auditors reckoned, the town would lose nine jobs.",
            "the auditors",
            "reckoned",
            "If the quay closed … the town would lose nine jobs",
        ),
        (
            "The mill, Brenner insisted, was never inspected at night.",
            "Brenner",
            "insisted",
            "The mill … was never inspected at night",
        ),
        (
            "By the mayor's own admission, the accounts were never opened.",
            "the mayor",
            "own admission",
            "the accounts were never opened",
        ),
        ("By Marr's own count, he lost nine ships.", "Marr", "own count", "he lost nine ships"),
        (
            "The rebels who hold the town put the number of dead at 64.",
            "The rebels who hold the town",
            "put",
            "the number of dead at 64",
        ),
        ("The guild puts the cost of repairs at about £9m.", "The guild", "puts", "the cost of repairs at about £9m"),
        ("The council has put the number of farms at 40.", "The council", "has put", "the number of farms at 40"),
    ],
)
def test_a_plain_frame_is_read(text: str, who: str, cue: str, content: str) -> None:
    assert found(text) == [(who, cue, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The wall fell in May, two hours before dawn.",
        "In May, the guild closed, the mill burned down.",
        "A plan for the quay, says Marr.",
        "The dean left early, told the Hill.",
        "The crew put the lamp at the stern.",
        "By the mayor's own door, a cart was found.",
        "The town, Tolm thought, slept.",
        "On his own account, pay nothing.",
    ],
)
def test_what_only_looks_like_one_is_not(text: str) -> None:
    assert found(text) == []


def test_a_sentence_that_was_read_is_left_alone() -> None:
    text = "The lock has two gates that leak, notes Tidemark."
    given = attribution(text, "a1", "Tidemark", "notes", "The lock has two gates that leak")
    assert missed(text, [given], cut(text).sentences) == []


def test_a_participle_without_a_speaker_has_the_one_before_it() -> None:
    text = "Vel brushed the report aside, asserting, “I was in Tolm that day.” Quist laughed, saying “no one was”."
    first = attribution(text, "a1", "Vel", "brushed", "the report")
    second = attribution(text, "a2", (), "asserting", "“I was in Tolm that day.”")
    third = attribution(text, "a3", (), "saying", "“no one was”")
    _, filled, left = with_subjects(text, [first, second, third], cut(text).sentences)
    assert text[slice(*filled.source[0])] == "Vel"
    assert left.source == ()
