"""Attributions inside the content of others, at any depth.

The corpus marks only the outermost relation, so the engine does not see the inner ones in passing. But a content read
by itself, without its quotation marks and its "that", is a text like any other: "X wrote: 'A source tells me that P'"
holds the text "A source tells me that P". So each content that may hold a cue is given to the engine again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from whosays.attribution.engine import Engine, Reading
from whosays.attribution.selection import is_inside, select
from whosays.model import Span
from whosays.text import paragraphs
from whosays.text.spans import length, overlaps

DEEPEST = 6
SHORTEST = 20  # characters; nothing shorter says who said what
CUT = 0.4
CUES = Path(__file__).with_name("cues.txt")
_WORD = re.compile(r"[^\W\d_]+")
_LEAD = re.compile(r"^(?:[\s\"“”„«»‘'`]+|(?:that|how|whether)\s+)+", re.IGNORECASE)
_TAIL = re.compile(r"[\s\"”“»«’'`]+$")
_FIRST_PERSON = {"i", "we", "me", "us", "my", "our", "i'm", "i’ve", "i've", "i’m", "we’re", "we're", "you", "one"}


@cache
def cue_words() -> frozenset[str]:
    """The words that head a cue at least now and then (written by ``training/attribution`` from the corpus)."""
    lines = CUES.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def nested(engine: Engine, text: str, outermost: Sequence[Reading]) -> list[tuple[Reading, int | None]]:
    """The outermost readings and all inside them: (reading, index of its parent in the list or none)."""
    found: list[tuple[Reading, int | None]] = _arrange(outermost)
    fresh = list(range(len(found)))
    for _ in range(DEEPEST):
        open_ = [(i, passage) for i in fresh if (passage := _passage(text, found[i][0]))]
        if not open_:
            break
        fresh = []
        readings = engine.read(text, [passage for _, passage in open_], least=CUT)
        for (parent, _), inner in zip(open_, readings, strict=True):
            content = found[parent][0].content
            for reading in select(inner, CUT):
                known = any(overlaps(reading.cue, r.cue) for r, _ in found)
                if known or not is_inside(reading, content) or _speaks_of_oneself(text, reading):
                    continue
                fresh.append(len(found))
                found.append((reading, parent))
    return found


def _arrange(readings: Sequence[Reading]) -> list[tuple[Reading, int | None]]:
    """Readings of one pass with their parents: the smallest content that holds all of a reading."""
    parents = []
    for reading in readings:
        holders = [i for i, other in enumerate(readings) if other is not reading and is_inside(reading, other.content)]
        parents.append(min(holders, key=lambda i: length(readings[i].content)) if holders else None)
    return list(zip(readings, parents, strict=True))


def _passage(text: str, reading: Reading) -> list[Span]:
    """The content as paragraphs of a text of its own; empty where it cannot hold an attribution."""
    parts: list[Span] = []
    for start, end in reading.content:
        lead = _LEAD.match(text[start:end])
        start += lead.end() if lead else 0
        tail = _TAIL.search(text[start:end])
        end = start + tail.start() if tail else end
        parts.extend((start + s, start + e) for s, e in paragraphs(text[start:end]))
    if length(parts) < SHORTEST:
        return []
    words = cue_words()
    if not any(m.group().lower() in words for s, e in parts for m in _WORD.finditer(text, s, e)):
        return []
    return parts


def _speaks_of_oneself(text: str, reading: Reading) -> bool:
    """ "I think that ..." inside X's words is X again, not another speaker; so is a reading without any speaker."""
    words = {m.group().lower() for s, e in reading.source for m in re.finditer(r"[\w'’]+", text[s:e])}
    return not words or words <= _FIRST_PERSON
