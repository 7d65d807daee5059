"""What an attribution's source does with a claim, from the cue and from the content's own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from whosays.model import Attribution, Response, Spans, meaning
from whosays.responses.denied_clauses import denies_by_cue
from whosays.responses.fact_check_ratings import denies, rates
from whosays.responses.phrases import Phrase, phrases
from whosays.responses.verdicts import verdict, wordings
from whosays.text.caseless import Caseless
from whosays.text.straight import STRAIGHT

_MARKS = frozenset('"\u201c\u2018\u00ab')
_LONGEST_PHRASE = 500
_FILLER, _WORK, _WRONG = (wordings()[name] for name in ("filler", "work", "wrong"))
_FIRST = re.compile(
    rf"(?:^|[.!?;:,\"-] *|\b(?:and|but|that|so|because) ){_FILLER}(?:i|we|our (?:office|company|department|team)|"
    r"(?:my|our|his|her|their) (?:client|clients)|the (?:company|ministry|department|government|bank|office|"
    r"agency|police|firm|club|spokes\w+))(?:'m|'re|'ve|'d|"
    r"'ll)? ?(?:[a-z']+ly |also |still |just |all |both |had |has |have |been |was |were |is |are |did |do |does |am "
    r")*[\"' ]*$",
    re.IGNORECASE,
)
_THIRD = re.compile(
    rf"^\W*{_FILLER}(?:that )?{_FILLER}(?:he|she|they|it|there)(?:'s|'d|'re|'ve)? ?(?:[a-z']+ly |also |still |just |"
    rf"all |both |had |has |have |been |was |were |is |are )*$",
    re.IGNORECASE,
)
_BARE = re.compile(rf"^\W*{_FILLER}\W*$", re.IGNORECASE)
_FRONTED = re.compile(r"^[^.!?;]{3,160}?, (?=(?:i|we|he|she|they|it)\b)", re.IGNORECASE)
_REPORTED = meaning.UNANSWERED
_SAID_OF_HIMSELF = {*_REPORTED, Response.DENY, Response.CORRECT, Response.RETRACT, Response.SUPPORT}

_TOLD_OF = Caseless(
    r"\b(?:claims|reports|rumou?rs|allegations|accusations|suggestions|speculation|posts|stories)\b[^.!?]{3,300}[.!?]\s+"
    r"(?=(?:this|that|these|those|they|it|none|the|such|all)\b)",
)
_OWN_ERROR = re.compile(
    rf"^\W*(?:that )?(?:(?:its|his|her|their|our|my|the) (?:own )?{_WORK} {_WRONG}|(?:it|he|she|they|we|"
    rf"i) (?:had |have "
    r")?(?:been |was |were )(?:wrong|mistaken|in error)\b|(?:it|he|she|they|we|i) (?:had |have )?(?:got |gotten "
    r")(?:it|that|this) wrong|(?:it|he|she|they|we|i) (?:had |have |has )?(?:[a-z]+ly )?[a-z]{3,} (?:the|an?) "
    r"(?:wrong|incorrect|mistaken)\b|(?:it|he|she|they|we|i) (?:had |have |has )?(?:mixed up|confused|conflated|"
    r"mis[a-z]{3,}(?:ed|ken|t))\b|(?:it|this|that) (?:was|is|had been) (?:not (?:correct|true|accurate)|incorrect|"
    r"inaccurate|wrong|an error|a mistake)\b)",
    re.IGNORECASE,
)
_CORRECTION = Caseless(
    r"\b(?:correction|clarification|erratum|corrigendum)\b(?! (?:facility|officer|department|centre))",
)
_OWNING = re.compile(r"\b(?:admit|acknowledg|conced|accept|apologi|recogni[sz])", re.IGNORECASE)
_FOR_ALL = re.compile(
    r"^\W*(?:that )?(?:the )?(?:police|officers|officials|investigators|detectives|authorities|inspectors|prosecutors|"
    r"engineers|scientists|rescuers|staff|crews|firefighters|medics|doctors) ?(?:had |has |have |was |were |are |"
    r"still )*$",
    re.IGNORECASE,
)
_LATER_VERB = re.compile(
    r"^\W*(?:that )?(?:he|she|they|it)\b[^.!?;\"]{1,160} (?:and|but)(?: (?:that )?(?:he|she|they|it))?(?: "
    r"(?:had|has|was|were|therefore|so|also))*\s*$",
    re.IGNORECASE,
)


class Judged(NamedTuple):
    """A response, and the phrase it was read from (none where the content's words as a whole say it)."""

    response: Response | None
    phrase: Phrase | None
    by_cue: bool


def judge(text: str, attribution: Attribution, found: Sequence[Phrase], starts: Sequence[int]) -> Judged:
    """The response of one attribution. ``found`` are those of the text by position, ``starts`` where they begin."""
    if denies_by_cue(text, attribution) or denies(text, attribution):
        return Judged(Response.DENY, None, True)
    if rates(text, attribution):
        return Judged(None, None, False)  # the verdict beside it does
    owned = _owns_an_error(text, attribution)
    for phrase in near(found, starts, attribution.cue):
        if owned and phrase.response is Response.CONFIRM:
            return Judged(Response.CORRECT, phrase, True)
        return Judged(phrase.response, phrase, True)
    if owned:
        return Judged(Response.CORRECT, None, False)
    if any(_CORRECTION.search(text, s, e) for s, e in attribution.source):
        return Judged(Response.CORRECT, None, False)
    for start, end in attribution.content:
        for phrase in near(found, starts, ((start, end),)):
            if phrase.span[0] >= start and _is_own(text, attribution, start, phrase):
                return Judged(phrase.response, phrase, False)
    return Judged(verdict(text, attribution.content) or _denied_after(text, attribution), None, False)


def _denied_after(text: str, attribution: Attribution) -> Response | None:
    """A denial that follows what it denies in one content: "We have seen the posts that P. This is not true."."""
    for start, end in attribution.content:
        for match in _TOLD_OF.finditer(text, start, min(end, start + 3 * _LONGEST_PHRASE)):
            if verdict(text, ((match.end(), end),)) is Response.DENY:
                return Response.DENY
    return None


def by_cue(text: str, attribution: Attribution) -> bool:
    """Whether the cue itself is the response ("denied that P"), not what was said ("said: P? Rubbish")."""
    if not attribution.cue:
        return False
    if denies_by_cue(text, attribution) or denies(text, attribution):
        return True
    start = attribution.cue[0][0]
    behind = [end for _, end in attribution.content if end > start]
    window = text[start : min(max(behind, default=attribution.cue[-1][1]), start + _LONGEST_PHRASE)]
    spans = [(s - start, e - start) for s, e in attribution.cue]
    return any(p.span[0] < e and s < p.span[1] for p in phrases(window) for s, e in spans)


def _owns_an_error(text: str, attribution: Attribution) -> bool:
    """Whether somebody admits that what they themselves said was wrong: "accepted that its report was untrue"."""
    if not attribution.content or not any(_OWNING.search(text, s, e) for s, e in attribution.cue):
        return False
    start, end = attribution.content[0]
    return bool(_OWN_ERROR.match(text[start : min(end, start + 300)].translate(STRAIGHT)))


def near(phrases: Sequence[Phrase], starts: Sequence[int], spans: Spans) -> list[Phrase]:
    """The phrases that overlap any of the spans."""
    found = []
    for start, end in spans:
        index = bisect_left(starts, start - _LONGEST_PHRASE)
        while index < len(phrases) and phrases[index].span[0] < end:
            if phrases[index].span[1] > start:
                found.append(phrases[index])
            index += 1
    return found


def _is_own(text: str, attribution: Attribution, start: int, phrase: Phrase) -> bool:
    """Whether a response phrase in a content is the speaker's own: first person, or he/she/they opening the content."""
    if phrase.who is not None:
        return False
    before = text[max(start, phrase.span[0] - 300) : phrase.span[0]].translate(STRAIGHT)
    if _FIRST.search(before):
        return True
    if phrase.span[0] - start > 250:
        return False
    if _BARE.match(before):
        return phrase.response in _SAID_OF_HIMSELF
    unfronted = _FRONTED.sub("", before, count=1)
    if text[start] in _MARKS or (start and text[start - 1] in _MARKS):
        return False  # who is quoted does not speak of himself as "he"
    if _THIRD.match(unfronted) or _THIRD.match(before):
        return phrase.response in {*_REPORTED, Response.DENY, Response.RETRACT}
    if phrase.response in _REPORTED and (_FOR_ALL.match(before) or _LATER_VERB.match(before)):
        return True
    source = " ".join(text[s:e] for s, e in attribution.source).translate(STRAIGHT).lower()
    words = re.findall(r"[\w'-]+", unfronted.lower())
    return bool(words) and len(words) <= 5 and words[-1] in re.findall(r"[\w'-]+", source) and len(words[-1]) > 3
