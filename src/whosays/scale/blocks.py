"""Which documents are told together: near-copies by MinHash LSH, then days, so that an event stands in one block.

A block is a year, a month or a day of documents, the longest that holds no more than ``MOST``; near-copies count as of
the day of the first of them. A day with more is parted by what its documents begin with. Blocks depend on nothing but
the documents, whoever works on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from whosays.scale.layout import key

MOST: Final = 1_000
"""Documents of a block, at most; a group of near-copies is never parted."""

BANDS: Final = 16
ROWS: Final = 4
"""Signatures have 64 hashes in 16 bands of 4: half of all pairs that share half of their words in runs of five are
found, nine tenths of those that share two thirds (Leskovec, Rajaraman & Ullman, chapter 3)."""

_PREFIXES: Final = (4, 7, 10)  # of a date: its year, month, day
_SEEDS: Final = 4  # for each block that a day must be parted into

Openings = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Gives, of some documents by id, vectors of length 1 of how they begin."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document as far as blocks ask: its id, the chunk that has its trace, its day."""

    document: str
    unit: str
    day: str


@dataclass(frozen=True, slots=True)
class Block:
    """Documents whose story is told together; its name is made of their ids."""

    name: str
    members: tuple[Member, ...]

    def by_unit(self) -> dict[str, list[str]]:
        """The ids of its documents, by the chunk that has their traces."""
        found: dict[str, list[str]] = {}
        for member in self.members:
            found.setdefault(member.unit, []).append(member.document)
        return found


def together(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of every document in a pair, the first (by id) of all those that pairs bring together."""
    above: dict[str, str] = {}

    def root(one: str) -> str:
        while (up := above.setdefault(one, one)) != one:
            above[one] = above[up]
            one = up
        return one

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        above[high] = low
    return {one: root(one) for one in list(above)}


def blocks(members: Iterable[Member], groups: Mapping[str, str], openings: Openings, most: int = MOST) -> list[Block]:
    """The blocks of some documents. ``groups`` names, of each near-copy, its group; ``openings``
    is asked only where a day has to be parted."""
    by_group: dict[str, list[Member]] = {}
    for member in sorted(members, key=lambda member: member.document):
        by_group.setdefault(groups.get(member.document, member.document), []).append(member)
    dated = sorted((min(m.day for m in group), name) for name, group in by_group.items())
    parts = _parted([(day, by_group[name]) for day, name in dated], _PREFIXES, openings, most)
    return [Block(key(*(m.document for m in part)), tuple(part)) for part in parts]


Dated = tuple[str, list[Member]]


def _parted(groups: list[Dated], prefixes: Sequence[int], openings: Openings, most: int) -> Iterator[list[Member]]:
    if sum(len(members) for _, members in groups) <= most:
        if groups:
            yield sorted((m for _, members in groups for m in members), key=lambda m: m.document)
        return
    if not prefixes:
        yield from _by_opening(groups, openings, most)
        return
    by_prefix: dict[str, list[Dated]] = {}
    for day, members in groups:
        by_prefix.setdefault(day[: prefixes[0]], []).append((day, members))
    for prefix in sorted(by_prefix):
        yield from _parted(by_prefix[prefix], prefixes[1:], openings, most)


def _by_opening(groups: list[Dated], openings: Openings, most: int) -> Iterator[list[Member]]:
    """One day's documents, each with the seed that begins most like it; seeds are the first by the hash of their text;
    those of little following share a block."""
    size = sum(len(members) for _, members in groups)
    seeds = min(len(groups), _SEEDS * -(-size // most))
    rows = openings([members[0].document for _, members in groups])
    nearest = (rows @ rows[:seeds].T).argmax(axis=1)
    block: list[Member] = []
    for seed in range(seeds):
        mine = [m for at in np.flatnonzero(nearest == seed).tolist() for m in groups[at][1]]
        if block and len(block) + len(mine) > most:
            yield sorted(block, key=lambda m: m.document)
            block = []
        block += mine
        while len(block) > 2 * most:  # one seed has far too many: by id, as nothing else parts them
            yield sorted(block[:most], key=lambda m: m.document)
            block = block[most:]
    if block:
        yield sorted(block, key=lambda m: m.document)
