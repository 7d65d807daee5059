"""For each place where a claim is made, where it was taken from: edges with the spans that show them.

A chain of attributions leads from the document to its innermost speaker. Where a speaker is an outlet, or spoke to one,
the words came through it. A document that names no speaker for a claim may still credit an outlet or a post beside it,
or an outlet once for all; copies and shared quotations follow where nothing is credited. Time decides who took from
whom where it is known; where not, the confidence is halved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whosays.model import Attribution, Claim, Naming, Response, Source, SourceKind, Span, Trace
from whosays.model.story import Edge, EdgeKind, Evidence, NodeKind
from whosays.outlets.register import key
from whosays.provenance.credits import Credit, is_of_a_picture
from whosays.provenance.hearing import Hearing
from whosays.provenance.informants import begun, informed
from whosays.provenance.nodes import Nodes
from whosays.provenance.posts import Posted, posts
from whosays.provenance.programmes import meant_by, programmes
from whosays.provenance.references import referred
from whosays.provenance.shared_text import Shared, better, shared_by
from whosays.provenance.shared_text import edge as shared_edge
from whosays.provenance.source_phrases import author, means_an_outlet, nobody, outlet_of, owner_of

_BESIDE = 260  # characters between a claim and a credit that can be its own
_ELSEWHERE = 0.6
_HEARD = 0.8
_POSTED = 0.8
_CITED_BY = re.compile(r"^\s*(?:by|in|on)\b")
_BY, _NEAR = 3, 16  # characters of "by" itself, and within which it stands


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """A claim as one document makes it, and how likely it is that it is the same one."""

    index: int
    claim: Claim
    likely: float = 1.0


class Pile:
    """What the look-up of upstreams needs of all documents, made once."""

    def __init__(
        self,
        traces: Sequence[Trace],
        nodes: Nodes,
        credits: Sequence[Sequence[Credit]],
        shared: Sequence[Shared],
    ) -> None:
        self.traces = traces
        self.nodes = nodes
        self.credits = credits
        self.hearing = [Hearing(trace, found) for trace, found in zip(traces, credits, strict=True)]
        self.posts: list[list[Posted]] = [posts(trace.document) for trace in traces]
        self._programmes = [programmes(trace.document) for trace in traces]
        self.informed = [informed(trace) for trace in traces]
        self.begun = [list(begun(trace)) for trace in traces]
        self.attributions = [{a.id: a for a in trace.attributions} for trace in traces]
        self.sources = [{s.id: s for s in trace.sources} for trace in traces]
        self.shared: dict[int, list[Shared]] = {}
        for one in shared:
            for index in (one.first, one.second):
                self.shared.setdefault(index, []).append(one)

    def programme(self, index: int, attribution: Attribution) -> str | None:
        """The programme, film or the like that is the source of an attribution, by its title."""
        if not attribution.source or not self._programmes[index]:
            return None
        source = self.sources[index].get(attribution.source_id or "")
        within = (attribution.source[0][0], attribution.source[-1][1])
        document = self.traces[index].document
        return meant_by(document, self._programmes[index], within, source.name if source else None)

    def chain(self, place: ClaimPlace) -> list[Attribution]:
        """The attributions a claim hangs on, the outermost speaker first."""
        return [self.attributions[place.index][i] for i in place.claim.chain if i in self.attributions[place.index]]


def edges_of(places: Sequence[ClaimPlace], event: int, members: Sequence[int], pile: Pile) -> list[Edge]:
    """The edges of one claim, from every document that makes it upward. ``members`` are the documents of its event."""
    given = {pile.nodes.document(place.index).id for place in places}
    found: list[Edge] = []
    fields = by_fields(places, members, pile)
    for place in places:
        if not is_passed_on(fields[place.index], given):
            way = Way(place, event, members, given, pile)
            way.walk()
            found.extend(way.edges)
    return with_shared_text(places, [*found, *(edge for edges in fields.values() for edge in edges)], pile)


def by_fields(places: Sequence[ClaimPlace], members: Sequence[int], pile: Pile) -> dict[int, list[Edge]]:
    """The edges that feeds, exports and archives give, by the index of the document."""
    return {i: list(referred(i, members, pile.traces, pile.nodes)) for i in dict.fromkeys(p.index for p in places)}


def is_passed_on(fields: Sequence[Edge], given: set[str]) -> bool:
    """True of a post that only passes on a given one: whom it names, that one has named, and is heard once."""
    return any(edge.kind is EdgeKind.COPY and edge.taken in given for edge in fields)


def with_shared_text(places: Sequence[ClaimPlace], found: Sequence[Edge], pile: Pile) -> list[Edge]:
    """The edges with those of copied and quoted text, where the two are not linked otherwise."""
    spans: dict[int, list[Span]] = {}
    for place in places:
        spans.setdefault(place.index, []).extend(place.claim.spans)
    linked = {frozenset((edge.taker, edge.taken)) for edge in found}
    having = {edge.taker for edge in found}
    best: dict[str, Edge] = {}
    for one in shared_by(spans, pile.shared, pile.traces):
        edge = shared_edge(one, pile.traces, pile.nodes)
        if edge.taker in having and edge.kind is EdgeKind.QUOTATION:
            continue
        if frozenset((edge.taker, edge.taken)) not in linked and better(edge, best.get(edge.taker)):
            best[edge.taker] = edge
    return merged(edge for edge in (*found, *best.values()) if edge.taker != edge.taken)


def merged(edges: Iterable[Edge]) -> list[Edge]:
    """One edge for each taker, taken and kind, with all evidence and the best confidence, in order."""
    groups: dict[tuple[str, str, EdgeKind], list[Edge]] = {}
    for edge in edges:
        groups.setdefault((edge.taker, edge.taken, edge.kind), []).append(edge)
    return [
        Edge(
            *identity,
            confidence=max(edge.confidence for edge in same),
            evidence=tuple(dict.fromkeys(e for edge in same for e in edge.evidence)),
        )
        for identity, same in groups.items()
    ]


class Way:
    """The way up from one place: along its chain, as far as the first document that was ``given`` and tells for itself
    where it has the claim from; to whom it credits beside, where the chain leads to nobody.
    """

    def __init__(self, place: ClaimPlace, event: int, members: Sequence[int], given: set[str], pile: Pile) -> None:
        self._place, self._event, self._members, self._given, self._pile = place, event, members, given, pile
        self._document = pile.traces[place.index].document
        self._own = self._below = pile.nodes.document(place.index).id
        self._outlets: set[str] = set()
        self._innermost: Attribution | None = None
        self.edges: list[Edge] = []

    def walk(self) -> None:
        """Along the chain of the place, and to what is credited beside it."""
        pile, index = self._pile, self._place.index
        self.whole()
        started = self._below
        chain = pile.chain(self._place)
        self._innermost = chain[-1] if chain else None
        for attribution in _ordered(chain, self._document.text):
            if attribution.response is Response.DENY and attribution.id in self._place.claim.responses:
                continue
            self._step(attribution, pile.sources[index].get(attribution.source_id or ""))
            if self._below in self._given - {self._own}:
                return
        if self._below == started:
            self._beside()

    def whole(self) -> None:
        """Credits for all of the document; a reprint stands below everything that it says."""
        for credit in self._pile.credits[self._place.index]:
            if credit.whole and credit.key not in self._outlets:
                nodes = self._to_outlet(credit.name, credit.spans, credit.confidence)
                if nodes and credit.reprint and self._below == self._own:
                    self._below = nodes[0]

    def _step(self, attribution: Attribution, source: Source | None) -> None:
        nodes = self._pile.nodes
        phrase = self._document.quote(attribution.source)
        if author(source, self._document):
            return
        spans = tuple(sorted(attribution.source + attribution.cue))
        outlet = self._outlet(attribution, source, phrase)
        if outlet is not None:
            if self._to_outlet(outlet, spans, attribution.confidence, onward=True):
                self._resting(outlet, attribution)
            return
        if (source is None and not attribution.source) or (source is not None and nobody(source)):
            return
        if (
            source is not None
            and source.kind is SourceKind.ACCOUNT
            and nodes.published_by(source.name, [self._place.index])
        ):
            return  # the post's own account, by its label
        named = self._posts_named(f"{phrase} {source.name if source is not None else ''}")
        written = named or _written(source, self._place.index, self._members, nodes)
        if written:
            self._link(written, spans, attribution.confidence)
            return
        listener, owner = self._listener(attribution), owner_of(phrase, nodes.register)
        if listener is not None:
            self._to_outlet(listener.name, listener.spans, _HEARD, onward=True)
        elif owner is not None:
            self._to_outlet(owner, attribution.source, attribution.confidence, onward=True)
        through = self._below if self._below != self._own else None
        node = nodes.speaker(self._event, self._place.index, attribution, source, through)
        if node is not None:
            self._link([node.id], spans, attribution.confidence)

    def _outlet(self, attribution: Attribution, source: Source | None, phrase: str) -> str | None:
        """The outlet that speaks, be it by its reporter or as "the newspaper"."""
        nodes = self._pile.nodes
        known = self._pile.programme(self._place.index, attribution)
        known = known or nodes.reports_for(self._event, source) or outlet_of(source, phrase, nodes.register)
        if known is None and means_an_outlet(phrase) and attribution.source:
            before = [c for c in self._pile.credits[self._place.index] if c.spans[0][0] < attribution.source[0][0]]
            named = [c for c in before if c.kind == "credit" and not c.whole]
            known = named[-1].name if named else None
        return known

    def _listener(self, attribution: Attribution) -> Credit | None:
        told = self._pile.hearing[self._place.index].listener(attribution)
        if told is None or self._pile.nodes.published_by(told.name, [self._place.index]):
            return None
        return told if told.key not in self._outlets else None

    def _to_outlet(self, name: str, spans: Sequence[Span], sure: float, onward: bool = False) -> list[str]:
        """Edges to an outlet's documents, or to its node as not seen; none where it is the document's own."""
        register = self._pile.nodes.register
        outlet = register.named(name)
        self._outlets.add(key(outlet.name if outlet else name))
        takens = _outlet_nodes(name, self._place.index, self._members, self._pile.nodes)
        if onward:
            self._link(takens, spans, sure)
        else:
            self.edges.extend(self._edge(taken, spans, sure) for taken in takens)
        return takens

    def _link(self, takens: Sequence[str], spans: Sequence[Span], sure: float) -> None:
        """Edges from where the way has come to, and on to the first of those."""
        self.edges.extend(self._edge(taken, spans, sure) for taken in takens if taken != self._below)
        if takens:
            self._below = takens[0]

    def _edge(self, taken: str, spans: Sequence[Span], sure: float, kind: EdgeKind = EdgeKind.CREDIT) -> Edge:
        return Edge(self._below, taken, kind, round(sure, 4), (Evidence(self._document.id, tuple(spans)),))

    def _resting(self, outlet: str, attribution: Attribution) -> None:
        """On from the outlet that speaks last in a chain, to whom it is said to have it from."""
        if attribution is self._innermost and attribution.source:
            self._onward(Credit(outlet, self._pile.nodes.register.named(outlet), (attribution.source[0],), 1.0))

    def _onward(self, credit: Credit) -> None:
        """On to the other outlet, the named origin or the unnamed people on whom a credited one is said to rest."""
        hearing, nodes = self._pile.hearing[self._place.index], self._pile.nodes
        if self._below in self._given:
            return
        cited = hearing.cited(credit)
        if cited is not None and self._to_outlet(cited.name, cited.spans, cited.confidence, onward=True):
            credit = cited
        named = hearing.origin(credit)
        who = named or hearing.unnamed(credit)
        if who is None or self._below in self._given:
            return
        label = " ".join(self._document.text[slice(*who)].strip(' “"').split())
        if named:
            node = nodes.named(self._event, label, self._document.id)
        else:
            node = nodes.heard(self._below, label, self._document.id)
        self._link([node.id], (who,), _HEARD)

    def _beside(self) -> None:
        """Credits in words or by link and posts: the nearest ones beside the claim, else what outlets it credits."""
        claim, index = self._place.claim, self._place.index
        self._posts()
        credits = [
            c
            for c in self._pile.credits[index]
            if c.key not in self._outlets and not c.whole and not self._of_others(c)
        ]
        pictured = is_of_a_picture(claim.text)
        sentence = self._pile.hearing[index].sentence
        credits = [c for c in credits if not c.framed or not distance((sentence(c.spans[0][0]),), claim.spans)]
        beside = [c for c in credits if distance(c.spans, claim.spans) <= _BESIDE and (c.kind != "picture" or pictured)]
        elsewhere = [] if self.edges else [c for c in credits if c.kind != "picture"]
        started = self._below
        for credit in beside or elsewhere:
            sure = credit.confidence * (1.0 if beside else _ELSEWHERE)
            kind = EdgeKind.LINK if credit.kind == "link" else EdgeKind.CREDIT
            takens = _outlet_nodes(credit.name, index, self._members, self._pile.nodes)
            self.edges.extend(self._edge(taken, credit.spans, sure, kind) for taken in takens)
            if takens and kind is EdgeKind.CREDIT:
                self._below = takens[0]
                self._onward(credit)
                self._below = started

    def _posts(self) -> None:
        """Posts that are spoken of or shown beside the claim."""
        claim = self._place.claim
        for post in self._pile.posts[self._place.index]:
            if distance((post.shown,) if post.shown else post.spans, claim.spans) <= (0 if post.shown else _BESIDE):
                self._to_post(post)

    def _of_others(self, credit: Credit) -> bool:
        """True of a credit in the frame of somebody else's words, for a claim that is put in a speaker's mouth."""
        chain = self._place.claim.chain
        return bool(chain) and any(
            a.source_id is not None and a.id not in chain and distance((*a.source, *a.cue), credit.spans) == 0
            for a in self._pile.attributions[self._place.index].values()
            if a.source and a.cue
        )

    def _posts_named(self, words: str) -> list[str]:
        """The given posts of others whose account is named in some words."""
        nodes = self._pile.nodes
        others = [m for m in self._members if m != self._place.index]
        return [nodes.document(i).id for i in nodes.posts_named(words, others)]

    def _to_post(self, post: Posted) -> None:
        nodes = self._pile.nodes
        seen = (
            nodes.published_by(post.account, [m for m in self._members if m != self._place.index])
            if post.account
            else []
        )
        named = [nodes.document(i).id for i in seen] or self._posts_named(self._document.quote(post.spans))
        takens = named or [nodes.post(self._place.index, post.label, post.account).id]
        self.edges.extend(self._edge(taken, post.spans, _POSTED) for taken in takens)


def _ordered(chain: Sequence[Attribution], text: str) -> list[Attribution]:
    """The chain with those outside by whom the rest is cited: "according to X, as cited by the Echo"."""

    def cited_by(attribution: Attribution) -> bool:
        if not attribution.cue or not attribution.source or attribution.source[0][0] < attribution.cue[-1][1]:
            return False
        gap = text[attribution.cue[-1][1] : attribution.source[0][0] + _BY]
        return bool(_CITED_BY.match(gap)) and len(gap) < _NEAR

    return sorted(chain, key=lambda attribution: not cited_by(attribution))


def _written(source: Source | None, index: int, members: Sequence[int], nodes: Nodes) -> list[str]:
    """The posts among the documents that the named source of another one wrote, and what a named body published."""
    if source is None or source.naming is not Naming.NAMED:
        return []
    written = nodes.published_by(source.name, [m for m in members if m != index])
    found = [nodes.document(i) for i in written]
    return [node.id for node in found if node.kind is NodeKind.POST or source.kind is not SourceKind.PERSON]


def _outlet_nodes(name: str, index: int, members: Sequence[int], nodes: Nodes) -> list[str]:
    """The documents of an outlet among those of the event, else its node as not seen; none for the document's own."""
    if nodes.published_by(name, [index]):
        return []
    seen = nodes.published_by(name, [m for m in members if m != index])
    return [nodes.document(i).id for i in seen] or [nodes.unseen(name).id]


def distance(one: Sequence[Span], two: Sequence[Span]) -> int:
    """Characters between the nearest two of the spans; 0 where any two touch."""
    return min(max(s - other_e, other_s - e, 0) for s, e in one for other_s, other_e in two)
