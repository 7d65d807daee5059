"""Words of a document with their offsets, and hashes of runs of words: what every comparison here works on."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from whosays.model import Span, Spans
from whosays.text import cut

Hashes = npt.NDArray[np.uint64]

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_APOSTROPHES = str.maketrans("’ʼ", "''")
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in lower case, where each stands, and a hash of each."""

    low: tuple[str, ...]
    spans: Spans
    hashes: Hashes

    def grams(self, size: int) -> Hashes:
        """A hash of each run of ``size`` words, by where it begins; empty where there are fewer words."""
        count = len(self.low) - size + 1
        if count <= 0:
            return np.zeros(0, dtype=np.uint64)
        result = np.zeros(count, dtype=np.uint64)
        with np.errstate(over="ignore"):
            for place in range(size):
                result = (result ^ self.hashes[place : place + count]) * _MIX
                result ^= result >> np.uint64(29)
        return result


def words(text: str, within: Sequence[Span] | None = None) -> Words:
    """The words at the given spans (the whole text without them), by position."""
    low: list[str] = []
    spans: list[Span] = []
    for start, end in within if within is not None else [(0, len(text))]:
        for match in _WORD.finditer(text, start, end):
            low.append(match.group().lower().translate(_APOSTROPHES))
            spans.append(match.span())
    known: dict[str, int] = {}
    for word in low:
        if word not in known:
            body = word.encode("utf-8", "surrogatepass")
            known[word] = zlib.crc32(body) << 32 | zlib.adler32(body)
    return Words(tuple(low), tuple(spans), np.array([known[word] for word in low], dtype=np.uint64))


@lru_cache(maxsize=256)
def body_words(text: str, furniture: Spans) -> Words:
    """The words of a document without its furniture, kept for the newest: they are asked for by every comparison."""
    return words(text, cut(text, furniture).paragraphs)


def runs(covered: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Where a row of truth values is true: first and behind the last, run by run."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], covered.astype(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
