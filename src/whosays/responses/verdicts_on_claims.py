"""Verdicts on what somebody is told to say: "the ministry's claim is patently false", "described the idea that P as
absurd", "contrary to Lazar's claims, the police say that P".

What is judged is a claim by its own noun, so the answer is a denial in whatever words the verdict is given, and where
the noun has an owner ("the ministry's") it is the owner's word that is denied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from whosays.model import Attribution, Claim, Response, Span
from whosays.responses.judging import by_cue
from whosays.responses.verdicts import wordings
from whosays.text.straight import STRAIGHT

_LONGEST = 500  # characters that are read
_BEFORE = 160  # characters before whoever speaks in which "contrary to X's claims" stands
_NEAR = 700  # characters behind a claim in which "X's claim" may still mean it, sharing no word
_NOUN = (
    r"(?:claims?|allegations?|accusations?|assertions?|suggestions?|contentions?|insinuations?|rumou?rs?|notion|idea|"
    r"reports?|version|account|statements?|charges?|stor(?:y|ies)|theor(?:y|ies)|argument)"
)
_WORD = r"[\w&.-]+"
# "the Varlan interior ministry's", "Lazar's", "ministers'"; the last word with the mark is the owner's
_OWNER = rf"(?P<owner>(?:{_WORD} ){{0,7}}?{_WORD}(?:'s|s'))"
_THE = r"(?:his|her|their|its|the|this|that|these|those|all|any|such|both)"
_THING = (
    rf"(?:{_OWNER}|{_THE}) (?:(?!not\b){_WORD} ){{0,3}}?(?P<noun>{_NOUN})"
    r"(?: (?:that|of|about|on|against) [^.;!?]{3,160}?)?"
)
_BE = r"(?:is|are|was|were|has been|have been|had been)"
_CALLING = re.compile(
    r"\b(?:call(?:s|ed|ing)?|describ(?:es|ed|ing)|brand(?:s|ed|ing)?|label(?:s|led|ed|ling|ing)?|term(?:s|ed|ing)?|"
    r"denounc(?:es|ed|ing)|characteri[sz](?:es|ed|ing)|deem(?:s|ed)?|condemn(?:s|ed|ing)?|slam(?:s|med)?)\W*$",
    re.IGNORECASE,
)
_TO_A_CLAIM = rf"(?:but |and |that )?contrary to {_OWNER} (?:(?!not\b){_WORD} ){{0,3}}?(?P<noun>{_NOUN})\b"
_CONTRARY = re.compile(rf"(?:^|[.!?\"]) *{_TO_A_CLAIM}[^.;!?]{{0,60}}, ?$", re.IGNORECASE)
_CONTRARY_SAID = re.compile(rf"\W*+{_TO_A_CLAIM}", re.IGNORECASE)
_ALL = re.compile(r"s$", re.IGNORECASE)
_NOTHING = re.compile(
    r"claims?|allega|accusa|assert|sugges|report|versio|accoun|statem|false|untrue|absolu|patent|that|this|the|and|was|"
    r"were|are|has|had|have|not|its|their|his|her|with|for|from|about|said"
)
_NAME = re.compile(r"[\w&-]{3,}")


def verdict_on_a_claim(text: str, a: Attribution) -> Response | None:
    """A denial where what somebody says judges a claim by its noun; none for another, or where the verb answers."""
    return Response.DENY if not by_cue(text, a) and _judged(text, a) is not None else None


def owned(text: str, a: Attribution) -> bool:
    """Whether an answer is a verdict on a claim that has an owner, so that it answers nothing but that owner's word."""
    found = _judged(text, a) if a.response is Response.DENY and not by_cue(text, a) else None
    return found is not None and bool(found["owner"])


def owners_claim(text: str, a: Attribution, claims: Sequence[Claim], by_id: Mapping[str, Attribution]) -> str | None:
    """The claim that such a verdict answers, where its noun has an owner: the owner's own word, told before.

    Of several it is the one with which the verdict shares most words; where none stands out, it answers none of them.
    """
    if a.response is not Response.DENY or not a.content:
        return None
    found = _denied().match(_plain(text, a.content[0])) if by_cue(text, a) else _judged(text, a)
    if found is None or not found["owner"]:
        return None
    owner = found["owner"]
    last = _NAME.findall(re.sub(r"(?:'s|s')$", "", owner))[-1:]
    if not last:
        return None
    named = re.compile(rf"\b{re.escape(re.sub(r'(?:ies|y|s)$', '', last[0]))}", re.IGNORECASE)
    about = _stems(found.group()[found.end("owner") - found.start() :])  # "the ministry's claim that P": the words of P
    theirs = {b.source_id for b in by_id.values() if any(named.search(text, s, e) for s, e in b.source)}
    of_all = _ALL.search(found.group("noun")) is not None  # "X's allegations": whatever X says, however long ago
    told: list[tuple[int, str]] = []
    for claim in claims:
        said = [by_id[i] for i in claim.chain if i in by_id]
        if not said or a.id in claim.chain or said[-1].source_id == a.source_id:
            continue
        before = [a.start - start for start, _ in claim.spans if start < a.start]
        shared = len(about & _stems(claim.text))
        if said[-1].source_id in theirs - {None} and before and (shared or of_all or min(before) <= _NEAR):
            told.append((shared, claim.id))
    most = max(told, default=(0, ""))[0]
    likest = [identifier for shared, identifier in told if shared == most]
    return likest[0] if likest and (len(told) == 1 or (most and len(likest) == 1)) else None


def _stems(words: str) -> set[str]:
    return {stem for w in _NAME.findall(words) if not _NOTHING.fullmatch(stem := w.lower()[:6])}


def _judged(text: str, a: Attribution) -> re.Match[str] | None:
    if not a.source or not a.cue or not a.content:
        return None
    start, end = a.content[0]
    words = _plain(text, (start, min(end, start + _LONGEST)))
    said = _false().match(words)
    if said is None and _CALLING.search(_plain(text, a.cue[-1])):
        said = _called().match(words)
    said = said or _CONTRARY_SAID.match(words)
    if said is not None:
        return said
    first = min(a.source[0][0], a.cue[0][0], start)
    return _CONTRARY.search(_plain(text, (max(0, first - _BEFORE), first), strip=False))


def _plain(text: str, span: Span, strip: bool = True) -> str:
    words = re.sub(r"\s", " ", text[slice(*span)].translate(STRAIGHT))
    return words.strip() if strip else words


@cache
def _false() -> re.Pattern[str]:
    """The noun, and that it is false; marks of quotation may stand on either side of the verb."""
    w = wordings()
    return re.compile(
        rf"\W*+(?:that )?{_THING}[ \"',]*{_BE} (?:[\w]+ly )*[\"']?(?:{w['very']}{w['lie']}|not (?:[a-z]+ly )?true|"
        rf"as [a-z]+ as (?:they are|it is) {w['lie']})\b",
        re.IGNORECASE,
    )


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(rf"\W*+{_THING}\b", re.IGNORECASE)


@cache
def _called() -> re.Pattern[str]:
    w = wordings()
    return re.compile(rf"\W*+{_THING}(?: as)? [\"']?{w['very']}{w['lie']}\b", re.IGNORECASE)
