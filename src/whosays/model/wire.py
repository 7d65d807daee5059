"""A trace as plain values and back (schema ``whosays.trace/1``).

Members that were not in the first version of the schema are there only where they are set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from whosays.model import (
    Attribution,
    Claim,
    Dated,
    Document,
    DocumentKind,
    Factuality,
    Form,
    Link,
    Naming,
    Reason,
    Reference,
    Relation,
    Response,
    Source,
    SourceKind,
    Spans,
    Standing,
    Trace,
)

TRACE_SCHEMA = "whosays.trace/1"

_Made = TypeVar("_Made")


def trace_dict(trace: Trace) -> dict[str, Any]:
    """A trace as the contract has it."""
    return {
        "schema": TRACE_SCHEMA,
        "document": document_dict(trace.document),
        "sources": [_source_dict(s) for s in trace.sources],
        "attributions": [_attribution_dict(a) for a in trace.attributions],
        "claims": [_claim_dict(c) for c in trace.claims],
        "warnings": list(trace.warnings),
    }


def trace_from(values: Mapping[str, Any]) -> Trace:
    """The trace in plain values. Raises ``ValueError`` where they are not those of ``whosays.trace/1``."""
    if not isinstance(values, Mapping) or values.get("schema") != TRACE_SCHEMA:
        raise ValueError(f"these are no values of {TRACE_SCHEMA}")
    return _made("trace", _trace, values)


def document_from(values: Mapping[str, Any]) -> Document:
    """The document in plain values. Raises ``ValueError`` where they are no document, or its hash is another's."""
    document = _made("document", _document, values)
    if "id" in values and values["id"] != document.id:
        raise ValueError("the document's id is not the hash of its text")
    return document


def _made(what: str, make: Callable[[Mapping[str, Any]], _Made], values: Mapping[str, Any]) -> _Made:
    try:
        return make(values)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        detail = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise ValueError(f"these are no values of a {what} ({detail})") from error


def _pairs(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def document_dict(document: Document) -> dict[str, Any]:
    """A document as the contract has it."""
    values = {
        "id": document.id,
        "kind": document.kind.value,
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "authors": list(document.authors),
        "published": document.published,
        "modified": document.modified,
        "language": document.language,
        "topics": list(document.topics),
        "links": [{"span": list(link.span), "url": link.url} for link in document.links],
        "furniture": _pairs(document.furniture),
        "text": document.text,
    }
    later = {
        "identifier": document.identifier,
        "references": [_reference_dict(r) for r in document.references],
        "dated": document.dated and document.dated.value,
        "account": document.account,
        "retracted": document.retracted,
        "warnings": list(document.warnings),
    }
    return values | {name: value for name, value in later.items() if value}


def _reference_dict(reference: Reference) -> dict[str, Any]:
    return {
        "relation": reference.relation.value,
        "field": reference.field,
        "name": reference.name,
        "url": reference.url,
        "identifier": reference.identifier,
    }


def _source_dict(source: Source) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "naming": source.naming.value,
        "role": source.role,
        "affiliation": source.affiliation,
        "disclosed": source.disclosed,
        "mentions": _pairs(source.mentions),
    }
    return values | ({"withheld": _pairs(source.withheld)} if source.withheld else {})


def _attribution_dict(attribution: Attribution) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": attribution.id,
        "source": attribution.source_id,
        "parent": attribution.parent,
        "form": attribution.form.value,
        "spans": {
            "source": _pairs(attribution.source),
            "cue": _pairs(attribution.cue),
            "content": _pairs(attribution.content),
        },
        "channel": attribution.channel,
        "addressee": attribution.addressee,
        "factuality": attribution.factuality.value,
        "response": attribution.response.value if attribution.response else None,
        "responds_to": attribution.responds_to,
        "confidence": round(attribution.confidence, 4),
    }
    return values | ({"agentless": True} if attribution.agentless else {})


def _claim_dict(claim: Claim) -> dict[str, Any]:
    standing = claim.standing
    return {
        "id": claim.id,
        "text": claim.text,
        "spans": _pairs(claim.spans),
        "chain": list(claim.chain),
        "factuality": claim.factuality.value,
        "responses": list(claim.responses),
        "standing": standing
        and {
            "summary": standing.summary,
            "credibility": standing.credibility,
            "reliability": standing.reliability,
            "reasons": [{"rule": r.rule, "text": r.text, "spans": _pairs(r.spans)} for r in standing.reasons],
        },
    }


def _spans(pairs: Any) -> Spans:
    return tuple((int(start), int(end)) for start, end in pairs)


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where a text is due")
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
        raise TypeError("a list of texts is due")
    return tuple(values)


def _trace(values: Mapping[str, Any]) -> Trace:
    return Trace(
        document_from(values["document"]),
        tuple(map(_source, values["sources"])),
        tuple(map(_attribution, values["attributions"])),
        tuple(map(_claim, values["claims"])),
        tuple(values["warnings"]),
    )


def _document(values: Mapping[str, Any]) -> Document:
    if not isinstance(values["text"], str):
        raise TypeError("its text is no text")
    return Document(
        text=values["text"],
        kind=DocumentKind(values["kind"]),
        url=_text(values["url"]),
        outlet=_text(values["outlet"]),
        title=_text(values["title"]),
        authors=_texts(values["authors"]),
        published=_text(values["published"]),
        modified=_text(values["modified"]),
        language=_text(values["language"]),
        topics=_texts(values["topics"]),
        links=tuple(Link(_spans([link["span"]])[0], link["url"]) for link in values["links"]),
        furniture=_spans(values["furniture"]),
        warnings=_texts(values.get("warnings", [])),
        identifier=_text(values.get("identifier")),
        references=tuple(
            Reference(
                Relation(r["relation"]), str(r["field"]), *(_text(r[key]) for key in ("name", "url", "identifier"))
            )
            for r in values.get("references", ())
        ),
        dated=Dated(values["dated"]) if values.get("dated") else None,
        account=_text(values.get("account")),
        retracted=bool(values.get("retracted", False)),
    )


def _source(values: Mapping[str, Any]) -> Source:
    return Source(
        id=values["id"],
        name=values["name"],
        kind=SourceKind(values["kind"]),
        naming=Naming(values["naming"]),
        role=values["role"],
        affiliation=values["affiliation"],
        mentions=_spans(values["mentions"]),
        withheld=_spans(values.get("withheld", ())),
    )


def _attribution(values: Mapping[str, Any]) -> Attribution:
    spans = values["spans"]
    return Attribution(
        id=values["id"],
        source=_spans(spans["source"]),
        cue=_spans(spans["cue"]),
        content=_spans(spans["content"]),
        form=Form(values["form"]),
        parent=values["parent"],
        channel=values["channel"],
        addressee=values["addressee"],
        agentless=bool(values.get("agentless", False)),
        source_id=values["source"],
        factuality=Factuality(values["factuality"]),
        response=Response(values["response"]) if values["response"] else None,
        responds_to=values["responds_to"],
        confidence=float(values["confidence"]),
    )


def _claim(values: Mapping[str, Any]) -> Claim:
    standing = values["standing"]
    return Claim(
        id=values["id"],
        text=values["text"],
        spans=_spans(values["spans"]),
        chain=tuple(values["chain"]),
        factuality=Factuality(values["factuality"]),
        responses=tuple(values["responses"]),
        standing=standing
        and Standing(
            standing["summary"],
            int(standing["credibility"]),
            standing["reliability"],
            tuple(Reason(r["rule"], r["text"], _spans(r["spans"])) for r in standing["reasons"]),
        ),
    )
