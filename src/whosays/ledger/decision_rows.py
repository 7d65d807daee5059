"""People's decisions as rows, and as what a story is told of them.

A decision is known by what it is about in the words of the documents (a place in a text, two nodes by name), not by
numbers that another run would give otherwise: so it outlives a new version of a page and a better model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from whosays.ledger.claim_parts import Node, Spot
from whosays.ledger.corrections import ANSWER, CHAIN, found_attribution, found_claim
from whosays.ledger.mapping import same_place
from whosays.model import Response, Trace
from whosays.model.story import ClaimKey, Decided, Regrouping, Rejoined

MERGE, SPLIT, ACCEPT, REJECT, CORRECT, UNDO = "merge", "split", "accept", "reject", "correct", "undo"
APART = "apart"


def spot_dict(spot: Spot, document: int) -> dict[str, Any]:
    """A place as a decision keeps it."""
    return {"document": document, "version": spot.version, "spans": [list(s) for s in spot.spans], "text": spot.text}


def node_key(node: Node, document: int | None) -> str:
    """A node as a decision keeps it: ``d12`` for a document, else kind and name."""
    if node.kind in ("document", "post") and document is not None:
        return f"d{document}"
    return f"{node.kind}:{' '.join(node.label.casefold().split())}"


def decided(
    rows: Iterable[tuple[str, Mapping[str, Any]]], traces: Mapping[int, Trace], documents: Mapping[int, int]
) -> Decided:
    """Decisions, oldest first, as pairs of verb and what they are about. ``traces`` are those of the story by version,
    ``documents`` the number of each version's document."""
    regroupings: list[Regrouping] = []
    edges: dict[tuple[str, str], str] = {}
    answers: dict[ClaimKey, Rejoined] = {}
    chains: set[ClaimKey] = set()
    worded: dict[frozenset[ClaimKey], str] = {}
    places = _ClaimKeys(traces, documents)
    ids = {f"d{documents[version]}": trace.document.id for version, trace in traces.items()}
    for verb, about in rows:
        if about["what"] == "edge":
            edges[ids.get(about["from"], about["from"]), ids.get(about["to"], about["to"])] = verb
        elif about["what"] == "places":
            found, apart = places(about["places"]), places(about.get("apart", ()))
            if len(found) > 1 or (found and apart):
                regroupings.append(Regrouping(found, apart))
        elif about["what"] == "words":
            worded[places(about["places"])] = about["to"]
        elif about["what"] == "correction":
            _corrected(about, traces, documents, answers, chains)
    return Decided(
        tuple(regroupings),
        frozenset(key for key, verb in edges.items() if verb == ACCEPT),
        frozenset(key for key, verb in edges.items() if verb == REJECT),
        answers,
        frozenset(chains),
        worded,
    )


def _corrected(
    about: Mapping[str, Any],
    traces: Mapping[int, Trace],
    documents: Mapping[int, int],
    answers: dict[ClaimKey, Rejoined],
    chains: set[ClaimKey],
) -> None:
    """What was put right of an answer or a chain, which goes before what is found between documents."""
    version = next((v for v in traces if documents[v] == about["document"]), None)
    if version is None or about["kind"] not in (ANSWER, CHAIN):
        return
    trace = traces[version]
    if about["kind"] == CHAIN:
        claim = found_claim(trace, version, about["version"], about["at"])
        if claim is not None:
            chains.add((trace.document.id, claim.id))
        return
    said = found_attribution(trace, version, about["version"], about["at"])
    if said is not None:
        response = Response(about["to"]["response"]) if about["to"]["response"] else None
        tied = about["to"].get("tied")
        key = _key(tied, about, traces, documents) if tied else None
        before = answers.get((trace.document.id, said.id))
        if "tied" not in about["to"] and before is not None:
            key, is_tied = before.to, before.is_tied
        else:
            is_tied = "tied" in about["to"]
        answers[trace.document.id, said.id] = Rejoined(response, key, is_tied)


def _key(
    tied: Mapping[str, Any], about: Mapping[str, Any], traces: Mapping[int, Trace], documents: Mapping[int, int]
) -> ClaimKey | None:
    """The claim that is answered, in the traces there are."""
    document = tied.get("document", about["document"])
    version = next((v for v in traces if documents[v] == document), None)
    claim = (
        None if version is None else found_claim(traces[version], version, tied.get("version", about["version"]), tied)
    )
    return None if version is None or claim is None else (traces[version].document.id, claim.id)


class _ClaimKeys:
    """Finds again, in the traces there are, the places that decisions speak of."""

    def __init__(self, traces: Mapping[int, Trace], documents: Mapping[int, int]) -> None:
        self._of: dict[int, list[tuple[Spot, ClaimKey]]] = {}
        for version, trace in traces.items():
            self._of[documents[version]] = [
                (Spot(version, claim.spans, claim.text), (trace.document.id, claim.id)) for claim in trace.claims
            ]

    def __call__(self, spots: Sequence[Mapping[str, Any]]) -> frozenset[ClaimKey]:
        found: set[ClaimKey] = set()
        for spot in spots:
            wanted = Spot(spot["version"], tuple((s, e) for s, e in spot["spans"]), spot["text"])
            known = self._of.get(spot["document"], [])
            exact = {place for other, place in known if other.version == wanted.version and other.spans == wanted.spans}
            found |= exact or {place for other, place in known if same_place(wanted, other)}
        return frozenset(found)
