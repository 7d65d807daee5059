"""Denials that are told at second hand: "Pell told the court he denied stealing the money".

Whoever says that they deny something denies it, so the two verbs are one cue. And the deed that is denied is no part of
the verb: of "denied withholding | the report" the withholding is what is denied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.attribution.selection import rehung
from whosays.model import Attribution
from whosays.text.spans import overlaps

_DENIED = re.compile(
    r"(?:that\s+)?(?P<who>he|she|they|we|I|it)\s+(?P<verb>(?:(?:has|had|have)\s+)?(?:(?:also|always|still|strongly|"
    r"categorically|"
    r"firmly|flatly|completely|totally|utterly|absolutely|\w+ly)\s+){0,2}(?:den(?:y|ies|ied)|reject(?:s|ed)?|"
    r"disput(?:es?|ed)|refut(?:es?|ed)))"
    r"\s+(?=(?:(?:ever|even|\w+ly)\s+)?[a-z]+ing\b|that\b|(?:all|any|the|these|those|such)\b|claims?\b|"
    r"allegations?\b|accusations?\b|"
    r"reports?\b|charges\b|wrongdoing\b|murder\b|theft\b|fraud\b|it\b|everything\b)"
)
_HERS = re.compile(
    r"\b(?:she|her|mother|wife|woman|sister|daughter|aunt|widow|girlfriend|spokeswoman|chairwoman|Ms|Mrs|Miss)\b",
    re.IGNORECASE,
)
_HIS = re.compile(
    r"\b(?:he|his|father|husband|man|brother|son|uncle|widower|boyfriend|spokesman|chairman|Mr)\b", re.IGNORECASE
)
_DEED = re.compile(
    r"(?P<verb>.*\bden(?:y|ies|ied|ying))\s+(?P<deed>(?:(?:ever|even|\w+ly)\s+)?[a-z]{2,}ing)", re.DOTALL
)


def said_denials(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, each denial with its own verb as its cue and the deed as what is denied."""
    found = [_with_deed(text, a) for a in attributions]
    denied = {a.id: b for a in found if (b := _of_speaker(text, a)) is not None}
    if not denied:
        return found
    kept = [
        denied.get(a.id, a)
        for a in found
        if a.parent not in denied or not overlaps(a.cue, denied[a.parent].cue[1:])  # the verb read by itself
    ]
    return rehung(kept, found)


def _of_speaker(text: str, a: Attribution) -> Attribution | None:
    """The denial that somebody says is theirs; none where they tell another's, or of something else."""
    if len(a.content) != 1 or len(a.cue) != 1 or len(a.source) != 1 or a.content[0][0] < a.cue[0][1]:
        return None
    start, end = a.content[0]
    match = _DENIED.match(text, start, end)
    if match is None or match.end() >= end:
        return None
    who, speaker = match["who"].lower(), text[slice(*a.source[0])]
    if (who == "he" and _HERS.search(speaker)) or (who == "she" and _HIS.search(speaker)):
        return None
    return replace(a, cue=(a.cue[0], match.span("verb")), content=((match.end(), end),))


def _with_deed(text: str, a: Attribution) -> Attribution:
    """ "denied withholding | the report" as "denied | withholding the report"."""
    if len(a.cue) != 1 or not a.content or a.content[-1][0] < a.cue[0][0]:
        return a
    match = _DEED.fullmatch(text, *a.cue[0])
    if match is None or text[a.cue[0][1] : a.content[0][0]].strip():
        return a
    content = ((match.start("deed"), a.content[0][1]), *a.content[1:])
    return replace(a, cue=((a.cue[0][0], match.end("verb")),), content=content)
