"""Speakers that are none: who is done to, and who is only said to have said something.

"A memo, confirmed as genuine by two councillors" is confirmed by the two, "a man whom both witnesses identified as Rygh
can be heard saying" it is the man who is heard, not the witnesses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from whosays.model import Attribution, Span, updated
from whosays.text.agents import PARTICIPLE, agent, thing

_IDENTIFIED = re.compile(
    r"\b(?=(?P<who>(?:an?|the|one|another)\s+(?:(?!whom|who\b|that\b)[\w-]+\s+){0,2}?[\w-]+?)"
    r"(?:,?\s+(?:whom|who|that)\s+(?:[\w'’-]+\s+){1,5}?|\s+(?:both|two|three|four|several|many)\s+(?:[\w'’-]+\s+){1,3}?|,?\s+(?=\w+\s+(?:as|by)\b))"
    r"(?P<verb>identified|recogni[sz]ed|named)\s+(?P<rest>as\b[^,.;:]{2,40}?\s+by\b|as\b|by\b))",
    re.IGNORECASE,
)
_DONE_BY = re.compile(
    r",\s+(?:(?:later|since|also|independently)\s+)?(?P<verb>[a-z]+ed)\b(?:\s+as)?(?:\s+(?!by\b)[\w-]+){0,3}\s+by\s+$"
)
_BLANKS = " ,\n"
_WITHIN = 160  # characters


def undergoing(text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions, those whose speaker is done to, or does so to another, with who speaks in fact."""
    found = [_behind_agent(text, _by_agent(text, a, sentences), sentences) for a in attributions]
    return [_identified(text, a, sentences) for a in found]


def _sentence(sentences: Sequence[Span], at: int) -> Span:
    return sentences[max(0, bisect_right(sentences, (at, 1 << 60)) - 1)]


def _by_agent(text: str, a: Attribution, sentences: Sequence[Span]) -> Attribution:
    """ "A memo, | confirmed | as genuine by two councillors": by them, and it is the memo that they confirmed."""
    if len(a.source) != 1 or len(a.cue) != 1 or not sentences or a.source[0][1] > a.cue[0][0]:
        return a
    (start, end), (first, last) = a.cue[0], _sentence(sentences, a.cue[0][0])
    if not PARTICIPLE.fullmatch(text, start, end) or text[a.source[0][1] : start].strip(_BLANKS):
        return a
    who = agent(text, end, last)
    what = thing(text, max(first, a.source[0][0]), start) if who else None
    return updated(a, source=(who,), content=(what,)) if who and what else a


def _behind_agent(text: str, a: Attribution, sentences: Sequence[Span]) -> Attribution:
    """ "A tape, confirmed as genuine by | two engineers, | appears to show": the tape shows it, not the engineers."""
    if len(a.source) != 1 or not a.cue or not sentences or not 0 <= a.cue[0][0] - a.source[0][1] <= 2:
        return a
    first = _sentence(sentences, a.source[0][0])[0]
    aside = _DONE_BY.search(text, first, a.source[0][0])
    if aside is None or not PARTICIPLE.fullmatch(aside["verb"]) or "," not in text[a.source[0][1] - 1 : a.cue[0][0]]:
        return a
    start, end = first, aside.start()
    while start < end and not text[start].isalnum():
        start += 1
    what = thing(text, start, end)  # the noun phrase that opens the sentence, and nothing before it
    opens = what is not None and what[0] == start and "," not in text[start:end]
    return updated(a, source=((start, end),)) if opens else a


def _identified(text: str, a: Attribution, sentences: Sequence[Span]) -> Attribution:
    """ "a man whom | both witnesses identified as Rygh | can be heard saying": the man, with how he is known."""
    if len(a.source) != 1 or not a.cue or not sentences or not 0 <= a.cue[0][0] - a.source[0][1] <= 2:
        return a
    start, end = a.source[0]
    first = max(_sentence(sentences, start)[0], start - _WITHIN)
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    found = [m for m in _IDENTIFIED.finditer(text, first, end) if "," not in text[m.end("rest") : end]]
    if not found or not found[-1].start("who") < start <= found[-1].end("rest") + 2:
        return a
    return updated(a, source=((found[-1].start("who"), end),))
