"""The layout of a fact-check in a text: "CLAIM: …", and below it "VERDICT: False. …".

What stands under the first label is said by somebody whom the label does not name; the verdict is the document's
answer to it, and no claim.
"""

from __future__ import annotations

from collections.abc import Sequence

from whosays.model import Attribution, Claim, Document, Response, Span, updated
from whosays.responses.fact_check_ratings import rated
from whosays.responses.verdicts import verdict
from whosays.text import sentences
from whosays.text.fact_checks import Check, checks


def lines(document: Document, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with one for each claim that a fact-check sets out, and one for each verdict on it.

    Readings that took a word of a label for a speaker or a verb go. A verdict has neither source nor cue: the document
    gives it. Where a text has no claim with a verdict below, nothing changes.
    """
    text = document.text
    made: list[Attribution] = []
    labels: list[Span] = []
    for check in checks(text, document.furniture):
        first = _verdict(text, check)
        made.append(Attribution(f"f{len(made)}", (), (check.label,), (check.claim,), agentless=True, confidence=0.9))
        made.append(Attribution(f"f{len(made)}", (), (), (first,), agentless=True, confidence=0.9))
        labels += [*check.marks, first]
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


def is_verdict(document: Document, attribution: Attribution) -> bool:
    """True of the verdict of a fact-check."""
    return _of(document, attribution) is not None


def rating(document: Document, attribution: Attribution) -> Response | None:
    """What the verdict of a fact-check does with its claim; none of any other attribution."""
    check = _of(document, attribution)
    if check is None:
        return None
    if check.against:
        return Response.DENY
    return rated(document.text, check.verdict) or verdict(document.text, attribution.content)


def checked(document: Document, attribution: Attribution, claims: Sequence[Claim]) -> str | None:
    """The claim that a verdict is on: the one set out with it."""
    check = _of(document, attribution)
    if check is None or rating(document, attribution) is None:
        return None
    return next((c.id for c in claims if any(_touch((span,), check.claim) for span in c.spans)), None)


def _of(document: Document, attribution: Attribution) -> Check | None:
    """The check whose verdict an attribution is."""
    if attribution.source or attribution.cue or len(attribution.content) != 1:
        return None
    text = document.text
    return next((c for c in checks(text, document.furniture) if _verdict(text, c) == attribution.content[0]), None)


def _verdict(text: str, check: Check) -> Span:
    """The first sentence of a verdict."""
    return sentences(text, [check.verdict])[0]


def _touch(spans: Sequence[Span], other: Span) -> bool:
    return any(s < other[1] and other[0] < e for s, e in spans)


def _within(spans: Sequence[Span], other: Span) -> bool:
    return bool(spans) and all(other[0] <= s and e <= other[1] for s, e in spans)
