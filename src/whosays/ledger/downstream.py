"""Which documents have a claim from another one, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.claim_rows import Held, claims_in, held
from whosays.ledger.decision_rows import node_key
from whosays.ledger.document_rows import versions_of


def downstream(connection: sa.Connection, document: int, entry: int | None = None) -> dict[int, tuple[int, ...]]:
    """For each claim that a document makes, the documents that have it from there, by what is held of its edges."""
    table = tables.versions
    own = connection.execute(sa.select(table.c.id).where(table.c.document == document)).scalars()
    claims = held(connection, claims_in(connection, own, entry), entry)
    of = _documents(connection, claims.values())
    return {number: _below(claim, f"d{document}", of) for number, claim in claims.items()}


def _documents(connection: sa.Connection, claims: Iterable[Held]) -> dict[int, int]:
    """The document of each version that an edge speaks of."""
    used = {end.version for claim in claims for edge in claim.edges() for end in (edge.taker, edge.taken)}
    return {number: v.document for number, v in versions_of(connection, (n for n in used if n is not None)).items()}


def _below(claim: Held, start: str, of: Mapping[int, int]) -> tuple[int, ...]:
    takers: dict[str, list[str]] = {}
    for edge in claim.edges():
        taker, taken = (node_key(end, of.get(end.version or 0)) for end in (edge.taker, edge.taken))
        takers.setdefault(taken, []).append(taker)
    reached, todo = {start}, [start]
    while todo:
        for taker in takers.get(todo.pop(), ()):
            if taker not in reached:
                reached.add(taker)
                todo.append(taker)
    return tuple(sorted(int(key[1:]) for key in reached - {start} if key[:1] == "d" and key[1:].isdigit()))
