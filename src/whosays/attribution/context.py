"""By what means something was said (channel) and to whom (addressee), where the text says so beside the cue."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from whosays.model import Attribution, Span, Spans
from whosays.text.caseless import Caseless

_CHANNELS = Path(__file__).with_name("channels.toml")
_BEFORE = r"(?:\b(?:in|on|via|at|during|through|over|by|to|from|using)\s+)"
_TELLING = r"(?:\b(?:told|tell|tells|telling|addressed|addressing)\s+)"
_LEAD = Caseless(rf"{_BEFORE}|{_TELLING}")  # with one of these begins whatever names a channel
_POSSESSOR = (
    r"(?:(?:(?:his|her|its|their|the|an?|official|personal|own|verified|now-deleted|popular|private|public)\s+"
    r"|[\w.&-]+['’]s\s+){0,3})"
)

_TOLD = re.compile(
    r"\b(?:told|tell|tells|telling|informed|informs|assured|assures|warned|warns|reminded|advised|notified|briefed|"
    r"asked|asks|messaged|emailed|e-mailed|texted|convinced|promised)(?=\s|$)(?!\s+by\b)\s*",
    re.IGNORECASE,
)
_TO = re.compile(
    r"^\s*,?\s*(?:to|speaking\s+to|talking\s+to|in\s+(?:an?\s+|his\s+|her\s+)?(?:\w+\s+)?interviews?\s+with)\s+"
)
_TO_VERB = re.compile(
    r"\b(?:said|says|say|confirmed|admitted|explained|suggested|revealed|complained|insisted|wrote|denied|described|"
    r"boasted|confided|repeated|spoke|speaking|stressed|disclosed|announced|conceded|acknowledged|recounted|lied)\s*$",
    re.IGNORECASE,
)
_INTERVIEW = Caseless(
    r"\b(?:interview(?:ed)?\s+(?:with|by|for)|speaking\s+to|spoke\s+to|talking\s+to|interview\s+to)\s+"
)
_NAME_WORD = (
    r"(?:[A-Z0-9][\w'’.&-]*|&|(?:of|for)(?:\s+the)?(?=\s+[A-Z])|de|la|and(?=\s+[A-Z])|inquest|inquiry|court|hearing|"
    r"committee|council|trial|conference|assembly|tribunal|newspaper|magazine|television|radio|parliament|rally)"
)
_DETERMINER = r"(?:the|an?|his|her|their|its|our|my|this|that|these|those|no|some)\b"
_ADDRESSEE = re.compile(
    r"(?:(?P<name>(?:the\s+|a\s+|an\s+)?(?:(?:[a-z-]+\s+){0,3})?[A-Z][\w'’.&-]*(?:\s+" + _NAME_WORD + r")*)"
    r"|(?P<common>(?:the|a|an|his|her|their|its|our|my|some|several|\d+|two|three)"
    rf"\s+(?:(?!{_DETERMINER})[a-z-]+\s+){{0,2}}(?!{_DETERMINER})[a-z-]+"
    r"|reporters|journalists|lawmakers|police|investigators|officers|jurors|viewers|readers|supporters|followers|"
    r"parliament|congress|senators|councillors|shareholders|investors|residents|students|ministers|MPs|jurors|"
    r"friends|colleagues|staff|prosecutors|officials|parents|fans|voters|delegates|detectives|"
    r"me|us|him|her|them|you))"
)
_STOP = re.compile(
    r"\s+(?:that|on|in|at|during|before|after|by|via|when|while|as|last|this|if|whether|how|why|what|late|early|"
    r"through|over|about|to|from|they|he|she|it|we|there|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"yesterday|today|earlier|who|which|but|and\s+(?:said|that|added))\b|[,.;:!?\"“”‘«(–—]|\s['’]|['’](?!\w)|\s-\s"
    r"|\s+(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b",
    re.IGNORECASE,
)
_POSTED_ON = re.compile(
    r"\b(?:(?:wrote|writes|writing|post(?:ed|s|ing)?|comment(?:ed|s|ing)|shared|messages?|account|thread|"
    r"profile)\s+on\s+"
    r"([A-Z]\w+)(?=\s+(?:that|on|in|late|early|to|by|last|shortly|hours|minutes|after|before)\b|\s*[,.:;)\"“]|\s*$)"
    r"|in\s+an?\s+(?:[a-z-]+\s+)?([A-Z]\w+)\s+(?:post|thread))"
)
_NO_NETWORK = frozenset(
    (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "christmas",
        "easter",
        "thanksgiving",
        "new",
    )
)
_NAMELY = frozenset(("post", "journal", "report", "bulletin", "letter", "dispatch", "messenger", "record"))
_PRONOUNS = {"him", "her", "them", "you", "it"}  # "me" and "us" are the reporter or the one quoted


@cache
def _channels() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    """(name, pattern of the words that name the channel, pattern of cues that imply it), in the order of the file."""
    rows = []
    for row in tomllib.loads(_CHANNELS.read_text(encoding="utf-8"))["channel"]:
        body = row["pattern"] if row.get("cased") else f"(?i:{row['pattern']})"
        pattern = re.compile(rf"(?i:{_BEFORE}{_POSSESSOR})(?:{body})(?!\w)")
        if not row.get("on"):
            pattern = re.compile(rf"(?i:{_BEFORE}{_POSSESSOR}?)(?:{body})(?!\w)")
        if row.get("told"):  # "told a press briefing"
            told = rf"(?i:(?:{_BEFORE}|{_TELLING}){_POSSESSOR})"
            pattern = re.compile(rf"{told}(?:{body})(?!\w)")
        verb = re.compile(rf"\b(?:{row['verb']})\b", re.IGNORECASE) if "verb" in row else None
        rows.append((row["name"], pattern, verb))
    return tuple(rows)


def frame(text: str, attribution: Attribution, sentences: Sequence[Span]) -> Spans:
    """The words around a cue that are no content: the rest of the sentence (or sentences) that the cue stands in."""
    if not attribution.cue:
        return ()
    start, end = attribution.cue[0][0], attribution.cue[-1][1]
    at = bisect_right(sentences, start, key=lambda span: span[0]) - 1
    if at >= 0 and start < sentences[at][1]:
        s, e = sentences[at]
        return _minus((s, max(e, end)), attribution.content)
    return _minus((start, end), attribution.content)


def _minus(span: Span, holes: Spans) -> Spans:
    parts, at = [], span[0]
    for s, e in sorted(holes):
        if s > at:
            parts.append((at, min(s, span[1])))
        at = max(at, e)
    parts.append((at, span[1]))
    return tuple((s, e) for s, e in parts if s < e <= span[1])


def channel(text: str, attribution: Attribution, around: Spans) -> str | None:
    """The channel named nearest to the cue in the words ``around`` it; none where the text names none."""
    if not attribution.cue:
        return None
    cue_start, cue_end = attribution.cue[0][0], attribution.cue[-1][1]
    for name, _, verb in _channels():
        if verb and any(verb.search(text, s, e) for s, e in attribution.cue):
            return name
    best: tuple[int, int, str] | None = None
    for order, name, (start, end) in _channels_named(text, around):
        if _in_a_name(text[start:end]):
            continue
        distance = max(start - cue_end, cue_start - end, 0)
        if distance <= 120 and (best is None or (distance, order) < best[:2]):
            best = (distance, order, name)
    if best is None or best[2] == "social media post":
        named = _unlisted(text, cue_start, cue_end, around)
        if named is not None:
            return named
    return best[2] if best else None


def _channels_named(text: str, around: Spans) -> Iterator[tuple[int, str, Span]]:
    """Where a channel of the table is named: its place in the table, its name, and the words that name it."""
    for start, end in around:
        taken: dict[int, int] = {}
        for lead in _LEAD.finditer(text, start, end):
            for order, (name, pattern, _) in enumerate(_channels()):
                match = pattern.match(text, lead.start(), end) if lead.start() >= taken.get(order, 0) else None
                if match:
                    taken[order] = match.end()
                    yield order, name, match.span()


def _in_a_name(named: str) -> bool:
    """True of the last word of a name: the River Post is no post, the Tarn Journal no journal entry."""
    words = named.split()
    return len(words) > 1 and words[-1].lower() in _NAMELY and words[-1][:1].isupper() and words[-2][:1].isupper()


def _unlisted(text: str, cue_start: int, cue_end: int, around: Spans) -> str | None:
    """A network that the table does not know, where something was written or posted on it: "wrote on Chirper"."""
    for start, end in around:
        for match in _POSTED_ON.finditer(text, max(start, cue_start - 120), min(end, cue_end + 120)):
            name = next(group for group in match.groups() if group)
            if name.lower() not in _NO_NETWORK:
                return name
    return None


def addressee(text: str, attribution: Attribution, around: Spans) -> str | None:
    """Whom the speaker told, as the text words it; none where it does not say, or only by a pronoun."""
    if not attribution.cue:
        return None
    cue_start, cue_end = attribution.cue[-1]
    limit = next((e for s, e in around if s <= cue_end - 1 < e), cue_end)
    told = _TOLD.search(text, cue_start, cue_end)
    if told:
        if any(s <= told.end() < e for s, e in attribution.source):
            return None  # '"Is it?" asked the judge': who follows is who speaks
        return _noun_phrase(text[told.end() : limit])
    rest = text[cue_end:limit]
    to = _TO.match(rest)
    if to and _TO_VERB.search(text[cue_start:cue_end]):
        return _noun_phrase(rest[to.end() :])
    for start, end in around:
        interview = _INTERVIEW.search(text, start, end)
        if interview and abs(interview.start() - cue_end) <= 100:
            return _noun_phrase(text[interview.end() : end])
    return None


def without_addressee(text: str, attribution: Attribution, sentences: Sequence[Span]) -> Attribution:
    """The attribution with neither cue nor content holding a part of whom the speaker told.

    An ampersand or a title in a name ("told Salt & Tide they were ready") can look like the end of it.
    """
    if not attribution.cue or not attribution.content:
        return attribution
    cue_start, cue_end = attribution.cue[-1]
    told = _TOLD.search(text, cue_start, cue_end)
    sentence_end = next((e for s, e in sentences if s <= cue_start < e), cue_end)
    name = _noun_phrase(text[told.end() : sentence_end]) if told else None
    if not told or not name or not name[-1:].isalnum():
        return attribution
    begin = text.index(name, told.end())
    at = begin + len(name)
    content = tuple(
        (at + 1, e) if cue_start < s < at < e - 1 and text[at].isspace() else (s, e) for s, e in attribution.content
    )
    verb_end = told.start() + len(told.group().rstrip())
    cue = (*attribution.cue[:-1], (cue_start, verb_end if begin < cue_end < at else cue_end))
    return replace(attribution, cue=cue, content=content)


def _noun_phrase(words: str) -> str | None:
    """The noun phrase that ``words`` begin with, up to a stop; none for a pronoun or no noun phrase at all."""
    words = words.lstrip()
    lead = len(words)
    stop = _STOP.search(words)
    if stop:
        lead = stop.start()
    match = _ADDRESSEE.match(words[:lead])
    if not match:
        return None
    found = match.group().strip()
    if found.lower() in _PRONOUNS or not found:
        return None
    return re.sub(r"['’]s$", "", found)
