"""For each place where a claim is made, where it was taken from: edges with the spans that show them.

A chain of attributions leads from the document to its innermost speaker. Where a speaker is an outlet, or spoke to one,
the words came through it. A document that names no speaker for a claim may still credit an outlet in the same sentence,
or once for all; copies and shared quotations follow where nothing is credited. Time decides who took from whom where
it is known; where not, the confidence is halved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whosays.model import Attribution, Claim, Naming, Response, Source, Span, Trace
from whosays.model_story import Edge, EdgeKind, Evidence, NodeKind
from whosays.provenance.credits import Credit, is_outlet
from whosays.provenance.nodes import Nodes
from whosays.provenance.outlets import key

_SAME_SENTENCE = 260  # characters between a claim and a credit that can be its own
_ELSEWHERE = 0.6
_UNTIMED = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """A claim as one document makes it."""

    index: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Shared:
    """Copied or quoted text two documents share: their indices, spans in each, and how sure it is."""

    first: int
    second: int
    kind: EdgeKind
    spans_first: tuple[Span, ...]
    spans_second: tuple[Span, ...]
    confidence: float


class Pile:
    """What the look-up of upstreams needs of all documents, made once."""

    def __init__(
        self,
        traces: Sequence[Trace],
        nodes: Nodes,
        credits: Sequence[Sequence[Credit]],
        shared: Sequence[Shared],
    ) -> None:
        self.traces = traces
        self.nodes = nodes
        self.credits = credits
        self.attributions = [{a.id: a for a in trace.attributions} for trace in traces]
        self.sources = [{s.id: s for s in trace.sources} for trace in traces]
        self.shared: dict[int, list[Shared]] = {}
        for one in shared:
            for index in (one.first, one.second):
                self.shared.setdefault(index, []).append(one)

    def chain(self, place: Place) -> list[Attribution]:
        """The attributions a claim hangs on, the outermost speaker first."""
        return [self.attributions[place.index][i] for i in place.claim.chain if i in self.attributions[place.index]]


def edges_of(places: Sequence[Place], event: int, members: Sequence[int], pile: Pile) -> list[Edge]:
    """The edges of one claim, from every document that makes it upward. ``members`` are the documents of its event."""
    found: list[Edge] = []
    given = {pile.nodes.document(place.index).id for place in places}
    for place in places:
        found.extend(_credited(place, event, members, given, pile))
    linked = {frozenset((edge.taker, edge.taken)) for edge in found}
    having = {edge.taker for edge in found}
    best: dict[str, Edge] = {}
    for one in _between(places, pile):
        edge = _shared(one, pile)
        if edge.taker in having and edge.kind is EdgeKind.QUOTATION:
            continue
        if frozenset((edge.taker, edge.taken)) not in linked and _better(edge, best.get(edge.taker)):
            best[edge.taker] = edge
    found.extend(best.values())
    return merged(edge for edge in found if edge.taker != edge.taken)


def merged(edges: Iterable[Edge]) -> list[Edge]:
    """One edge for each taker, taken and kind, with all evidence and the best confidence, in order."""
    groups: dict[tuple[str, str, EdgeKind], list[Edge]] = {}
    for edge in edges:
        groups.setdefault((edge.taker, edge.taken, edge.kind), []).append(edge)
    return [
        Edge(
            *identity,
            confidence=max(edge.confidence for edge in same),
            evidence=tuple(dict.fromkeys(e for edge in same for e in edge.evidence)),
        )
        for identity, same in groups.items()
    ]


def _credited(place: Place, event: int, members: Sequence[int], given: set[str], pile: Pile) -> list[Edge]:
    """Upward along the chain, as far as the first document that was ``given`` and tells for itself where it has the
    claim from; to outlets that are credited for it where the chain leads to nobody.
    """
    trace, nodes = pile.traces[place.index], pile.nodes
    document = trace.document
    below = own = nodes.document(place.index).id
    found: list[Edge] = []
    outlets: set[str] = set()
    chain = [a for a in pile.chain(place) if a.response is not Response.DENY]
    for attribution in chain:
        source = pile.sources[place.index].get(attribution.source_id or "")
        evidence = (Evidence(document.id, tuple(sorted(attribution.source + attribution.cue))),)
        posts = _posts(source, place.index, members, nodes)
        if source is not None and is_outlet(source.name, nodes.register):
            outlets.add(key(source.name))
            takens = _outlet_nodes(source.name, place.index, members, nodes)
        elif posts:
            takens = posts
        else:
            below = _through_listener(attribution, below, place, members, pile, found)
            through = below if below != own else None
            node = nodes.speaker(event, place.index, attribution, source, through)
            takens = [node.id] if node else []
        found.extend(Edge(below, t, EdgeKind.CREDIT, attribution.confidence, evidence) for t in takens if t != below)
        if takens:
            below = takens[0]
        if below in given - {own}:
            break
    if not chain or all(a.agentless for a in chain):
        found.extend(_by_name(place, members, pile, outlets))
    return found


def _through_listener(
    attribution: Attribution, below: str, place: Place, members: Sequence[int], pile: Pile, found: list[Edge]
) -> str:
    """Who stands below a speaker: the outlet they told it, where that is another than the document's own."""
    listener = attribution.addressee
    if not listener or not is_outlet(listener.removeprefix("the ").strip(), pile.nodes.register):
        return below
    name = listener.removeprefix("the ").strip()
    own = pile.nodes.published_by(name, [place.index])
    takens = [] if own else _outlet_nodes(name, place.index, members, pile.nodes)
    if not takens or takens[0] == below:
        return below
    spans = attribution.cue or attribution.source
    evidence = (Evidence(pile.traces[place.index].document.id, spans),)
    found.append(Edge(below, takens[0], EdgeKind.CREDIT, 0.8, evidence))
    return takens[0]


def _posts(source: Source | None, index: int, members: Sequence[int], nodes: Nodes) -> list[str]:
    """The posts among the documents that the named source of another one wrote."""
    if source is None or source.naming is not Naming.NAMED:
        return []
    written = nodes.published_by(source.name, [m for m in members if m != index])
    found = [nodes.document(i) for i in written]
    return [node.id for node in found if node.kind is NodeKind.POST]


def _outlet_nodes(name: str, index: int, members: Sequence[int], nodes: Nodes) -> list[str]:
    """The documents of an outlet among those of the event, else its node as not seen; none for the document's own."""
    if nodes.published_by(name, [index]):
        return []
    seen = nodes.published_by(name, [m for m in members if m != index])
    return [nodes.document(i).id for i in seen] or [nodes.unseen(name).id]


def _by_name(place: Place, members: Sequence[int], pile: Pile, known: set[str]) -> list[Edge]:
    """Credits in words or by link: the nearest one beside the claim, else all that the document gives anywhere."""
    document = pile.traces[place.index].document
    credits = [c for c in pile.credits[place.index] if c.key not in known]
    beside = [c for c in credits if _distance(c.spans, place.claim.spans) <= _SAME_SENTENCE]
    found = []
    for credit in beside or credits:
        sure = credit.confidence * (1.0 if beside else _ELSEWHERE)
        kind = EdgeKind.LINK if credit.kind == "link" else EdgeKind.CREDIT
        name = credit.outlet.name if credit.outlet else credit.name
        for taken in _outlet_nodes(name, place.index, members, pile.nodes):
            evidence = (Evidence(document.id, credit.spans),)
            found.append(Edge(pile.nodes.document(place.index).id, taken, kind, round(sure, 4), evidence))
    return found


def _distance(one: Sequence[Span], two: Sequence[Span]) -> int:
    return min(max(s - other_e, other_s - e, 0) for s, e in one for other_s, other_e in two)


def _better(edge: Edge, known: Edge | None) -> bool:
    """Copied text shows more than a quotation; then the surer edge goes first."""
    if known is None or edge.kind is not known.kind:
        return known is None or edge.kind is EdgeKind.COPY
    return edge.confidence > known.confidence


def _between(places: Sequence[Place], pile: Pile) -> list[Shared]:
    """What the documents that make a claim share where they make it."""
    spans: dict[int, list[Span]] = {}
    for place in places:
        spans.setdefault(place.index, []).extend(place.claim.spans)
    found = {
        (one.first, one.second, one.kind): one
        for index in spans
        for one in pile.shared.get(index, ())
        if one.first == index and one.second in spans
        if _overlap(spans[one.first], one.spans_first) and _overlap(spans[one.second], one.spans_second)
    }
    return sorted(found.values(), key=lambda one: (one.first, one.second, one.kind is not EdgeKind.COPY))


def _overlap(one: Sequence[Span], two: Sequence[Span]) -> bool:
    return any(s < other_e and other_s < e for s, e in one for other_s, other_e in two)


def _shared(one: Shared, pile: Pile) -> Edge:
    """From the later document to the earlier one; where the times do not tell, to the one given first, half as sure."""
    times = [pile.traces[index].document.published for index in (one.first, one.second)]
    earlier_first, sure = True, one.confidence * _UNTIMED
    if times[0] and times[1] and _day(times[0]) != _day(times[1]):
        earlier_first, sure = _day(times[0]) < _day(times[1]), one.confidence
    first, second = pile.nodes.document(one.first).id, pile.nodes.document(one.second).id
    evidence = (
        Evidence(pile.traces[one.first].document.id, one.spans_first),
        Evidence(pile.traces[one.second].document.id, one.spans_second),
    )
    taker, taken = (second, first) if earlier_first else (first, second)
    return Edge(taker, taken, one.kind, round(sure, 4), evidence)


def _day(time: str) -> str:
    return time[:10]
