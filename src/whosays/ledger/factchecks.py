"""The published fact-checks of a ledger's documents that fit a claim: what they say stays theirs.

They are looked for as claims are for a post (``whosays.matching.alike``), and shown where they are surely enough of the
same claim: what is merely near would put a verdict beside a claim that nobody has checked.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.document_rows import Version, versions_of
from whosays.ledger.nearby import spread_of
from whosays.likeness import conflict, features
from whosays.matching.alike import alike, roots
from whosays.model import record
from whosays.vectors import Vectors

_LIKE = 0.95  # of `alike`: on the train part of CheckThat! 2020, 90 of 100 first claims that are as like are right
_FEWEST = 2  # words that both must have
_MOST_COMPARED = 50
_MOST_SHOWN = 5


def fitting(
    connection: sa.Connection, text: str, vectors: Vectors, entry: int | None = None
) -> tuple[record.FactCheck, ...]:
    """The fact-checks that fit the words of a claim, the likest first."""
    asked = roots(text)
    stems = set(asked.values())
    checks = _checks(connection, entry)
    shared = [len(stems & set(roots(check["claim"]).values())) for _, check in checks]
    near = sorted((n for n, count in enumerate(shared) if count >= _FEWEST), key=lambda n: (-shared[n], n))
    near = near[:_MOST_COMPARED]
    if not near:
        return ()
    pile = connection.execute(sa.select(sa.func.max(tables.documents.c.id))).scalar() or 0
    spread = spread_of(connection, stems)
    found = alike(text, [checks[n][1]["claim"] for n in near], spread, pile, vectors)
    own = features(text)
    fits = [
        (n, one.score)
        for n, one in zip(near, found, strict=True)
        if one.score >= _LIKE and conflict(own, features(checks[n][1]["claim"])) is None
    ]
    ranked = sorted(fits, key=lambda pair: (-pair[1], pair[0]))[:_MOST_SHOWN]
    return tuple(_record(checks[n][0], checks[n][1], score) for n, score in ranked)


def _checks(connection: sa.Connection, entry: int | None) -> list[tuple[Version, dict[str, Any]]]:
    """Every fact-check that the newest text of a document tells of, with that text."""
    table = tables.versions
    statement = sa.select(table.c.id, table.c.document, table.c.about).where(tables.TELLS_OF_CHECKS)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    newest = {
        document: (number, about) for number, document, about in connection.execute(statement.order_by(table.c.id))
    }
    versions = versions_of(connection, (number for number, _ in newest.values()))
    return [
        (versions[number], check)
        for number, about in newest.values()
        for check in json.loads(about).get("fact_checks", ())
    ]


def _record(version: Version, check: dict[str, Any], likeness: float) -> record.FactCheck:
    said = {key: check.get(key) for key in ("verdict", "publisher", "date", "url")}
    return record.FactCheck(version.name, check["claim"], likeness, **said)
