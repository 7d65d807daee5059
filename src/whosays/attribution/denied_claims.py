"""What is denied as somebody's: "Orvane rejected as “pure fantasy” a claim by the union that its guards had lied".

Orvane denies it, and the union says it. Read as one speaker's words, it would be nobody's claim; where the verb is left
to the name behind "by", the union would seem to deny itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.attribution.selection import rehung
from whosays.model import Attribution, Span, updated
from whosays.text.spans import overlaps

_NOUN = r"(?:claims?|allegations?|accusations?|suggestions?|assertions?|complaints?|reports?|charges|statements?)"
_DENIED = re.compile(
    r"\b(?P<verb>(?:(?:has|have|had)\s(?:\w+ly\s)?)?(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:es|ed)|"
    r"refut(?:es|ed)|rebuff(?:s|ed))(?:\sas\s(?:[“\"][^”\"\n]{2,60}[”\"]|[\w-]+(?:\s[\w-]+){0,2}?))?)\s"
    rf"(?P<noun>(?:(?:an?|the|any|all|such|these|those|this|earlier|recent|similar|repeated)\s){{0,2}}(?P<head>{_NOUN})\s"
    r"(?:made\s|levelled\s|leveled\s)?(?:by|from)\s)(?P<who>[^,.;:“”\"\n]{2,80}?)\s(?P<that>that)\s(?=\w)"
)
_CLAUSE = re.compile(r"(?:[,;:–—]\s|\b(?:and|but|while|although|because|that|after|when)\s)(?=\S)")
_ENDS = re.compile(r"[,;]\s(?:and|but|while|although|saying|adding)\b|[.!?…][\"”’]*\s*\Z|\s+\Z")
_FRONTED = re.compile(
    r"(?:On|In|Last|This|Earlier|Later)\s[\w-]+(?:\s[\w-]+)?\s(?=(?:the|an?|his|her|its|their)\s|[A-Z])"
)
_SUBJECT = 90  # characters
_CONFIDENCE = 0.85


def denied_claims(text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions, each denial of what somebody is said to claim with the one and the other as its speakers."""
    found = list(attributions)
    for number, (start, end) in enumerate(sentences):
        match = _DENIED.search(text, start, end)
        subject = _subject(text, start, match.start()) if match else None
        if match is None or subject is None:
            continue
        stop = _ENDS.search(text, match.end(), end)
        content = (match.end(), stop.start() if stop else end)
        noun = (match.start("noun"), match.end("who"))
        same = [a for a in found if overlaps((*a.cue, *a.source), (match.span("verb"), noun)) and not a.agentless]
        read = (a.source[0] for a in same if len(a.source) == 1 and a.source[0][1] <= match.start())
        subject = next(read, subject)
        parent = next((a.parent for a in same if a.parent and a.parent not in {b.id for b in same}), None)
        deny = Attribution(
            f"dc{number}", (subject,), (match.span("verb"),), (noun,), parent=parent, confidence=_CONFIDENCE
        )
        told = (match.start("head"), match.start("noun") + len(match["noun"].rstrip()))
        said = Attribution(
            f"dd{number}", (match.span("who"),), (told,), (content,), parent=parent, confidence=_CONFIDENCE
        )
        kept = [a for a in found if a not in same]
        inside = [updated(a, parent=said.id) if a.parent in {b.id for b in same} else a for a in kept]
        found = [*rehung(inside, found), deny, said]
    return found


def _subject(text: str, start: int, verb: int) -> Span | None:
    """Who denies: the words before the verb, from where their clause begins; none where they are none or too many."""
    begin = start
    for boundary in _CLAUSE.finditer(text, start, verb):
        if text[boundary.end() : verb].strip():
            begin = boundary.end()
    while begin < verb and text[begin] in " “\"'(":
        begin += 1
    fronted = _FRONTED.match(text, begin, verb)
    begin = fronted.end() if fronted else begin
    end = begin + len(text[begin:verb].rstrip(" ,"))
    return (begin, end) if 0 < end - begin <= _SUBJECT else None
