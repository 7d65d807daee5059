"""PROV-JSON (W3C): documents, claims and sources, and what was derived from what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from whosays.exports.base import Exporter, json_bytes
from whosays.exports.marks import called, node_key, shown_by, utc
from whosays.model import Document, SourceKind
from whosays.model.findings import Findings
from whosays.model.story import Edge, EdgeKind, Node, NodeKind, StoryClaim
from whosays.wording import NO_VERDICT

PREFIXES: Final = {
    "doc": "urn:whosays:document:",
    "node": "urn:whosays:node:",
    "claim": "urn:whosays:claim:",
    "run": "urn:whosays:run:",
    "ws": "urn:whosays:term:",
    "schema": "https://schema.org/",
}
_AGENTS: Final = {SourceKind.PERSON: "prov:Person", SourceKind.ORGANIZATION: "prov:Organization"}
_QUOTED: Final = (EdgeKind.QUOTATION, EdgeKind.COPY)


class Prov(Exporter):
    """PROV-JSON, which the Python library prov and ProvToolbox read."""

    name = "prov"
    title = "provenance for archives (W3C PROV-JSON)"
    ending = ".provn.json"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        yield json_bytes(_Prov(found).document())


def _qualified(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _moment(date: str) -> dict[str, str]:
    return {"$": date, "type": "xsd:dateTime"}


class _Prov:
    """The parts of a PROV document, each by the name of its relation."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._parts: dict[str, dict[str, Any]] = {}

    def document(self) -> dict[str, Any]:
        found = self._found
        run = f"run:{found.maker.model[:16]}"
        self._put("agent", "ws:whosays", {"prov:type": [_qualified("prov:SoftwareAgent")],
                                          "ws:version": found.maker.version, "ws:note": NO_VERDICT})  # fmt: skip
        self._put("activity", run, {"prov:type": [_qualified("ws:reading")], "ws:model": found.maker.model})
        self._put("wasAssociatedWith", "", {"prov:activity": run, "prov:agent": "ws:whosays"})
        for document in found.documents.values():
            self._document(document)
        self._revisions()
        for node in found.story.nodes:
            self._node(node)
        for claim in found.story.claims:
            self._claim(claim, run)
        return {"prefix": PREFIXES, **self._parts}

    def _put(self, kind: str, name: str, values: dict[str, Any]) -> None:
        held = self._parts.setdefault(kind, {})
        held[name or f"_:{kind}{len(held) + 1}"] = {key: value for key, value in values.items() if value is not None}

    def _document(self, document: Document) -> None:
        name, published = _document(document), utc(document.published)
        self._put("entity", name, {
            "prov:type": [_qualified(f"ws:{document.kind.value}")], "prov:label": called(document),
            "schema:url": document.url, "schema:publisher": document.outlet,
            "schema:datePublished": document.published, "ws:sha256": document.id[7:],
        })  # fmt: skip
        if published is not None:
            self._put("wasGeneratedBy", "", {"prov:entity": name, "prov:time": published})
        if document.retracted:
            retraction = f"run:retraction-{document.id[7:23]}"
            self._put("activity", retraction, {"prov:type": [_qualified("ws:retraction")],
                                               "prov:label": "withdrawn by its publisher"})  # fmt: skip
            self._put("wasInvalidatedBy", "", {"prov:entity": name, "prov:activity": retraction})

    def _revisions(self) -> None:
        """Texts of one document in their order: each is a revision of the one before."""
        texts: dict[str, list[Document]] = {}
        for document in self._found.documents.values():
            key = document.identifier or document.url
            if key:
                texts.setdefault(key, []).append(document)
        for several in texts.values():
            for earlier, later in pairwise(several):
                self._derived(_document(later), _document(earlier), {"prov:type": [_qualified("prov:Revision")]})

    def _node(self, node: Node) -> None:
        source = self._found.sources.get((node.document or "", node.source or ""))
        if node.kind is NodeKind.SOURCE:
            kind = _AGENTS.get(source.kind) if source else None
            self._put("agent", self._name(node), {"prov:type": [_qualified(kind)] if kind else None,
                                                  "prov:label": node.label,
                                                  "ws:naming": source.naming.value if source else None})  # fmt: skip
        elif self._found.documents.get(node.document or "") is None:
            self._put("entity", self._name(node), {"prov:type": [_qualified("ws:unseen")], "prov:label": node.label})

    def _name(self, node: Node) -> str:
        document = self._found.documents.get(node.document or "")
        if document is not None and node.kind in (NodeKind.DOCUMENT, NodeKind.POST):
            return _document(document)
        return f"node:{node_key(self._found, node)[:32]}"

    def _claim(self, claim: StoryClaim, run: str) -> None:
        """A claim is one entity as each document tells it; these are specializations of the claim itself."""
        name, standing = f"claim:{claim.id}", claim.standing
        self._put("entity", name, {"prov:type": [_qualified("schema:Claim")], "prov:label": claim.text,
                                   "ws:standing": standing.summary if standing else None,
                                   "ws:credibility": standing.credibility if standing else None,
                                   "ws:reliability": standing.letter if standing else None,
                                   "ws:origins_least": claim.origins.least,
                                   "ws:origins_most": claim.origins.most})  # fmt: skip
        self._put("wasGeneratedBy", "", {"prov:entity": name, "prov:activity": run})
        for identifier in claim.documents:
            told = self._told(claim, identifier)
            told_in = _qualified(_document(self._found.documents[identifier]))
            self._put("entity", told, {"prov:label": claim.text, "ws:told_in": told_in})
            self._put("specializationOf", "", {"prov:specificEntity": told, "prov:generalEntity": name})
        for edge in claim.edges:
            self._edge(claim, edge)

    def _told(self, claim: StoryClaim, document: str) -> str:
        return f"claim:{claim.id}-in-{document[7:23]}"

    def _edge(self, claim: StoryClaim, edge: Edge) -> None:
        taker, taken = (self._found.nodes[node] for node in (edge.taker, edge.taken))
        values = {"ws:kind": edge.kind.value, "ws:confidence": round(edge.confidence, 4),
                  "ws:shown_by": shown_by(self._found, edge) or None}  # fmt: skip
        if NodeKind.SOURCE in (taker.kind, taken.kind):
            self._heard(claim, taker, taken, values)
            return
        kind = "prov:PrimarySource" if edge.taken in claim.origins.nodes else None
        kind = "prov:Quotation" if edge.kind in _QUOTED else kind
        types = [_qualified(kind)] if kind else None
        self._derived(self._side(claim, taker), self._side(claim, taken), {**values, "prov:type": types})

    def _heard(self, claim: StoryClaim, taker: Node, taken: Node, values: dict[str, Any]) -> None:
        """A document has it from a person, or a person has it from somebody or something."""
        if taker.kind is not NodeKind.SOURCE:
            told = {"prov:entity": self._side(claim, taker), "prov:agent": self._name(taken)}
            self._put("wasAttributedTo", "", {**told, **values})
        else:
            told = {"prov:influencee": self._name(taker), "prov:influencer": self._side(claim, taken)}
            self._put("wasInfluencedBy", "", {**told, **values})

    def _side(self, claim: StoryClaim, node: Node) -> str:
        """The claim as a document tells it; the node itself where the document does not, or is none."""
        if node.document in claim.documents and node.kind in (NodeKind.DOCUMENT, NodeKind.POST):
            return self._told(claim, node.document or "")
        return self._name(node)

    def _derived(self, later: str, earlier: str, values: dict[str, Any]) -> None:
        self._put("wasDerivedFrom", "", {"prov:generatedEntity": later, "prov:usedEntity": earlier, **values})


def _document(document: Document) -> str:
    return f"doc:{document.id[7:]}"
