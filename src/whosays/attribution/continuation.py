"""Sentences that carry an inner report on: "A source tells me that P. As a result, Q." has Q from the source as well.

Inside somebody's words, a sentence that follows a report of another's and ties itself to it, by a connective of
result or by a pronoun for whom it speaks of, is read as part of that report, up to the next speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.attribution.selection import rehung
from whosays.model import Attribution, Span
from whosays.text.spans import overlaps

_TIES = re.compile(
    r"(?:as a (?:result|consequence)|in consequence|consequently|therefore|thus|hence|so,|because of (?:this|that|it)|"
    r"for (?:this|that) reason|(?:that|this|which) is why|(?:this|that) (?:means|meant)|accordingly|"
    r"(?:they|he|she|their|his|her)\b)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\b(?:I|we|my|our|me|us|you)\b", re.IGNORECASE)
_OPENERS = " \"'“”‘’«»"
_MOST = 3


def carried_on(text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions, inner ones with the sentences that carry them on added to their content."""
    by_id = {a.id: a for a in attributions}
    result = []
    for a in attributions:
        parent = by_id.get(a.parent or "")
        if parent is None or a.agentless or not a.source or not a.content:
            result.append(a)
            continue
        others = [o for o in attributions if o.parent == a.parent and o.id != a.id]
        result.append(replace(a, content=(*a.content, *_following(text, a, parent, others, sentences))))
    return result


def _following(
    text: str, a: Attribution, parent: Attribution, others: Sequence[Attribution], sentences: Sequence[Span]
) -> list[Span]:
    end = a.content[-1][1]
    cue_end = max(e for _, e in a.cue) if a.cue else end
    if cue_end > end:  # "P, a source tells me. They ...": what follows the speaker is the outer speaker's again
        return []
    added: list[Span] = []
    for start, stop in sentences:
        if start < end:
            continue
        span = _inside((start, stop), parent, text)
        if span is None or len(added) == _MOST:
            break
        words = text[span[0] : span[1]]
        taken = any(overlaps((span,), (*o.source, *o.cue, *o.content)) for o in others)
        if taken or not _TIES.match(words) or _SPEAKER.search(words) or words.endswith("?"):
            break
        added.append(span)
    return added


def _inside(sentence: Span, parent: Attribution, text: str) -> Span | None:
    """The sentence as far as the parent's content holds it, without quotation marks; none where it holds little."""
    for start, end in parent.content:
        low, high = max(start, sentence[0]), min(end, sentence[1])
        while low < high and text[low] in _OPENERS:
            low += 1
        while high > low and text[high - 1] in _OPENERS:
            high -= 1
        if low < high and (high - low) * 2 > sentence[1] - sentence[0]:
            return low, high
    return None


def without_self_reports(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Drop inner attributions whose source is the speaker of their parent: "she said she believed P" is hers once.

    Needs resolved sources; children of a dropped one move to its parent.
    """
    by_id = {a.id: a for a in attributions}
    kept = [
        a
        for a in attributions
        if a.parent not in by_id or a.source_id is None or by_id[a.parent].source_id != a.source_id
    ]
    return tuple(rehung(kept, attributions))
