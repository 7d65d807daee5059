"""Patterns without regard to case find what ``re.IGNORECASE`` finds, at the same places."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.text.caseless import Caseless, caseless, small

PATTERNS = (
    r"\b(?:said|says|told)\b",
    r"(?P<who>\w+) (?:did not|didn't) (?=say)",
    r"[a-z]{2,}ing\b|\d+ (?:people|others)",
    r"\W*(?:if|unless)\b[^,.]{1,20}",
)
TEXT = st.text(alphabet=st.sampled_from("aAbisSkKtTnNoOdDyY'’ .,1é\u00c9İıſ\u212aßΣς\n"), max_size=60)


@given(TEXT, st.integers(0, 10))
def test_small_text_keeps_its_places(text: str, start: int) -> None:
    assert len(small(text)) == len(text)
    for pattern in (*PATTERNS, r"[aist]+\b", "kid|sid|it"):
        mine, theirs = Caseless(pattern), re.compile(pattern, re.IGNORECASE)
        places = [m.span() for m in theirs.finditer(text, start)]
        assert [m.span() for m in mine.finditer(text, start)] == places
        found, first = mine.search(text, start), theirs.search(text, start)
        assert (found and found.span()) == (first and first.span())
        found, first = mine.match(text, start, len(text) - 1), theirs.match(text, start, len(text) - 1)
        assert (found and found.span()) == (first and first.span())


@pytest.mark.parametrize("text", ["She SAID so.", "They Didn't say.", "Unless It Rains, it dries"])
def test_capitals_are_found(text: str) -> None:
    assert any(Caseless(pattern).search(text) for pattern in PATTERNS)


def test_a_pattern_that_asks_for_capitals_is_none_of_these() -> None:
    with pytest.raises(ValueError, match="capital"):
        Caseless(r"\bMay\b")
    cased = caseless(r"(?-i:[A-Z])\w+ said")
    assert cased.search("Voss SAID so")
    assert not cased.search("he said so")
    assert isinstance(caseless(r"(?P<who>\w+)\W said"), Caseless)
