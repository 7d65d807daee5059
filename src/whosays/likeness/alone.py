"""Whether a claim's words stand alone as a sentence: with a subject and a verb, of nobody who was named before, and
without the voice of somebody who tells a story ("Here's the deal: …")."""

from __future__ import annotations

import re

from whosays.likeness import verbs
from whosays.likeness.stemming import words

_POINTING = re.compile(
    r"\W*(?:he|she|it|they|we|i|you|this|that|these|those|his|her|their|its|our|my|your|him|there)\b", re.IGNORECASE
)
_OPENER = re.compile(
    r"^\W*(?:here['’]s\s+(?:the|what|how|why)\s+[\w ]{1,30}|get\s+this|wait\s+for\s+it|listen|guess\s+what|"
    r"breaking(?:\s+news)?|just\s+in|update|exclusive)\s?(?::|[–—-]\s)\s*",
    re.IGNORECASE,
)
_NARRATING = re.compile(
    r"^\W*(?:here['’]s\s+(?:the|what|how|why)|get\s+this|it\s+turns\s+out|turns\s+out|remember|you\s+won['’]t\s+believe|"
    r"believe\s+it\s+or\s+not|guess\s+what|imagine|meet\s+the|if\s+you(?:['’]re|\s)|you\s+(?:may|might|know|can)|"
    r"in\s+what\s+(?:must|may|might|could|appears|seems|is|was)|(?:so|well|ok(?:ay)?|wait|listen|look),)\b",
    re.IGNORECASE,
)
_NOUN_BEHIND = re.compile(r"^\W*\w+\s+(?:of|about|by|against|from|into)\b")  # "Claims of fraud were denied"
_LEADING = 60  # characters of a participle with what hangs on it: "Called to the scene, officers …"


def without_opener(text: str) -> str:
    """The words without what only announces them: "Here's the deal: …"."""
    found = _OPENER.match(text)
    return text[found.end() :] if found and len(text[found.end() :].split()) > 2 else text


def narrates(text: str) -> bool:
    """True of words that begin in a narrator's voice: "Here's the deal", "You won't believe", "In what must be"."""
    return _NARRATING.match(text) is not None


def lacks_subject(text: str) -> bool:
    """True of words that begin with the verb of somebody named before: "Describes an experience", "Did not forget"."""
    if _NOUN_BEHIND.match(text) or not verbs.opens(text, 0, len(text)):
        return False
    comma = text.find(",", 0, _LEADING)
    behind = words(text[comma + 1 :]) if comma > 0 else []
    return not (len(behind) > 1 and verbs.finite(behind) and not verbs.opens(text, comma + 1, len(text)))


def is_wished(text: str) -> bool:
    """True of what was only asked for: "the music be changed"."""
    at = verbs.first(text, 0, len(text))
    return at is not None and text[:at].lower().endswith(" be ")  # with an auxiliary before, that would be the first


def stands_alone(text: str) -> bool:
    """True of words that say something by themselves."""
    if _POINTING.match(text) or narrates(text) or lacks_subject(text) or is_wished(text):
        return False
    return verbs.finite(words(text))
