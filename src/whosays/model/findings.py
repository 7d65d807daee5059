"""What is handed to whoever exports: traces, the story between them, what people decided, and what made it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from whosays.model.story import Node, Story, StoryClaim
from whosays.model.trace import Attribution, Document, Source, Spans, Trace


@dataclass(frozen=True, slots=True)
class Maker:
    """The version of whosays and the SHA-256 of its model's files."""

    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a claim, in a ledger, and the same in words (``told``). ``time`` is ISO 8601."""

    verb: str
    subject: str
    claim: str
    who: str
    why: str
    time: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class PutRight:
    """A judgement that a person put right: in which document, of which kind (speaker, chain, answer …), what it is
    about (``at``: spans of the text and its words), what was read (``was``) and what it should be (``to``)."""

    decision: str
    document: str
    kind: str
    at: Mapping[str, Any]
    was: Mapping[str, Any]
    to: Mapping[str, Any]
    who: str
    why: str
    time: str


@dataclass(frozen=True)
class Findings:
    """What was found in some documents. ``story`` has the documents of ``traces`` and the claims they make.

    ``first_words`` are the words that a ledger first had for a claim, where they are others than it has now: what must
    keep its name in another tool is called by them.
    """

    traces: tuple[Trace, ...]
    story: Story
    maker: Maker
    decisions: tuple[Decision, ...] = ()
    first_words: Mapping[str, str] = field(default_factory=dict)
    put_right: tuple[PutRight, ...] = ()

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The documents by id."""
        return {trace.document.id: trace.document for trace in self.traces}

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The nodes of the graph by id."""
        return {node.id: node for node in self.story.nodes}

    @cached_property
    def sources(self) -> dict[tuple[str, str], Source]:
        """The sources by document and id."""
        return {(trace.document.id, source.id): source for trace in self.traces for source in trace.sources}

    @cached_property
    def attributions(self) -> dict[tuple[str, str], Attribution]:
        """The attributions by document and id."""
        return {(trace.document.id, said.id): said for trace in self.traces for said in trace.attributions}

    @cached_property
    def claim_of(self) -> dict[tuple[str, str], StoryClaim]:
        """The claim of the story that each claim of a document is an appearance of."""
        return {(place.document, place.claim): claim for claim in self.story.claims for place in claim.appearances}

    @cached_property
    def inputs(self) -> dict[str, tuple[str, ...]]:
        """The inputs that each document was read from."""
        return {appeared.id: tuple(path for path in appeared.paths if path) for appeared in self.story.documents}

    @cached_property
    def newest(self) -> str | None:
        """The latest day on which one of the documents was published (``2031-03-02``), as far as they are dated."""
        return max((d.published[:10] for d in self.documents.values() if d.published), default=None)

    def source_of(self, document: str, said: Attribution) -> Source | None:
        """Whom an attribution of a document is resolved to."""
        return self.sources.get((document, said.source_id or ""))

    def words(self, document: str, spans: Spans) -> str:
        """The words at spans of a document; none where the document is not here."""
        held = self.documents.get(document)
        return held.quote(spans) if held is not None else ""
