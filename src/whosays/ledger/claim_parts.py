"""What the ledger is to hold of a claim, made from a story: a state, and parts that come and go one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whosays.ledger.chain import dumped
from whosays.ledger.store import storable
from whosays.model import Attribution, Spans, Trace
from whosays.model.story import Answer, Appearance, Drift, Edge, Evidence, Ground, Node, Story, StoryClaim

APPEARANCE, ORIGIN, EDGE, DRIFT, RESPONSE = "appearance", "origin", "edge", "drift", "response"


@dataclass(frozen=True, slots=True)
class Part:
    """Something that holds of a claim: its kind, the version whose text shows it, and the rest as JSON."""

    kind: str
    version: int | None
    body: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a claim is made: the version, where in its text, and the words of the claim."""

    version: int
    spans: Spans
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claim as a story has it. ``state`` has the columns of ``state_rows`` but for claim and event."""

    state: Mapping[str, Any]
    parts: tuple[Part, ...]
    spots: tuple[Spot, ...]


def wanted(story: Story, traces: Mapping[int, Trace], note: str | None = None) -> list[Wanted]:
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
        found.append(Wanted(_state(claim, make, note), tuple(dict.fromkeys(parts)), spots))
    return found


def _state(claim: StoryClaim, make: _Maker, note: str | None) -> dict[str, Any]:
    standing = claim.standing
    reasons = {
        "origins": make.grounds(claim.origins.reasons),
        "standing": make.grounds(standing.reasons) if standing else [],
        "circular": [[make.label(node) for node in circle] for circle in claim.circular],
    }
    return {
        "text": " ".join(claim.text.split()),
        "documents": len(claim.documents),
        "least": claim.origins.least,
        "most": claim.origins.most,
        "credibility": standing.credibility if standing else 6,
        "reliability": standing.reliability if standing else "F",
        "summary": standing.summary if standing else "",
        "reasons": dumped({**reasons, "note": note} if note else reasons),
    }


class _Maker:
    """Turns the values of a story into parts that mean the same in any other run: versions instead of hashes, nodes
    with what they are instead of their number."""

    def __init__(self, version_of: Mapping[str, int], nodes: Mapping[str, Node]) -> None:
        self._versions, self._nodes = version_of, nodes

    def label(self, node: str) -> str:
        return storable(self._nodes[node].label)

    def _node(self, identifier: str) -> dict[str, Any]:
        node = self._nodes[identifier]
        version = self._versions[node.document] if node.document else None
        return {"kind": node.kind.value, "label": storable(node.label), "version": version, "source": node.source}

    def appearance(self, place: Appearance) -> Part:
        body = {
            "claim": place.claim,
            "spans": place.spans,
            "chain": place.chain,
            "factuality": place.factuality.value,
        }
        return Part(APPEARANCE, self._versions[place.document], dumped(body))

    def origin(self, node: str) -> Part:
        made = self._node(node)
        return Part(ORIGIN, made["version"], dumped({"node": made}))

    def edge(self, edge: Edge) -> Part:
        taker = self._node(edge.taker)
        evidence = self._evidence(edge.evidence)
        body = {
            "from": taker,
            "to": self._node(edge.taken),
            "kind": edge.kind.value,
            "confidence": round(edge.confidence, 4),
            "evidence": evidence,
        }
        return Part(EDGE, taker["version"] or (evidence[0]["version"] if evidence else None), dumped(body))

    def drift(self, drift: Drift) -> Part:
        below = self._node(drift.downstream)
        spans = {"from": drift.spans_upstream, "to": drift.spans_downstream}
        body = {"from": self._node(drift.upstream), "to": below, "kind": drift.kind.value, "spans": spans}
        return Part(DRIFT, below["version"], dumped(body))

    def response(self, answer: Answer, said: Attribution, who: Mapping[tuple[str, str], str]) -> Part:
        version = self._versions[answer.document]
        body = {
            "version": version,
            "attribution": answer.attribution,
            "response": answer.response.value,
            "by": answer.by,
            "who": storable(" ".join(who.get((answer.document, answer.by or ""), "somebody unnamed").split())),
            "spans": sorted((*said.source, *said.cue, *said.content)),
        }
        return Part(RESPONSE, version, dumped(body))

    def grounds(self, grounds: Sequence[Ground]) -> list[dict[str, Any]]:
        return [{"rule": g.rule, "text": g.text, "evidence": self._evidence(g.evidence)} for g in grounds]

    def _evidence(self, evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
        return [
            {"version": self._versions[e.document], "spans": e.spans} | ({"field": e.field} if e.field else {})
            for e in evidence
            if e.document in self._versions
        ]
