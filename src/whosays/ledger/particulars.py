"""What a document says of itself (outlet, date, headline, author), where a person put that right.

The text stays as it was stored: what was put right is laid over it whenever a document is read from the ledger, so it
holds for every trace of it, and is gone when it is taken back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from whosays.errors import UsageError
from whosays.ledger import tables
from whosays.ledger.decision_rows import UNDO
from whosays.model import Dated, Document
from whosays.reading.dates import iso_date

PLACE = "document"
OUTLET, DATE, HEADLINE, AUTHOR = "outlet", "date", "headline", "author"
PARTICULARS = (OUTLET, DATE, HEADLINE, AUTHOR)
_FIELDS = {OUTLET: "outlet", DATE: "published", HEADLINE: "title", AUTHOR: "authors"}


@dataclass(frozen=True, slots=True)
class Particular:
    """One of a document's particulars put right by the decision ``number`` on the text ``version``: what it was, what
    it is."""

    number: int
    kind: str
    version: int
    was: str | None
    to: str | None


def undone(connection: sa.Connection, entry: int | None = None) -> frozenset[int]:
    """The decisions that somebody has taken back and nobody has brought back since; as of an entry if one is given."""
    table = tables.decisions
    statement = sa.select(table.c.id, table.c.about).where(table.c.verb == UNDO).order_by(table.c.id.desc())
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    gone: set[int] = set()
    for number, about in connection.execute(statement):
        if number not in gone:
            gone.add(json.loads(about)["decision"])
    return frozenset(gone)


def put_right(
    connection: sa.Connection, documents: Iterable[int], entry: int | None = None
) -> dict[int, list[Particular]]:
    """What people put right of documents and nobody took back, oldest first; as of an entry if one is given."""
    table, wanted = tables.decisions, set(documents)
    statement = sa.select(table.c.id, table.c.about).where(tables.OF_PARTICULARS).order_by(table.c.id)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    rows = [(number, json.loads(about)) for number, about in connection.execute(statement)]
    rows = [(number, about) for number, about in rows if about["document"] in wanted]
    gone = undone(connection, entry) if rows else frozenset()
    found: dict[int, list[Particular]] = {}
    for number, about in rows:
        if number not in gone:
            one = Particular(number, about["kind"], about["version"], about["was"]["value"], about["to"]["value"])
            found.setdefault(about["document"], []).append(one)
    return found


def laid_over(values: dict[str, Any], version: int, given: Iterable[Particular]) -> dict[str, Any]:
    """A stored text's values with what was put right of it. Of another text of the document than it was put right on,
    that holds where this one has it just as wrong."""
    made = dict(values)
    for one in given:
        field = _FIELDS[one.kind]
        held = _value(made, field)
        if one.version == version or held == one.was:
            made[field] = ([one.to] if one.to else []) if field == "authors" else one.to
            if field == "published":
                made["dated"] = Dated.GIVEN.value if one.to else None
    return made


def day_or_time(written: str) -> str:
    """A date as people write it, in ISO 8601. Raises ``UsageError`` where it cannot be read as one."""
    try:
        found = iso_date(written) or date.fromisoformat(written.strip()).isoformat()
    except ValueError:
        found = None
    if found is None:
        raise UsageError(f"“{written.strip()}” cannot be read as a date: give a day such as 2031-03-14")
    return found


def particular(document: Document, kind: str) -> str | None:
    """What a document says of itself."""
    return _value(document.to_dict(), _FIELDS[kind])


def _value(values: Mapping[str, Any], field: str) -> str | None:
    held = values.get(field)
    return ", ".join(held) or None if isinstance(held, (list, tuple)) else held or None
