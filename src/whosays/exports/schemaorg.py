"""schema.org JSON-LD: claims with where they appear, quotations with who said them. Never a ClaimReview: that is a
verdict, which only a person gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from whosays.exports.base import Exporter, json_bytes
from whosays.exports.marks import urn, utc
from whosays.model import Dated, Document, DocumentKind, Form, Naming, Source, SourceKind
from whosays.model.findings import Findings
from whosays.model.story import NodeKind, StoryClaim

CONTEXT: Final = {"@vocab": "https://schema.org/"}
_KINDS: Final = {DocumentKind.ARTICLE: "NewsArticle", DocumentKind.POST: "SocialMediaPosting"}


class SchemaOrg(Exporter):
    """A graph of NewsArticle, SocialMediaPosting, Claim and Quotation."""

    name = "schemaorg"
    title = "claims and quotations for publishers (schema.org JSON-LD)"
    ending = ".jsonld"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        graph = [*map(_work, found.documents.values()), *_quotations(found), *_claims(found)]
        yield json_bytes({"@context": CONTEXT, "@graph": graph})


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [], "")}


def _id(document: Document) -> str:
    return urn(document)


def _work(document: Document) -> dict[str, Any]:
    outlet = {"@type": "Organization", "name": document.outlet} if document.outlet else None
    return _filled({
        "@id": _id(document),
        "@type": _KINDS[document.kind],
        "url": document.url,
        "headline": document.title,
        "author": [{"@type": "Person", "name": name} for name in document.authors],
        "publisher": outlet,
        "datePublished": document.published,
        "dateModified": document.modified,
        "inLanguage": document.language,
        "identifier": document.identifier,
        "creativeWorkStatus": "Retracted" if document.retracted else None,
    })  # fmt: skip


def _quotations(found: Findings) -> Iterator[dict[str, Any]]:
    """What stands in quotation marks, with who said it where they are named or named by role."""
    for trace in found.traces:
        for said in trace.attributions:
            if said.form is not Form.DIRECT or not said.content:
                continue
            yield _filled({
                "@id": f"{urn(trace.document)}:{said.id}",
                "@type": "Quotation",
                "text": trace.document.quote(said.content),
                "spokenByCharacter": _speaker(trace.source_of(said)),
                "isPartOf": {"@id": _id(trace.document)},
                "inLanguage": trace.document.language,
            })  # fmt: skip


def _speaker(source: Source | None) -> dict[str, Any] | None:
    """A person or organization that is named or named by role; an unnamed one is nobody that could be pointed to."""
    if source is None or source.naming not in (Naming.NAMED, Naming.ROLE):
        return None
    if source.kind in (SourceKind.PERSON, SourceKind.ORGANIZATION):
        kind = "Person" if source.kind is SourceKind.PERSON else "Organization"
        role = source.role if source.naming is Naming.NAMED else None
        affiliation = {"@type": "Organization", "name": source.affiliation} if source.affiliation else None
        job = {"jobTitle": role, "affiliation": affiliation} if kind == "Person" else {}
        return _filled({"@type": kind, "name": source.name, **job})
    return {"@type": "Thing", "name": source.name}


def _claims(found: Findings) -> Iterator[dict[str, Any]]:
    for claim in found.story.claims:
        standing = claim.standing
        first = first_appearance(found, claim)
        origins = f"{claim.origins.least} to {claim.origins.most} independent origins"
        yield _filled({
            "@id": f"urn:whosays:claim:{claim.id}",
            "@type": "Claim",
            "text": claim.text,
            "appearance": [{"@id": _id(found.documents[identifier])} for identifier in claim.documents],
            "firstAppearance": {"@id": _id(found.documents[first])} if first else None,
            "abstract": f"{standing.summary} ({origins}; what it rests on, no verdict.)" if standing else None,
        })  # fmt: skip


def first_appearance(found: Findings, claim: StoryClaim) -> str | None:
    """The document in which a claim first appeared, where that is proven: every other document that makes it has it, at
    whatever distance, from this one; all give their own date, and none is older. Else none: first seen is not first
    published."""
    documents = claim.documents
    dates = {d: _date(found.documents[d]) for d in documents}
    if len(documents) < 2 or not all(dates.values()):
        return None
    above: dict[str, set[str]] = {}
    for edge in claim.edges:
        above.setdefault(_document(found, edge.taker), set()).add(_document(found, edge.taken))
    for first in documents:
        others = [d for d in documents if d != first]
        oldest = all((dates[first] or "") < (dates[d] or "") for d in others)
        if oldest and all(first in _reached(d, above) for d in others):
            return first
    return None


def _date(document: Document) -> str | None:
    own = document.dated in (None, Dated.GIVEN)
    return utc(document.published) if own and document.published and len(document.published) > 10 else None


def _document(found: Findings, node: str) -> str:
    """The document that a node is; else the node."""
    held = found.nodes[node]
    return held.document if held.document and held.kind in (NodeKind.DOCUMENT, NodeKind.POST) else node


def _reached(start: str, above: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        for taken in above.get(todo.pop(), ()):
            if taken not in found:
                found.add(taken)
                todo.append(taken)
    return found
