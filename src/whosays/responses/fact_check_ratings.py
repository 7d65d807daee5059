"""What the ratings of fact-checkers say of a claim: "False", "Misleading", "Mostly true", "Unverified"."""

from __future__ import annotations

import re

from whosays.model import Attribution, Response, Span
from whosays.model.meaning import UNABLE
from whosays.text.fact_checks import is_rating

_PARTED = re.compile(r"[^\w\s]|\n")  # between a rating and what it is on: "altered the log" rates nothing
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


def rated(text: str, verdict: Span) -> Response | None:
    """What the first words of a verdict do with the claim that it is on."""
    return next((response for response, words in _RATINGS if words.match(text, *verdict)), None)


def rates(text: str, a: Attribution) -> bool:
    """True where the cue of a report that names nobody is a rating before or under it: "FALSE: P"."""
    if a.source or not a.agentless or len(a.cue) != 1 or not a.content or not is_rating(text[slice(*a.cue[0])]):
        return False
    (start, end), first, last = a.cue[0], a.content[0][0], a.content[-1][1]
    return bool(_PARTED.search(text, end, first) if end <= first else _PARTED.search(text, last, start))


def denies(text: str, a: Attribution) -> bool:
    """True where that rating says that the claim is not so."""
    return rates(text, a) and rated(text, a.cue[0]) is Response.DENY
