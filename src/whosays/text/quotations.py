"""Where a text quotes: spans between quotation marks of every usual style.

Typographic and straight marks, double and single, guillemets and low-high pairs; marks that do not match in style
(a straight one closed by a curly one) are paired all the same, since published text mixes them. A paragraph that ends
inside a double quotation and is followed by one that opens with a mark again is the convention for a quotation that
runs on (Chicago Manual of Style 13.30).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

Span = tuple[int, int]

_MARK = re.compile("[\"“”„‟«»'‘’‚‹›]|``|''")
_DOUBLE = {'"', "“", "”", "„", "‟", "«", "»", "``", "''"}
_OPENS_ONLY = {"„", "‟", "‚", "``"}
_CLOSES = {
    '"': {'"', "”", "''"},
    "“": {"”", '"'},
    "”": {"”"},
    "„": {"“", "”", '"'},
    "‟": {"”", '"'},
    "«": {"»"},
    "»": {"«"},
    "``": {"''", '"', "”"},
    "'": {"'", "’"},
    "‘": {"’", "'"},
    "‚": {"‘", "’"},
    "‹": {"›"},
    "›": {"‹"},
}
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-:;,.…/\"“‘'„«>]")
_LOOK_AHEAD, _DEEPEST = 40, 6  # marks; bounds that keep hostile text from costing quadratic time
_ELISION = re.compile(r"['’](?:\d0s|em\b|til\b|tis\b|twas\b|n['’]|cause\b|bout\b|round\b)", re.IGNORECASE)


class Quotation(NamedTuple):
    """Words between quotation marks.

    ``outer`` takes in the marks, ``inner`` leaves them out; ``closed`` is false where the paragraph ends first;
    ``runs_on`` is true where the next paragraph takes the same quotation up again; ``depth`` is 0 for a quotation
    that stands in no other; ``double`` tells the kind of marks.
    """

    outer: Span
    inner: Span
    closed: bool
    runs_on: bool
    depth: int
    double: bool


def quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Every quotation of the given paragraphs, by position. Spans are code points into ``text``."""
    found: list[Quotation] = []
    for index, (start, end) in enumerate(paragraphs):
        following = paragraphs[index + 1][0] if index + 1 < len(paragraphs) else None
        reopened = following is not None and text[following] in _DOUBLE
        found.extend(_in_paragraph(text, start, end, reopened))
    return sorted(found, key=lambda q: (q.outer[0], -q.outer[1]))


def _in_paragraph(text: str, start: int, end: int, reopened: bool) -> list[Quotation]:
    marks = list(_MARK.finditer(text, start, end))
    found: list[Quotation] = []
    open_marks: list[re.Match[str]] = []
    for index, mark in enumerate(marks):
        later = marks[index + 1 : index + 1 + _LOOK_AHEAD]
        level = _closing(text, open_marks, mark, later, start, end)
        if level is not None:
            opened = open_marks[level]
            del open_marks[level:]
            found.append(_quotation(opened, mark.start(), mark.end(), True, False, len(open_marks)))
        elif len(open_marks) < _DEEPEST and _can_open(text, open_marks, mark, later, start, end):
            open_marks.append(mark)
    for depth, opened in enumerate(open_marks):
        if opened.group() in _DOUBLE:  # a single mark that nothing closes was an apostrophe
            found.append(_quotation(opened, end, end, False, reopened, depth))
    return found


def _quotation(opened: re.Match[str], close: int, after: int, closed: bool, runs_on: bool, depth: int) -> Quotation:
    return Quotation((opened.start(), after), (opened.end(), close), closed, runs_on, depth, opened.group() in _DOUBLE)


def _closing(
    text: str, open_marks: list[re.Match[str]], mark: re.Match[str], later: list[re.Match[str]], start: int, end: int
) -> int | None:
    """Which open mark this one closes; none where it is an apostrophe or opens a quotation of its own."""
    for level in range(len(open_marks) - 1, -1, -1):
        opened = open_marks[level]
        if mark.group() not in _CLOSES[opened.group()]:
            continue
        if mark.start() == opened.end():
            return None
        if mark.group() in _DOUBLE:
            if mark.group() == '"' and opened.group() == '"' and _looks_opening(text, mark, start, end):
                # "He said "no"": a straight mark after a space, before a letter, opens again
                before = text[mark.start() - 1]
                return level if not before.isspace() else None
            return level
        return level if _closes_single(text, mark, later, end) else None
    return None


def _closes_single(text: str, mark: re.Match[str], later: list[re.Match[str]], end: int) -> bool:
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < end else ""
    if before.isspace() or after.isalnum():
        return False
    plural = before in "sS" and after == " " and text[mark.end() + 1 : mark.end() + 2].islower()
    if plural:  # "the soldiers' camp': a possessive where a better close follows
        for other in later:
            if other.group() in {"‘", "“"}:
                return True
            if other.group() in {"'", "’"} and not text[other.end() : other.end() + 1].isalnum():
                return False
    return True


def _looks_opening(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    return bool(_BEFORE_OPENING.match(before)) and not after.isspace()


def _can_open(
    text: str, open_marks: list[re.Match[str]], mark: re.Match[str], later: list[re.Match[str]], start: int, end: int
) -> bool:
    kind = mark.group()
    if any(m.group() == kind for m in open_marks) and kind not in {'"'}:
        return False
    if kind in _OPENS_ONLY or kind == "“":
        return True
    if kind in {"”", "''"}:
        return False
    if kind in {"«", "»", "‹", "›"}:  # French sets a space between guillemet and word
        return any(other.group() in _CLOSES[kind] for other in later)
    if not _looks_opening(text, mark, start, end):
        return False
    if kind in _DOUBLE:
        return True
    if kind == "’" or (kind == "'" and _ELISION.match(text, mark.start())):
        return False
    return any(other.group() in _CLOSES[kind] and _closes_single(text, other, [], end) for other in later)
