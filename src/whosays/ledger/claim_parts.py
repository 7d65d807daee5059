"""What the ledger holds of a claim, made from a story: a state, and parts that come and go one by one.

What a part says is a small value (``Appearance``, ``Origin``, ``Edge``, ``Drift``, ``Answer``), kept as JSON; versions
stand for the hashes of a story and nodes for their numbers, so that the same part of another run is the same text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from whosays.ledger.chain import dumped
from whosays.ledger.store import storable
from whosays.model import Attribution, Spans, Trace
from whosays.model import story as told

APPEARANCE, ORIGIN, EDGE, DRIFT, RESPONSE = "appearance", "origin", "edge", "drift", "response"


class Evidence(Struct, frozen=True, omit_defaults=True):
    """Words of a version that show something; ``field``: a field outside the text shows it."""

    version: int
    spans: Spans
    field: str | None = None


class Ground(Struct, frozen=True):
    """Why something was judged: the rule, a sentence, the words."""

    rule: str
    text: str
    evidence: tuple[Evidence, ...]


class Reasons(Struct, frozen=True, omit_defaults=True):
    """Why a claim stands as it does: of its origins, of its standing; the circles, and what is said of its story."""

    origins: tuple[Ground, ...]
    standing: tuple[Ground, ...]
    circular: tuple[tuple[str, ...], ...]
    note: str | None = None

    @property
    def versions(self) -> set[int]:
        """The versions that show them."""
        return {shown.version for ground in (*self.origins, *self.standing) for shown in ground.evidence}


class Node(Struct, frozen=True):
    """A node of a story: the version of a document, the source in it."""

    kind: str
    label: str
    version: int | None
    source: str | None


class Appearance(Struct, frozen=True):
    """Where a text makes the claim: as which claim of its trace, by which steps, how surely."""

    claim: str
    spans: Spans
    chain: tuple[str, ...]
    factuality: str


class Origin(Struct, frozen=True):
    """From whom the claim may come."""

    node: Node

    @property
    def versions(self) -> set[int]:
        """The versions that it speaks of."""
        return _versions(self.node)


class Edge(Struct, frozen=True, rename={"taker": "from", "taken": "to"}):
    """That one has the claim from the other, and the words that show it."""

    taker: Node
    taken: Node
    kind: str
    confidence: float
    evidence: tuple[Evidence, ...]

    @property
    def versions(self) -> set[int]:
        """The versions that it speaks of."""
        return {*_versions(self.taker, self.taken), *(shown.version for shown in self.evidence)}


class Sides(Struct, frozen=True, rename={"upstream": "from", "downstream": "to"}):
    """The words of both ends."""

    upstream: Spans
    downstream: Spans


class Drift(Struct, frozen=True, rename={"upstream": "from", "downstream": "to"}):
    """What one end changed against the other."""

    upstream: Node
    downstream: Node
    kind: str
    spans: Sides

    @property
    def versions(self) -> set[int]:
        """The versions that it speaks of."""
        return _versions(self.upstream, self.downstream)


class Answer(Struct, frozen=True):
    """Who answers the claim, how, in which attribution of a version."""

    version: int
    attribution: str
    response: str
    by: str | None
    who: str
    spans: Spans


Body = Appearance | Origin | Edge | Drift | Answer
_Body = TypeVar("_Body", bound=Body)
_KINDS: dict[type, str] = {Appearance: APPEARANCE, Origin: ORIGIN, Edge: EDGE, Drift: DRIFT, Answer: RESPONSE}


def _versions(*nodes: Node) -> set[int]:
    return {node.version for node in nodes if node.version is not None}


@dataclass(frozen=True, slots=True)
class Part:
    """Something that holds of a claim: its kind, the version whose text shows it, and what it says as JSON."""

    kind: str
    version: int | None
    body: str

    @classmethod
    def of(cls, version: int | None, body: Body) -> Part:
        """The part that says this."""
        return cls(_KINDS[type(body)], version, dumped(msgspec.to_builtins(body)))

    def read(self, shape: type[_Body]) -> _Body:
        """What it says."""
        return msgspec.json.decode(self.body, type=shape)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a claim is made: the version, where in its text, and the words of the claim."""

    version: int
    spans: Spans
    text: str


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim as a story has it. ``state`` has the columns of ``state_rows`` but for claim and event."""

    state: Mapping[str, Any]
    parts: tuple[Part, ...]
    spots: tuple[Spot, ...]


def as_told(story: told.Story, traces: Mapping[int, Trace], note: str | None = None) -> list[ToldClaim]:
    """The claims of a story in its order. ``traces`` are those it was made of, by version; ``note`` is said of each."""
    version_of = {trace.document.id: version for version, trace in traces.items()}
    claim_texts = {(t.document.id, claim.id): claim.text for t in traces.values() for claim in t.claims}
    who = {(t.document.id, source.id): source.name for t in traces.values() for source in t.sources}
    said = {(t.document.id, a.id): a for t in traces.values() for a in t.attributions}
    make = _Maker(version_of, {node.id: node for node in story.nodes})
    found = []
    for claim in story.claims:
        parts = [
            *(make.appearance(a) for a in claim.appearances),
            *(make.origin(node) for node in claim.origins.nodes),
            *(make.edge(edge) for edge in claim.edges),
            *(make.drift(drift) for drift in claim.drift),
            *(make.response(answer, said[answer.document, answer.attribution], who) for answer in claim.responses),
        ]
        spots = tuple(
            Spot(version_of[a.document], a.spans, claim_texts[a.document, a.claim]) for a in claim.appearances
        )
        found.append(ToldClaim(_state(claim, make, note), tuple(dict.fromkeys(parts)), spots))
    return found


def _state(claim: told.StoryClaim, make: _Maker, note: str | None) -> dict[str, Any]:
    standing = claim.standing
    reasons = Reasons(
        make.grounds(claim.origins.reasons),
        make.grounds(standing.reasons) if standing else (),
        tuple(tuple(make.label(node) for node in circle) for circle in claim.circular),
        note or None,
    )
    return {
        "text": " ".join(claim.text.split()),
        "documents": len(claim.documents),
        "least": claim.origins.least,
        "most": claim.origins.most,
        "credibility": standing.credibility if standing else 6,
        "reliability": standing.reliability if standing else "F",
        "summary": standing.summary if standing else "",
        "reasons": dumped(msgspec.to_builtins(reasons)),
    }


class _Maker:
    """Turns the values of a story into those of parts."""

    def __init__(self, version_of: Mapping[str, int], nodes: Mapping[str, told.Node]) -> None:
        self._versions, self._nodes = version_of, nodes

    def label(self, node: str) -> str:
        return storable(self._nodes[node].label)

    def _node(self, identifier: str) -> Node:
        node = self._nodes[identifier]
        version = self._versions[node.document] if node.document else None
        return Node(node.kind.value, storable(node.label), version, node.source)

    def appearance(self, place: told.Appearance) -> Part:
        body = Appearance(place.claim, place.spans, tuple(place.chain), place.factuality.value)
        return Part.of(self._versions[place.document], body)

    def origin(self, node: str) -> Part:
        made = self._node(node)
        return Part.of(made.version, Origin(made))

    def edge(self, edge: told.Edge) -> Part:
        taker, evidence = self._node(edge.taker), self._evidence(edge.evidence)
        body = Edge(taker, self._node(edge.taken), edge.kind.value, round(edge.confidence, 4), evidence)
        return Part.of(taker.version or (evidence[0].version if evidence else None), body)

    def drift(self, drift: told.Drift) -> Part:
        below = self._node(drift.downstream)
        spans = Sides(drift.spans_upstream, drift.spans_downstream)
        return Part.of(below.version, Drift(self._node(drift.upstream), below, drift.kind.value, spans))

    def response(self, answer: told.Answer, said: Attribution, who: Mapping[tuple[str, str], str]) -> Part:
        version = self._versions[answer.document]
        name = storable(" ".join(who.get((answer.document, answer.by or ""), "somebody unnamed").split()))
        spans = tuple(sorted((*said.source, *said.cue, *said.content)))
        body = Answer(version, answer.attribution, answer.response.value, answer.by, name, spans)
        return Part.of(version, body)

    def grounds(self, grounds: Sequence[told.Ground]) -> tuple[Ground, ...]:
        return tuple(Ground(g.rule, g.text, self._evidence(g.evidence)) for g in grounds)

    def _evidence(self, evidence: Sequence[told.Evidence]) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(self._versions[e.document], e.spans, e.field or None)
            for e in evidence
            if e.document in self._versions
        )
