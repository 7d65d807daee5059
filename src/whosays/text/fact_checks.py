"""How a text sets out what it has checked: "CLAIM: … VERDICT: False. …", "FALSE: …", a line over "Pants on fire"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from whosays.model import Span, Spans

_LABEL_END = r"[ \t]{0,3}[:—–][ \t]{0,3}(?=\S)"
_CLAIM = re.compile(
    r"\W{0,4}(?P<label>(?:the )?(?:(?:viral |online )?claim(?: (?:no\.? ?)?\d{1,2})?|what was claimed|"
    rf"myth(?: \d{{1,2}})?|rumou?r|fiction)){_LABEL_END}",
    re.IGNORECASE,
)
_VERDICT_LABEL = (
    r"(?P<label>(?:our |the )?(?:verdict|rating|ruling|conclusion|assessment|rated|"
    r"fact[- ]check(?: (?:rating|result|verdict))?|[\w.]{2,20}(?:'|’)s assessment)"
    r"|(?P<against>(?:the )?(?:facts?|reality|truth)))"
)
_VERDICT = re.compile(rf"\W{{0,4}}{_VERDICT_LABEL}{_LABEL_END}", re.IGNORECASE)
_INSIDE = re.compile(
    r"(?:(?<=[.!?\"”])[ \t]{1,4}|[ \t]{2,8}|[ \t]{0,3}[|;/—–][ \t]{0,3}|[ \t]-[ \t])"
    rf"(?=\W{{0,3}}{_VERDICT_LABEL}{_LABEL_END})",
    re.IGNORECASE,
)
_RATING = (
    r"(?:false|fake(?: news)?|hoax|debunked|untrue|not true|fabricated|doctored|altered|manipulated|satire|"
    r"pants on fire|misleading|missing context|out of context|partly false|mostly false|half[- ]true|mostly true|"
    r"unverified|unproven|true)"
)
_CHECKED = r"fact[- ]?check(?:ed|ing)?[ \t]{0,3}[:—–|-]?[ \t]{0,3}"
# in capitals, behind "Fact check" or behind a sign that no sentence begins with, a rating is no word of a sentence
_RATED = re.compile(
    rf"(?P<lead>[^\w\s\"“'‘(\[]{{1,6}}\s{{0,2}}|{_CHECKED})?\[?(?P<rating>{_RATING})\]?!?"
    rf"(?:[ \t]{{0,3}}[:—–|][ \t]{{0,3}}|[ \t]-[ \t])(?=\S)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?P<lead>[^\w\s\"“'‘(\[]{{1,6}}\s{{0,2}}|{_CHECKED})?(?P<rating>{_RATING})\s{{0,2}}[^\w\s]{{0,4}}", re.IGNORECASE
)
_BEHIND = re.compile(rf"(?<=[.!\"”])[ \t]{{1,3}}(?P<rating>{_RATING.upper()})[.!]?\s{{0,2}}[^\w\s]{{0,4}}$")
_SAYS = re.compile(r"(?:says?|said|claims?)(?: that)? (?=\w)", re.IGNORECASE)
_LEAD = re.compile(r"[^\w\"“'‘(\[]{1,6}")
_LEAST = 12  # characters of a claim
_LONGEST = 2_000
_WITHIN = 40  # lines between a claim and its verdict


_IS_RATING = re.compile(_RATING, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Check:
    """A claim that a text sets out and the verdict on it.

    ``label`` is the word that sets the claim out, that of the verdict where there is none; ``verdict`` the verdict as
    far as its line goes; ``marks`` what of both is neither; ``against`` is true where a verdict only tells how it is
    ("MYTH: … FACT: …").
    """

    label: Span
    claim: Span
    verdict: Span
    marks: tuple[Span, ...]
    against: bool = False


@lru_cache(maxsize=8)  # responses, headline and claims of a text ask one after the other
def checks(text: str, furniture: Spans = ()) -> tuple[Check, ...]:
    """The claims that a text sets out with a verdict, by position. Linear in the length of the text."""
    found: list[Check] = []
    pending: tuple[Span, Span, int] | None = None  # label, claim, number of its line
    lines = list(_lines(text, furniture))
    free: Span | None = None  # the line directly above, where it is no part of a check
    for number, (start, end, parted) in enumerate(lines):
        line, above = (start, end), None if parted else free
        free = line
        if end - start > _LONGEST:
            continue
        if (claim := _CLAIM.match(text, *line)) is not None:
            label, said = claim.span("label"), (claim.end(), end)
            free = None
            inside = _INSIDE.search(text, *said)
            verdict = _VERDICT.match(text, inside.end(), end) if inside else None
            if inside is None or verdict is None:
                pending = (label, said, number)
                continue
            found.append(_check(label, (said[0], inside.start()), verdict, end))
            pending = None
        elif pending is not None and number - pending[2] <= _WITHIN and (verdict := _VERDICT.match(text, *line)):
            found.append(_check(pending[0], pending[1], verdict, end))
            pending = free = None
        elif (rated := _RATED.match(text, *line)) is not None and _marked(rated) and end - rated.end() >= _LEAST:
            found.append(_rated(rated.span("rating"), (rated.end(), end), (start, rated.end())))
            free = None
        elif (alone := _ALONE.fullmatch(text, *line)) is not None and _marked(alone, above is not None):
            told = above or next(((s, e) for s, e, _ in lines[number + 1 : number + 2]), None)
            if told is not None and told[1] - told[0] >= _LEAST:
                found.append(_rated(alone.span("rating"), _told(text, told), line))
            free = None
        elif (behind := _BEHIND.search(text, *line)) is not None and behind.start() - start >= _LEAST:
            found.append(_rated(behind.span("rating"), _told(text, (start, behind.start())), (behind.start(), end)))
            free = None
    return tuple(found)


def is_rating(words: str) -> bool:
    """True for words that are a fact-checker's rating and nothing else."""
    return _IS_RATING.fullmatch(words) is not None


def _check(label: Span, claim: Span, verdict: re.Match[str], end: int) -> Check:
    word = verdict.span("label")
    against = verdict["against"] is not None
    return Check(
        label, claim, word if against else (verdict.end(), end), (label, (verdict.start(), verdict.end())), against
    )


def _rated(rating: Span, claim: Span, mark: Span) -> Check:
    return Check(rating, claim, rating, (mark,))


def _marked(match: re.Match[str], under: bool = False) -> bool:
    """True of a rating that is set apart: in capitals, behind a sign, or alone in the line under what it is on."""
    return bool(match["lead"]) or match["rating"].isupper() or under


def _told(text: str, line: Span) -> Span:
    """What a line tells, without the sign before it or "Says"."""
    start, end = line
    for pattern in (_LEAD, _SAYS):
        led = pattern.match(text, start, end)
        start = led.end() if led else start
    return start, end


def _lines(text: str, furniture: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """The lines with words in them that are no furniture, and whether a blank line or furniture stands before each."""
    at, parted = 0, True
    left = iter(sorted(furniture))
    out = next(left, None)
    for line in text.split("\n"):
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at += len(line) + 1
        while out is not None and out[1] <= start:
            out = next(left, None)
        if start >= end or (out is not None and out[0] < end):
            parted = True
            continue
        yield start, end, parted
        parted = False
