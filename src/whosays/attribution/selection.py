"""Which candidate readings of a passage hold, and which stands inside which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from whosays.attribution.engine import Reading
from whosays.model import Attribution
from whosays.text.spans import length, overlaps

Span = tuple[int, int]
Spans = tuple[Span, ...]

CUT = 0.45  # chosen on PolNeAR dev among 0.35 to 0.55; training/attribution/LOG.md has them all
COVERED = 0.5


def confidence(reading: Reading) -> float:
    """How probable it is that a reading is an attribution with this content."""
    return reading.cue_score * reading.content_score


def select(readings: Iterable[Reading], cut: float = CUT) -> list[Reading]:
    """The readings to keep, most confident first.

    A reading goes where its content is mostly covered by more confident ones (greedy non-maximum suppression), unless
    one of the two stands wholly inside the other's content: that is nesting.
    """
    kept: list[Reading] = []
    for reading in sorted(readings, key=lambda r: (-confidence(r), r.cue)):
        if confidence(reading) < cut or not reading.content:
            continue
        near = [k for k in kept if overlaps(k.content, reading.content)]
        rivals = [k for k in near if not is_inside(k, reading.content) and not is_inside(reading, k.content)]
        covered = shared_length(reading.content, [span for k in rivals for span in k.content])
        if covered > COVERED * length(reading.content) or any(overlaps(reading.cue, k.cue) for k in kept):
            continue
        kept.append(reading)
    return kept


def is_inside(reading: Reading, content: Spans) -> bool:
    """True where a reading's cue, source and content all stand in ``content``."""
    for spans in (reading.cue, reading.source, reading.content):
        for a, b in spans:
            if not any(s <= a and b <= e for s, e in content):
                return False
    return length(reading.content) < length(content)


def shared_length(spans: Spans, others: Sequence[Span]) -> int:
    """Characters of ``spans`` that at least one of ``others`` covers too."""
    total = 0
    for start, end in spans:
        at = start
        for s, e in sorted(others):
            low, high = max(s, at), min(e, end)
            if low < high:
                total += high - low
                at = high
    return total


def rehung(kept: Sequence[Attribution], before: Sequence[Attribution]) -> list[Attribution]:
    """The attributions kept of those there were before, each inside the nearest of its old holders that is kept."""
    names = {a.id for a in kept}
    holder = {a.id: a.parent for a in before}
    result = []
    for a in kept:
        parent = a.parent
        while parent is not None and parent not in names:
            parent = holder.get(parent)
        result.append(a if parent == a.parent else replace(a, parent=parent))
    return result
