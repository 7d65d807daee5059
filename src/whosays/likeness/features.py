"""What a clause is about, for comparison with another: content words, names, numbers, dates and negations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from whosays.likeness.stemming import Word, pairs, plain_stem, stem, straight, word_set, words


@dataclass(frozen=True, slots=True)
class Features:
    """What a clause is about, for comparison with another.

    ``stems`` are its content words' stems in order; ``plain`` the same with synonyms kept apart; ``verbs`` those whose
    form is a verb's; ``names`` the stems of capitalised words that do not merely begin the sentence; ``places`` those
    behind "in", "near" and their like; ``numbers`` values; ``marks`` weekdays, months, years, ordinals, quantifiers and
    sides of time, each as ``class:word``; ``negative`` whether an odd number of negations stands in it; ``passive``
    whether its verb is; ``possessive`` whether it has a "'s"; ``opening`` the stem of a capitalised word that begins
    it.
    """

    stems: tuple[str, ...]
    plain: frozenset[str]
    verbs: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[float]
    marks: frozenset[str]
    negative: bool
    passive: bool
    possessive: bool
    opening: str = ""


@dataclass(frozen=True, slots=True)
class _Sort:
    """What is known of a word wherever it stands; ``mark`` is the class of its mark, if it is one."""

    root: str
    plain: str
    mark: str | None
    content: bool
    negation: bool
    verdict: bool
    be: bool
    participle: bool
    possessive: bool
    number: bool


_LONGEST_KEPT = 1_000  # characters; what is longer is no clause
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_MARKS = ("weekday", "month", "order", "quantity", "side")
_LOCATIVE = frozenset(["in", "near", "outside", "inside", "off", "across", "around", "throughout", "into", "over"])
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "it's", "they're", "that's"])


def features(text: str, known_names: frozenset[str] = frozenset()) -> Features:
    """The features of a clause. ``known_names``: stems known as names from elsewhere in the document."""
    return _features_kept(text, known_names) if len(text) <= _LONGEST_KEPT else _features(text, known_names)


def _features(text: str, known_names: frozenset[str]) -> Features:
    found = words(text)
    sorts = [_sort(word.text) for word in found]
    stems: list[str] = []
    plain: set[str] = set()
    verbs: set[str] = set()
    names: set[str] = set()
    places: set[str] = set()
    marks: set[str] = set()
    numbers: set[float] = set()
    counted: set[int] = set()
    opening = ""
    negations, passive = 0, False
    being = [index for index, sort in enumerate(sorts) if sort.be]
    for first, last, value in _numbers(found) if any(sort.number for sort in sorts) else ():
        counted.update(range(first, last))
        if last == first + 1 and _YEAR.match(found[first].text):
            marks.add(f"year:{found[first].text}")
        else:
            numbers.add(value)
    for index, (word, sort) in enumerate(zip(found, sorts, strict=True)):
        if sort.participle and _just_before(being, index):
            passive = True
        if sort.negation or (sort.verdict and _just_before(being, index)):
            negations += 1
            continue
        if sort.mark:
            marks.add(f"{sort.mark}:{word.low}")
        if not sort.content or index in counted:
            continue
        stems.append(sort.root)
        plain.add(sort.plain)
        if sort.participle:
            verbs.add(sort.root)
        if word.text[0].isupper():
            if not index:
                opening = sort.root
            if index or sort.root in known_names:
                names.add(sort.root)
                if _placed(found, index):
                    places.add(sort.root)
    return Features(
        tuple(stems),
        frozenset(plain),
        frozenset(verbs),
        frozenset(names),
        frozenset(places),
        frozenset(numbers),
        frozenset(marks),
        negations % 2 == 1,
        passive,
        any(sort.possessive for sort in sorts),
        opening,
    )


_features_kept = lru_cache(maxsize=8192)(_features)  # many rules ask for those of the same clause


def with_names(own: Features, known_names: frozenset[str]) -> Features:
    """The features of a clause once it is known which words are names elsewhere: its first word may be one, too."""
    if own.opening in known_names and own.opening not in own.names:
        return replace(own, names=own.names | {own.opening})
    return own


def _just_before(being: Sequence[int], index: int) -> bool:
    """Whether a form of "be" is one of the three words before."""
    return any(index - 3 <= place < index for place in being)


def content_stem(word: str) -> str | None:
    """The stem of a word as printed, if it is one that says what a clause is about."""
    sort = _sort(word)
    return sort.root if sort.content else None


@lru_cache(maxsize=65536)
def _sort(text: str) -> _Sort:
    low = straight(text)
    root, mark = stem(text), _mark(text, low)
    content = not mark and low not in word_set("stop") and len(root) >= 2
    return _Sort(
        root,
        plain_stem(text),
        mark,
        content,
        low in word_set("negations"),
        low in word_set("verdicts"),
        low in _BE,
        low.endswith("ed") or low in pairs("irregular"),
        low.endswith(("'s", "s'")) and low not in word_set("stop"),
        _value(low) is not None,
    )


def _mark(text: str, low: str) -> str | None:
    for kind in _MARKS:
        if low in word_set(kind):
            return None if kind == "month" and not text[0].isupper() else kind
    return None


def _placed(found: Sequence[Word], index: int) -> bool:
    """Whether a name stands behind a word of place, with no more than names and an article between."""
    first = index
    while first and (found[first - 1].text[:1].isupper() or found[first - 1].low == "the"):
        first -= 1
    return bool(first) and found[first - 1].low in _LOCATIVE


def _numbers(found: Sequence[Word]) -> Iterator[tuple[int, int, float]]:
    """Runs of number words and digits with their value: "two hundred", "12,000", "3.5 million"."""
    index = 0
    while index < len(found):
        value = _value(found[index].low)
        if value is None or (found[index].low == "one" and not _multiplier(found, index + 1)):
            index += 1
            continue
        end = index + 1
        total, current = 0.0, value
        while end < len(found):
            step = _value(found[end].low)
            if _multiplier(found, end):
                factor = float(pairs("multipliers")[found[end].low])
                current *= factor
                if factor >= 1000:
                    total, current = total + current, 0.0
            elif (
                step is not None
                and found[end].low.isalpha()
                and found[end - 1].low.isalpha()
                and step < max(current, 1)
            ):
                current += step
            else:
                break
            end += 1
        yield index, end, total + current
        index = end


def numbers_in(text: str) -> tuple[tuple[int, int, float], ...]:
    """Where a text gives numbers, in digits or words, and their values; years are numbers here."""
    found = words(text)
    return tuple((found[first].start, found[last - 1].end, value) for first, last, value in _numbers(found))


def _multiplier(found: Sequence[Word], index: int) -> bool:
    return index < len(found) and found[index].low in pairs("multipliers")


def _value(low: str) -> float | None:
    if low[:1].isdigit():
        try:
            return float(low.rstrip("%").replace(",", ""))
        except ValueError:
            return None
    if "-" in low:
        parts = [pairs("numbers").get(part) for part in low.split("-")]
        return None if None in parts or len(parts) > 3 else sum(float(p) for p in parts if p is not None)
    value = pairs("numbers").get(low)
    return None if value is None else float(value)
