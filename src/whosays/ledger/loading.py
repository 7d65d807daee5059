"""Many documents put into the ledger in one transaction: each is placed, then every event that they touch is settled.

What comes out is what adding one after the other gives, but for the steps in between, which are not told. It is for
piles that are traced already: an export that is read back, a bench's documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from whosays.ledger.adding import known, place
from whosays.ledger.draft import Draft
from whosays.ledger.event_story import Tools
from whosays.ledger.ordering import Capture, Sight
from whosays.ledger.placing import event_of, members
from whosays.ledger.settling import settle_many
from whosays.model import Trace


def load(connection: sa.Connection, items: Iterable[tuple[Trace, str, datetime]], tools: Tools) -> list[str]:
    """Put traced documents into the ledger, each with what it was read from and when; what each is called. Inside a
    writing transaction."""
    draft = Draft(connection)
    touched: dict[int, None] = {}
    names = []
    for trace, as_input, seen in items:
        sight = Sight(as_input, seen, Capture.EXPORT)
        found = known(connection, trace.document, sight)
        if found.version is not None:
            names.append(found.version.name)
            continue
        put = place(draft, trace, found, sight, tools)
        touched[put.version.document] = None
        names.append(put.version.name)
    events: dict[int, list[int]] = {}
    for document in touched:
        events.setdefault(event_of(connection, document) or 0, []).append(document)
    for event, new in events.items():
        settle_many(draft, event, members(connection, event), new, tools)
    if not draft.empty:
        draft.write("load", f"{names[0]} to {names[-1]}", tools.run)
    return names
