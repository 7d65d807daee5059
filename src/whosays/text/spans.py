"""What is asked of spans everywhere: how much they hold, and whether one lies in another or meets it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from whosays.model import Span, Spans


def length(spans: Sequence[Span]) -> int:
    """Characters that the spans hold, counted once a span."""
    return sum(end - start for start, end in spans)


def within(inner: Spans, outer: Spans) -> bool:
    """True where the first of the inner spans lies in one of the outer."""
    return bool(inner) and any(s <= inner[0][0] and inner[0][1] <= e for s, e in outer)


def whole_words(text: str, span: Span) -> Span:
    """A span widened to the words that it begins and ends in: what a model marks are pieces of words."""
    start, end = span
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def overlaps(spans: Iterable[Span], others: Collection[Span]) -> bool:
    """True where any span of the one shares a character with any of the other."""
    return any(s < e2 and s2 < e for s, e in spans for s2, e2 in others)
