"""Who says it in a headline, where a colon or a dash stands for the verb: "Bridge to stay shut – minister".

A topic stands before a colon as often as a speaker does ("Budget: what we know"), so it must be a noun for those who
speak, or the rest a quotation and what stands beside it no label of the paper's ("Watch", "Opinion").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.attribution.selection import rehung
from whosays.model import Attribution, Span
from whosays.text.headlines import ENDS, OPENING, WORD, speaks, undergoes
from whosays.text.spans import overlaps

LONGEST = 180
_CONFIDENCE = 0.8
_DASH = r"(?:\s[-–—]\s|\s?—\s?)"
_BEHIND = re.compile(rf"(?P<content>\S.{{9,}}?)(?P<cue>{_DASH})(?P<source>[^:;?!–—]{{2,48}})$")
_QUOTED = re.compile(rf"(?P<content>[\"“'‘].{{4,}}[\"”'’])\s*(?P<cue>:|{_DASH})\s*(?P<source>[^:;?!–—]{{2,60}})$")
_BEFORE = re.compile(rf"(?P<source>[^:;?!,–—\"“‘]{{2,48}})(?P<cue>:|{_DASH})\s*(?P<content>\S.{{9,}})$")
_SAY = (
    r"(?:say|says|claims?|warns?|tells?|told|hears?|heard|finds?|found|suggests?|shows?|reveals?|admits?|insists?|"
    r"reports?)"
)
_SAYING = re.compile(
    rf"(?P<content>\S.{{9,}}?),\s(?:(?P<cue>{_SAY})\s(?P<source>[^,:;?!]{{2,48}})|"
    rf"(?P<first>[^,:;?!]{{2,48}}?)\s(?P<verb>{_SAY}))$"
)
_PATTERNS = (
    (_QUOTED, "source", "cue"),
    (_SAYING, "source", "cue"),
    (_SAYING, "first", "verb"),
    (_BEHIND, "source", "cue"),
    (_BEFORE, "source", "cue"),
)
_LABEL = re.compile(
    r"(?:opinion|analysis|watch|video|live|exclusive|breaking|update[ds]?|correction|clarification|review|interview|"
    r"explainer|fact.?check|q ?& ?a|quiz|photos?|pictures?|gallery|podcast|editorial|letters?|comment|column|profile|"
    r"obituary|recipe|news|sport|listen|read|revealed|explained|timeline|factbox|background|note|editor's note|"
    r"subject|from|to|date|re|cc|headline|title|byline|author|by|caption|photo|source|summary|learn more|read more|"
    r"see also|more|related)\b",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:[A-Z][\w'’.-]*|de|von|van|al|bin|der)){1,3}$")
_OWN_WORDS = re.compile(r"[\"“‘]|\b(?:I|we|We|my|My|our|Our|us|me)\b")


_OF_A_TEXT = re.compile(
    r"(?:(?:an?|the|partial|full|edited|leaked|official|rough|complete|verbatim|short|translated)\s+){0,3}"
    r"(?:transcripts?|transcriptions?|excerpts?|extracts?|captions?|statement|text|summary|translation|note|quotes?|quotation|"
    r"subtitles?|message|headline|wording)(?:\s+(?:of|from)\b[^:\n]{0,60})?",
    re.IGNORECASE,
)


def without_text_labels(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those before whose colon a label of the text itself stands left without a speaker.

    A "Partial transcript:" or an "Excerpt:" is what is read, and nobody who says it.
    """
    return [_without_label(text, a) for a in attributions]


def _without_label(text: str, a: Attribution) -> Attribution:
    if len(a.source) != 1 or len(a.cue) != 1 or not text[slice(*a.cue[0])].lstrip().startswith(":"):
        return a
    if a.source[0][1] > a.cue[0][0] or not _OF_A_TEXT.fullmatch(text[slice(*a.source[0])].strip()):
        return a
    return replace(a, source=(), cue=((a.source[0][0], a.cue[0][1]),), agentless=True)


def headlined(text: str, attributions: Sequence[Attribution], paragraphs: Sequence[Span]) -> list[Attribution]:
    """The attributions, with that of the headline where a colon, a dash or a closing verb makes it one.

    The headline is the first paragraph, where it does not end as a sentence does. A reading that shares a word with
    the speaker or the mark stands as it is.
    """
    found = _of_headline(text, paragraphs[0]) if paragraphs else None
    if found is None:
        return list(attributions)
    same = [a for a in attributions if overlaps((*a.source, *a.cue), (*found.source, *found.cue))]
    if any(a.source and a.content for a in same):
        return list(attributions)
    inner = [replace(a, parent=found.id) if a.parent is None and _stands_in(a, found) else a for a in attributions]
    return [found, *(a for a in inner if a.id not in {b.id for b in same})]


def without_topics(text: str, attributions: Sequence[Attribution], paragraphs: Sequence[Span]) -> list[Attribution]:
    """The attributions without one that takes a headline's topic for its speaker: "Pavel Orlik: Norland drops inquiry".

    A full name before a colon is what the headline is about, unless the rest is quoted or says "I" or "we". And "Leak
    confirmed: reactor shut down" does not say who has confirmed it: least of all the leak.
    """
    if not paragraphs:
        return list(attributions)
    line = paragraphs[0]
    kept = [a for a in attributions if not _is_topic(text, a, line) and not _is_passive(text, a, line)]
    return rehung(kept, attributions)


def _is_topic(text: str, a: Attribution, line: Span) -> bool:
    if len(a.source) != 1 or len(a.cue) != 1 or not a.content or text[slice(*a.cue[0])].strip() != ":":
        return False
    start, end = line
    words = text[slice(*a.source[0])]
    first = a.source[0][0] == start and a.cue[0][1] <= a.content[0][0] < end and not text[start:end].endswith(ENDS)
    own = _OWN_WORDS.search(text, *a.content[0]) or text[a.content[0][0] : a.content[0][0] + 1] in OPENING
    last = words.split()[-1] if words.split() else ""
    return first and bool(_FULL_NAME.match(words)) and not own and not speaks(last)


def _is_passive(text: str, a: Attribution, line: Span) -> bool:
    return len(a.source) == 1 and len(a.cue) == 1 and bool(a.content) and undergoes(text, a.source[0], a.cue[0], line)


def _stands_in(a: Attribution, outer: Attribution) -> bool:
    ((start, end),) = outer.content
    return all(start <= s and e <= end for s, e in (*a.source, *a.cue, *a.content))


def _of_headline(text: str, line: Span) -> Attribution | None:
    start, end = line
    words = text[start:end]
    if len(words) > LONGEST or "\n" in words or words.endswith(ENDS):
        return None
    for pattern, role, verb in _PATTERNS:
        match = pattern.match(words)
        if match is None or match[role] is None:
            continue
        source = _speaker(words, match.span(role), quoted=match["content"].startswith(OPENING))
        if source is None:
            continue
        cue = _trim(words, match.span(verb))
        content = _trim(words, match.span("content"))
        if words[content[0] : content[1]].endswith("?"):
            continue
        shift = [(s + start, e + start) for s, e in (source, cue, content)]
        return Attribution("h", (shift[0],), (shift[1],), (shift[2],), confidence=_CONFIDENCE)
    return None


def _speaker(words: str, span: Span, *, quoted: bool) -> Span | None:
    """Where the speaker stands in the part that may name one; none where it is a topic or a label."""
    start, end = _trim(words, span)
    part = words[start:end]
    if _LABEL.match(part) or _OF_A_TEXT.fullmatch(part):
        return None
    found = list(WORD.finditer(part))
    if found and speaks(found[-1].group()) and len(found) <= 6:
        return start, end
    if not quoted or not found:
        return None
    named = next((m for m in found if speaks(m.group())), None)
    if named is not None:  # "ex-treasurer breaks silence"
        return start, start + named.end()
    capitals = all(m.group()[0].isupper() for m in found)
    return (start, end) if capitals and len(found) <= 4 else None


def _trim(words: str, span: Span) -> Span:
    start, end = span
    while start < end and words[start].isspace():
        start += 1
    while end > start and words[end - 1].isspace():
        end -= 1
    return start, end
