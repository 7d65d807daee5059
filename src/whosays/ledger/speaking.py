"""Who speaks in a ledger, by a name or a part of one: "dietz" finds Charlie Dietz.

A part of a name has no index in a database. So the names are kept in memory, in blocks of text that are looked through
as one, and what was added since is read before each question. A ledger of 100,000 documents has nine megabytes of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from threading import Lock

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.document_rows import folded

_MOST_BLOCKS = 64


@dataclass
class Speakers:
    """The names of one ledger that were read so far, a line each."""

    _blocks: list[str] = field(default_factory=list)
    _last: int = 0
    _lock: Lock = field(default_factory=Lock)

    def named(self, connection: sa.Connection, name: str, most: int) -> list[str]:
        """The name of this wording, else those with it as a part, of sources that speak as texts are read now."""
        asked = folded(name)
        if len(asked) < 2:
            return []
        if exact := _speaking(connection, asked):
            return [exact]
        self._catch_up(connection)
        found: dict[str, None] = {}
        for whole in self._with(asked):
            if len(found) == most:
                break
            if spoken := _speaking(connection, whole):
                found[spoken] = None
        return list(found)

    def _with(self, asked: str) -> Iterator[str]:
        wanted, told = f" {asked} ", set()
        with self._lock:
            blocks = list(self._blocks)
        for block in blocks:
            at = block.find(wanted)
            while at >= 0:
                start, end = block.rfind("\n", 0, at) + 1, block.find("\n", at)
                whole = block[start:end].strip()
                if whole not in told:
                    told.add(whole)
                    yield whole
                at = block.find(wanted, end)

    def _catch_up(self, connection: sa.Connection) -> None:
        table = tables.speakers
        with self._lock:
            last = connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0
            if last <= self._last:
                return
            statement = sa.select(table.c.folded).distinct()
            if self._last:
                statement = statement.where(table.c.id > self._last)
            written = StringIO()
            for (name,) in connection.execute(statement):
                written.write(f" {name} \n")
            self._blocks.append(written.getvalue())
            self._last = last
            if len(self._blocks) > _MOST_BLOCKS:  # what was read after another is in it again: each once, from here on
                self._blocks = ["".join(f"{line}\n" for line in dict.fromkeys("".join(self._blocks).splitlines()))]


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
