"""What is only asked or supposed to be said: "Who can say how it ends?", "Unless the firm denies it by noon".

A question, and a condition on what somebody may yet say, attribute nothing; the past tense does ("If he said so, he
lied"), and so does whatever somebody is quoted with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from whosays.attribution.selection import rehung
from whosays.model import Attribution, Span

_ASKS = re.compile(
    r"[\"“‘']?(?:who|whose|what|when|where|why|how|which|should|would|could|can|will|do|does|did|is|are|was|were|has|"
    r"have|had)\b",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"(?:^|[,;–—]\s+|\b(?:and|but|that)\s+)(?:unless|if|once|until|should|(?:even|only)\s+if)\s+(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
_OPEN_CUE = re.compile(
    r"(?!(?:said|told|had|has|have|was|were|did|wrote|gave|made|put|spoke|thought|knew|found)\b)[a-z]+(?<!ed)\b",
    re.IGNORECASE,
)
_MARKS = ('"', "“", "‘", "«")


def without_hypotheticals(
    text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]
) -> list[Attribution]:
    """The attributions without those that a question or an open condition only supposes."""
    starts = [start for start, _ in sentences]
    kept = [a for a in attributions if not _is_supposed(text, a, sentences, starts)]
    return rehung(kept, attributions)


def _is_supposed(text: str, a: Attribution, sentences: Sequence[Span], starts: Sequence[int]) -> bool:
    if not a.cue or not a.source or a.parent is not None or any(text[s:e].startswith(_MARKS) for s, e in a.content):
        return False
    at = bisect_right(starts, a.cue[0][0]) - 1
    if at < 0 or not sentences[at][0] <= a.start < sentences[at][1]:
        return False
    start, end = sentences[at]
    inside = all(start <= s and e <= end for s, e in (*a.source, *a.cue, *a.content))
    first = min(a.source[0][0], a.cue[0][0])
    if inside and text[start:end].endswith("?") and _ASKS.match(text, start) and first - start < _NEAR:
        return True
    return bool(_SUPPOSES.search(text[start : a.source[0][0]]) and _OPEN_CUE.match(text, a.cue[0][0]))


_NEAR = 40  # characters: the question's own clause
