"""What was found, as the tables of the exports, a file a day: of a chunk of documents, and of the story of a block."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from whosays import __version__, vectors
from whosays.exports.base import json_bytes
from whosays.exports.rows import Parquet
from whosays.exports.tables import TABLES, Column, Kind, Row, Table, table
from whosays.model import Trace
from whosays.model.findings import Findings, Maker
from whosays.model.story import Appeared, Story
from whosays.scale.layout import Layout, day_of, put, put_rows, rows_of
from whosays.scale.profiles import put_profiles

OF_DOCUMENTS: Final = ("sources", "attributions", "documents")  # the last one says that a chunk is done
OF_STORIES: Final = ("claims", "tellings", "edges", "answers", "drift")
_IDS: Final = frozenset(("claim", "event", "taker_node", "taken_node", "upstream_node", "downstream_node"))


def _events(found: Findings) -> Iterator[Row]:
    for event in found.story.stories:
        yield (event.id, event.title, list(event.documents), list(event.claims), len(event.documents),
               found.maker.version, found.maker.model)  # fmt: skip


_TEXT, _TEXTS = Kind.TEXT, Kind.TEXTS
EVENTS: Final = Table("events", "what happened, as told by the documents about it", ("event",), (
    Column("event", _TEXT, "id of the event, made of those of its documents"),
    Column("title", _TEXT, "what it is called: the claim that most of its documents make, else a title"),
    Column("documents", _TEXTS, "ids of the documents about it"),
    Column("claims", _TEXTS, "ids of the claims that they make"),
    Column("size", Kind.INTEGER, "how many documents are about it"),
    *table("claims").columns[-2:],
), _events)  # fmt: skip

WRITTEN: Final = (*(one for one in TABLES if one.name in OF_DOCUMENTS + OF_STORIES), EVENTS)
"""The tables of a run."""


def tabulate(root: Path, model: str, unit: str, day: str) -> dict[str, Any]:
    """Writes the tables of the documents of a chunk from their traces, and by what they are compared. Raises
    OSError."""
    layout = Layout(root, model)
    traces, appeared = [], []
    for row in rows_of(layout.work("traces", unit)):
        trace = Trace.from_dict(json.loads(row["trace"]))
        d = trace.document
        traces.append(trace)
        appeared.append(Appeared(d.id, tuple(row["inputs_list"]), d.outlet, d.title, d.published))
    put_profiles(layout, unit, [trace.document for trace in traces], vectors.encode)
    found = Findings(tuple(traces), Story(tuple(appeared)), Maker(__version__, model))
    for name in OF_DOCUMENTS:
        one = table(name)
        put(layout.table(name, day, unit), Parquet().table(one, one.rows(found)))
    return {"documents": len(traces)}


Documents = Mapping[str, Sequence[str]]
"""The ids of some documents, by the chunk that has their traces."""


def tell(root: Path, model: str, block: str, events: Mapping[str, Documents]) -> dict[str, Any]:
    """Tells the story of each event of a block and writes their tables, each event's rows under its first day. Raises
    OSError, and Ended."""
    from whosays.story import story

    layout = Layout(root, model)
    found = _traces(layout, events)
    count: Counter[str] = Counter()
    written: dict[tuple[str, str], list[Row]] = {}
    for name, documents in sorted(events.items()):
        layout.check()
        members = sorted(identifier for ids in documents.values() for identifier in ids)
        traces = [found[identifier][0] for identifier in members]
        day = min(day_of(trace.document.published) for trace in traces)
        told = story(traces, paths=[found[identifier][1] for identifier in members], one_event=True)
        findings = Findings(tuple(traces), told, Maker(__version__, model))
        for one in (*map(table, OF_STORIES), EVENTS):
            rows = [_named(one, row, name) for row in one.rows(findings)]
            if rows:
                written.setdefault((one.name, day), []).extend(rows)
        count.update(documents=len(traces), events=len(told.stories), claims=len(told.claims))
    tables = {one.name: one for one in WRITTEN}
    for (name, day), rows in sorted(written.items()):
        put(layout.table(name, day, block), Parquet().table(tables[name], rows))
    put_rows(
        layout.work("told", block),
        ("block", "documents_n", "events_n", "claims_n"),
        [(block, count["documents"], count["events"], count["claims"])],
    )
    return {"events": count["events"], "claims": count["claims"]}


def _traces(layout: Layout, events: Mapping[str, Documents]) -> dict[str, tuple[Trace, str]]:
    """The traces of the documents of some events, each with the first of its inputs."""
    wanted: dict[str, set[str]] = {}
    for documents in events.values():
        for unit, ids in documents.items():
            wanted.setdefault(unit, set()).update(ids)
    found: dict[str, tuple[Trace, str]] = {}
    for unit in sorted(wanted):
        for row in rows_of(layout.work("traces", unit), ("document", "inputs_list", "trace"), wanted[unit]):
            found[row["document"]] = Trace.from_dict(json.loads(row["trace"])), row["inputs_list"][0]
    return found


def _named(one: Table, row: Row, event: str) -> Row:
    """A row with ids that are those of the whole run."""

    def named(value: Any) -> Any:
        if isinstance(value, list):
            return [f"{event}:{each}" for each in value]
        return value if value is None else f"{event}:{value}"

    is_id = [column.name in _IDS or (one is EVENTS and column.name == "claims") for column in one.columns]
    return tuple(named(value) if own else value for value, own in zip(row, is_id, strict=True))


def describe(layout: Layout) -> None:
    """Writes what each table and column means (Data Package). Raises OSError."""
    of_exports = Parquet().description(Findings((), Story(), Maker(__version__, layout.model)))
    known = {resource["name"]: resource for resource in of_exports["resources"]}
    events = {
        **known["claims"],
        "name": "events",
        "description": f"A row is {EVENTS.meaning}.",
        "schema": {
            "fields": [_field(column) for column in EVENTS.columns],
            "primaryKey": list(EVENTS.key),
        },
    }
    resources = [{**known.get(one.name, events), "path": f"{one.name}/day=*/model=*/*.parquet"} for one in WRITTEN]
    whole = {**of_exports, "description": f"{of_exports['description']} Partitioned by day and model.",
             "resources": resources}  # fmt: skip
    put(layout.root / "datapackage.json", [json_bytes(whole)])


def _field(column: Column) -> dict[str, str]:
    kind = "array" if column.kind in (Kind.TEXTS, Kind.SPANS) else column.kind.value
    return {"name": column.name, "type": kind, "description": column.meaning}
