"""Answers that a construction alone shows, whatever its words are about.

"Reports that P are false", somebody says: P is denied. "An earlier version of this article said that P": the document
takes P back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from whosays.model import Attribution, Claim, Response, Spans, meaning
from whosays.responses.denied_clauses import denies_a_clause, denies_in_own_voice
from whosays.responses.refusal_ties import pleads
from whosays.responses.verdicts_on_claims import verdict_on_a_claim
from whosays.text.spans import within

_CALLED_FALSE = re.compile(
    r"[\s\"“'‘]{0,4}(?:(?:the|these|those|all|any|some|social|media|online|recent|viral|such|widespread)\s{1,3}){0,4}"
    r"(?:reports?|claims?|rumou?rs?|allegations?|posts?|messages?|stories|suggestions?|videos?)\b[^.\n]{0,200}?\bthat\b"
    r"[^.\n]{3,300}?\b(?:is|are|was|were)\s{1,3}(?:(?:simply|completely|totally|entirely|utterly|plainly|all)\s{1,3})?"
    r"(?:false|untrue|fake|wrong|baseless|unfounded|misleading|fabricated|not\s{1,3}true|incorrect|inaccurate|nonsense|"
    r"without\s{1,3}(?:foundation|basis)|a\s{1,3}(?:lie|hoax|fabrication|myth))\b",
    re.IGNORECASE,
)


def calls_reports_false(text: str, content: Spans) -> bool:
    """True where what somebody says is that reports of something are false: they deny what is reported."""
    return bool(content) and bool(_CALLED_FALSE.match(text, content[0][0], content[-1][1]))


_EARLIER_VERSION = re.compile(
    r"(?:(?:an|the|our|a)\s{1,3})?(?:earlier|previous|original|initial|first|print(?:ed)?|online)\s{1,3}(?:version|"
    r"edition|draft|headline)s?"
    r"\s{1,3}(?:of|on|to)\s{1,3}(?:this|the|our)\s{1,3}(?:article|story|report|post|page|piece|column|item)|"
    r"this\s{1,3}(?:article|story|report|post|piece|column)(?:\s{1,3}(?:initially|originally|previously|earlier|"
    r"first|wrongly))?",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"correct|clarif|error|mistake|wrong|in fact|should have|has been (?:amended|changed|updated)|misst", re.IGNORECASE
)
_AROUND = 300


def by_construction(text: str, attribution: Attribution) -> Response | None:
    """The answer that its construction shows; none where it shows none."""
    if calls_reports_false(text, attribution.content):
        return Response.DENY
    if any(shows(text, attribution) for shows in (pleads, verdict_on_a_claim, _disputes_what_stands_before)):
        return Response.DENY
    denies = denies_a_clause(text, attribution) or denies_in_own_voice(text, attribution)
    if denies and attribution.response is not Response.CORRECT:  # "It was wrong to say that P: it is Q" puts right
        return Response.DENY
    if not attribution.source or not attribution.cue or not attribution.content:
        return None
    start, end = attribution.source[0]
    if _EARLIER_VERSION.fullmatch(text, start, end) is None:
        return None
    around = (
        text[max(0, start - _AROUND) : start] + text[attribution.content[-1][1] : attribution.content[-1][1] + _AROUND]
    )
    return Response.CORRECT if _NOTE.search(around) else None


def shown(text: str, attribution: Attribution, claims: Sequence[Claim]) -> str | None:
    """The claim that such an answer is about: what is reported in its words, or its own words taken back."""
    answer = by_construction(text, attribution)
    if answer is None or answer is not attribution.response:
        return None
    if answer is Response.DENY:
        return next((c.id for c in reversed(claims) if attribution.id in c.chain[:-1]), None)
    return next((c.id for c in claims if attribution.id in c.chain[-1:]), None)


_TAKEN_UP = re.compile(
    r",\s{1,3}(?:all of |both of |some of |most of )?(?:which|something(?:\s(?:that|which))?|a\s(?:claim|figure|"
    r"report|statement|number|charge|date|version|fact)"
    r"(?:\s(?:that|which))?)\s{1,3}$",
    re.IGNORECASE,
)
_BEFORE = 40  # characters in which the word stands that takes a clause up


_DISPUTES = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput\w+|reject\w*|contest(?:s|ed)|refut\w+|dismiss\w*)\Z", re.IGNORECASE
)


def _disputes_what_stands_before(text: str, attribution: Attribution) -> bool:
    """True of "P, which the union disputed", "P, a claim that the union rejected"."""
    if not attribution.source or len(attribution.cue) != 1 or attribution.source[0][1] > attribution.cue[0][0]:
        return False
    start = attribution.source[0][0]
    return bool(_DISPUTES.search(text, *attribution.cue[0]) and _TAKEN_UP.search(text[max(0, start - _BEFORE) : start]))


def claim_of_another(
    text: str, attribution: Attribution, claims: Sequence[Claim], by_id: Mapping[str, Attribution]
) -> str | None:
    """The claim that a denial names with whoever makes it: "rejected a claim by the union that P"."""
    if attribution.response is not Response.DENY or len(attribution.content) != 1:
        return None
    last = ((c.id, by_id.get(c.chain[-1])) for c in claims if c.chain)
    return next(
        (i for i, a in last if a and a.source and a.cue and within((*a.source, *a.cue), attribution.content)), None
    )


def clause_before(text: str, attribution: Attribution, claims: Sequence[Claim]) -> str | None:
    """The claim of the clause that an answer takes up: "said that the bridge was shut, which the mayor confirmed".

    It is the one that ends where the relative clause begins, whatever else the text is about.
    """
    if attribution.response not in meaning.OF_A_CLAUSE or not attribution.source or not attribution.cue:
        return None
    start = min(attribution.source[0][0], attribution.cue[0][0])
    if attribution.cue[0][0] < attribution.source[0][0]:
        return None
    taken = _TAKEN_UP.search(text[max(0, start - _BEFORE) : start])
    if taken is None:
        return None
    at = max(0, start - _BEFORE) + taken.start()
    return next((c.id for c in claims if any(e == at for _, e in c.spans)), None)
