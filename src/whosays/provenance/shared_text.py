"""Copied and quoted text as edges between two documents: from the later to the earlier, as far as the times tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whosays.model import Span, Trace
from whosays.model.story import Edge, EdgeKind, Evidence
from whosays.provenance.nodes import Nodes

_UNTIMED = 0.5
_FEW = 20  # words that two documents may have alike without one being copied from the other


@dataclass(frozen=True, slots=True)
class Shared:
    """Copied or quoted text two documents share: their indices, spans in each, and how sure it is."""

    first: int
    second: int
    kind: EdgeKind
    spans_first: tuple[Span, ...]
    spans_second: tuple[Span, ...]
    confidence: float


def shared_by(
    told: Mapping[int, Sequence[Span]], shared: Mapping[int, Sequence[Shared]], traces: Sequence[Trace]
) -> list[Shared]:
    """What documents share where they make a claim; ``told`` are the claim's spans in each of them. A few words alike
    are no copy.
    """
    found = {
        (one.first, one.second, one.kind): one
        for index in told
        for one in shared.get(index, ())
        if one.first == index and one.second in told
        if _overlap(told[one.first], one.spans_first) and _overlap(told[one.second], one.spans_second)
        if one.kind is not EdgeKind.COPY or len(traces[one.first].document.quote(one.spans_first).split()) >= _FEW
    }
    return sorted(found.values(), key=lambda one: (one.first, one.second, one.kind is not EdgeKind.COPY))


def edge(one: Shared, traces: Sequence[Trace], nodes: Nodes) -> Edge:
    """From the later document to the earlier one; where the times do not tell, to the one given first, half as sure."""
    times = [traces[index].document.published for index in (one.first, one.second)]
    earlier_first, sure = True, one.confidence * _UNTIMED
    if times[0] and times[1] and _day(times[0]) != _day(times[1]):
        earlier_first, sure = _day(times[0]) < _day(times[1]), one.confidence
    first, second = nodes.document(one.first).id, nodes.document(one.second).id
    evidence = (
        Evidence(traces[one.first].document.id, one.spans_first),
        Evidence(traces[one.second].document.id, one.spans_second),
    )
    taker, taken = (second, first) if earlier_first else (first, second)
    return Edge(taker, taken, one.kind, round(sure, 4), evidence)


def better(edge: Edge, known: Edge | None) -> bool:
    """Copied text shows more than a quotation; then the surer edge goes first."""
    if known is None or edge.kind is not known.kind:
        return known is None or edge.kind is EdgeKind.COPY
    return edge.confidence > known.confidence


def _overlap(one: Sequence[Span], two: Sequence[Span]) -> bool:
    return any(s < other_e and other_s < e for s, e in one for other_s, other_e in two)


def _day(time: str) -> str:
    return time[:10]
