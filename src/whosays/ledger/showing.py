"""A claim, a document or a source as the ledger holds it, now or as of an entry (``whosays.model.record``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import UNSET
from msgspec.structs import replace

from whosays.ledger import claim_parts as parts
from whosays.ledger import tables
from whosays.ledger.chunks import chunks
from whosays.ledger.claim_parts import APPEARANCE, DRIFT, EDGE, ORIGIN, RESPONSE
from whosays.ledger.claim_rows import Held, claims_in, graded, held, holds, letter
from whosays.ledger.correction_rows import missing_in
from whosays.ledger.decision_rows import CORRECT, UNDO
from whosays.ledger.decisions_told import told
from whosays.ledger.document_rows import Version, current, folded, inputs_of, texts_of, traces_of, versions_of
from whosays.ledger.downstream import downstream
from whosays.ledger.particulars import undone
from whosays.ledger.sayings import Sayings, sayings
from whosays.model import Attribution, Document, Response, Spans, Trace, record
from whosays.standing.turns import Said, turns

MOST_SPEAKING = 200  # places of a source that are shown, the newest


def claim(connection: sa.Connection, number: int, entry: int | None = None) -> record.Claim | record.FormerClaim | None:
    """A claim with everything held of it; none where there is no such claim (yet). One that became part of another
    has only its text, its history and what it became."""
    kept = held(connection, [number], entry).get(number)
    if kept is None:
        return _former(connection, number, entry)
    return replace(
        described(connection, kept, entry),
        decisions=decisions(connection, number, entry),
        lineage=_lineage(connection, number, entry),
        since=_time(connection, kept.state["entry"]),
    )


def described(connection: sa.Connection, kept: Held, entry: int | None = None) -> record.Claim:
    """A claim with the words behind each part."""
    state = kept.state
    reasons = kept.reasons
    texts = _Texts(connection, [kept], entry)
    answers = [h.part.read(parts.Answer) for h in kept.of(RESPONSE)]
    turned = _turns(answers, texts)
    return record.Claim(
        claim=f"k{kept.claim}",
        text=state["text"],
        event=f"e{state['event']}",
        documents=state["documents"],
        standing=record.Standing(
            state["summary"], state["credibility"], letter(state), texts.grounds(reasons.standing)
        ),
        origins=record.Origins(
            state["least"],
            state["most"],
            tuple(texts.node(h.part.read(parts.Origin).node) for h in kept.of(ORIGIN)),
            texts.grounds(reasons.origins),
        ),
        circular=reasons.circular,
        note=reasons.note,
        appearances=tuple(
            texts.appearance(h.id, h.part.version or 0, h.part.read(parts.Appearance)) for h in kept.of(APPEARANCE)
        ),
        edges=tuple(texts.edge(h.id, h.part.read(parts.Edge)) for h in kept.of(EDGE)),
        drift=tuple(texts.drift(h.part.read(parts.Drift)) for h in kept.of(DRIFT)),
        responses=_in_order(texts.response(answer) for answer in answers),
        turns=turned or UNSET,
    )


def _turns(answers: Sequence[parts.Answer], texts: _Texts) -> tuple[str, ...]:
    """What a speaker first answered and later otherwise. Who they are is looked up where answers differ at all."""
    if len({answer.response for answer in answers}) < 2:
        return ()
    spoken = texts.sayings({answer.version for answer in answers})
    said = []
    for answer in answers:
        source = spoken[answer.version].sources.get(answer.by or "")
        if source is not None:
            shown, start = texts.response(answer), answer.spans[0][0] if answer.spans else 0
            voice, way = (answer.who, source.affiliation), Response(answer.response)
            said.append(Said(voice, source.naming, way, shown.published, shown.document, start))
    return tuple(turn.text for turn in turns(said))


def _in_order(answers: Iterable[record.Response]) -> tuple[record.Response, ...]:
    """Answers by day, those of which none is known last."""
    return tuple(sorted(answers, key=lambda one: (one.published is None, (one.published or "")[:10])))


def decisions(connection: sa.Connection, number: int, entry: int | None = None) -> tuple[record.Decision, ...]:
    """What people decided about a claim, oldest first, what they put right in what it is made of among it."""
    table, states = tables.decisions, tables.states
    events = sa.select(states.c.event).where(states.c.claim == number).distinct()
    beside = sa.select(table.c.id, table.c.about).where(table.c.verb.in_((CORRECT, UNDO)), table.c.event.in_(events))
    named = [n for n, about in connection.execute(beside) if number in json.loads(about).get("claims", ())]
    return _decided(connection, sa.or_(table.c.claim == number, table.c.id.in_(named)), entry)


def corrections(connection: sa.Connection, document: int, entry: int | None = None) -> tuple[record.Decision, ...]:
    """What people put right in a document, oldest first."""
    subject = tables.decisions.c.subject
    own = sa.or_(*(subject.like(f"{before}d{document}{after}%") for before in ("", "j%correct ") for after in ":."))
    return _decided(connection, sa.and_(tables.decisions.c.verb.in_((CORRECT, UNDO)), own), entry)


def _decided(connection: sa.Connection, which: Any, entry: int | None) -> tuple[record.Decision, ...]:
    table, entries = tables.decisions, tables.entries
    columns = (table.c.id, table.c.verb, table.c.subject, table.c.who, table.c.why, entries.c.time)
    statement = sa.select(*columns).join(entries, entries.c.sequence == table.c.entry).where(which)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    gone = undone(connection, entry)
    rows = connection.execute(statement.order_by(table.c.id)).all()
    words = told(connection, [row.id for row in rows])
    return tuple(
        record.Decision(f"j{row.id}", row.verb, row.subject, words[row.id], row.who, row.why, row.time, row.id in gone)
        for row in rows
    )


def decision(connection: sa.Connection, number: int) -> record.Decision | None:
    """A decision, told in one with those that were written down together with it."""
    table = tables.decisions
    entry = sa.select(table.c.entry).where(table.c.id == number).scalar_subquery()
    found = _decided(connection, table.c.entry == entry, None)
    one = next((one for one in found if one.decision == f"j{number}"), None)
    return None if one is None else replace(one, told="; ".join(one.told for one in found))


def latest_decisions(connection: sa.Connection, most: int, before: int | None = None) -> tuple[record.Decision, ...]:
    """What people decided last, newest first; ``before`` a decision's number, what was decided before it."""
    own = tables.decisions.c.id
    if before is None:
        before = (connection.execute(sa.select(sa.func.max(own))).scalar() or 0) + 1
    return _decided(connection, sa.and_(own < before, own >= before - most), None)[::-1]


def history(connection: sa.Connection, number: int) -> list[record.Step]:
    """Everything that changed of a claim, oldest first: changes, and people's decisions, with time and run."""
    table, entries, runs = tables.changes, tables.entries, tables.runs
    statement = (
        sa.select(table, entries.c.time, runs.c.version.label("made_by"))
        .join(entries, entries.c.sequence == table.c.entry)
        .join(runs, runs.c.id == entries.c.run)
        .where(table.c.claim == number)
        .order_by(table.c.id)
    )
    found = []
    for row in connection.execute(statement).mappings():
        keys = ("time", "made_by", "kind", "text", "before", "after")
        evidence = msgspec.json.decode(row["evidence"], type=tuple[record.Words, ...])
        found.append(record.Step(**{key: row[key] for key in keys}, evidence=evidence))
    for made in decisions(connection, number):
        since = ", taken back since" if made.undone else ""
        text = f"{made.who} decided ({made.decision}): {made.told} ({made.why}){since}"
        found.append(record.Step(made.time, made.who, "decision", text, None, None, ()))
    return sorted(found, key=lambda step: step.time)


def document(
    connection: sa.Connection, number: int, entry: int | None = None, which: int | None = None
) -> record.Document | None:
    """A document: its texts, where each was read, the claims it makes, and what hangs on it. Where one of its texts is
    asked for by number (``which``), that is what is told of it, and the claims are those that rest on that text."""
    texts = _texts_of(connection, number, entry)
    newest = current(connection, [number], entry).get(number)
    if which is not None:
        asked = [text.version.id for text in texts if text.version.number == which]
        newest = versions_of(connection, asked).get(asked[0]) if asked else None
    if newest is None:
        return None
    seen = sightings(connection, [text.version.id for text in texts], entry)
    text = texts_of(connection, [newest.id], entry)[newest.id]
    claims = held(connection, claims_in(connection, [newest.id], entry), entry)
    below = downstream(connection, number, entry)
    trace = traces_of(connection, [newest.id], entry)[newest.id]
    return record.Document(
        document=f"d{number}",
        shown=newest.name if which is not None else None,
        title=text.title,
        outlet=text.outlet,
        authors=text.authors,
        url=text.url,
        published=text.published,
        dated=text.dated.value if text.dated else None,
        language=text.language,
        retracted=text.retracted,
        versions=tuple(
            record.Version(one.version.name, one.version.sha256, one.late, one.again, seen.get(one.version.id, ()))
            for one in texts
        ),
        claims=tuple(
            record.MadeClaim(
                f"k{n}",
                kept.state["text"],
                kept.state["documents"],
                graded(kept.state),
                tuple(f"d{d}" for d in below.get(n, ())),
            )
            for n, kept in claims.items()
        ),
        said=tuple(_said(newest.name, trace, one) for one in trace.attributions),
        corrections=corrections(connection, number, entry),
        without_words=tuple(f"j{n}" for n in missing_in(connection, number)) if entry is None else (),
        text=text.text,
    )


def _said(name: str, trace: Trace, one: Attribution) -> record.Said:
    source = trace.source_of(one)
    return record.Said(
        f"{name}:{one.id}",
        source.name if source else None,
        f"{name}:{source.id}" if source else None,
        source.naming.value if source else None,
        one.factuality.value,
        one.response.value if one.response else None,
        f"{name}:{one.responds_to}" if one.responds_to else None,
        round(one.confidence, 4),
        trace.document.quote(tuple(sorted((*one.source, *one.cue, *one.content)))),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a document: whether it is older than one that came before, and of which earlier text it is the words
    ``again``."""

    version: Version
    late: bool
    again: str | None


def _texts_of(connection: sa.Connection, number: int, entry: int | None) -> list[_Text]:
    """The texts of a document in the order in which they came."""
    table, late = tables.versions, tables.late
    columns = (table.c.id, table.c.document, table.c.number, table.c.sha256, late.c.id.label("late"))
    statement = sa.select(*columns).outerjoin(late, late.c.version == table.c.id).where(table.c.document == number)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    found: list[_Text] = []
    first: dict[str, str] = {}
    for *own, came_late in connection.execute(statement.order_by(table.c.id)):
        version = Version(*own)
        found.append(_Text(version, came_late is not None, first.get(version.sha256)))
        first.setdefault(version.sha256, version.name)
    return found


def source(
    connection: sa.Connection, name: str, entry: int | None = None, most: int = MOST_SPEAKING
) -> list[record.Speaking]:
    """The documents in which somebody of this name speaks, newest first, with the claims that rest on them there. Where
    nobody has the very name, those whose name has it as a part: "Dietz" finds Charlie Dietz."""
    table, traces = tables.speakers, tables.traces
    later = traces.alias()
    until = entry if entry is not None else sa.literal(2**31 - 1)
    replaced = sa.exists().where(later.c.version == traces.c.version, later.c.id > traces.c.id, later.c.entry <= until)
    statement = (
        sa.select(table, traces.c.version)
        .join(traces, traces.c.id == table.c.trace)
        .where(table.c.entry <= until, ~replaced)
        .order_by(table.c.id.desc())
        .limit(most)
    )
    asked = folded(name)
    rows = list(connection.execute(statement.where(table.c.folded == asked)).mappings())
    if not rows and len(asked) > 1:
        padded = sa.literal(" ") + table.c.folded + " "
        rows = list(connection.execute(statement.where(padded.contains(f" {asked} ", autoescape=True))).mappings())
    versions = versions_of(connection, (row["version"] for row in rows))
    read = traces_of(connection, versions, entry)
    making = held(connection, claims_in(connection, versions, entry), entry)
    places = {(version, place.claim): kept for kept in making.values() for version, place in kept.places()}
    answered = _answered(connection, versions, entry)
    found = []
    for row in rows:
        trace = read[row["version"]]
        own = {a.id for a in trace.attributions if a.source_id == row["source"]}
        rests = {
            kept.claim: record.SpokenClaim(f"k{kept.claim}", kept.state["text"], None)
            for one in trace.claims
            if own & set(one.chain) and (kept := places.get((row["version"], one.id))) is not None
        }
        for name_of in sorted(own):
            for kept, response in answered.get((row["version"], name_of), ()):
                rests[kept.claim] = record.SpokenClaim(f"k{kept.claim}", kept.state["text"], response)
        resting = tuple(rests.values())
        found.append(
            record.Speaking(
                document=versions[row["version"]].name,
                handle=f"{versions[row['version']].name}:{row['source']}",
                outlet=trace.document.outlet,
                published=trace.document.published,
                name=row["name"],
                naming=row["naming"],
                role=row["role"],
                affiliation=row["affiliation"],
                claims=resting,
            )
        )
    return found


def _answered(
    connection: sa.Connection, versions: Iterable[int], entry: int | None
) -> dict[tuple[int, str], list[tuple[Held, str]]]:
    """The claims that are answered in texts, and how, by the text and the attribution that answers."""
    table, wanted = tables.parts, set(versions)
    claims: set[int] = set()
    for some in chunks(sorted(wanted)):
        statement = sa.select(table.c.claim).where(table.c.version.in_(some), table.c.kind == RESPONSE).distinct()
        claims.update(connection.execute(statement.where(holds(table, tables.part_ends, entry))).scalars())
    found: dict[tuple[int, str], list[tuple[Held, str]]] = {}
    for kept in held(connection, claims, entry).values():
        for part in kept.of(RESPONSE):
            answer = part.part.read(parts.Answer)
            if answer.version in wanted:
                found.setdefault((answer.version, answer.attribution), []).append((kept, answer.response))
    return found


def _former(connection: sa.Connection, number: int, entry: int | None) -> record.FormerClaim | None:
    """A claim that no longer holds: what it said last and what became of it."""
    table = tables.states
    statement = sa.select(table).where(table.c.claim == number).order_by(table.c.id.desc()).limit(1)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    row = connection.execute(statement).mappings().first()
    if row is None:
        return None
    return record.FormerClaim(
        claim=f"k{number}",
        text=row["text"],
        event=f"e{row['event']}",
        documents=0,
        ended=True,
        lineage=_lineage(connection, number, entry),
        decisions=decisions(connection, number, entry),
    )


def _lineage(connection: sa.Connection, number: int, entry: int | None) -> tuple[record.Lineage, ...]:
    table = tables.lineage
    statement = sa.select(table).where(sa.or_(table.c.claim == number, table.c.other == number)).order_by(table.c.id)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    return tuple(
        record.Lineage(f"k{row['claim']}", row["kind"], f"k{row['other']}")
        for row in connection.execute(statement).mappings()
    )


def _time(connection: sa.Connection, entry: int) -> str:
    table = tables.entries
    return str(connection.execute(sa.select(table.c.time).where(table.c.sequence == entry)).scalar_one())


def sightings(
    connection: sa.Connection, versions: Iterable[int], entry: int | None
) -> dict[int, tuple[record.Sighting, ...]]:
    """Where and when each version was read."""
    table = tables.sightings
    found: dict[int, list[record.Sighting]] = {}
    statement = sa.select(table).where(table.c.version.in_(list(versions))).order_by(table.c.id)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    for row in connection.execute(statement).mappings():
        keys = ("input", "url", "outlet", "title", "published", "seen")
        found.setdefault(row["version"], []).append(record.Sighting(**{key: row[key] for key in keys}))
    return {version: tuple(seen) for version, seen in found.items()}


class _Texts:
    """The texts that claims speak of, to show words for spans and names for versions."""

    def __init__(self, connection: sa.Connection, claims: Iterable[Held], entry: int | None) -> None:
        used: set[int] = set()
        chained: set[int] = set()
        for kept in claims:
            used |= kept.versions
            chained |= {version for version, place in kept.places() if place.chain}
        self._versions = versions_of(connection, used)
        self._documents: Mapping[int, Document] = texts_of(connection, used, entry)
        self._inputs = inputs_of(connection, used)
        self._connection, self._entry = connection, entry
        self._sayings = sayings(connection, chained, entry)

    def sayings(self, versions: set[int]) -> Mapping[int, Sayings]:
        """Those who speak in some versions, each read once."""
        self._sayings |= sayings(self._connection, versions - self._sayings.keys(), self._entry)
        return self._sayings

    def _words(self, version: int, spans: Spans, field: str | None = None) -> record.Words:
        return record.Words(self._versions[version].name, spans, self._documents[version].quote(spans), field)

    def grounds(self, grounds: Iterable[parts.Ground]) -> tuple[record.Ground, ...]:
        return tuple(record.Ground(g.rule, g.text, self.evidence(g.evidence)) for g in grounds)

    def evidence(self, evidence: Iterable[parts.Evidence]) -> tuple[record.Words, ...]:
        return tuple(self._words(e.version, e.spans, e.field) for e in evidence)

    def node(self, node: parts.Node) -> record.Node:
        return record.Node(node.kind, node.label, self._name(node), node.source)

    def _name(self, node: parts.Node) -> str | None:
        return self._versions[node.version].name if node.version is not None else None

    def appearance(self, part: int, version: int, place: parts.Appearance) -> record.Appearance:
        document = self._documents[version]
        return record.Appearance(
            link=f"p{part}",
            handle=f"{self._versions[version].name}:{place.claim}",
            document=self._versions[version].name,
            outlet=document.outlet,
            author=next(iter(document.authors), None) or document.account,
            title=document.title,
            published=document.published,
            retracted=document.retracted,
            input=self._inputs.get(version),
            spans=place.spans,
            words=document.quote(place.spans[:1]),
            factuality=place.factuality,
            chain=tuple(self._passed(version, said) for said in place.chain),
        )

    def _passed(self, version: int, identifier: str) -> record.Passed:
        name, spoken = self._versions[version].name, self._sayings[version]
        said = spoken.sayings.get(identifier)
        if said is None:  # of an earlier reading
            return record.Passed(f"{name}:{identifier}", None, None, None, "", 0.0)
        source = spoken.of(said)
        return record.Passed(
            f"{name}:{identifier}",
            source.name if source else None,
            f"{name}:{source.id}" if source else None,
            source.naming.value if source else None,
            self._documents[version].quote(said.words),
            round(said.confidence, 4),
        )

    def edge(self, part: int, edge: parts.Edge) -> record.Edge:
        return record.Edge(
            link=f"p{part}",
            taker=self.node(edge.taker),
            taken=self.node(edge.taken),
            kind=edge.kind,
            confidence=edge.confidence,
            evidence=self.evidence(edge.evidence),
        )

    def drift(self, drift: parts.Drift) -> record.Drift:
        above = self._side(drift.upstream, drift.spans.upstream)
        return record.Drift(drift.kind, above, self._side(drift.downstream, drift.spans.downstream))

    def _side(self, node: parts.Node, spans: Spans) -> record.Side:
        words = self._words(node.version, spans).words if node.version is not None else ""
        return record.Side(node.kind, node.label, self._name(node), node.source, words)

    def response(self, answer: parts.Answer) -> record.Response:
        said = self._words(answer.version, answer.spans)
        handle = f"{said.document}:{answer.attribution}"
        published = self._documents[answer.version].published
        return record.Response(handle, answer.response, answer.who, said.document, said.spans, said.words, published)
