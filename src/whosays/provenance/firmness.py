"""How firmly documents tell a proposition: one alone that tells flatly what the others hedge, or hedges what they tell.

Who took what from whom is often not said. But where most documents, no copies of each other, keep what they tell open
or in somebody's mouth, and a single one tells it in its own voice and flatly, it is that one where it hardened. How
firm a telling is comes from the reader (how certain, whose words) and must be seen in its words as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from whosays.likeness import features
from whosays.model import Factuality, Spans
from whosays.model.story import Carriage, Carried, Drift, DriftKind
from whosays.provenance.drift import own_voice
from whosays.provenance.upstream import ClaimPlace, Pile
from whosays.provenance.wordings_compared import hedges

_SURELY_TOLD = 0.85  # how likely a claim must tell the proposition to be one side of a change
_AS_LIKELY = 0.5  # of the likeliest telling of a document, for another to be one as well
_AGREE, _PLAINLY = 2, 3  # documents that must leave it open, and that must tell it plainly, where one does otherwise
_SEVERAL = 3  # documents that must keep their distance where only one tells it as fact
_MOST = 0.6  # of all others that tell it
_NEGATIVE = frozenset({Factuality.NOT_CERTAIN, Factuality.NOT_PROBABLE, Factuality.NOT_POSSIBLE})
_COMMON = 0.3  # of the words of the shorter of two tellings
_NEARLY = 0.4  # of the words of both, for one to be surer of it
_UNSURE = frozenset({Factuality.PROBABLE, Factuality.POSSIBLE, Factuality.UNKNOWN})


class Firm(IntEnum):
    """How firmly a document tells something."""

    OPEN = 0  # where it tells it most surely there is a word of doubt
    SAID = 1  # somebody's word, or not clear
    PLAIN = 2  # where it tells it most surely it is its own word, without doubt
    FLAT = 3  # and so wherever it tells it


@dataclass(frozen=True, slots=True)
class _Telling:
    """How a document tells the proposition: where most surely, how firmly, and the words of doubt."""

    place: ClaimPlace
    firm: Firm
    doubt: Spans


def hardened(
    places: Sequence[ClaimPlace], carried: Sequence[Carried], texts: Mapping[int, int], pile: Pile
) -> Iterator[Drift]:
    """The changes of certainty among the documents that tell a proposition; ``carried`` is how each does as a whole,
    ``texts`` gives each that is read the first that it is a copy of."""
    by_document: dict[int, list[ClaimPlace]] = {}
    for place in places:
        if place.index in texts:
            by_document.setdefault(place.index, []).append(place)
    found = {index: told for index, own in by_document.items() if (told := _told(own, pile)) is not None}
    how = {one.document: one for one in carried}
    ids = {index: pile.traces[index].document.id for index in by_document}
    as_whole = {index: how[identifier] for index, identifier in ids.items() if identifier in how}
    alone = _only_one(as_whole, texts)
    for index, own in found.items():
        others = {texts[i]: told for i, told in found.items() if texts[i] != texts[index]}.values()
        otherwise: Sequence[_Telling] = ()
        kind = DriftKind.CERTAINTY_RAISED
        if index == alone and own.firm >= Firm.PLAIN:
            otherwise = [told for one in others if (told := _at_a_distance(one, as_whole)).doubt]
        elif own.firm is Firm.FLAT:
            otherwise = _most([told for told in others if told.firm is Firm.OPEN], others, _AGREE)
        elif own.firm is Firm.OPEN:
            kind = DriftKind.CERTAINTY_LOWERED
            otherwise = _most([told for told in others if told.firm >= Firm.PLAIN], others, _PLAINLY)
        up = max(otherwise, key=lambda told: (_in_common(told, own), -told.place.index), default=None)
        if up is not None and _in_common(up, own) >= _COMMON:
            if kind is DriftKind.CERTAINTY_RAISED and not _nearly(up, own):
                continue  # it may be surer of something else
            yield _drift(kind, up, own, pile)


def _most(those: Sequence[_Telling], others: Collection[_Telling], least: int) -> Sequence[_Telling]:
    """Some of the other tellings if they are most of them, and so many, else none."""
    return those if len(those) >= max(least, _MOST * len(others)) else ()


def _only_one(as_whole: Mapping[int, Carried], texts: Mapping[int, int]) -> int | None:
    """The one document that as a whole tells as fact what all others, several, keep at a distance or deny."""
    facts = [index for index, one in as_whole.items() if one.how is Carriage.FACT]
    others = {texts[index] for index in as_whole} - {texts[index] for index in facts}
    return facts[0] if len(facts) == 1 and len(others) >= _SEVERAL else None


def _at_a_distance(told: _Telling, as_whole: Mapping[int, Carried]) -> _Telling:
    """A telling with the words by which its document keeps its distance."""
    carried = as_whole[told.place.index]
    shown = tuple(span for ground in carried.reasons for words in ground.evidence for span in words.spans)
    return replace(told, doubt=shown if carried.how is Carriage.DISTANCE else ())


def _in_common(one: _Telling, other: _Telling) -> float:
    """The share of the words of the shorter telling that both have: the reader sees what sets two apart by it."""
    left, right = (set(features(told.place.claim.text).stems) for told in (one, other))
    return len(left & right) / max(min(len(left), len(right)), 1)


def _nearly(one: _Telling, other: _Telling) -> bool:
    """True where neither of two tellings says much that the other does not."""
    left, right = (set(features(told.place.claim.text).stems) for told in (one, other))
    return len(left & right) >= _NEARLY * len(left | right)


def _told(own: Sequence[ClaimPlace], pile: Pile) -> _Telling | None:
    """How a document tells it; none where it does so less surely, or in the negative."""
    best = max(own, key=lambda place: (place.likely, -place.claim.spans[0][0]))
    if best.likely < _SURELY_TOLD or best.claim.factuality in _NEGATIVE:
        return None
    document = pile.traces[best.index].document
    doubt = hedges(document, best.claim.spans)
    if doubt and best.claim.factuality in _UNSURE:
        return _Telling(best, Firm.OPEN, doubt)
    if not _plain(best, pile):
        return _Telling(best, Firm.SAID, ())
    kept = [place for place in own if place.likely >= _AS_LIKELY * best.likely]
    return _Telling(best, Firm.FLAT if all(_plain(place, pile) for place in kept) else Firm.PLAIN, ())


def _plain(place: ClaimPlace, pile: Pile) -> bool:
    """True where a document tells a claim as its own, and nothing in the sentence leaves it open."""
    certain = place.claim.factuality is Factuality.CERTAIN
    return certain and not pile.chain(place) and own_voice(place, pile)


def _drift(kind: DriftKind, up: _Telling, down: _Telling, pile: Pile) -> Drift:
    sides = [tuple(sorted({*told.doubt, *told.place.claim.spans[:1]})) for told in (up, down)]
    nodes = [pile.nodes.document(told.place.index).id for told in (up, down)]
    return Drift(nodes[0], nodes[1], kind, sides[0], sides[1])
