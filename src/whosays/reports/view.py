"""A trace with its look-ups made once, so that a report of any length stays linear."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from whosays.model import Attribution, Claim, Naming, Response, Source, SourceKind, Spans, Trace
from whosays.model.clarity import answer_is_clear, speaker_is_clear
from whosays.reports.certainty import presented
from whosays.text import unwrapped
from whosays.wording import NAMING, NOT_CLEAR, NOT_CLEAR_WHOSE, WEAKNESS

_LINE_END = re.compile(r"\r\n|\r|\n")
_PRONOUN = re.compile(r"(?:He|She) ")
_MORE_THAN_ONE = re.compile(r"[.!?][\"'”’»)]*\s+(?=\S)|[,.!?][\"”»] … ")


@dataclass(frozen=True)
class TraceView:
    """What reports ask of a trace again and again."""

    trace: Trace
    attributions: dict[str, Attribution] = field(init=False)
    sources: dict[str, Source] = field(init=False)
    _lines: list[int] = field(init=False)
    _replies: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        text = self.trace.document.text
        object.__setattr__(self, "attributions", {a.id: a for a in self.trace.attributions})
        object.__setattr__(self, "sources", {s.id: s for s in self.trace.sources})
        replies: dict[str, list[str]] = {}
        for attribution in self.trace.attributions:
            if attribution.response is not None and attribution.responds_to:
                replies.setdefault(attribution.responds_to, []).append(attribution.id)
        object.__setattr__(self, "_replies", replies)
        object.__setattr__(self, "_lines", [0, *(m.end() for m in _LINE_END.finditer(text))])

    def line(self, offset: int) -> int:
        """The number of the line an offset stands in, from 1."""
        return bisect_right(self._lines, offset)

    def chain(self, claim: Claim) -> list[Attribution]:
        """The attributions a claim hangs on, the outermost speaker first."""
        return [self.attributions[identifier] for identifier in claim.chain if identifier in self.attributions]

    def source(self, attribution: Attribution) -> Source | None:
        """The source an attribution is resolved to."""
        return self.sources.get(attribution.source_id or "")

    def answers(self, claim: Claim) -> list[Attribution]:
        """Who answers a claim or somebody of its chain, by position: those of whom it is clear that they do."""
        found = [
            *claim.responses,
            *(i for answered in (claim.id, *claim.chain) for i in self._replies.get(answered, ())),
        ]
        answers = [self.attributions[i] for i in dict.fromkeys(found) if i in self.attributions]
        kept = [a for a in answers if answer_is_clear(a) and not self.repeats_itself(claim, a.id)]
        return sorted(kept, key=lambda a: a.start)

    @cached_property
    def untied(self) -> list[Attribution]:
        """The answers that are tied to no claim, or not clearly, by position."""
        tied = {answer.id for claim in self.trace.claims for answer in self.answers(claim)}
        own = {identifier for claim in self.trace.claims for identifier in claim.chain}
        loose = (a for a in self.trace.attributions if a.response is not None and a.id not in tied | own)
        return sorted(loose, key=lambda a: a.start)

    def is_clear(self, attribution: Attribution) -> bool:
        """Whether it may be said whose word an attribution is."""
        return speaker_is_clear(attribution, self.source(attribution))

    def naming(self, attribution: Attribution) -> Naming:
        """How the document names whoever speaks; an attribution that sourcing left alone is judged by its spans."""
        source = self.source(attribution)
        if source is not None:
            return source.naming
        return Naming.UNNAMED if attribution.source and not attribution.agentless else Naming.NONE

    def speaker(self, attribution: Attribution) -> str | None:
        """Who says it, as the document calls them: none where nobody is said to, no name where that is not clear."""
        if not self.is_clear(attribution):
            return NOT_CLEAR
        if self.naming(attribution) is Naming.NONE:
            return None
        source = self.source(attribution)
        return source.name if source and source.name else self.trace.document.quote(attribution.source)

    def standing_in(self, attribution: Attribution) -> str:
        """Role and affiliation of the speaker, as far as the document tells them and the name does not."""
        source = self.source(attribution)
        return position(source) if source and self.is_clear(attribution) else ""

    def presented(self, attribution: Attribution) -> str | None:
        """How surely the speaker presents the content; none where that is several sentences, each with its own."""
        said = self.trace.document.quote(attribution.content)
        return None if _MORE_THAN_ONE.search(said) else presented(attribution.factuality, said)

    def repeats_itself(self, claim: Claim, identifier: str) -> bool:
        """True of an answer that is the claim's own last step and no denial: "confirmed that P" of P."""
        answer = self.attributions.get(identifier)
        return identifier in claim.chain and (answer is None or answer.response is not Response.DENY)

    def naming_words(self, attribution: Attribution) -> str:
        """How the document names the speaker, in words."""
        source = self.source(attribution)
        return naming_words(source) if source else NAMING[self.naming(attribution)]

    def own_spans(self, claim: Claim) -> Spans:
        """The spans of the place that gave a claim its text: several where words were left out."""
        for number in range(1, len(claim.spans) + 1):
            if self.in_words_of(claim, claim.spans[:number]):
                return claim.spans[:number]
        return claim.spans[:1]

    def words_of(self, claim: Claim) -> str:
        """The claim as it is printed: with the words by which nobody in particular tells it, where they stand in it,
        and with who it is that calls or accuses somebody.

        "The ferry is said to have been overloaded", not "The ferry … to have been overloaded"; "Ada Holt called the
        tape “edited”", not "called the tape “edited”". And "Ada Holt left", not "She left", where "she" is certain.
        """
        spans = self.own_spans(claim)
        last = self.chain(claim)[-1:]
        if spans and last and last[0].source and any(start <= spans[0][0] < end for start, end in last[0].cue):
            source = self.source(last[0])
            who = (source.name if source else None) or unwrapped(self.trace.document.quote(last[0].source))
            return f"{who} {claim.text}"
        if (name := self._opened_by(claim)) is not None:
            return name + claim.text[len(claim.text.split(" ", 1)[0]) :]
        if len(spans) != 2:
            return claim.text
        quote = self.trace.document.quote
        between = unwrapped(quote(((spans[0][1], spans[1][0]),))).strip()
        told = any(not a.source and unwrapped(quote(a.cue)) == between for a in self.chain(claim))
        return unwrapped(quote(((spans[0][0], spans[1][1]),))) if told else claim.text

    def _opened_by(self, claim: Claim) -> str | None:
        """Who the pronoun stands for that opens a claim, where that is certain: the claim stands alone in a report."""
        if not _PRONOUN.match(claim.text) or not claim.spans:
            return None
        return self._antecedents.get(claim.spans[0][0])

    @cached_property
    def _antecedents(self) -> dict[int, str]:
        from whosays.sourcing import certain  # only where a claim begins with a pronoun

        return certain(self.trace)

    def in_words_of(self, claim: Claim, spans: Spans) -> bool:
        """True where the document's words at the spans are the claim's text, wrapped lines apart."""
        return unwrapped(self.trace.document.quote(spans)) == claim.text

    def weakness(self, claim: Claim) -> str | None:
        """Why a claim should not be printed as it stands, in a few words; none where nothing of the kind is seen."""
        chain = self.chain(claim)
        if not all(map(self.is_clear, chain)):
            return NOT_CLEAR_WHOSE
        if claim.standing is not None and claim.standing.credibility == 5:
            return "spoken against"
        return WEAKNESS.get(self.naming(chain[-1])) if chain else None


def position(source: Source) -> str:
    """Role and affiliation, as far as the name does not say them."""
    parts = [
        part for part in (source.role, source.affiliation) if part and part.casefold() not in source.name.casefold()
    ]
    if len(parts) == 2 and parts[1].casefold() in parts[0].casefold():
        parts = parts[:1]
    return ", ".join(parts)


def naming_words(source: Source) -> str:
    """How the document names a source, and whether it says that it keeps it back."""
    thing = source.naming is Naming.ROLE and source.kind in (SourceKind.DOCUMENT, SourceKind.ORGANIZATION)
    how = "described, not named" if thing else NAMING[source.naming]
    return how + (", identity withheld" if source.disclosed is False else "")
