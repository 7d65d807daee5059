"""From whom each article has a proposition: of all who may be its source there, those whom most speaks for, with the
way that leads to them through outlets and reporters."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from whosays.model import Attribution, Naming, SourceKind, Span
from whosays.model.story import Edge, EdgeKind, Node
from whosays.outlets.register import key
from whosays.provenance.candidates import Candidate, candidates
from whosays.provenance.informants import Informed, same_person
from whosays.provenance.source_phrases import outlet_of
from whosays.provenance.upstream import ClaimPlace, Pile, Way, by_fields, distance, is_passed_on, with_shared_text

LEAST = 0.6  # how likely somebody must be the source to be shown as one
_TOLD = 0.5  # how likely what somebody says must tell it
_WITNESS = 0.45  # for the only one there is
_INFORMED = 0.8
_BEGUN = 300  # characters from what is told to the words that say with whom it began
_NAME = re.compile(r"(?<![\w’'])[A-Z][\w’'-]{2,}")


@dataclass(frozen=True, slots=True)
class Credited:
    """Somebody an article has a proposition from, and how likely that is."""

    candidate: Candidate
    likely: float


def credited(places: Mapping[int, Sequence[ClaimPlace]], words: str, pile: Pile) -> dict[int, list[Credited]]:
    """Whom each article (by its index) that tells a proposition credits with it; ``words`` are the proposition's."""
    found = {
        index: candidates(index, told, words, [i for i in places if i != index], pile) for index, told in places.items()
    }
    names = {
        index: {name: c.measures["tells it"] for c in each for name in _NAME.findall(c.label)}
        for index, each in found.items()
    }
    return {
        index: _chosen([Credited(c, round(_likely(c, _told_by_others(c, index, names)), 4)) for c in each])
        for index, each in found.items()
    }


def _chosen(found: Sequence[Credited]) -> list[Credited]:
    """Those likely enough; where nobody is, the likeliest speaker who does not only answer: an article that tells the
    matter in its own voice and names a witness a sentence later has it from that witness."""
    found = [one for one in found if not _answers_only(one.candidate)]
    sure = [one for one in found if one.likely >= LEAST]
    if sure:
        return sure
    speaking = [c for c in found if not c.candidate.is_outlet]
    best = max(map(_as_witness, speaking), key=lambda one: one.likely, default=None)
    return [best] if best is not None and best.likely >= _WITNESS else []


def _answers_only(candidate: Candidate) -> bool:
    """True of somebody who denies or refuses it, and does not surely tell it besides."""
    return candidate.measures.get("answers", 0.0) > 0 and candidate.measures["tells it"] < _TOLD


def _as_witness(one: Credited) -> Credited:
    """How likely somebody is the source of an article that names no likelier one."""
    measures = one.candidate.measures
    odds = (
        one.likely
        / (1 - one.likely)
        * math.exp(_weights()["witness"]["quoted"] * measures["quoted"] * measures["person"])
    )
    return replace(one, likely=round(odds / (1 + odds), 4))


def _told_by_others(candidate: Candidate, index: int, names: Mapping[int, Mapping[str, float]]) -> float:
    """In how many of the other articles somebody of that name tells it, as a share."""
    own = _NAME.findall(candidate.label)
    others = [known for other, known in names.items() if other != index]
    return sum(max((known.get(name, 0.0) for name in own), default=0.0) for known in others) / max(len(others), 1)


def _likely(candidate: Candidate, told_by_others: float) -> float:
    weights = _weights()["outlet" if candidate.is_outlet else "speaker"]
    measures = {**candidate.measures, "told by others": told_by_others}
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in measures.items())
    return 1 / (1 + math.exp(-total))


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads((files(__package__) / "weighing.toml").read_text(encoding="utf-8"))


def edges_of_proposition(
    places: Sequence[ClaimPlace],
    words: str,
    event: int,
    members: Sequence[int],
    pile: Pile,
    told_by_person: Mapping[int, ClaimPlace],
) -> list[Edge]:
    """The edges by which a proposition came to every article that tells it. ``words`` are the proposition's,
    ``members`` the documents of its event, ``told_by_person`` the places whose chain a person gave: it is followed."""
    by_article: dict[int, list[ClaimPlace]] = {}
    for place in places:
        by_article.setdefault(place.index, []).append(place)
    found = credited(by_article, words, pile)
    given = {pile.nodes.document(index).id for index in by_article}
    fields = by_fields(places, members, pile)
    edges = [edge for each in fields.values() for edge in each]
    for index, told in by_article.items():
        if is_passed_on(fields[index], given):
            continue
        if index in told_by_person:
            given_way = Way(told_by_person[index], event, members, given, pile)
            given_way.walk()
            edges.extend(given_way.edges)
            continue
        best = max(told, key=lambda place: place.likely)
        way = _ArticleWay(best, event, members, given, pile)
        way.walk_to(found[index])
        edges.extend(way.edges)
    return with_shared_text(places, edges, pile)


class _ArticleWay(Way):
    """The ways from an article to everybody it is taken to have a proposition from."""

    def walk_to(self, found: Sequence[Credited]) -> None:
        self.whole()
        start = self._below
        known = {a.id: a for a in self._pile.attributions[self._place.index].values()}
        walked: set[str | None] = set()
        begun = self._begun()
        for one in found:
            if any(same_person(one.candidate.label, name) for name in begun):
                continue
            self._below = start
            before = len(self.edges)
            heard = self._heard_in(one.candidate)
            if heard is not None:
                if heard.source_id in walked:
                    continue
                self._speaker(heard, known)
            elif one.candidate.is_outlet:
                self._credit(one.candidate)
            elif one.candidate.best is not None and (one.candidate.best.source_id or "") not in walked:
                self._speaker(one.candidate.best, known)
            self._informant()
            if one.candidate.measures["tells it"] >= _TOLD and self._below != self._own:
                self._pile.nodes.asserting.add(self._below)
            said = heard or one.candidate.best
            walked.update({said.source_id} if said is not None and said.source_id else ())
            self.edges[before:] = [
                replace(edge, confidence=round(min(edge.confidence, one.likely), 4)) for edge in self.edges[before:]
            ]
        self._posts()

    def _begun(self) -> list[str]:
        """To the person with whom the article says that the story began; who then stands on the way, by name."""
        pile, before = self._pile, len(self.edges)
        spans = self._place.claim.spans
        near = [one for one in pile.begun[self._place.index] if distance((one.span,), spans) <= _BEGUN]
        if not near:
            return []
        one = near[0]
        outlet = outlet_of(None, one.phrase, pile.nodes.register)
        if outlet is not None:
            self._to_outlet(outlet, (one.span,), _INFORMED, onward=True)
        if self._below not in self._given - {self._own} and not same_person(one.name, outlet or ""):
            others = [m for m in self._members if m != self._place.index]
            written = [pile.nodes.document(i).id for i in pile.nodes.published_by(one.name, others)]
            node = written or [pile.nodes.named(self._event, one.name, self._document.id).id]
            self._link(node, (one.span,), _INFORMED)
            self._informant()
        return [pile.nodes.by_id[edge.taken].label for edge in self.edges[before:]]

    def _informant(self) -> None:
        """On from a named person, or from the outlet of one, to whoever is said to have told that person."""
        pile, nodes = self._pile, self._pile.nodes
        if self._below == self._own or self._below in self._given:
            return
        here = nodes.by_id[self._below]
        for one in pile.informed[self._place.index]:
            if not self._is_of_it(one):
                continue
            if not same_person(one.hearer, here.label):
                writer = next((s for s in pile.sources[self._place.index].values() if s.name == one.hearer), None)
                if key(nodes.reports_for(self._event, writer) or "") != key(here.label):
                    continue
                self._link([nodes.named(self._event, one.hearer, self._document.id).id], (one.span,), _INFORMED)
            node = self._known_at(one.who)
            if node is None:
                label = " ".join(self._document.text[slice(*one.who)].split())
                node = nodes.heard(self._below, label, self._document.id)
            if node.id != self._below:
                self._link([node.id], (one.span,), _INFORMED)
            return

    def _known_at(self, words: Span) -> Node | None:
        """The node of somebody whom the article speaks of at a place, by name or by an office, and quotes."""
        pile, index = self._pile, self._place.index
        for source in pile.sources[index].values():
            there = any(start < words[1] and words[0] < end for start, end in source.mentions)
            if there and source.naming is Naming.NAMED:
                return pile.nodes.named(self._event, source.name, self._document.id)
            if there and source.naming is Naming.ROLE:
                said = next((a for a in pile.attributions[index].values() if a.source_id == source.id), None)
                return pile.nodes.speaker(self._event, index, said, source) if said is not None else None
        return None

    def _is_of_it(self, informed: Informed) -> bool:
        """True where the words that somebody was told stand near what the article tells, and whoever was told says
        nothing else in between."""
        spans, index = self._place.claim.spans, self._place.index
        if distance((informed.span,), spans) > _BEGUN:
            return False
        behind, at = max(end for _, end in spans), informed.span[0]
        between = [
            a
            for a in self._pile.attributions[index].values()
            if a.content and distance(a.content, spans) and distance(a.content, (informed.span,))
            if any(behind <= start < at for start, _ in a.content)
        ]
        sources = (self._pile.sources[index].get(a.source_id or "") for a in between)
        return not any(source is not None and same_person(source.name, informed.hearer) for source in sources)

    def _heard_in(self, candidate: Candidate) -> Attribution | None:
        """Who says it in a programme that is credited because somebody says it there."""
        framed = [credit for credit in candidate.credits if credit.framed]
        if not framed or len(framed) < len(candidate.credits):
            return None
        said = self._pile.attributions[self._place.index].values()
        hearing = self._pile.hearing[self._place.index]
        inside = [a for a in said if a.response is None and a.source and hearing.listener(a) in framed]
        return next((a for a in inside if distance(a.content or a.source, self._place.claim.spans) == 0), None)

    def _credit(self, candidate: Candidate) -> None:
        credit = max(candidate.credits, key=lambda c: (c.kind == "credit", c.spans == candidate.spans))
        before = len(self.edges)
        takens = self._to_outlet(credit.name, credit.spans, credit.confidence)
        if credit.kind == "link":
            self.edges[before:] = [replace(edge, kind=EdgeKind.LINK) for edge in self.edges[before:]]
        elif takens:
            self._below = takens[0]
            self._onward(credit)

    def _speaker(self, said: Attribution, known: Mapping[str, Attribution]) -> None:
        chain, self._innermost = [said], said
        while (parent := known.get(chain[0].parent or "")) is not None and parent not in chain:
            chain.insert(0, parent)
        for attribution in chain:
            if attribution.response is not None and attribution is not said:
                continue
            source = self._pile.sources[self._place.index].get(attribution.source_id or "")
            self._step(attribution, source)
            if self._below in self._given - {self._own}:
                return
            self._reporter(attribution)

    def _reporter(self, attribution: Attribution) -> None:
        """On from an outlet to the one who reported it there, where the words name both."""
        source = self._pile.sources[self._place.index].get(attribution.source_id or "")
        nodes = self._pile.nodes
        if source is None or source.naming is not Naming.NAMED or source.kind is not SourceKind.PERSON:
            return
        if nodes.by_id[self._below].label != source.name and nodes.register.named(source.name) is None:
            node = nodes.speaker(self._event, self._place.index, attribution, source)
            if node is not None and node.id != self._below:
                self._link([node.id], tuple(sorted(attribution.source + attribution.cue)), attribution.confidence)
