"""What a person should look at first: what was read or matched least surely, and nobody has decided yet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.claim_parts import APPEARANCE, EDGE, RESPONSE, Answer, Appearance, Edge
from whosays.ledger.claim_rows import Held, held, holds
from whosays.ledger.decision_rows import ACCEPT, APART, MERGE, node_key
from whosays.ledger.document_rows import Version, traces_of, versions_of
from whosays.ledger.nearby import spread_of
from whosays.ledger.particulars import undone
from whosays.likeness import features
from whosays.matching.alike import alike, roots
from whosays.model import Attribution, Document, Naming, Response, Source, SourceKind, Spans, Trace, record
from whosays.vectors import Vectors
from whosays.wording import DOES, count

_CLAIMS = 60  # of a leaf, among which doubts are looked for
_LINK, _SAID, _PLACE = 0.7, 0.75, 0.5  # under which a link, what was read, a likeness is in doubt
_NEAR = 0.7  # how like claims of one event are that may be the same
_AROUND = 160  # characters shown to either side


@dataclass(frozen=True, slots=True)
class Doubted:
    """What is in doubt about a leaf of claims, the least sure first; ``more``: other claims changed before these."""

    doubts: tuple[record.Doubt, ...]
    more: bool


def doubted(connection: sa.Connection, vectors: Vectors, leaf: int = 0) -> Doubted:
    """What is in doubt about the claims of a leaf of those that hold, the first (0) those that changed last."""
    table = tables.states
    newest = sa.select(table.c.claim).where(holds(table, tables.state_ends, None)).order_by(table.c.id.desc())
    names = connection.execute(newest.offset(leaf * _CLAIMS).limit(_CLAIMS + 1)).scalars().all()
    claims = held(connection, names[:_CLAIMS])
    found = _Doubting(connection, claims)
    every = [*found.claims(vectors), *found.links(), *found.places(), *found.said(), *found.sources()]
    every = [doubt for doubt in every if doubt.names not in found.decided]
    every.sort(key=lambda doubt: (doubt.confidence, doubt.kind, doubt.names))
    once = {(doubt.kind, doubt.names, doubt.value): doubt for doubt in reversed(every)}  # a step is one of many claims
    asked = sorted(once.values(), key=lambda doubt: (doubt.confidence, doubt.kind, doubt.names))
    return Doubted(tuple(asked), len(names) > _CLAIMS)


class _Doubting:
    def __init__(self, connection: sa.Connection, claims: Mapping[int, Held]) -> None:
        self._connection, self._claims = connection, claims
        used = {h.part.version for one in claims.values() for h in one.parts if h.part.version is not None}
        self._versions: Mapping[int, Version] = versions_of(connection, used)
        self._traces: Mapping[int, Trace] = traces_of(connection, used)
        self.decided = _decided(connection)
        self._places = _decided_places(connection)

    def claims(self, vectors: Vectors) -> Iterator[record.Doubt]:
        """Claims of one event that may be the same."""
        by_event: dict[int, list[Held]] = {}
        for one in self._claims.values():
            by_event.setdefault(one.state["event"], []).append(one)
        pile = self._connection.execute(sa.select(sa.func.max(tables.documents.c.id))).scalar() or 0
        for group in by_event.values():
            for at, one in enumerate(group):
                others = group[at + 1 :]
                spread = spread_of(self._connection, roots(one.state["text"]).values())
                texts = [other.state["text"] for other in others]
                for other, near in zip(others, alike(one.state["text"], texts, spread, pile, vectors), strict=True):
                    if near.score >= _NEAR and not self._parted(one, other):
                        words = f"both have {', '.join(near.shared)}" if near.shared else "they mean much the same"
                        yield record.Doubt(
                            "claims",
                            "Do these two say the same?",
                            f"They are about one event and kept apart; {words} ({near.score:.2f} alike).",
                            round(max(0.0, 1 - near.score / 2), 4),
                            (f"k{one.claim}", f"k{other.claim}"),
                            f"k{one.claim}",
                            self._first(one),
                            self._first(other),
                        )

    def links(self) -> Iterator[record.Doubt]:
        """Links that are not sure."""
        for one in self._claims.values():
            for part in one.of(EDGE):
                edge = part.part.read(Edge)
                if edge.confidence < _LINK and not self._is_its_own(edge) and not self._is_decided(edge):
                    shown = edge.evidence[0] if edge.evidence else None
                    version = shown.version if shown else part.part.version
                    if version is None:
                        continue
                    yield record.Doubt(
                        "link",
                        f"Has {edge.taker.label} this from {edge.taken.label}?",
                        f"These words were taken for it: a {edge.kind}.",
                        edge.confidence,
                        (f"p{part.id}",),
                        f"k{one.claim}",
                        self._claim(one),
                        self._passage(version, shown.spans if shown else ()),
                    )

    def places(self) -> Iterator[record.Doubt]:
        """Places that share few words with the claim they are taken to make."""
        for one in self._claims.values():
            parts = one.of(APPEARANCE)
            if len(parts) < 2:
                continue
            stems = set(features(one.state["text"]).stems)
            for part in parts:
                version, spans = part.part.version or 0, part.part.read(Appearance).spans
                own = set(features(self._document(version).quote(spans[:1])).stems)
                likeness = len(own & stems) / max(min(len(own), len(stems)), 1)
                if likeness < _PLACE and not self._placed(version, spans):
                    shared = count(len(own & stems), "word")
                    yield record.Doubt(
                        "place",
                        "Does this passage make the claim?",
                        f"It is taken to tell the same as the others, and shares {shared} with it.",
                        round(likeness, 4),
                        (f"p{part.id}",),
                        f"k{one.claim}",
                        self._claim(one),
                        self._passage(version, spans),
                        self._says(version, part.part.read(Appearance)),
                    )

    def _says(self, version: int, place: Appearance) -> str | None:
        """The handle of who says it last, whose word may be an answer rather."""
        return f"{self._versions[version].name}:{place.chain[-1]}" if place.chain else None

    def _is_its_own(self, edge: Edge) -> bool:
        """Whether a document is said to have something from its own outlet, or its author, which is no link at all."""
        trace = self._traces.get(edge.taker.version or 0)
        document = trace.document if trace is not None else None
        own = (document.outlet, document.account, *document.authors) if document is not None else ()
        names = {_bare(name) for name in (edge.taker.label, *own) if name}
        elsewhere = edge.taken.version is not None and edge.taken.version != edge.taker.version
        return _bare(edge.taken.label) in names and not elsewhere

    def _is_decided(self, edge: Edge) -> bool:
        """Whether somebody said already whether one of these two has it from the other, whatever the link is called."""
        of = {number: version.document for number, version in self._versions.items()}
        ends = tuple(node_key(end, of.get(end.version or 0)) for end in (edge.taker, edge.taken))
        return ends in self._places.links

    def _placed(self, version: int, spans: Spans) -> bool:
        """Whether somebody said of this passage already which claim it makes."""
        return any(_at(spot, version, spans) for spot in (*self._places.sorted, *self._places.parted_spots))

    def _parted(self, one: Held, other: Held) -> bool:
        """Whether somebody parted what two claims are made of: nobody is asked again whether they are the same."""
        for here, there in self._places.parted:
            for left, right in ((one, other), (other, one)):
                if _holds_any(left, here) and _holds_any(right, there):
                    return True
        return False

    def said(self) -> Iterator[record.Doubt]:
        """Answers that may be to something else, and words that may be somebody else's."""
        for one in self._claims.values():
            answers = [part.part.read(Answer) for part in one.of(RESPONSE)]
            steps: list[tuple[int, str, str | None]] = [
                (answer.version, answer.attribution, answer.response) for answer in answers
            ]
            steps += [(version, name, None) for version, place in one.places() for name in place.chain]
            for version, name, response in steps:
                said = next((a for a in self._traces[version].attributions if a.id == name), None)
                if said is not None and said.confidence < _SAID:
                    yield self._doubted(one, version, said, response)

    def _doubted(self, one: Held, version: int, said: Attribution, response: str | None) -> record.Doubt:
        source = self._traces[version].source_of(said)
        who = source.name if source else "nobody who is named"
        words = tuple(sorted((*said.source, *said.cue, *said.content)))
        question = f"Is this {who}'s word?" if source else "Does nobody who is named say this?"
        why = f"{who} was read as who speaks here."
        if response is not None:
            question, why = f"Does {who} answer this claim?", f"It was read so: {DOES[Response(response)]}."
        return record.Doubt(
            "speaker" if response is None else "answer",
            question,
            why,
            round(said.confidence, 4),
            (f"{self._versions[version].name}:{said.id}",),
            f"k{one.claim}",
            self._claim(one),
            self._passage(version, words),
            (source.name if source else "none") if response is None else response,
        )

    def sources(self) -> Iterator[record.Doubt]:
        """Speakers of one claim whose names differ by a letter or two, or only in the given name."""
        for one in self._claims.values():
            known: dict[str, tuple[int, Source]] = {}
            for version, place in one.places():
                trace = self._traces[version]
                for said in (a for a in trace.attributions if a.id in place.chain):
                    source = trace.source_of(said)
                    if source is not None and source.naming is Naming.NAMED and source.kind is SourceKind.PERSON:
                        known.setdefault(source.name.casefold(), (version, source))
            people = list(known.values())
            for at, (own_version, source) in enumerate(people):
                for other_version, other in people[at + 1 :]:
                    if _misspelt(source.name, other.name):
                        yield record.Doubt(
                            "sources",
                            f"Are {source.name} and {other.name} one?",
                            "Their names are all but the same.",
                            0.5,
                            (self._handle(own_version, source), self._handle(other_version, other)),
                            f"k{one.claim}",
                            self._passage(own_version, source.mentions[:1]),
                            self._passage(other_version, other.mentions[:1]),
                            source.name,
                        )

    def _handle(self, version: int, source: Source) -> str:
        return f"{self._versions[version].name}:{source.id}"

    def _document(self, version: int) -> Document:
        return self._traces[version].document

    def _first(self, one: Held) -> record.Passage:
        """A claim in its own words, with where it is made first around them."""
        version, made = one.places()[0]
        place = self._passage(version, made.spans[:1])
        return record.Passage(place.document, place.label, one.state["text"], place.around)

    def _claim(self, one: Held) -> record.Passage:
        return record.Passage("", f"k{one.claim}", one.state["text"], "")

    def _passage(self, version: int, spans: Spans) -> record.Passage:
        document = self._document(version)
        name = document.outlet or next(iter(document.authors), None) or document.account or document.title or ""
        around = ""
        if spans:
            start, end = max(0, spans[0][0] - _AROUND), min(len(document.text), spans[-1][1] + _AROUND)
            around = " ".join(document.text[start:end].split())
        return record.Passage(self._versions[version].name, name, document.quote(spans), around)


def _decided(connection: sa.Connection) -> set[tuple[str, ...]]:
    """What people have decided about already, by the names it was given."""
    table, gone = tables.decisions, undone(connection)
    rows = connection.execute(sa.select(table.c.id, table.c.verb, table.c.subject))
    found: set[tuple[str, ...]] = set()
    for number, verb, subject in rows:
        if number not in gone:
            names = tuple(subject.split())
            found |= {names, names[:1]} if verb != APART else {names, names[::-1]}
    return found


@dataclass(frozen=True, slots=True)
class _Places:
    """What people decided, by where it stands: passages that were kept with a claim, or parted from others, and links
    between two nodes."""

    sorted: tuple[Mapping[str, Any], ...]
    parted: tuple[tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]], ...]
    links: frozenset[tuple[str, ...]]

    @property
    def parted_spots(self) -> list[Mapping[str, Any]]:
        """The passages that were taken out of a claim."""
        return [spot for here, _ in self.parted for spot in here]


def _decided_places(connection: sa.Connection) -> _Places:
    table, gone = tables.decisions, undone(connection)
    kept: list[Mapping[str, Any]] = []
    parted: list[tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]] = []
    links: set[tuple[str, ...]] = set()
    for number, verb, body in connection.execute(sa.select(table.c.id, table.c.verb, table.c.about)):
        about: dict[str, Any] = json.loads(body) if number not in gone else {"what": ""}
        if about["what"] == "edge":
            links.add((about["from"], about["to"]))
        elif about["what"] == "places" and about.get("apart"):
            parted.append((about["places"], about["apart"]))
        elif about["what"] == "places" and verb in (ACCEPT, MERGE):
            kept += about["places"]
    return _Places(tuple(kept), tuple(parted), frozenset(links))


def _at(spot: Mapping[str, Any], version: int, spans: Spans) -> bool:
    return bool(spot["version"] == version and [list(span) for span in spans] == spot["spans"])


def _holds_any(claim: Held, spots: Sequence[Mapping[str, Any]]) -> bool:
    return any(_at(spot, version, place.spans) for version, place in claim.places() for spot in spots)


def _bare(name: str) -> str:
    """A name as it is compared: without article, case and signs."""
    return re.sub(r"^the |\W", "", name.casefold())


def _misspelt(one: str, two: str) -> bool:
    """True for names of as many words that differ in one of them, by no more than two letters."""
    left, right = one.casefold().split(), two.casefold().split()
    if len(left) != len(right) or len(left) < 2:
        return False
    other = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    return len(other) == 1 and _near(*other[0])


def _near(one: str, two: str) -> bool:
    if abs(len(one) - len(two)) > 1 or min(len(one), len(two)) < 4:
        return False
    common = sum(a == b for a, b in zip(one, two, strict=False))
    behind = sum(a == b for a, b in zip(reversed(one), reversed(two), strict=False))
    return max(common, behind) >= max(len(one), len(two)) - 2
