"""Long texts in parts, each read by itself: what a trace costs grows with the words of a text, whatever they are.

Within a part everything may refer to everything, which costs more than its length; so no part is long. Runs of white
space and of signs without any, as no writer makes them, are read as if they were short. Spans come back as those of the
text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from typing import Any, TypeVar

from whosays.model import Attribution, Claim, Document, Naming, Source, Span, Trace
from whosays.text import paragraphs, sentences

LONGEST_WHOLE = 40_000
"""Characters of a text that is read as one; long reports of newspapers have half of them."""

PART = 15_000
"""Characters of a part of a longer one, as far as paragraphs and sentences allow."""

_BLANKS = 64
_SIGNS = 1_024
_RUN = re.compile(rf"\s{{{_BLANKS + 1},}}+|\S{{{_SIGNS + 1},}}+")
_SPANS = frozenset(("mentions", "withheld", "spans", "source", "cue", "content"))
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Part:
    """A document for one part of another's text, and where each stretch of it stands there: (here, there), in order."""

    document: Document
    stretches: tuple[tuple[int, int], ...]

    def there(self, span: Span) -> Span:
        """A span of the part as one of the whole text."""
        start, end = span
        return (self._at(start), self._at(end - 1) + 1) if start < end else (self._at(start), self._at(start))

    def _at(self, position: int) -> int:
        here, there = self.stretches[bisect_right(self.stretches, (position, 1 << 62)) - 1]
        return there + position - here


def parts(document: Document) -> list[Part]:
    """The parts of a document; one, which is the document itself, where it is neither long nor odd."""
    text = document.text
    if len(text) <= LONGEST_WHOLE and not _RUN.search(text):
        return [Part(document, ((0, 0),))]
    edges = [0, len(text)] if len(text) <= LONGEST_WHOLE else _edges(text)
    return [_part(document, start, end) for start, end in pairwise(edges) if text[start:end].strip()]


def joined(document: Document, read: Sequence[tuple[Part, Trace]]) -> Trace:
    """The traces of its parts as one of the document: ids anew, sources of one name made one."""
    sources: list[Source] = []
    attributions: list[Attribution] = []
    claims: list[Claim] = []
    known: dict[tuple[object, ...], int] = {}
    for part, trace in read:
        names: dict[str | None, str | None] = {None: None}
        for source in trace.sources:
            moved = _moved(source, part)
            key = (
                (source.name, source.kind, source.naming, source.role) if source.naming is Naming.NAMED else (object(),)
            )
            if key in known:
                at = known[key]
                same = sources[at]
                sources[at] = replace(
                    same,
                    mentions=same.mentions + moved.mentions,
                    withheld=same.withheld + moved.withheld,
                    basis=same.basis + moved.basis,
                )
            else:
                at = known[key] = len(sources)
                sources.append(replace(moved, id=f"s{at + 1}"))
            names[source.id] = sources[at].id
        said = {a.id: f"a{len(attributions) + n}" for n, a in enumerate(trace.attributions, 1)}
        made = {c.id: f"c{len(claims) + n}" for n, c in enumerate(trace.claims, 1)}
        ids = said | made
        attributions += [
            replace(
                _moved(a, part),
                id=said[a.id],
                parent=ids.get(a.parent or ""),
                source_id=names.get(a.source_id),
                responds_to=ids.get(a.responds_to or ""),
            )
            for a in trace.attributions
        ]
        claims += [
            replace(
                _moved(c, part),
                id=made[c.id],
                chain=tuple(said[i] for i in c.chain),
                responses=tuple(said[i] for i in c.responses),
            )
            for c in trace.claims
        ]
    warnings = document.warnings
    if len(read) > 1:
        warnings += (
            f"The text is long ({len(document.text):,} characters) and was read in {len(read)} parts; what refers from "
            "one to another may be missed.",
        )
    return Trace(document, tuple(sources), tuple(attributions), tuple(claims), warnings)


def _edges(text: str) -> list[int]:
    """Where the parts of a text begin and end: at paragraphs, else at sentences, else at blanks, else anywhere."""
    edges = [0]
    while len(text) - edges[-1] > PART + PART // 2:
        start, most = edges[-1], edges[-1] + PART
        window = text[start:most]
        cut = next((at + len(sign) for sign in ("\n\n", "\n") if (at := window.rfind(sign, PART // 2)) >= 0), 0)
        if not cut:
            near = sentences(window, paragraphs(window))
            cut = next((s for s, _ in reversed(near) if s > PART // 2), 0) or max(window.rfind(" ", PART // 2), 0)
        edges.append(start + (cut or PART))
    return [*edges, len(text)]


def _part(document: Document, start: int, end: int) -> Part:
    text, stretches = _squeezed(document.text, start, end)
    part = Part(document, stretches)
    furniture = tuple(
        span
        for a, b in document.furniture
        if b > start and a < end and (span := _here(part.stretches, len(text), max(a, start), min(b, end)))
    )
    return replace(
        part,
        document=replace(
            document,
            text=text,
            furniture=furniture,
            links=(),
            title=document.title if start == 0 else None,
            warnings=(),
        ),
    )


def _squeezed(text: str, start: int, end: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A stretch of a text with its overlong runs cut short, and where each piece of it stands."""
    pieces: list[str] = []
    stretches: list[tuple[int, int]] = []
    length = 0

    def take(words: str, there: int) -> None:
        nonlocal length
        if words:
            stretches.append((length, there))
            pieces.append(words)
            length += len(words)

    at = start
    for run in _RUN.finditer(text, start, end):
        take(text[at : run.start()], at)
        blank = run[0][0].isspace()
        kept = run[0][: _BLANKS if blank else _SIGNS]
        if blank and "\n" in run[0] and "\n" not in kept:
            kept = kept[:-2] + "\n\n"
        take(kept, run.start())
        at = run.end()
    take(text[at:end], at)
    return "".join(pieces), tuple(stretches)


def _here(stretches: Sequence[tuple[int, int]], length: int, start: int, end: int) -> Span | None:
    """A span of the whole text as one of the part; none where nothing of it is left."""
    found: list[int] = []
    for number, (here, there) in enumerate(stretches):
        long = (stretches[number + 1][0] if number + 1 < len(stretches) else length) - here
        low, high = max(start, there), min(end, there + long)
        if low < high:
            found += [here + low - there, here + high - there]
    return (found[0], found[-1]) if found else None


def _moved(thing: _Thing, part: Part) -> _Thing:
    """A noun with its spans, and those of the nouns in it, as spans of the whole text."""
    changed: dict[str, Any] = {}
    for field in fields(thing):  # type: ignore[arg-type]
        value = getattr(thing, field.name)
        if field.name in _SPANS and value:
            changed[field.name] = tuple(part.there(span) for span in value)
        elif is_dataclass(value) and not isinstance(value, type):
            changed[field.name] = _moved(value, part)
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            changed[field.name] = tuple(_moved(one, part) for one in value)
    return replace(thing, **changed) if changed else thing  # type: ignore[type-var]
