"""An entry being written: its rows are gathered, and hashed together at the end of a transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from whosays.ledger import chain, tables
from whosays.ledger.store import storable

_SET_BACK = timedelta(days=31)  # how far a clock that was a little fast is put back; one that is more was wrong
_MADE = "2026-01-01"  # a clock that is before this program is wrong itself


class Draft:
    """The next entry of a ledger, inside a writing transaction. Its rows are in the database from ``flush`` on, the
    entry itself, with their hash, from ``write`` on."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.sqlite = connection.dialect.name == "sqlite"
        self.previous, self._hash = chain.head(connection)
        self.sequence = self.previous + 1
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._flushed: dict[str, int] = {}
        self._next: dict[str, int] = {}

    def number(self, table: sa.Table, column: str = "id") -> int:
        """A number that no row of the table has yet in that column."""
        number = self._upcoming(table, column)
        self._next[f"{table.name}.{column}"] = number + 1
        return number

    def _upcoming(self, table: sa.Table, column: str) -> int:
        key = f"{table.name}.{column}"
        if key not in self._next:
            last = self.connection.execute(sa.select(sa.func.max(table.c[column]))).scalar()
            self._next[key] = (last or 0) + 1
        return self._next[key]

    def number_of(self, table: sa.Table) -> int:
        """How many rows a table has, those of this entry among them: rows are numbered without a gap."""
        return self._upcoming(table, "id") - 1

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

    def flush(self) -> None:
        """Insert the rows that are not in the database yet."""
        for table in tables.RECORD:
            rows = self._rows.get(table.name, [])
            new = rows[self._flushed.get(table.name, 0) :]
            if new:
                names = [column.name for column in table.columns]
                self.connection.execute(sa.insert(table), [{name: row.get(name) for name in names} for row in new])
                self._flushed[table.name] = len(rows)
                if table is tables.states and self.sqlite:  # PostgreSQL keeps its own index of their words
                    words = [{"id": row["id"], "text": row["text"]} for row in new]
                    self.connection.execute(
                        sa.text("INSERT INTO index_claims (rowid, text) VALUES (:id, :text)"), words
                    )

    def write(self, kind: str, subject: str, run: Mapping[str, str], time: datetime | None = None) -> int:
        """Insert what is left, hash everything and close the entry; its sequence. ``run`` has version, model and
        options."""
        run_id = self._run(run)
        self.flush()
        entry = {
            "sequence": self.sequence,
            "time": self._time(time),
            "run": run_id,
            "kind": kind,
            "subject": storable(subject),
            "digests": chain.dumped(chain.digests(self._ordered())),
            "previous": self._hash,
        }
        entry["hash"] = chain.entry_hash(entry)
        self.connection.execute(sa.insert(tables.entries), entry)
        return self.sequence

    def _ordered(self) -> dict[str, list[list[Any]]]:
        """All rows of the entry as they are hashed: by table and number."""
        found: dict[str, list[list[Any]]] = {}
        for table in tables.RECORD:
            rows = sorted(self._rows.get(table.name, ()), key=lambda row: row["id"])
            found[table.name] = [[row.get(column.name) for column in table.columns] for row in rows]
        return found

    def _run(self, run: Mapping[str, str]) -> int:
        wanted = [tables.runs.c[name] == value for name, value in run.items()]
        known: int | None = self.connection.execute(sa.select(tables.runs.c.id).where(*wanted)).scalar()
        return known or self.row(tables.runs, **run)

    def _time(self, time: datetime | None) -> str:
        """Now, or the time of the entry before where the clock was put back a little: time does not run backwards here.

        An entry that is dated far ahead was written with a wrong clock: those behind it keep their own time."""
        now = time or datetime.now(UTC)
        table = tables.entries
        ends = sa.select(table.c.time).where(table.c.sequence.in_((1, self.previous))).order_by(table.c.sequence)
        times = list(self.connection.execute(ends).scalars()) or [""]
        far_ahead = times[-1] > stamp(_later(now)) and stamp(now) >= min(times[0], _MADE)
        return stamp(now) if far_ahead else max(stamp(now), times[-1])


def _later(time: datetime) -> datetime:
    try:
        return time + _SET_BACK
    except OverflowError:  # at the end of the year 9999
        return time


def stamp(time: datetime) -> str:
    """A time as entries have it: UTC, ISO 8601 with microseconds. A time without a zone counts as UTC."""
    aware = time if time.tzinfo else time.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
