"""Subjects that are no speakers: in "P, the inquest heard" and "jury told P" nobody is named as saying it.

The body that sits and listens takes the place of a subject there, and of whom was told in meaning. Read as the speaker
it would seem that a court vouches for what a prosecutor alleges. Nor does a regulator say anything that opens an
inquiry "after reports that P".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.model import Attribution

_BODY = (
    r"(?:court|courtroom|jury|jurors|inquest|tribunal|inquiry|hearing|committee|panel|judges?|magistrates?|coroner|"
    r"commission|councillors|councilors|mps|senators|lawmakers|conference|meeting|trial)"
)
_HEARING = re.compile(rf"(?:(?:the|a|an|his|her|their)\s+)?(?:[\w'’.-]+\s+){{0,4}}?{_BODY}$", re.IGNORECASE)
_HEARD = re.compile(r"\b(?:heard|hears)$|\b(?:was|were|is|are|been|being)\s+(?:told|informed)$", re.IGNORECASE)
# … whoever it is: "the mayor was told on 11 January that P", unless by somebody
_WAS_TOLD = re.compile(
    r"(?:(?:has|have|had)\s+)?(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:told|informed|notified)\b(?!.*\bby\b)",
    re.IGNORECASE,
)
_TOLD = re.compile(r"told$", re.IGNORECASE)  # a headline leaves "was" away

_NOUN = re.compile(
    r"(?:(?:the|some|any|recent|earlier|media|press|online|local|new|unconfirmed)\s+)*"
    r"(?:reports|claims|rumou?rs|allegations|accusations|suggestions|complaints|warnings|speculation|posts)$",
    re.IGNORECASE,
)
_BEHIND_PREPOSITION = re.compile(
    r"\b(?:after|amid|following|despite|over|on|of|about|with|to|from|by|into|because\s+of|owing\s+to|in\s+(?:the\s+)?wake\s+of)"
    r"\s+$",
    re.IGNORECASE,
)

_PASSED_TO = re.compile(
    r"\b(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?(?:reported|sent|shown|given|submitted|handed|explained|known|passed)"
    r"\s+to$",
    re.IGNORECASE,
)


# "was reported in Norland": a place, where nobody is said to report; "was published in the Courier" is the Courier's
_IN_A_PLACE = re.compile(
    r"\b(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?(?:reported|heard|seen|confirmed|detected|recorded|found|felt|feared|spotted|"
    r"registered|expected|observed|sighted|suspected)\s+(?:in|at|near|from|across|throughout|off|around|over)$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:[A-Z][\w'’.-]*)(?: (?:[A-Z][\w'’.-]*|of|de|la|el))*$")


def unspoken(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those whose source only hears, or acts upon reports, left without one.

    One whose source was told ("had been reported to managers") inside another's words is none.
    """
    parents = {a.parent for a in attributions}
    kept = [a for a in attributions if a.id in parents or a.parent is None or not _told_somebody(text, a)]
    return [_without_hearer(text, a) for a in kept]


def _told_somebody(text: str, a: Attribution) -> bool:
    if len(a.source) != 1 or len(a.cue) != 1:
        return False
    between = text[a.cue[0][1] : a.source[0][0]] if a.cue[0][1] <= a.source[0][0] else "-"
    return not between.strip() and bool(_PASSED_TO.search(text[slice(*a.cue[0])]))


def _without_hearer(text: str, a: Attribution) -> Attribution:
    if len(a.source) != 1 or len(a.cue) != 1 or not a.content:
        return a
    start, end = a.cue[0]
    place = end <= a.source[0][0] and not text[end : a.source[0][0]].strip() and _PLACE.match(text[slice(*a.source[0])])
    if place and _IN_A_PLACE.search(text, start, end):
        return replace(a, source=(), cue=((start, start + text[start:end].rindex(" ")),), agentless=True)
    noun = a.source[0][1] <= start and _NOUN.match(text, start, end)
    if noun and _BEHIND_PREPOSITION.search(text, max(a.source[0][1], start - 20), start):
        return replace(a, source=(), agentless=True)
    hearer = text[slice(*a.source[0])].strip(" ,")
    cue = a.cue[0]
    before = text[a.source[0][1] : cue[0]]  # an auxiliary that the cue leaves out
    said = f"{before} {text[slice(*cue)]}".strip()
    if not _HEARING.match(hearer) and not (before.strip(" ,") == "" and _WAS_TOLD.match(said)):
        return a
    behind = text[cue[1] : cue[1] + 1]
    closing = a.content[-1][1] <= a.source[0][0] and (not behind or behind == "\n")
    if _HEARD.search(said) or _WAS_TOLD.match(said) or (_TOLD.match(said) and closing):
        return replace(a, source=(), cue=((a.source[0][0], cue[1]),), agentless=True)
    return a
