"""Words as the comparison of claims needs them: cut, stemmed, and the word lists of ``stemming.toml``.

The stemmer strips inflection only (plural, -ing, -ed, -ly and a few nominal endings after Porter 1980), and folds a
people's name onto its country's ("Korean", "Korea"); irregular forms and news synonyms come from ``stemming.toml``.
"""

from __future__ import annotations

import re
import tomllib
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
    raw = tomllib.loads((files("whosays.likeness") / "stemming.toml").read_text(encoding="utf-8"))
    return {name: str(body) for name, body in raw.items()}


@cache
def word_set(name: str) -> frozenset[str]:
    """A word list of ``stemming.toml``."""
    return listed(_lexicon()[name])


@cache
def phrases(name: str) -> tuple[str, ...]:
    """A list of ``stemming.toml`` whose entries stand between bars, the longest first."""
    found = {p.strip() for line in _lexicon()[name].splitlines() for p in line.split("|") if p.strip()}
    return tuple(sorted(found, key=lambda p: (-len(p), p)))


@cache
def pairs(name: str) -> dict[str, str]:
    """A list of ``stemming.toml`` of the form ``word=value``."""
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
