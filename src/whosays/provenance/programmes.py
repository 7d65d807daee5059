"""Programmes, films, podcasts, series and newsletters that a document names, and where it says that they show or tell
what it tells: "the documentary “Salt Hands” shows", "a clip from the show “Doorstep”", "on the podcast “Kettle Talk”".

A title alone credits nothing: a programme may be reviewed, sponsored or moved to another day. It must show or tell
something, or something must be told as seen, heard or said in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whosays.model import Document, Span
from whosays.outlets.words_of_credit import any_at, phrases
from whosays.provenance.wordlists import any_of

_KIND = any_of("programme_kinds")
_PIECE = any_of("programme_pieces")
_TITLE = (
    r"(?:“(?P<{0}1>[A-Z\d][^“”\n]{{1,60}})”|\"(?P<{0}2>[A-Z\d][^\"\n]{{1,60}})\"|"
    r"‘(?P<{0}3>[A-Z\d][^‘’\n]{{1,60}})’(?!\w)|'(?P<{0}4>[A-Z\d][^'\n]{{1,60}})'(?!\w))"
)
# A word of what stands before the kind: "the hidden-camera show"
_NO_WORD = r"(?:of|to|on|from|at|by|in|for|and|about|with|an?|the|told|tells|said|says)"
_WORD = rf"(?:(?!{_NO_WORD}\b)[\w’'-]+\s+)"
_LED = rf"(?:\b(?:an?|the|its|his|her|their|this|one)\s+{_WORD}{{0,4}}?|\b)"
_NAMED = re.compile(
    rf"{_LED}(?P<kind>{_KIND}),?\s+(?:(?:called|titled|entitled|named)\s+)?{_TITLE.format('n')}|"
    rf"{_TITLE.format('f')},?\s+(?:an?|the|his|her|their|its)\s+{_WORD}{{0,4}}?(?P<after>{_KIND})(?:\s+{_KIND})?\b",
    re.IGNORECASE,
)
_MEANT = re.compile(rf"(?:\b(?:the|this|that|one|another|an?)\s+{_WORD}{{0,2}}?)(?:{_KIND}|{_PIECE})\b", re.IGNORECASE)
_WHOLLY_MEANT = re.compile(rf"\W*(?:the|this|that|one|another|an?)\s+{_WORD}{{0,2}}?(?:{_KIND}|{_PIECE})\W*", re.I)
_PIECE_OF = re.compile(
    rf"(?:\b(?:an?|the|one|its|this|some|new)\s+)?{_WORD}{{0,3}}?{_PIECE}\s+(?:from|of|in|on)\s+(?:(?:the|its)\s+)?$",
    re.IGNORECASE,
)
_BESIDE = r"(?:,?\s*(?:,[^,.;!?\n]{1,60},|\([^()\n]{1,40}\)))?"
_SHOWS = re.compile(
    rf"{_BESIDE},?\s*(?:which\s+)?(?:(?:also|now|even|has|have|had|first|then)\s+){{0,2}}"
    rf"(?:{any_of('showing')}|{any_at('after')})\b(?!\s+(?:to|in|at|how much|little|nothing)\b)",
    re.IGNORECASE,
)
_STRONG = "|".join(phrase.pattern for phrase in phrases("name") if phrase.strong)
_BEFORE = re.compile(
    rf"\b(?:{_STRONG}|(?:as|was|were|is|are|been)\s+(?:\w+\s+)?{any_of('shown')}\s+(?:by|in|on|to)|"
    rf"{any_of('beginning')}\s+(?:from|in|on|with|to))\s*:?\s*$",
    re.IGNORECASE,
)
_FRAMED = re.compile(r"\b(?:in|on|to)\s+$", re.IGNORECASE)
_OF_ITS_PEOPLE = re.compile(r"\b(?:of|for|behind|from)\s+$", re.IGNORECASE)  # who says something is not the programme
_SAYING = re.compile(rf"(?:,[”\"’]?|[”\"’]|\bas)\s+(?:{any_of('showing')}|{any_at('after')})\s*$", re.IGNORECASE)
_BACK = 90  # characters before a title in which the words of credit stand
_FAR = 800  # characters behind a title within which "the clip" is of that programme


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme that is named: its title, the span of the title, and that of all words for it ("the show “…”")."""

    title: str
    at: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Shown:
    """That a programme shows or tells something: whose title, the words for it, and whether only what stands in the
    same sentence is told as seen, heard or said there (``framed``)."""

    title: str
    span: Span
    framed: bool = False


def programmes(document: Document) -> list[Programme]:
    """The programmes that a document names by title, in order; none in its furniture."""
    found = []
    for match in _NAMED.finditer(document.text):
        group = next(name for name, title in match.groupdict().items() if title and name[:1] in "nf" and len(name) == 2)
        title = " ".join(match[group].strip(" ,.").split())
        if title and not any(s <= match.start() < e for s, e in document.furniture):
            found.append(Programme(title, match.span(group), match.span()))
    return found


def shown(document: Document, found: Sequence[Programme]) -> Iterator[Shown]:
    """Where a document says that its programmes show or tell something."""
    text = document.text
    for one in found:
        start, end = one.span
        before = text[max(0, start - _BACK) : start]
        before = re.split(r"[.!?][”\"’)]*\s|\n", before)[-1]
        piece = _PIECE_OF.search(before)
        if piece is not None:
            start, before = start - len(before) + piece.start(), before[: piece.start()]
        yield from _by_words(one.title, text, (start, end), before)
    if not found:
        return
    for match in _MEANT.finditer(text, found[0].span[1]):
        meant = spoken_of(found, match.start())
        if meant is not None and not _inside(found, match.start()):
            before = re.split(r"[.!?][”\"’)]*\s|\n", text[max(0, match.start() - _BACK) : match.start()])[-1]
            yield from _by_words(meant.title, text, match.span(), before)


def _by_words(title: str, text: str, span: Span, before: str) -> Iterator[Shown]:
    """What the words before and behind those for a programme make of it."""
    start, end = span
    leading = _BEFORE.search(before) or _SAYING.search(before)
    if leading is not None:
        yield Shown(title, (start - len(before) + leading.start(), end))
    elif framing := _FRAMED.search(before):
        yield Shown(title, (start - len(before) + framing.start(), end), framed=True)
    elif not _OF_ITS_PEOPLE.search(before) and (does := _SHOWS.match(text, end)):
        yield Shown(title, (start, does.end()))


def spoken_of(found: Sequence[Programme], at: int) -> Programme | None:
    """The programme that "the clip", "the show" means at a place: the one named last before, not far off."""
    before = bisect_right(found, at, key=lambda one: one.span[1])
    last = found[before - 1] if before else None
    return last if last is not None and at - last.span[1] <= _FAR else None


def _inside(found: Sequence[Programme], at: int) -> bool:
    behind = bisect_right(found, at, key=lambda one: one.span[1])
    return behind < len(found) and found[behind].span[0] <= at


def meant_by(document: Document, found: Sequence[Programme], source: Span, name: str | None) -> str | None:
    """The title of the programme that words for a source stand for: its title, a clip of it, "the clip" after it was
    named. Somebody who is heard in it, or who hosts it, is none."""
    if not found:
        return None
    start, end = source
    for one in found:
        if name and name.strip(" “”\"'‘’,.").casefold() == one.title.casefold():
            return one.title
        s, e = one.span
        if s < end and start < e:
            before = document.text[start:s] if start < s else ""
            behind = document.text[e:end].strip(" ,.\"”’'") if e < end else ""
            if (not before.strip() or _PIECE_OF.fullmatch(before)) and not behind:
                return one.title
            return None
    meant = spoken_of(found, start)
    return meant.title if meant is not None and _WHOLLY_MEANT.fullmatch(document.text[start:end]) else None
