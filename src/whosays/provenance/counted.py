"""Numbers that changed on the way: one document counts otherwise than those beside it, or drops a bound.

Who took what from whom is often not said. But where two documents or more, no copies of each other, give one number for
a thing and a single one gives another, it is that one where it changed; and where they all say "at least", it is the
one without where the bound was dropped. Nothing is shown where documents fall into camps, where either side gives the
other's number, too, or where two sentences may count different things.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from whosays.likeness import Weights
from whosays.likeness.stemming import listed
from whosays.model.story import Drift, DriftKind, EdgeKind
from whosays.provenance.amounts import Amount, amounts
from whosays.provenance.upstream import Pile
from whosays.provenance.wordlists import words

_SAME_THING = 0.35  # of the weight of the words around, that two numbers count one thing
_SAME_SENTENCE = 0.25  # the same of their whole sentences
_GENERALLY = 0.35  # of both where anything may be counted so
_ONE_VALUE = 0.2  # of both, where no document gives two numbers for it
_AGREE = 2  # documents that must give the same number
_ROUNDED = 0.02  # how far two numbers may lie apart that one of them may be the other, rounded
_ABOUT = 0.15  # how far two numbers may lie apart where one of them is said to be about right
# What anything may be counted in, by stem: that two numbers have it in common says little.
_GENERAL = listed(
    "$ £ € ¥ person man woman child other minut hour dai day week month year year-old time per percent "
    "mile kilometr km metr cm mm foot inch"
)
_UPPER = frozenset(words("upper_bounds"))
_OPEN = 2  # times as much or as little as its bound that a number may be
_MOST_READ = 40  # documents that are laid side by side


@dataclass(frozen=True, slots=True)
class _Side:
    """A number of a document beside that of another, and how surely they count one thing."""

    index: int
    amount: Amount
    sure: float


class _Counts:
    """What the documents of an event count, each by itself and by what is counted; ``texts`` as of ``recounted``."""

    def __init__(self, found: Mapping[int, Sequence[Amount]], texts: Mapping[int, int]) -> None:
        self.found, self.texts = found, texts
        self._named: dict[str, dict[int, list[Amount]]] = {}
        for index, own in found.items():
            for amount in own:
                for stem in amount.unit[:2]:
                    self._named.setdefault(stem, {}).setdefault(index, []).append(amount)

    def like(self, amount: Amount) -> dict[int, list[Amount]]:
        """By document the numbers that count, by name, what an amount counts."""
        found: dict[int, list[Amount]] = {}
        for stem in amount.unit[:2]:
            for index, own in self._named[stem].items():
                found.setdefault(index, []).extend(own)
        return found


def recounted(texts: Mapping[int, int], pile: Pile) -> Iterator[Drift]:
    """What documents of one event count otherwise than the others of them, or without their bound; ``texts`` gives each
    the first that it is a copy of."""
    counts = _Counts({index: amounts(pile.traces[index].document) for index in texts}, texts)
    earliest = _earliest(texts, pile)
    names = {index: pile.nodes.document(index).id for index in texts}
    weight = _rarity(counts.found)
    for index, own in counts.found.items():
        if index == earliest:
            continue
        shown: set[DriftKind] = set()
        for amount in own:
            for kind, sides in (
                (DriftKind.NUMBER_CHANGED, _otherwise(index, amount, counts, weight)),
                (DriftKind.BOUND_DROPPED, _without_bound(index, amount, counts)),
            ):
                if sides and kind not in shown:
                    shown.add(kind)
                    best = max(sides, key=lambda side: (side.sure, -side.index))
                    yield Drift(names[best.index], names[index], kind, (best.amount.span,), (amount.span,))


def same_text(members: Sequence[int], pile: Pile) -> dict[int, int]:
    """For each document of an event, the first forty where there are more, the first that it is a copy of, else
    itself."""
    first = {index: index for index in members[:_MOST_READ]}
    for index in list(first):
        for one in pile.shared.get(index, ()):
            if one.kind is EdgeKind.COPY and one.first in first and one.second in first:
                kept, gone = sorted((first[one.first], first[one.second]))
                first = {at: kept if group == gone else group for at, group in first.items()}
    return first


def _earliest(read: Iterable[int], pile: Pile) -> int | None:
    """The document of a day before that of all others, where all are dated: it changed nothing."""
    days = sorted(((pile.traces[index].document.published or "")[:10], index) for index in read)
    dated = len(days) > 1 and bool(days[0][0])
    return days[0][1] if dated and days[0][0] < days[1][0] else None


def _rarity(found: Mapping[int, Sequence[Amount]]) -> dict[str, float]:
    """What each stem weighs: the rarer among the sentences with numbers, the more."""
    sentences = {(index, a.sentence): a.stems for index, own in found.items() for a in own}
    spread = Counter(stem for stems in sentences.values() for stem in stems)
    return {stem: math.log(1 + len(sentences) / (1 + n)) for stem, n in spread.items()}


def _nearest(index: int, amount: Amount, theirs: Sequence[Amount], one_value: bool, weight: Weights) -> _Side | None:
    """The number of a document that counts the same; of several the one that says the same, then the surest."""
    sides = [
        _Side(index, other, sure)
        for other in theirs
        if not other.further and (sure := _same_thing(amount, other, one_value, weight))
    ]
    return max(sides, key=lambda side: (_equal(amount, side.amount), side.sure), default=None)


def _same_thing(one: Amount, other: Amount, one_value: bool, weight: Weights) -> float:
    """How surely two numbers count one thing; 0 where that is not sure enough. ``one_value``: no document has two
    numbers of it, so that less must speak for it."""
    near = _common(one.near | set(one.unit), other.near | set(other.unit), weight)
    sentence = _common(one.stems, other.stems, weight)
    sure = (near + sentence) / 2
    common = set(one.unit) & set(other.unit)
    shared = (one.near | set(one.unit)) & (other.near | set(other.unit)) - common
    if common <= _GENERAL:
        return sure if one_value and sure >= _GENERALLY and shared and "year-old" not in common else 0.0
    if one_value:
        return sure if sure >= _ONE_VALUE else 0.0
    return sure if shared and near >= _SAME_THING and sentence >= _SAME_SENTENCE else 0.0


def _of_one_value(like: Mapping[int, Sequence[Amount]]) -> bool:
    """True where no document gives two numbers for one name."""
    return all(_equal(own[0], other) for own in like.values() for other in own[1:])


def _common(one: frozenset[str] | set[str], other: frozenset[str] | set[str], weight: Weights) -> float:
    """The share of the weight of the shorter side that both have."""
    sums = [sum(weight.get(stem, 1.0) for stem in side) for side in (one, other, one & other)]
    return sums[2] / max(min(sums[:2]), 1e-9)


def _equal(one: Amount, other: Amount) -> bool:
    """True where two numbers are one: they overlap, or lie near each other and one is said to be about right."""
    gap = max(one.least - other.most, other.least - one.most)
    return gap <= (_ABOUT if one.vague or other.vague else _ROUNDED) * max(one.most, other.most)


def _agree(one: Amount, other: Amount) -> bool:
    """True where two numbers may both be right: they are one, or one is within the bound of the other, and not far
    from it: "less than 10" may be 6."""
    (least, most), (low, high) = _within(one), _within(other)
    return _equal(one, other) or (least <= high and low <= most)


def _within(one: Amount) -> tuple[float, float]:
    """From where to where a number may be by its bound, if it is not to be quite another one."""
    if one.bound in _UPPER:
        return one.least / _OPEN, one.most
    return one.least, one.most * (_OPEN if one.bound and not one.vague else 1)


def _otherwise(index: int, amount: Amount, counts: _Counts, weight: Weights) -> list[_Side]:
    """The numbers of the others for what a document counts otherwise, where they are one number."""
    like, texts = counts.like(amount), counts.texts
    one_value = _of_one_value(like)
    others = {other: theirs for other, theirs in like.items() if texts[other] != texts[index]}
    nearest = (_nearest(other, amount, theirs, one_value, weight) for other, theirs in others.items())
    sides = [side for side in nearest if side is not None]
    if amount.further or not sides or any(_agree(amount, side.amount) for side in sides):
        return []
    values = Counter((side.amount.least, side.amount.most) for side in sides)
    (value, count), *less = values.most_common()
    if 2 * sum(n for _, n in less) >= count:
        return []
    agreeing = [side for side in sides if (side.amount.least, side.amount.most) == value]
    told = agreeing[0].amount
    if any(_equal(told, one) for one in counts.found[index]):
        return []  # it gives their number, too
    same = {i for i, theirs in counts.like(told).items() if any(_equal(told, one) for one in theirs)}
    if len({texts[i] for i in same}) < _AGREE or any(_equal(amount, one) for i in same for one in like.get(i, ())):
        return []  # they are too few, or give its own, too
    return agreeing


def _without_bound(index: int, amount: Amount, counts: _Counts) -> list[_Side]:
    """The bounded numbers of the others, where a document gives the same one without any bound, as few others do."""
    like, texts = counts.like(amount), counts.texts
    same = {other: [one for one in theirs if _equal(amount, one)] for other, theirs in like.items()}
    if any(one.bound for one in same[index]):
        return []
    bounded = {
        other: _Side(other, kept[0], 1.0)
        for other, theirs in same.items()
        if texts[other] != texts[index] and (kept := [one for one in theirs if one.bound and not one.vague])
    }
    with_bound = {texts[other] for other in bounded}
    bare = {texts[other] for other, theirs in same.items() if theirs} - with_bound - {texts[index]}
    return list(bounded.values()) if len(with_bound) >= _AGREE and len(with_bound) > 2 * len(bare) + 1 else []
