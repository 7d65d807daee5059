"""Whose words the quoted lines of a letter are: "On 4 March Tom Rook wrote:", and below it lines behind ">".

Every line at a depth of quotation is the word of who is named above the first of them. An original that hangs below a
reply whole ("-----Original Message-----", "From: Tom Rook") is the word of its sender.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whosays.model import Attribution, Span, Spans, updated
from whosays.text.spans import overlaps

_MARKS = re.compile(r"(?:>[ \t]?){1,20}")
_WROTE = re.compile(
    r"(?:(?:On|Am|Le|El)\s[^\n]{3,120}?[,:]?\s)?(?P<who>[A-Z@\"“'][^\n<>,:;]{1,60}?)[\"”']?\s{0,3}"
    r"(?:[<(\[][^\n<>]{3,120}[>)\]]\s{0,3})?(?P<cue>wrote|writes|said|schrieb)\s{0,2}:\s*$"
)
_LAST_NAME = re.compile(r"(?:.{0,200},\s)(?P<who>[A-Z][^\n<>,:;]{1,60})$")
_ORIGINAL = re.compile(r"[-_\s]{0,40}(?:Original|Forwarded) [Mm]essage[-_\s]{0,40}$|Begin forwarded message:\s*$")
_FROM = re.compile(r"From:\s{1,4}[\"“']?(?P<who>[^\n<\"”'\[(]{2,80})")
_HEADER = re.compile(r"(?:From|Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance):\s", re.IGNORECASE)
_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words quoted whole: who wrote them, the word that says so, and their lines."""

    who: Span
    cue: Spans
    lines: Spans


def quoted_lines(text: str, paragraphs: Sequence[Span]) -> tuple[list[Span], list[Quoted]]:
    """The paragraphs without the signs of quotation before their lines, and whose words those are."""
    bare: list[Span] = []
    writers: dict[int, tuple[Span, Spans]] = {}
    lines: dict[tuple[Span, Spans], list[Span]] = {}
    original: tuple[Span, Spans] | None = None
    heading = False  # within the headers of an original
    for start, end in paragraphs:
        marks = _MARKS.match(text, start, end)
        depth = marks[0].count(">") if marks else 0
        begin = marks.end() if marks else start
        if begin >= end:
            continue
        if depth == 0 and _ORIGINAL.match(text, begin, end):
            heading, original = True, None
            continue
        if heading and _HEADER.match(text, begin, end):
            if sender := _FROM.match(text, begin, end):
                original = (
                    (sender.start("who"), sender.start("who") + len(sender["who"].rstrip())),
                    ((sender.start(), sender.start() + 4),),
                )
            continue
        heading = False
        written = _WROTE.match(text, begin, end)
        if written:
            who = written.span("who")
            last = _LAST_NAME.match(text, *who)
            who = last.span("who") if last else who
            writers[depth + 1] = (who, (written.span("cue"),))
            continue
        bare.append((begin, end))
        writer = writers.get(depth) if depth else original
        if writer is not None:
            lines.setdefault(writer, []).append((begin, end))
        if depth == 0:
            writers.clear()
    return bare, [Quoted(who, cue, tuple(found)) for (who, cue), found in lines.items()]


def given(attributions: Sequence[Attribution], quoted: Sequence[Quoted]) -> list[Attribution]:
    """The attributions with one for all that somebody is quoted with, and those that stand in it hung on it."""
    made = [
        Attribution(f"q{number}", (one.who,), one.cue, one.lines, confidence=_CONFIDENCE)
        for number, one in enumerate(quoted)
    ]
    kept = []
    for a in attributions:
        if any(overlaps(a.cue, q.cue) for q in made):
            continue  # the reader's own view of "wrote:"
        holder = next((q for q in made if a.parent is None and overlaps(q.content, (*a.cue, *a.content))), None)
        kept.append(updated(a, parent=holder.id) if holder else a)
    gone = {a.id for a in attributions} - {a.id for a in kept}
    replaced = [
        updated(a, parent=next((q.id for q in made if overlaps(q.content, a.content)), None)) if a.parent in gone else a
        for a in kept
    ]
    return [*made, *replaced]
