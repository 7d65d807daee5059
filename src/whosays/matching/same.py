"""The same claim told by several documents, and claims that are related only, with the reasons for either.

Clauses are compared where they share a word that not everybody uses; what forbids it comes first (polarity, numbers,
dates, names and with them places, changed roles), then shared words weighted by rarity or the nearness of sentence
vectors show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whosays.likeness import Features, conflict, features, shared, swapped_word, weights, with_names
from whosays.vectors import Vectors

ALIKE = 0.55  # share of both clauses' weight that is common: the same by words alone
CONTAINED, CONTAINED_LEAST = 0.85, 5
NEAR = 0.78  # cosine from which two clauses with the same names are the same
NEAR_ENOUGH = 0.72  # where besides that half of the lighter one's weight is common
COMMON = 0.30  # share of the lighter one's weight without which no vector is asked
RELATED = 0.50
_SURE = 0.82  # also where each names somebody else
_SWAPPED = 0.93  # where only one word differs
_FEW = 2  # words in common that need half of a clause's weight behind them
_FEWEST = 3  # content words of a clause that can be told again
_MOST_POSTINGS = 96
_MOST_COMPARED = 32
_MOST_JOINED = 12
_LITERAL = 0.99  # the confidence of what stands there word for word
_BRIDGED = 0.2
_MOST_RELATED = 8  # for each group, the surest


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as one document makes it: the document's index, the claim's id and its words; ``lead`` are those in which
    the document tells it first in its own voice, where they are others."""

    document: int
    claim: str
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Two claims by index. ``relation`` is "same" or "related"; ``conflict`` names what keeps related ones apart."""

    first: int
    second: int
    relation: str
    confidence: float
    reasons: tuple[str, ...]
    conflict: str | None = None


def described(told: Sequence[Told]) -> list[Features]:
    """The features of claims; a word that any of them shows to be a name is one in all."""
    own = [features(claim.text) for claim in told]
    names = frozenset(name for each in own for name in each.names)
    return [with_names(each, names) for each in own]


def matches(told: Sequence[Told], known: Sequence[Features], vectors: Vectors) -> list[Match]:
    """Claims that are the same or related, by index, the later one second; ``known`` are their features. Those of one
    document are compared too, so that a claim which another document joins is one.
    """
    first_with: dict[str, int] = {}
    found = []
    for index, claim in enumerate(told):
        first = first_with.setdefault(_key(claim.text), index)
        if first != index:
            found.append(Match(first, index, "same", _LITERAL, ("word for word the same",)))
    distinct = sorted(first_with.values())
    weight = weights(known[index] for index in distinct)
    asked: list[tuple[int, int, float, float, str | None]] = []
    for first, second in _worth_comparing({index: known[index].stems for index in distinct}):
        one, two = known[first], known[second]
        alike, contained = shared(one, two, weight)
        if contained < COMMON:
            continue
        apart = conflict(one, two)
        if apart is None and _by_words(one, two, alike, contained) and not swapped_word(one, two):
            found.append(
                Match(first, second, "same", round(min(0.95, 0.6 + 0.4 * alike), 4), why_same(one, two, alike))
            )
        elif _worth_asking(told[first], told[second], one, two, contained, apart):
            asked.append((first, second, alike, contained, apart))
    found.extend(_by_vectors(told, known, asked, vectors))
    return sorted(found, key=lambda m: (m.first, m.second))


def grouped(known: Sequence[Features], found: Sequence[Match]) -> list[list[int]]:
    """Claims that are the same, by index, joined best match first, as long as no two of a group are in conflict and the
    groups hang together by more than one bridge: a fifth of the pairs between them must be matches (words told word for
    word alike count once).
    """
    group_of = [[index] for index in range(len(known))]
    same = [match for match in found if match.relation == "same"]
    literal = {match.second: match.first for match in same if match.confidence >= _LITERAL}
    linked: dict[int, set[int]] = {}
    for match in same:
        linked.setdefault(match.first, set()).add(match.second)
        linked.setdefault(match.second, set()).add(match.first)
    for match in sorted(same, key=lambda m: (-m.confidence, m.first, m.second)):
        mine, theirs = group_of[match.first], group_of[match.second]
        if mine is theirs or _at_odds(mine, theirs, known):
            continue
        if match.confidence < _LITERAL and not _hang_together(mine, theirs, linked, literal):
            continue
        small, large = sorted((mine, theirs), key=len)
        large.extend(small)
        for member in small:
            group_of[member] = large
    distinct = {id(group): sorted(group) for group in group_of}
    return sorted(distinct.values())


def strongest(groups: Sequence[Sequence[Told]], matches: Sequence[tuple[Told, Told, Match]]) -> dict[Told, Match]:
    """For each claim of a group its surest match with another one of the group; none where a person put it there."""
    group_of = _numbered(groups)
    found: dict[Told, Match] = {}
    for one, two, match in matches:
        if match.relation == "same" and group_of[one] == group_of[two]:
            for told in (one, two):
                known = found.get(told)
                if known is None or match.confidence > known.confidence:
                    found[told] = match
    return found


def related(
    groups: Sequence[Sequence[Told]], matches: Sequence[tuple[Told, Told, Match]]
) -> list[list[tuple[int, Match]]]:
    """For each group the other groups that are near it, with the surest match between them, surest first."""
    group_of = _numbered(groups)
    best: dict[tuple[int, int], Match] = {}
    for one, two, match in matches:
        pair = group_of[one], group_of[two]
        if pair[0] == pair[1]:
            continue
        for key in (pair, pair[::-1]):
            known = best.get(key)
            if known is None or match.confidence > known.confidence:
                best[key] = match
    found: list[list[tuple[int, Match]]] = [[] for _ in groups]
    for (mine, other), match in sorted(best.items(), key=lambda item: (item[0][0], -item[1].confidence, item[0][1])):
        if len(found[mine]) < _MOST_RELATED:
            found[mine].append((other, match))
    return found


def _hang_together(
    mine: Sequence[int], theirs: Sequence[int], linked: Mapping[int, set[int]], literal: Mapping[int, int]
) -> bool:
    one, two = ({literal.get(index, index) for index in group} for group in (mine, theirs))
    links = sum(len(linked.get(index, set()) & two) for index in one)
    return links >= _BRIDGED * len(one) * len(two)


def _key(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .,;:!?\"'“”‘’")


def _worth_comparing(stems: dict[int, tuple[str, ...]]) -> list[tuple[int, int]]:
    """Pairs that share stems, for each clause the 32 earlier ones that share most; bounded by the clauses."""
    postings: dict[str, list[int]] = {}
    pairs: list[tuple[int, int]] = []
    for later, own in stems.items():
        if len(set(own)) < _FEWEST:
            continue
        common: Counter[int] = Counter()
        for stem in sorted(set(own)):
            at = postings.setdefault(stem, [])
            common.update(at[-_MOST_POSTINGS:])
            at.append(later)
        best = sorted(common.items(), key=lambda item: (-item[1], item[0]))[:_MOST_COMPARED]
        pairs.extend((earlier, later) for earlier, count in best if count >= 2)
    return pairs


def _worth_asking(first: Told, second: Told, one: Features, two: Features, contained: float, apart: str | None) -> bool:
    """Whether a pair is worth showing for what keeps it apart or, where nothing does, two sentence vectors.

    Claims of one document have been compared by their vectors when it was traced; two words in common are few.
    """
    if apart is not None:
        return contained >= RELATED
    if first.document == second.document:
        return False
    return contained >= RELATED or len(set(one.stems) & set(two.stems)) > _FEW


def _by_words(one: Features, two: Features, alike: float, contained: float) -> bool:
    if alike >= ALIKE and len(set(one.stems) & set(two.stems)) >= _FEWEST:
        return True
    return contained >= CONTAINED and min(len(set(one.stems)), len(set(two.stems))) >= CONTAINED_LEAST


def _by_vectors(
    told: Sequence[Told],
    known: Sequence[Features],
    asked: Sequence[tuple[int, int, float, float, str | None]],
    vectors: Vectors,
) -> list[Match]:
    indices = sorted({index for row in asked for index in row[:2] if row[4] is None})
    row_of = dict(zip(indices, vectors([told[i].text for i in indices]), strict=True)) if indices else {}
    found = []
    for first, second, alike, contained, differs in asked:
        one, two = known[first], known[second]
        if differs is not None:
            apart = (f"{contained:.0%} of the words that tell are common", f"but they differ in {differs}")
            found.append(Match(first, second, "related", round(contained, 4), apart, differs))
            continue
        near = float(row_of[first] @ row_of[second])
        least = _SWAPPED if swapped_word(one, two) else NEAR_ENOUGH if contained >= 0.5 else NEAR
        if near >= least and (one.names & two.names or near >= _SURE or not (one.names and two.names)):
            why = (f"sentence vectors {near:.2f} alike", *why_same(one, two, alike))
            found.append(Match(first, second, "same", round(min(0.9, near), 4), why))
        elif near >= RELATED:
            found.append(Match(first, second, "related", round(near * 0.8, 4), (f"sentence vectors {near:.2f} alike",)))
    return found


def why_same(one: Features, two: Features, alike: float) -> tuple[str, ...]:
    """What two claims have in common, in words; ``alike`` is the share of the words that tell."""
    reasons = [f"{alike:.0%} of the words that tell are common"]
    if one.names & two.names:
        reasons.append("the same names")
    if one.numbers and one.numbers == two.numbers:
        reasons.append("the same numbers")
    return tuple(reasons)


def _at_odds(mine: Sequence[int], theirs: Sequence[int], known: Sequence[Features]) -> bool:
    return any(conflict(known[a], known[b]) is not None for a in mine[:_MOST_JOINED] for b in theirs[:_MOST_JOINED])


def _numbered(groups: Sequence[Sequence[Told]]) -> dict[Told, int]:
    return {told: number for number, group in enumerate(groups) for told in group}
