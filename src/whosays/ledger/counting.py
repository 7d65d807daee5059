"""How much a ledger holds."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from whosays.ledger import chain, tables
from whosays.ledger.claim_rows import holds


def stats(connection: sa.Connection) -> dict[str, Any]:
    """Counts of what is kept, the times of the first and last entry, the last hash, and the size in bytes."""

    def count(of: sa.Select[Any]) -> int:
        return int(connection.execute(of).scalar() or 0)

    def rows(table: sa.Table) -> int:
        return count(sa.select(sa.func.count()).select_from(table))

    states, parts = tables.states, tables.parts
    holding = sa.select(sa.func.count()).select_from(states).where(holds(states, tables.state_ends, None))
    times = sa.select(sa.func.min(tables.entries.c.time), sa.func.max(tables.entries.c.time))
    first, last = connection.execute(times).one()
    sequence, head = chain.head(connection)
    if connection.dialect.name == "sqlite":
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        size = pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    else:
        size = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()
    return {
        "documents": rows(tables.documents),
        "texts": rows(tables.versions),
        "traces": rows(tables.traces),
        "events": count(sa.select(sa.func.count(sa.distinct(tables.memberships.c.event)))),
        "claims": count(holding),
        "claims made by several documents": count(holding.where(states.c.documents > 1)),
        "claims ever": rows(tables.claims),
        "links and appearances ever": rows(parts),
        "decisions": rows(tables.decisions),
        "changes": rows(tables.changes),
        "first entry": first,
        "last entry": last,
        "entries": sequence,
        "head": f"{sequence}:{head}",
        "bytes": size,
    }
