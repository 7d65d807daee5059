"""What was found, as the tables of the exports, a file a day: of a chunk of documents, and of the story of a block."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from whosays import __version__
from whosays.exports.base import json_bytes
from whosays.exports.rows import Parquet
from whosays.exports.tables import TABLES, Column, Kind, Row, Table, table
from whosays.model import Trace
from whosays.model.findings import Findings, Maker
from whosays.model.story import Appeared, Story
from whosays.scale.layout import Layout, day_of, put, put_rows, rows_of

OF_DOCUMENTS: Final = ("sources", "attributions", "documents")  # the last one says that a chunk is done
OF_STORIES: Final = ("claims", "tellings", "edges", "answers", "drift")
_IDS: Final = frozenset(("claim", "event", "taker_node", "taken_node", "upstream_node", "downstream_node"))


def _events(found: Findings) -> Iterator[Row]:
    for event in found.story.stories:
        yield (event.id, event.title, list(event.documents), list(event.claims), len(event.documents),
               found.maker.version, found.maker.model)  # fmt: skip


_TEXT, _TEXTS = Kind.TEXT, Kind.TEXTS
EVENTS: Final = Table("events", "what happened, as told by the documents about it", ("event",), (
    Column("event", _TEXT, "id of the event: its block of documents, and its number there"),
    Column("title", _TEXT, "what it is called: the claim that most of its documents make, else a title"),
    Column("documents", _TEXTS, "ids of the documents about it"),
    Column("claims", _TEXTS, "ids of the claims that they make"),
    Column("size", Kind.INTEGER, "how many documents are about it"),
    *table("claims").columns[-2:],
), _events)  # fmt: skip

WRITTEN: Final = (*(one for one in TABLES if one.name in OF_DOCUMENTS + OF_STORIES), EVENTS)
"""The tables of a run."""


def tabulate(root: Path, model: str, unit: str, day: str) -> dict[str, Any]:
    """Writes the tables of the documents of a chunk from their traces. Raises OSError."""
    layout = Layout(root, model)
    traces, appeared = [], []
    for row in rows_of(layout.work("traces", unit)):
        trace = Trace.from_dict(json.loads(row["trace"]))
        d = trace.document
        traces.append(trace)
        appeared.append(Appeared(d.id, tuple(row["inputs_list"]), d.outlet, d.title, d.published))
    found = Findings(tuple(traces), Story(tuple(appeared)), Maker(__version__, model))
    for name in OF_DOCUMENTS:
        one = table(name)
        put(layout.table(name, day, unit), Parquet().table(one, one.rows(found)))
    return {"documents": len(traces)}


def tell(root: Path, model: str, block: str, members: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Tells the story of a block and writes its tables, each event's rows under its first day. ``members`` are the ids
    of its documents, by the chunk that has their traces. Raises OSError."""
    from whosays.story import story

    layout = Layout(root, model)
    found: dict[str, tuple[Trace, list[str]]] = {}
    for unit in sorted(members):
        wanted = set(members[unit])
        for row in rows_of(layout.work("traces", unit), ("document", "inputs_list", "trace")):
            if row["document"] in wanted:
                found[row["document"]] = Trace.from_dict(json.loads(row["trace"])), row["inputs_list"]
    traces = [found[identifier][0] for identifier in sorted(found)]
    told = story(traces, paths=[found[identifier][1][0] for identifier in sorted(found)])
    findings = Findings(tuple(traces), told, Maker(__version__, model))
    dated = {trace.document.id: day_of(trace.document.published) for trace in traces}
    day_of_event = {event.id: min(dated[d] for d in event.documents) for event in told.stories}
    day_of_claim = {claim.id: day_of_event[claim.story] for claim in told.claims}
    for one in (*map(table, OF_STORIES), EVENTS):
        days = day_of_event if one is EVENTS else day_of_claim
        for day, rows in _by_day(one, one.rows(findings), days, block).items():
            put(layout.table(one.name, day, block), Parquet().table(one, rows))
    put_rows(
        layout.work("told", block),
        ("block", "documents_n", "events_n", "claims_n"),
        [(block, len(traces), len(told.stories), len(told.claims))],
    )
    return {"events": len(told.stories), "claims": len(told.claims)}


def _by_day(one: Table, rows: Iterable[Row], days: Mapping[str, str], block: str) -> dict[str, list[Row]]:
    """The rows of a table by the day of the event or claim in their first column, ids made those of the whole run."""
    ids = [column.name in _IDS or (one is EVENTS and column.name == "claims") for column in one.columns]
    result: dict[str, list[Row]] = {}
    for row in rows:
        named = tuple(_named(value, block) if is_id else value for value, is_id in zip(row, ids, strict=True))
        result.setdefault(days[row[0]], []).append(named)
    return result


def _named(value: Any, block: str) -> Any:
    if isinstance(value, list):
        return [f"{block}:{one}" for one in value]
    return value if value is None else f"{block}:{value}"


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
