"""Quotation marks against attributions: the form of a content, and quotations without a speaker of their own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from whosays.attribution.selection import shared_length
from whosays.model import Attribution, Form, Span, Spans
from whosays.text import Quotation
from whosays.text.spans import length, overlaps

FEWEST_WORDS = 3
_WORD = re.compile(r"\w+")
_TO_YOU = re.compile(r"\b[Yy]ou(?:r|rs|rself)?\b|^[A-Z][^.!\n]*\?\s*$")
_INTERVIEW = re.compile(r"\binterview|\bQ ?(?:&|and) ?A\b|\bin conversation with\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»]*\s*$")


def form_of(content: Spans, quotations: Sequence[Quotation], text: str) -> Form:
    """Direct where every word of the content is quoted, indirect where none is, else mixed (Pareti 2015)."""
    quoted = [q.outer for q in quotations if overlaps((q.outer,), content)]
    if not quoted:
        return Form.INDIRECT
    words = [m.span() for s, e in content for m in _WORD.finditer(text, s, e)]
    inside = sum(any(s <= a and b <= e for s, e in quoted) for a, b in words)
    if not inside:
        return Form.INDIRECT
    return Form.DIRECT if inside == len(words) else Form.MIXED


def run_on(
    text: str, attributions: Sequence[Attribution], quotations: Sequence[Quotation], paragraphs: Sequence[Span]
) -> list[Attribution]:
    """Give every quotation that has no speaker of its own to the speaker it continues.

    A quotation that a paragraph's end leaves open and the next paragraph takes up is one with it. A paragraph that is
    nothing but a quotation, and stands right behind a paragraph that ends in a quotation, goes to that one's speaker
    as an attribution of its own kind: same source, no cue of its own. So does the answer to a question that the
    article puts itself ("You have seen the letter?"): it is the one's who was quoted last.
    """
    found = list(attributions)
    outer: dict[int, list[Quotation]] = defaultdict(list)
    starts = [start for start, _ in paragraphs]
    for q in quotations:
        if q.depth == 0:
            outer[bisect_right(starts, q.outer[0]) - 1].append(q)
    for index, (start, end) in enumerate(paragraphs):
        quoted = [q for q in outer[index] if q.double] if index else []
        if not quoted or quoted[0].outer[0] != start or not _only_quoted(text, (start, end), quoted):
            continue
        span = (start, quoted[-1].outer[1])
        if any(shared_length((span,), a.content) for a in found):
            continue
        before = paragraphs[index - 1]
        last = _last_speaker(text, found, before)
        if last is None and (asked := _interviewed(text, found, before, outer[index - 1])) is not None:
            found.append(
                replace(asked, id=f"{asked.id}i{index}", cue=(), content=(span,), channel=None, addressee=None)
            )
            continue
        if last is None and (host := _addressed(text, found, before, outer[index - 1])) is not None:
            source, cue = host
            found.append(Attribution(f"w{index}", (source,), (cue,), (span,), form=Form.DIRECT, confidence=_NARRATED))
            continue
        if last is None:
            continue
        previous = outer[index - 1]
        if (previous and previous[-1].runs_on) or not last.content[-1][1] <= before[1]:
            found[found.index(last)] = replace(last, content=(*last.content, span))
        else:
            found.append(replace(last, cue=(), content=(span,), form=Form.DIRECT, channel=None, addressee=None))
    return found


def _only_quoted(text: str, paragraph: Span, quoted: Sequence[Quotation]) -> bool:
    """True where the paragraph has no word outside its quotations, and enough inside."""
    words = [m.span() for m in _WORD.finditer(text, *paragraph)]
    return len(words) >= FEWEST_WORDS and all(
        any(q.outer[0] <= a and b <= q.outer[1] for q in quoted) for a, b in words
    )


def _last_speaker(text: str, attributions: Sequence[Attribution], paragraph: Span) -> Attribution | None:
    """The attribution whose quotation ends the paragraph; none where other words, or two speakers, stand in between."""
    start, end = paragraph
    speaking = [
        a
        for a in attributions
        if a.parent is None and a.source and a.form is not Form.INDIRECT and start < a.content[-1][1] <= end
    ]
    if not speaking:
        return None
    last = max(speaking, key=lambda a: max(e for _, e in (*a.content, *a.cue, *a.source)))
    reach = max(e for _, e in (*last.content, *last.cue, *last.source))
    rest = text[reach:end].strip(" .,;:!?\"'”’»")
    words_after = len(_WORD.findall(rest))
    return last if words_after <= 6 and length(last.content) else None


# "Sheriff Jon Hale spoke to reporters outside the court. He looked tired.": who is quoted next
_ADDRESSES = re.compile(
    r"(?P<who>(?:[A-Z][\w.'’-]*|the|an?)(?: (?:of|the|and|for|[\w.'’-]+)){0,7}?) (?:(?:later|then|also|briefly|"
    r"again|\w+ly) ){0,2}"
    r"(?P<cue>(?:spoke|talked|turned|came out|read (?:out )?a statement) (?:\w+ )?to|addressed|briefed|faced|"
    r"appeared before|"
    r"met|took questions from) (?:the |a (?:group|crowd|handful|dozen) (?:of )?|waiting |local |\d+ ){0,3}"
    r"(?:reporters|journalists|press|media|crowd|court|council|committee|parliament|residents|parents|workers|villagers|"
    r"cameras|nation|public|meeting)\b"
)
_NARRATED = 0.75


def _addressed(
    text: str, attributions: Sequence[Attribution], paragraph: Span, quoted: Sequence[Quotation]
) -> tuple[Span, Span] | None:
    """Who is said to speak to hearers in a paragraph that quotes nobody, and the words that say so."""
    if quoted or any(a.parent is None and a.content and overlaps(a.content, (paragraph,)) for a in attributions):
        return None
    match = _ADDRESSES.match(text, *paragraph)
    return (match.span("who"), match.span("cue")) if match else None


def _interviewed(
    text: str, attributions: Sequence[Attribution], paragraph: Span, quoted: Sequence[Quotation]
) -> Attribution | None:
    """The attribution whose speaker answers the paragraph, where that is an interviewer's question in plain words."""
    if quoted or not _INTERVIEW.search(text) or not _TO_YOU.search(text, *paragraph):
        return None  # a newsletter says "you" to its reader
    before = [
        a
        for a in attributions
        if a.parent is None and a.source and a.form is not Form.INDIRECT and a.content[-1][1] <= paragraph[0]
    ]
    return max(before, key=lambda a: a.content[-1][1], default=None)


def unbroken(content: Spans, quotations: Sequence[Quotation]) -> Spans:
    """Content spans with a quotation's marks taken in where its words are, so that a quote is never cut at its mark."""
    widened = []
    for start, end in content:
        for q in quotations:
            if start == q.inner[0] and end >= q.inner[1] and q.outer[0] < start:
                start = q.outer[0]
            if end == q.inner[1] and start <= q.inner[0] and q.closed:
                end = q.outer[1]
        widened.append((start, end))
    return tuple(widened)
