"""Who speaks in a ledger, by a name or a part of one: "dietz" finds Charlie Dietz.

A part of a name has no index in a database. So each name is kept in memory once, in blocks of text that are looked
through as one, and what was added since is read before each question. A ledger of 100,000 documents has some ten
megabytes of names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.document_rows import folded

_MOST_BLOCKS = 64


@dataclass
class Speakers:
    """The names of one ledger that were read so far."""

    _known: set[str] = field(default_factory=set)
    _blocks: list[str] = field(default_factory=list)
    _last: int = 0
    _lock: Lock = field(default_factory=Lock)

    def named(self, connection: sa.Connection, name: str, most: int) -> list[str]:
        """The names of this wording, else those with it as a part, of sources that speak as texts are read now."""
        asked = folded(name)
        if len(asked) < 2:
            return []
        self._catch_up(connection)
        if asked in self._known and (exact := _speaking(connection, asked)):
            return [exact]
        found: list[str] = []
        for whole in self._with(asked):
            if len(found) == most:
                break
            if spoken := _speaking(connection, whole):
                found.append(spoken)
        return found

    def _with(self, asked: str) -> Iterator[str]:
        wanted = f" {asked} "
        with self._lock:
            blocks = list(self._blocks)
        for block in blocks:
            at = block.find(wanted)
            while at >= 0:
                start, end = block.rfind("\n", 0, at) + 1, block.find("\n", at)
                yield block[start:end].strip()
                at = block.find(wanted, end)

    def _catch_up(self, connection: sa.Connection) -> None:
        table = tables.speakers
        with self._lock:
            rows = connection.execute(sa.select(table.c.id, table.c.folded).where(table.c.id > self._last))
            new: dict[str, None] = {}
            for number, name in rows:
                self._last = max(self._last, number)
                if name not in self._known:
                    new[name] = None
            if not new:
                return
            self._known.update(new)
            self._blocks.append("".join(f" {name} \n" for name in new))
            if len(self._blocks) > _MOST_BLOCKS:
                self._blocks = ["".join(self._blocks)]


def _speaking(connection: sa.Connection, name: str) -> str | None:
    """A name as a text has it, where one of its sources speaks in what was read last of a text."""
    table, traces = tables.speakers, tables.traces
    later = traces.alias()
    replaced = sa.exists().where(later.c.version == traces.c.version, later.c.id > traces.c.id)
    statement = (
        sa.select(table.c.name)
        .join(traces, traces.c.id == table.c.trace)
        .where(table.c.folded == name, ~replaced)
        .limit(1)
    )
    found: str | None = connection.execute(statement).scalar()
    return found
