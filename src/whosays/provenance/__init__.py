"""Who took what from whom: upstream edges, origins, circles, drift, and what a claim rests on over many documents.

``provenance`` does it for every claim of a pile. It is told what documents share, and does not look for it itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whosays.model import Naming, Response, Trace
from whosays.model_story import (
    Answer,
    Decided,
    Drift,
    DriftKind,
    Edge,
    Evidence,
    Node,
    Origins,
    Verdict,
)
from whosays.provenance.between import Shared
from whosays.provenance.changes import Altered, Conflict, changed
from whosays.provenance.credits import credits
from whosays.provenance.drift import drifts, headline, said
from whosays.provenance.nodes import Nodes
from whosays.provenance.origins import Beginning, origins
from whosays.provenance.outlets import Outlet, Register, domain, extended, shipped
from whosays.provenance.timeline import timeline
from whosays.provenance.upstream import Pile, Place, edges_of, merged
from whosays.provenance.verdict import verdict

__all__ = [
    "Altered",
    "Conflict",
    "Found",
    "Outlet",
    "Place",
    "Provenance",
    "Register",
    "Shared",
    "extended",
    "provenance",
    "shipped",
]

_MOST_DRIFT = 200  # changes that are kept of one claim
_HARDENED = (DriftKind.RESPONSE_HARDENED,)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one claim."""

    edges: tuple[Edge, ...]
    origins: Origins
    circular: tuple[tuple[str, ...], ...]
    drift: tuple[Drift, ...]
    responses: tuple[Answer, ...]
    standing: Verdict


@dataclass(frozen=True, slots=True)
class Provenance:
    """The graph of all claims, and what was found of each, in the order they were given."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    claims: tuple[Found, ...]


def provenance(
    traces: Sequence[Trace],
    paths: Sequence[Sequence[str]],
    events: Sequence[Sequence[int]],
    claims: Sequence[Sequence[Place]],
    shared: Sequence[Shared],
    altered: Sequence[Altered] = (),
    conflicts: Sequence[Conflict] = (),
    register: Register | None = None,
    decided: Decided | None = None,
) -> Provenance:
    """The provenance of every claim, a claim being all places that make it. ``events`` are the documents by index that
    belong together: only among them is anything taken from one another. ``decided`` is what people say of edges.
    """
    register = register or shipped()
    event_of = {index: number for number, event in enumerate(events) for index in event}
    nodes = Nodes(traces, paths, register, event_of)
    hosts = frozenset(domain(trace.document.url) for trace in traces if trace.document.url)
    pile = Pile(traces, nodes, [credits(trace.document, register, hosts) for trace in traces], shared)
    edges = [
        edges_of(places, event_of[places[0].index], events[event_of[places[0].index]], pile) if places else []
        for places in claims
    ]
    if decided is not None:
        edges = [_as_decided(found, decided, nodes) for found in edges]
    taken = {(edge.taker, edge.taken) for found in edges for edge in found}
    told_otherwise = changed(claims, conflicts, altered, taken, pile)
    found = [
        _claim(places, own, told_otherwise.get(number, []), event_of, pile)
        for number, (places, own) in enumerate(zip(claims, edges, strict=True))
    ]
    return Provenance(nodes.all, tuple(merged(e for own in edges for e in own)), tuple(found))


def _claim(
    places: Sequence[Place], edges: Sequence[Edge], otherwise: list[Drift], event_of: Mapping[int, int], pile: Pile
) -> Found:
    beginnings = [_beginning(place, pile) for place in places if not _denies(place, pile)]
    begun = {b.node for b in beginnings}
    reached = _reached(begun, edges)
    parties = {n for place in places for n in _party(place, event_of, pile)}
    origin = origins(beginnings, [e for e in edges if e.taker in reached], pile.nodes, parties)
    drift = [d for place in places if (d := headline(place, pile)) is not None]
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(pile.nodes.document(place.index).id, place)
    for taker, taken in dict.fromkeys((edge.taker, edge.taken) for edge in edges):
        if taker in first and taken in first:
            drift.extend(drifts(first[taken], first[taker], pile))
    answers = _answers(places, pile)
    hardened = {(pile.nodes.by_id[d.downstream].document, d.spans_downstream) for d in drift if d.kind in _HARDENED}
    spoken = [(a.response, who, e) for a, who, e in answers if (e.document, e.spans) not in hardened]
    standing = verdict(places, origin.origins, spoken, pile.nodes, pile)
    steps = timeline(places, origin.origins.nodes, edges, spoken, pile)
    if steps:
        standing = replace(standing, reasons=(*standing.reasons, *steps))
    return Found(
        tuple(edges),
        origin.origins,
        origin.circles,
        tuple(dict.fromkeys([*drift, *otherwise]))[:_MOST_DRIFT],
        tuple(answer for answer, _, _ in answers),
        standing,
    )


def _as_decided(edges: Sequence[Edge], decided: Decided, nodes: Nodes) -> list[Edge]:
    """Without the edges that a person rejected; those that one accepted are certain."""
    keys = [(nodes.by_id[edge.taker].key, nodes.by_id[edge.taken].key) for edge in edges]
    return [
        replace(edge, confidence=1.0) if key in decided.accepted else edge
        for edge, key in zip(edges, keys, strict=True)
        if key not in decided.rejected
    ]


def _reached(begun: Iterable[str], edges: Sequence[Edge]) -> set[str]:
    """The nodes from which documents that make a claim have it, and those documents."""
    above: dict[str, list[str]] = {}
    for edge in edges:
        above.setdefault(edge.taker, []).append(edge.taken)
    reached, todo = set(begun), list(begun)
    while todo:
        for node in above.get(todo.pop(), ()):
            if node not in reached:
                reached.add(node)
                todo.append(node)
    return reached


def _beginning(place: Place, pile: Pile) -> Beginning:
    document = pile.traces[place.index].document
    return Beginning(pile.nodes.document(place.index).id, Evidence(document.id, place.claim.spans))


def _denies(place: Place, pile: Pile) -> bool:
    """True where a document has a claim only because someone denies it."""
    chain = pile.chain(place)
    return bool(chain) and chain[-1].response is Response.DENY


def _party(place: Place, event_of: Mapping[int, int], pile: Pile) -> list[str]:
    """The innermost speaker, where the rules of judgement found that it speaks of itself."""
    standing, chain = place.claim.standing, pile.chain(place)
    if not chain or standing is None or all(r.rule != "own-word-about-itself" for r in standing.reasons):
        return []
    source = pile.sources[place.index].get(chain[-1].source_id or "")
    node = pile.nodes.speaker(event_of[place.index], place.index, chain[-1], source)
    return [node.id] if node else []


def _answers(places: Sequence[Place], pile: Pile) -> list[tuple[Answer, str, Evidence]]:
    """Every response to a claim in any document, with who gave it and the words."""
    found = []
    for place in places:
        known, document = pile.attributions[place.index], pile.traces[place.index].document
        denials = [a.id for a in pile.chain(place)[-1:] if a.response is Response.DENY]
        for identifier in dict.fromkeys((*place.claim.responses, *denials)):
            attribution = known.get(identifier)
            if attribution is None or attribution.response is None:
                continue
            source = pile.sources[place.index].get(attribution.source_id or "")
            who = source.name if source and source.naming is not Naming.NONE else document.quote(attribution.source)
            answer = Answer(document.id, identifier, attribution.response, source.id if source else None)
            who = " ".join(who.split()) or "somebody unnamed"
            found.append((answer, who, Evidence(document.id, said(attribution))))
    return found
