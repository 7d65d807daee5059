"""Verdicts on a thing and not on a claim: "the memo had been doctored", "it is authentic".

Whoever calls a letter forged says nothing of a claim that merely mentions it ("quit after a letter leaked"); what is
answered is what the letter says, or that there is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from whosays.model import Attribution, Claim, Response, Spans

_NOUNS = (
    "memo|memorandum|letter|e-?mail|message|document|file|dossier|note|contract|certificate|invoice|transcript|diary|"
    "video|clip|footage|film|recording|tape|audio|photo|photograph|picture|image|screenshot|scan|signature"
)
_MADE = (
    r"(?:authentic|genuine|(?:a )?(?:forged|forgery|fakes?|faked|fabricated|fabrication|doctored|photoshopped)|"
    r"tampered with|manipulated|(?:digitally |heavily )?(?:altered|edited)|"
    r"(?:generated|made) (?:by|with) (?:ai|software)|staged)"
)
_BE = r"(?:is|are|was|were|'s|has been|have been|had been)(?:n't| not)?"
_OF_ITSELF = r"(?:authentic|genuine|forged|doctored|photoshopped|tampered with)"  # said of nothing but things
_THING = re.compile(
    rf"^\W*(?:that )?(?:(?:the|this|that|these|those|his|her|their|its) (?:[\w-]+ ){{0,3}}?(?P<noun>{_NOUNS})s? "
    rf"(?:[^.;!?]{{1,60}}? )??{_BE} (?:[a-z]+ly ){{0,2}}{_MADE}\b|"
    rf"(?:it|they|this|that) {_BE} (?:[a-z]+ly ){{0,2}}{_OF_ITSELF}\b)",
    re.IGNORECASE,
)
_GENUINE = re.compile(r"(?<!not )(?<!n't )\b(?:authentic|genuine)$", re.IGNORECASE)
_ANY = re.compile(rf"\b(?:{_NOUNS})s?\b", re.IGNORECASE)
_BEHIND = re.compile(
    r"\b(?:after|when|while|as|because|since|before|amid|over|following|despite|although|in which)\b", re.I
)
_JUDGING = (Response.CONFIRM, Response.DENY)


def thing_judged(text: str, response: Response | None, content: Spans, by_cue: bool) -> str | None:
    """The noun of the thing that a verdict is on, "" where it is only pointed at; none where it is on no thing.

    ``by_cue``: the verb gives the response ("confirmed that the letter is genuine"). Of "denied that it was forged" the
    forgery is what is answered, not the letter: none.
    """
    if response not in _JUDGING or not content:
        return None
    start, end = content[0]
    found = _THING.match(" ".join(text[start : min(end, start + 300)].split()).replace("’", "'"))
    if found is None or (by_cue and not _GENUINE.search(found.group())):
        return None
    return (found["noun"] or "").lower()


def claims_of(
    text: str, noun: str, response: Attribution, claims: Sequence[Claim], by_id: Mapping[str, Attribution]
) -> set[str]:
    """The claims that a verdict on a thing answers: those told through it, or that tell of it in their main clause."""
    named = re.compile(rf"\b{re.escape(noun)}s?\b", re.IGNORECASE) if noun else _ANY
    found = set()
    for claim in claims:
        if response.id in claim.chain:
            continue
        through = any(told_through(text, by_id[i], named) for i in claim.chain if i in by_id)
        if through or (noun and named.search(_BEHIND.split(claim.text, maxsplit=1)[0])):
            found.add(claim.id)
    return found


def told_through(text: str, attribution: Attribution, named: re.Pattern[str] = _ANY) -> bool:
    """True where a thing is what says something, or by means of which it is said."""
    words = " ".join(text[s:e] for s, e in attribution.source)
    return bool(named.search(words) or (attribution.channel and named.search(attribution.channel)))
