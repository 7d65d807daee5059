"""What the heads learn from: texts with their answers, what those answer, and the claims an article is about.

Three kinds: invented passages (``tests/answers``), invented articles (``data/articles.jsonl``) and articles of
PolNeAR's training part read for this (``data/polnear.jsonl``, places only). A text is seen as pieces in
overlapping windows, each sentence read in the window in which it is most central.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from whosays.attribution.engine import OVERLAP, WINDOW
from whosays.attribution.pieces import Pieces, pieces, window_spans
from whosays.model import Response
from whosays.text import paragraphs, sentences

Span = tuple[int, int]

NONE = 0  # the place of "no answer" among ``KINDS``
DATA = Path(__file__).with_name("data")
FIRST = DATA / "polnear.jsonl"  # what the heads that ship learned from, but for every seventh
LATER = DATA / "second.jsonl", DATA / "unlearned.jsonl"  # read since: no heads that ship have learned from them
ASIDE = 7  # every so many news articles one is kept aside


@dataclass(frozen=True)
class Answer:
    """Somebody answers at ``span`` with one of ``kinds``, the best first, what is told at ``targets``."""

    span: Span
    kinds: tuple[Response, ...]
    targets: tuple[Span, ...]


@dataclass(frozen=True)
class Told:
    """A text with all its answers; ``claims``, the main ones with each place where they are told, None where unread."""

    name: str
    sort: str  # passage, article, news
    text: str
    answers: tuple[Answer, ...]
    claims: tuple[tuple[Span, ...], ...] | None


@dataclass(frozen=True)
class Cut:
    """A text as the reader sees it.

    ``windows`` [(begin, end)] in pieces; ``sentences`` in code points; ``rows`` the window of each sentence, ``places``
    its pieces there as (first, last), counted with the piece that opens the window.
    """

    pieces: Pieces
    windows: list[Span]
    sentences: list[Span]
    rows: list[int]
    places: list[Span]


def read_passages(folder: Path) -> Iterator[Told]:
    """The passages of a folder of TOML files, named by their file."""
    for file, number, raw in _rows(folder):
        text = raw["text"]
        answers = []
        for one in raw["answers"]:
            span = _find(text, one["words"])
            claim = one.get("claim")
            targets = (_find(text, claim),) if claim else ()
            answers.append(Answer(span, tuple(Response(value) for value in one["response"]), targets))
        yield Told(f"{file}/{number}", "passage", text, tuple(answers), None)


def _rows(folder: Path) -> Iterator[tuple[str, int, dict]]:
    import tomllib

    for path in sorted(folder.glob("*.toml")):
        for number, raw in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["passage"]):
            yield path.stem, number, raw


def _find(text: str, words: str) -> Span:
    at = text.index(words)
    return at, at + len(words)


def read_articles(file: Path = DATA / "articles.jsonl") -> Iterator[Told]:
    """The invented articles."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        yield _told(f"article-{number}", "article", row["text"], row)


def read_news(corpus: Path, *files: Path) -> Iterator[Told]:
    """The articles of PolNeAR's training part in ``corpus`` that were read: those of ``files``, or of ``FIRST``.

    ``ValueError`` where a text is not the one that was read.
    """
    lines = (line for file in files or (FIRST,) for line in file.read_text(encoding="utf-8").splitlines())
    for row in map(json.loads, lines):
        text = (corpus / "text" / f"{row['article']}.txt").read_text(encoding="utf-8")
        if not hashlib.sha256(text.encode()).hexdigest().startswith(row["sha256"]):
            raise ValueError(f"{row['article']}: not the text that was read")
        yield _told(row["article"], "news", text, row)


def _told(name: str, sort: str, text: str, row: dict) -> Told:
    claims = tuple(tuple((s, e) for s, e in claim["spans"]) for claim in row["claims"])
    answers = []
    for one in row["answers"]:
        targets = [span for n in one["to"] if 0 < n <= len(claims) for span in claims[n - 1]]
        if one["target"]:
            targets.append(tuple(one["target"]))
        answers.append(Answer(tuple(one["span"]), (Response(one["type"]),), tuple(targets)))
    return Told(name, sort, text, tuple(answers), claims)


def is_aside(told: Told, files: Sequence[str] = ()) -> bool:
    """True for what is only measured on; of passages those of ``files``."""
    if told.sort == "passage":
        return told.name.split("/")[0] in files
    return told.sort == "news" and int.from_bytes(told.name.encode()[-4:], "big") % ASIDE == 0


def cut(text: str, tokenizer, separator: int) -> Cut:
    """A text as the reader sees it; sentences without a piece are left out."""
    blocks = paragraphs(text)
    found = pieces(text, blocks, tokenizer, separator)
    windows = window_spans(len(found), WINDOW, OVERLAP)
    edges = [0, *((end + begin) // 2 for (_, end), (begin, _) in pairwise(windows)), len(found)]
    spans, rows, places = [], [], []
    for start, end in sentences(text, blocks):
        inside = np.nonzero((found.starts < end) & (found.ends > start) & (found.ends > found.starts))[0]
        if not len(inside):
            continue
        first, last = int(inside[0]), int(inside[-1])
        middle = (first + last) // 2
        row = min(int(np.searchsorted(edges, middle, "right")) - 1, len(windows) - 1)
        begin, behind = windows[row]
        first, last = max(first, begin), min(last, behind - 1)
        spans.append((start, end))
        rows.append(row)
        places.append((first - begin + 1, last - begin + 1))
    return Cut(found, windows, spans, rows, places)


def touched(span: Span, sentences: Sequence[Span]) -> list[int]:
    """The sentences of which the span covers the most, and those it covers by half or more."""
    covers = [max(0, min(span[1], e) - max(span[0], s)) for s, e in sentences]
    if not covers or not max(covers):
        return []
    most = max(covers)
    return [
        i for i, ((s, e), c) in enumerate(zip(sentences, covers, strict=True)) if c and (c == most or 2 * c >= e - s)
    ]
