"""The chain of entries: each holds the digests of its rows and the hash of the entry before.

An entry's hash is SHA-256 over its fields as JSON, the previous hash among them (Haber & Stornetta 1991). Whoever
changes, adds or takes away a row of the record breaks the entry it belongs to; whoever mends that entry breaks the
next.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from whosays.ledger import tables

_MOST_ODD = 20
FIRST = "0" * 64  # what the first entry has for its previous hash


def dumped(value: Any) -> str:
    """A value as JSON that is always the same."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(rows: Iterable[Sequence[Any]]) -> str:
    """SHA-256 over rows, each a row of column values in the table's order; bytes count as their own hash."""
    found = hashlib.sha256()
    for row in rows:
        values = [hashlib.sha256(v).hexdigest() if isinstance(v, bytes | memoryview) else v for v in row]
        found.update(dumped(values).encode() + b"\n")
    return found.hexdigest()


def digests(rows: Mapping[str, Sequence[Sequence[Any]]]) -> dict[str, str]:
    """The digest of an entry's rows for each table that has any."""
    return {name: digest(own) for name, own in rows.items() if own}


def entry_hash(entry: Mapping[str, Any]) -> str:
    """The hash of an entry, from its other fields."""
    fields = [entry[name] for name in ("sequence", "time", "run", "kind", "subject", "digests", "previous")]
    return hashlib.sha256(dumped(fields).encode()).hexdigest()


def broken(connection: sa.Connection, kept: tuple[int, str] | None = None) -> str | None:
    """The first fault of a ledger as a sentence that names its entry; none where everything fits.

    ``kept`` is the sequence and the hash of an entry that somebody noted elsewhere.
    """
    rows = {table.name: _Rows(connection, table) for table in tables.RECORD}
    previous, expected = FIRST, 1
    statement = sa.select(tables.entries).order_by(tables.entries.c.sequence)
    for entry in connection.execution_options(yield_per=1000).execute(statement).mappings():
        number, called = entry["sequence"], f"entry {entry['sequence']} ({entry['kind']} {entry['subject']})"
        if number != expected:
            return f"entry {expected} is missing"
        if entry["previous"] != previous:
            return f"{called}: it does not follow from the entry before"
        if entry["hash"] != entry_hash(dict(entry)):
            return f"{called}: its own fields are not those that were hashed"
        wanted = json.loads(entry["digests"])
        for name, found in rows.items():
            before, own = found.upto(number)
            if before is not None:
                return f"entry {before}: rows of {name} claim it, though it is over or has none there"
            if (digest(own) if own else None) != wanted.get(name):
                what = "are not those that were stored" if own else "are gone"
                return f"{called}: its rows of {name} {what}"
            fault = _texts(own) if name == tables.versions.name else None
            if fault:
                return f"{called}: {fault}"
        if kept is not None and number == kept[0] and entry["hash"] != kept[1]:
            return f"{called}: its hash is not the one you kept"
        previous, expected = entry["hash"], number + 1
    for name, found in rows.items():
        after, _ = found.upto(None)
        if after is not None:
            return f"entry {after} is missing, though rows of {name} belong to it"
    if kept is not None and kept[0] >= expected:
        return f"entry {kept[0]}, whose hash you kept, is missing: the ledger ends at entry {expected - 1}"
    return None


def head(connection: sa.Connection) -> tuple[int, str]:
    """The last entry's sequence and hash; 0 and zeros where there is none."""
    last = sa.select(tables.entries.c.sequence, tables.entries.c.hash).order_by(tables.entries.c.sequence.desc())
    row = connection.execute(last.limit(1)).first()
    return (row.sequence, row.hash) if row else (0, FIRST)


def odd_times(connection: sa.Connection, now: str) -> list[str]:
    """A sentence for each entry whose time is later than that of the next one, or than ``now``: a clock was wrong."""
    entry, following = tables.entries, tables.entries.alias()
    behind = sa.and_(following.c.sequence == entry.c.sequence + 1)
    statement = (
        sa.select(entry.c.sequence, entry.c.time)
        .outerjoin(following, behind)
        .where(sa.or_(following.c.time < entry.c.time, entry.c.time > now))
        .order_by(entry.c.sequence)
        .limit(_MOST_ODD)
    )
    return [
        f"entry {row.sequence} is dated {row.time}, later than what came after it: the clock was wrong then"
        for row in connection.execute(statement)
    ]


def _texts(rows: Sequence[Sequence[Any]]) -> str | None:
    names = [column.name for column in tables.versions.columns]
    for row in rows:
        version = dict(zip(names, row, strict=True))
        if text_hash(version["text"]) != version["sha256"]:
            return f"the text of d{version['document']} does not have the hash it was stored with"
    return None


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _Rows:
    """The rows of a table, handed out entry by entry in one pass."""

    def __init__(self, connection: sa.Connection, table: sa.Table) -> None:
        order = (table.c.entry, table.c.id) if table.name.endswith("_ends") else (table.c.id,)
        stream = connection.execution_options(yield_per=1000).execute(sa.select(table).order_by(*order))
        self._at = list(table.columns).index(table.c.entry)
        self._rows: Iterator[Any] = iter(stream)
        self._next = next(self._rows, None)

    def upto(self, entry: int | None) -> tuple[int | None, list[Sequence[Any]]]:
        """The rows of an entry; before them, the entry of a row that should have come earlier."""
        own: list[Sequence[Any]] = []
        while self._next is not None and (entry is None or self._next[self._at] <= entry):
            if entry is None or self._next[self._at] < entry:
                return self._next[self._at], []
            own.append(tuple(self._next))
            self._next = next(self._rows, None)
        return None, own
