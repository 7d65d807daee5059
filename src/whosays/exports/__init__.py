"""What programs read: traces as JSON, and the JSON Schemas that say how it looks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from whosays.exports.jsontext import dumped
from whosays.model import Trace, wire

__all__ = ["json_list", "json_object", "story_schema", "trace_schema"]


def json_object(trace: Trace) -> bytes:
    """One trace as UTF-8 JSON, as the contract ``whosays.trace/1`` has it.

    A lone surrogate, which UTF-8 cannot hold, is written as its JSON escape.
    """
    return dumped(trace.to_dict()).encode()


def json_list(traces: Iterable[Trace]) -> Iterator[bytes]:
    """A JSON list of the traces, piece by piece, so that a long one needs no more memory than its longest member."""
    before = b"[\n"
    for trace in traces:
        yield before + json_object(trace)
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"


def trace_schema() -> str:
    """The JSON Schema (draft 2020-12) of ``whosays.trace/1``."""
    return json.dumps(wire.trace_schema(), ensure_ascii=False, indent=2) + "\n"


def story_schema() -> str:
    """The JSON Schema (draft 2020-12) of ``whosays.story/1``."""
    return json.dumps(wire.story_schema(), ensure_ascii=False, indent=2) + "\n"
