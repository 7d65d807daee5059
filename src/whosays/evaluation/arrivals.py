"""How well a ledger tells events apart that get their documents one after the other, as they stand in a labelled pile.

The articles go in without their attributions, so what is measured is where each is put, and not its claims.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from whosays.model import Document, Trace


def arrived(documents: Sequence[Document]) -> tuple[list[int], float]:
    """The event that each document is part of in the end, in a ledger that is made for it, and the CPU-seconds."""
    from whosays.ledger import open_ledger

    with tempfile.TemporaryDirectory() as folder, open_ledger(str(Path(folder) / "arrivals.db")) as ledger:
        started = time.process_time()
        moment = datetime(2000, 1, 1, tzinfo=UTC)
        names = ledger.load((Trace(document), f"article {n}", moment) for n, document in enumerate(documents, 1))
        event_of = ledger.events_of(names)
        return [event_of[name] for name in names], time.process_time() - started
