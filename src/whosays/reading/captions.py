"""What is said in a film or a recording, as text with times: subtitles (SubRip, WebVTT) and copied transcripts.

The times go, and what was cut in pieces for a screen is put together again. "[1:04]" stands before a paragraph with the
time of its first words: it is furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from whosays.errors import InputError
from whosays.model import Document, Span
from whosays.reading.language import language_of

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?"
_CUE = re.compile(rf"(?P<start>{_TIME})\s{{1,3}}-->\s{{1,3}}{_TIME}(?:\s[^\n]{{0,200}})?$")
_ALONE = re.compile(rf"[\[(]?(?P<start>{_TIME})[\])]?$")
_BEFORE = re.compile(rf"[\[(]?(?P<start>{_TIME})[\])]?[\s:–—-]{{1,3}}(?P<said>\S.*)$")
_SPOKEN = re.compile(r"\d{1,2} (?:hours?|minutes?|seconds?)(?:, \d{1,2} (?:minutes?|seconds?)){0,2}$")
_VOICE = re.compile(r"<v(?:\.[\w.]{1,40})?\s([^>]{1,60})>")
_TAGS = re.compile(r"</?[a-z0-9.:_-][^<>]{0,80}>|\{\\[^{}]{1,40}\}", re.IGNORECASE)
_SOUND = re.compile(r"[\[(♪♫*][^\])♪♫*]{0,60}[\])♪♫*]$|[♪♫ ]{1,20}$")
_NOTES = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION|Kind:|Language:|X-TIMESTAMP)(?:[\s:=]|$)")
_TURN = re.compile(
    r"(?:>>\s?|-\s|–\s)(?=\S)|(?=[A-Z][A-Z .'’-]{1,40}:\s)|(?=[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){1,3}:\s)"
)
_ENDS = re.compile(r"[.!?…][\"'”’»)]{0,2}$")
_LOOK_AT = 200  # lines
_FEWEST = 3
_FIRST = 60  # seconds: a recording begins at its beginning, a timetable does not
_LONG = 300  # characters, after which a paragraph ends with a sentence
_LONGEST = 700  # and without one
_WORDS_A_MARK = 60


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words as they stood together on the screen, and when, as written."""

    start: str
    said: str


def recognises(text: str) -> bool:
    """True for subtitles, and for lines of speech each with the time that it is said at, from the beginning on."""
    head = [line.strip() for line in text[:60_000].lstrip("\ufeff").splitlines()[:_LOOK_AT] if line.strip()]
    if not head:
        return False
    if head[0].startswith("WEBVTT") or any(map(_CUE.match, head[:3])):
        return True
    alone = [match for line in head if (match := _ALONE.match(line))]
    before = [match for line in head if (match := _BEFORE.match(line))]
    times = alone if _ALONE.match(head[0]) else before if _BEFORE.match(head[0]) else []
    seconds = [_seconds(match["start"]) for match in times]
    goes_on = all(a <= b for a, b in pairwise(seconds))
    if times is before and times[0]["said"].startswith("<"):  # who says it, in a log of IRC
        return False
    if len(times) < _FEWEST or seconds[0] >= _FIRST or not goes_on:
        return False
    return len(times) * (4 if times is alone else 2) >= len(head)


def read_captions(text: str, name: str, *, url: str | None = None, warnings: tuple[str, ...] = ()) -> Document:
    """The document in subtitles or a transcript. Raises InputError where nothing is said."""
    whole, marks = _written(list(_pieces(text)))
    if not any(map(str.isalpha, whole)):
        raise InputError(name, "nothing is said in these subtitles")
    words = len(whole.split())
    if len(re.findall(r"[.!?…](?=\s|$)", whole)) * _WORDS_A_MARK < words:
        doubt = "The transcript has no sentence marks: where a sentence ends, and who speaks, is not certain."
        warnings = (*warnings, doubt)
    return Document(text=whole, url=url, furniture=marks, warnings=warnings, language=language_of(whole))


def _pieces(text: str) -> Iterator[_Piece]:
    """What was said, piece by piece; a line that a screen shows twice comes once."""
    start, last, notes = "", "", False
    lines = text.lstrip("\ufeff").splitlines()
    for number, raw in enumerate(lines):
        line = raw.strip()
        if not line:
            notes = False
            continue
        if time := _CUE.match(line) or _ALONE.match(line):
            start = time["start"]
            notes = False
            continue
        if _NOTES.match(line) or notes:
            notes = True
            continue
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if _SPOKEN.match(line) or (line.isdigit() and _CUE.match(below)):
            continue
        if time := _BEFORE.match(line):
            start, line = time["start"], time["said"]
        line = " ".join(_TAGS.sub("", _VOICE.sub(r"\1: ", line)).split())
        if line and line != last and not _SOUND.fullmatch(line):
            last = line
            yield _Piece(start, line)


def _written(pieces: Sequence[_Piece]) -> tuple[str, tuple[Span, ...]]:
    """The pieces in paragraphs, each with its time before it, and where the times stand."""
    paragraphs: list[tuple[str, list[str]]] = []
    length = 0
    for piece in pieces:
        turn = _TURN.match(piece.said)
        said = piece.said[turn.end() :] if turn else piece.said
        full = length > _LONGEST or (length > _LONG and bool(_ENDS.search(paragraphs[-1][1][-1])))
        if not paragraphs or turn or full:
            paragraphs.append((piece.start, []))
            length = 0
        paragraphs[-1][1].append(said)
        length += len(said) + 1
    parts: list[str] = []
    marks: list[Span] = []
    at = 0
    for start, spoken in paragraphs:
        mark = f"[{re.sub('[.,].*', '', start)}]" if start else ""
        if mark:
            marks.append((at, at + len(mark)))
        paragraph = f"{mark}\n\n{' '.join(spoken)}" if mark else " ".join(spoken)
        parts.append(paragraph)
        at += len(paragraph) + 2
    return "\n\n".join(parts), tuple(marks)


def _seconds(time: str) -> int:
    seconds = 0
    for part in re.split(r"[.,]", time)[0].split(":"):
        seconds = seconds * 60 + int(part)
    return seconds
