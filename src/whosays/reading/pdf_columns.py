"""The columns of a page of a PDF: which pieces of text stand beside each other, read one column after the other.

A file may draw a newspaper's page line by line across its columns; read in that order two articles become one. Only a
page whose pieces are lines of prose, several of which begin at one place beside others, is put in order. What cannot be
told so (words set one by one, tables) stays as the file has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_ALIKE = 3.0  # points in which two edges are one
_APART = 80.0  # points between the edges of two columns
_FEWEST_ROWS = 4
_FEWEST_WORDS = 4  # in the middle, of a piece of prose
_WIDE = 0.45  # of a letter, in its height
_LARGER = 1.15
_PARTED = 1.6  # times the usual distance of lines
_MOST_PIECES = 20_000
_FAR = 100_000.0  # points, beyond any page


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text as it is drawn: from where, how high its letters are."""

    x: float
    y: float
    size: float
    text: str


def piece(text: str, cm: Sequence[float], tm: Sequence[float], size: float) -> Piece | None:
    """A piece of text as pypdf gives it to whoever looks on; none where there is none."""
    words = " ".join(text.split())
    if not words:
        return None
    try:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height = abs(size * tm[3] * cm[3])
    except (TypeError, IndexError, OverflowError):  # a damaged page
        return None
    return Piece(x, y, height, words) if all(-_FAR < one < _FAR for one in (x, y, height)) else None


def in_order(pieces: Sequence[Piece]) -> str | None:
    """The text of a page column by column, a blank line where a paragraph ends; none where it shows no columns."""
    if not 2 * _FEWEST_ROWS <= len(pieces) <= _MOST_PIECES:
        return None
    edges = _edges(pieces)
    if len(edges) < 2 or median(len(one.text.split()) for one in pieces) < _FEWEST_WORDS:
        return None
    rows: dict[int, list[Piece]] = defaultdict(list)
    for one in pieces:
        rows[round(one.y)].append(one)
    parts: list[str] = []
    band: list[Piece] = []
    for y in sorted(rows, reverse=True):
        across = [one for one in rows[y] if _column(one, edges) + 1 < len(edges) and _crosses(one, rows[y], edges)]
        if across:
            parts += _columns(band, edges)
            band = []
            parts.append(" ".join(one.text for one in sorted(rows[y], key=lambda one: one.x)))
        else:
            band += rows[y]
    return _joined([*parts, *_columns(band, edges)])


def _edges(pieces: Sequence[Piece]) -> list[float]:
    """Where columns begin: places at which rows begin that have another piece far to the left or right of them."""
    rows: dict[int, list[float]] = defaultdict(list)
    for one in pieces:
        rows[round(one.y)].append(one.x)
    beginning: dict[int, int] = defaultdict(int)
    for starts in rows.values():
        if max(starts) - min(starts) >= _APART:
            for place in {round(x / _ALIKE) for x in starts}:
                beginning[place] += 1
    edges: list[float] = []
    for place in sorted(beginning):
        often = beginning[place] + beginning.get(place + 1, 0)
        if often >= _FEWEST_ROWS and (not edges or place * _ALIKE - edges[-1] >= _APART):
            edges.append(place * _ALIKE)
    return edges


def _column(one: Piece, edges: Sequence[float]) -> int:
    return max((number for number, edge in enumerate(edges) if edge <= one.x + 2 * _ALIKE), default=0)


def _crosses(one: Piece, row: Sequence[Piece], edges: Sequence[float]) -> bool:
    """True for a line that reaches into the next column, as a headline over both does."""
    following = edges[_column(one, edges) + 1]
    beside = any(other is not one and other.x >= following - 2 * _ALIKE for other in row)
    return not beside and one.x + len(one.text) * one.size * _WIDE > following + one.size


def _columns(band: Sequence[Piece], edges: Sequence[float]) -> list[str]:
    """The text of each column of a part of a page, a blank line before and behind what is larger and at a gap."""
    texts = []
    for number in range(len(edges)):
        own = [one for one in band if _column(one, edges) == number]
        own.sort(key=lambda one: (-round(one.y), one.x))
        if not own:
            continue
        gaps = [a.y - b.y for a, b in pairwise(own) if a.y - b.y > 1]
        usual = median(gaps) if gaps else 0.0
        text = own[0].text
        for above, below in pairwise(own):
            gap = above.y - below.y
            larger = max(above.size, below.size) > _LARGER * min(above.size, below.size)
            text += " " if gap <= 1 else "\n\n" if larger or gap > _PARTED * usual else "\n"
            text += below.text
        texts.append(text)
    return texts


def _joined(parts: Sequence[str]) -> str:
    """The parts one behind the other: a sentence that goes on in the next column is not cut."""
    text = ""
    for part in parts:
        goes_on = bool(text) and text[-1] not in ".!?:…\"'”’»)" and part[:1].islower()
        text += ("\n" if goes_on else "\n\n") * bool(text) + part
    return text
