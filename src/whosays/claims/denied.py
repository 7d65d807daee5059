"""What is denied in a phrase and not in a clause: "denied stealing £86,000", "denies any involvement in the fire".

Nobody else need say it in the text: it is a claim all the same, about whoever denies it, with that answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from whosays.claims.candidates import Candidate
from whosays.likeness.stemming import words
from whosays.likeness.taking_up import doing
from whosays.model import Attribution, Response

_NEAR = 40  # characters between a verb that denies and what it denies: "denied, through his lawyer, stealing"
_LEAST = 3  # words of what is denied
_HAND_IN = re.compile(
    r"(?:(?:any|all|having|a|the|his|her|their|its|such|direct|personal|prior)\s+){0,3}"
    r"(?:involvement|knowledge|part|role|hand|complicity|participation|responsibility|links?|ties?|connections?|contacts?|"
    r"affiliation|collusion|dealings?|relationship|interest|stake|membership)\s+(?:in|of|for|to|with|from)\s+\S"
)
_TALK_OF = re.compile(
    r"(?:(?:any|all|the|these|those|such|recent|media|online|widespread)\s+){0,3}"
    r"(?:claims?|allegations?|accusations?|reports?|rumou?rs?|suggestions?|charges?|speculation)\s+of\s+(?=\S)"
)


def what_is_denied(text: str, candidate: Candidate, by_id: Mapping[str, Attribution]) -> Candidate | None:
    """The candidate as a claim, where it is what somebody denies and no clause: with who denies it in front, as they
    are who it is about ("Pell … stealing £86,000"), or what talk is of ("sabotage at the yard"). Else none.
    """
    if not candidate.chain or len(candidate.spans) != 1:
        return None
    said = by_id[candidate.chain[-1]]
    start, end = candidate.spans[0]
    if said.response is not Response.DENY or not any(c[1] <= start <= c[1] + _NEAR for c in said.cue):
        return None
    talk = _TALK_OF.match(candidate.text)
    if talk is not None:
        start += talk.end()
        told = candidate.text[talk.end() :]
        return replace(candidate, spans=((start, end),), text=told) if len(words(told)) >= _LEAST else None
    if not said.source or len(words(candidate.text)) < _LEAST:
        return None
    if doing(candidate.text) is None and not _HAND_IN.match(candidate.text):
        return None
    who = said.source[0]
    if who[1] > start:
        return None
    return replace(candidate, spans=(who, (start, end)), text=f"{text[slice(*who)]} … {candidate.text}", fragment=False)
