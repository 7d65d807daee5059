"""The layout of a fact-check in a text: "CLAIM: …", and below it "VERDICT: False. …".

What stands under the first label is said by somebody whom the label does not name; the verdict is the document's
answer to it, and no claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.model import Attribution, Claim, Document, Response, Span, updated
from whosays.model.meaning import UNABLE
from whosays.responses.verdicts import verdict
from whosays.text import paragraphs, sentences
from whosays.text.caseless import small

_CLAIM = re.compile(r"(?:the )?(?:claim|what was claimed)[ \t]{0,3}[:—–][ \t]{0,3}(?=\S)", re.IGNORECASE)
_VERDICT = re.compile(
    r"(?:our |the )?(?:verdict|rating|ruling|conclusion|assessment|[\w.]{2,20}(?:'|’)s assessment)"
    r"[ \t]{0,3}[:—–][ \t]{0,3}(?=\S)",
    re.IGNORECASE,
)
_LABELS = ("verdict", "rating", "ruling", "conclusion", "assessment")
_LABEL = 48  # characters before a verdict in which its label stands
_FALSE = (
    r"false|untrue|fake|incorrect|inaccurate|wrong|fabricated|fiction|hoax|no evidence|baseless|unfounded|"
    r"debunked|altered|doctored|satire|pants on fire|made up|no\b|not (?:true|so|real|correct|accurate)"
)
_RATINGS = (
    (UNABLE, re.compile(r"(?:unproven|unverified|unsupported|unconfirmed|cannot be (?:verified|"
    r"checked)|no verdict)\b", re.IGNORECASE)),
    (Response.QUERY, re.compile(r"(?:misleading|missing context|(?:needs|lacks|out of) context|half[- ]true|"
    r"mixed|mixture|part(?:ly|ially) |exaggerat|distort|cherry|some(?:what)? )", re.IGNORECASE)),
    (Response.DENY, re.compile(rf"(?:(?:mostly|largely|totally|completely|entirely|plainly|simply|this is|"
    rf"that is|it is) )?(?:{_FALSE})", re.IGNORECASE)),
    (Response.SUPPORT, re.compile(r"(?:mostly|largely|broadly) (?:true|correct|accurate|right)\b", re.IGNORECASE)),
    (Response.CONFIRM, re.compile(r"(?:(?:this is|that is|it is) )?(?:true|correct|accurate|genuine|authentic|"
    r"yes)\b", re.IGNORECASE)),
    (Response.DENY, re.compile(r"[^.!?\n]{0,80}?(?:\bnot\b|n['’]t\b|\bnever\b|\bno\b|\bnone\b|"
    r"\bnobody\b)", re.IGNORECASE)),
)  # fmt: skip


def lines(document: Document, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with one for each claim that a fact-check sets out, and one for each verdict on it.

    Readings that took a word of a label for a speaker or a verb go. A verdict has neither source nor cue: the document
    gives it. Where a text has no claim with a verdict below, nothing changes.
    """
    text = document.text
    if not any(label in small(text) for label in _LABELS) or not _VERDICT.search(text):
        return tuple(attributions)
    blocks = _lines(text, paragraphs(text, document.furniture))
    made: list[Attribution] = []
    labels: list[Span] = []
    claim: tuple[Span, Span] | None = None
    for start, end in blocks:
        if match := _CLAIM.match(text, start, end):
            claim = ((start, match.end()), (match.end(), end))
        elif claim is not None and (match := _VERDICT.match(text, start, end)):
            first = sentences(text, [(match.end(), end)])[0]
            label, said = claim
            word = (label[0], label[0] + len(text[slice(*label)].rstrip(" \t:—–")))
            made.append(Attribution(f"f{len(made)}", (), (word,), (said,), agentless=True, confidence=0.9))
            made.append(Attribution(f"f{len(made)}", (), (), (first,), agentless=True, confidence=0.9))
            labels += [label, (start, match.end()), first]
            claim = None
    if not made:
        return tuple(attributions)
    kept = [a for a in attributions if not any(_touch((*a.source, *a.cue), label) for label in labels)]
    kept = [a for a in kept if a.source or not any(_touch(a.content, label) for label in labels)]
    gone = {a.id for a in attributions} - {a.id for a in kept}
    hung = []
    for a in kept:
        holder = next((m for m in made if m.cue and _within((*a.source, *a.cue), m.content[0])), None)
        parent = a.parent if a.parent not in gone else None
        hung.append(updated(a, parent=holder.id if holder and parent is None else parent))
    return (*hung, *made)


def rating(text: str, attribution: Attribution) -> Response | None:
    """What the verdict of a fact-check does with the claim above it; none of any other attribution."""
    if attribution.source or attribution.cue or not attribution.content:
        return None
    start, end = attribution.content[0]
    line = text.rfind("\n", 0, start) + 1
    if start - line > _LABEL or not (match := _VERDICT.match(text, line)) or match.end() != start:
        return None
    found = next((response for response, words in _RATINGS if words.match(text, start, end)), None)
    return found or verdict(text, attribution.content)


def checked(
    text: str, attribution: Attribution, attributions: Sequence[Attribution], claims: Sequence[Claim]
) -> str | None:
    """The claim that a verdict is on: the one set out above it."""
    if rating(text, attribution) is None:
        return None
    above = [a for a in attributions if a.cue and a.agentless and _CLAIM.match(text, a.cue[0][0])]
    near = max((a for a in above if a.start < attribution.start), key=lambda a: a.start, default=None)
    if near is None:
        return None
    return next((c.id for c in claims if any(_touch((span,), near.content[0]) for span in c.spans)), None)


def _lines(text: str, blocks: Sequence[Span]) -> list[Span]:
    found = []
    for start, end in blocks:
        at = start
        for line in text[start:end].split("\n"):
            if line.strip():
                found.append((at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
            at += len(line) + 1
    return found


def _touch(spans: Sequence[Span], other: Span) -> bool:
    return any(s < other[1] and other[0] < e for s, e in spans)


def _within(spans: Sequence[Span], other: Span) -> bool:
    return bool(spans) and all(other[0] <= s and e <= other[1] for s, e in spans)
