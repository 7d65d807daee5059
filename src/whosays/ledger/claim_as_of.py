"""A claim by what documents said until a day, whenever the ledger came to know of them."""

from __future__ import annotations

import sqlalchemy as sa
from msgspec.structs import replace

from whosays.errors import UsageError
from whosays.ledger.claim_parts import APPEARANCE, Spot, as_told
from whosays.ledger.claim_rows import Held, HeldPart, held
from whosays.ledger.document_rows import versions_of
from whosays.ledger.event_story import Tools, tell
from whosays.ledger.mapping import same_place
from whosays.ledger.placing import members
from whosays.ledger.showing import described
from whosays.model import record


def claim(connection: sa.Connection, number: int, day: str, tools: Tools) -> record.Claim | None:
    """The claim as a story of the documents dated no later than ``day`` (ISO 8601, as long as it is known) has it."""
    kept = held(connection, [number]).get(number)
    if kept is None:
        return None
    if not day[:4].isdigit():
        raise UsageError(f"{day}: give a date such as 2025-03-14, 2025-03 or 2025")
    making = versions_of(connection, {h.part.version for h in kept.of(APPEARANCE) if h.part.version})
    near = sorted({version.document for version in making.values()})
    pile = tell(connection, members(connection, kept.state["event"]), near, tools, as_of=day)
    own = [Spot(version, place.spans, "") for version, place in kept.places()]
    best, most = None, 0
    for one in as_told(pile.story, pile.traces, pile.note):
        shared = sum(spot.version == other.version and same_place(spot, other) for spot in one.spots for other in own)
        if shared > most:
            best, most = one, shared
    if best is None:
        return None
    parts = tuple(HeldPart(0, part) for part in best.parts)
    found = described(connection, Held(number, {**best.state, "event": kept.state["event"]}, parts))
    return replace(found, warnings=pile.story.warnings)
