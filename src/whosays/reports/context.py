"""A document's own words as they stand: spans with what is around them, cut where a sentence or a word ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from whosays.model import Span, Spans

_NEAR = 100  # characters between two spans that are shown as one stretch
_REACH = 110  # characters shown before and after
LONGEST = 420
_MOST = 3  # stretches
_SENTENCE = re.compile(r"[.!?…][\"”’»)]*(?:\s+|$)")
GAP = " … "


class Piece(NamedTuple):
    """Words, and whether they are what is shown (else what stands around it)."""

    words: str
    marked: bool


def in_context(
    text: str, paragraphs: Sequence[Span], spans: Iterable[Span], reach: int = _REACH, longest: int = LONGEST
) -> list[Piece]:
    """The spans inside the text around them, in order; what lies far between is left out, and so is what is too much.

    What is around them never goes beyond the ``paragraphs`` of the text (in order) in which they begin and end.
    Joined, the pieces are the text itself but for an ellipsis where something is left out. Spans outside the text are
    cut to it.
    """
    kept = _clipped(text, spans)
    stretches = [_widened(text, paragraphs, stretch, reach) for stretch in gathered(kept)]
    found: list[Piece] = []
    left = longest
    for index, (start, end) in enumerate(gathered(stretches, 0)):
        if index == _MOST or left <= 0:
            found.append(Piece(GAP.rstrip(), False))
            break
        if index or not _begins(text, paragraphs, start):
            found.append(Piece(GAP if index else GAP.lstrip(), False))
        stop = cut(text, start, end, left)
        found.extend(Piece(text[a:b], marked) for a, b, marked in pieces(start, stop, kept))
        left -= stop - start
        if stop < end:
            found.append(Piece(GAP.rstrip(), False))
            break
    else:
        if found and not _ends(text, paragraphs, end):
            found.append(Piece(GAP.rstrip(), False))
    return found


def gathered(spans: Iterable[Span], near: int = _NEAR) -> Iterator[Span]:
    """The spans in order, those that overlap or stand within ``near`` characters as one."""
    start = end = -1
    for s, e in sorted(spans):
        if end >= 0 and s - end <= near:
            end = max(end, e)
            continue
        if end >= 0:
            yield start, end
        start, end = s, e
    if end >= 0:
        yield start, end


def cut(text: str, start: int, end: int, longest: int) -> int:
    """Where a long stretch may stop: at a space before the limit, if there is one."""
    if end - start <= longest:
        return end
    space = text.rfind(" ", start + longest // 2, start + longest)
    return space if space > 0 else start + longest


def pieces(start: int, end: int, strong: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """The stretch from start to end in pieces, told apart by whether they stand in a strong span (in order)."""
    at = start
    for s, e in strong:
        s, e = max(s, at), min(e, end)
        if s < e:
            if at < s:
                yield at, s, False
            yield s, e, True
            at = e
    if at < end:
        yield at, end, False


def _clipped(text: str, spans: Iterable[Span]) -> Spans:
    inside = ((max(0, s), min(len(text), e)) for s, e in spans)
    return tuple(sorted((s, e) for s, e in inside if s < e))


def _widened(text: str, paragraphs: Sequence[Span], span: Span, reach: int) -> Span:
    """The span with the rest of its sentence on either side, as far as that is within reach; not beyond a paragraph."""
    start, end = span
    first, last = _around(paragraphs, start), _around(paragraphs, end - 1)
    low = max(start - reach, min(first[0], start) if first else start)
    high = min(end + reach, max(last[1], end) if last else end)
    before = [m.end() for m in _SENTENCE.finditer(text, low, start)]
    if before:
        low = before[-1]
    elif first is None or low > first[0]:
        space = text.find(" ", low, start)
        low = space + 1 if space >= 0 else start
    after = None if _ends(text, paragraphs, end) else _SENTENCE.search(text, end, high)
    if after or _ends(text, paragraphs, end):
        high = after.end() if after else end
    elif last is None or high < last[1]:
        space = text.rfind(" ", end, high)
        high = space if space >= 0 else end
    return low, end + len(text[end:high].rstrip())


def _around(paragraphs: Sequence[Span], offset: int) -> Span | None:
    """The paragraph an offset stands in."""
    index = bisect_right(paragraphs, offset, key=lambda span: span[0]) - 1
    return paragraphs[index] if index >= 0 and offset < paragraphs[index][1] else None


def _begins(text: str, paragraphs: Sequence[Span], start: int) -> bool:
    """True where a sentence or a paragraph begins at ``start``."""
    around = _around(paragraphs, start)
    return around is None or start <= around[0] or bool(_SENTENCE.search(text[max(0, start - 6) : start]))


def _ends(text: str, paragraphs: Sequence[Span], end: int) -> bool:
    """True where a sentence or a paragraph is over at ``end``."""
    around = _around(paragraphs, end - 1)
    return around is None or end >= around[1] or bool(re.search(r"[.!?…][\"”’»)]*$", text[max(0, end - 4) : end]))
