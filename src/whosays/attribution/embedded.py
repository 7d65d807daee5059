"""Posts embedded in an article: their words, a dash, and the account that signed them.

"The pier is shut. — Skarn Council (@skarncouncil) March 3, 2025" stands in pages as it was copied from the network.
What is in front of the dash is the account's, whatever is reported in it. "Skarn Council on Facebook, 3 March:" over a
post says the same in front of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.model import Attribution, Span
from whosays.text.spans import overlaps

_SIGNED = re.compile(
    r"(?P<dash>[—–-]{1,2})\s*(?P<who>[^\n—–(]{2,60}\(@\w{2,30}\))"
    r"(?:[\s,]+(?:on\s+)?[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}\b|[\s,]+\d{1,2}\s+[A-Z][a-z]{2,8}\.?\s+\d{4}\b)?[^\w\n]*$"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = (
    rf"(?:(?:{_WEEKDAY},?\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?[A-Z][a-z]{{2,8}}\.?|"
    r"[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:st|nd|rd|th)?)(?:,?\s\d{4})?|"
    rf"\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|{_WEEKDAY}|yesterday|today)"
)
_CLOCK = r"(?:,?\s(?:at\s)?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?|,?\s(?:at\s)?\d{1,2}\s?[ap]\.?m\.?)"
_PLATFORM = r"(?P<cue>[Oo]n|via)\s(?P<where>[A-Z][\w.]{0,20}(?:\s(?:\(formerly\sTwitter\)|Social))?|t\.me)"
_POSTER = (
    r"(?P<who>(?:[A-Z][\w.'’&-]*|@\w{2,30})(?:\s(?:[A-Z0-9][\w.'’&-]*|of|the|and|de|van|von|for)){0,5}"
    r"(?:\s\(@\w{2,30}\))?)"
)
_HEADED = re.compile(
    rf"(?:(?:Posted|Post|Written)\sby\s)?{_POSTER},?\s{_PLATFORM}"
    rf"(?:,?\s(?:·\s|[-–—]\s)?(?:on\s)?{_DAY}{_CLOCK}?(?:\s[A-Z]{{2,4}})?(?:\s?:)?|{_CLOCK}\s?:|\s?:)[ \t]*(?=\n|\Z)"
)
_QUOTE_ENDS = re.compile(r"[”\"]\s*\Z")
_LONGEST_POST = 8  # paragraphs within one pair of marks
_SHORTEST = 8  # characters of a post
_CONFIDENCE = 0.95


def embedded(text: str, attributions: Sequence[Attribution], paragraphs: Sequence[Span]) -> list[Attribution]:
    """The attributions with one for every signed post, and those that stand in a post hung on it."""
    made = []
    for number, (start, end) in enumerate(paragraphs):
        signed = _SIGNED.search(text, max(start, text.rfind("\n", start, end), end - 160), end)
        if signed is None:
            continue
        said = _trim(text, start, signed.start())
        if said[1] - said[0] < _SHORTEST and number:
            said = _trim(text, *paragraphs[number - 1])
        if said[1] - said[0] >= _SHORTEST:
            who, dash = signed.span("who"), signed.span("dash")
            made.append(
                Attribution(f"e{number}", (who,), (dash,), (said,), channel="social media post", confidence=_CONFIDENCE)
            )
    made += _headed(text, paragraphs, made)
    if not made:
        return list(attributions)
    kept = [a for a in attributions if not any(overlaps((*a.source, *a.cue), p.source) for p in made)]
    left = {a.id for a in kept}
    hung = []
    for a in kept:
        holder = next((p for p in made if overlaps(p.content, (*a.source, *a.cue))), None)
        outermost = a.parent is None or a.parent not in left
        hung.append(replace(a, parent=holder.id if holder else None) if outermost else a)
    return [*made, *hung]


def _headed(text: str, paragraphs: Sequence[Span], signed: Sequence[Attribution]) -> list[Attribution]:
    """One for every post under a line that says whose it is, where and when: "Vera Lund on Streamly, 3 May:"."""
    made = []
    for number, (start, end) in enumerate(paragraphs):
        line = _HEADED.match(text, start, min(end, start + 160))
        if line is None or any(overlaps(p.content, (line.span(),)) for p in signed):
            continue
        if text[line.end() : end].strip():
            said: tuple[Span, ...] = ((line.end(), end),)
        elif number == 0:
            said = tuple(paragraphs[1:])  # the text is the post
        else:
            said = _post(text, paragraphs[number + 1 :])
        said = tuple(span for span in (_trim(text, *span) for span in said) if span[1] - span[0] >= _SHORTEST)
        if said:
            made.append(
                Attribution(
                    f"h{number}",
                    (line.span("who"),),
                    (line.span("cue"),),
                    said,
                    channel=line["where"],
                    confidence=_CONFIDENCE,
                )
            )
    return made


def _post(text: str, below: Sequence[Span]) -> tuple[Span, ...]:
    """The paragraph below, or all as far as the marks that open it are closed."""
    if not below or text[below[0][0]] not in '“"':
        return tuple(below[:1])
    for number, (start, end) in enumerate(below[:_LONGEST_POST]):
        if _QUOTE_ENDS.search(text, start + (number == 0), end):
            return tuple(below[: number + 1])
    return tuple(below[:1])


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "“”\"'"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "“”\"'"):
        end -= 1
    return start, end
