"""How certain each claim stands in its document, by everyone who passes it on."""

from __future__ import annotations

import re
from collections.abc import Callable

from whosays.factuality.clause import factuality_of
from whosays.factuality.values import combine, compose
from whosays.factuality.weighing import cue_value
from whosays.model import Attribution, Claim, Document, Factuality, Response, updated
from whosays.text.spans import within

_SENTENCE_END = re.compile(r"[.!?][\"”’')]*(?=\s|\0|$)")


ByCue = Callable[[str, Attribution], bool]


def rate(
    document: Document, attributions: tuple[Attribution, ...], claims: tuple[Claim, ...], by_cue: ByCue
) -> tuple[Claim, ...]:
    """The claims with ``factuality`` set relative to the document: ``combine`` over the chain, else its own words.

    ``by_cue`` says of an attribution in a text whether its cue itself is the response ("denied that P").
    """
    values = {a.id: _passed_on(document.text, a, by_cue) for a in attributions}
    by_id = {a.id: a for a in attributions}
    rated = []
    for claim in claims:
        chain = [values[i] for i in claim.chain if i in values]
        if chain and claim.chain[-1] in by_id:
            chain[-1] = _own_value(document.text, by_id[claim.chain[-1]], claim, by_cue)
        value = combine(chain) if chain else factuality_of(document.text, claim.spans[:1])
        rated.append(updated(claim, factuality=value))
    return tuple(rated)


def _passed_on(text: str, attribution: Attribution, by_cue: ByCue) -> Factuality:
    """The value of a step for what stands further in: who calls it false in the next breath has passed it on.

    "We know of posts that P. This is untrue." tells surely that there are posts.
    """
    told = attribution.response is Response.DENY and not by_cue(text, attribution)
    return Factuality.CERTAIN if told else attribution.factuality


def _own_value(text: str, attribution: Attribution, claim: Claim, by_cue: ByCue) -> Factuality:
    """The value of a claim that is one sentence of several in a content: a "not" in another is none of its own.

    Where the cue itself denies, or the source leaves everything open, the attribution's value holds for every claim.
    """
    value = attribution.factuality
    place = next((s for s in claim.spans if within((s,), attribution.content)), None)
    if place is None or value in (Factuality.UNKNOWN, Factuality.CERTAIN):
        return value
    around = next((s, e) for s, e in attribution.content if s <= place[0] and place[1] <= e)
    rest = text[around[0] : place[0]] + "\0" + text[place[1] : around[1]]
    if len(attribution.content) == 1 and not _SENTENCE_END.search(rest):
        return value
    if by_cue(text, attribution):
        return value
    return compose(cue_value(text, attribution), factuality_of(text, (place,)))
