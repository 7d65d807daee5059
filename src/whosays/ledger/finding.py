"""What a ledger holds of claims, as exporters take it: stored traces, and a story with the numbers of the ledger.

Nothing is matched or judged anew: claims keep their numbers and words, people's decisions are in what is held.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from whosays.errors import NotHeld, UsageError
from whosays.ledger import claim_parts as parts
from whosays.ledger import tables
from whosays.ledger.chunks import chunks
from whosays.ledger.claim_parts import DRIFT, ORIGIN, RESPONSE
from whosays.ledger.claim_rows import Held, claims_in, held
from whosays.ledger.correction_rows import CORRECTION
from whosays.ledger.corrections import CLAIM
from whosays.ledger.decision_rows import CORRECT, UNDO
from whosays.ledger.decisions_told import told
from whosays.ledger.document_rows import Version, current, inputs_of, traces_of, versions_of
from whosays.ledger.naming import number
from whosays.ledger.particulars import undone
from whosays.ledger.placing import event_of, members
from whosays.model import Factuality, Naming, Response, Trace
from whosays.model.findings import Decision, Findings, Maker, PutRight
from whosays.model.story import (
    Answer,
    Appearance,
    Appeared,
    Drift,
    DriftKind,
    Edge,
    EdgeKind,
    Event,
    Evidence,
    Ground,
    Node,
    NodeKind,
    Origins,
    Story,
    StoryClaim,
    Verdict,
)

_DOCUMENTS = (NodeKind.DOCUMENT.value, NodeKind.POST.value)


def findings(connection: sa.Connection, maker: Maker, names: Sequence[str] | None = None) -> Findings:
    """Everything that is held, or what is held of claims (``k5``), of all that a document (``d12``) claims, of an event
    (``e3``). Claims that no longer hold are left out. Raises ``UsageError`` for a name of nothing that is held."""
    if names is None:
        documents = [number for (number,) in connection.execute(sa.select(tables.documents.c.id))]
        texts, kept = _of_documents(connection, documents)
    else:
        texts, kept = set(), {}
        for name in names:
            more, claims = _named(connection, name)
            texts |= more
            kept |= claims
    for claim in kept.values():
        texts |= claim.versions
    return _made(connection, kept, versions_of(connection, texts), maker)


def _named(connection: sa.Connection, name: str) -> tuple[set[int], dict[int, Held]]:
    """The texts and the claims that a name stands for."""
    claim, document, event = (number(name, letter) for letter in "kde")
    if claim is not None:
        texts, kept = set[int](), held(connection, [claim])
    elif document is not None:
        texts, kept = _of_documents(connection, [document])
    elif event is not None:
        texts, kept = _of_documents(connection, members(connection, event))
    else:
        raise UsageError(f"{name}: claims are called k5, documents d12, events e3")
    if not texts and not kept:
        what = "claim" if claim is not None else "document" if document is not None else "event"
        raise NotHeld(f"{name}: the ledger holds no such {what}")
    return texts, kept


def _of_documents(connection: sa.Connection, documents: Sequence[int]) -> tuple[set[int], dict[int, Held]]:
    """The newest texts of documents, and the claims they make."""
    texts = {version.id for version in current(connection, documents).values()}
    return texts, held(connection, claims_in(connection, texts))


def _made(
    connection: sa.Connection, kept: Mapping[int, Held], versions: Mapping[int, Version], maker: Maker
) -> Findings:
    order = sorted(versions.values(), key=lambda version: (version.document, version.id))
    traces = traces_of(connection, [version.id for version in order])
    inputs = inputs_of(connection, traces)
    make = _Maker(traces)
    claims = tuple(make.claim(claim) for claim in kept.values())
    appeared: dict[str, Appeared] = {}
    of_event: dict[str, dict[str, None]] = {}
    for version in order:
        document = traces[version.id].document
        appeared[document.id] = Appeared(
            document.id, (inputs.get(version.id, ""),), document.outlet, document.title, document.published
        )
        event = event_of(connection, version.document)
        of_event.setdefault(f"e{event}", {})[document.id] = None
    events = tuple(
        Event(event, _title(appeared, ids), tuple(ids), tuple(c.id for c in claims if c.story == event))
        for event, ids in of_event.items()
    )
    by_id = {traces[version.id].document.id: traces[version.id] for version in order}
    story = Story(tuple(appeared.values()), events, claims, tuple(make.nodes.values()), tuple(make.edges.values()))
    decisions = tuple(_decisions(connection, kept))
    put_right = tuple(_put_right(connection, {version.id: traces[version.id].document.id for version in order}))
    return Findings(tuple(by_id.values()), story, maker, decisions, _first_words(connection, claims), put_right)


def _put_right(connection: sa.Connection, documents: Mapping[int, str]) -> Iterable[PutRight]:
    """The corrections of single judgements that hold and were made on these texts, oldest first."""
    table, entries = tables.decisions, tables.entries
    columns = (table.c.id, table.c.about, table.c.who, table.c.why, entries.c.time)
    statement = sa.select(*columns).join(entries, entries.c.sequence == table.c.entry)
    gone = undone(connection)
    for decision, body, who, why, time in connection.execute(
        statement.where(table.c.verb == CORRECT).order_by(table.c.id)
    ):
        about = json.loads(body)
        if about["what"] == "words":
            about = _of_words(about)
        if decision not in gone and about["what"] == CORRECTION and about["version"] in documents:
            own = documents[about["version"]]
            yield PutRight(f"j{decision}", own, about["kind"], about["at"], about["was"], about["to"], who, why, time)


def _title(appeared: Mapping[str, Appeared], ids: Iterable[str]) -> str:
    return next((title for identifier in ids if (title := appeared[identifier].title)), "")


def _first_words(connection: sa.Connection, claims: Iterable[StoryClaim]) -> dict[str, str]:
    """The words that each claim was first held with, where it has others now."""
    table = tables.states
    now = {int(claim.id[1:]): claim.text for claim in claims}
    found: dict[str, str] = {}
    for some in chunks(sorted(now)):
        first = sa.select(sa.func.min(table.c.id)).where(table.c.claim.in_(some)).group_by(table.c.claim)
        statement = sa.select(table.c.claim, table.c.text).where(table.c.id.in_(first))
        found.update((f"k{n}", text) for n, text in connection.execute(statement) if text != now[n])
    return found


def _decisions(connection: sa.Connection, claims: Iterable[int]) -> Iterable[Decision]:
    """What people decided about claims, or put right in what they are made of, and nobody took back, oldest first."""
    table, entries, wanted = tables.decisions, tables.entries, set(claims)
    columns = (table.c.id, table.c.verb, table.c.subject, table.c.claim, table.c.who, table.c.why, table.c.about)
    gone, rows = undone(connection), []
    statement = sa.select(*columns, entries.c.time).join(entries, entries.c.sequence == table.c.entry)
    for decision, verb, subject, claim, who, why, about, time in connection.execute(
        statement.where(table.c.verb != UNDO).order_by(table.c.id)
    ):
        touched = [claim, *json.loads(about).get("claims", ())]
        own = next((one for one in touched if one in wanted), None)
        if own is not None and decision not in gone:
            rows.append((decision, verb, subject, own, who, why, time))
    words = told(connection, [row[0] for row in rows])
    for decision, verb, subject, own, who, why, time in rows:
        yield Decision(verb, subject, f"k{own}", who, why, time, words[decision])


def _of_words(about: Mapping[str, Any]) -> dict[str, Any]:
    """A correction of a claim's words as one of its first place."""
    place = about["places"][0]
    at = {"of": CLAIM, "spans": place["spans"], "words": place["text"]}
    words = {"to": {"words": about["to"]}, "was": {"words": about["was"]}}
    return {"what": CORRECTION, "kind": "words", "version": place["version"], "at": at, **words}


class _Maker:
    """Makes nouns of what is held. A node is one thing wherever it is met: a document by its text, a named source or
    something unseen by its name within the event, an unnamed source by the place where it was met."""

    def __init__(self, traces: Mapping[int, Trace]) -> None:
        self._traces = traces
        self.nodes: dict[tuple[Any, ...], Node] = {}
        self.edges: dict[tuple[str, str, EdgeKind], Edge] = {}

    def claim(self, claim: Held) -> StoryClaim:
        state, event = claim.state, claim.state["event"]
        reasons = claim.reasons
        edges = tuple(self._edge(event, edge) for edge in claim.edges())
        for edge in edges:
            self.edges.setdefault((edge.taker, edge.taken, edge.kind), edge)
        return StoryClaim(
            f"k{claim.claim}",
            state["text"],
            f"e{event}",
            tuple(self._appearance(version, place) for version, place in claim.places()),
            Origins(
                state["least"],
                state["most"],
                tuple(dict.fromkeys(self._node(event, h.part.read(parts.Origin).node) for h in claim.of(ORIGIN))),
                self._grounds(reasons.origins),
            ),
            drift=tuple(self._drift(event, h.part.read(parts.Drift)) for h in claim.of(DRIFT)),
            responses=tuple(self._answer(h.part.read(parts.Answer)) for h in claim.of(RESPONSE)),
            standing=Verdict(
                state["summary"], state["credibility"], state["reliability"], self._grounds(reasons.standing)
            ),
            edges=edges,
        )

    def _id(self, version: int) -> str:
        return self._traces[version].document.id

    def _node(self, event: int, kept: parts.Node) -> str:
        kind, label, version, source = kept.kind, kept.label, kept.version, kept.source
        document = self._id(version) if version is not None else None
        name = " ".join(label.casefold().split())
        if kind in _DOCUMENTS and document is not None:
            key: tuple[Any, ...] = (event, document)
        elif version is None or self._is_named(version, source):
            key = (event, kind, name)
        else:
            key = (event, kind, name, document, source)
        node = self.nodes.get(key)
        if node is None:
            node = self.nodes[key] = Node(f"n{len(self.nodes) + 1}", NodeKind(kind), label, document, source)
        return node.id

    def _is_named(self, version: int, source: str | None) -> bool:
        found = next((s for s in self._traces[version].sources if s.id == source), None)
        return found is not None and found.naming is Naming.NAMED

    def _edge(self, event: int, edge: parts.Edge) -> Edge:
        taker, taken = self._node(event, edge.taker), self._node(event, edge.taken)
        return Edge(taker, taken, EdgeKind(edge.kind), edge.confidence, self._evidence(edge.evidence))

    def _appearance(self, version: int, place: parts.Appearance) -> Appearance:
        return Appearance(self._id(version), place.claim, place.spans, place.chain, Factuality(place.factuality))

    def _drift(self, event: int, drift: parts.Drift) -> Drift:
        above, below = self._node(event, drift.upstream), self._node(event, drift.downstream)
        return Drift(above, below, DriftKind(drift.kind), drift.spans.upstream, drift.spans.downstream)

    def _answer(self, answer: parts.Answer) -> Answer:
        document = self._traces[answer.version].document
        return Answer(document.id, answer.attribution, Response(answer.response), answer.by, document.published)

    def _grounds(self, grounds: Iterable[parts.Ground]) -> tuple[Ground, ...]:
        return tuple(Ground(g.rule, g.text, self._evidence(g.evidence)) for g in grounds)

    def _evidence(self, evidence: Iterable[parts.Evidence]) -> tuple[Evidence, ...]:
        return tuple(Evidence(self._id(e.version), e.spans, e.field) for e in evidence)
