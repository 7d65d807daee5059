"""Pictures of posts: a screenshot (PNG, JPEG) becomes a post with its account, time and words.

The words are recognised by the system's Tesseract, which is called as a program of its own with limits. They are never
certain: the document bears how sure the recognition is of them, and a picture shows what somebody made it show.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from whosays.errors import InputError
from whosays.model import Document
from whosays.reading.composing import post
from whosays.reading.items import Given, Item
from whosays.reading.onscreen import AROUND, LONGEST_NAME, account, is_button, time

PROGRAM = "tesseract"
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_MAX_BYTES = 40_000_000
_MAX_PIXELS = 60_000_000
_SECONDS = 60
_MEMORY = 2_000_000_000
_KILLED = (-9, -24)  # by SIGKILL or SIGXCPU
_MAX_OUTPUT = 20_000_000
_LEAST_SURE = 0.3  # a word of which the recognition is less sure is noise of the picture
_DOUBTFUL = 0.7
_SURE_ENOUGH = 0.55  # on average; under it no word can be relied on
_MOST_SURE = 0.95  # whatever the recognition says of itself
_FEWEST_WORDS = 2
_SHOWN = 8
_WIDER = 0.5  # of a line's height by which a gap is wider than usual where a paragraph begins


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was recognised: how sure that is (0 to 1), and the line it stands in."""

    text: str
    sure: float
    line: tuple[int, int, int]
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line of a picture, and where it stands."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words, single spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def top(self) -> int:
        """The upper edge, in dots."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> int:
        """The lower edge, in dots."""
        return max(word.top + word.height for word in self.words)


def recognises(given: Given) -> bool:
    """True for a PNG or JPEG."""
    return given.head.startswith((_PNG, _JPEG))


def items(given: Given) -> Iterator[Item]:
    """The one post of a picture. Raises InputError where Tesseract is not there, or nothing can be read."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise InputError(
            given.name,
            "it is a picture, and reading its words needs Tesseract, which is not installed (Debian: apt-get install"
            " tesseract-ocr); or give the text itself",
        )
    content = given.file.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        raise InputError(given.name, f"the picture is larger than {_MAX_BYTES // 1_000_000} MB")
    width, height = size_of(content, given.name)
    if width * height > _MAX_PIXELS:
        raise InputError(given.name, f"the picture has more than {_MAX_PIXELS // 1_000_000} million dots")
    yield Item(given.name, posted(words_of(_recognised(program, content, given.name)), given.name, given.url))


def size_of(content: bytes, name: str) -> tuple[int, int]:
    """Width and height of a PNG or JPEG, as its header has them. Raises InputError."""
    if content.startswith(_PNG) and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    at = 2
    while content.startswith(_JPEG) and at + 9 <= len(content) and content[at] == 0xFF:
        kind = content[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 1 if kind == 0xFF else 2 + max(2, int.from_bytes(content[at + 2 : at + 4], "big"))
    raise InputError(name, "the picture is damaged: its size cannot be read")


def _recognised(program: str, content: bytes, name: str) -> str:
    """What Tesseract says of a picture: a table, a row a word. Raises InputError."""
    command = [program, "stdin", "stdout", "-l", "eng", "--psm", "4", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    pipe = subprocess.PIPE
    try:
        # the program that the system's path names, with our own arguments
        running = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)  # noqa: S603
    except OSError as error:
        raise InputError(name, f"Tesseract could not be started ({error.strerror or error})") from None
    with running:
        _bound(running.pid)
        try:
            output, said = running.communicate(content, timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            running.kill()
            raise InputError(name, f"recognising the words of the picture took more than {_SECONDS} seconds") from None
    if running.returncode in _KILLED:
        raise InputError(name, "recognising the words of the picture took more time or memory than one may have")
    if running.returncode or len(output) > _MAX_OUTPUT:
        cause = " ".join(said.decode("utf-8", "replace").split())[:150] or f"status {running.returncode}"
        raise InputError(name, f"Tesseract could not read the picture ({cause})")
    return output.decode("utf-8", "replace")


def _bound(process: int) -> None:
    """Let a process have no more memory and CPU time than a picture needs, where the system can be told so."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    for which, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS)):
        with suppress(OSError, ValueError):
            soft, hard = resource.prlimit(process, which)
            resource.prlimit(process, which, (most if soft < 0 else min(soft, most), hard))


def words_of(table: str) -> list[Word]:
    """The words of Tesseract's table, those left out of which it is hardly sure."""
    found = []
    for row in csv.DictReader(io.StringIO(table, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE):
        try:
            sure, level = float(row["conf"]) / 100, int(row["level"])
            line = int(row["block_num"]), int(row["par_num"]), int(row["line_num"])
            top, height = int(row["top"]), int(row["height"])
        except (KeyError, TypeError, ValueError):
            continue
        text = (row.get("text") or "").strip()
        if level == 5 and text and sure >= _LEAST_SURE:
            found.append(Word(text, min(sure, 1.0), line, top, height))
    return found


def posted(words: Sequence[Word], name: str, url: str | None = None) -> Document:
    """The post in the words of a picture. Raises InputError where there are too few, or none to be relied on."""
    lines = [Line(tuple(some)) for _, some in groupby(words, key=lambda word: word.line)]
    lines.sort(key=lambda line: line.top)
    if len(words) < _FEWEST_WORDS or _sure(lines) < _SURE_ENOUGH:
        raise InputError(name, "no words could be recognised in the picture with any certainty")
    head = _head(lines)
    body, published = _body(lines[head.lines :])
    if not body:
        raise InputError(name, "the picture shows no words of a post beside its account and buttons")
    doubts = _doubts(body, head, published)
    made = post(
        _paragraphs(body), url=url, author=head.author, account=head.account, published=published, warnings=doubts
    )
    return replace(made, recognised=round(min(_MOST_SURE, _sure(body)), 2))


@dataclass(frozen=True, slots=True)
class _Head:
    """Who posted, as the picture says, and how many of its lines are over the post's own words."""

    author: str | None = None
    account: str | None = None
    lines: int = 0


def _head(lines: Sequence[Line]) -> _Head:
    for number, line in enumerate(lines):
        found = account(line.text)
        if found is None:
            continue
        name = found.name
        above = lines[number - 1].text.strip(AROUND) if number else ""
        if not name and above and len(above.split()) <= LONGEST_NAME and not is_button(above):
            name = above
        return _Head(name or None, found.handle, number + 1)
    return _Head()


def _body(lines: Sequence[Line]) -> tuple[list[Line], str | None]:
    """The lines with a post's own words, and its time: up to the line with the time, or to the next post."""
    found: list[Line] = []
    for line in lines:
        text = line.text.strip(AROUND)
        posted_at = time(line.text)
        if posted_at is not None:
            return found, posted_at
        if found and account(line.text) is not None:
            return found, None
        if text and not is_button(text):
            found.append(line)
    return found, None


def _sure(lines: Sequence[Line]) -> float:
    """How sure the recognition is of the words of lines, on average."""
    sure = [word.sure for line in lines for word in line.words]
    return sum(sure) / len(sure) if sure else 0.0


def _paragraphs(lines: Sequence[Line]) -> str:
    """The lines of a post as text: a gap that is clearly wider than usual begins a paragraph."""
    gaps = [below.top - above.bottom for above, below in pairwise(lines)]
    usual = median(gaps) if gaps else 0
    tall = median(line.bottom - line.top for line in lines)
    parts = [lines[0].text]
    for gap, line in zip(gaps, lines[1:], strict=True):
        parts.append(("\n\n" if gap > usual + tall * _WIDER else " ") + line.text)
    return "".join(parts)


def _doubts(body: Sequence[Line], head: _Head, published: str | None) -> tuple[str, ...]:
    """What the user has to know of a text that was read from a picture."""
    doubtful = list(dict.fromkeys(word.text for line in body for word in line.words if word.sure < _DOUBTFUL))
    count = sum(len(line.words) for line in body)
    of = f"; least sure: {', '.join(f'“{text}”' for text in doubtful[:_SHOWN])}" if doubtful else ""
    found = [
        f"The {count} words were recognised in a picture and may be misread{of}. Compare them with it.",
        "A picture shows what somebody made it show: nobody vouches for its account, time and words.",
    ]
    missing = [what for what, there in (("account", head.account), ("time", published)) if not there]
    if missing:
        found.append(f"No {' and no '.join(missing)} could be made out in the picture.")
    return tuple(found)
