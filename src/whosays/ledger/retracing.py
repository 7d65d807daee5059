"""The stored texts read again, by a better model perhaps: what that changes is new, what was found before stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from whosays.ledger.changes import Change
from whosays.ledger.correction_rows import read_anew
from whosays.ledger.document_rows import current, readings_of, store_trace
from whosays.ledger.draft import Draft
from whosays.ledger.event_story import Tools
from whosays.ledger.placing import members
from whosays.ledger.settling import settle_many
from whosays.model import Document, Trace


@dataclass(frozen=True, slots=True)
class Retraced:
    """What reading an event's documents again brought: those that read otherwise now, and what changed of claims."""

    event: str
    documents: tuple[str, ...]
    changes: tuple[Change, ...]


def traced_anew(
    connection: sa.Connection, event: int, trace: Callable[[Document], Trace]
) -> tuple[list[int], dict[int, Trace]]:
    """The documents of an event, and the new traces, by version, of those texts that are read otherwise now."""
    belonging = members(connection, event)
    versions = {version.id for version in current(connection, belonging).values()}
    found = {}
    for version, old in readings_of(connection, versions).items():
        new = replace(trace(old.document), warnings=old.warnings)
        if _read(new) != _read(old):
            found[version] = new
    return belonging, found


def retrace(connection: sa.Connection, event: int, new: dict[int, Trace], tools: Tools) -> Retraced:
    """Store new traces of an event's texts and settle it, inside a writing transaction. People's decisions hold."""
    belonging = members(connection, event)
    versions = {version.id: version for version in current(connection, belonging).values()}
    draft = Draft(connection)
    anew = {number: trace for number, trace in new.items() if number in versions}
    for number, trace in sorted(anew.items()):
        store_trace(draft, number, trace)
    draft.flush()
    read_anew(draft, [versions[number].document for number in sorted(anew)])
    draft.flush()
    changes = settle_many(draft, event, belonging, [versions[number].document for number in sorted(anew)], tools)
    if not draft.empty:
        draft.write("retrace", f"e{event}", tools.run)
    return Retraced(f"e{event}", tuple(versions[number].name for number in sorted(anew)), changes)


def _read(trace: Trace) -> dict[str, Any]:
    """What was read in a text, without the text."""
    values = trace.to_dict()
    return {name: values[name] for name in ("sources", "attributions", "claims")}
