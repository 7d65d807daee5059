"""Three frames of reported speech in which the text itself is surer than the engine's score.

"P, two people told the Star." is a report whatever else stands in P; what a speaker said ends where the next sentence
has a speaker of its own ("P, the Review says. He denies it"); and whoever has not seen or not checked something says
so of themselves: "The Herald has not seen the letter".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.attribution.engine import Reading
from whosays.model import Span

_SAID = re.compile(
    r"(?:has |have |had |also |later )?(?:said|says|say|told|tells?|reported|reports?|wrote|writes|added|adds|"
    r"announced|announces|claimed|claims|claim|explained|insisted|insists|warned|warns|posted|confirmed|confirms|"
    r"suggests?|suggested|shows?|showed|indicates?|indicated|reveals?|revealed)$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:,[\"”’']?|[\"”’],?)\s*$")
_APART = re.compile(r"^(?:\s+\w+ly|\s+(?:also|later|then|has|have|had))*\s*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+$")
_SEEN = re.compile(
    r"\s(?:(?:has|have|had|did|could|was|were)(?:\snot|n['’]t)?|cannot|can\snot)\s(?:(?:yet|been\sable\sto|able\sto|unable\sto|\w+ly)\s){0,3}"
    r"(?:see|seen|view(?:ed)?|read|review(?:ed)?|obtain(?:ed)?|hear|heard|check(?:ed)?|verif(?:y|ied)|confirm(?:ed)?|"
    r"authenticate(?:d)?|inspect(?:ed)?|examine(?:d)?)\b"
)
_CUE_WITHIN = 60  # characters
SURE = 0.8
_SHORTEST = 15  # characters of a content that is a clause


def framed(text: str, readings: Sequence[Reading], sentences: Sequence[Span]) -> list[Reading]:
    """The readings, those that stand in the frame "content, source cue" or "source has not seen" scored as sure."""
    return [_sure(r) if _is_framed(text, r, sentences) or _is_own_account(text, r, sentences) else r for r in readings]


def _sure(r: Reading) -> Reading:
    """A reading that scores no less than what is sure."""
    least = {name: max(getattr(r, name), SURE) for name in ("valid_score", "cue_score", "content_score")}
    return replace(r, **least)


def _is_framed(text: str, r: Reading, sentences: Sequence[Span]) -> bool:
    if len(r.content) != 1 or len(r.source) != 1 or len(r.cue) != 1:
        return False
    content, source, cue = r.content[0], r.source[0], r.cue[0]
    first, second = sorted((source, cue))
    between = text[content[1] : first[0]]
    if not _SAID.match(text[cue[0] : cue[1]]) or content[1] > first[0] or content[1] - content[0] < _SHORTEST:
        return False
    if not _TAIL.search(text[content[1] - 1 : content[1]] + between) or not _APART.match(text[first[1] : second[0]]):
        return False
    return any(s <= content[0] <= s + 2 and cue[1] <= e for s, e in sentences)


def _is_own_account(text: str, r: Reading, sentences: Sequence[Span]) -> bool:
    """Whether a name that opens a sentence tells what it has or has not seen or checked: "The Herald has not seen"."""
    if len(r.source) != 1 or not r.cue:
        return False
    (start, end), cue = r.source[0], r.cue[0][0]
    led = text[start:end].rsplit(" ", 1)[-1][:1].isupper()
    return led and any(start == s for s, _ in sentences) and _SEEN.match(text, end, cue + _CUE_WITHIN) is not None


def apart(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, each without sentences behind its cue that hold another reading whole."""
    return [_apart(text, r, readings) for r in readings]


def _apart(text: str, r: Reading, readings: Sequence[Reading]) -> Reading:
    if len(r.content) < 2 or not r.cue:
        return r
    end = r.cue[-1][1]
    kept = tuple(
        (s, e)
        for s, e in r.content
        if s < end
        or not _SENTENCE_END.search(text[max(0, s - 8) : s])
        or not any(_holds((s, e), o) for o in readings if o is not r and o.source)
    )
    return replace(r, content=kept) if kept and kept != r.content else r


def _holds(span: Span, reading: Reading) -> bool:
    return all(span[0] <= s and e <= span[1] for s, e in (*reading.source, *reading.cue, *reading.content))
