"""Who says that they know of nothing, or have nothing before them, neither confirms nor denies it.

"We have no record of the sale", "it had not been informed of any such plan", "We have no application before us": what a
speaker does not know, has not been told or was not sent may be so all the same. Who was not told may complain of it, so
that this alone is no answer; it is only never a denial.
"""

from __future__ import annotations

import re

from whosays.model import Attribution
from whosays.text.straight import STRAIGHT

_SUBJECT = (
    r"\W{0,3}(?:that )?(?:(?:at present|at this (?:time|stage|point)|so far|to date|currently|as of now|as far as "
    r"(?:i|we) know),? )?(?:i|we|he|she|it|they|there|(?:the|our|his|her|its|their|my) (?:[\w'-]+ ){1,4}?)\s?"
)
_ADVERB = r"(?:(?:currently|still|also|yet|simply|personally|so far|at present|at all) )?"
_KNOWING = r"(?:records?|knowledge|recollection|memory|indications?|trace)"
_HAS_NONE = rf"(?:has|have|had|holds?|held|possess(?:es|ed)?|'ve) {_ADVERB}(?:got )?(?:no|neither|not? any)"
_NOT = rf"(?:has|have|had|was|were|is|are|'ve|'s|'m|am)(?: not| never|n't) {_ADVERB}(?:yet )?(?:been )?{_ADVERB}"
_UNKNOWN = re.compile(
    rf"{_SUBJECT}(?:{_HAS_NONE} (?:[\w'-]+ ){{0,3}}?{_KNOWING}\b"
    rf"|(?:do|does|did)(?: not|n't) (?:have|hold|possess) (?:any )?(?:[\w'-]+ ){{0,2}}?{_KNOWING}\b)",
    re.IGNORECASE,
)
_NOT_BEFORE_THEM = re.compile(
    rf"{_SUBJECT}(?:{_HAS_NONE} (?:[\w'-]+ ){{1,4}}?(?:before|pending|on (?:file|record|its books)|in front of)\b"
    r"|(?:has|have|had|'ve) received (?:no|neither)\b"
    rf"|{_NOT}(?:informed|told|notified|briefed|made aware|aware|alerted|advised|received"
    r"|seen|sent|shown|given|handed|presented with|approached|contacted|asked|consulted)\b"
    r"|(?:do|does|did)(?: not|n't) (?:have|receive) (?:any |an? )?(?:[\w'-]+ ){1,4}?(?:before|pending|on file)\b"
    rf"|(?:is|was|are|were|'s|has been|had been) {_ADVERB}no (?:[\w'-]+ ){{1,3}}?(?:before|pending|on file)\b)",
    re.IGNORECASE,
)
_WITHIN = 240  # characters in which a clause of this kind says so


def knows_of_nothing(text: str, attribution: Attribution) -> bool:
    """Whether somebody says that they do not know of it: "has no record of the sale", "had no knowledge of a plan"."""
    return _says(_UNKNOWN, text, attribution)


def has_nothing(text: str, attribution: Attribution) -> bool:
    """Whether somebody says that nothing came to them: "has received no complaint", "no application before us"."""
    return _says(_NOT_BEFORE_THEM, text, attribution)


def _says(pattern: re.Pattern[str], text: str, attribution: Attribution) -> bool:
    return any(
        pattern.match(text[start : min(end, start + _WITHIN)].translate(STRAIGHT)) is not None
        for start, end in attribution.content[:1]
    )
