"""Whom an article may have a proposition from: everybody who speaks in it and every outlet it credits, each with what
speaks for it in plain numbers. What they weigh is told in ``weighing.toml``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from whosays.likeness import features
from whosays.model import Attribution, Naming, Response, Source, SourceKind, Span, Spans
from whosays.model.meaning import ANSWERING
from whosays.outlets.words_of_credit import any_at
from whosays.provenance.credits import Credit
from whosays.provenance.firsthand import saw_it
from whosays.provenance.source_phrases import author, means_an_outlet, nobody, outlet_of
from whosays.provenance.upstream import ClaimPlace, Pile, distance

_FADES = 300  # characters in which nearness falls to a third
_MANY = 5
_AS_LIKELY = 0.5  # of the likeliest
_FRAMED = 0.3  # how likely a sentence must tell it for a credit that is for that sentence alone
_SAYS_SO = (None, Response.CONFIRM, Response.SUPPORT)
_CITED = re.compile(rf"\b{any_at('cue')}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody an article may have it from. ``said`` are the attributions of a speaker, the ``best`` the one that
    tells it if any does, ``credits`` those of an outlet; ``spans`` show it best; ``measures`` are by name, from 0 to 1.
    """

    label: str
    spans: Spans
    measures: Mapping[str, float]
    said: tuple[Attribution, ...] = ()
    best: Attribution | None = None
    credits: tuple[Credit, ...] = ()

    @property
    def is_outlet(self) -> bool:
        return bool(self.credits)


@dataclass(frozen=True, slots=True)
class _Article:
    """An article with the places where it tells the proposition, and the stems of the proposition's words."""

    index: int
    text: str
    places: Sequence[ClaimPlace]
    stems: frozenset[str]

    def near(self, spans: Spans) -> float:
        return max(p.likely * math.exp(-distance(spans, p.claim.spans) / _FADES) for p in self.places)

    def told(self, spans: Spans) -> float:
        """How likely the proposition is told within the spans."""
        return max((p.likely for p in self.places if distance(spans, p.claim.spans) == 0), default=0.0)

    def is_framed(self, programme: str, sentence: Span) -> bool:
        """True where a sentence that is told as seen or heard in a programme tells it, or where it tells what the
        programme does."""
        return self.told((sentence,)) >= _FRAMED or any(
            p.likely >= _FRAMED and programme in p.claim.text for p in self.places
        )

    def early(self, place: int) -> float:
        return 1 - place / max(len(self.text), 1)

    @property
    def opens(self) -> int:
        """Where it first tells it in its own voice, of those places that are about as likely as any; behind the end
        where it never does."""
        least = _AS_LIKELY * max((p.likely for p in self.places), default=0.0)
        own = [p.claim.spans[0][0] for p in self.places if not p.claim.chain and p.likely >= least]
        return min(own, default=len(self.text) + 1)


def candidates(
    index: int, places: Sequence[ClaimPlace], words: str, others: Sequence[int], pile: Pile
) -> list[Candidate]:
    """The candidates of one article that tells a proposition at ``places``; ``words`` are the proposition's, ``others``
    the other articles that tell it."""
    article = _Article(index, pile.traces[index].document.text, places, frozenset(features(words).stems))
    return [*_speakers(article, pile), *_outlets(article, others, pile)]


def _speakers(article: _Article, pile: Pile) -> list[Candidate]:
    trace, register = pile.traces[article.index], pile.nodes.register
    groups: dict[str, list[Attribution]] = {}
    named = {s.name: outlet_of(s, s.name, register) is not None for s in trace.sources}
    for attribution in trace.attributions:
        source = pile.sources[article.index].get(attribution.source_id or "")
        phrase = trace.document.quote(attribution.source)
        if not attribution.source or author(source, trace.document) or (source is not None and nobody(source)):
            continue
        if (source is None or source.naming is Naming.NONE) and attribution.agentless:
            continue
        if means_an_outlet(phrase) or (source and named[source.name]) or pile.programme(article.index, attribution):
            continue  # the outlet is a candidate by its credits
        groups.setdefault(source.id if source else attribution.id, []).append(attribution)
    sources = pile.sources[article.index]
    answering = {
        s.name
        for said in groups.values()
        for a in said
        if a.response in ANSWERING
        if (s := sources.get(a.source_id or ""))
    }
    order = sorted(groups, key=lambda key: groups[key][0].start)
    first_after = next((key for key in order if groups[key][0].start >= article.opens), None)
    return [
        _speaker(article, groups[key], sources.get(key), rank, key == first_after, answering, pile)
        for rank, key in enumerate(order)
    ]


def _speaker(
    article: _Article,
    said: Sequence[Attribution],
    source: Source | None,
    rank: int,
    next_up: bool,
    answering: Collection[str],
    pile: Pile,
) -> Candidate:
    """``answering`` are the names of those who deny or refuse here: who speaks for one of them answers with them."""
    document = pile.traces[article.index].document
    plain = [a for a in said if a.response in _SAYS_SO]
    told = max((article.told(a.content) for a in plain if a.content), default=0.0)
    best = max(said, key=lambda a: (a.response in _SAYS_SO, article.told(a.content) if a.content else 0.0, -a.start))
    spans = tuple(sorted(best.source + best.cue))
    label = " ".join((source.name if source else document.quote(best.source)).split())
    naming = source.naming if source else Naming.UNNAMED
    kind = source.kind if source else SourceKind.UNKNOWN
    return Candidate(
        label,
        spans,
        {
            "tells it": told,
            "near": max(article.near(tuple(sorted((*a.source, *a.content)))) for a in said),
            "first": 1 / (1 + rank),
            "early": article.early(said[0].start),
            "often": min(len(said), _MANY) / _MANY,
            "answers": float(len(plain) < len(said) or (source is not None and source.affiliation in answering)),
            "only answers": float(not plain),
            "next after own voice": float(next_up),
            "unnamed": float(naming in (Naming.UNNAMED, Naming.CROWD)),
            "role": float(naming is Naming.ROLE),
            "person": float(kind is SourceKind.PERSON),
            "organization": float(kind is SourceKind.ORGANIZATION),
            "document": float(kind is SourceKind.DOCUMENT),
            "account": float(kind is SourceKind.ACCOUNT),
            "in the proposition": _common(label, article.stems),
            "cited": float(any(_CITED.search(document.quote(a.cue)) for a in said)),
            "quoted": float(any(a.form.value == "direct" for a in said)),
            "sure": max(a.confidence for a in said),
            "saw it": float(source is not None and saw_it(pile.traces[article.index], source)),
        },
        said=tuple(said),
        best=best,
    )


def _outlets(article: _Article, others: Sequence[int], pile: Pile) -> list[Candidate]:
    groups: dict[str, list[Credit]] = {}
    answered = _answered(article.index, pile)
    sentence = pile.hearing[article.index].sentence
    for credit in pile.credits[article.index]:
        if credit.framed and not article.is_framed(credit.name, sentence(credit.spans[0][0])):
            continue
        if credit not in answered and not pile.nodes.published_by(credit.name, [article.index]):
            groups.setdefault(credit.key, []).append(credit)
    return [_outlet(article, credits, rank, others, pile) for rank, credits in enumerate(groups.values())]


def _answered(index: int, pile: Pile) -> list[Credit]:
    """The outlets to which somebody only answered: a ministry that told the Register that it could not confirm it has
    given the Register no source."""
    hearing, said = pile.hearing[index], pile.traces[index].attributions
    heard = [(a.response, credit) for a in said if (credit := hearing.listener(a)) is not None and credit.told]
    telling = [credit for response, credit in heard if response in _SAYS_SO]
    return [credit for response, credit in heard if response not in _SAYS_SO and credit not in telling]


def _outlet(article: _Article, credits: Sequence[Credit], rank: int, others: Sequence[int], pile: Pile) -> Candidate:
    sentence = pile.hearing[article.index].sentence
    inside = [article.told((sentence(c.spans[0][0]),)) for c in credits]
    best = credits[max(range(len(credits)), key=lambda i: (inside[i] * credits[i].confidence, -i))]
    return Candidate(
        best.name,
        best.spans,
        {
            "tells it": max(inside),
            "near": max(article.near(c.spans) for c in credits),
            "first": 1 / (1 + rank),
            "early": article.early(credits[0].spans[0][0]),
            "often": min(len(credits), _MANY) / _MANY,
            "told": float(any(c.told for c in credits)),
            "cited": float(any(c.cited for c in credits)),
            "whole": float(any(c.whole for c in credits)),
            "only a link": float(all(c.kind == "link" for c in credits)),
            "only a picture": float(all(c.kind == "picture" for c in credits)),
            "known": float(best.outlet is not None),
            "given": float(bool(pile.nodes.published_by(best.name, others))),
            "sure": max(c.confidence for c in credits),
            "in the proposition": _common(best.name, article.stems),
        },
        credits=tuple(credits),
    )


def _common(name: str, stems: frozenset[str]) -> float:
    """The share of a name's words that the proposition has."""
    own = set(features(name).stems)
    return len(own & stems) / max(len(own), 1)
