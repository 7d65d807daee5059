"""Where a text's paragraphs begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

Span = tuple[int, int]

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*\n\s*")
_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
_HEADER = re.compile(
    r"(?:From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Message-ID):\s", re.IGNORECASE
)  # of a letter: short
# "THE BIG STORY: The mayor ...": a head that runs into its paragraph. One word may be a speaker's, so those are listed.
_RUN_IN = re.compile(
    r"(?P<label>[A-Z][A-Z0-9'’&/-]*(?: [A-Z0-9'’&/-]+){1,6}|BREAKING|EXCLUSIVE|DEVELOPING|ELSEWHERE|URGENT"
    r"|ALERT|LIVE|NEW|ALSO|PLUS|LATEST|WATCH|LISTEN|QUOTE|NUMBERS?):\s+(?=[^\n]*[a-z])"
)
_LABEL = re.compile(r"(?P<label>[A-Z][A-Z0-9'’&/. -]{0,40}):\s")
_ENDS = tuple(".!?…:;\"'”’»)]")
_LONGEST_WRAPPED_LINE = 130
_SHORTEST_WRAPPED_LINE = 40
_FEWEST_FILLED = 8


def unwrapped(words: str) -> str:
    """Words of a text on one line: a line break, with the white space around it, becomes a space."""
    return _BREAK.sub(" ", words)


def paragraphs(text: str, leave_out: Iterable[Span] = ()) -> list[Span]:
    """The paragraphs of a text, trimmed of white space, in order.

    A line is a paragraph, unless the text is hard-wrapped (most lines of a block end in mid-sentence at a similar
    width): then a block between blank lines is one, or, where no blank lines part them, what is filled to the width.
    ``leave_out`` names spans, such as furniture, that belong to no paragraph; a paragraph they cut comes back in parts.
    A head in capitals that runs into a paragraph belongs to none, unless such heads come again: then they name who
    speaks.
    """
    lines = [m.span() for m in _LINE.finditer(text)]
    spans: Iterable[Span] = lines
    if _is_wrapped(text, lines):
        spans = _blocks(text, lines)
    elif (width := _width(text, lines)) is not None:
        spans = _filled(text, lines, width)
    trimmed = (_trim(text, s, e) for span in spans for s, e in _without(span, sorted(leave_out)))
    return _behind_heads(text, [(s, e) for s, e in trimmed if s < e])


def _behind_heads(text: str, spans: list[Span]) -> list[Span]:
    """The paragraphs without the heads that run into them; none is cut where labels come again."""
    heads = [_RUN_IN.match(text, start, end) for start, end in spans]
    if not any(heads):
        return spans
    labels = [label["label"] for start, end in spans if (label := _LABEL.match(text, start, end))]
    if len(set(labels)) < len(labels):
        return spans
    return [(head.end() if head else start, end) for head, (start, end) in zip(heads, spans, strict=True)]


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """True where line ends are a matter of width: lines followed directly by another mostly stop in mid-sentence."""
    inner = [
        (s, e)
        for (s, e), (following, _) in pairwise(lines)
        if not _BLANK.search(text, e, following) and text[s:e].strip() and not _HEADER.match(text, s)
    ]
    if len(inner) < 3 or max(e - s for s, e in inner) > _LONGEST_WRAPPED_LINE:
        return False
    long_enough = [(s, e) for s, e in inner if e - s >= _SHORTEST_WRAPPED_LINE]
    midway = sum(not text[s:e].rstrip().endswith(_ENDS) for s, e in long_enough)
    return len(long_enough) * 10 >= len(inner) * 8 and midway * 10 >= len(inner) * 6


def _width(text: str, lines: list[Span]) -> int | None:
    """The width of a text whose lines are filled and whose paragraphs no blank line parts, as a PDF gives it.

    Nearly all lines that stop in mid-sentence are then full, and mostly a small letter begins the next.
    """
    width = max((e - s for s, e in lines), default=0)
    if not _SHORTEST_WRAPPED_LINE < width <= _LONGEST_WRAPPED_LINE:
        return None
    midway = [(s, e, f) for (s, e), (f, _) in pairwise(lines) if _goes_on(text, s, e, f)]
    full = [f for s, e, f in midway if (e - s) * 4 >= width * 3]
    small = sum(text[f : f + 1].islower() for f in full)
    enough = len(midway) >= _FEWEST_FILLED and len(midway) * 10 >= len(lines) * 4
    return width if enough and len(full) * 10 >= len(midway) * 8 and small * 10 >= len(full) * 5 else None


def _goes_on(text: str, start: int, end: int, following: int) -> bool:
    """True of a line that stops in mid-sentence with another right below it."""
    line = text[start:end].rstrip()
    return bool(line) and not line.endswith(_ENDS) and not _BLANK.search(text, end, following)


def _filled(text: str, lines: list[Span], width: int) -> Iterator[Span]:
    """The lines, each joined to those behind it while it is full and stops in mid-sentence."""
    start: int | None = None
    for (s, e), (following, _) in pairwise([*lines, (len(text), len(text))]):
        start = s if start is None else start
        small = text[following : following + 1].islower() and not _BLANK.search(text, e, following)
        if following < len(text) and (small or _goes_on(text, s, e, following)) and (e - s) * 4 >= width * 3:
            continue
        yield start, e
        start = None


def _blocks(text: str, lines: list[Span]) -> Iterator[Span]:
    start: int | None = None
    end = 0
    for s, e in lines:
        if start is not None and _BLANK.search(text, end, s):
            yield start, end
            start = None
        if start is None:
            start = s
        end = e
    if start is not None:
        yield start, end


def _without(span: Span, holes: list[Span]) -> Iterator[Span]:
    start, end = span
    for s, e in holes:
        if e <= start or s >= end:
            continue
        if s > start:
            yield start, s
        start = max(start, e)
    if start < end:
        yield start, end


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
