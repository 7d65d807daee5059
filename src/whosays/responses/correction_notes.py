"""Corrections that an outlet prints under a label: "Correction: the ferry carries 90 people, not 900."

Nobody is named as speaking: it is the document's own word against what it, or another page of its outlet, had said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.model import Attribution, Factuality, Response
from whosays.responses.phrases import Phrase

_SHARE = 0.75
_TEXT = re.compile(r"\b(?:version|article|story|report|post|headline|caption|piece|page)s?\b", re.IGNORECASE)


def is_label(text: str, phrase: Phrase) -> bool:
    """True where the phrase is the label of a printed correction ("Clarification, 4 May:"), not a statement."""
    return phrase.response is Response.CORRECT and text[phrase.span[1] - 1] == ":"


def note(text: str, phrase: Phrase, found: Sequence[Phrase]) -> Attribution | None:
    """The note that a label begins, as far as its paragraph goes; none where a sentence in it says what it corrects.

    ``found`` are the text's response phrases by position: "Correction: an earlier version of this article said" has
    its correction in a phrase of its own. What is put right otherwise ("Friday's crossword gave the wrong clue") is the
    note's own word.
    """
    start, end = phrase.span[1], text.find("\n", phrase.span[1])
    end = len(text) if end < 0 else end
    if any(start <= p.span[0] < end and _of_a_text(text, p) for p in found):
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


def _of_a_text(text: str, phrase: Phrase) -> bool:
    """True of a correction in which a text is what said something: "an earlier version of this article gave"."""
    who = phrase.who
    return phrase.response is Response.CORRECT and who is not None and bool(_TEXT.search(text, *who))
