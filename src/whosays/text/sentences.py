"""Where sentences begin and end, by Punkt (Kiss & Strunk 2006) in nupunkt's implementation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

Span = tuple[int, int]

# Ranks, titles and offices that stand before a name: no sentence ends with them.
_BEFORE_NAME = re.compile(
    r"(?:^|[\s(])(?:Adm|Amb|Atty|Brig|Capt|Cmdr|Col|Cpl|Det|Dr|Fr|Gen|Gov|Hon|Insp|Lt|Maj|Messrs|Mr|Mrs|Ms|Mx|"
    r"Prof|Pvt|Rep|Reps|Rev|Sen|Sens|Sgt|Spc|Spec|Sr|St|Supt|Vice Adm)\.$"
)
# The splitter takes hundreds of plain words ("month.", "book.", "leg.") for abbreviations; in small letters few are.
_PLAIN_END = re.compile(r"(?<![\w.'’-])(?P<word>[a-z]{2,})\.[\"'”’»)\]]*\s+(?=[\"'“‘(\[]?[A-Z])")
_SHORT = "am an at by do go he id in is it me no of on or so to up us we"
_ABBREVIATIONS = """
vs approx dept govt incl viz ca cf fig figs vol vols ed eds ext asst assn gov rep sen gen col capt lt sgt prof dr mr mrs
ms st jr sr inc ltd corp hon rev pp al resp tel"""
_KEPT = frozenset(_ABBREVIATIONS.split())
_PLAIN = frozenset(_SHORT.split())
_LONGEST = 4000  # characters
_CLOSERS = "\"'”’»)]"


def sentences(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The sentences of the given paragraphs, trimmed, in order; closing quotation marks stay with their sentence."""
    return [(start + s, start + e) for start, end in paragraphs for s, e in _of_paragraph(text[start:end])]


@lru_cache(maxsize=512)  # every step of a trace asks for the same ones
def _of_paragraph(text: str) -> tuple[Span, ...]:
    """The sentences of a paragraph that stands by itself."""
    import nupunkt

    found: list[Span] = []
    open_since: int | None = None
    for s, e in nupunkt.sent_spans(text):
        body = text[s:e].rstrip()
        if not body:
            continue
        if found and open_since is None and all(c in _CLOSERS for c in body):
            found[-1] = (found[-1][0], s + len(body))
            continue
        begin = s + len(text[s:e]) - len(text[s:e].lstrip()) if open_since is None else open_since
        if _BEFORE_NAME.search(body) and e < len(text):
            open_since = begin
            continue
        found.append((begin, s + len(body)))
        open_since = None
    if open_since is not None:
        found.append((open_since, len(text)))
    return tuple(part for whole in found for span in _plainly(text, whole) for part in _bounded(text, span))


def _plainly(text: str, span: Span) -> list[Span]:
    """A span cut where a plain word with a full stop stands before a capital."""
    start, end = span
    parts: list[Span] = []
    for match in _PLAIN_END.finditer(text, start, end):
        word = match["word"]
        if word in _KEPT or (len(word) == 2 and word not in _PLAIN):
            continue
        parts.append((start, match.end() - len(match.group()) + len(match.group().rstrip())))
        start = match.end()
    return [*parts, (start, end)]


def _bounded(text: str, span: Span) -> list[Span]:
    """A span of no sentence's length (a text without full stops) cut at white space, so that no rule meets it whole.

    Its parts are of like length, between about half the longest and the longest, so that none passes for a sentence.
    """
    start, end = span
    if end - start <= _LONGEST:
        return [span]
    parts: list[Span] = []
    size = -(-(end - start) // -(-(end - start) // _LONGEST))
    while end - start > size:
        cut = text.rfind(" ", start + size // 2, start + size)
        cut = cut if cut > start else start + size
        parts.append((start, cut))
        start = cut + 1 if text[cut].isspace() else cut
    if parts and end - start < _LONGEST // 2:
        return [*parts[:-1], (parts[-1][0], end)]
    return [*parts, (start, end)]
