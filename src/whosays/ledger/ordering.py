"""Which of two texts of a document is the later one, as far as anything says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.document_rows import Version, texts_of
from whosays.ledger.draft import stamp
from whosays.ledger.store import storable
from whosays.model import Dated, Document


class Capture(StrEnum):
    """How it is known when a document was as it is."""

    LIVE = "live"  # it was fetched when it was seen: it is what is there now
    ARCHIVE = "archive"  # an archive says when it was seen
    FILE = "file"  # a file that is one document: when it was taken is not known, but it can be another one now
    EXPORT = "export"  # one of many in a file, whose place in it means nothing


@dataclass(frozen=True, slots=True)
class Sight:
    """A document seen: under what name of an input, when, and how that is known."""

    as_input: str
    seen: datetime
    capture: Capture = Capture.FILE


def is_later(connection: sa.Connection, document: Document, newest: Version, sight: Sight, *, known: bool) -> bool:
    """True where a document that was seen is later than the newest text that the ledger has of it.

    ``known`` says that the ledger has its text as an earlier one: a file that is only read again is then no news.
    """
    if sight.capture is Capture.LIVE:
        return True
    if sight.capture is Capture.ARCHIVE:
        seen, first = stamp(sight.seen), _first_seen(connection, newest)
        return seen > first or (seen == first and not known)
    other = texts_of(connection, [newest.id])[newest.id]
    one, two = _moments(_own_date(document), _own_date(other))
    if one != two:
        return one > two
    return not known or (sight.capture is Capture.FILE and _held_other(connection, newest, document, sight))


def _first_seen(connection: sa.Connection, version: Version) -> str:
    table = tables.sightings
    statement = sa.select(table.c.seen).where(table.c.version == version.id).order_by(table.c.id).limit(1)
    return connection.execute(statement).scalar() or ""


def _held_other(connection: sa.Connection, newest: Version, document: Document, sight: Sight) -> bool:
    """Whether the file had another text of the document when it was last read."""
    at, versions = tables.sightings, tables.versions
    statement = (
        sa.select(versions.c.text)
        .join(at, at.c.version == versions.c.id)
        .where(at.c.document == newest.document, at.c.input == storable(sight.as_input))
        .order_by(at.c.id.desc())
        .limit(1)
    )
    last = connection.execute(statement).scalar()
    return last is not None and last != document.text


def _own_date(document: Document) -> str | None:
    """When a document says that it was last changed; none where only an archive or a watch says anything."""
    published = document.published if document.dated not in (Dated.ARCHIVE, Dated.FIRST_SEEN) else None
    return document.modified or published


def _moments(one: str | None, two: str | None) -> tuple[str, str]:
    """Two dates so that they can be compared, to the day where one says no more; the same where nothing is known."""
    if one is None or two is None:
        return "", ""
    try:
        left, right = (datetime.fromisoformat(date.replace("Z", "+00:00")) for date in (one, two))
    except ValueError:
        return "", ""
    if min(len(one), len(two)) <= 10:
        return one[:10], two[:10]
    return stamp(left), stamp(right)
