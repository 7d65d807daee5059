"""The gold set's passages: short texts whose attributions people have written down, their spans by the words quoted.

A folder holds ``*.json`` files, each a list of passages (docs/gold.md says what every member means). Quoted words count
only at word borders; where they occur more than once, ``{"quote": ..., "occurrence": 2}`` names the second place.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from whosays.errors import InputError

Span = tuple[int, int]
Accepted = tuple[str | None, ...]

T = TypeVar("T")
PARTS = ("tune", "aside")


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """What should be found. ``Accepted`` members list every value that is right; with ``None``, none is right too.

    ``parent`` is a place in the passage's list. ``optional``: right if found, not missed if not. ``source_optional``:
    finding no source is right too. ``name`` is part of the name the source must resolve to. ``answers`` are words of
    what a response must be tied to.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    parent: int | None
    naming: Accepted
    channel: Accepted
    addressee: Accepted
    response: Accepted
    factuality: Accepted
    agentless: bool
    name: str | None
    optional: bool
    source_optional: bool
    answers: Span | None


@dataclass(frozen=True, slots=True)
class Passage:
    """One case: a text, what must be found in it and, in ``absent``, what must not.

    ``withheld`` is where the text says that it does not disclose a source; it must be found if ``withheld_required``.
    """

    id: str
    phenomenon: str
    part: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    absent: tuple[Span, ...]
    withheld: Span | None
    withheld_required: bool


def read_passages(folder: Path) -> list[Passage]:
    """Every passage of the folder's ``*.json``, by file name and place.

    ``InputError`` names the file and passage where something is missing, misspelt or quotes words that do not occur.
    """
    found: list[Passage] = []
    for path in sorted(folder.glob("*.json")):
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(str(path), f"cannot be read as JSON ({error})") from error
        if not isinstance(rows, list):
            raise InputError(str(path), "is no list of passages")
        for number, row in enumerate(rows, 1):
            name = row.get("id", f"passage {number}") if isinstance(row, dict) else f"passage {number}"
            try:
                found.append(_passage(row))
            except KeyError as error:
                raise InputError(f"{path}, {name}", f"has no {error}") from error
            except (AttributeError, IndexError, TypeError, ValueError) as error:
                raise InputError(f"{path}, {name}", str(error)) from error
    if not found:
        raise InputError(str(folder), "holds no passages (*.json)")
    return found


def places(text: str, quote: str) -> Iterator[Span]:
    """Where the quoted words stand in a text as whole words."""
    start = text.find(quote)
    while start >= 0:
        end = start + len(quote)
        begins = start == 0 or not (text[start - 1].isalnum() and quote[0].isalnum())
        ends = end == len(text) or not (text[end].isalnum() and quote[-1].isalnum())
        if begins and ends:
            yield start, end
        start = text.find(quote, start + 1)


def locate(text: str, quoted: str | Mapping[str, Any]) -> Span:
    """The span of quoted words, given as a string or with an ``occurrence``. ``ValueError`` where they do not occur."""
    quote, occurrence = (quoted, 1) if isinstance(quoted, str) else (quoted["quote"], quoted["occurrence"])
    found = list(places(text, quote)) if quote else []
    if not 1 <= occurrence <= len(found):
        raise ValueError(f"quotes {quote!r} (occurrence {occurrence}), which the text has {len(found)} times")
    return found[occurrence - 1]


def _passage(row: Mapping[str, Any]) -> Passage:
    text = row["text"]
    if row["part"] not in PARTS:
        raise ValueError(f"part {row['part']!r} is neither tune nor aside")
    withheld = row.get("withheld")
    attributions = tuple(_attribution(text, a) for a in row["attributions"])
    for number, attribution in enumerate(attributions):
        if attribution.parent is not None and not (0 <= attribution.parent < len(attributions)):
            raise ValueError(f"attribution {number} has no parent {attribution.parent}")
    return Passage(
        row["id"],
        row["phenomenon"],
        row["part"],
        text,
        attributions,
        tuple(locate(text, q) for q in row.get("absent", ())),
        locate(text, withheld["quote"]) if withheld else None,
        bool(withheld and withheld["required"]),
    )


def _attribution(text: str, row: Mapping[str, Any]) -> GoldAttribution:
    return GoldAttribution(
        _spans(text, row["source"]),
        _spans(text, row["cue"]),
        _spans(text, row["content"]),
        row["parent"],
        _accepted(row["naming"]),
        _accepted(row["channel"]),
        _accepted(row["addressee"]),
        _accepted(row["response"]),
        _accepted(row["factuality"]),
        row["agentless"],
        row.get("name"),
        row.get("optional", False),
        row.get("source_optional", False),
        locate(text, row["answers"]) if "answers" in row else None,
    )


def _spans(text: str, quoted: str | Sequence[str | Mapping[str, Any]] | None) -> tuple[Span, ...]:
    if quoted is None:
        return ()
    return tuple(locate(text, q) for q in ([quoted] if isinstance(quoted, str) else quoted))


def _accepted(value: str | list[str | None] | None) -> Accepted:
    return tuple(value) if isinstance(value, list) else (value,)


def read_toml(folder: Path, what: str, make: Callable[[dict[str, object], str], T]) -> list[T]:
    """What ``make`` makes of every ``[[passage]]`` of a folder's ``*.toml`` and the file's stem, files by name.

    ``InputError`` where a file has none, or one that ``make`` refuses, or the folder has no file; ``what`` names them.
    """
    made: list[T] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            rows = tomllib.loads(path.read_text(encoding="utf-8"))["passage"]
            made.extend(make(row, path.stem) for row in rows)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
            raise InputError(str(path), f"has no {what} ({error})") from error
    if not made:
        raise InputError(str(folder), f"has no *.toml with {what}")
    return made
