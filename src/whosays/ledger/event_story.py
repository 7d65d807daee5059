"""The story of an event of the ledger, made of its stored traces and of what people decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.decision_rows import UNDO, decided
from whosays.ledger.document_rows import Version, current, inputs_of, traces_of
from whosays.ledger.particulars import undone
from whosays.model import Trace
from whosays.model.story import Story
from whosays.provenance import Register
from whosays.story import story
from whosays.vectors import Vectors

LARGEST = 80  # documents of an event that are laid side by side


@dataclass(frozen=True, slots=True)
class Tools:
    """What is needed besides the ledger: a register of outlets, sentence vectors, and who the run is."""

    register: Register | None
    encode: Vectors
    run: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A story with the traces it was made of, by version, and those versions, by document. ``note`` says where it is
    not the story of all documents of the event."""

    story: Story
    traces: Mapping[int, Trace]
    versions: Mapping[int, Version]
    note: str | None


def tell(
    connection: sa.Connection, members: Sequence[int], near: Sequence[int], tools: Tools, *, as_of: str | None = None
) -> Told:
    """The story of an event whose documents are ``members``. Of more than ``LARGEST`` those in ``near`` count, then the
    newest. ``as_of`` (ISO 8601) leaves out what is dated later."""
    chosen = _neighbourhood(members, near)
    note = None if len(chosen) == len(members) else f"judged over the nearest {len(chosen)} of {len(members)} documents"
    versions = current(connection, chosen)
    known = traces_of(connection, [version.id for version in versions.values()])
    traces = {versions[document].id: known[versions[document].id] for document in chosen}
    inputs = inputs_of(connection, traces)
    told = story(
        traces.values(),
        paths=[inputs.get(version, "") for version in traces],
        register=tools.register,
        as_of=as_of,
        one_event=True,
        decided=decided(_decisions(connection, members), traces, {v.id: v.document for v in versions.values()}),
        encode=tools.encode,
    )
    return Told(told, traces, versions, note)


def _neighbourhood(members: Sequence[int], near: Sequence[int]) -> list[int]:
    if len(members) <= LARGEST:
        return list(members)
    every = set(members)
    order = [*(document for document in near if document in every), *reversed(members)]
    return sorted(list(dict.fromkeys(order))[:LARGEST])


def _decisions(connection: sa.Connection, members: Iterable[int]) -> list[tuple[str, Mapping[str, Any]]]:
    """Decisions about the events that these documents are or were in and that nobody took back, oldest first."""
    table, at = tables.decisions, tables.memberships
    events = sa.select(at.c.event).where(at.c.document.in_(sorted(members))).distinct()
    columns = (table.c.id, table.c.verb, table.c.about)
    statement = sa.select(*columns).where(table.c.event.in_(events), table.c.verb != UNDO).order_by(table.c.id)
    gone = undone(connection)
    return [(verb, json.loads(about)) for n, verb, about in connection.execute(statement) if n not in gone]
