"""A story with its look-ups made once, for every report of it: names, words, and what hangs on what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from whosays.model import Dated, Naming, SourceKind, Span, Spans, Trace
from whosays.model.meaning import ANSWERING
from whosays.model.story import (
    Appearance,
    Appeared,
    Carriage,
    Carried,
    ClaimRole,
    Drift,
    Edge,
    Node,
    NodeKind,
    Related,
    Story,
    StoryClaim,
)
from whosays.outlets.register import key
from whosays.provenance.dependence import hanging
from whosays.reports.context import LONGEST, Piece, in_context
from whosays.standing.basis import is_paper_by_name
from whosays.text import paragraphs
from whosays.wording import DIFFERS

UNSEEN = " (not seen)"  # behind the name of what was credited and not given
_NEAR = 0.8  # another claim that is less near than this is not shown beside it
_COUNTED = ("identified", "account", "unnamed", "own-source", "witness")  # rules of one source each
_PEOPLE = (SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.ACCOUNT)
_SURE = 0.7  # an edge less sure than this is said, and drawn, as unsure


def unsure(edge: Edge) -> bool:
    """True where an edge is more of a guess than a finding."""
    return edge.confidence < _SURE


def differs(related: Related) -> str:
    """What keeps a near claim apart, in words."""
    return DIFFERS.get(related.differs or "", related.differs or "")


@dataclass(frozen=True)
class StoryView:
    """A story and the traces it was made from; what is not among the traces is shown without its words."""

    story: Story
    traces: Sequence[Trace]

    @cached_property
    def documents(self) -> Mapping[str, Trace]:
        """The traces by the id of their document."""
        return {trace.document.id: trace for trace in self.traces}

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.story.nodes}

    @cached_property
    def claims(self) -> Mapping[str, StoryClaim]:
        return {claim.id: claim for claim in self.story.claims}

    @cached_property
    def appeared(self) -> Mapping[str, Appeared]:
        return {document.id: document for document in self.story.documents}

    @cached_property
    def own_node(self) -> Mapping[str, Node]:
        """The node of each document, by the document's id."""
        return {
            node.document: node
            for node in reversed(self.story.nodes)
            if node.document and node.source is None and node.kind in (NodeKind.DOCUMENT, NodeKind.POST)
        }

    @cached_property
    def _naming(self) -> Mapping[tuple[str, str], Naming]:
        return {(d, source.id): source.naming for d, trace in self.documents.items() for source in trace.sources}

    @cached_property
    def shared(self) -> tuple[StoryClaim, ...]:
        """The claims that several documents make, in order."""
        return tuple(claim for claim in self.story.claims if len(claim.documents) > 1)

    def is_document(self, node: Node) -> bool:
        """True for the node of a document that was given, false for a speaker and for what was not given."""
        return node.document is not None and self.own_node.get(node.document) == node

    def naming(self, node: Node) -> Naming | None:
        """How the document that met a speaker first names them; none for what is no speaker."""
        if self.is_document(node) or node.kind is NodeKind.UNSEEN:
            return None
        return self._naming.get((node.document or "", node.source or ""), Naming.UNNAMED)

    def is_thing(self, node: Node) -> bool:
        """True for a paper, a study, a recording that speaks: it can be looked for, and not be asked."""
        if self.is_document(node) or node.kind is not NodeKind.SOURCE:
            return False
        kind = self._kind.get((node.document or "", node.source or ""))
        return kind is SourceKind.DOCUMENT or (kind not in _PEOPLE and is_paper_by_name(node.label))

    def is_person(self, node: Node) -> bool:
        """True for a person who is described, also by where they posted it."""
        return self._kind.get((node.document or "", node.source or "")) is SourceKind.PERSON

    @cached_property
    def _kind(self) -> Mapping[tuple[str, str], SourceKind]:
        return {(d, source.id): source.kind for d, trace in self.documents.items() for source in trace.sources}

    def name(self, node: str) -> str:
        """What a node is called, and whether it was not given."""
        found = self.nodes.get(node)
        if found is None:
            return "unknown"
        label = " ".join(found.label.split()) or "without a name"
        return label + UNSEEN if found.kind is NodeKind.UNSEEN else label

    def document_name(self, document: str) -> str:
        """What a document is called."""
        node = self.own_node.get(document)
        return self.name(node.id) if node else document[:19]

    def published(self, document: str) -> str | None:
        """The date a document bears, none where it is not known."""
        found = self.appeared.get(document)
        return found.published if found else None

    def dated(self, document: str) -> Dated | None:
        """How the date a document bears is known."""
        trace = self.documents.get(document)
        return trace.document.dated if trace else None

    def words(self, document: str, spans: Spans) -> str:
        """A document's own words at the spans."""
        found = self.documents.get(document)
        return found.document.quote(spans) if found else ""

    @cached_property
    def _paragraphs(self) -> dict[str, list[Span]]:
        return {}

    def in_context(self, document: str, spans: Spans, longest: int = LONGEST) -> list[Piece]:
        """A document's own words at the spans, with what is around them; nothing where its text was not given."""
        trace = self.documents.get(document)
        if trace is None:
            return []
        if document not in self._paragraphs:
            self._paragraphs[document] = paragraphs(trace.document.text)
        return in_context(trace.document.text, self._paragraphs[document], spans, longest=longest)

    def speaker(self, document: str, source: str | None) -> str:
        """Whom a source of a document is called."""
        trace = self.documents.get(document)
        names = (s.name for s in trace.sources if s.id == source) if trace else ()
        return " ".join(next(iter(names), "").split()) or "somebody"

    def told(self, claim: StoryClaim) -> Told:
        """One claim of the story."""
        return Told(self, claim)


@dataclass(frozen=True)
class Told:
    """One claim of a story, with everything that is worked out for it alone."""

    view: StoryView
    claim: StoryClaim

    @cached_property
    def own(self) -> Mapping[str, str]:
        """The node of each document that makes the claim, by the document's id, in order."""
        nodes = self.view.own_node
        return {document: nodes[document].id for document in self.claim.documents if document in nodes}

    @cached_property
    def graph(self) -> tuple[Edge, ...]:
        """The edges of the claim between two nodes that are known, each once."""
        nodes = self.view.nodes
        known = {
            (edge.taker, edge.taken, edge.kind): edge
            for edge in reversed(self.claim.edges)
            if edge.taker in nodes and edge.taken in nodes and edge.taker != edge.taken
        }
        return tuple(reversed(known.values()))

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Every node of the claim's graph: the documents that make it, then what they have it from."""
        ends = (node for edge in self.graph for node in (edge.taker, edge.taken))
        return tuple(dict.fromkeys((*self.own.values(), *ends)))

    @cached_property
    def edges(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges by who took."""
        found: dict[str, list[Edge]] = {}
        for edge in self.graph:
            found.setdefault(edge.taker, []).append(edge)
        return {taker: tuple(edges) for taker, edges in found.items()}

    @cached_property
    def takers(self) -> Mapping[str, tuple[str, ...]]:
        """Who took it from each node, in order."""
        found: dict[str, dict[str, None]] = {}
        for edge in self.graph:
            found.setdefault(edge.taken, {})[edge.taker] = None
        return {taken: tuple(takers) for taken, takers in found.items()}

    @cached_property
    def _circle_of(self) -> Mapping[str, tuple[str, ...]]:
        return {node: circle for circle in self.claim.circular for node in circle}

    def circle(self, node: str) -> tuple[str, ...]:
        """The circle of credit a node is part of, back to where it begins; nothing where it is in none."""
        return self._circle_of.get(node, ())

    @cached_property
    def ends(self) -> tuple[tuple[str, ...], ...]:
        """The origins, the one that most hangs on first; the nodes of a circle that nothing leads out of are one."""
        parts: dict[tuple[str, ...], None] = {}
        for node in self.claim.origins.nodes:
            if node not in self.view.nodes:
                continue
            circle = [one for one in dict.fromkeys(self.circle(node)) if one in self.view.nodes]
            parts[tuple(circle) or (node,)] = None
        below = hanging(self.own.values(), ((e.taker, e.taken) for e in self.graph), parts)
        size = {part: max(len(below.get(node, ())) for node in part) for part in parts}
        return tuple(sorted(parts, key=lambda part: -size[part]))

    @cached_property
    def sources(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """The origins, those together that may be one source told of in different words: of a proposition, those that
        were counted once together. The one that most hangs on first."""
        if self.claim.role is not ClaimRole.PROPOSITION:
            return tuple((end,) for end in self.ends)
        shown: dict[tuple[str, ...], int] = {}
        for number, ground in enumerate(g for g in self.claim.origins.reasons if g.rule in _COUNTED):
            evidence = set(ground.evidence)
            for end in self.ends:
                of_end = {e for edge in self.graph if edge.taken == end[0] for e in edge.evidence}
                if of_end & evidence:
                    shown.setdefault(end, number)
        groups: dict[int, list[tuple[str, ...]]] = {}
        for number, end in enumerate(self.ends):
            groups.setdefault(shown.get(end, len(self.ends) + number), []).append(end)
        return tuple(map(tuple, groups.values()))

    @cached_property
    def accounts(self) -> frozenset[str]:
        """The nodes that are accounts of which nothing says whose they are."""
        shown = {e for ground in self.claim.origins.reasons if ground.rule == "account" for e in ground.evidence}
        return frozenset(edge.taken for edge in self.graph if shown & set(edge.evidence))

    @cached_property
    def answering(self) -> frozenset[str]:
        """The nodes of those who deny or refuse it, by name: nothing is told through them."""
        answering = {key(one.name) for one in self.claim.responses if one.name and one.response in ANSWERING}
        return frozenset(node for node in self.nodes if key(self.view.nodes[node].label) in answering)

    @cached_property
    def below(self) -> Mapping[str, frozenset[str]]:
        """For each node, the documents' nodes that would be left without a source if it fell away.

        A circle of credit has no first, so nothing hangs on one of its nodes alone.
        """
        found = hanging(self.own.values(), ((e.taker, e.taken) for e in self.graph), self.ends)
        return {node: below for node, below in found.items() if not self.circle(node)}

    @cached_property
    def hinge(self) -> str | None:
        """The node most documents hang on; none where no two that do not deny it hang on one, or it only answers."""
        denying = {self.own[d] for d, carried in self.carried.items() if carried.how is Carriage.DENIAL}
        telling = {node: below - denying for node, below in self.below.items() if node not in self.answering}
        found = [node for node in self.nodes if len(telling.get(node, ())) > 1]
        return max(found, key=lambda node: len(self.below[node]), default=None)

    @cached_property
    def carried(self) -> Mapping[str, Carried]:
        """How each document carries the claim, by the document's id, as far as that was judged."""
        return {carried.document: carried for carried in self.claim.carried if carried.document in self.own}

    @cached_property
    def near(self) -> tuple[tuple[Related, StoryClaim], ...]:
        """Other claims that would be this one but for one thing, with what that is."""
        claims = self.view.claims
        found = (r for r in self.claim.related if r.differs and r.claim in claims and r.confidence >= _NEAR)
        return tuple((related, claims[related.claim]) for related in found)

    @property
    def drift(self) -> tuple[Drift, ...]:
        """What changed, between nodes that are known."""
        nodes = self.view.nodes
        return tuple(d for d in self.claim.drift if d.upstream in nodes and d.downstream in nodes)

    @cached_property
    def _appearances(self) -> Mapping[str, Appearance]:
        return {appearance.document: appearance for appearance in reversed(self.claim.appearances)}

    def appearance(self, document: str) -> Appearance:
        """Where a document makes the claim first."""
        return self._appearances[document]

    def speaks_for_itself(self, node: str) -> bool:
        """True where every identified origin was found to speak in its own cause, and the node is one of them."""
        rules = {ground.rule for ground in self.claim.origins.reasons}
        identified = self.view.naming(self.view.nodes[node]) in (Naming.NAMED, Naming.ROLE)
        return identified and "party" in rules and "identified" not in rules

    @property
    def has_no_common_source(self) -> bool:
        """True where several documents make it and no source that was found counts for enough of them: its ends are
        then only where their ways upward stop."""
        rules = {ground.rule for ground in self.claim.origins.reasons}
        return (
            len(self.ends) > 1
            and "no-source" in rules
            and not rules & {"identified", "account", "unnamed", "unseen", "party"}
        )

    @property
    def origins(self) -> str:
        """The number of independent origins in words: ``1``, ``1 to 2``."""
        least, most = self.claim.origins.least, self.claim.origins.most
        return str(least) if least == most else f"{least} to {most}"
