"""What documents count: a number, what it counts, how it is bounded, and the words around it.

"At least 14 workers were trapped" gives 14, of workers, as a least. What only looks like a count (a year, a day, an
hour, a part of a name, "Flight 17") is left out, since it cannot grow on its way from one document to another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whosays.likeness.features import content_stem, numbers_in
from whosays.likeness.stemming import Word, listed, word_set, words
from whosays.model import Document, Span
from whosays.provenance.wordlists import any_of
from whosays.provenance.wordlists import words as words_of
from whosays.text import cut

_MOST = 400  # sentences of a document that are read
_MOST_AMOUNTS = 40  # numbers of a document
_TABLE = 12  # numbers of a sentence, from which it is a table
_UNIT = 3  # words behind a number among which what it counts is named
_BOUND_BEFORE = 28  # characters
_NEAR = 6  # words on either side that say what is told of it
_THROUGH = listed("of the a his her its their other more such")  # between a number and what it counts
_WHERE = listed("near outside inside off across around throughout into over behind")
_BOUNDS = any_of("upper_bounds", "lower_bounds", "about")
_BOUND = re.compile(
    rf"\b(?P<bound>{_BOUNDS})\s+(?:the\s+|a\s+)?(?:(?:US|A|C)?[£$€¥]\s?)?$",
    re.IGNORECASE,
)
_VAGUE = frozenset(words_of("about"))
_FURTHER = re.compile(r"\s+(?:others?|additional|further|extra)\b", re.IGNORECASE)
_MONEY = re.compile(r"[£$€¥]\s?$")
_BETWEEN = re.compile(r"(?:\s+(?:to|or)\s+|\s?[-–—]\s?)(?:[£$€¥]\s?)?", re.IGNORECASE)
_GLUED = re.compile(r"\d[A-Za-z]+$")  # "18k" of gold; of money it is a multiplier
_AT_TIME = re.compile(r"\s*(?:[ap]\.?m\b|o['’]clock|[:h]\d|st\b|nd\b|rd\b|th\b)", re.IGNORECASE)
_BEHIND_TIME = re.compile(r"(?:\bat|[:.]\d*|\d[:.])\s*$|[A-Za-z]-$|[#@№/]$", re.IGNORECASE)
_NAMED_THINGS = re.compile(r"(?:\s+[A-Z][\w’'-]*)*\s+(?:[a-z][\w’'-]*\s+)?(?:[a-z][\w’'-]*s|men|women|people)\b")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that counts something: its place, its bound included; from ``least`` to ``most`` (one value mostly); how
    it is bounded ("at least", else empty); whether it is of others beside some ("three further ones"); the stems of
    what it counts, those near it; its sentence and the stems of that."""

    span: Span
    least: float
    most: float
    bound: str
    further: bool
    unit: tuple[str, ...]
    near: frozenset[str]
    sentence: Span
    stems: frozenset[str]

    @property
    def vague(self) -> bool:
        """True of a number that is said to be about right: "nearly 60"."""
        return self.bound in _VAGUE


def amounts(document: Document) -> list[Amount]:
    """What a document counts, in order."""
    found: list[Amount] = []
    for start, end in cut(document.text, document.furniture).sentences[:_MOST]:
        text = document.text[start:end]
        numbers = numbers_in(text)
        if not numbers or len(numbers) >= _TABLE:
            continue
        told = [w for w in words(text) if not any(s <= w.start < e for s, e, _ in numbers)]
        for one in _ranges(text, [a for a in numbers if _counts(text, *a[:2])]):
            amount = _amount(text, start, one, told)
            if amount is not None:
                found.append(amount)
    return found[:_MOST_AMOUNTS]


def _counts(text: str, start: int, end: int) -> bool:
    """False of a year, an hour, an ordinal, a number that belongs to a name or to a longer figure."""
    if (
        _YEAR.match(text[start:end])
        or _AT_TIME.match(text, end)
        or _BEHIND_TIME.search(text[max(0, start - 8) : start])
    ):
        return False
    before, after = words(text[:start])[-1:], words(text[end : end + 40])[:1]
    if text[end : end + 1].isalpha() or (_GLUED.search(text[start:end]) and not _MONEY.search(text[:start][-3:])):
        return False
    if any(w.low in word_set("month") and w.text[0].isupper() for w in (*before, *after)):
        return False
    if after and after[0].text[0].isupper() and not _NAMED_THINGS.match(text, end + after[0].end):
        return False  # "10 News", not "25 Taliban fighters"
    named = bool(before) and before[0].text[0].isupper() and before[0].start > 0 and text[start].isdigit()
    return not (named and not re.search(r"[,:;]\s*$", text[:start]))


def _ranges(text: str, found: Sequence[tuple[int, int, float]]) -> list[tuple[int, int, float, float]]:
    """The numbers, two of them with "to" between as one from the one to the other."""
    joined: list[tuple[int, int, float, float]] = []
    for start, end, value in found:
        if joined and _BETWEEN.fullmatch(text, joined[-1][1], start) and joined[-1][2] == joined[-1][3]:
            first, _, low, _ = joined.pop()
            while low > 0 and low * 1000 <= value:  # "five to six million"
                low *= 1000
            joined.append((first, end, min(low, value), max(low, value)))
        else:
            joined.append((start, end, value, value))
    return joined


def _amount(text: str, offset: int, one: tuple[int, int, float, float], told: Sequence[Word]) -> Amount | None:
    """A number with what it counts, if the words behind it say so; ``told`` are the words of the sentence that are no
    numbers."""
    start, end, least, most = one
    behind = [w for w in words(text) if w.start >= end]
    unit = _unit(text, end, behind)
    money = _MONEY.search(text[max(0, start - 3) : start])
    if money:
        unit = (money.group().strip(), *unit)
    if not unit:
        return None
    before = max(0, start - _BOUND_BEFORE)
    bounded = _BOUND.search(text[before:start])
    begin = before + bounded.start() if bounded else start
    around = [*[w for w in told if w.end <= start][-_NEAR:], *[w for w in told if w.start >= end][: _NEAR + len(unit)]]
    near = {content_stem(w.text) for w in around}
    stems = {content_stem(w.text) for w in told}
    return Amount(
        (offset + begin, offset + end),
        least,
        most,
        bounded["bound"].lower() if bounded else "",
        bool(_FURTHER.match(text, end)),
        unit,
        frozenset(stem for stem in near if stem) - set(unit),
        (offset, offset + len(text)),
        frozenset(stem for stem in stems if stem),
    )


def _unit(text: str, end: int, behind: Sequence[Word]) -> tuple[str, ...]:
    """The stems of what a number counts: the content words right behind it."""
    unit: list[str] = []
    at = end
    for word in behind[:_UNIT]:
        if re.search(r"[.,;:!?()\"“”]", text[at : word.start]):
            break
        stem = content_stem(word.text) if word.low not in _WHERE else None
        if stem is None or (unit and word.text[0].isupper()):
            if word.low not in _THROUGH or unit:
                break
        else:
            unit.append(stem)
            if stem == "year-old":
                break
        at = word.end
    return tuple(unit)
