"""Through whom a document has its speakers: the outlet they told it, and the unnamed ones an outlet rests on.

"Speaking to the Echo, these sources say …" is the Echo's hearing, not the document's; so is "the Echo reported, citing
people familiar with the matter", and what "the sources" say further down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from whosays.model import Attribution, Naming, Source, Span, Trace
from whosays.provenance.credits import Credit
from whosays.provenance.words import any_of

_PEOPLE = any_of("people")
_UNNAMED = (
    rf"(?:(?!the\b|and\b|from\b|to\b|by\b|of\b|in\b)[\w’'“\"-]+[ ]){{0,4}}{_PEOPLE}\b"
    rf"(?:[ ]{any_of('near_people')}\b[^,.;:!?\n]{{0,60}})?"
)
_LEADING = re.compile(
    r"\b(?:citing|quoting|cites|cited|quotes|quoted|based on|off|hears? from|heard from|learn(?:s|ed|t) from|"
    r"told by|according to|told|by)\s+(?:what\s+|(?:rumou?rs?|reports?|information)\s+(?:heard\s+)?(?:from|by)\s+)?"
    rf"(?:its\s+|their\s+|his\s+|her\s+)?[“\"]?(?P<who>{_UNNAMED})",
    re.IGNORECASE,
)
_OWNED = re.compile(rf"(?:['’]s?|\bits|\bthe (?:site|paper|newspaper|outlet)['’]s)\s+[“\"]?(?P<who>{_UNNAMED})")
_SAYING = re.compile(rf"(?P<who>{_UNNAMED})[^.!?\n]{{0,40}}?\b{any_of('saying')}\b", re.IGNORECASE)
_CALLED = re.compile(rf"\b{_PEOPLE}\b", re.IGNORECASE)
_SAME = re.compile(
    r"^(?:(?:the|these|those|this|that|its|their|(?:one|some) of the(?:se|m|ir)?)\b|sources?$)", re.IGNORECASE
)
_ENDS = re.compile(
    r"(?<![A-Z]\.)(?<!\b[A-Z])(?<!\bSt)(?<!\bMr)(?<!\bDr)(?<!\bInc)[.!?][”\"’')\]]*\s+(?=[“\"'‘(\[]*[A-Z])|\n"
)


class Hearing:
    """What one document shows of it. ``told`` and ``through`` are by the id of a source; names are of outlets."""

    def __init__(self, trace: Trace, credits: Sequence[Credit]) -> None:
        self._trace, self._credits = trace, credits
        self._breaks = [0, *(m.end() for m in _ENDS.finditer(trace.document.text)), len(trace.document.text) + 1]
        sources = {s.id: s for s in trace.sources}
        self.told: Mapping[str, Credit] = self._listeners(sources)
        self.through: Mapping[str, Credit] = self._same_as_heard(sources)

    def sentence(self, place: int) -> Span:
        """The bounds of the sentence a place is in."""
        after = next(b for b in self._breaks if b > place)
        return max(b for b in self._breaks if b <= place), after

    def listener(self, attribution: Attribution) -> Credit | None:
        """The outlet that a speaker told it, by the sentence of the attribution or another one of the same source."""
        return self._listener(attribution) or self.told.get(attribution.source_id or "")

    def unnamed(self, credit: Credit) -> Span | None:
        """Where the sentence of a credit says on which unnamed people the outlet rests."""
        text = self._trace.document.text
        start, end = self.sentence(credit.spans[0][0])
        after = credit.spans[-1][1]
        owned = _OWNED.match(text, after, end)
        if owned:
            return owned.span("who")
        for pattern in (_LEADING, _OWNED, _SAYING):
            for match in pattern.finditer(text, start, end):
                who = match.span("who")
                if not any(who[0] < e and s < who[1] for s, e in credit.spans) or pattern is _LEADING:
                    return who
        return None

    def _listener(self, attribution: Attribution) -> Credit | None:
        if not attribution.cue:
            return None
        start, end = self.sentence(attribution.cue[0][0])
        near = [c for c in self._credits if c.told and start <= c.spans[0][0] < end]
        inside = [c for c in near if not any(s <= c.spans[0][0] < e for s, e in attribution.content)]
        return min(inside, key=lambda c: abs(c.spans[0][0] - attribution.cue[0][0]), default=None)

    def _listeners(self, sources: Mapping[str, Source]) -> dict[str, Credit]:
        """For unnamed sources: whoever told an outlet something once, told it the rest."""
        found: dict[str, Credit] = {}
        for attribution in self._trace.attributions:
            source = sources.get(attribution.source_id or "")
            if source is None or source.naming is Naming.NAMED or source.id in found:
                continue
            credit = self._listener(attribution)
            if credit is not None:
                found[source.id] = credit
        return found

    def _same_as_heard(self, sources: Mapping[str, Source]) -> dict[str, Credit]:
        """Unnamed people who are spoken of as known, after an outlet was said to rest on such people."""
        resting = [(c.spans[0][0], c) for c in self._credits if c.kind == "credit" and self.unnamed(c) is not None]
        if len({c.key for _, c in resting}) != 1:
            return {}
        place, credit = min(resting, key=lambda pair: pair[0])
        return {
            source.id: credit
            for source in sources.values()
            if source.naming in (Naming.UNNAMED, Naming.CROWD)
            and source.id not in self.told
            and _CALLED.search(source.name)
            and any(start >= place for start, _ in source.mentions)
            and any(_SAME.match(self._trace.document.text[s:e]) for s, e in source.mentions)
        }
