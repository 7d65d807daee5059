"""What an answer cannot answer, however near it stands: limits on ties that no shared words make.

A refusal to say *whether the log was handed over* is no answer to "two people died"; whoever takes a post back takes
back their own word; whoever confirms that an offer came has not confirmed its amount.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from whosays.model import Attribution, Claim, Response

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
