"""A claim, a document or a source as the ledger holds it, now or as of an entry, as plain values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.claim_parts import APPEARANCE, DRIFT, EDGE, ORIGIN, RESPONSE
from whosays.ledger.claim_rows import Held, claims_in, held
from whosays.ledger.document_rows import Version, current, folded, inputs_of, texts_of, traces_of, versions_of
from whosays.ledger.downstream import downstream
from whosays.model import Document

_MOST_SPEAKING = 200  # places of a source that are shown, the newest


def claim(connection: sa.Connection, number: int, entry: int | None = None) -> dict[str, Any] | None:
    """A claim with everything held of it; none where there is no such claim (yet). One that became part of another
    has only its text, its history and what it became."""
    kept = held(connection, [number], entry).get(number)
    if kept is None:
        return _former(connection, number, entry)
    return {
        **described(connection, kept),
        "decisions": decisions(connection, number, entry),
        "lineage": _lineage(connection, number, entry),
        "since": _time(connection, kept.state["entry"]),
    }


def described(connection: sa.Connection, kept: Held) -> dict[str, Any]:
    """A claim as plain values, with the words behind each part."""
    state = kept.state
    reasons = json.loads(state["reasons"])
    texts = _Texts(connection, [kept])
    return {
        "claim": f"k{kept.claim}",
        "text": state["text"],
        "event": f"e{state['event']}",
        "documents": state["documents"],
        "standing": {
            "summary": state["summary"],
            "credibility": state["credibility"],
            "reliability": state["reliability"],
            "reasons": texts.grounds(reasons["standing"]),
        },
        "origins": {
            "least": state["least"],
            "most": state["most"],
            "nodes": [texts.node(body["node"]) for body in kept.bodies(ORIGIN)],
            "reasons": texts.grounds(reasons["origins"]),
        },
        "circular": reasons["circular"],
        "note": reasons.get("note"),
        "appearances": [
            texts.appearance(h.id, h.part.version or 0, json.loads(h.part.body)) for h in kept.of(APPEARANCE)
        ],
        "edges": [texts.edge(h.id, json.loads(h.part.body)) for h in kept.of(EDGE)],
        "drift": [texts.drift(body) for body in kept.bodies(DRIFT)],
        "responses": [texts.response(body) for body in kept.bodies(RESPONSE)],
    }


def decisions(connection: sa.Connection, number: int, entry: int | None = None) -> list[dict[str, Any]]:
    """What people decided about a claim, oldest first."""
    table, entries = tables.decisions, tables.entries
    statement = sa.select(table.c.verb, table.c.subject, table.c.who, table.c.why, entries.c.time)
    statement = statement.join(entries, entries.c.sequence == table.c.entry).where(table.c.claim == number)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    return [dict(row) for row in connection.execute(statement.order_by(table.c.id)).mappings()]


def history(connection: sa.Connection, number: int) -> list[dict[str, Any]]:
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
        found.append({**{key: row[key] for key in keys}, "evidence": json.loads(row["evidence"])})
    for decision in decisions(connection, number):
        text = f"{decision['who']} decided: {decision['verb']} {decision['subject']} ({decision['why']})"
        found.append({"time": decision["time"], "made_by": decision["who"], "kind": "decision", "text": text,
                      "before": None, "after": None, "evidence": []})  # fmt: skip
    return sorted(found, key=lambda row: row["time"])


def document(
    connection: sa.Connection, number: int, entry: int | None = None, which: int | None = None
) -> dict[str, Any] | None:
    """A document: its texts, where each was read, the claims it makes, and what hangs on it. Where one of its texts is
    asked for by number (``which``), that is what is told of it, and the claims are those that rest on that text."""
    texts = _texts_of(connection, number, entry)
    newest = current(connection, [number], entry).get(number)
    if which is not None:
        asked = [one["id"] for one in texts if one["number"] == which]
        newest = versions_of(connection, asked).get(asked[0]) if asked else None
    if newest is None:
        return None
    ids = [version["id"] for version in texts]
    seen = sightings(connection, ids, entry)
    text = texts_of(connection, [newest.id])[newest.id]
    claims = held(connection, claims_in(connection, [newest.id], entry), entry)
    below = downstream(connection, number, entry)
    return {
        "document": f"d{number}",
        "shown": newest.name if which is not None else None,
        "title": text.title,
        "outlet": text.outlet,
        "url": text.url,
        "published": text.published,
        "dated": text.dated.value if text.dated else None,
        "language": text.language,
        "retracted": text.retracted,
        "versions": [
            {**{key: one[key] for key in ("version", "sha256", "late", "again")}, "seen": seen.get(one["id"], [])}
            for one in texts
        ],
        "claims": [
            {"claim": f"k{n}", "text": kept.state["text"], "documents": kept.state["documents"],
             "grade": f"{kept.state['reliability']}{kept.state['credibility']}",
             "downstream": [f"d{d}" for d in below.get(n, ())]}
            for n, kept in claims.items()
        ],
        "text": text.text,
    }  # fmt: skip


def _texts_of(connection: sa.Connection, number: int, entry: int | None) -> list[dict[str, Any]]:
    """The texts of a document in the order in which they came: whether each is older than one that came before
    (``late``), and of which earlier text it is the words ``again``."""
    table, late = tables.versions, tables.late
    columns = (table.c.id, table.c.document, table.c.number, table.c.sha256, late.c.id.label("late"))
    statement = sa.select(*columns).outerjoin(late, late.c.version == table.c.id).where(table.c.document == number)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    found: list[dict[str, Any]] = []
    first: dict[str, str] = {}
    for *own, came_late in connection.execute(statement.order_by(table.c.id)):
        version = Version(*own)
        found.append({"id": version.id, "number": version.number, "version": version.name, "sha256": version.sha256,
                      "late": came_late is not None, "again": first.get(version.sha256)})  # fmt: skip
        first.setdefault(version.sha256, version.name)
    return found


def source(connection: sa.Connection, name: str, entry: int | None = None) -> list[dict[str, Any]]:
    """The documents in which somebody of this name speaks, newest first, with the claims that rest on them there."""
    table, traces = tables.speakers, tables.traces
    later = traces.alias()
    until = entry if entry is not None else sa.literal(2**31 - 1)
    replaced = sa.exists().where(later.c.version == traces.c.version, later.c.id > traces.c.id, later.c.entry <= until)
    statement = (
        sa.select(table, traces.c.version)
        .join(traces, traces.c.id == table.c.trace)
        .where(table.c.folded == folded(name), table.c.entry <= until, ~replaced)
        .order_by(table.c.id.desc())
        .limit(_MOST_SPEAKING)
    )
    rows = list(connection.execute(statement).mappings())
    versions = versions_of(connection, (row["version"] for row in rows))
    read = traces_of(connection, versions, entry)
    making = held(connection, claims_in(connection, versions, entry), entry)
    places = {
        (h.part.version, json.loads(h.part.body)["claim"]): kept
        for kept in making.values()
        for h in kept.of(APPEARANCE)
    }
    found = []
    for row in rows:
        trace = read[row["version"]]
        own = {a.id for a in trace.attributions if a.source_id == row["source"]}
        resting = [
            {"claim": f"k{kept.claim}", "text": kept.state["text"]}
            for one in trace.claims
            if own & {*one.chain, *one.responses} and (kept := places.get((row["version"], one.id))) is not None
        ]
        found.append(
            {
                "document": versions[row["version"]].name,
                "outlet": trace.document.outlet,
                "published": trace.document.published,
                "name": row["name"],
                "naming": row["naming"],
                "role": row["role"],
                "affiliation": row["affiliation"],
                "claims": resting,
            }
        )
    return found


def _former(connection: sa.Connection, number: int, entry: int | None) -> dict[str, Any] | None:
    """A claim that no longer holds: what it said last and what became of it."""
    table = tables.states
    statement = sa.select(table).where(table.c.claim == number).order_by(table.c.id.desc()).limit(1)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    row = connection.execute(statement).mappings().first()
    if row is None:
        return None
    return {
        "claim": f"k{number}",
        "text": row["text"],
        "event": f"e{row['event']}",
        "documents": 0,
        "ended": True,
        "lineage": _lineage(connection, number, entry),
        "decisions": decisions(connection, number, entry),
    }


def _lineage(connection: sa.Connection, number: int, entry: int | None) -> list[dict[str, str]]:
    table = tables.lineage
    statement = sa.select(table).where(sa.or_(table.c.claim == number, table.c.other == number)).order_by(table.c.id)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    return [
        {"claim": f"k{row['claim']}", "kind": row["kind"], "other": f"k{row['other']}"}
        for row in connection.execute(statement).mappings()
    ]


def _time(connection: sa.Connection, entry: int) -> str:
    table = tables.entries
    return str(connection.execute(sa.select(table.c.time).where(table.c.sequence == entry)).scalar_one())


def sightings(connection: sa.Connection, versions: Iterable[int], entry: int | None) -> dict[int, list[dict[str, Any]]]:
    """Where and when each version was read."""
    table = tables.sightings
    found: dict[int, list[dict[str, Any]]] = {}
    statement = sa.select(table).where(table.c.version.in_(list(versions))).order_by(table.c.id)
    if entry is not None:
        statement = statement.where(table.c.entry <= entry)
    for row in connection.execute(statement).mappings():
        keys = ("input", "url", "outlet", "title", "published", "seen")
        found.setdefault(row["version"], []).append({key: row[key] for key in keys})
    return found


class _Texts:
    """The texts that claims speak of, to show words for spans and names for versions."""

    def __init__(self, connection: sa.Connection, claims: Iterable[Held]) -> None:
        used: set[int] = set()
        for kept in claims:
            reasons = json.loads(kept.state["reasons"])
            used |= {h.part.version for h in kept.parts if h.part.version is not None}
            used |= {e["version"] for kind in ("origins", "standing") for g in reasons[kind] for e in g["evidence"]}
            for body in (*kept.bodies(EDGE), *kept.bodies(DRIFT)):
                used |= {end["version"] for end in (body["from"], body["to"]) if end["version"] is not None}
                used |= {e["version"] for e in body.get("evidence", ())}
        self._versions = versions_of(connection, used)
        self._documents: Mapping[int, Document] = texts_of(connection, used)
        self._inputs = inputs_of(connection, used)

    def _of(self, version: int) -> dict[str, Any]:
        document = self._documents[version]
        return {
            "document": self._versions[version].name,
            "outlet": document.outlet,
            "author": next(iter(document.authors), None) or document.account,
            "title": document.title,
            "published": document.published,
            "retracted": document.retracted,
            "input": self._inputs.get(version),
        }

    def _words(self, version: int, spans: Iterable[Iterable[int]]) -> dict[str, Any]:
        pairs = tuple((start, end) for start, end in spans)
        words = self._documents[version].quote(pairs)
        return {"document": self._versions[version].name, "spans": [list(p) for p in pairs], "words": words}

    def grounds(self, grounds: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{"rule": g["rule"], "text": g["text"], "evidence": self.evidence(g["evidence"])} for g in grounds]

    def evidence(self, evidence: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        extra = ("field",)
        return [
            {**self._words(e["version"], e["spans"]), **{key: e[key] for key in extra if e.get(key)}} for e in evidence
        ]

    def node(self, node: Mapping[str, Any]) -> dict[str, Any]:
        version = node["version"]
        name = self._versions[version].name if version is not None else None
        return {"kind": node["kind"], "label": node["label"], "document": name, "source": node["source"]}

    def appearance(self, part: int, version: int, body: Mapping[str, Any]) -> dict[str, Any]:
        words = self._words(version, body["spans"][:1])["words"]
        return {"link": f"p{part}", **self._of(version), "spans": body["spans"], "words": words,
                "factuality": body["factuality"]}  # fmt: skip

    def edge(self, part: int, body: Mapping[str, Any]) -> dict[str, Any]:
        return {"link": f"p{part}", "from": self.node(body["from"]), "to": self.node(body["to"]), "kind": body["kind"],
                "confidence": body["confidence"], "evidence": self.evidence(body["evidence"])}  # fmt: skip

    def drift(self, body: Mapping[str, Any]) -> dict[str, Any]:
        sides = {}
        for side in ("from", "to"):
            version = body[side]["version"]
            words = self._words(version, body["spans"][side])["words"] if version is not None else ""
            sides[side] = {**self.node(body[side]), "words": words}
        return {"kind": body["kind"], **sides}

    def response(self, body: Mapping[str, Any]) -> dict[str, Any]:
        words = self._words(body["version"], body["spans"])
        return {"response": body["response"], "who": body["who"], **words}
