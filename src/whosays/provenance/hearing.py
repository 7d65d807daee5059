"""Through whom a document has its speakers: the outlet they told it, and the unnamed ones an outlet rests on.

"Speaking to the Echo, these sources say …" is the Echo's hearing, not the document's; so is "the Echo reported, citing
people familiar with the matter", and what "the sources" say further down.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from whosays.model import Attribution, Naming, Source, Span, Trace
from whosays.outlets.words_of_credit import any_at
from whosays.provenance.credits import Credit
from whosays.provenance.wordlists import any_of

_PEOPLE = any_of("people")
_VERB = r"\s(?:that|which|have|has|had|say|says|said|told|are|is|were|was|will|would|may|as)\b"
_NEAR = rf"(?:[ ]{any_of('near_people')}\b(?:(?!{_VERB})[^,.;:!?\n]|(?<=Inc)\.|(?<=Corp)\.){{0,60}})"
_FIRST = r"(?:(?!the\b|and\b|from\b|to\b|by\b|of\b|in\b)[\w’'“\"-]{1,60}[ ]){0,4}"
_LEADING = re.compile(
    rf"\b{any_at('people')}\s+(?:what\s+|(?:rumou?rs?|reports?|information)\s+(?:heard\s+)?(?:from|by)\s+)?"
    rf"(?:its\s+|their\s+|his\s+|her\s+)?[“\"]?(?P<who>{_FIRST}{_PEOPLE}\b{_NEAR}?)",
    re.IGNORECASE,
)
_OWN = r"(?:[\w“\"-]+\s){0,3}(?:sources?|insiders?|contacts?)\b"
_OWNED = re.compile(rf"['’]s?\s+[“\"]?(?P<who>{_OWN})")
_ITS = re.compile(rf"\b(?:its|their)\s+[“\"]?(?P<who>{_OWN}{_NEAR}?)")
_SAYING = re.compile(
    rf"(?P<who>(?:{_FIRST}(?:sources?|insiders?|officials?|tipsters?|whistleblowers?)\b{_NEAR}?|people{_NEAR}))"
    rf"[^.!?\n]{{0,40}}?\b{any_of('saying')}\b",
    re.IGNORECASE,
)
_COMES_FROM = re.compile(
    r"\b(?:information|reports?|claims?|news|story|rumou?rs?|photos?|images?|video|figures?)\s+"
    r"(?:came|comes|originated|originates|stems|stemmed|emerged)\s+(?:from|with)\s+(?:the\s+|The\s+)?"
    r"(?P<who>[A-Z][\w'’.-]*(?:\s+(?:of|for|the|and|in|[A-Z][\w'’-]*))*\s+[A-Z][\w'’-]*|[A-Z][\w'’-]+)"
)
_GOT = re.compile(rf"\b{any_of('getting')}$", re.IGNORECASE)
_PAPER = re.compile(
    rf"\s+(?P<who>(?:an?|the|some|new|\d+)\s+(?:[\w'’-]+\s+){{0,4}}?{any_of('papers')}\b"
    r"(?:\s+(?:sent|filed|written|from|by|of)\b[^,.;:!?\n]{0,60})?)"
)
_PASSIVE = re.compile(r"^(?:is|are|was|were|being|been)\s+(?:\w+\s+)?(?:quoted|cited|reported)\b")
_CALLED = re.compile(rf"\b{_PEOPLE}\b", re.IGNORECASE)
_SAME = re.compile(
    r"^(?:(?:the|these|those|this|that|its|their|(?:one|some) of the(?:se|m|ir)?)\b|sources?$)", re.IGNORECASE
)
_ENDS = re.compile(
    r"(?<![A-Z]\.)(?<!\b[A-Z])(?<!\bSt)(?<!\bMr)(?<!\bDr)(?<!\bInc)[.!?][”\"’')\]]*\s+(?=[“\"'‘(\[]*[A-Z])|\n"
)


_LONGEST = 600  # characters to either side of a place that can be of its sentence


class Hearing:
    """What one document shows of it. ``told`` and ``through`` are by the id of a source; names are of outlets."""

    def __init__(self, trace: Trace, credits: Sequence[Credit]) -> None:
        self._trace = trace
        self._credits = sorted((c for c in credits if c.kind == "credit"), key=lambda credit: credit.spans)
        self._starts = [credit.spans[0][0] for credit in self._credits]
        self._breaks = [0, *(m.end() for m in _ENDS.finditer(trace.document.text)), len(trace.document.text) + 1]
        sources = {s.id: s for s in trace.sources}
        self._rests: dict[str, Span] = {}
        for credit in self._credits:
            if (who := self._unnamed(credit)) is not None:
                self._rests.setdefault(credit.key, who)
        self.told: Mapping[str, Credit] = self._listeners(sources)
        self.through: Mapping[str, Credit] = self._same_as_heard(sources)

    def sentence(self, place: int) -> Span:
        """The bounds of the sentence a place is in, no more than a long sentence's length to either side."""
        after = bisect_right(self._breaks, place)
        return max(self._breaks[after - 1], place - _LONGEST), min(self._breaks[after], place + _LONGEST)

    def _between(self, start: int, end: int) -> list[Credit]:
        return self._credits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def listener(self, attribution: Attribution) -> Credit | None:
        """The outlet through which a speaker is heard: by the sentence of the attribution, by another one of the same
        unnamed source, or because the speaker "is quoted" and an outlet was credited before.
        """
        identifier = attribution.source_id or ""
        found = self._listener(attribution) or self.told.get(identifier) or self.through.get(identifier)
        if found is None and attribution.cue and _PASSIVE.match(self._trace.document.quote(attribution.cue)):
            before = self._between(0, attribution.cue[0][0])
            found = before[-1] if before else None
        return found

    def origin(self, credit: Credit) -> Span | None:
        """Where the sentence of a credit names from whom the outlet's information comes."""
        match = _COMES_FROM.search(self._trace.document.text, *self.sentence(credit.spans[0][0]))
        return match.span("who") if match else None

    def paper(self, credit: Credit) -> Span | None:
        """Where an outlet is said to have got hold of a document, which then is where it has it from."""
        text, end = self._trace.document.text, credit.spans[-1][1]
        match = _PAPER.match(text, end) if _GOT.search(text, credit.spans[0][0], end) else None
        return match.span("who") if match else None

    def cited(self, credit: Credit) -> Credit | None:
        """The other outlet that is given as a credited one's source in the same sentence."""
        start, end = credit.spans[-1][1], self.sentence(credit.spans[0][0])[1]
        return next((c for c in self._between(start, end) if c.cited and c.key != credit.key), None)

    def unnamed(self, credit: Credit) -> Span | None:
        """Where the document says on which unnamed people a credited outlet rests: by the credit, else elsewhere."""
        beside = self._unnamed(credit) or self.paper(credit)
        return beside if beside is not None else self._rests.get(credit.key)

    def _unnamed(self, credit: Credit) -> Span | None:
        text = self._trace.document.text
        start, end = self.sentence(credit.spans[0][0])
        owned = _OWNED.match(text, credit.spans[-1][1], end)
        if owned:
            return owned.span("who")
        others = [c for c in self._between(start, end) if c.key != credit.key]
        for pattern in (_LEADING, _ITS, _SAYING):
            for match in pattern.finditer(text, start, end):
                who = match.span("who")
                if pattern is not _LEADING and any(who[0] < e and s < who[1] for s, e in credit.spans):
                    continue
                if all(_apart(c.spans, who) >= _apart(credit.spans, who) for c in others):
                    return who
        return None

    def _listener(self, attribution: Attribution) -> Credit | None:
        if not attribution.cue:
            return None
        start, end = self.sentence(attribution.cue[0][0])
        near = [c for c in self._between(start, end) if c.told]
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
        resting = [(c.spans[0][0], c) for c in self._credits if self._unnamed(c) is not None]
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


def _apart(one: Sequence[Span], who: Span) -> int:
    return min(max(s - who[1], who[0] - e, 0) for s, e in one)
