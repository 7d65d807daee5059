"""Who told a columnist, a blogger, a reporter what they tell: "said a trader told her", "had it from a fisherman".

Such words hold nothing that was told, so no attribution has them; they point at what the one who heard it tells. Where
the text goes on with something else ("told her to leave", "told her a joke"), they do not.
Also where a document says with whom a story began: "The rumour goes back to the blogger Tom Aard".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whosays.model import Attribution, Naming, Source, SourceKind, Span, Trace
from whosays.provenance.people import plain
from whosays.provenance.wordlists import any_of

_NOT = r"(?!(?:and|but|or|that|who|whom|which|when|as|said|says|told|had|has|have|was|were|is|are)\b)"
_SOMEBODY = (
    rf"(?:(?:an?|one|two|three|some|several|another|her|his|their|its)\s+(?:{_NOT}[\w’'-]+\s+){{0,5}}?{_NOT}[\w’'-]+|"
    rf"some(?:one|body)(?:\s+(?:in|at|from|inside|close to)\s+(?:{_NOT}[\w’'-]+\s+){{0,4}}?{_NOT}[\w’'-]+)?)"
)
_NAME = r"[A-Z][\w’'-]+(?:\s+(?:(?:van|von|de|der|bin|al)\s+)?[A-Z][\w’'-]+){0,3}"
# Somebody who is spoken of otherwise, too: "the keeper, Lars Hoel", "the health office", "Lars Hoel"
_KNOWN = rf"(?:the\s+(?:(?!to\b){_NOT}[\w’'-]+\s+){{0,3}}?(?!to\b){_NOT}[\w’'-]+(?:,?\s+(?-i:{_NAME}))?|(?-i:{_NAME}))"
_AUX = r"(?:(?:had|has|have)\s+(?:also\s+|since\s+|once\s+)?)?"
_TELLING = any_of("telling_somebody")
_WHEN = r"(?:\s+(?:on|in|at|by|over|last|this|during|yesterday|today)\b[^.;!?”\"\n]{0,50})?"
_POINTING = rf"(?:\s+(?:so|this|it|that|the same|as much|of it|about it|of this|about this|the news|the story))?{_WHEN}"
_CLOSED = r"\s*(?=[.,;:!?”\"’)]|$|\n)"
_TOLD = re.compile(
    rf"\b(?P<who>{_SOMEBODY})\s+{_AUX}{_TELLING}\s+(?P<hearer>her|him|them|me)\b{_POINTING}{_CLOSED}", re.IGNORECASE
)
_WHOM = re.compile(rf"\bwhom\s+(?P<who>{_SOMEBODY})\s+{_AUX}{_TELLING}\b{_POINTING}{_CLOSED}", re.IGNORECASE)
_MATTER = r"(?:it|this|that|so|as much|of it|about it|the news|the story)"
_HEARD = re.compile(
    rf"\b(?:{any_of('hearing')}\s+{_MATTER}\s+(?:all\s+|first\s+)?from|"
    rf"(?:was|were|been)\s+told\s+(?:so\s+|this\s+|it\s+|of it\s+|about it\s+)?by)\s+(?P<who>{_SOMEBODY}|{_KNOWN})"
    r"(?=\s*(?:[.,;:!?”\"’)]|$|\n|\b(?:and|that|who|in|at|on|from|of)\b))",
    re.IGNORECASE,
)
_SOURCE_WAS = re.compile(
    rf"\b(?:her|his|their|whose)\s+(?:only\s+|sole\s+|own\s+)?(?:source|informant)\s+(?:is|was|had\s+been)\s+"
    rf"(?P<who>{_SOMEBODY}){_CLOSED}",
    re.IGNORECASE,
)
_LAST_NAME = re.compile(
    rf"(?P<phrase>(?:\b(?:the|an?)\s+)?(?:[a-z][\w’'-]*\s+){{0,3}}(?P<name>{_NAME})"
    rf"(?:\s+(?:of|at|from)\s+(?:the\s+)?{_NAME}|,\s+(?:an?|the)\s[^,.;!?\n]{{2,80}})?)"
    r",?\s+(?:who\s+)?(?:(?:had|has|have)\s+)?(?:\w+ly\s+|first\s+)?$"
)
_BEFORE = 200  # characters in which the subject of "had it from" stands
_PRONOUN = re.compile(r"\b(?:she|he|they)\s+(?:(?:had|has|have)\s+)?(?:\w+ly\s+|first\s+)?$", re.IGNORECASE)
_WORD = r"(?-i:(?!(?:of|in|at|on|from|near|by|for|with)\b)[a-z][\w’'-]*)"
_STORY = rf"(?:{any_of('talk')}|claims?|stor(?:y|ies)|news|tales?|accounts?|information|talk)"
_BEGAN = re.compile(
    rf"(?:\b(?P<what>{_STORY})\b(?:,?\s+(?:that|of|about)\s[^.!?;\n]{{3,160}}?)?|(?:^|(?<=[.!?]\s))(?:they|it|this|that))\s+"
    rf"(?:(?:\w+ly|all|first|have|has|had|was|were|is|are|can be|been)\s+){{0,3}}{any_of('beginning', 'spread')}"
    r"\s+(?:from|with|to|by|in|on)\s+"
    rf"(?P<phrase>(?P<piece>(?:an?|the|her|his)\s+[\w’'-]+\s+(?:by|of|from)\s+)?"
    rf"(?P<role>(?:(?:an?|the)\s+)?(?:{_WORD}\s+){{0,4}}?)(?P<name>(?-i:{_NAME}))"
    r"(?P<behind>(?:,\s+(?:an?|the)\s|\s+(?:of|at|from)\s)[^.,;!?\n]{2,80}|(?=,\s+who\b))?)",
    re.IGNORECASE | re.MULTILINE,
)
_WRITES = re.compile(rf"\b{any_of('journalists')}\b", re.IGNORECASE)
_BACK = 2  # sentences in which whoever "her" is must be the only named person


@dataclass(frozen=True, slots=True)
class Informed:
    """That somebody told a named person: where that one (``who``) is named, the words, and the name of who heard it."""

    who: Span
    span: Span
    hearer: str


@dataclass(frozen=True, slots=True)
class Begun:
    """That a story began with somebody: the name, the words that describe whose it is ("columnist Una Brock of the
    Post"), and all words that say so."""

    name: str
    phrase: str
    span: Span


def informed(trace: Trace) -> list[Informed]:
    """Who told the named persons of a document what they tell there, in order."""
    text = trace.document.text
    found = []
    for match in _TOLD.finditer(text):
        if not _told_with_content(trace, match.span()):
            hearer = _speaking_around(trace, match.start()) or _person_before(trace, match.start())
            found.extend([Informed(match.span("who"), match.span(), hearer)] if hearer else [])
    for pattern in (_WHOM, _HEARD, _SOURCE_WAS):
        for match in pattern.finditer(text):
            hearer = _subject(trace, match.start(), pattern is _SOURCE_WAS)
            found.extend([Informed(match.span("who"), match.span(), hearer)] if hearer else [])
    return sorted(found, key=lambda one: one.span)


def begun(trace: Trace) -> Iterator[Begun]:
    """Where a document says with which named person a story began; also where it says of somebody who writes from
    whom that one has it."""
    text = trace.document.text
    people = {source.name for source in trace.sources if _named(source)}
    for match in _BEGAN.finditer(text):
        name = " ".join(match["name"].split())
        if match["behind"] is not None or match["piece"] or writes(match["role"]) or name in people:
            yield Begun(name, match["phrase"], match.span())
    for match in _HEARD.finditer(text):
        before = max(0, match.start() - _BEFORE)
        subject = _LAST_NAME.search(text[before : match.start()])
        if subject is not None and writes(subject["phrase"]):
            span = (before + subject.start("phrase"), match.end())
            yield Begun(" ".join(subject["name"].split()), subject["phrase"], span)


def writes(phrase: str) -> bool:
    """True of words for somebody who writes or broadcasts: "the blogger Nils Arp"."""
    return bool(_WRITES.search(phrase))


def _told_with_content(trace: Trace, words: Span) -> bool:
    """True where what was told stands in the text: the attribution has it."""
    return any(
        a.content and any(s < words[1] and words[0] < e for s, e in a.cue) and not _within(words, a)
        for a in trace.attributions
    )


def _within(words: Span, attribution: Attribution) -> bool:
    return any(s <= words[0] and words[1] <= e for s, e in attribution.content)


def _named(source: Source | None) -> bool:
    return source is not None and source.naming is Naming.NAMED and source.kind is not SourceKind.ORGANIZATION


def _speaking_around(trace: Trace, at: int) -> str | None:
    """Who says the words at a place, by name: the innermost speaker whose content holds them."""
    holding = [
        (end - start, source.name)
        for a in trace.attributions
        if _named(source := trace.source_of(a)) and source is not None
        for start, end in a.content
        if start <= at < end
    ]
    return min(holding)[1] if holding else None


def _person_before(trace: Trace, at: int) -> str | None:
    """The only named person who is spoken of in the sentence of a place up to there, or in the one before."""
    text = trace.document.text
    start = max(0, at - 2 * _BEFORE)
    ends = [m.end() for m in re.finditer(r"[.!?][”\"’)]*\s+(?=[“\"‘A-Z])|\n+", text[start:at])]
    first = start + (ends[-_BACK] if len(ends) >= _BACK else 0)
    named = {
        source.name for source in trace.sources if _named(source) and any(first <= s < at for s, _ in source.mentions)
    }
    return named.pop() if len(named) == 1 else None


def _subject(trace: Trace, at: int, owner: bool) -> str | None:
    """The name of who heard it: the words before a verb of hearing, or whose "her source" is."""
    if owner:
        return _speaking_around(trace, at) or _person_before(trace, at) or _last_named(trace, at)
    before = trace.document.text[max(0, at - _BEFORE) : at]
    if _PRONOUN.search(before):
        return _speaking_around(trace, at) or _person_before(trace, at)
    match = _LAST_NAME.search(before)
    return " ".join(match["name"].split()) if match else None


def _last_named(trace: Trace, at: int) -> str | None:
    """With whom a story is said to have begun, before a place."""
    names = [one.name for one in begun(trace) if one.span[1] <= at]
    return names[-1] if names else None


def same_person(name: str, other: str) -> bool:
    """True where a name is another one's, or its last word."""
    one, two = plain(name).split(), plain(other).split()
    short, long = sorted((one, two), key=len)
    return bool(short) and (short == long or (len(short) == 1 and short[0] == long[-1]))
