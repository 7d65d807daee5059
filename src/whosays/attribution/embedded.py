"""Posts embedded in an article: their words, a dash, and the account that signed them.

"The pier is shut. — Skarn Council (@skarncouncil) March 3, 2025" stands in pages as it was copied from the network.
What is in front of the dash is the account's, whatever is reported in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.attribution.selection import overlaps
from whosays.model import Attribution, Span

_SIGNED = re.compile(
    r"(?P<dash>[—–-]{1,2})\s*(?P<who>[^\n—–(]{2,60}\(@\w{2,30}\))"
    r"(?:[\s,]+(?:on\s+)?[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}\b|[\s,]+\d{1,2}\s+[A-Z][a-z]{2,8}\.?\s+\d{4}\b)?[^\w\n]*$"
)
_SHORTEST = 8  # characters of a post
_CONFIDENCE = 0.95


def embedded(text: str, attributions: Sequence[Attribution], paragraphs: Sequence[Span]) -> list[Attribution]:
    """The attributions with one for every signed post, and those that stand in a post hung on it."""
    made = []
    for number, (start, end) in enumerate(paragraphs):
        signed = _SIGNED.search(text, max(start, text.rfind("\n", start, end), end - 160), end)
        if signed is None:
            continue
        said = _trim(text, start, signed.start())
        if said[1] - said[0] < _SHORTEST and number:
            said = _trim(text, *paragraphs[number - 1])
        if said[1] - said[0] >= _SHORTEST:
            who, dash = signed.span("who"), signed.span("dash")
            made.append(
                Attribution(f"e{number}", (who,), (dash,), (said,), channel="social media post", confidence=_CONFIDENCE)
            )
    if not made:
        return list(attributions)
    kept = [a for a in attributions if not any(overlaps((*a.source, *a.cue), p.source) for p in made)]
    left = {a.id for a in kept}
    hung = []
    for a in kept:
        holder = next((p for p in made if overlaps(p.content, (*a.source, *a.cue))), None)
        outermost = a.parent is None or a.parent not in left
        hung.append(replace(a, parent=holder.id if holder else None) if outermost else a)
    return [*made, *hung]


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "“”\"'"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "“”\"'"):
        end -= 1
    return start, end
