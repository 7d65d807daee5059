"""Who took what from whom: upstream edges, origins, circles, drift, and what a claim rests on over many documents.

``provenance`` does it for every claim of a pile. It is told what documents share, and does not look for it itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whosays.model import Trace
from whosays.model.story import Carried, Decided, Edge, Node
from whosays.outlets.register import Outlet, Register, domain, extended, shipped
from whosays.provenance.changes import Altered, Conflict, changed
from whosays.provenance.counted import recounted, same_text
from whosays.provenance.crediting import edges_of_proposition
from whosays.provenance.credits import credits
from whosays.provenance.firmness import hardened
from whosays.provenance.judging import Found, Judge, Proposed, TiedAnswer, judged
from whosays.provenance.nodes import Nodes
from whosays.provenance.shared_text import Shared
from whosays.provenance.upstream import ClaimPlace, Pile, edges_of, merged

__all__ = [
    "Altered",
    "ClaimPlace",
    "Conflict",
    "Found",
    "Outlet",
    "Proposed",
    "Provenance",
    "Register",
    "Shared",
    "TiedAnswer",
    "extended",
    "provenance",
    "shipped",
]


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
    claims: Sequence[Sequence[ClaimPlace]],
    shared: Sequence[Shared],
    *,
    judge: Judge,
    altered: Sequence[Altered] = (),
    conflicts: Sequence[Conflict] = (),
    register: Register | None = None,
    decided: Decided | None = None,
    answers: Mapping[int, Sequence[tuple[int, str]]] | None = None,
    propositions: Mapping[int, Proposed] | None = None,
    carried: Sequence[Sequence[Carried]] = (),
) -> Provenance:
    """The provenance of every claim, a claim being all places that make it. ``events`` are the documents by index that
    belong together: only among them is anything taken from one another. ``judge`` says what a
    claim rests on, given the facts; ``decided`` is what people say of edges;
    ``answers`` are, for a claim by its number, the answers (document, attribution) of documents that do not make it;
    ``propositions`` are the claims that are one, by number; ``carried`` is how each document carries each claim.
    """
    register = register or shipped()
    event_of = {index: number for number, event in enumerate(events) for index in event}
    nodes = Nodes(traces, paths, register, event_of)
    hosts = frozenset(domain(trace.document.url) for trace in traces if trace.document.url)
    pile = Pile(traces, nodes, [credits(trace.document, register, hosts) for trace in traces], shared)
    edges = []
    for number, places in enumerate(claims):
        event = event_of[places[0].index]
        if propositions and number in propositions:
            told = _by_person(places, traces, decided)
            edges.append(edges_of_proposition(places, propositions[number].words, event, events[event], pile, told))
        else:
            edges.append(edges_of(places, event, events[event], pile))
    if decided is not None:
        edges = [_as_decided(found, decided, nodes) for found in edges]
    taken = {(edge.taker, edge.taken) for found in edges for edge in found}
    told_otherwise = changed(claims, conflicts, altered, taken, pile)
    for event, number in _first_of_events(claims, propositions or {}, event_of).items():
        texts = same_text(events[event], pile)
        how = carried[number] if carried else ()
        changes = told_otherwise.setdefault(number, [])
        changes.extend((*recounted(texts, pile), *hardened(claims[number], how, texts, pile)))
    found = [
        judged(
            places,
            own,
            told_otherwise.get(number, []),
            event_of,
            pile,
            judge,
            (answers or {}).get(number, ()),
            (propositions or {}).get(number),
        )
        for number, (places, own) in enumerate(zip(claims, edges, strict=True))
    ]
    return Provenance(nodes.all, tuple(merged(e for own in edges for e in own)), tuple(found))


def _first_of_events(
    claims: Sequence[Sequence[ClaimPlace]], propositions: Iterable[int], event_of: Mapping[int, int]
) -> dict[int, int]:
    """The proposition that each event is mostly about: what its documents count is compared once, and told there."""
    first: dict[int, int] = {}
    for number in sorted(propositions):
        first.setdefault(event_of[claims[number][0].index], number)
    return first


def _by_person(places: Sequence[ClaimPlace], traces: Sequence[Trace], decided: Decided | None) -> dict[int, ClaimPlace]:
    """The places, by document, of which a person said by which steps the document has the claim."""
    chains = decided.chains if decided is not None else frozenset()
    return {place.index: place for place in places if (traces[place.index].document.id, place.claim.id) in chains}


def _as_decided(edges: Sequence[Edge], decided: Decided, nodes: Nodes) -> list[Edge]:
    """Without the edges that a person rejected; those that one accepted are certain."""
    keys = [(nodes.by_id[edge.taker].key, nodes.by_id[edge.taken].key) for edge in edges]
    return [
        replace(edge, confidence=1.0) if key in decided.accepted else edge
        for edge, key in zip(edges, keys, strict=True)
        if key not in decided.rejected
    ]
