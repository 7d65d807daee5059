"""Whom a quotation is taken from that stands behind a full stop: who nods, turns or leaves after it has not said it.

"The crane was never inspected." The foreman, Bob Hale, nodded. — the quotation is a sentence by itself, and so is what
the foreman does. ("…," he nodded, within one sentence, is speech.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.model import Attribution

_GESTURE = re.compile(
    r"(?:then |only |just |merely )?(?:nodd(?:ed|ing)|shrugg(?:ed|ing)|smil(?:ed|ing)|grinn(?:ed|ing)|frown(?:ed|ing)|"
    r"winc(?:ed|ing)|"
    r"wav(?:ed|ing)|paus(?:ed|ing)|turn(?:ed|ing)|look(?:ed|ing)|star(?:ed|ing)|blink(?:ed|ing)|blush(?:ed|ing)|"
    r"listen(?:ed|ing)|"
    r"left|walk(?:ed|ing)|sat|stood|rose|lean(?:ed|ing)|wept|watch(?:ed|ing)|wait(?:ed|ing)|appear(?:ed|ing)|arriv(?:ed|ing))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»]{1,2}\s{1,4}$|[\"'”’»]\.\s{1,4}$")


def without_gestures(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions without those whose cue is a gesture in a sentence behind the quotation."""
    return [a for a in attributions if not _gesture_behind(text, a)]


def _gesture_behind(text: str, a: Attribution) -> bool:
    if not (a.source and a.cue and a.content):
        return False
    start, end = a.cue[0]
    if _GESTURE.match(text[start:end].lstrip()) is None:
        return False
    behind = min(a.source[0][0], a.cue[0][0])
    return a.content[-1][1] <= behind and bool(_SENTENCE_END.search(text[max(0, behind - 8) : behind]))
