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
# "… of the service.Many engineers left": the blank was lost on the way; no name of a site goes on like that
_GLUED = re.compile(
    r"(?<![\w.@/-])[A-Za-z]{0,40}[a-z]{3}[.!?][\"”’]?"
    r"(?=(?!(?:Com|Org|Net|Info|Co|Media|Tv|Io|Js)\b)[A-Z][a-z]{1,40}[ ,])"
)
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
    """A span cut where a plain word with a full stop stands before a capital, and where a full stop has no blank."""
    start, end = span
    ends = [match.span() for match in _GLUED.finditer(text, start, end)]
    for match in _PLAIN_END.finditer(text, start, end):
        word = match["word"]
        if word not in _KEPT and (len(word) > 2 or word in _PLAIN):
            ends.append(match.span())
    parts: list[Span] = []
    for first, last in sorted(ends):
        parts.append((start, first + len(text[first:last].rstrip())))
        start = last
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
