"""Denials in a document's own voice: a ministry's page that says of a newspaper's report, "These claims are false."

Nobody is reported as speaking, so the document is the one who answers. Only a sentence that is nothing but the verdict
counts: what an article says of a claim in passing is its telling, not an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from whosays.model import Attribution, Document, Factuality, Response, Span
from whosays.responses.verdicts import wordings
from whosays.text import cut

_CONFIDENCE = 0.7
_LONGEST = 200  # characters
_HINT = re.compile(
    r"\b(?:false|true|untrue|fake|lies?|hoax|baseless|unfounded|nonsense|fabricat|invent"
    r"|no (?:basis|foundation|truth))",
    re.IGNORECASE,
)


def own_verdicts(document: Document, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """A denial for each sentence of the document's own voice that only says that a claim is false.

    "These claims are false." and "Claims that P are false.", where nobody in particular claims P. Its content is the
    sentence; there is neither source nor cue, and the ``id`` is empty.
    """
    text = document.text
    if not _HINT.search(text):
        return ()
    parts = cut(text, document.furniture)
    quoted = [q.outer for q in parts.quotations]
    borne = [s for a in attributions if a.source or a.response for s in (*a.source, *a.cue, *a.content)]
    spoken = [*quoted, *(s for a in attributions for s in (*a.source, *a.cue, *a.content))]
    found = []
    for start, end in parts.sentences:
        if end - start > _LONGEST or any(s < end and start < e for s, e in (*quoted, *borne)):
            continue
        words = " ".join(text[start:end].split()).replace("’", "'")
        free = not any(s < end and start < e for s, e in spoken)
        if (free and _verdict().match(words)) or _of_a_claim().match(words):
            found.append(_denial((start, end)))
    return tuple(found)


def _denial(sentence: Span) -> Attribution:
    return Attribution(
        "",
        (),
        (),
        (sentence,),
        agentless=True,
        factuality=Factuality.NOT_CERTAIN,
        response=Response.DENY,
        confidence=_CONFIDENCE,
    )


def _is_false() -> str:
    """What is said of a claim that is not so: "is not true", "are simply lies"."""
    words = wordings()
    return (
        r"(?:is|are|was|were)(?: [a-z]+ly)? (?:not|n't) (?:[a-z]+ly )?(?:true|correct|accurate)"
        rf"|(?:is|are|was|were) (?:[a-z]+ly )*{words['very']}{words['lie']}"
    )


@cache
def _of_a_claim() -> re.Pattern[str]:
    """ "The claim that P is false.": a claim that is told in the sentence which denies it."""
    words = wordings()
    return re.compile(
        rf"(?:(?:online|viral|recent|new|some|any|more) )?{words['claimed']}"
        rf" (?:{_is_false()}"
        rf"|(?:has|have|had) (?:absolutely )?no (?:basis|foundation|truth)(?: (?:in fact|to (?:it|them)|whatsoever))?)"
        r"[.!…]*$",
        re.IGNORECASE,
    )


@cache
def _verdict() -> re.Pattern[str]:
    words = wordings()
    return re.compile(
        r"(?:(?:these|those|this|such|the|both|all (?:of )?(?:these|those|the)) (?:[\w'-]+ ){0,2}?"
        rf"{words['claim']}|this|that|these|those)"
        rf" (?:{_is_false()})[.!]*$",
        re.IGNORECASE,
    )
