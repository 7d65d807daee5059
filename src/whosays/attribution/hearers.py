"""Subjects that are no speakers: in "P, the inquest heard" and "jury told P" nobody is named as saying it.

The body that sits and listens takes the place of a subject there, and of whom was told in meaning. Read as the speaker
it would seem that a court vouches for what a prosecutor alleges. Nor does a regulator say anything that opens an
inquiry "after reports that P".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.attribution.selection import rehung
from whosays.model import Attribution

_BODY = (
    r"(?:court|courtroom|jury|jurors|inquest|tribunal|inquiry|hearing|committee|panel|judges?|magistrates?|coroner|"
    r"commission|councillors|councilors|mps|senators|lawmakers|conference|meeting|trial)"
)
_HEARING = re.compile(rf"(?:(?:the|a|an|his|her|their)\s+)?(?:[\w'’.-]+\s+){{0,4}}?{_BODY}$", re.IGNORECASE)
_HEARD = re.compile(r"\b(?:heard|hears)$|\b(?:was|were|is|are|been|being)\s+(?:told|informed)$", re.IGNORECASE)
# … whoever it is: "the mayor was told on 11 January that P", unless by somebody
_WAS_TOLD = re.compile(
    r"(?:(?:has|have|had)\s+)?(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:told|informed|notified|warned|alerted|assured)\b(?!.*\bby\b)",
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


# Whom something is done to by words: no speaker, but whoever is spoken to or about.
_ADVERB = r"(?:(?:never|not|also|already|since|once|twice|first|later|repeatedly|again|now|\w+ly)\s+)*"
_BE = r"(?:is|are|was|were|been|being|be)"
_ACCUSED = re.compile(
    rf"(?:(?:has|have|had)\s+)?(?:{_BE}\s+)?{_ADVERB}(?:accused|suspected|blamed|charged|convicted|criticised|criticized|faulted|"
    r"condemned)\b[^,;:.]{0,24}?(?:\s+(?:of|for|with|over))?$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(rf"\b{_BE}\s+{_ADVERB}\w+", re.IGNORECASE)
_ADDRESSED = re.compile(
    rf"(?:(?:has|have|had)\s+)?{_BE}\s+{_ADVERB}(?:warned|shown|asked|urged|advised|told|informed|notified|reminded|questioned|"
    r"ordered|instructed|invited|promised|offered|briefed|consulted|interviewed|quizzed|reprimanded|cautioned|praised|thanked|"
    r"sent|given|handed)\b(?!.*\bby\b)",
    re.IGNORECASE,
)
_AGENT = re.compile(r"\s*(?P<who>[^,;:.\n]{2,60}?)\s*$")


def _spoken_to(text: str, a: Attribution) -> bool:
    """True where the source is only whom somebody's words reach: "An officer had been warned about his conduct"."""
    if len(a.source) != 1 or len(a.cue) != 1 or not a.content:
        return False
    (_, end), (first, last) = a.source[0], a.cue[0]
    said = text[first:last]
    before = end <= first and not text[end:first].strip(" ,") and _ADDRESSED.match(said)
    behind = last <= a.source[0][0] and not text[last : a.source[0][0]].strip() and _ADDRESSED.match(said)
    clause = _CLAUSE.match(text, a.content[0][0])
    return bool((before and not clause and a.content[0][0] >= last) or (behind and said.rstrip().endswith(" to")))


_CLAUSE = re.compile(r"[\s\"“‘]*(?:that|how|whether|why|when|where|what|who)\b|[\s]*[\"“]", re.IGNORECASE)


def _accused(text: str, a: Attribution) -> Attribution:
    """ "The mayor has been accused of P" with nobody as its speaker; "is accused by critics of P" with the critics."""
    if len(a.cue) != 1 or not a.content or not _PASSIVE.search(text, *a.cue[0]):
        return a
    start, end = a.cue[0]
    said = text[start:end]
    if not a.source and said.endswith(" by") and a.content[-1][0] > end:
        agent = _AGENT.match(text, end, a.content[-1][0])
        return replace(a, source=(agent.span("who"),), agentless=False) if agent else a
    if len(a.source) != 1 or a.source[0][1] > start or text[a.source[0][1] : start].strip(" ,"):
        return a
    if not _ACCUSED.match(said) or " by " in f"{said} ":
        return a
    subject = a.source[0]
    content = a.content if any(s <= subject[0] < e for s, e in a.content) else (subject, *a.content)
    return replace(a, source=(), content=content, agentless=True)


def unspoken(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those whose source only hears, or acts upon reports, left without one.

    One whose source was told ("had been reported to managers") inside another's words is none.
    """
    parents = {a.parent for a in attributions}
    kept = [a for a in attributions if a.id in parents or a.parent is None or not _told_somebody(text, a)]
    kept = rehung([a for a in kept if not _spoken_to(text, a)], attributions)
    return [_without_hearer(text, _accused(text, a)) for a in kept]


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
