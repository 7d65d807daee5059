"""What people put right, as data to train on and to test with: a line a judgement, with the text it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from whosays.exports.base import Exporter, json_lines
from whosays.model.findings import Findings, PutRight

SCHEMA: Final = "whosays.correction/1"


class Corrections(Exporter):
    """Corrections as JSON lines: the text, where in it, what was read there, what it should be."""

    name = "corrections"
    title = "what people put right, to train on and to test with (JSON Lines)"
    ending = ".jsonl"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        yield from json_lines(_line(found, one) for one in found.put_right)


def _line(found: Findings, one: PutRight) -> dict[str, Any]:
    document = found.documents[one.document]
    about = {"id": document.id, "outlet": document.outlet, "title": document.title, "language": document.language}
    return {
        "schema": SCHEMA,
        "kind": one.kind,
        "document": {**about, "text": document.text},
        "at": dict(one.at),
        "was": dict(one.was),
        "to": dict(one.to),
        "decision": one.decision,
        "who": one.who,
        "why": one.why,
        "time": one.time,
        "read_by": {"version": found.maker.version, "model": found.maker.model},
    }
