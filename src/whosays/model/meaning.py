"""The nine responses and what they mean, said once: which of them leave a claim open, and how hard each is.

None of cannot-confirm, decline and no-answer is ever a denial.
"""

from __future__ import annotations

from enum import StrEnum


class Response(StrEnum):
    """What someone does with a claim (RumourEval's support, deny and query, widened). Cannot-confirm is no denial."""

    CONFIRM = "confirm"
    DENY = "deny"
    CANNOT_CONFIRM = "cannot-confirm"
    DECLINE = "decline"
    NO_ANSWER = "no-answer"
    SUPPORT = "support"
    QUERY = "query"
    CORRECT = "correct"
    RETRACT = "retract"


UNANSWERED = frozenset({Response.CANNOT_CONFIRM, Response.DECLINE, Response.NO_ANSWER})
"""Whoever does this says neither that it is so nor that it is not."""

UNABLE = Response.CANNOT_CONFIRM
"""The one of these that names what it is about, so that its "the claim" is one just told: who looked could not tell."""

IMPERSONAL = frozenset({Response.NO_ANSWER, UNABLE})
"""What a text tells also without whose it is, and of what: "it could not be verified"."""

OPEN = UNANSWERED | {Response.QUERY}
"""What leaves a claim open, and asserts nothing by itself."""

ANSWERING = OPEN | {Response.DENY}
"""What only answers a claim: nobody is its origin by this."""

UNCOMMITTED = OPEN | {Response.RETRACT}
"""After which the one who answers stands for nothing."""

SURE = frozenset({Response.CONFIRM, Response.SUPPORT, Response.CORRECT})
"""Whose content is asserted."""

CLAIMING = frozenset({Response.CONFIRM, Response.DENY, Response.CORRECT, Response.RETRACT})
"""Which somebody does, to something: without either, none of them is read from a text."""

STATED = UNANSWERED | CLAIMING
"""What a text tells of somebody without quoting a word."""

GIVEN = UNANSWERED | {Response.CONFIRM, Response.DENY}
"""What somebody who was asked does."""

POINTING = frozenset({Response.CONFIRM, Response.DENY, Response.CANNOT_CONFIRM, Response.DECLINE, Response.CORRECT})
"""What one can do by only pointing at a claim: "denied it", "could not verify that"."""

OF_A_CLAUSE = frozenset({Response.CONFIRM, Response.DENY, Response.SUPPORT, Response.QUERY, UNABLE})
"""What somebody does to a clause that is taken up: "the bridge was shut, which the mayor confirmed"."""

OF_ONESELF = frozenset({Response.CANNOT_CONFIRM, Response.DECLINE, Response.RETRACT})
"""What a speaker does in the first person: "we cannot confirm"."""

OF_OTHERS = frozenset({Response.DENY, Response.CANNOT_CONFIRM})
"""What nobody does to what they said themselves."""

HARDNESS = {
    Response.NO_ANSWER: 0,
    Response.DECLINE: 0,
    Response.CANNOT_CONFIRM: 1,
    Response.QUERY: 2,
    Response.DENY: 3,
    Response.SUPPORT: 2,
    Response.CONFIRM: 4,  # above a denial, which is also told as a confirmation
}
"""How hard a response is: who tells one harder than it was given has changed it."""

LESS = {
    Response.CONFIRM: frozenset({Response.CANNOT_CONFIRM, Response.DENY}),
    Response.DENY: frozenset({Response.CANNOT_CONFIRM}),
}
"""What somebody cannot have answered as well: who is told to have done both is told harder once."""
