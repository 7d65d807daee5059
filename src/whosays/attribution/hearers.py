"""Those who hear are no speakers: in "P, the inquest heard" and "jury told P" nobody is named as saying it.

The body that sits and listens takes the place of a subject there, and of whom was told in meaning. Read as the speaker
it would seem that a court vouches for what a prosecutor alleges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.model import Attribution

_BODY = (
    r"(?:court|courtroom|jury|jurors|inquest|tribunal|inquiry|hearing|committee|panel|judges?|magistrates?|sheriff|coroner|"
    r"commission|councillors|councilors|mps|senators|lawmakers|conference|meeting|trial)"
)
_HEARING = re.compile(rf"(?:(?:the|a|an|his|her|their)\s+)?(?:[\w'’.-]+\s+){{0,4}}?{_BODY}$", re.IGNORECASE)
_HEARD = re.compile(r"\b(?:heard|hears)$|\b(?:was|were|is|are|been|being)\s+(?:told|informed)$", re.IGNORECASE)
_TOLD = re.compile(r"told$", re.IGNORECASE)  # a headline leaves "was" away


def unspoken(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those whose source only hears left without one; the cue names who heard."""
    return [_without_hearer(text, a) for a in attributions]


def _without_hearer(text: str, a: Attribution) -> Attribution:
    if len(a.source) != 1 or len(a.cue) != 1 or not a.content:
        return a
    hearer = text[slice(*a.source[0])].strip(" ,")
    if not _HEARING.match(hearer):
        return a
    cue = a.cue[0]
    before = text[a.source[0][1] : cue[0]]  # an auxiliary that the cue leaves out
    said = f"{before} {text[slice(*cue)]}".strip()
    behind = text[cue[1] : cue[1] + 1]
    closing = a.content[-1][1] <= a.source[0][0] and (not behind or behind == "\n")
    if _HEARD.search(said) or (_TOLD.match(said) and closing):
        return replace(a, source=(), cue=((a.source[0][0], cue[1]),), agentless=True)
    return a
