"""The JSON of a trace (``whosays.trace/1``), both ways; its JSON Schema is made of the shapes below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct, field

from whosays.model import trace as nouns
from whosays.model.meaning import Response
from whosays.model.plain import FORMS, Form
from whosays.model.wire.fitting import fitting, inside
from whosays.model.wire.shapes import (
    Credibility,
    Probability,
    Rated,
    Reliability,
    Sha,
    Span,
    Spans,
    made,
    plain,
    schema,
    shaped,
)

TRACE_SCHEMA: Final = "whosays.trace/1"


class Link(Struct, frozen=True):
    """A link of the body: its words and its address."""

    span: Span
    url: str


class Reference(Struct, frozen=True):
    """That a document rests on another, as shown by a field outside its text."""

    relation: nouns.Relation
    field: Annotated[str, Meta(description="The field of the feed, export or archive that shows it.")]
    name: Annotated[str | None, Meta(description="The channel, author or outlet as given.")]
    url: str | None
    identifier: Annotated[str | None, Meta(description="Its id on its platform.")]


class FactCheck(Struct, frozen=True, omit_defaults=True):
    """A published fact-check, as its page says it."""

    claim: Annotated[str, Meta(description="The claim that was checked.")]
    verdict: Annotated[str | None, Meta(description="Their verdict, in their words; none of whosays.")] = None
    publisher: str | None = None
    date: Annotated[str | None, Meta(description="When it was published, ISO 8601.")] = None
    url: str | None = None
    claimant: Annotated[str | None, Meta(description="Who made the claim, as they say.")] = None
    appearance: Annotated[str | None, Meta(description="Where it was made: an address.")] = None


class Document(Struct, frozen=True, omit_defaults=True):
    """The article or post as published."""

    id: Annotated[Sha, Meta(description="SHA-256 of text in UTF-8; of a post with a platform id, of text, NUL and id.")]
    kind: nouns.DocumentKind
    url: str | None
    outlet: Annotated[str | None, Meta(description="The publisher's brand, never the channel.")]
    title: str | None
    authors: list[str]
    published: Annotated[str | None, Meta(description="ISO 8601 as far as the page gives it.")]
    modified: Annotated[str | None, Meta(description="ISO 8601 as far as the page gives it.")]
    language: str | None
    topics: list[str]
    links: list[Link]
    furniture: Annotated[
        Spans, Meta(description="Spans that are no part of the article: advertisements, share bars, topic lines.")
    ]
    text: str
    identifier: Annotated[
        str | None,
        Meta(description="The stable id on its platform; texts that share it are versions of one document."),
    ] = None
    references: Annotated[list[Reference], Meta(description="What its feed, export or archive says it rests on.")] = (
        field(default_factory=list)
    )
    dated: Annotated[nouns.Dated | None, Meta(description="How published is known.")] = None
    account: Annotated[str | None, Meta(description="The handle of a post's author.")] = None
    retracted: Annotated[bool, Meta(description="true where its publisher has withdrawn it.")] = False
    warnings: Annotated[list[str], Meta(description="Sentences about what could not be read of it.")] = field(
        default_factory=list
    )
    fact_checks: Annotated[list[FactCheck], Meta(description="What it says that it has checked.")] = field(
        default_factory=list
    )
    recognised: Annotated[
        Probability | None,
        Meta(description="Read from a picture: how sure the recognition is of its words. No confidence is above it."),
    ] = None


class Basis(Struct, frozen=True):
    """How a source knows (was there, has the paper, is concerned, studied it, was told), or why it is not named."""

    kind: nouns.BasisKind
    spans: Spans


class Source(Struct, frozen=True, omit_defaults=True):
    """Whom the source spans of the document stand for."""

    id: str
    name: str
    kind: nouns.SourceKind
    naming: Annotated[nouns.Naming, Meta(description="How the document names the source.")]
    role: str | None
    affiliation: str | None
    disclosed: Annotated[
        bool | None,
        Meta(
            description="false where the document says that the source was withheld.",
            extra_json_schema={"enum": [False, None]},
        ),
    ]
    mentions: Spans
    withheld: Annotated[
        Spans, Meta(description="Where the document says that the source was withheld; there only where it does.")
    ] = field(default_factory=list)
    basis: Annotated[
        list[Basis], Meta(description="How the source knows, and why it is not named; there only where the text tells.")
    ] = field(default_factory=list)
    justification: Annotated[str | None, Meta(description="The words of the basis.")] = None


class AttributionSpans(Struct, frozen=True):
    """Who (source) said (cue) what (content); any of them may hold no span."""

    source: Spans
    cue: Spans
    content: Spans


class Attribution(Struct, frozen=True, omit_defaults=True):
    """A relation of three spans: who said what."""

    id: str
    source: Annotated[str | None, Meta(description="The id of a source; null where nobody is said to speak.")]
    parent: Annotated[str | None, Meta(description="The id of the attribution in whose content this one stands.")]
    form: Annotated[nouns.Form, Meta(description="How much of the content stands in quotation marks: all, none, some.")]
    spans: AttributionSpans
    channel: Annotated[str | None, Meta(description="The means it was said on, where the text says so.")]
    addressee: Annotated[str | None, Meta(description="Whom they told, where the text says so.")]
    factuality: Annotated[nouns.Factuality, Meta(description="How certain the source presents the content.")]
    response: Response | None
    responds_to: Annotated[str | None, Meta(description="The id of a claim or an attribution of this document.")]
    confidence: Probability
    agentless: Annotated[bool, Meta(description="true where it is a report without any speaker; else not there.")] = (
        False
    )


class Reason(Struct, frozen=True):
    """The rule that made a judgement, and the words it used."""

    rule: str
    text: str
    spans: Spans


class Standing(Struct, frozen=True, omit_defaults=True):
    """What the claim rests on now."""

    summary: str
    credibility: Credibility
    reliability: Reliability
    reasons: list[Reason]
    rated: Rated = False


class Claim(Struct, frozen=True):
    """A checkable assertion."""

    id: str
    text: str
    spans: Annotated[Spans, Meta(description="The places where it is made, its own first.")]
    chain: Annotated[
        list[str],
        Meta(
            description="Ids of attributions from the outermost speaker inward; the document's own voice is implied in "
            "front."
        ),
    ]
    factuality: Annotated[nouns.Factuality, Meta(description="Relative to the document.")]
    responses: Annotated[list[str], Meta(description="Ids of attributions that answer it.")]
    standing: Standing | None


class Trace(Struct, frozen=True):
    """One document and everything whosays read in it: who said what, how surely, who answered, and on what it rests."""

    schema: Literal["whosays.trace/1"]
    document: Document
    sources: list[Source]
    attributions: Annotated[list[Attribution], Meta(description="In order of position.")]
    claims: Annotated[list[Claim], Meta(description="In order of position.")]
    warnings: Annotated[list[str], Meta(description="Sentences for the user about what could not be read or judged.")]


def trace_schema() -> dict[str, Any]:
    """The JSON Schema of ``whosays.trace/1``."""
    return schema(Trace, TRACE_SCHEMA)


def _write_trace(trace: nouns.Trace) -> dict[str, Any]:
    values: dict[str, Any] = plain(
        Trace(
            TRACE_SCHEMA,
            shaped(trace.document, Document),
            shaped(trace.sources, list[Source]),
            [_attribution(a) for a in trace.attributions],
            shaped(trace.claims, list[Claim]),
            list(trace.warnings),
        )
    )
    return values


def _attribution(a: nouns.Attribution) -> Attribution:
    return Attribution(
        id=a.id,
        source=a.source_id,
        parent=a.parent,
        form=a.form,
        spans=shaped(a, AttributionSpans),
        channel=a.channel,
        addressee=a.addressee,
        factuality=a.factuality,
        response=a.response,
        responds_to=a.responds_to,
        confidence=round(a.confidence, 4),
        agentless=a.agentless,
    )


def _read_attribution(a: Attribution) -> nouns.Attribution:
    source, cue, content = (shaped(spans, nouns.Spans) for spans in (a.spans.source, a.spans.cue, a.spans.content))
    return nouns.Attribution(
        id=a.id,
        source=source,
        cue=cue,
        content=content,
        form=a.form,
        parent=a.parent,
        channel=a.channel,
        addressee=a.addressee,
        agentless=a.agentless,
        source_id=a.source,
        factuality=a.factuality,
        response=a.response,
        responds_to=a.responds_to,
        confidence=a.confidence,
    )


def _read_trace(values: Mapping[str, Any]) -> nouns.Trace:
    if not isinstance(values, Mapping) or values.get("schema") != TRACE_SCHEMA:
        raise ValueError(f"these are no values of {TRACE_SCHEMA}")
    return made("trace", _trace, values)


def _trace(values: Mapping[str, Any]) -> nouns.Trace:
    shape = msgspec.convert(values, Trace)
    return fitting(
        nouns.Trace(
            _hashed(shape.document.id, shaped(shape.document, nouns.Document)),
            shaped(shape.sources, tuple[nouns.Source, ...]),
            tuple(map(_read_attribution, shape.attributions)),
            shaped(shape.claims, tuple[nouns.Claim, ...]),
            tuple(shape.warnings),
        )
    )


def _read_document(values: Mapping[str, Any]) -> nouns.Document:
    return made("document", _document, values)


def _document(values: Mapping[str, Any]) -> nouns.Document:
    shape = msgspec.convert({"id": "", **values}, Document)
    document = _hashed(shape.id, shaped(shape, nouns.Document))
    inside(len(document.text), document.furniture, (link.span for link in document.links))
    return document


def _hashed(identifier: str, document: nouns.Document) -> nouns.Document:
    if identifier and identifier != document.id:
        raise ValueError("the document's id is not the hash of its text")
    return document


def _write_document(document: nouns.Document) -> dict[str, Any]:
    values: dict[str, Any] = plain(shaped(document, Document))
    return values


FORMS[nouns.Trace] = Form(_write_trace, _read_trace)
FORMS[nouns.Document] = Form(_write_document, _read_document)
