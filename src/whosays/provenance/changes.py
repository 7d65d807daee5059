"""Changes that made another claim of it, or another quotation: numbers, days, places, polarity, quoted words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whosays.likeness import features
from whosays.model import Span, Spans
from whosays.model.story import Drift, DriftKind
from whosays.provenance.upstream import ClaimPlace, Pile
from whosays.provenance.wordings_compared import alike, another_word, spelled_alike, turned, unchanged

_NUMBER = re.compile(r"(?:[£$€¥]\s?)?\d[\d,.]*\d%?|(?:[£$€¥]\s?)?\d%?")
_DAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|yesterday|today|tomorrow|(?:19|20)\d\d)\b"
)
_PLACE = re.compile(
    r"\b(?P<where>in|near|at|outside|from|to|around|(?:north|south|east|west)\s+of)\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*)"
)
_SIDES = {"in": "in", "near": "in", "at": "in", "outside": "in", "around": "in"}
_CONFLICTS = {
    "numbers": DriftKind.NUMBER_CHANGED,
    "marks": DriftKind.DATE_CHANGED,
    "polarity": DriftKind.POLARITY_TURNED,
    "names": DriftKind.PLACE_CHANGED,  # a place may stand where it is not known for one
    "place": DriftKind.PLACE_CHANGED,
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that would be one but for what ``differs``: numbers, marks (of time), polarity, place or names."""

    first: ClaimPlace
    second: ClaimPlace
    differs: str


@dataclass(frozen=True, slots=True)
class Altered:
    """A quotation of two documents whose words differ, and where in each."""

    first: int
    second: int
    spans_first: Spans
    spans_second: Spans


def changed(
    claims: Sequence[Sequence[ClaimPlace]],
    conflicts: Sequence[Conflict],
    altered: Sequence[Altered],
    taken: set[tuple[str, str]],
    pile: Pile,
) -> dict[int, list[Drift]]:
    """The changes along the edges ``taken`` (from, to), by the number of the upstream's claim."""
    number_of = {(p.index, p.claim.id): number for number, places in enumerate(claims) for p in places}
    found: dict[int, list[Drift]] = {}
    for conflict in conflicts:
        drift = _told_otherwise(conflict, claims, number_of, taken, pile)
        if drift is not None:
            number, change = drift
            found.setdefault(number, []).append(change)
    places_in: dict[int, list[ClaimPlace]] = {}
    for places in claims:
        for place in places:
            places_in.setdefault(place.index, []).append(place)
    for quotation in altered:
        sides = _directed(quotation.first, quotation.second, taken, pile)
        if sides is None or not _another_word(quotation, pile):
            continue
        spans = (quotation.spans_first, quotation.spans_second)
        up, down = spans if sides[0] == quotation.first else spans[::-1]
        for place in places_in.get(sides[0], ()):
            if any(s < e2 and s2 < e for s, e in place.claim.spans for s2, e2 in up):
                change = _drift(sides[0], sides[1], DriftKind.QUOTATION_ALTERED, up, down, pile)
                found.setdefault(number_of[place.index, place.claim.id], []).append(change)
                break
    return found


def _told_otherwise(
    conflict: Conflict,
    claims: Sequence[Sequence[ClaimPlace]],
    number_of: Mapping[tuple[int, str], int],
    taken: set[tuple[str, str]],
    pile: Pile,
) -> tuple[int, Drift] | None:
    kind = _CONFLICTS.get(conflict.differs)
    sides = _directed(conflict.first.index, conflict.second.index, taken, pile)
    if kind is None or sides is None or not alike(conflict.first.claim.text, conflict.second.claim.text):
        return None
    one, two = conflict.first, conflict.second
    above, below = (one, two) if sides[0] == one.index else (two, one)
    numbers = number_of[above.index, above.claim.id], number_of[below.index, below.claim.id]
    if any(p.index == below.index for p in claims[numbers[0]]) or any(
        p.index == above.index for p in claims[numbers[1]]
    ):
        return None  # one of them tells it both ways
    spans = _differing(kind, above, below, pile)
    return (numbers[0], _drift(above.index, below.index, kind, *spans, pile)) if spans else None


def _differing(kind: DriftKind, above: ClaimPlace, below: ClaimPlace, pile: Pile) -> tuple[Spans, Spans] | None:
    """The words on both sides that make the difference; none where they do not show it."""
    up, down = pile.traces[above.index].document, pile.traces[below.index].document
    sides = above.claim.spans[:1], below.claim.spans[:1]
    if unchanged(up, sides[0], down, sides[1]):
        return None
    if kind is DriftKind.POLARITY_TURNED:
        return sides if turned(up.quote(sides[0]), down.quote(sides[1])) else None
    if kind is DriftKind.PLACE_CHANGED:
        return _places(up.text, down.text, sides[0][0], sides[1][0])
    pattern = _NUMBER if kind is DriftKind.NUMBER_CHANGED else _DAY
    left, right = (
        [m.span() for m in pattern.finditer(text, *span)]
        for text, span in zip((up.text, down.text), (sides[0][0], sides[1][0]), strict=True)
    )
    known = {up.text[slice(*span)].casefold() for span in left}, {down.text[slice(*span)].casefold() for span in right}
    only_up = tuple(span for span in left if up.text[slice(*span)].casefold() not in known[1])
    only_down = tuple(span for span in right if down.text[slice(*span)].casefold() not in known[0])
    if len(only_up) != 1 or len(only_down) != 1:
        return None  # not one thing that became another
    if kind is DriftKind.NUMBER_CHANGED and not _counts_the_same(up.text, only_up[0], down.text, only_down[0]):
        return None
    return only_up, only_down


def _counts_the_same(above: str, up: Span, below: str, down: Span) -> bool:
    """True where the words next to two numbers are the same: "12 dead", "120 dead"."""
    one, two = (
        {stem for part in (text[max(0, start - 20) : start], text[end : end + 30]) for stem in features(part).stems}
        for text, (start, end) in ((above, up), (below, down))
    )
    return bool(one & two)


def _places(above: str, below: str, up: Span, down: Span) -> tuple[Spans, Spans] | None:
    """One place on each side after the same sort of preposition, all other names the same."""
    left, right = (
        [m for m in _PLACE.finditer(text, *span) if not _DAY.match(m["name"])]
        for text, span in ((above, up), (below, down))
    )
    if len(left) != 1 or len(right) != 1:
        return None
    one, two = left[0], right[0]
    if _SIDES.get(one["where"], one["where"]) != _SIDES.get(two["where"], two["where"]):
        return None
    if set(one["name"].split()) & set(two["name"].split()) or spelled_alike(one["name"].lower(), two["name"].lower()):
        return None
    if two["name"] in above[slice(*up)] or one["name"] in below[slice(*down)]:
        return None
    others = [
        set(features(text[slice(*span)]).names) - set(features(f"x {match['name']}").names)
        for text, span, match in ((above, up, one), (below, down, two))
    ]
    return ((one.span("name"),), (two.span("name"),)) if others[0] == others[1] else None


def _another_word(quotation: Altered, pile: Pile) -> bool:
    """True where the words that differ say something else, not the same in another spelling."""
    one, two = (
        pile.traces[index].document.quote(spans).replace(" … ", " ")
        for index, spans in ((quotation.first, quotation.spans_first), (quotation.second, quotation.spans_second))
    )
    return another_word(one, two)


def _directed(one: int, two: int, taken: set[tuple[str, str]], pile: Pile) -> tuple[int, int] | None:
    """The two documents, the one taken from first; none where neither took from the other."""
    first, second = pile.nodes.document(one).id, pile.nodes.document(two).id
    if (second, first) in taken:
        return one, two
    return (two, one) if (first, second) in taken else None


def _drift(above: int, below: int, kind: DriftKind, up: Spans, down: Spans, pile: Pile) -> Drift:
    return Drift(pile.nodes.document(above).id, pile.nodes.document(below).id, kind, up, down)
