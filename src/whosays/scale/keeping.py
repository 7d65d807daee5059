"""The traces of a run put into a ledger, a chunk a transaction: what is there from before a stop is passed over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from whosays.model import Trace
from whosays.scale.layout import Layout, rows_of


def kept(layout: Layout, ledger: str) -> Iterator[int]:
    """Puts all documents that were traced into a ledger, in the order of their days; how many, chunk by chunk. Raises
    WhosaysError."""
    from whosays.ledger import open_ledger

    with open_ledger(ledger, create=True) as held:
        for unit in sorted(path.stem for path in layout.files("documents")):
            seen = datetime.now(UTC)
            rows = list(rows_of(layout.work("traces", unit), ("inputs_list", "trace")))
            held.load((Trace.from_dict(json.loads(row["trace"])), row["inputs_list"][0], seen) for row in rows)
            yield len(rows)
