"""What two clauses have in common, and what forbids that they make the same claim, by their words alone.

First comes what forbids it: numbers, marks of time and order, places, names, polarity, opposites, changed roles, one
word exchanged. What is left is compared by shared content words weighted by their rarity.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from whosays.likeness.features import Features
from whosays.likeness.stemming import antonyms

Weights = Mapping[str, float]


def weights(all_features: Iterable[Features]) -> dict[str, float]:
    """How much each stem tells in this document: log(1 + clauses / clauses with it)."""
    rows = [set(f.stems) for f in all_features]
    counts = Counter(stem for row in rows for stem in row)
    return {stem: math.log(1 + max(len(rows), 1) / count) for stem, count in counts.items()}


def conflict(a: Features, b: Features) -> str | None:
    """Why two clauses cannot be the same claim; none where nothing speaks against it."""
    if opposed(a, b):
        if a.negative == b.negative:
            return "opposites"  # else they cancel: "banned", "no longer allowed"
    elif a.negative != b.negative:
        return "polarity"
    if _differ(a.numbers, b.numbers):
        return "numbers"
    if a.marks and b.marks and a.marks != b.marks and _marks_differ(a.marks, b.marks):
        return "marks"
    if a.places - set(b.stems) and b.places - set(a.stems):
        return "place"
    if a.names - set(b.stems) and b.names - set(a.stems):
        return "names"
    if a.passive == b.passive and _roles_changed(a, b):
        return "roles"
    return None


def _differ(a: frozenset[float], b: frozenset[float]) -> bool:
    return bool(a - b) and bool(b - a)


def _marks_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    kinds = {mark.partition(":")[0] for mark in a} & {mark.partition(":")[0] for mark in b}
    for kind in kinds:
        left, right = ({mark for mark in side if mark.startswith(kind + ":")} for side in (a, b))
        if left - right and right - left:
            return True
    return False


def opposed(a: Features, b: Features) -> bool:
    """True where a word of one clause says the opposite of one of the other's: "dead", "alive"."""
    opposite = antonyms()
    return any(
        other in b.plain and other not in a.plain for stem in a.plain - b.plain for other in opposite.get(stem, ())
    )


def _roles_changed(a: Features, b: Features) -> bool:
    """True where a common verb has its two sides exchanged: "the bank sued Meyer", "Meyer sued the bank"."""
    common = set(a.stems) & set(b.stems)
    if len(common) < 2 or a.possessive != b.possessive:
        return False
    left, right = _places(a.stems, common), _places(b.stems, common)
    if a.passive and len(common) == 2:  # "the bear was shot by a hunter", "a hunter was mauled by the bear"
        return sorted(left, key=left.__getitem__) != sorted(right, key=right.__getitem__)
    subject, other = min(left, key=left.__getitem__), min(right, key=right.__getitem__)
    if subject == other:
        return False
    return any(
        left[subject] < left[verb] < left[other] and right[other] < right[verb] < right[subject]
        for verb in common & (a.verbs | b.verbs | {stem for stem in common if stem.endswith("er")})
    )


def _places(stems: tuple[str, ...], common: set[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, stem in enumerate(stems):
        if stem in common:
            places.setdefault(stem, place)
    return places


def swapped_word(a: Features, b: Features) -> bool:
    """True where two clauses run alike but for one word on one side: "treated for malaria", "treated for cholera"."""
    common = set(a.stems) & set(b.stems)
    left = list(dict.fromkeys(stem for stem in a.stems if stem in common))
    if not common or left != list(dict.fromkeys(stem for stem in b.stems if stem in common)):
        return False
    gaps = [(one, two) for one, two in zip(_gaps(a.stems, left), _gaps(b.stems, left), strict=True) if one and two]
    return len(gaps) == 1 and min(gaps[0]) == 1


def _gaps(stems: tuple[str, ...], common: list[str]) -> list[int]:
    """How many words stand before, between and behind the common ones."""
    gaps = [0]
    for stem in stems:
        if len(gaps) <= len(common) and stem == common[len(gaps) - 1]:
            gaps.append(0)
        elif stem not in common:
            gaps[-1] += 1
    return gaps + [0] * (len(common) + 1 - len(gaps))


def shared(a: Features, b: Features, weight: Weights) -> tuple[float, float]:
    """The share of the two clauses' weight that is common, of both together and of the lighter one."""
    left, right = set(a.stems), set(b.stems)
    both = sum(weight.get(stem, 1.0) for stem in left & right)
    one, two = (sum(weight.get(stem, 1.0) for stem in side) for side in (left, right))
    if not both:
        return 0.0, 0.0
    return both / (one + two - both), both / min(one, two)
