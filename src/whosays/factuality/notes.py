"""Corrections that an outlet prints under a label: "Correction: the ferry carries 90 people, not 900."

Nobody is named as speaking: it is the document's own word against what it, or another page of its outlet, had said.
"""

from __future__ import annotations

from collections.abc import Sequence

from whosays.factuality.phrases import Phrase
from whosays.model import Attribution, Factuality, Response

_SHARE = 0.75


def is_label(text: str, phrase: Phrase) -> bool:
    """True where the phrase is the label of a printed correction ("Clarification, 4 May:"), not a statement."""
    return phrase.response is Response.CORRECT and text[phrase.span[1] - 1] == ":"


def note(text: str, phrase: Phrase, found: Sequence[Phrase]) -> Attribution | None:
    """The note that a label begins, as far as its paragraph goes; none where a sentence in it says what it corrects.

    ``found`` are the text's response phrases by position: "Correction: an earlier version of this article said" has
    its correction in a phrase of its own.
    """
    start, end = phrase.span[1], text.find("\n", phrase.span[1])
    end = len(text) if end < 0 else end
    if any(start <= p.span[0] < end and p.response is Response.CORRECT and p.who is not None for p in found):
        return None
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    if start == end:
        return None
    return Attribution(
        "",
        (),
        (phrase.span,),
        ((start, end),),
        agentless=True,
        factuality=Factuality.CERTAIN,
        response=Response.CORRECT,
        confidence=_SHARE,
    )
