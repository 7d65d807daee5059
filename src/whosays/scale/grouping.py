"""Events among any number of documents: average linkage (UPGMA), as in ``whosays.matching.events``, over the pairs that
share one of their weightiest words.

Likeness, weights and threshold are those of a story; only which pairs are looked at differs, as all pairs of a million
documents cannot be. Two documents about one event share rare words: of the documents that have a word among their
weightiest, in the order of their days, each is compared with those that follow. What joins after that is compared
by the mean over all pairs of two groups, which is the product of their sums.
"""

from __future__ import annotations

import heapq
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from whosays.matching.events import THRESHOLD, WIDTH, Profile, rows, weights
from whosays.scale.blocks import together

WEIGHTIEST: Final = 16
FOLLOWING: Final = 20
"""With these, the events of 453 articles about 55 stories are the same as over all pairs (docs/scale.md)."""

_BATCH: Final = 512

Ints = npt.NDArray[np.int64]
Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The documents' rows of unit length, on the disk, and the weightiest words of each (as numbers)."""

    rows: Halves
    words: Ints


def weighed(order: Sequence[int], profiles: Callable[[], Iterable[Sequence[Profile]]], file: Path) -> Weighed:
    """The rows of documents, kept in a file. Their profiles are given some at a time, and twice, as it must be known
    first how many documents use a word; ``order`` has the place of each. Raises OSError."""
    count = len(order)
    spread: Counter[str] = Counter()
    for some in profiles():
        for profile in some:
            spread.update(profile.stems.keys())
    held: Any = np.memmap(file, dtype=np.float16, mode="w+", shape=(max(count, 1), WIDTH))
    words = np.zeros((count, WEIGHTIEST), dtype=np.int64)
    at = 0
    for some in profiles():
        places = order[at : at + len(some)]
        held[places] = rows(some, spread, count)
        rare = weights({stem for profile in some for stem in profile.stems}, spread, count)
        for place, profile in zip(places, some, strict=True):
            words[place] = _weightiest(profile, rare)
        at += len(some)
    return Weighed(held, words)


def _weightiest(profile: Profile, rare: dict[str, float]) -> Ints:
    stems = profile.stems
    first = sorted(stems, key=lambda stem: (-(1 + np.log(stems[stem])) * rare[stem], stem))[:WEIGHTIEST]
    found = np.full(WEIGHTIEST, -1, dtype=np.int64)
    for place, stem in enumerate(first):
        code = stem.encode("utf-8", "surrogatepass")
        found[place] = zlib.crc32(code) << 31 | zlib.adler32(code) >> 1
    return found


def events(given: Weighed, copies: Iterable[tuple[int, int]] = ()) -> list[list[int]]:
    """The documents' places, event by event. ``copies`` are pairs that belong together. The same for the same
    documents in the same order."""
    joined = together(chain(copies, *(_joined(given.rows, part) for part in _parts(_alike(given)))))
    found: dict[int, list[int]] = {}
    for place in range(len(given.words)):
        found.setdefault(joined.get(place, place), []).append(place)
    return list(found.values())


def _parts(pairs: Ints) -> Iterator[list[tuple[int, int]]]:
    """Pairs, those that hang together at a time."""
    first = together((one, other) for one, other in pairs.tolist())
    of = np.array([first[one] for one in pairs[:, 0].tolist()], dtype=np.int64)
    order = np.argsort(of, kind="stable")
    for part in np.split(pairs[order], np.flatnonzero(np.diff(of[order])) + 1):
        yield [(one, other) for one, other in part.tolist()]


def _alike(given: Weighed) -> Ints:
    """The pairs that share a word and are alike enough, each once, in order."""
    count = len(given.words)
    words = given.words.ravel()
    places = np.repeat(np.arange(count, dtype=np.int64), WEIGHTIEST)[words >= 0]
    words = words[words >= 0]
    order = np.lexsort((places, words))
    words, places = words[order], places[order]
    shared = [np.zeros(0, dtype=np.int64)]
    for step in range(1, FOLLOWING + 1):
        same = words[step:] == words[:-step]
        shared.append(np.unique(places[:-step][same] * count + places[step:][same]))
    codes = np.unique(np.concatenate(shared))
    kept = [np.zeros((0, 2), dtype=np.int64)]
    for start in range(0, len(codes), _BATCH):
        one, other = np.divmod(codes[start : start + _BATCH], count)
        left, right = given.rows[one].astype(np.float32), given.rows[other].astype(np.float32)
        enough = np.einsum("ij,ij->i", left, right) >= THRESHOLD
        kept.append(np.stack([one[enough], other[enough]], axis=1))
    return np.concatenate(kept)


def _joined(rows: Halves, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Average linkage over some pairs: which documents come together, as pairs of one of each group."""
    if not pairs:
        return
    near: dict[int, set[int]] = {}
    for one, other in pairs:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    sums = {place: rows[place].astype(np.float64) for place in near}
    sizes = dict.fromkeys(near, 1)
    first = {place: place for place in near}  # a document of each group
    queue: list[tuple[float, int, int]] = []

    def queued(one: int, other: int) -> None:
        mean = float(sums[one] @ sums[other]) / (sizes[one] * sizes[other])
        if mean >= THRESHOLD:
            heapq.heappush(queue, (-mean, min(one, other), max(one, other)))

    for one, other in pairs:
        queued(one, other)
    name = max(near)
    while queue:
        _, one, other = heapq.heappop(queue)
        if one not in sums or other not in sums:  # it has become another
            continue
        yield first[one], first[other]
        name += 1
        sums[name], sizes[name] = sums.pop(one) + sums.pop(other), sizes.pop(one) + sizes.pop(other)
        first[name] = min(first[one], first[other])
        near[name] = (near.pop(one) | near.pop(other)) - {one, other}
        for neighbour in sorted(near[name]):
            near[neighbour] -= {one, other}
            near[neighbour].add(name)
            queued(neighbour, name)
