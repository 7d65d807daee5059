"""Where a text says what someone does with a claim: confirms, denies, declines to comment, does not answer.

The phrases stand in ``responses.toml``, a table one can read and change; this module only finds them. The classes are
RumourEval's support, deny, query (Derczynski et al. 2017), widened by what newsrooms report (`whosays.model.meaning`).
Who leaves a claim unanswered never denies it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from whosays.model import Response, Span
from whosays.text import cut
from whosays.text.caseless import Caseless, caseless

Pattern = Caseless | re.Pattern[str]
_LONGEST_SENTENCE = 1500
_BEFORE = 160
_AFTER = 320
_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘])(?:[A-Z]|Mr|Mrs|Ms|Dr|Lt|Col|Gen|Sen|Rep|Gov|Sgt|Capt|Maj|St|Prof|Rev|Hon|Jr|Sr|Inc|Ltd|Co|Corp"
    r"|No|vs|U\.S|U\.K|U\.N|[ap]\.m|D\.C)\.$"
)
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "–": "-"})
_ONE_LINE = str.maketrans("\r\n\t", "   ")


class Phrase(NamedTuple):
    """A response phrase; ``who`` is its source where that does not stand before it."""

    response: Response
    span: Span
    who: Span | None
    sentence: Span


class _Family(NamedTuple):
    rows: tuple[tuple[Response | None, str], ...]  # compiled where a trigger is found first


@cache
def raw() -> dict[str, Any]:
    """All of ``responses.toml`` as it stands in the file."""
    return tomllib.loads((files(__package__) / "responses.toml").read_text(encoding="utf-8"))


@cache
def macros() -> dict[str, str]:
    """The table's macros by name, those inside others filled in."""
    return expanded(raw()["macros"])


@cache
def table() -> tuple[Caseless, tuple[tuple[Caseless, _Family], ...]]:
    """All triggers as one pattern, and each family's trigger with its rows; read once."""
    every, words = raw()["family"], macros()
    families = []
    for family in every:
        rows = tuple(
            (None if label == "none" else Response(label), expand(pattern, words)) for label, pattern in family["rows"]
        )
        families.append((Caseless(rf"(?:{_blanks(family['trigger'])})"), _Family(rows)))
    triggers = [branch for family in every for branch in branches(_blanks(family["trigger"]))]
    return Caseless(rf"\b(?:{_by_initial(triggers)})"), tuple(families)


def expand(pattern: str, words: dict[str, str]) -> str:
    """A pattern of the tables with its macros filled in, capitals staying capitals."""
    filled = re.sub(r"\{([a-z]+)\}", lambda m: words[m.group(1)], pattern)
    return re.sub(r"(?<!i:)\[A-Z\]", "(?-i:[A-Z])", filled)


def expanded(bodies: Mapping[str, str], known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Macros by name behind those that are ``known``, those inside others filled in: each stands behind those that it
    names."""
    found = dict(known or {})
    for name, body in bodies.items():
        found[name] = expand(body, found)
    return found


def branches(pattern: str) -> list[str]:
    """The alternatives of a pattern, those inside its groups left together."""
    parts, depth, inside = [""], 0, False
    for sign in re.findall(r"\\.|.", pattern, re.DOTALL):
        if sign == "|" and not depth and not inside:
            parts.append("")
            continue
        parts[-1] += sign
        inside = (inside or sign == "[") and sign != "]"
        depth += 0 if inside else (sign == "(") - (sign == ")")
    return parts


def _by_initial(patterns: Iterable[str]) -> str:
    """The patterns as one whose first letters are tried before their rest: most places fit none of the letters."""
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        initial = pattern[0] if pattern[0].isalpha() and pattern[1:2] not in {"?", "*", "+", "{"} else ""
        groups.setdefault(initial, []).append(pattern[len(initial) :])
    return "|".join(f"{initial}(?:{'|'.join(rest)})" for initial, rest in groups.items())


def _blanks(pattern: str) -> str:
    return pattern.replace(" ", r"[ \t]")


@cache
def row_pattern(pattern: str, stem: bool) -> Pattern:
    """A row as a pattern that begins with a whole word and, unless a look-alike's stem will do, ends with one."""
    free = pattern.startswith(("^", "[,", "\\b"))
    start = "" if free else r"(?:(?<![\w-])(?<!\w')|(?=n't))"
    end = "" if stem else r"(?:(?<!\w)|(?!\w))"
    return caseless(f"{start}(?:{pattern}){end}")


@lru_cache(maxsize=8)  # several steps ask for the phrases of one document
def phrases(text: str, leave_out: tuple[Span, ...] = ()) -> tuple[Phrase, ...]:
    """Every response phrase of a text, by position; offsets are code points into ``text``."""
    triggers, families = table()
    found: list[Phrase] = []
    flat = text.translate(_STRAIGHT)
    rough = rough_sentences(flat, leave_out)
    flat = flat.translate(_ONE_LINE)
    for start, end in rough:
        taken = start
        for hit in triggers.finditer(flat, start, end):
            if hit.start() < taken:
                continue
            phrase = _at(flat, hit, (start, end), taken, families)
            if phrase is not None:
                found.append(phrase)
                taken = phrase.span[1]
    return tuple(found)


def _at(
    flat: str,
    hit: re.Match[str],
    sentence: Span,
    taken: int,
    families: tuple[tuple[Caseless, _Family], ...],
) -> Phrase | None:
    """The response over a trigger; in a family the first row decides, a look-alike only silences its own family."""
    begin = max(sentence[0], hit.start() - _BEFORE, taken)
    window = flat[begin : min(sentence[1], hit.end() + _AFTER)]
    at = hit.start() - begin
    for trigger, family in families:
        if not trigger.match(flat, hit.start()):
            continue
        for response, pattern in family.rows:
            match = over(row_pattern(pattern, response is None), window, at)
            if match is None:
                continue
            span = _trim(flat, begin + match.start(), begin + match.end())
            who = match.groupdict().get("who")
            whose = (begin + match.start("who"), begin + match.end("who")) if who else None
            if response is not None:
                return Phrase(response, span, whose, sentence)
            break
    return None


def over(pattern: Pattern, window: str, at: int) -> re.Match[str] | None:
    """The first match of a pattern that covers the place."""
    for match in pattern.finditer(window):
        if match.start() > at:
            return None
        if match.end() > at:
            return match
    return None


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and not text[start].isalnum():
        start += 1
    if text.startswith("n't", start):  # "weren't able": the phrase begins with its whole word
        while start > 0 and text[start - 1].isalpha():
            start -= 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache(maxsize=8)
def rough_sentences(text: str, leave_out: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    """Rough sentences: enough to keep a phrase's neighbours out, at the speed of one pattern."""
    found: list[Span] = []
    for start, end in cut(text, leave_out).paragraphs:
        begin = start
        for mark in _END.finditer(text, start, end):
            if _ABBREVIATION.search(text, max(begin, mark.start() - 12), mark.start() + 1):
                continue
            found.append((begin, mark.end()))
            begin = mark.end()
        if begin < end:
            found.append((begin, end))
    short: list[Span] = []
    for start, end in found:
        while end - start > _LONGEST_SENTENCE:
            blank = text.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
            middle = blank + 1 if blank > start else start + _LONGEST_SENTENCE
            short.append((start, middle))
            start = middle
        short.append((start, end))
    return tuple(short)
