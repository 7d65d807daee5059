"""A document's own words in a page: in context, with what is shown of them marked; and two sides compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from whosays.model import Span, Spans
from whosays.model.story import Evidence
from whosays.reports.context import Piece
from whosays.reports.html.markup import Html, el, join
from whosays.reports.story.view import StoryView
from whosays.wording import DATED, date_in_words

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*|[^\w\s]")
_ALIKE = 0.4  # of the words: from here on only those that differ are marked
_FEW = 3  # words that are always marked whole


def words(pieces: Iterable[Piece]) -> Html:
    """Pieces of text, those that are meant marked."""
    return join([el("mark", piece.words) if piece.marked else piece.words for piece in pieces])


def quote(view: StoryView, evidence: Evidence) -> Html:
    """What a document says at the evidence, with the words around it."""
    if evidence.field and not evidence.spans:
        return el("p", "It came with the field ", el("code", evidence.field, class_="rule"), ", outside its text.")
    found = view.in_context(evidence.document, evidence.spans)
    return el("blockquote", words(found) if found else "Its text was not given.")


def proof(view: StoryView, evidence: Sequence[Evidence], own: str | None = None, most: int = 2) -> list[Html]:
    """The words of several documents, each with the name of its document, but for the one whose ``own`` place it is."""
    return [
        el("div", by(view, one.document) if one.document != own else None, quote(view, one), class_="proof")
        for one in evidence[:most]
        if one.spans or one.field
    ]


def by(view: StoryView, document: str) -> Html:
    """Whose words follow."""
    return el("p", view.document_name(document), class_="by")


def when(view: StoryView, document: str) -> str:
    """The date a document bears and how it is known."""
    published = view.published(document)
    return f"{DATED[view.dated(document)]} {date_in_words(published)}" if published else "date unknown"


def changed(above: str, up: Spans, below: str, down: Spans) -> tuple[Spans, Spans]:
    """Of the words at both spans those to be marked: all, or only those that differ where most are the same."""
    one, two = _tokens(above, up), _tokens(below, down)
    if min(len(one), len(two)) <= _FEW:
        return up, down
    left, right = ([text[s:e].casefold() for s, e in spans] for text, spans in ((above, one), (below, two)))
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < _ALIKE or left == right:
        return up, down
    mine: list[Span] = []
    theirs: list[Span] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            mine.extend([(one[a][0], one[b - 1][1])] if b > a else [])
            theirs.extend([(two[c][0], two[d - 1][1])] if d > c else [])
    return tuple(mine), tuple(theirs)


def _tokens(text: str, spans: Spans) -> list[Span]:
    return [match.span() for start, end in spans for match in _WORD.finditer(text, max(0, start), max(0, end))]
