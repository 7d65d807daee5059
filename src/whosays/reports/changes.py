"""A change of a claim in the ledger, for the terminal."""

from __future__ import annotations

from whosays.ledger import Change
from whosays.reports.visible import visible

_MOST_PROOFS = 3
_MOST_WORDS = 300


def lines(change: Change, time: str) -> list[str]:
    """A readable line on a change recorded at ``time`` (ISO 8601), and under it the words that prove it."""
    shown = [f"{time[:16].replace('T', ' ')}  {visible(change.text)}"]
    for proof in change.evidence[:_MOST_PROOFS]:
        words = visible(proof.words)
        words = words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS - 1] + "…"
        shown.append(f"    {visible(proof.document)}: “{words}”")
    return shown
