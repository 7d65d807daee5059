"""The words by which a text says where it has something from: ``words_of_credit.toml``, read once, as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import convert

STANDS = ("name", "after", "line", "bracket", "alone", "cue", "people", "answer")
MEANS = ("told", "cites", "reprint")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of the table; the table's head says what each part is."""

    words: str
    stands: tuple[str, ...]
    strong: bool = False
    means: tuple[str, ...] = ()
    unlike: str = ""

    @property
    def pattern(self) -> str:
        """What it matches, and nothing that it only looks like."""
        return f"(?!{self.unlike})(?:{self.words})" if self.unlike else f"(?:{self.words})"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words_of_credit.toml").read_text(encoding="utf-8"))


@cache
def rows() -> tuple[Phrase, ...]:
    """The whole table."""
    return convert(tuple(_table()["phrase"]), tuple[Phrase, ...])


def phrases(place: str) -> tuple[Phrase, ...]:
    """The rows for a place, in order."""
    return tuple(row for row in rows() if place in row.stands)


def any_at(place: str) -> str:
    """A group that matches any phrase of a place."""
    return f"(?:{'|'.join(phrase.pattern for phrase in phrases(place))})"


def may_stand_between(place: str) -> str:
    """What may stand between a phrase and the name that it credits."""
    return str(_table()["between"][place])


@dataclass(frozen=True, slots=True)
class Led:
    """The phrases of a place with what may follow them, as one pattern that tells which of them it met."""

    rows: Sequence[Phrase]
    found: re.Pattern[str]

    def search(self, text: str) -> tuple[Phrase, int] | None:
        """The phrase that leads up to the end of a text, and where it begins."""
        match = self.found.search(text)
        if match is None:
            return None
        number = next(n for n, one in enumerate(match.groups()) if one is not None)
        return self.rows[number], match.start()


def led(place: str, start: str, behind: str) -> Led:
    """The phrases of a place behind ``start``, then what may stand between and ``behind``, up to a text's end."""
    each = "|".join(f"({row.pattern})" for row in phrases(place))
    return Led(phrases(place), re.compile(rf"{start}(?:{each}){may_stand_between(place)}{behind}$", re.IGNORECASE))


def unlike() -> str:
    """Credits of a picture, up to the end of a text: they say where the picture is from, and nothing of the words."""
    kinds = _table()["unlike"]
    return rf"{kinds['named']}$|(?:{kinds['marked']})\s*$|{kinds['taken']}$"
