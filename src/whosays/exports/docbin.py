"""spaCy's DocBin: a Doc a document, its text to the last character, every span of a trace a span of spaCy's.

spaCy knows spans by tokens. So its own blank tokenizer cuts the text, and is cut once more wherever a span begins or
ends inside a token: nothing is moved, and nothing lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

from whosays.exports.base import Exporter, library
from whosays.model import Attribution, Document, Source, Spans, Trace
from whosays.model.findings import Findings
from whosays.wording import NO_VERDICT

_LANGUAGE: Final = "en"
_LONE: Final = re.compile("[\ud800-\udfff]")  # what no text in UTF-8 has
GROUPS: Final = ("source", "cue", "content", "claim", "mention")


class DocBin(Exporter):
    """A DocBin of the documents, with their spans and what is known of each; no language model is needed to read it."""

    name = "spacy"
    needs = "spacy"
    title = "documents with their spans for spaCy (DocBin)"
    ending = ".spacy"
    binary = True

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        spacy: Any = library("spacy", package="spaCy", extra="spacy", purpose="--to spacy")
        tokens: Any = library("spacy.tokens", package="spaCy", extra="spacy", purpose="--to spacy")
        cutter = spacy.blank(_LANGUAGE).tokenizer
        held = tokens.DocBin(store_user_data=True)
        for trace in found.traces:
            doc = _cut(cutter, tokens.Doc, trace)
            _mark(doc, trace)
            doc.user_data["whosays"] = _known(found, trace)
            held.add(doc)
        yield held.to_bytes()


def _cut(cutter: Any, doc: Any, trace: Trace) -> Any:
    """The text as a Doc of which every span's beginning and end is a token's."""
    text = _LONE.sub("\ufffd", trace.document.text)
    edges = {0, len(text)}
    for token in cutter(text):
        edges |= {token.idx, token.idx + len(token.text)}
    spans = [span for spans in _all(trace) for span in spans]
    starts, ends = {start for start, _ in spans}, {end for _, end in spans}
    words: list[str] = []
    spaced: list[bool] = []
    for start, end in pairwise(sorted(edges | starts | ends)):
        word = text[start:end]
        if word == " " and words and not spaced[-1] and start not in starts and end not in ends:
            spaced[-1] = True  # of the token before, as spaCy has it; one that a span is cut at is a token of its own
        else:
            words.append(word)
            spaced.append(False)
    return doc(cutter.vocab, words=words, spaces=spaced)


def _all(trace: Trace) -> Iterator[Spans]:
    for said in trace.attributions:
        yield from (said.source, said.cue, said.content)
    for claim in trace.claims:
        yield claim.spans
    for source in trace.sources:
        yield source.mentions


def _mark(doc: Any, trace: Trace) -> None:
    """The spans as span groups: each has what it is as its label, and as its id the attribution, claim or source."""
    groups: dict[str, list[tuple[str, Spans]]] = {
        **{role: [(said.id, getattr(said, role)) for said in trace.attributions] for role in GROUPS[:3]},
        "claim": [(claim.id, claim.spans) for claim in trace.claims],
        "mention": [(source.id, source.mentions) for source in trace.sources],
    }
    for label, members in groups.items():
        doc.spans[label] = [
            doc.char_span(start, end, label=label, span_id=name)
            for name, spans in members
            for start, end in spans
            if start < end
        ]


def _known(found: Findings, trace: Trace) -> dict[str, Any]:
    """What is known besides the spans, under the ids that they have."""
    document = trace.document
    claims = [(claim, found.claim_of.get((document.id, claim.id))) for claim in trace.claims]
    known: dict[str, Any] = _safe({
        "note": NO_VERDICT,
        "version": found.maker.version,
        "model": found.maker.model,
        "document": _document(document),
        "sources": {source.id: _source(source) for source in trace.sources},
        "attributions": {said.id: _said(said) for said in trace.attributions},
        "claims": {
            claim.id: {
                "chain": list(claim.chain),
                "factuality": claim.factuality.value,
                "responses": list(claim.responses),
                "claim": told.id if told else None,
                "credibility": told.standing.credibility if told and told.standing else None,
                "reliability": told.standing.letter if told and told.standing else None,
                "standing": told.standing.summary if told and told.standing else None,
            }
            for claim, told in claims
        },
    })  # fmt: skip
    return known


def _document(document: Document) -> dict[str, Any]:
    names = ("id", "url", "outlet", "title", "published", "language")
    return {name: getattr(document, name) for name in names} | {"kind": document.kind.value}


def _source(source: Source) -> dict[str, Any]:
    names = ("name", "role", "affiliation")
    return {name: getattr(source, name) for name in names} | {
        "kind": source.kind.value, "naming": source.naming.value,
    }  # fmt: skip


def _said(said: Attribution) -> dict[str, Any]:
    return {
        "source": said.source_id,
        "parent": said.parent,
        "form": said.form.value,
        "factuality": said.factuality.value,
        "response": said.response.value if said.response else None,
        "responds_to": said.responds_to,
        "channel": said.channel,
        "addressee": said.addressee,
        "confidence": round(said.confidence, 4),
    }


def _safe(value: Any) -> Any:
    """The value with no lone surrogate in any text."""
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _safe(one) for key, one in value.items()}
    return [_safe(one) for one in value] if isinstance(value, Iterable) else value
