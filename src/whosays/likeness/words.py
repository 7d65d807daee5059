"""Words as the comparison of claims needs them: cut, stemmed, their numbers, names, dates and negations.

The stemmer strips inflection only (plural, -ing, -ed, -ly and a few nominal endings after Porter 1980), and folds a
people's name onto its country's ("Korean", "Korea"); irregular forms and news synonyms come from ``words.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:['’‘ʼ.\-][^\W_]+)*")
_VOWEL = re.compile("[aeiouy]")


class Word(NamedTuple):
    """A word with its place; ``low`` is in lower case with straight apostrophes."""

    start: int
    end: int
    text: str
    low: str


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[Word, ...]:
    """The words of a clause with offsets into it; kept, since several rules look at the same clause."""
    return tuple(Word(m.start(), m.end(), body := m.group(), straight(body)) for m in WORD.finditer(text))


def straight(word: str) -> str:
    """A word in lower case, its apostrophes straight."""
    if word.isascii():
        return word.lower()
    return word.lower().replace("’", "'").replace("‘", "'").replace("ʼ", "'")


def listed(words: str) -> frozenset[str]:
    """Words with spaces between them as a set."""
    return frozenset(words.split())


@cache
def _lexicon() -> dict[str, str]:
    raw = tomllib.loads((files("whosays.likeness") / "words.toml").read_text(encoding="utf-8"))
    return {name: str(body) for name, body in raw.items()}


@cache
def word_set(name: str) -> frozenset[str]:
    """A word list of ``words.toml``."""
    return listed(_lexicon()[name])


@cache
def phrases(name: str) -> tuple[str, ...]:
    """A list of ``words.toml`` whose entries stand between bars, the longest first."""
    found = {p.strip() for line in _lexicon()[name].splitlines() for p in line.split("|") if p.strip()}
    return tuple(sorted(found, key=lambda p: (-len(p), p)))


@cache
def pairs(name: str) -> dict[str, str]:
    """A list of ``words.toml`` of the form ``word=value``."""
    return dict(entry.split("=", 1) for entry in _lexicon()[name].split())


@cache
def _synonyms() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _lexicon()["synonyms"].splitlines():
        row = [_plain_stem(word) for word in line.split()]
        for stem in row:
            found.setdefault(stem, row[0])
    return found


@cache
def antonyms() -> dict[str, frozenset[str]]:
    """For a stem (before synonyms are folded) the stems that say its opposite."""
    found: dict[str, set[str]] = {}
    for pair in phrases("antonyms"):
        left, right = (_plain_stem(word) for word in pair.split())
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return {stem: frozenset(others) for stem, others in found.items()}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word as printed, synonyms folded: "arrested" and "detained" are one."""
    plain = plain_stem(word)
    return _synonyms().get(plain, plain)


@lru_cache(maxsize=65536)
def plain_stem(word: str) -> str:
    """The stem of a word as printed, synonyms kept apart."""
    low = straight(word)
    if word[:1].isupper() and len(low) > 4 and low not in pairs("irregular"):
        folded = _fold_people(low.removesuffix("'s").removesuffix("s'"))
        if folded:
            return folded
    return _plain_stem(low)


def _fold_people(low: str) -> str | None:
    plural = low.removesuffix("s") if low.endswith(("ans", "ians", "is")) else low
    for ending in ("ians", "ian", "ia", "an", "ese", "i", "a", "e"):
        if plural.endswith(ending) and len(plural) - len(ending) >= 3:
            return plural[: len(plural) - len(ending)]
    return None


def _plain_stem(low: str) -> str:
    low = low.removesuffix("'s").removesuffix("s'")
    base = pairs("irregular").get(low)
    if base:
        low = base
    if len(low) <= 3 or not low.isalpha():
        return low
    for ending, new in (("sses", "ss"), ("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if low.endswith(ending):
            low = low[: -len(ending)] + new
            break
    else:
        if low.endswith("s") and not low.endswith(("ss", "us", "is")):
            low = low[:-1]
    for ending in ("ing", "ed", "ly"):
        rest = low.removesuffix(ending)
        if rest is not low and len(rest) >= 3 and _VOWEL.search(rest):
            low = rest[:-1] if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    for ending in ("ation", "ment", "ion"):
        rest = low.removesuffix(ending)
        if rest is not low and len(rest) >= 4:
            low = rest
            break
    if low.endswith("y") and len(low) > 3:
        low = low[:-1] + "i"
    return low.removesuffix("e") if len(low) > 4 else low


@dataclass(frozen=True, slots=True)
class Features:
    """What a clause is about, for comparison with another.

    ``stems`` are its content words' stems in order; ``plain`` the same with synonyms kept apart; ``verbs`` those whose
    form is a verb's; ``names`` the stems of capitalised words that do not merely begin the sentence; ``places`` those
    behind "in", "near" and their like; ``numbers`` values; ``marks`` weekdays, months, years, ordinals, quantifiers and
    sides of time, each as ``class:word``; ``negative`` whether an odd number of negations stands in it; ``passive``
    whether its verb is; ``possessive`` whether it has a "'s".
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


_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_MARKS = ("weekday", "month", "order", "quantity", "side")
_LOCATIVE = frozenset(["in", "near", "outside", "inside", "off", "across", "around", "throughout", "into", "over"])
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "it's", "they're", "that's"])


def features(text: str, known_names: frozenset[str] = frozenset()) -> Features:
    """The features of a clause. ``known_names``: stems known as names from elsewhere in the document."""
    found = words(text)
    stop, irregular = word_set("stop"), pairs("irregular")
    stems: list[str] = []
    plain: set[str] = set()
    verbs: set[str] = set()
    names: set[str] = set()
    places: set[str] = set()
    marks: set[str] = set()
    numbers: set[float] = set()
    counted: set[int] = set()
    negations, passive = 0, False
    for first, last, value in _numbers(found):
        counted.update(range(first, last))
        if last == first + 1 and _YEAR.match(found[first].text):
            marks.add(f"year:{found[first].text}")
        else:
            numbers.add(value)
    for index, word in enumerate(found):
        low = word.low
        participle = low.endswith("ed") or low in irregular
        if participle and _BE.intersection(w.low for w in found[max(0, index - 3) : index]):
            passive = True
        if _negates(found, index):
            negations += 1
            continue
        kind = _mark(word)
        if kind:
            marks.add(f"{kind}:{low}")
        if kind or index in counted or low in stop:
            continue
        root = stem(word.text)
        if len(root) < 2:
            continue
        stems.append(root)
        plain.add(plain_stem(word.text))
        if participle:
            verbs.add(root)
        if word.text[0].isupper() and (index or root in known_names):
            names.add(root)
            if _placed(found, index):
                places.add(root)
    possessive = any(word.low.endswith(("'s", "s'")) and word.low not in stop for word in found)
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
        possessive,
    )


def _placed(found: Sequence[Word], index: int) -> bool:
    """Whether a name stands behind a word of place, with no more than names and an article between."""
    first = index
    while first and (found[first - 1].text[:1].isupper() or found[first - 1].low == "the"):
        first -= 1
    return bool(first) and found[first - 1].low in _LOCATIVE


def _mark(word: Word) -> str | None:
    for kind in _MARKS:
        if word.low in word_set(kind):
            return None if kind == "month" and not word.text[0].isupper() else kind
    return None


def _negates(found: Sequence[Word], index: int) -> bool:
    low = found[index].low
    if low in word_set("negations"):
        return True
    return low in word_set("verdicts") and bool(_BE.intersection(w.low for w in found[max(0, index - 3) : index]))


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
