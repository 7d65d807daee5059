"""STIX 2.1 as OpenCTI reads it: documents as media-content, outlets as channels, claims as narratives.

Identifiers follow the rules of pycti (UUID v5 over the canonical JSON of what makes an object the same), so that what
is imported twice is there once. An unnamed source's name says where it was met: two of them are never one.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, Final

from whosays.exports.base import Exporter, json_bytes
from whosays.exports.marks import called, newest, shown_by, utc
from whosays.model import Document, Naming, Source, SourceKind
from whosays.model.findings import Decision, Findings
from whosays.model.story import Edge, Event, Node, NodeKind, StoryClaim
from whosays.wording import NO_VERDICT, TAKES, grade_in_words, sentence

NAMESPACE: Final = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")  # of OASIS, for deterministic identifiers
OPENCTI: Final = "extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba"
OWN: Final = "extension-definition--" + str(uuid.uuid5(NAMESPACE, '{"name":"whosays"}'))
_OWN_SCHEMA: Final = "claim: string; origins_least, origins_most: integers (docs/exports/stix.md of whosays)"
_CLASSES: Final = {
    SourceKind.PERSON: "individual",
    SourceKind.ORGANIZATION: "organization",
    SourceKind.GROUP: "group",
}
_OPINIONS: Final = {"accept": "agree", "reject": "disagree"}


class Stix(Exporter):
    """A STIX 2.1 bundle."""

    name = "stix"
    title = "bundle for OpenCTI (STIX 2.1)"
    ending = ".json"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        yield json_bytes(_Bundle(found).bundle())


def stix_id(kind: str, **values: str) -> str:
    """The identifier of an object by what makes it the same: as pycti makes it."""
    canonical = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{kind}--{uuid.uuid5(NAMESPACE, canonical)}"


def _moment(date: str | None) -> str | None:
    moment = utc(date)
    return None if moment is None else moment.replace("Z", ".000Z")


class _Bundle:
    """The objects of a bundle by their identifier, in the order in which they are met."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._objects: dict[str, dict[str, Any]] = {}
        self._when = newest(found).replace("Z", ".000Z")
        self._maker = stix_id("identity", name="whosays", identity_class="system")

    def bundle(self) -> dict[str, Any]:
        found = self._found
        self._domain("identity", self._maker, name="whosays", identity_class="system", description=NO_VERDICT)
        self._put({
            "type": "extension-definition", "spec_version": "2.1", "id": OWN, "created_by_ref": self._maker,
            "created": "2026-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z",
            "name": "whosays: what a claim rests on", "schema": _OWN_SCHEMA, "version": "1.0.0",
            "extension_types": ["property-extension"],
        })  # fmt: skip
        media = {d.id: self._media(d) for d in found.documents.values() if d.url}
        nodes = {node.id: ref for node in found.story.nodes if (ref := self._node(node, media))}
        for claim in found.story.claims:
            self._claim(claim, media, nodes)
        for event in found.story.stories:
            self._report(event, media)
        identifier = stix_id("bundle", objects=" ".join(self._objects))
        return {"type": "bundle", "id": identifier, "objects": list(self._objects.values())}

    def _put(self, values: dict[str, Any]) -> str:
        identifier: str = values["id"]
        self._objects.setdefault(identifier, {k: v for k, v in values.items() if v not in (None, [], "")})
        return identifier

    def _domain(self, kind: str, identifier: str, *, when: str | None = None, **values: Any) -> str:
        moment = when or self._when
        by = self._maker if identifier != self._maker else None
        head = {"type": kind, "spec_version": "2.1", "id": identifier, "created_by_ref": by}
        return self._put({**head, "created": moment, "modified": moment, **values})

    def _media(self, document: Document) -> str:
        """A document with its address: one without is none, since an address is what it is known by."""
        identifier = self._put({
            "type": "media-content", "spec_version": "2.1",
            "id": stix_id("media-content", url=document.url or ""),
            "url": document.url, "title": document.title, "content": document.text,
            "media_category": document.kind.value, "publication_date": _moment(document.published),
        })  # fmt: skip
        outlet = document.outlet or document.account
        if outlet:
            self._relation("publishes", self._channel(outlet), identifier)
        return identifier

    def _channel(self, name: str) -> str:
        identifier = stix_id("channel", name=name.lower().strip())
        return self._domain("channel", identifier, name=name, extensions={OPENCTI: {"extension_type": "new-sdo"}})

    def _node(self, node: Node, media: dict[str, str]) -> str | None:
        """What a node is here: media, or an identity; nothing for a document without an address."""
        if node.kind in (NodeKind.DOCUMENT, NodeKind.POST) and node.document:
            return media.get(node.document)
        source = self._found.sources.get((node.document or "", node.source or ""))
        name, kind = node.label, _CLASSES.get(source.kind, "unknown") if source else "unknown"
        if node.document and (source is None or source.naming is not Naming.NAMED):
            name, kind = f"{node.label} ({self._place(node, source)})", "unknown"
        identifier = stix_id("identity", name=name.lower().strip(), identity_class=kind)
        roles = [source.role] if source is not None and source.role else None
        return self._domain("identity", identifier, name=name, identity_class=kind, roles=roles)

    def _place(self, node: Node, source: Source | None) -> str:
        """Where somebody who is not named was met, in words that no other place has."""
        document = self._found.documents[node.document or ""]
        how = "by role" if source is not None and source.naming is Naming.ROLE else "unnamed"
        return f"{how}; in {called(document)}, {document.id[7:15]}, {node.source or node.kind.value}"

    def _claim(self, claim: StoryClaim, media: dict[str, str], nodes: dict[str, str]) -> None:
        narrative = self._narrative(claim)
        for identifier in claim.documents:
            if identifier in media:
                self._relation("uses", media[identifier], narrative)
        for edge in claim.edges:
            if edge.taker in nodes and edge.taken in nodes and nodes[edge.taker] != nodes[edge.taken]:
                self._edge(edge, nodes)
        if claim.standing is not None:
            self._standing(claim, narrative)
        for decision in self._found.decisions:
            if decision.claim == claim.id:
                self._decision(decision, narrative)

    def _narrative(self, claim: StoryClaim) -> str:
        name = self._found.first_words.get(claim.id, claim.text)
        own = {
            "extension_type": "property-extension",
            "origins_least": claim.origins.least,
            "origins_most": claim.origins.most,
            "claim": claim.id,
        }
        return self._domain(
            "narrative",
            stix_id("narrative", name=name.lower().strip()),
            name=name,
            description=claim.text if name != claim.text else None,
            labels=_grade(claim),
            extensions={OPENCTI: {"extension_type": "new-sdo"}, OWN: own},
        )

    def _edge(self, edge: Edge, nodes: dict[str, str]) -> None:
        """From media to media it is derived-from; whoever is no media is related-to, the one relation all may have."""
        taker, taken = nodes[edge.taker], nodes[edge.taken]
        both = taker.startswith("media-content") and taken.startswith("media-content")
        self._relation(
            "derived-from" if both else "related-to",
            taker,
            taken,
            description=f"{TAKES[edge.kind]}: {shown_by(self._found, edge)}",
            confidence=round(100 * edge.confidence),
        )

    def _relation(self, kind: str, source: str, target: str, **values: Any) -> str:
        identifier = stix_id("relationship", relationship_type=kind, source_ref=source, target_ref=target)
        ends = {"relationship_type": kind, "source_ref": source, "target_ref": target}
        return self._domain("relationship", identifier, **ends, **values)

    def _standing(self, claim: StoryClaim, narrative: str) -> None:
        standing = claim.standing
        assert standing is not None
        lines = [
            f"“{claim.text}”",
            standing.summary,
            f"Origins: {claim.origins.least} to {claim.origins.most}.",
            f"{sentence(grade_in_words(standing.letter, standing.credibility))}.",
            *(f"- {reason.rule}: {reason.text}" for reason in standing.reasons),
            NO_VERDICT,
        ]
        content = "\n".join(lines)
        self._domain(
            "note",
            stix_id("note", content=content.strip(), created=self._when),
            abstract="What it rests on",
            content=content,
            object_refs=[narrative],
            labels=_grade(claim),
        )

    def _decision(self, decision: Decision, narrative: str) -> None:
        """Accepting and rejecting a claim are opinions of it; what is decided about its links, and anything else, is
        told in a note."""
        when = _moment(decision.time) or self._when
        opinion = _OPINIONS.get(decision.verb) if decision.subject == decision.claim else None
        told = f"{decision.who} decided: {decision.verb} {decision.subject}. {decision.why}"
        if opinion is None:
            identifier = stix_id("note", content=told, created=when)
            self._domain("note", identifier, when=when, content=told, authors=[decision.who], object_refs=[narrative])
            return
        self._domain(
            "opinion",
            stix_id("opinion", opinion=opinion, created=when),
            when=when,
            opinion=opinion,
            explanation=told,
            authors=[decision.who],
            object_refs=[narrative],
        )

    def _report(self, event: Event, media: dict[str, str]) -> None:
        """An event with its objects; it says which documents are not here for want of an address."""
        claims = [claim for claim in self._found.story.claims if claim.story == event.id]
        names = [self._found.first_words.get(claim.id, claim.text) for claim in claims]
        refs = [stix_id("narrative", name=name.lower().strip()) for name in names]
        refs += [media[d] for d in event.documents if d in media]
        missing = [called(self._found.documents[d]) for d in event.documents if d not in media]
        inside = set(refs)
        refs += [i for i, o in self._objects.items() if inside & set(_ends(o)) and o["type"] != "report"]
        if not refs:
            return
        title = event.title or called(self._found.documents[event.documents[0]])
        left = f" Not here, for want of an address: {'; '.join(missing)}." if missing else ""
        self._domain(
            "report",
            stix_id("report", name=title.lower().strip(), published=self._when),
            name=title,
            description=f"{NO_VERDICT}{left}",
            published=self._when,
            object_refs=list(dict.fromkeys(refs)),
        )


def _ends(values: dict[str, Any]) -> Iterable[str]:
    """What an object is about."""
    return [*values.get("object_refs", ()), *(values[k] for k in ("source_ref", "target_ref") if k in values)]


def _grade(claim: StoryClaim) -> list[str]:
    """The Admiralty code as the MISP taxonomy writes it, whose f stands also for what nobody has rated."""
    standing = claim.standing
    if standing is None:
        return []
    return [
        f'admiralty-scale:source-reliability="{standing.reliability.lower()}"',
        f'admiralty-scale:information-credibility="{standing.credibility}"',
    ]
