"""A ledger written out and read back: documents with their traces, people's decisions; claims as a table.

One JSON object a line (``whosays.ledger/1``), in the order in which they came, so that reading them back gives the same
documents, claims and decisions in an empty ledger. Claims are made anew from the traces; numbers may differ.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from heapq import merge
from typing import Any

import sqlalchemy as sa

from whosays.errors import InputError
from whosays.ledger import tables
from whosays.ledger.adding import Known, add, found_again, known, newest_with, seen_here
from whosays.ledger.chain import dumped
from whosays.ledger.claim_parts import Spot
from whosays.ledger.claim_rows import claims_in, held
from whosays.ledger.correcting import corrected_elsewhere, undone_elsewhere
from whosays.ledger.correction_rows import CORRECTION
from whosays.ledger.deciding import decide, settled, spots_of
from whosays.ledger.decision_rows import APART, UNDO
from whosays.ledger.document_rows import current, readings_of, versions_of
from whosays.ledger.event_story import Tools
from whosays.ledger.mapping import same_place
from whosays.ledger.ordering import Capture, Sight
from whosays.ledger.showing import sightings
from whosays.model import Document, Trace
from whosays.model.wire import plain

SCHEMA = "whosays.ledger/1"
MARK = b'{"schema": "whosays.ledger/1"'  # how every line begins
_IMPORTED = "(imported from "
_OWN_WORDS = 0.8
CLAIM_COLUMNS = ("claim", "text", "documents", "origins_least", "origins_most", "credibility", "reliability", "summary",
                 "event", "since", "made_by")  # fmt: skip


def lines(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """Everything that was put into a ledger, one value a line."""
    table, given = tables.versions, tables.decisions
    texts = connection.execute(sa.select(table.c.entry, table.c.id).order_by(table.c.id)).all()
    words = connection.execute(sa.select(given.c.entry, given.c.id).order_by(given.c.id)).all()
    order = merge(((e, 0, n) for e, n in texts), ((e, 1, n) for e, n in words))
    for entry, decision, number in order:
        yield _decision(connection, number, entry) if decision else _document(connection, number)


def claims(connection: sa.Connection) -> Iterator[tuple[Any, ...]]:
    """The claims that hold, as rows of ``CLAIM_COLUMNS``."""
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in CLAIM_COLUMNS]
    view = sa.select(*columns).select_from(sa.table("claims")).order_by(sa.column("since"), sa.column("claim"))
    yield from (tuple(row) for row in connection.execution_options(yield_per=1000).execute(view))


def _document(connection: sa.Connection, version: int) -> dict[str, Any]:
    row = versions_of(connection, [version])[version]
    trace = readings_of(connection, [version], as_stored=True)[version]
    seen = [plain(one) for one in sightings(connection, [version], None).get(version, ())]
    values = trace.to_dict()
    late = connection.execute(sa.select(tables.late.c.id).where(tables.late.c.version == version)).first() is not None
    return {"schema": SCHEMA, "type": "document", "document": row.document, "version": version, "late": late,
            "seen": seen, "trace": values}  # fmt: skip


def _decision(connection: sa.Connection, number: int, entry: int) -> dict[str, Any]:
    table = tables.decisions
    row = connection.execute(sa.select(table).where(table.c.id == number)).mappings().one()
    kept = held(connection, [row["claim"]], entry - 1).get(row["claim"]) if row["claim"] is not None else None
    return {
        "schema": SCHEMA,
        "type": "decision",
        "decision": number,
        "verb": row["verb"],
        "subject": row["subject"],
        "about": json.loads(row["about"]),
        "places": spots_of(connection, kept) if kept else [],
        "who": row["who"],
        "why": row["why"],
    }


class Restorer:
    """Puts exported lines into a ledger, in order, one transaction each."""

    def __init__(self, tools: Tools, origin: str) -> None:
        """``origin`` is where the lines come from: decisions are kept under it, never as made here."""
        self._tools = tools
        self._origin = origin
        self._versions: dict[int, tuple[int, int]] = {}  # of the export: the document and version they are here
        self._decisions: dict[int, int] = {}  # of the export: the decisions that they are here
        self._documents: dict[int, int] = {}  # of the export: the document they are here
        self._texts: Counter[tuple[int, str]] = Counter()  # how often a document of the export had a text so far

    def restore(self, connection: sa.Connection, line: Mapping[str, Any], name: str) -> str:
        """Put one line in, inside a writing transaction; what was done: "new", "version", "unchanged", "decision".
        Raises ``InputError`` for a line that is none of an export."""
        try:
            if line["schema"] != SCHEMA:
                raise ValueError("it is of another schema")
            if line["type"] == "decision":
                return self._decided(connection, line)
            if line["type"] != "document":
                raise ValueError("it is of another type")
            return self._add(connection, line)
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(name, f"it is no line of a ledger's export ({error})") from None

    def _add(self, connection: sa.Connection, line: Mapping[str, Any]) -> str:
        trace = Trace.from_dict(line["trace"])
        _in_its_words(trace)
        self._texts[line["document"], trace.document.id] += 1
        status, version = None, None
        for seen in line["seen"] or [{"input": "", "seen": "1970-01-01T00:00:00Z"}]:
            one = _as_seen(trace, seen)
            when = datetime.fromisoformat(seen["seen"].replace("Z", "+00:00"))
            sight = Sight(seen["input"], when, Capture.EXPORT)
            if status is None:
                found = self._found(connection, one.document, line, sight)
                added = add(connection, one, found, sight, self._tools)
                status = added.status.value
                version = found.version or newest_with(connection, int(added.document[1:]), one.document)
            elif version is not None:
                add(connection, one, found_again(connection, version, one.document), sight, self._tools)
        if version is None:
            raise ValueError("its text cannot be kept as it is")
        self._documents[line["document"]] = version.document
        self._versions[line["version"]] = (version.document, version.id)
        return status or "unchanged"

    def _found(self, connection: sa.Connection, document: Document, line: Mapping[str, Any], sight: Sight) -> Known:
        """What the ledger has of a document of the export, which says itself which texts are one document's, and in
        what order."""
        mine = self._documents.get(line["document"])
        if version := seen_here(connection, document, sight, mine):
            return found_again(connection, version, document)
        found = known(connection, document, sight)
        other = found.version.document if found.version else found.document
        if mine is None and other in self._documents.values():
            return Known()  # the same text or identifier, and in the export a document of its own
        if mine is not None and other != mine:
            version = newest_with(connection, mine, document)
            found = found_again(connection, version, document) if version else Known(mine)
        if found.version is None:
            if found.document is None:
                return found
            newest = current(connection, [found.document])[found.document].id
            ours = newest not in {version for _, version in self._versions.values()}
            return replace(found, late=bool(line.get("late")) or (ours and found.late))
        # the text comes back in the export more often than here: the page went back to it
        often, own = self._texts[line["document"], document.id], tables.versions.c
        same = (own.document == found.version.document, own.sha256 == found.version.sha256)
        here = connection.execute(sa.select(sa.func.count()).where(*same)).scalar_one()
        if here < often:
            return Known(found.version.document, again=found.version)
        return found

    def _decided(self, connection: sa.Connection, line: Mapping[str, Any]) -> str:
        about, who = dict(line["about"]), _imported(line["who"], self._origin)
        if about["what"] == CORRECTION:
            document, version = self._versions[about["version"]]
            about |= {"document": document, "version": version, "to": self._to(about["to"])}
            handle = re.sub(r"^d\d+", f"d{document}", line["subject"])
        if about["what"] == UNDO:
            about["decision"], handle = self._decisions[about["decision"]], line["subject"]
        if about["what"] == "sources":
            return self._apart(connection, about, who, line["why"])
        if about["what"] in (CORRECTION, UNDO):
            known = _same_words(connection, line["verb"], about, (line["who"], who), line["why"])
            number = known or (
                corrected_elsewhere(connection, about, handle, who, line["why"], self._tools)
                if about["what"] == CORRECTION
                else undone_elsewhere(connection, about["decision"], who, line["why"], self._tools)
            )
            done = "unchanged" if known else "decision"
        else:
            done = self._decide(connection, line, about)
            number = connection.execute(sa.select(sa.func.max(tables.decisions.c.id))).scalar_one()
        if "decision" in line and number:
            self._decisions[line["decision"]] = number
        return done

    def _apart(self, connection: sa.Connection, about: Mapping[str, Any], who: str, why: str) -> str:
        """Two sources that are not the same, as this ledger calls them."""
        names = [
            f"d{self._versions[version][0]}:{name.partition(':')[2]}"
            for name, version in zip(about["names"], about["versions"], strict=True)
        ]
        decide(connection, APART, names, who, why, self._tools)
        return "decision"

    def _to(self, to: Mapping[str, Any]) -> dict[str, Any]:
        """What should be, with the text of another document as this ledger numbers it."""
        tied = to.get("tied")
        if not tied or "document" not in tied:
            return dict(to)
        document, version = self._versions[tied["version"]]
        return {**to, "tied": {**tied, "document": document, "version": version}}

    def _decide(self, connection: sa.Connection, line: Mapping[str, Any], about: dict[str, Any]) -> str:
        for key in ("places", "apart"):
            if key in about:
                about[key] = self._here(about[key])
        documents = {f"d{spot['document']}": f"d{self._versions[spot['version']][0]}" for spot in line["places"]
                     if spot["version"] in self._versions}  # fmt: skip
        for key in ("from", "to"):
            if key in about:
                about[key] = documents.get(about[key], about[key])
        places = self._here(line["places"])
        numbers = claims_in(connection, {place["version"] for place in places})
        best, most = None, 0
        for claim in held(connection, numbers).values():
            own = [_spot(spot) for spot in spots_of(connection, claim)]
            shared = sum(any(same_place(_spot(place), spot) for spot in own) for place in places)
            if shared > most:
                best, most = claim, shared
        if best is None:
            raise ValueError("the claim it is about is not in this ledger")
        who = _imported(line["who"], self._origin)
        if any(_there(connection, line["verb"], about, name, line["why"]) for name in (line["who"], who)):
            return "unchanged"
        others = [c for c in held(connection, numbers).values() if c.claim != best.claim] if _joins(about) else []
        settled(connection, line["verb"], best, line["subject"], about, who, line["why"], self._tools, others)
        return "decision"

    def _here(self, spots: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Places as this ledger numbers them, as far as their documents are in it."""
        found = []
        for spot in spots:
            if spot["version"] in self._versions:
                document, version = self._versions[spot["version"]]
                found.append({**spot, "document": document, "version": version})
        return found


def _imported(who: Any, origin: str) -> str:
    """Who decided, marked as imported: a stranger's file must not speak under the name of somebody here."""
    name = " ".join(str(who).split())
    return name if _IMPORTED in name else f"{name} {_IMPORTED}{origin})".strip()


def _in_its_words(trace: Trace) -> None:
    """Raises ``ValueError`` for a claim in other words than those of its text (names for pronouns are its words)."""
    there = set(re.findall(r"\w+", trace.document.text.casefold()))
    for claim in trace.claims:
        words = set(re.findall(r"\w+", claim.text.casefold()))
        if not claim.spans or len(words & there) < _OWN_WORDS * len(words):
            raise ValueError(f"the claim “{claim.text[:60]}” does not stand in its text")


def _joins(about: Mapping[str, Any]) -> bool:
    return about["what"] == "places" and not about.get("apart")


def _there(connection: sa.Connection, verb: str, about: Mapping[str, Any], who: str, why: str) -> bool:
    """Whether a ledger has a decision already."""
    table = tables.decisions
    same = (table.c.verb == verb, table.c.about == dumped(about), table.c.who == who, table.c.why == why)
    return connection.execute(sa.select(table.c.id).where(*same).limit(1)).first() is not None


def _same_words(
    connection: sa.Connection, verb: str, about: Mapping[str, Any], who: tuple[str, str], why: str
) -> int | None:
    """The decision of a ledger that says the same, whatever claims it touched there."""
    table = tables.decisions
    statement = sa.select(table.c.id, table.c.about).where(
        table.c.verb == verb, table.c.who.in_(who), table.c.why == why
    )
    wanted = {name: value for name, value in about.items() if name != "claims"}
    for number, kept in connection.execute(statement):
        if {name: value for name, value in json.loads(kept).items() if name != "claims"} == wanted:
            return int(number)
    return None


def _spot(values: Mapping[str, Any]) -> Spot:
    return Spot(values["version"], tuple((s, e) for s, e in values["spans"]), values["text"])


def _as_seen(trace: Trace, seen: Mapping[str, Any]) -> Trace:
    about = {key: seen[key] for key in ("url", "outlet", "title", "published") if key in seen}
    document: Document = replace(trace.document, **about)
    return replace(trace, document=document)
