"""Copies and near-copies: documents that print the same runs of words, and which part of each is shared.

Every run of five words (Broder 1997's shingles) is looked up exactly, by hash, instead of estimated by MinHash: an
estimate of the Jaccard index misses a short wire report inside a long article, which is what containment is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from whosays.matching.word_runs import Hashes, Words, runs
from whosays.model import Spans

SIZE = 5
CONTAINMENT = 0.5  # share of the shorter one's runs that the other has too
FEWEST = 3  # runs in common, which is seven words in a row: fewer prove nothing
_LAG = 64  # in how many documents before it a run of words is looked up
_BLOCK = 4_000_000
_LARGEST = 400  # documents among which every pair is looked at


@dataclass(frozen=True, slots=True)
class NearCopy:
    """Two documents by their index, ``first < second``, the share of the shorter one that both print, and where.

    ``new_first`` and ``new_second`` tell how many words stand in one only. ``confidence`` is that one text was made
    from the other or both from a third.
    """

    first: int
    second: int
    containment: float
    shared_first: Spans
    shared_second: Spans
    new_first: int
    new_second: int

    @property
    def confidence(self) -> float:
        return min(0.99, 0.5 + 0.5 * self.containment)

    @property
    def reason(self) -> str:
        return f"{self.containment:.0%} of the shorter text stands word for word in both"


def near_copies(documents: Sequence[Words], containment: float = CONTAINMENT) -> list[NearCopy]:
    """The pairs of documents that share so much, by position; time grows with the words, not with the pairs."""
    grams = [np.unique(document.grams(SIZE)) for document in documents]
    found = []
    for first, second in _pairs(grams, containment):
        found.append(_aligned(first, second, documents, grams))
    return found


def shared_grams(grams: Sequence[Hashes]) -> dict[tuple[int, int], int]:
    """For pairs of rows how many hashes they have in common. A row's hashes are looked up in the 64 rows before it
    that have them.
    """
    lengths = [len(g) for g in grams]
    if not sum(lengths):
        return {}
    every = np.concatenate(list(grams))
    owner = np.repeat(np.arange(len(grams), dtype=np.int64), lengths)
    order = np.argsort(every, kind="stable")
    every, owner = every[order], owner[order]
    alone = np.concatenate(([True], every[1:] != every[:-1]))
    keep = ~(alone & np.concatenate((alone[1:], [True])))
    every, owner = every[keep], owner[keep]
    counts: dict[int, int] = {}
    pending: list[npt.NDArray[np.int64]] = []
    size = 0
    for lag in range(1, _LAG + 1):
        same = np.flatnonzero(every[lag:] == every[:-lag])
        if not len(same):
            break
        pending.append(owner[same] * len(grams) + owner[same + lag])
        size += len(same)
        if size > _BLOCK:
            _count(pending, counts)
            pending, size = [], 0
    _count(pending, counts)
    return {divmod(code, len(grams)): count for code, count in sorted(counts.items())}


def _count(pending: list[npt.NDArray[np.int64]], counts: dict[int, int]) -> None:
    if pending:
        codes, times = np.unique(np.concatenate(pending), return_counts=True)
        for code, count in zip(codes.tolist(), times.tolist(), strict=True):
            counts[code] = counts.get(code, 0) + count


def _pairs(grams: Sequence[Hashes], containment: float) -> list[tuple[int, int]]:
    found = set()
    for (first, second), count in shared_grams(grams).items():
        if count >= max(FEWEST, containment * min(len(grams[first]), len(grams[second]))):
            found.add((first, second))
    return sorted(found | _completed(found, grams, containment))


def _completed(found: set[tuple[int, int]], grams: Sequence[Hashes], containment: float) -> set[tuple[int, int]]:
    """Pairs further apart than the look-up reaches, among documents that copies already bring together."""
    more: set[tuple[int, int]] = set()
    for group in components(len(grams), found):
        if not _LAG < len(group) <= _LARGEST:
            continue
        for at, first in enumerate(group):
            for second in group[at + 1 :]:
                if (first, second) not in found:
                    common = len(np.intersect1d(grams[first], grams[second], assume_unique=True))
                    if common >= max(FEWEST, containment * min(len(grams[first]), len(grams[second]))):
                        more.add((first, second))
    return more


def components(count: int, pairs: set[tuple[int, int]]) -> list[list[int]]:
    """The sets of indices that pairs connect, each sorted, by their first."""
    parent = list(range(count))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for first, second in pairs:
        low, high = sorted((root(first), root(second)))
        parent[high] = low
    groups: dict[int, list[int]] = {}
    for index in range(count):
        groups.setdefault(root(index), []).append(index)
    return list(groups.values())


def _aligned(first: int, second: int, documents: Sequence[Words], grams: Sequence[Hashes]) -> NearCopy:
    common = np.intersect1d(grams[first], grams[second], assume_unique=True)
    shorter = min(len(grams[first]), len(grams[second]))
    left, new_left = _covered(documents[first], common)
    right, new_right = _covered(documents[second], common)
    return NearCopy(first, second, len(common) / shorter, left, right, new_left, new_right)


def _covered(document: Words, common: Hashes) -> tuple[Spans, int]:
    """Where a document has the common runs, and how many of its words stand in none."""
    at = np.flatnonzero(np.isin(document.grams(SIZE), common))
    covered = np.zeros(len(document.low), dtype=np.bool_)
    for place in range(SIZE):
        covered[at + place] = True
    spans = tuple((document.spans[start][0], document.spans[end - 1][1]) for start, end in runs(covered))
    return spans, int((~covered).sum())
