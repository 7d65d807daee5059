"""Findings as tables: one row a document, a source, an attribution, a claim, a telling, an edge, an answer, a change.

A column says what it means; the data dictionary of every export is made of these words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from whosays.model import Document, Naming, Response, Source, Spans
from whosays.model.findings import Findings
from whosays.model.meaning import UNABLE
from whosays.model.story import Evidence, Node

Row = tuple[Any, ...]


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    TRUTH = "boolean"
    TEXTS = "list of strings"
    SPANS = "list of [start, end)"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, what that means."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a row is, which columns make a row's key, and how findings become its rows."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Findings], Iterator[Row]]


def _text(name: str, meaning: str) -> Column:
    return Column(name, Kind.TEXT, meaning)


def _spans(name: str, meaning: str) -> Column:
    return Column(name, Kind.SPANS, f"{meaning}: code points of the document's text, end exclusive")


_DOCUMENT = _text("document", "id of the document: sha256 and the hash of its text")
_CLAIM = _text("claim", "id of the claim in this export (in a ledger: its number there)")
_MAKER = (
    _text("whosays_version", "version of whosays that found it"),
    _text("model_sha256", "SHA-256 over the files of its model"),
)


def _maker(found: Findings) -> Row:
    return found.maker.version, found.maker.model


def _documents(found: Findings) -> Iterator[Row]:
    for trace in found.traces:
        d = trace.document
        yield (d.id, d.kind.value, d.url, d.outlet, d.title, list(d.authors), d.account, d.published,
               d.dated.value if d.dated else None, d.modified, d.language, d.identifier, d.retracted,
               list(found.inputs.get(d.id, ())), d.furniture, d.text)  # fmt: skip


def _sources(found: Findings) -> Iterator[Row]:
    for trace in found.traces:
        for source in trace.sources:
            yield (trace.document.id, source.id, source.name, source.kind.value, source.naming.value, source.role,
                   source.affiliation, source.disclosed, source.mentions)  # fmt: skip


def _attributions(found: Findings) -> Iterator[Row]:
    for trace in found.traces:
        document = trace.document
        for said in trace.attributions:
            yield (document.id, said.id, said.parent, said.form.value, said.source_id,
                   *_speaker(trace.source_of(said)), said.source, said.cue, said.content,
                   _quoted(document, said.source), _quoted(document, said.cue), _quoted(document, said.content),
                   said.channel, said.addressee, said.factuality.value, said.response.value if said.response else None,
                   said.responds_to, said.agentless, round(said.confidence, 4), *_maker(found))  # fmt: skip


def _speaker(source: Source | None) -> Row:
    return (source.name, source.naming.value) if source else (None, Naming.NONE.value)


def _quoted(document: Document, spans: Spans) -> str | None:
    return document.quote(spans) if spans else None


def _claims(found: Findings) -> Iterator[Row]:
    for claim in found.story.claims:
        standing = claim.standing
        yield (claim.id, claim.text, claim.story, len(claim.documents), claim.origins.least, claim.origins.most,
               [found.nodes[node].label for node in claim.origins.nodes],
               standing.credibility if standing else None, standing.letter if standing else None,
               standing.summary if standing else None,
               [reason.rule for reason in standing.reasons] if standing else [], *_maker(found))  # fmt: skip


def _tellings(found: Findings) -> Iterator[Row]:
    for claim in found.story.claims:
        for place in claim.appearances:
            chain = [found.attributions[place.document, step] for step in place.chain]
            speakers = [found.source_of(place.document, said) for said in chain]
            yield (claim.id, place.document, place.claim, place.spans, found.words(place.document, place.spans[:1]),
                   list(place.chain), [source.name if source else "" for source in speakers], place.factuality.value,
                   round(place.joined.confidence, 4) if place.joined else None, *_maker(found))  # fmt: skip


def _edges(found: Findings) -> Iterator[Row]:
    for claim in found.story.claims:
        for edge in claim.edges:
            yield (claim.id, *_node(found.nodes[edge.taker]), *_node(found.nodes[edge.taken]), edge.kind.value,
                   round(edge.confidence, 4), *_evidence(found, edge.evidence), *_maker(found))  # fmt: skip


def _node(node: Node) -> Row:
    return node.id, node.kind.value, node.label, node.document


def _evidence(found: Findings, evidence: tuple[Evidence, ...]) -> Row:
    """The first words that show it: their document, where they are, what they are; or the field."""
    first = next((e for e in evidence if e.spans), evidence[0] if evidence else None)
    if first is None:
        return None, (), None, None
    return first.document, first.spans, found.words(first.document, first.spans) or None, first.field


def _answers(found: Findings) -> Iterator[Row]:
    for claim in found.story.claims:
        for answer in claim.responses:
            said = found.attributions[answer.document, answer.attribution]
            source = found.sources.get((answer.document, answer.by or ""))
            spans = tuple(sorted((*said.source, *said.cue, *said.content)))
            yield (claim.id, answer.document, answer.attribution, answer.response.value, *_speaker(source), answer.to,
                   answer.date, spans, found.words(answer.document, spans), *_maker(found))  # fmt: skip


def _drift(found: Findings) -> Iterator[Row]:
    for claim in found.story.claims:
        for drift in claim.drift:
            above, below = found.nodes[drift.upstream], found.nodes[drift.downstream]
            yield (claim.id, drift.kind.value, *_node(above), drift.spans_upstream,
                   found.words(above.document or "", drift.spans_upstream) or None, *_node(below),
                   drift.spans_downstream, found.words(below.document or "", drift.spans_downstream) or None,
                   *_maker(found))  # fmt: skip


def _decisions(found: Findings) -> Iterator[Row]:
    for decision in found.decisions:
        yield decision.claim, decision.verb, decision.subject, decision.who, decision.why, decision.time


def _end(side: str, whose: str) -> tuple[Column, ...]:
    return (
        _text(f"{side}_node", f"{whose}: id in this export's graph"),
        _text(f"{side}_kind", f"{whose}: document, post, source, or unseen (credited, but not among the documents)"),
        _text(f"{side}_label", f"{whose}: its outlet, account or name"),
        _text(f"{side}_document", f"{whose}: the document it is, or where it was first met"),
    )


TABLES: Final = (
    Table("documents", "an article or post as published", ("document",), (
        _DOCUMENT,
        _text("kind", "article or post"),
        _text("url", "its address"),
        _text("outlet", "the publisher's brand, never the channel"),
        _text("title", "its title"),
        Column("authors", Kind.TEXTS, "its authors, as the page has them"),
        _text("account", "handle of a post's author"),
        _text("published", "ISO 8601 as far as the page gives it"),
        _text("dated", "how published is known: given, feed, archive, first-seen"),
        _text("modified", "ISO 8601 as far as the page gives it"),
        _text("language", "ISO 639 code"),
        _text("identifier", "its id on its platform"),
        Column("retracted", Kind.TRUTH, "true where its publisher has withdrawn it"),
        Column("inputs", Kind.TEXTS, "the files or addresses it was read from"),
        _spans("furniture", "what is no part of the article"),
        _text("text", "its text, which all offsets count into"),
    ), _documents),
    Table("sources", "whom the source spans of one document stand for", ("document", "source"), (
        _DOCUMENT,
        _text("source", "id within the document"),
        _text("name", "its name, or how it is called"),
        _text("kind", "person, organization, document, account, group, unknown"),
        _text("naming", "named, role, unnamed, crowd, none"),
        _text("role", "its role, as the text has it"),
        _text("affiliation", "whom it speaks for, as the text has it"),
        Column("disclosed", Kind.TRUTH, "false where the document says that it was withheld, else empty"),
        _spans("mentions", "where it is mentioned"),
    ), _sources),
    Table("attributions", "somebody says something, in one document", ("document", "attribution"), (
        _DOCUMENT,
        _text("attribution", "id within the document"),
        _text("parent", "the attribution in whose content this one stands"),
        _text("form", "direct, indirect or mixed: all, none or some of the content is quoted"),
        _text("source", "id of the source within the document; empty where nobody is said to speak"),
        _text("source_name", "name of the source"),
        _text("source_naming", "named, role, unnamed, crowd, none"),
        _spans("source_spans", "who"),
        _spans("cue_spans", "said"),
        _spans("content_spans", "what"),
        _text("source_words", "the words at source_spans, parts joined by an ellipsis"),
        _text("cue_words", "the words at cue_spans"),
        _text("content_words", "the words at content_spans"),
        _text("channel", "the means it was said on, where the text says so"),
        _text("addressee", "whom they told, where the text says so"),
        _text("factuality", "how certain the source presents it (FactBank): CT+ PR+ PS+ CT- PR- PS- CTu Uu"),
        _text("response", f"what it does with a claim: {', '.join(Response)}; {UNABLE} is no denial"),
        _text("responds_to", "the claim or attribution of this document that it answers"),
        Column("agentless", Kind.TRUTH, "true of a report without any speaker"),
        Column("confidence", Kind.NUMBER, "probability that it is an attribution, 0 to 1"),
        *_MAKER,
    ), _attributions),
    Table("claims", "the same assertion in all documents that make it", ("claim",), (
        _CLAIM,
        _text("text", "its words"),
        _text("event", "the event its documents are about"),
        Column("documents", Kind.INTEGER, "how many documents make it"),
        Column("origins_least", Kind.INTEGER, "independent origins, at least"),
        Column("origins_most", Kind.INTEGER, "independent origins, at most"),
        Column("origins", Kind.TEXTS, "the labels of the nodes that may be its origins"),
        Column("credibility", Kind.INTEGER, "NATO AJP-2.1 information credibility, 1 to 6: what it rests on"),
        _text("reliability", "NATO AJP-2.1 source reliability, A to F, from the user's register; empty without one"),
        _text("standing", "what it rests on, as a sentence; never whether it is true"),
        Column("rules", Kind.TEXTS, "the rules that gave the standing"),
        *_MAKER,
    ), _claims),
    Table("tellings", "a place where a claim is made", ("document", "own_claim"), (
        _CLAIM,
        _DOCUMENT,
        _text("own_claim", "id of the claim within the document"),
        _spans("spans", "where it is made, its own place first"),
        _text("words", "the words at the first place"),
        Column("chain", Kind.TEXTS, "attributions it is made through, the outermost speaker first; empty: own voice"),
        Column("speakers", Kind.TEXTS, "the sources of the chain, an empty text where nobody is said to speak"),
        _text("factuality", "how certain the document presents it"),
        Column("match_confidence", Kind.NUMBER, "how surely it is the same claim as another telling; empty where it is "
               "the only one, or a person put it there"),
        *_MAKER,
    ), _tellings),
    Table("edges", "somebody has a claim from somebody", (), (
        _CLAIM,
        *_end("taker", "who took it"),
        *_end("taken", "whom it was taken from"),
        _text("kind", "what shows it: credit, link, quotation, copy"),
        Column("confidence", Kind.NUMBER, "probability, 0 to 1"),
        _text("evidence_document", "the document whose words show it"),
        _spans("evidence_spans", "the words that show it"),
        _text("evidence_words", "those words"),
        _text("evidence_field", "the field outside the text that shows it, where it is one"),
        *_MAKER,
    ), _edges),
    Table("answers", "somebody answers a claim", (), (
        _CLAIM,
        _DOCUMENT,
        _text("attribution", "the attribution that is the answer"),
        _text("response", ", ".join(Response)),
        _text("by_name", "who answers"),
        _text("by_naming", "how they are named"),
        _text("to", "whom they told, where the text says so"),
        _text("date", "date of the document that tells it"),
        _spans("spans", "the words of the answer"),
        _text("words", "those words"),
        *_MAKER,
    ), _answers),
    Table("drift", "what somebody changed of a claim against where they had it from", (), (
        _CLAIM,
        _text("kind", "certainty-raised, bound-dropped, number-changed, attribution-dropped, … (docs/story.md)"),
        *_end("upstream", "where it was taken from"),
        _spans("upstream_spans", "its words"),
        _text("upstream_words", "those words"),
        *_end("downstream", "who changed it"),
        _spans("downstream_spans", "its words"),
        _text("downstream_words", "those words"),
        *_MAKER,
    ), _drift),
    Table("decisions", "what a person decided about a claim of a ledger", (), (
        _CLAIM,
        _text("verb", "accept, reject, merge, split, apart, correct; none that was taken back"),
        _text("subject", "the claim or link it is about, as the ledger calls it"),
        _text("who", "who decided"),
        _text("why", "why"),
        _text("time", "when, ISO 8601"),
    ), _decisions),
)  # fmt: skip

NAMES: Final = tuple(table.name for table in TABLES)


def table(name: str) -> Table:
    """The table of a name."""
    return next(one for one in TABLES if one.name == name)
