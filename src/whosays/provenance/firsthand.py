"""Whether somebody tells what they saw themselves: "I watched it go down", "she saw two drones strike the tanks".

Only words of perception by the one who speaks count, or a description that the reader took for a witness's ("who was on
board"). Where they perceive what others say ("heard of it from"), or nothing ("saw no reason"), they do not.
"""

from __future__ import annotations

import re

from whosays.model import Attribution, BasisKind, Naming, Source, SourceKind, Trace

_SELF = r"(?<!\bif )\b(?:i|we|he|she|they)"
_HOW = r"(?:(?:had|have|has|[a-z]+ly|myself|himself|herself|themselves|just|both|all)\s+){0,3}"
# What is perceived and is not the matter: nothing, a view of somebody, what others say or print of it.
_NOT_IT = (
    r"(?!\s+(?:this|in|so|no|little|nothing|any|neither|fit|it\s+(?:as|on|from)|(?:him|her|them)\s+as|of|about|from|that|on|reports?|"
    r"rumou?rs?|talk|people\s+say|(?:his|her|my|our|their|an?|the|every)\s+(?:[a-z-]+\s+){0,2}?(?:chance|future|role|need|reason|interview|posts?|"
    r"reports?|story|news|film|movie|show|match|game|program(?:me)?|broadcast|episode|series)\b)\b)"
)
_PERCEIVED = re.compile(
    rf"{_SELF}\s+{_HOW}(?:saw|seen|watched|witnessed|filmed|photographed|heard|counted){_NOT_IT}\s+\w", re.IGNORECASE
)
_THERE = re.compile(
    rf"{_SELF}\s+{_HOW}(?:was|were|been)\s+(?:(?:there|on board|aboard)\b|"
    r"(?:standing|sitting|reading|working|sleeping|asleep|walking|driving|waiting|queueing|queuing|playing|eating|swimming|selling|buying|shopping|"
    r"cooking|cleaning|fishing|filming|parking|loading|painting|cycling|running|digging)\b"
    r"[^.;!?]{0,80}?\bwhen\b|in\s+(?:it|the\s+[\w-]+)\s+(?:when|and|as)\b)",
    re.IGNORECASE,
)
# What one does who is in the middle of it
_SHAKEN = re.compile(
    rf"{_SELF}\s+{_HOW}(?:jumped|ducked|hid|fled|screamed|woke|smell(?:ed|t)\s+(?:it|the|an?)|felt\s+(?:it|the|an?))\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:rows?|seats?|met(?:er|re)s|feet|yards|steps|doors)\s+(?:in\s+front\s+of|behind|away\s+from|from|ahead\s+of)\s+"
    r"(?:me|him|her|us|them)\b|\b(?:in\s+front\s+of|right\s+behind|next\s+to|beside|past)\s+(?:me|us)\b",
    re.IGNORECASE,
)
# What one did there oneself, or one's own people: "we got three out", "our divers found both"
_DID = re.compile(
    rf"\b(?:i|we|(?:my|our)\s+(?:crews?|officers|men|women|teams?|divers|firefighters|paramedics|rangers))\s+{_HOW}"
    r"(?:(?:got|pulled|brought|carried|dug|lifted)\s+(?:[\w-]+\s+){1,4}?(?:out|free|ashore|aboard|up|away|down)\b|"
    r"(?:found|recovered|rescued|freed|treated|examined|picked\s+up)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:bod(?:y|ies)|people|survivors?|victims?|him|her|them|child(?:ren)?|m[ae]n|wom[ae]n|passengers?|wreck(?:age)?)\b)",
    re.IGNORECASE,
)


def knows_it(trace: Trace, source: Source) -> bool:
    """True of a named person who by the words of a document saw it themselves, or had a hand in it there."""
    if source.naming is not Naming.NAMED or source.kind is not SourceKind.PERSON:
        return False
    own = (trace.document.quote(a.content) for a in trace.attributions if _speaks(a, source))
    return saw_it(trace, source) or any(_DID.search(words) for words in own)


def saw_it(trace: Trace, source: Source) -> bool:
    """True of a named person who by the words of a document was there, or tells what they saw themselves."""
    if source.naming is not Naming.NAMED:
        return False
    if any(basis.kind is BasisKind.WITNESS for basis in source.basis):
        return True
    return any(perceived(trace.document.quote(a.content)) for a in trace.attributions if _speaks(a, source))


def perceived(words: str) -> bool:
    """True of words in which the one who speaks tells what they saw, or that they were there."""
    return any(pattern.search(words) for pattern in (_PERCEIVED, _THERE, _SHAKEN, _BESIDE))


def _speaks(attribution: Attribution, source: Source) -> bool:
    return attribution.source_id == source.id and bool(attribution.content)
