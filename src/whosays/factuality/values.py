"""The arithmetic of factuality values: FactBank's lattice of certainty and polarity (Saurí & Pustejovsky 2009).

A value has a certainty (certain 3, probable 2, possible 1, none 0) and a polarity (1, -1, or 0 where underspecified).
"""

from __future__ import annotations

from collections.abc import Iterable

from whosays.model import Factuality

_PARTS = {
    Factuality.CERTAIN: (3, 1),
    Factuality.PROBABLE: (2, 1),
    Factuality.POSSIBLE: (1, 1),
    Factuality.NOT_CERTAIN: (3, -1),
    Factuality.NOT_PROBABLE: (2, -1),
    Factuality.NOT_POSSIBLE: (1, -1),
    Factuality.CERTAIN_UNDERSPECIFIED: (3, 0),
    Factuality.UNKNOWN: (0, 0),
}
_VALUES = {parts: value for value, parts in _PARTS.items()}
_SCALE = {3: 2.6, 2: 1.6, 1: 0.7, 0: 0.0}


def parts(value: Factuality) -> tuple[int, int]:
    """Certainty 0-3 and polarity -1, 0, 1 of a value."""
    return _PARTS[value]


def of(certainty: int, polarity: int) -> Factuality:
    """The value with this certainty and polarity; without polarity only certain stays more than unknown."""
    if polarity == 0:
        return Factuality.CERTAIN_UNDERSPECIFIED if certainty == 3 else Factuality.UNKNOWN
    return _VALUES[certainty, polarity] if certainty > 0 else Factuality.UNKNOWN


def compose(outer: Factuality, inner: Factuality) -> Factuality:
    """What an operator makes of a content: the lower certainty, the product of the polarities.

    "denied" (CT-) over "may leave" (PS+) is PS-: the lattice's weakest link, as in FactBank's De Facto profiler.
    """
    (a, p), (b, q) = _PARTS[outer], _PARTS[inner]
    return of(min(a, b), p * q)


def combine(chain: Iterable[Factuality]) -> Factuality:
    """A claim's factuality from its chain's values, outermost speaker first (FactBank's nested sources).

    A document that reports a speaker vouches for the report, not for what is said: so the claim is at most as certain
    as the weakest link, and its polarity is the innermost speaker's. Where an outer link is negative or open ("she
    denies that he said it"), nothing is left of what the inner one presents: unknown. An empty chain is certain, the
    document's own plain voice; ``factuality_of`` reads that voice's own hedges.
    """
    links = list(chain)
    if not links:
        return Factuality.CERTAIN
    if any(_PARTS[link][1] <= 0 for link in links[:-1]):
        return Factuality.UNKNOWN
    certainty = min(_PARTS[link][0] for link in links)
    return of(certainty, _PARTS[links[-1]][1])


def scale(value: Factuality) -> float:
    """The value on the scale -3 … 3 of the commitment corpora."""
    certainty, polarity = _PARTS[value]
    return _SCALE[certainty] * polarity
