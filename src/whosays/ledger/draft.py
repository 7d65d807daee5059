"""An entry being written: its rows are gathered, hashed and inserted together, at the end of a transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from whosays.ledger import chain, tables
from whosays.ledger.store import storable


class Draft:
    """The next entry of a ledger, inside a writing transaction. Nothing is in the database before ``write``."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.sqlite = connection.dialect.name == "sqlite"
        self.previous, self._hash = chain.head(connection)
        self.sequence = self.previous + 1
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._next: dict[str, int] = {}

    def number(self, table: sa.Table, column: str = "id") -> int:
        """A number that no row of the table has yet in that column."""
        key = f"{table.name}.{column}"
        if key not in self._next:
            last = self.connection.execute(sa.select(sa.func.max(table.c[column]))).scalar()
            self._next[key] = (last or 0) + 1
        self._next[key] += 1
        return self._next[key] - 1

    def row(self, table: sa.Table, **values: Any) -> int:
        """Add a row to the entry; its number."""
        number: int = values.pop("id", None) or self.number(table)
        clean = {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}
        self._rows.setdefault(table.name, []).append({"id": number, "entry": self.sequence, **clean})
        return number

    def end(self, table: sa.Table, number: int) -> None:
        """Say that a row of a table (``part_ends`` or ``state_ends``) no longer holds."""
        self._rows.setdefault(table.name, []).append({"id": number, "entry": self.sequence})

    @property
    def empty(self) -> bool:
        """True where the entry would say nothing."""
        return not self._rows

    def write(self, kind: str, subject: str, run: Mapping[str, str], time: datetime | None = None) -> int:
        """Hash and insert everything; the entry's sequence. ``run`` has version, model and options."""
        run_id = self._run(run)
        ordered: dict[str, list[list[Any]]] = {}
        for table in tables.RECORD:
            rows = sorted(self._rows.get(table.name, ()), key=lambda row: row["id"])
            ordered[table.name] = [[row.get(column.name) for column in table.columns] for row in rows]
        entry = {
            "sequence": self.sequence,
            "time": self._time(time),
            "run": run_id,
            "kind": kind,
            "subject": storable(subject),
            "digests": chain.dumped(chain.digests(ordered)),
            "previous": self._hash,
        }
        entry["hash"] = chain.entry_hash(entry)
        self.connection.execute(sa.insert(tables.entries), entry)
        for table in tables.RECORD:
            if ordered[table.name]:
                names = [column.name for column in table.columns]
                rows = [dict(zip(names, row, strict=True)) for row in ordered[table.name]]
                self.connection.execute(sa.insert(table), rows)
        self._make_findable()
        return self.sequence

    def _make_findable(self) -> None:
        """The words of new states, for the full-text search; PostgreSQL keeps its own index of them."""
        found = self._rows.get(tables.states.name, ())
        if self.sqlite and found:
            words = [{"id": row["id"], "text": row["text"]} for row in found]
            self.connection.execute(sa.text("INSERT INTO index_claims (rowid, text) VALUES (:id, :text)"), words)

    def _run(self, run: Mapping[str, str]) -> int:
        wanted = [tables.runs.c[name] == value for name, value in run.items()]
        known: int | None = self.connection.execute(sa.select(tables.runs.c.id).where(*wanted)).scalar()
        return known or self.row(tables.runs, **run)

    def _time(self, time: datetime | None) -> str:
        """Now, or the time of the entry before where the clock was put back: time never runs backwards here."""
        now = stamp(time or datetime.now(UTC))
        of_last = sa.select(tables.entries.c.time).where(tables.entries.c.sequence == self.previous)
        return max(now, self.connection.execute(of_last).scalar() or "")


def stamp(time: datetime) -> str:
    """A time as entries have it: UTC, ISO 8601 with microseconds. A time without a zone counts as UTC."""
    aware = time if time.tzinfo else time.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
