"""FollowTheMoney entities, one JSON object a line, for Aleph and OpenAleph (``ftm validate``, ``ftm store``)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from whosays.exports.base import Exporter, json_lines
from whosays.exports.marks import called, node_key, shown_by
from whosays.model import Document, Naming, Source, SourceKind
from whosays.model.findings import Findings
from whosays.model.story import Edge, Node, NodeKind, StoryClaim
from whosays.wording import TAKES, grade

_SCHEMATA: Final = {SourceKind.PERSON: "Person", SourceKind.ORGANIZATION: "Organization"}
_LANGUAGES: Final = {"en": "eng"}


class FollowTheMoney(Exporter):
    """Articles, mentions of sources in them, claims as notes, and links from who took to whom it was taken from."""

    name = "ftm"
    title = "entities for Aleph and OpenAleph (FollowTheMoney)"
    ending = ".ftm.json"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        entities: dict[str, dict[str, Any]] = {}
        for entity in _entities(found):
            entities.setdefault(entity["id"], entity)
        yield from json_lines(entities.values())


def _entities(found: Findings) -> Iterator[dict[str, Any]]:
    for document in found.documents.values():
        yield _article(found, document)
    for (identifier, _), source in found.sources.items():
        yield from _source(identifier, source)
    for node in found.story.nodes:
        if node.document is None or (node.kind is NodeKind.SOURCE and not _is_named(found, node)):
            yield _entity("Note", _node_id(found, node), name=node.label, description=_unnamed(found, node),
                          proof=_article_id(node.document) if node.document else None)  # fmt: skip
    for claim in found.story.claims:
        yield _claim(claim)
        for edge in claim.edges:
            yield _link(found, claim, edge)


def _entity(schema: str, identifier: str, **properties: Any) -> dict[str, Any]:
    """An entity; a property is a list of texts, and not there where it is empty."""
    values = {
        name: list(dict.fromkeys(map(str, value if isinstance(value, (list, tuple)) else [value])))
        for name, value in properties.items()
        if value not in (None, "", [], ())
    }
    return {"id": identifier, "schema": schema, "properties": values}


def _id(*parts: str) -> str:
    return "ws-" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


def _article_id(document: str) -> str:
    return _id("document", document)


def _article(found: Findings, document: Document) -> dict[str, Any]:
    inputs = found.inputs.get(document.id, ())
    return _entity(
        "Article",
        _article_id(document.id),
        name=called(document),
        title=document.title,
        fileName=inputs[0] if inputs else f"{document.id[7:23]}.txt",
        author=document.authors or document.account,
        publisher=document.outlet,
        sourceUrl=document.url,
        publishedAt=document.published[:19] if document.published else None,
        modifiedAt=document.modified[:19] if document.modified else None,
        language=_LANGUAGES.get(document.language or ""),
        contentHash=hashlib.sha1(document.text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest(),
        bodyText=document.text,
        generator=f"whosays {found.maker.version}",
    )


def _named_id(source: Source) -> str:
    return _id("source", source.kind.value, " ".join(source.name.casefold().split()))


def _source(document: str, source: Source) -> Iterator[dict[str, Any]]:
    """A mention in the document; of a named source also who it is, and that the document is evidence of it."""
    named = source.naming is Naming.NAMED
    schema = _SCHEMATA.get(source.kind, "LegalEntity")
    yield _entity(
        "Mention",
        _id("mention", document, source.id),
        document=_article_id(document),
        name=source.name,
        detectedSchema=schema if named else None,
        resolved=_named_id(source) if named else None,
    )
    if named:
        who = {"position": source.role} if schema == "Person" else {}
        yield _entity(schema, _named_id(source), name=source.name, proof=_article_id(document), **who)
        yield _entity("Documentation", _id("documentation", document, source.id), document=_article_id(document),
                      entity=_named_id(source), role="source")  # fmt: skip


def _is_named(found: Findings, node: Node) -> bool:
    source = found.sources.get((node.document or "", node.source or ""))
    return source is not None and source.naming is Naming.NAMED


def _node_id(found: Findings, node: Node) -> str:
    if node.document and node.kind in (NodeKind.DOCUMENT, NodeKind.POST):
        return _article_id(node.document)
    source = found.sources.get((node.document or "", node.source or ""))
    if source is not None and source.naming is Naming.NAMED:
        return _named_id(source)
    return _id("node", node_key(found, node))


def _unnamed(found: Findings, node: Node) -> str:
    if node.document is None:
        return "Credited, but not among the documents."
    return f"A source that is not named, in {called(found.documents[node.document])}."


def _claim(claim: StoryClaim) -> dict[str, Any]:
    standing = claim.standing
    graded = f"{grade(standing.letter, standing.credibility)}: {standing.summary}" if standing else None
    origins = f"{claim.origins.least} to {claim.origins.most} independent origins. What it rests on, no verdict."
    return _entity(
        "Note",
        _id("claim", claim.id, claim.text),
        name=claim.text,
        description=claim.text,
        summary=graded,
        notes=origins,
        keywords=["claim", claim.id],
        entity=[_article_id(document) for document in claim.documents],
    )


def _link(found: Findings, claim: StoryClaim, edge: Edge) -> dict[str, Any]:
    taker, taken = found.nodes[edge.taker], found.nodes[edge.taken]
    shown = next((e.document for e in edge.evidence if e.document in found.documents), None)
    return _entity(
        "UnknownLink",
        _id("edge", claim.id, claim.text, node_key(found, taker), node_key(found, taken), edge.kind.value),
        subject=_node_id(found, taker),
        object=_node_id(found, taken),
        role=TAKES[edge.kind],
        summary=claim.text,
        description=shown_by(found, edge),
        proof=_article_id(shown) if shown else None,
        recordId=claim.id,
    )
