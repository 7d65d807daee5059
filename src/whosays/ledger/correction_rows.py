"""Corrections as rows of the ledger, and traces made anew with them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.corrections import Correction, corrected
from whosays.ledger.decision_rows import CORRECT
from whosays.ledger.document_rows import current, readings_of, store_trace, traces_of
from whosays.ledger.draft import Draft
from whosays.ledger.particulars import PLACE, undone
from whosays.model import Trace

CORRECTION = "correction"


def corrections_of(connection: sa.Connection, document: int) -> list[Correction]:
    """What people put right in a document and nobody took back, oldest first."""
    table, gone = tables.decisions, undone(connection)
    own = sa.or_(table.c.subject.startswith(f"d{document}:"), table.c.subject.startswith(f"d{document}."))
    statement = sa.select(table.c.id, table.c.about).where(table.c.verb == CORRECT, own).order_by(table.c.id)
    rows = [(number, json.loads(about)) for number, about in connection.execute(statement) if number not in gone]
    return [_correction(number, about) for number, about in rows if about["at"]["of"] != PLACE]


def _correction(number: int, about: Mapping[str, Any]) -> Correction:
    return Correction(number, about["kind"], about["version"], about["at"], about["to"])


def read_anew(draft: Draft, documents: Iterable[int]) -> dict[int, Trace]:
    """Lay over the newest readings of documents what people put right in them, and store where that is new; the traces
    that changed, by document. What the draft holds must be flushed; what this adds is not."""
    connection = draft.connection
    changed = {}
    for document, version in current(connection, documents).items():
        corrections = corrections_of(connection, document)
        held = traces_of(connection, [version.id])[version.id]
        made = corrected(readings_of(connection, [version.id])[version.id], version.id, corrections).trace
        if made != held:
            store_trace(draft, version.id, made, [one.number for one in corrections])
            changed[document] = made
    return changed


def missing_in(connection: sa.Connection, document: int) -> list[int]:
    """The corrections of a document whose words its newest text no longer has, by number."""
    version = current(connection, [document])[document]
    reading = readings_of(connection, [version.id])[version.id]
    return [one.number for one in corrected(reading, version.id, corrections_of(connection, document)).missing]
