"""The changes that a ledger has recorded, in order, for who must not miss one."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.changes import Change, ChangeKind, Proof

MOST = 500


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change, its number in the ledger (they only grow), and when it was recorded (ISO 8601, UTC)."""

    number: int
    time: str
    change: Change


def recorded(connection: sa.Connection, after: int) -> tuple[Recorded, ...]:
    """The changes behind the one numbered ``after``, oldest first, at most ``MOST`` of them."""
    table, entries = tables.changes, tables.entries
    statement = (
        sa.select(table, entries.c.time)
        .join(entries, entries.c.sequence == table.c.entry)
        .where(table.c.id > after)
        .order_by(table.c.id)
        .limit(MOST)
    )
    return tuple(Recorded(row.id, row.time, _change(row)) for row in connection.execute(statement))


def latest(connection: sa.Connection, after: int, most: int) -> tuple[Recorded, ...]:
    """The last changes of claims that were there before, newest first; none up to the one numbered ``after``."""
    table, entries = tables.changes, tables.entries
    statement = (
        sa.select(table, entries.c.time)
        .join(entries, entries.c.sequence == table.c.entry)
        .where(table.c.id > after, table.c.kind != ChangeKind.NEW_CLAIM.value)
        .order_by(table.c.id.desc())
        .limit(most)
    )
    return tuple(Recorded(row.id, row.time, _change(row)) for row in connection.execute(statement))


def last(connection: sa.Connection) -> int:
    """The number of the newest change, 0 where there is none."""
    return connection.execute(sa.select(sa.func.max(tables.changes.c.id))).scalar() or 0


def _change(row: sa.Row[tuple[object, ...]]) -> Change:
    evidence = tuple(
        Proof(proof["document"], tuple((start, end) for start, end in proof["spans"]), proof["words"])
        for proof in json.loads(row.evidence)
    )
    return Change(ChangeKind(row.kind), f"k{row.claim}", row.text, row.before, row.after, evidence)
