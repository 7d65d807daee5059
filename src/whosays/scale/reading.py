"""An input read into chunks of documents of one day, by the readers that every command has."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from whosays.errors import InputError
from whosays.model import Document
from whosays.scale import native
from whosays.scale.layout import Layout, day_of, key, put_rows

if TYPE_CHECKING:
    from whosays.reading.items import Item

CHUNK: Final = 200
"""Documents that are traced together, at most."""

_HELD: Final = 2_000  # documents of all days that are held before one day's are written
_HELD_CHARACTERS: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file or an address that holds documents; a file that has changed since is another source."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a source: how many documents were read, and of how much none could be."""

    documents: int
    refused: int


def sources_in_store(argument: str) -> list[Source]:
    """The objects that the address of a store names, as they are now. Raises InputError."""
    return [Source(name, key(name, size)) for name, size in native.listed(argument)]


def source(argument: str) -> Source:
    """The source that an argument names, as it is now."""
    try:
        state = os.stat(argument)
        return Source(argument, key(argument, state.st_size, state.st_mtime_ns))
    except (OSError, ValueError):
        return Source(argument, key(argument))


def read_source(layout: Layout, given: Source) -> Read:
    """Reads a source and writes its documents in chunks, then what could not be read, then that it is done. Raises
    OSError where nothing can be written, and Ended."""
    held: dict[str, list[tuple[str, str, str]]] = {}
    written: dict[str, int] = {}
    refused: list[tuple[str, str | None, str, float]] = []
    count = waiting = characters = 0

    def write(day: str) -> None:
        nonlocal waiting, characters
        layout.check()
        rows = held.pop(day)
        name = f"{day}_{given.key}_{written.get(day, 0):06}"
        put_rows(layout.work("read", name), ("document", "place", "json"), rows)
        written[day] = written.get(day, 0) + 1
        waiting -= len(rows)
        characters -= sum(len(row[2]) for row in rows)

    for item in _items(given.name):
        if item.problem is not None:
            refused.append((item.problem.name, None, item.problem.cause, 0.0))
        if item.document is None:
            continue
        row = _row(item.document, item.name)
        day = day_of(item.document.published)
        held.setdefault(day, []).append(row)
        count, waiting, characters = count + 1, waiting + 1, characters + len(row[2])
        if len(held[day]) >= CHUNK:
            write(day)
        while waiting > _HELD or characters > _HELD_CHARACTERS:
            write(max(held, key=lambda day: (len(held[day]), day)))
    for day in sorted(held):
        write(day)
    put_rows(layout.work("refused", f"input_{given.key}"), ("place", "document", "cause", "time_s"), refused)
    put_rows(
        layout.work("inputs", given.key), ("name", "documents_n", "refused_n"), [(given.name, count, len(refused))]
    )
    return Read(count, len(refused))


def _items(name: str) -> Iterator[Item]:
    """The documents of an input, and what kept it from being read."""
    from whosays.reading.apart import documents
    from whosays.reading.items import Item

    if not native.is_in_store(name):
        yield from documents(name if "://" in name else Path(name), name=name)
        return
    try:
        with native.at_hand(name) as path:
            yield from documents(path, name=name)
    except InputError as error:
        yield Item(name, problem=error)


def _row(document: Document, place: str) -> tuple[str, str, str]:
    return document.id, place, json.dumps(document.to_dict())
