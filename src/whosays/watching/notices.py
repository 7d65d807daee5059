"""What a change of a claim looks like as a notice."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from whosays.ledger import Change, ChangeKind

SCHEMA = "whosays.notice/1"
TOLD = frozenset(ChangeKind) - {ChangeKind.NEW_CLAIM, ChangeKind.APPEARANCE}
"""The changes a watch tells of: what a claim rests on, and not that one more outlet has it."""


def notice(change: Change, time: str, ledger: str) -> dict[str, Any]:
    """The notice of a change that the ledger called ``ledger`` has recorded at ``time`` (ISO 8601).

    Its id is made from the rest, so that the same change has the same id however often it is sent.
    """
    body = {"schema": SCHEMA, "time": time, "ledger": ledger, **change.to_dict()}
    made = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return {"schema": SCHEMA, "id": f"whosays_{made[:32]}", **body}
