"""Which event of a ledger a document belongs to.

It joins the event whose documents it is as alike, on average, as `whosays.matching.events` asks of groups that join, or
that has a near-copy of it; else it opens one. Two events that it brings together by the same rule become one. In a
pile that is read at once all pairs count; here what came before is not taken apart again, so the order can matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from whosays.ledger import nearby, tables
from whosays.ledger.chunks import chunks
from whosays.ledger.document_rows import documents_of
from whosays.ledger.draft import Draft
from whosays.matching.copies import CONTAINMENT, FEWEST
from whosays.matching.events import THRESHOLD, Floats
from whosays.matching.word_runs import Hashes
from whosays.model import Document

_MOST_COPIES = 8  # documents whose text is compared word for word
_MOST_EVENTS = 6
_MOST_MEMBERS = 64  # of an event that stand for all, the newest


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a document belongs: an event or none yet, events that become part of it, its nearest documents first."""

    event: int | None
    merged: tuple[int, ...]
    nearest: tuple[int, ...]


def event_of(connection: sa.Connection, document: int) -> int | None:
    """The event a document belongs to."""
    table = tables.memberships
    newest = sa.select(table.c.event).where(table.c.document == document).order_by(table.c.id.desc()).limit(1)
    return connection.execute(newest).scalar()


def members(connection: sa.Connection, event: int) -> list[int]:
    """The documents of an event, in the order in which they came."""
    table = tables.memberships
    later = table.alias()
    moved = sa.exists().where(later.c.document == table.c.document, later.c.id > table.c.id)
    statement = sa.select(table.c.document).where(table.c.event == event, ~moved).order_by(table.c.document)
    return list(connection.execute(statement).scalars())


def moved_back(draft: Draft, entry: int) -> list[int]:
    """Give documents that an entry brought to another event back to the one where they were, unless they have moved
    since; which they are."""
    table, connection = tables.memberships, draft.connection
    rows = connection.execute(sa.select(table).where(table.c.entry == entry)).mappings().all()
    back = []
    for row in rows:
        before = sa.select(table.c.event).where(table.c.document == row["document"], table.c.id < row["id"])
        event = connection.execute(before.order_by(table.c.id.desc()).limit(1)).scalar()
        if event is not None and event_of(connection, row["document"]) == row["event"]:
            draft.row(table, document=row["document"], event=event)
            back.append(row["document"])
    return back


def events(connection: sa.Connection) -> list[int]:
    """The events that have documents."""
    table = tables.memberships
    newest = sa.select(sa.func.max(table.c.id)).group_by(table.c.document)
    statement = sa.select(table.c.event).where(table.c.id.in_(newest)).distinct().order_by(table.c.event)
    return list(connection.execute(statement).scalars())


def placed(
    connection: sa.Connection, row: Floats, runs: Hashes, stems: Mapping[str, float], own: int | None = None
) -> Placement:
    """Where a document belongs that is compared by ``row`` and found by ``runs`` of words and ``stems``. ``own`` is its
    number where the ledger has an earlier text of it."""
    near = [d for d in nearby.by_words(connection, stems) if d != own]
    copied = [d for d in nearby.by_runs(connection, nearby.sampled(runs)) if d != own][:_MOST_COPIES]
    known = nearby.rows_of(connection, [*near, *copied])
    alike = {document: float(other @ row) for document, other in known.items()}
    unlike = [d for d in copied if alike[d] < THRESHOLD]
    texts = documents_of(connection, unlike)
    joining = {d for d in known if alike[d] >= THRESHOLD} | {d for d in unlike if _is_copy(runs, texts[d])}
    nearest = tuple(sorted(known, key=lambda d: (d not in joining, -alike[d], -d)))
    found: dict[int, tuple[Floats, int, float]] = {}  # for each event the mean of its rows, how many, how alike
    for event, has in _events(connection, [d for d in nearest if d in joining]).items():
        within = [d for d in members(connection, event) if d != own][-_MOST_MEMBERS:]
        every = list(nearby.rows_of(connection, within).values())
        mean: Floats = np.asarray(np.mean(every, axis=0), dtype=np.float32)
        copy = bool(has & set(unlike))
        if copy or float(mean @ row) >= THRESHOLD:
            found[event] = (mean, len(every), 1.0 if copy else float(mean @ row))
    if not found:
        return Placement(None, (), nearest)
    best = max(found, key=lambda event: (found[event][2], -event))
    mean, count, _ = found.pop(best)
    merged: list[int] = []
    mean, count = _joint(mean, count, row, 1), count + 1
    for event, (other, size, _) in sorted(found.items()):
        if float(mean @ other) >= THRESHOLD:
            merged.append(event)
            mean, count = _joint(mean, count, other, size), count + size
    return Placement(best, tuple(merged), nearest)


def _joint(one: Floats, count: int, two: Floats, size: int) -> Floats:
    """The mean of two groups of rows, from the mean of each."""
    return np.asarray((one * count + two * size) / (count + size), dtype=np.float32)


def _is_copy(runs: Hashes, other: Document) -> bool:
    theirs = nearby.shingles(other)
    common = len(np.intersect1d(runs, theirs, assume_unique=True))
    return common >= max(FEWEST, CONTAINMENT * min(len(runs), len(theirs)))


def _events(connection: sa.Connection, documents: Sequence[int]) -> dict[int, set[int]]:
    """The events of documents, in their order, each with those of the documents that it has."""
    table, newest = tables.memberships, dict[int, int]()
    for some in chunks(sorted(set(documents))):
        statement = sa.select(table.c.document, table.c.event).where(table.c.document.in_(some)).order_by(table.c.id)
        newest.update((document, event) for document, event in connection.execute(statement))
    found: dict[int, set[int]] = {}
    for document in documents:
        event = newest.get(document)
        if event is not None and (event in found or len(found) < _MOST_EVENTS):
            found.setdefault(event, set()).add(document)
    return found
