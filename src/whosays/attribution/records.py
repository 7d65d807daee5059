"""What a record has somebody saying: "The minutes, seen by the Post, record an engineer saying the piers were cracked".

The piers were cracked by the engineer's word, which the minutes pass on; who has seen the minutes says nothing. The
reader often finds neither of the two, or takes whoever has seen the record for the one who quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.likeness import verbs
from whosays.model import Attribution, Span, Spans, updated
from whosays.text.headlines import speaks
from whosays.text.spans import overlaps

_HAS_SAYING = re.compile(
    r"\b(?P<cue>(?:(?:also|later|appears?\s+to|seems?\s+to)\s+)?(?:records?|recorded|shows?|showed|captures?|captured|features?|"
    r"featured|quotes?|quoted|describes?|described|depicts?|depicted|catch(?:es)?|caught|ha(?:s|ve|d)|includes?|included|"
    r"reveals?|revealed))\s+(?P<who>(?!been\b|to\b)[^,.;:!?\"“”\n]{2,70}?(?:,\s[^,.;:!?\"“”\n]{2,50},)?)\s+(?:as\s+)?"
    r"(?P<saying>(?P<free>saying)|telling|claiming|stating|admitting|warning|insisting|boasting|bragging|arguing|alleging|"
    r"confessing|complaining|acknowledging|conceding|asserting|explaining|denying|confirming)\b"
    r"(?P<rest>(?:\s+(?!that\b)[\w'’.-]+){0,6}?(?:,\s[^,.;:!?\"“”\n]{2,50},)?\s+that\b|(?:\s+(?!that\b)[\w'’.-]+){0,4}?[,:]?\s*(?=[\"“])|\s+(?=\w))",
)
_PERSON = re.compile(r"(?:(?:the|an?|one|two|three|several|his|her|its|their|another|some)\s+|[A-Z])", re.ASCII)
_NO_PART = frozenset(("who", "which", "that", "whom", "point", "points", "is", "was", "were", "are"))
_NO_END = frozenset(("in", "of", "by", "for", "from", "with", "about", "on", "at", "to", "without"))
_ASIDE = re.compile(r",\s[^,]{3,100},?\s*$")
_FRONTED = re.compile(
    r"(?:\W*(?:in|on|at|and|but|yet|by|after|before|last|earlier|then|there)\b[^,]*,)?\s*(?:(?:and|but)\s+)?",
    re.IGNORECASE,
)
_MARK = re.compile(r"[\s.!?…\"”’'»)\]]*$")
_END = re.compile(
    r"[;:–—\"“”]|,\s+(?:but|while|although|though|whereas|which|who|and\s+(?:the|an?|[A-Z]))\b|"
    r",\s+(?=[\w’']+\s+(?:said|says)\b)"
)
_SUBJECT_BEGINS = re.compile(r"[A-Z]|(?:the|an?|his|her|its|their|this|that|these|those|leaked|internal)\b")
_SUBJECT = 90  # characters
CONFIDENCE = 0.8


def recorded(text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions with those whom a record has saying something, each inside what the record shows."""
    found = list(attributions)
    for number, (start, end) in enumerate(sentences):
        match = _HAS_SAYING.search(text, start, end)
        if match is None or not _somebody(text, match.start("who"), match.end("who")):
            continue
        if not match["free"] and not match["rest"].strip():
            continue  # "shows him admitting guests" tells nothing that he said
        subject = _subject(text, start, match.start("cue"))
        if subject is None:
            continue
        found = _with(text, found, match, subject, end, f"rec{number}")
    return found


def _somebody(text: str, start: int, end: int) -> bool:
    """True of words for somebody: a name, a noun with its article, or one for those who speak ("officer Falk")."""
    words = text[start:end].lower().split()
    if not _NO_PART.isdisjoint(words[:-1]) or words[-1] in _NO_END:
        return False
    return bool(_PERSON.match(text, start, end)) or speaks(words[0])


def _with(
    text: str, found: Sequence[Attribution], match: re.Match[str], subject: Span, end: int, name: str
) -> list[Attribution]:
    """The attributions with the record's and, inside it, that of whom it has saying something."""
    said, who, cue = match.span("saying"), match.span("who"), match.span("cue")
    inner = next((a for a in found if overlaps(a.cue, (said,)) and not a.agentless), None)
    outer = next((a for a in found if a is not inner and overlaps(a.cue, (cue,)) and not a.agentless), None)
    content = inner.content if inner is not None and inner.content else _clause(text, match.end("rest"), end)
    if not content:
        return list(found)
    parent = inner.parent if inner is not None else None
    if outer is not None and (parent is None or parent == outer.id):
        parent = outer.parent
    whole = ((who[0], max(content[-1][1], said[1])),)
    shown = outer or Attribution(f"{name}o", (), (cue,), (), confidence=CONFIDENCE)
    shown = updated(shown, source=(subject,), content=whole, confidence=max(shown.confidence, CONFIDENCE))
    shown = updated(shown, parent=outer.parent if outer is not None else parent, agentless=False)
    told = inner or Attribution(f"{name}i", (), (said,), content, confidence=CONFIDENCE)
    told = updated(told, source=(who,), parent=shown.id, confidence=max(told.confidence, CONFIDENCE))
    return [*(a for a in found if a is not inner and a is not outer), shown, told]


def _subject(text: str, start: int, cue: int) -> Span | None:
    """The record: the words before the verb but for what is said of it between commas; none where they are a clause."""
    fronted = _FRONTED.match(text, start, cue)
    start = fronted.end() if fronted else start
    aside = _ASIDE.search(text, start, cue)
    end = aside.start() if aside else cue
    while end > start and text[end - 1].isspace():
        end -= 1
    if not _SUBJECT_BEGINS.match(text, start, end):
        return None
    clause = not 0 < end - start <= _SUBJECT or "," in text[start:end] or verbs.first(text, start, end) is not None
    return None if clause else (start, end)


def _clause(text: str, start: int, end: int) -> Spans:
    """What is said: the words from a place on, as far as their clause goes, or the quotation that begins there."""
    while start < end and text[start].isspace():
        start += 1
    end -= len(_MARK.search(text[start:end]).group())  # type: ignore[union-attr]
    stop = _END.search(text, start + 1, end) if text[start : start + 1] not in ('"', "“") else None
    span = (start, stop.start() if stop else end)
    return (span,) if span[1] - span[0] > 1 else ()
