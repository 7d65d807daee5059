"""What an answer cannot answer, however near it stands: limits on ties that no shared words make.

A refusal to say *whether the log was handed over* is no answer to "two people died"; whoever takes a post back takes
back their own word; whoever confirms that an offer came has not confirmed its amount. And a refusal or a silence is
about the main claim, or about what was told right before of whoever refuses: an editor asks whom the story is about,
and says so near its beginning; further down "he declined to comment" is about what was just told of him, and of
somebody whom the main claim does not name it is hardly ever about that claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from whosays.model import Attribution, Claim, Response
from whosays.text.readings import Readings

_EARLY = 12  # sentences in which whoever is asked is asked about what the text is about
_SHORT = 25  # sentences of a text that has one subject to its end
_NAME = re.compile(r"(?<![\w'’])[A-Z][\w-]+(?:['’][A-Z][\w-]+)?")
_OFFICE = re.compile(
    r"the|an?|this|that|his|her|its|their|our|in|on|at|for|of|and|but|neither|both|he|she|it|they|we|i|mr|mrs|ms|dr|sir|"
    r"lord|lady|president|minister|mayor|governor|senator|sen|rep|gov|judge|sheriff|chief|director|secretary|"
    r"spokes(?:man|woman|person|people)|lawyers?|attorneys?|officials?|representatives?|aides|asked|through|company|"
    r"department|ministry|office|police|campaign",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\W*(?:on |about |as to )?(?:whether|if|how|why|who|whom|what|which|when|where)\b", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"[€£$¥]\s?\d[\d.,]*\d?|\b\d[\d.,]*\s?(?:%|per ?cent\b|(?:m|bn|million|billion|thousand|euros?|dollars|pounds)\b)"
    r"|\b\d{1,3}(?:,\d{3})+\b",
    re.IGNORECASE,
)
_SHOULD = re.compile(r"\b(?:should(?! have\b)|ought to)\b", re.IGNORECASE)


def has_a_question(text: str, response: Attribution) -> bool:
    """True of an answer to a question of its own: "declined to say whether the log was handed over"."""
    return bool(response.content) and bool(_QUESTION.match(text, *response.content[0]))


def asks_for(claim: Claim) -> bool:
    """True of a claim that says what should be done, which is neither so nor not so: "the council should look"."""
    return bool(claim.chain) and bool(_SHOULD.search(claim.text))


def others_word(response: Attribution, claim: Claim, by_id: Mapping[str, Attribution]) -> bool:
    """True where an answer takes something back and the claim is only ever somebody else's word."""
    if response.response is not Response.RETRACT or not claim.chain or response.source_id is None:
        return False
    return all(by_id[i].source_id != response.source_id for i in claim.chain if i in by_id)


def less_than(text: str, response: Attribution, claim: Claim) -> bool:
    """True where what is confirmed leaves out an amount that the claim gives."""
    if response.response is not Response.CONFIRM or not response.content:
        return False
    confirmed = " ".join(text[start:end] for start, end in response.content)
    return bool(_AMOUNT.search(claim.text)) and not _AMOUNT.search(confirmed) and len(confirmed.split()) > 2


def party(text: str, refusal: Attribution, attributions: Sequence[Attribution]) -> frozenset[str]:
    """The names by which the text speaks of whoever refuses, and of those whom they speak for, in small letters."""
    same = [a for a in attributions if a is refusal or (a.source_id is not None and a.source_id == refusal.source_id)]
    words = {m.group().lower() for a in same for s, e in a.source for m in _NAME.finditer(text, s, e)}
    return frozenset(word for word in words if not _OFFICE.fullmatch(word))


def _names(words: str, who: frozenset[str]) -> bool:
    """Whether any of the names stands in the words."""
    return any(m.group().lower() in who for m in _NAME.finditer(words))


def meant(
    text: str, refusal: Attribution, who: frozenset[str], claims: Sequence[Claim], bland: bool, readings: Readings
) -> str | None:
    """The claim of ``claims``, as they are listed, that a refusal may be about; ``bland`` is one that names nothing."""
    if not claims:
        return None
    at = readings.at(refusal.start)
    if at <= _EARLY or any(_names(_told(text, n, readings), who) for n in readings.touched(claims[0].spans)):
        return claims[0].id
    if at and bland and _names(_told(text, at - 1, readings), who):  # of that, or of nothing that is a claim here
        return next((c.id for c in claims if at - 1 in readings.touched(c.spans)), None)
    return claims[0].id if len(readings.sentences) <= _SHORT else None


def _told(text: str, sentence: int, readings: Readings) -> str:
    return text[slice(*readings.sentences[sentence])]
