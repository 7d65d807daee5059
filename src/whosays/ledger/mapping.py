"""Which claim of the ledger a claim of a new story is: the one whose places it shares, so that numbers never change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whosays.ledger.claim_parts import Spot
from whosays.likeness import conflict, features
from whosays.model import Span

_OVERLAP = 0.5  # of the shorter of two places
_ALIKE = 0.6  # of the stems of two texts' claims


@dataclass(frozen=True, slots=True)
class Mapped:
    """For each claim of a story the ledger's number, or none where it is new; claims that were parted from another one
    (by index: the number of the other); claims of the ledger that became part of another; and those nobody makes."""

    numbers: tuple[int | None, ...]
    parted: Mapping[int, int]
    merged: Mapping[int, int]
    gone: tuple[int, ...]


def mapped(
    found: Sequence[Sequence[Spot]], held: Mapping[int, Sequence[Spot]], superseded: Mapping[int, int]
) -> Mapped:
    """Map claims by the places they share. ``found`` are the places of each claim of a story, ``held`` those of each
    claim of the ledger; ``superseded`` has the newer version of each text that has one."""
    at: dict[int, list[tuple[Spot, int]]] = {}
    for number, spots in held.items():
        for spot in spots:
            at.setdefault(superseded.get(spot.version, spot.version), []).append((spot, number))
    shares = [Counter(n for spot in spots for n in _numbers(spot, at.get(spot.version, ()))) for spots in found]
    pairs = sorted((-count, number, index) for index, share in enumerate(shares) for number, count in share.items())
    numbers: list[int | None] = [None] * len(found)
    taken: dict[int, int] = {}
    for _, number, index in pairs:
        if numbers[index] is None and number not in taken:
            numbers[index], taken[number] = number, index
    parted = {i: _largest(share) for i, share in enumerate(shares) if numbers[i] is None and share}
    merged, gone = {}, []
    for number in held:
        if number not in taken:
            holders = [(share[number], i) for i, share in enumerate(shares) if share[number]]
            into = numbers[max(holders, key=lambda pair: (pair[0], -pair[1]))[1]] if holders else None
            if into is None:
                gone.append(number)
            else:
                merged[number] = into
    return Mapped(tuple(numbers), parted, merged, tuple(gone))


def _largest(share: Counter[int]) -> int:
    return min(share, key=lambda number: (-share[number], number))


def _numbers(spot: Spot, known: Sequence[tuple[Spot, int]]) -> set[int]:
    """The claims that are made at a spot: where its very words are known, theirs only."""
    exact = {number for other, number in known if other.version == spot.version and other.spans == spot.spans}
    return exact or {number for other, number in known if same_place(spot, other)}


def same_place(one: Spot, two: Spot) -> bool:
    """True where both are the same place: overlapping words of one text, or the same claim in two texts of a document,
    in much the same words and with nothing in them that contradicts."""
    if one.version == two.version:
        return _overlapping(one.spans[:1], two.spans[:1])
    left, right = features(one.text), features(two.text)
    common = set(left.stems) & set(right.stems)
    return len(common) >= _ALIKE * len({*left.stems, *right.stems}) and conflict(left, right) is None


def _overlapping(one: Sequence[Span], two: Sequence[Span]) -> bool:
    return any(
        min(e, other_e) - max(s, other_s) >= _OVERLAP * min(e - s, other_e - other_s)
        for s, e in one
        for other_s, other_e in two
    )
