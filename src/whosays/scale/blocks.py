"""Which events are told together: those of a year, a month or a day, the longest that holds few enough documents; a
day that holds more is parted, an event never. Blocks depend on nothing but the documents, whoever works on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from whosays.scale.layout import key

MOST: Final = 200
"""Documents of a block, at most; an event that has more is a block of its own. One worker tells a block."""

_OF_A_DAY: Final = 16
_LARGEST: Final = 5
"""A day that is parted has no more blocks than 16, as far as they need not be more than five times as large as others
for it: each of them looks through the traces of the whole day."""

BANDS: Final = 16
ROWS: Final = 4
"""Signatures have 64 hashes in 16 bands of 4: half of all pairs that share half of their words in runs of five are
found, nine tenths of those that share two thirds (Leskovec, Rajaraman & Ullman, chapter 3)."""

_PREFIXES: Final = (4, 7, 10)  # of a date: its year, month, day


@dataclass(frozen=True, slots=True)
class Member:
    """A document as far as blocks ask: its id, the chunk that has its trace, its day."""

    document: str
    unit: str
    day: str


@dataclass(frozen=True, slots=True)
class Event:
    """Documents about one event, in the order of their ids; its name is made of them."""

    name: str
    members: tuple[Member, ...]

    @property
    def day(self) -> str:
        """The first day of its documents."""
        return min(member.day for member in self.members)


@dataclass(frozen=True, slots=True)
class Block:
    """Events that are told together; its name is made of theirs."""

    name: str
    events: tuple[Event, ...]

    @property
    def size(self) -> int:
        """How many documents it has."""
        return _size(self.events)


def event(members: Iterable[Member]) -> Event:
    """The event that some documents are about."""
    kept = tuple(sorted(members, key=lambda member: member.document))
    return Event(key(*(member.document for member in kept)), kept)


def together(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    """Of every one in a pair, the first of all those that pairs bring together."""
    above: dict[Any, Any] = {}

    def root(one: Any) -> Any:
        while (up := above.setdefault(one, one)) != one:
            above[one] = above[up]
            one = up
        return one

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        above[high] = low
    return {one: root(one) for one in list(above)}


def blocks(events: Iterable[Event], most: int = MOST) -> list[Block]:
    """The blocks of some events."""
    dated = sorted(((each.day, each) for each in events), key=lambda one: (one[0], one[1].name))
    parts = _parted(dated, _PREFIXES, most)
    return [Block(key(*(each.name for each in part)), tuple(part)) for part in parts]


Dated = tuple[str, Event]


def _parted(events: list[Dated], prefixes: Sequence[int], most: int) -> Iterator[list[Event]]:
    if _size(each for _, each in events) <= most:
        if events:
            yield [each for _, each in events]
        return
    if not prefixes:
        room = min(_size(each for _, each in events) // _OF_A_DAY, _LARGEST * most)
        yield from _filled([each for _, each in events], max(room, most))
        return
    by_prefix: dict[str, list[Dated]] = {}
    for day, each in events:
        by_prefix.setdefault(day[: prefixes[0]], []).append((day, each))
    for prefix in sorted(by_prefix):
        yield from _parted(by_prefix[prefix], prefixes[1:], most)


def _filled(events: Iterable[Event], most: int) -> Iterator[list[Event]]:
    """One day's events, as many at a time as there is room for."""
    block: list[Event] = []
    for each in events:
        if block and _size(block) + len(each.members) > most:
            yield block
            block = []
        block.append(each)
    if block:
        yield block


def _size(events: Iterable[Event]) -> int:
    return sum(len(each.members) for each in events)
