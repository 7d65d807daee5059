"""Overlapping spans as properly nested elements: a text is cut where any span begins or ends."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from whosays.model import Span

# No browser nests much deeper; what lies below still gets its anchor.
DEEPEST = 24


class Layer(NamedTuple):
    """A span to be drawn. A lower ``rank`` always lies outside a higher one; within a rank the longer lies outside."""

    rank: int
    start: int
    end: int
    key: int


class Run(NamedTuple):
    """A stretch of text that the same layers cover, the outermost first; ``buried`` begin here, but lie too deep."""

    start: int
    end: int
    layers: tuple[Layer, ...]
    buried: tuple[Layer, ...]


def clip(span: Span, length: int) -> Span | None:
    """The part of a span inside a text of this length; none where nothing is left."""
    start, end = max(0, span[0]), min(length, span[1])
    return (start, end) if start < end else None


def runs(length: int, layers: Sequence[Layer]) -> Iterator[Run]:
    """The whole text from 0 to ``length`` in stretches; layers must lie inside it and be longer than nothing."""
    cuts = sorted({0, length, *(x.start for x in layers), *(x.end for x in layers)})
    opening = sorted(layers, key=lambda x: x.start)
    closing = sorted(layers, key=lambda x: x.end)
    active: list[tuple[int, int, int, int, Layer]] = []
    opened = closed = 0
    for start, end in pairwise(cuts):
        while closed < len(closing) and closing[closed].end <= start:
            del active[bisect_left(active, _order(closing[closed]))]
            closed += 1
        first_new = opened
        while opened < len(opening) and opening[opened].start <= start:
            insort(active, _order(opening[opened]))
            opened += 1
        kept = tuple(entry[-1] for entry in active[:DEEPEST])
        buried = tuple(x for x in opening[first_new:opened] if x not in kept) if len(active) > DEEPEST else ()
        yield Run(start, end, kept, buried)


def _order(layer: Layer) -> tuple[int, int, int, int, Layer]:
    return layer.rank, layer.start, -layer.end, layer.key, layer
