"""One trace, prepared for drawing: what is looked up often, and which spans get a mark that can be linked to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from whosays import wording
from whosays.model import Attribution, Claim, Naming, Span, Spans
from whosays.reports import view as base
from whosays.reports.html.layers import clip
from whosays.reports.html.markup import Html, el

_UNSURE = {Naming.UNNAMED, Naming.CROWD, Naming.NONE}
_TINTS = 4
_ONE_PLACE = 120  # characters between two parts of a claim that is cut in two by its speaker


@dataclass
class Mark:
    """A marked span: how it looks, what is said when one points at it, which claims start here, whose card it opens."""

    number: int
    span: Span
    classes: dict[str, None] = field(default_factory=dict)
    title: str | None = None
    claims: list[int] = field(default_factory=list)
    card: int | None = None


@dataclass(frozen=True)
class PageView(base.TraceView):
    """A trace and the prefix of its ids; ``level`` that of its first heading.

    Claims are numbered in the trace's order, from 1.
    """

    prefix: str = "d1-"
    level: int = 1

    @cached_property
    def claims(self) -> list[Claim]:
        return list({claim.id: claim for claim in self.trace.claims}.values())

    def who(self, attribution: Attribution) -> str:
        """Who says it, as the document calls them, in words also where nobody does."""
        return self.speaker(attribution) or "nobody in particular"

    @cached_property
    def document_id(self) -> str:
        """The document's id, hashed once."""
        return self.trace.document.id

    def voice(self) -> str:
        """The document's own voice."""
        return self.trace.document.outlet or f"This {self.trace.document.kind.value}"

    def said(self, attribution: Attribution) -> str:
        """``Said by X, on Telegram, to Y``, for whoever points at a mark."""
        clear = self.is_clear(attribution)
        parts = [f"Said by {self.who(attribution)}" if clear else wording.sentence(wording.NOT_CLEAR_WHOSE)]
        if clear and self.naming(attribution) is not Naming.NAMED:
            parts.append(wording.NAMING[self.naming(attribution)])
        if attribution.channel:
            parts.append(f"on {attribution.channel}")
        if attribution.addressee:
            parts.append(f"to {attribution.addressee}")
        if attribution.response:
            parts.append(wording.RESPONSE[attribution.response])
        return ", ".join(parts)

    def depth(self, attribution: Attribution) -> int:
        """How many attributions it stands in; a circle of parents is cut."""
        seen = {attribution.id}
        parent = self.attributions.get(attribution.parent or "")
        while parent is not None and parent.id not in seen and len(seen) < 32:
            seen.add(parent.id)
            parent = self.attributions.get(parent.parent or "")
        return len(seen) - 1

    def source_looks(self, attribution: Attribution) -> tuple[str, ...]:
        """The classes of a source span: one that nobody could ask is drawn as unsure."""
        return ("source", "unsure") if self.naming(attribution) in _UNSURE else ("source",)

    def content_looks(self, attribution: Attribution) -> tuple[str, ...]:
        """The classes of a content span: each depth of nesting has its tint."""
        return "content", f"n{self.depth(attribution) % _TINTS}"

    @cached_property
    def marks(self) -> dict[Span, Mark]:
        """One mark for each span that anything is said about."""
        found: dict[Span, Mark] = {}
        cards = self._cards()
        for number, claim in enumerate(self.claims, 1):
            for place in places_of(claim.spans):
                for index, mark in enumerate(self._place(found, place, "claim")):
                    mark.card = mark.card or number
                    if index == 0 and number not in mark.claims:
                        mark.claims.append(number)
            for reason in claim.standing.reasons if claim.standing else ():
                self._place(found, reason.spans, "evidence")
        for attribution in self.trace.attributions:
            said = self.said(attribution)
            for spans, classes in (
                (attribution.content, self.content_looks(attribution)),
                (attribution.source, self.source_looks(attribution)),
                (attribution.cue, ("cue",)),
            ):
                for mark in self._place(found, spans, *classes):
                    mark.title = mark.title or said
                    mark.card = mark.card or cards.get(attribution.id)
        for source in self.trace.sources:
            self._place(found, source.mentions, "mention")
            self._place(found, source.withheld, "evidence")
        return found

    def _place(self, found: dict[Span, Mark], spans: Spans, *classes: str) -> Iterator[Mark]:
        marks = []
        for span in spans:
            kept = clip(span, len(self.trace.document.text))
            if kept is not None:
                mark = found.setdefault(kept, Mark(len(found) + 1, kept))
                mark.classes.update(dict.fromkeys(classes))
                marks.append(mark)
        return iter(marks)

    def _cards(self) -> dict[str, int]:
        """For each attribution, the first claim whose card tells of it."""
        cards: dict[str, int] = {}
        for number, claim in enumerate(self.claims, 1):
            for attribution in (*self.chain(claim), *self.answers(claim)):
                cards.setdefault(attribution.id, number)
        return cards

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each claim, by its id."""
        return {claim.id: number for number, claim in enumerate(self.claims, 1)}

    def mark_id(self, span: Span) -> str | None:
        """The id of a span's mark in the text; none where nothing of it is inside the text."""
        kept = clip(span, len(self.trace.document.text))
        mark = self.marks.get(kept) if kept else None
        return f"{self.prefix}m{mark.number}" if mark else None

    def mark_ids(self, spans: Iterable[Span]) -> list[str]:
        return [i for i in map(self.mark_id, spans) if i]

    def heading(self, below: int, *children: Html | str, **attributes: str) -> Html:
        """A heading so many levels below the document's own."""
        return el(f"h{self.level + below}", *children, **attributes)

    def card_id(self, number: int) -> str:
        return f"{self.prefix}c{number}"


def places_of(spans: Spans) -> list[Spans]:
    """The spans of a claim by place, in the order given: what stands close together is one place in parts."""
    places: dict[Span, list[Span]] = {}
    first = previous = None
    for span in sorted(spans):
        if first is None or previous is None or span[0] - previous[1] > _ONE_PLACE:
            first = span
        places.setdefault(first, []).append(span)
        previous = span
    return sorted((tuple(parts) for parts in places.values()), key=lambda parts: min(map(spans.index, parts)))


def spans_of(attribution: Attribution) -> Spans:
    """All spans of an attribution, by position."""
    return tuple(sorted((*attribution.source, *attribution.cue, *attribution.content)))
