"""When two clauses are one claim: pairs written for the project, half of them near misses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from whosays.claims.merge import groups
from whosays.claims.same import Clause
from whosays.claims.subjects import expanded, subject
from whosays.likeness import conflict, features
from whosays.likeness.stemming import plain_stem, stem

PAIRS = json.loads((Path(__file__).parent / "claims_pairs.json").read_text(encoding="utf-8"))
SAME = [(a, b) for kind, a, b, _ in PAIRS if kind == "same"]
DIFFERENT = [(a, b) for kind, a, b, _ in PAIRS if kind == "different"]


def clause(text: str, voice: str) -> Clause:
    about = subject(text)
    predicate = text[len(about.text) :].strip() if about else text
    return Clause(
        text, features(text), frozenset(features(about.text).stems) if about else frozenset(), predicate, (voice,)
    )


def merged(pair: tuple[str, str], vectors: object = None) -> bool:
    """Whether two speakers' clauses come out as one claim."""
    return len(groups([clause(pair[0], "a1"), clause(pair[1], "a2")], vectors)) == 1  # type: ignore[arg-type]


def test_the_pairs_are_many_and_half_of_them_near_misses() -> None:
    assert len(PAIRS) >= 100
    assert len(DIFFERENT) >= 48
    assert len(SAME) >= 48


@pytest.mark.parametrize("pair", DIFFERENT, ids=lambda pair: pair[1])
def test_a_near_miss_is_never_merged_by_words(pair: tuple[str, str]) -> None:
    assert not merged(pair)


def test_no_near_miss_is_merged_by_vectors_and_most_paraphrases_are() -> None:
    from whosays.vectors import encode

    assert [pair for pair in DIFFERENT if merged(pair, encode)] == []
    assert sum(merged(pair, encode) for pair in SAME) >= 0.7 * len(SAME)


def test_rough_vectors_spare_encoding_and_change_nothing() -> None:
    from whosays.vectors import encode, rough

    encoded: list[str] = []

    def counted(texts: Sequence[str]) -> object:
        encoded.extend(texts)
        return encode(texts)

    for pair in (*SAME, *DIFFERENT):
        clauses = [clause(text, f"a{number}") for number, text in enumerate(pair)]
        assert groups(clauses, counted, rough) == groups(clauses, encode)  # type: ignore[arg-type]
    unlike = ("Divers searched the harbour wall", "Gulls nest on the harbour wall")
    spared = [clause(text, f"a{number}") for number, text in enumerate(unlike)]
    encoded.clear()
    assert len(groups(spared, counted)) == 2  # type: ignore[arg-type]
    assert encoded
    encoded.clear()
    assert len(groups(spared, counted, rough)) == 2  # type: ignore[arg-type]
    assert not encoded


def test_words_alone_find_many_paraphrases() -> None:
    assert sum(merged(pair) for pair in SAME) >= 0.25 * len(SAME)


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("The town was shelled", "The town was not shelled", "polarity"),
        ("The blast killed 12 people", "The blast killed 120 people", "numbers"),
        ("The court sat on Monday", "The court sat on Friday", "marks"),
        ("He left Tarsk", "He left Belgor", "names"),
        ("Prices rose", "Prices fell", "opposites"),
        ("The bank sued the manager", "The manager sued the bank", "roles"),
    ],
)
def test_a_conflict_says_what_differs(a: str, b: str, why: str) -> None:
    assert conflict(features(a), features(b)) == why
    assert conflict(features(b), features(a)) == why


def test_a_negated_opposite_is_no_conflict() -> None:
    assert conflict(features("Phones are banned"), features("Phones are no longer allowed")) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12,000 men", {12000}),
        ("twelve thousand men", {12000}),
        ("two hundred and six ships", {200, 6}),
        ("twenty-five ships", {25}),
        ("$3.5 million", {3.5e6}),
        ("2bn euros", {2e9}),
        ("one of them", set()),
        ("9%", {9}),
    ],
)
def test_numbers_are_read_by_value(text: str, values: set[float]) -> None:
    assert features(text).numbers == values


def test_stems_fold_inflection_synonyms_and_peoples() -> None:
    assert stem("arrested") == stem("detained") == stem("arrests")
    assert stem("Koreans") == stem("Korea") == stem("Korean")
    assert stem("Ukrainian") == stem("Ukraine")
    assert plain_stem("stopped") == plain_stem("stop")
    assert plain_stem("bodies") == plain_stem("body")
    assert plain_stem("arrested") != plain_stem("detained")


def test_a_pronoun_takes_the_nearest_subject_of_its_number() -> None:
    texts = ["The nurses of Leeds have left", "The mayor is ill", "They are gone", "She is ill", "I saw it"]
    assert expanded(texts, [None, None, None, None, "Jo Brandt"]) == [
        "The nurses of Leeds have left",
        "The mayor is ill",
        "The nurses of Leeds are gone",
        "She is ill",
        "Jo Brandt saw it",
    ]


def test_a_subject_takes_its_relative_clause_along() -> None:
    found = subject("the nurses who have moved to Leeds have never had a contract")
    assert found is not None
    assert found.text == "the nurses who have moved to Leeds"
    assert found.plural
