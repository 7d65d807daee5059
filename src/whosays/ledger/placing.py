"""Which event of a ledger a document belongs to.

It joins the event whose documents it is as alike, on average, as `whosays.matching.events` asks of groups that join, or
that has a near-copy of it; else it opens one. Two events that it brings together by the same rule become one. In a
pile that is read at once all pairs count; here what came before is not taken apart again, so the order can matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from whosays.ledger import nearby, tables
from whosays.ledger.record import documents_of
from whosays.matching.copies import CONTAINMENT, FEWEST
from whosays.matching.events import THRESHOLD, Floats, Profile, rows
from whosays.matching.words import Hashes
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


def placed(
    connection: sa.Connection, profile: Profile, runs: Hashes, pile: int, own: int | None = None
) -> tuple[Placement, dict[str, float]]:
    """Where a document with these words belongs, among ``pile`` documents, and the stems it is to be found by. ``own``
    is its number where the ledger has an earlier text of it."""
    stems = nearby.telling(profile, nearby.spread_of(connection, profile.stems), pile)
    near = [d for d in nearby.by_words(connection, stems) if d != own]
    copied = [d for d in nearby.by_runs(connection, nearby.sampled(runs)) if d != own][:_MOST_COPIES]
    copies = [d for d in copied if _is_copy(runs, documents_of(connection, [d])[d])]
    known = nearby.profiles(connection, [*near, *copies])
    likeness = _alike(connection, profile, known, pile)
    nearest = sorted(known, key=lambda d: (d not in copies, -likeness[d], -d))
    candidates = _events(connection, [d for d in nearest if d in copies or likeness[d] >= THRESHOLD])
    found: dict[int, tuple[list[int], float]] = {}
    for event, has in candidates.items():
        within = members(connection, event)
        within = [d for d in within if d != own][-_MOST_MEMBERS:]
        known |= nearby.profiles(connection, [d for d in within if d not in known])
        mean = float(np.mean(list(_alike(connection, profile, {d: known[d] for d in within}, pile).values())))
        if mean >= THRESHOLD or has & set(copies):
            found[event] = (within, 1.0 if has & set(copies) else mean)
    if not found:
        return Placement(None, (), tuple(nearest)), stems
    best = max(found, key=lambda event: (found[event][1], -event))
    joined, merged = list(found[best][0]), []
    for event in sorted(found):
        if event != best and _one(connection, profile, joined, found[event][0], known, pile):
            merged.append(event)
            joined.extend(found[event][0])
    return Placement(best, tuple(merged), tuple(nearest)), stems


def _is_copy(runs: Hashes, other: Document) -> bool:
    theirs = nearby.shingles(other)
    common = len(np.intersect1d(runs, theirs, assume_unique=True))
    return common >= max(FEWEST, CONTAINMENT * min(len(runs), len(theirs)))


def _alike(connection: sa.Connection, profile: Profile, others: dict[int, Profile], pile: int) -> dict[int, float]:
    if not others:
        return {}
    made = _rows(connection, [profile, *others.values()], pile)
    return dict(zip(others, (made[1:] @ made[0]).tolist(), strict=True))


def _rows(connection: sa.Connection, made: Sequence[Profile], pile: int) -> Floats:
    return rows(made, nearby.spread_of(connection, {stem for one in made for stem in one.stems}), pile)


def _events(connection: sa.Connection, documents: Sequence[int]) -> dict[int, set[int]]:
    """The events of documents, in their order, each with those of the documents that it has."""
    found: dict[int, set[int]] = {}
    for document in documents:
        event = event_of(connection, document)
        if event is not None and (event in found or len(found) < _MOST_EVENTS):
            found.setdefault(event, set()).add(document)
    return found


def _one(
    connection: sa.Connection,
    profile: Profile,
    mine: Sequence[int],
    theirs: Sequence[int],
    known: dict[int, Profile],
    pile: int,
) -> bool:
    """Whether two events are one, now that a new document is part of the first."""
    made = _rows(connection, [profile, *(known[d] for d in (*mine, *theirs))], pile)
    return float((made[: len(mine) + 1] @ made[len(mine) + 1 :].T).mean()) >= THRESHOLD
