"""What a refusal or a silence is about: the main claim, or what was told right before of whoever refuses.

An editor asks whom the story is about, and says so near its beginning; further down "he declined to comment" is about
what was just told of him, and of somebody whom the main claim does not name it is hardly ever about that claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.model import Attribution, Claim
from whosays.text.readings import Readings

EARLY = 12  # sentences in which whoever is asked is asked about what the text is about
SHORT = 25  # sentences of a text that has one subject to its end
_NAME = re.compile(r"(?<![\w'’])[A-Z][\w-]+(?:['’][A-Z][\w-]+)?")
_OFFICE = re.compile(
    r"the|an?|this|that|his|her|its|their|our|in|on|at|for|of|and|but|neither|both|he|she|it|they|we|i|mr|mrs|ms|dr|"
    r"sir|"
    r"lord|lady|president|minister|mayor|governor|senator|sen|rep|gov|judge|sheriff|chief|director|secretary|"
    r"spokes(?:man|woman|person|people)|lawyers?|attorneys?|officials?|representatives?|aides|asked|through|company|"
    r"department|ministry|office|police|campaign",
    re.IGNORECASE,
)


_WHOLE = re.compile(
    r"\W*(?:(?:all|any|both|each|every|the|these|those|such|his|her|its|their|two|three|four|five|six|\d{1,2}|of|"
    r"against|"
    r"counts?|allegations?|accusations?|criminal|serious|attempted|aggravated|alleged|part|involvement|in|role|"
    r"\w+ly)\s+){0,6}?"
    r"(?:accusations|allegations|charges|wrongdoing|any wrongdoing|misconduct|offences|offenses|murder|manslaughter|"
    r"theft|fraud|"
    r"arson|rape|assault|bribery|corruption|robbery|burglary|perjury|embezzlement|blackmail|extortion|conspiracy|"
    r"kidnapping|"
    r"negligence|libel|treason|espionage|harassment|abuse|causing\s[\w ]{3,40})"
    r"(?:\s(?:and|or)\s[\w ]{3,40}|\s(?:by|against|of|made|in)\s[\w' ]{2,50})?\W*",
    re.IGNORECASE,
)
_THEM = re.compile(r"\W*(?:them|these|those|it all|everything)\W*", re.IGNORECASE)


_PLEA = re.compile(
    r"\bplead(?:s|ed|ing)?\s+not\s+guilty\b|\bpleas?\s+of\s+not\s+guilty\b|"
    r"\b(?:maintain|protest|insist(?:s|ed)?\s+on|profess)(?:s|ed|es)?\s+(?:his|her|their|its)\s+innocence\b",
    re.IGNORECASE,
)


def pleads(text: str, answer: Attribution) -> bool:
    """True of whoever says in court, or has said for them, that they are not guilty."""
    spans = (*answer.cue, *answer.content)
    return bool(answer.source and spans) and _PLEA.search(text, min(spans)[0], max(e for _, e in spans)) is not None


def of_the_whole(text: str, answer: Attribution) -> bool:
    """True of a denial of all that somebody is accused of: "denies the accusations", "denied murder"."""
    named = len(answer.content) == 1 and _WHOLE.fullmatch(text, *answer.content[0]) is not None
    return named or pleads(text, answer)


def of_them(text: str, answer: Attribution) -> bool:
    """True of one that only points to what was denied before: "Falk also denies them"."""
    return len(answer.content) == 1 and _THEM.fullmatch(text, *answer.content[0]) is not None


def party(text: str, refusal: Attribution, attributions: Sequence[Attribution]) -> frozenset[str]:
    """The names by which the text speaks of whoever refuses, and of those whom they speak for, in small letters."""
    same = [a for a in attributions if a is refusal or (a.source_id is not None and a.source_id == refusal.source_id)]
    words = {m.group().lower() for a in same for s, e in a.source for m in _NAME.finditer(text, s, e)}
    return frozenset(word for word in words if not _OFFICE.fullmatch(word))


def names(words: str, who: frozenset[str]) -> bool:
    """Whether any of the names stands in the words."""
    return any(m.group().lower() in who for m in _NAME.finditer(words))


def meant(
    text: str, refusal: Attribution, who: frozenset[str], claims: Sequence[Claim], bland: bool, readings: Readings
) -> str | None:
    """The claim of ``claims``, as they are listed, that a refusal may be about; ``bland`` is one that names nothing."""
    if not claims:
        return None
    at = readings.at(refusal.start)
    if at <= EARLY or any(names(_told(text, n, readings), who) for n in readings.touched(claims[0].spans)):
        return claims[0].id
    if at and bland and names(_told(text, at - 1, readings), who):  # of that, or of nothing that is a claim here
        return next((c.id for c in claims if at - 1 in readings.touched(c.spans)), None)
    return claims[0].id if len(readings.sentences) <= SHORT else None


def _told(text: str, sentence: int, readings: Readings) -> str:
    return text[slice(*readings.sentences[sentence])]
