"""Group a document's clauses into claims: the same claim said twice is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from whosays.claims.same import (
    Clause,
    predicates_apart,
    same_by_vectors,
    same_by_words,
    worth_a_vector,
    worth_encoding,
)
from whosays.likeness import conflict, weights
from whosays.vectors import Vectors

Pair = tuple[int, int]

# A clause is compared with at most this many earlier ones, those with most words in common.
_MOST_COMPARED = 48
_MOST_POSTINGS = 64
_MOST_JOINED = 12


def groups(clauses: Sequence[Clause], vectors: Vectors | None = None, rough: Vectors | None = None) -> list[list[int]]:
    """Indices of clauses, grouped by claim, in order of the first of each.

    ``vectors`` encodes texts as rows of unit length; without it only words decide. ``rough`` does so more cheaply and
    less well: with it only clauses that are not far apart by its rows are encoded. A clause joins a group when it is
    the same as one of its members and in conflict with none.
    """
    weight = weights(clause.features for clause in clauses)
    agreed: dict[int, list[int]] = {}
    undecided: list[Pair] = []
    for later, earlier in _pairs(clauses):
        a, b = clauses[earlier], clauses[later]
        if conflict(a.features, b.features):
            continue
        if not predicates_apart(a, b) and same_by_words(a.features, b.features, weight):
            agreed.setdefault(later, []).append(earlier)
        elif vectors is not None and worth_a_vector(a, b, weight):
            undecided.append((later, earlier))
    if vectors is not None and undecided:
        for later, earlier in _near(clauses, vectors, _not_far(clauses, rough, undecided) if rough else undecided):
            agreed.setdefault(later, []).append(earlier)
    return _group(clauses, agreed)


def _pairs(clauses: Sequence[Clause]) -> list[Pair]:
    """Pairs (later, earlier) that share a stem; bounded, so that a long text costs what its length does."""
    postings: dict[str, list[int]] = {}
    result: list[Pair] = []
    seen: set[str] = set()
    for later, clause in enumerate(clauses):
        if clause.text in seen:
            continue  # word for word the same as an earlier one
        seen.add(clause.text)
        common: Counter[int] = Counter()
        for stem in set(clause.features.stems):
            at = postings.setdefault(stem, [])
            common.update(at[-_MOST_POSTINGS:])
            at.append(later)
        best = sorted(common.items(), key=lambda item: (-item[1], item[0]))[:_MOST_COMPARED]
        result.extend((later, earlier) for earlier, _ in best)
    return result


def _not_far(clauses: Sequence[Clause], rough: Vectors, undecided: Sequence[Pair]) -> list[Pair]:
    """The pairs that better vectors than the rough ones might find the same."""
    cosines = _cosines([clause.text for clause in clauses], rough, undecided)
    return [pair for pair, cosine in cosines.items() if worth_encoding(clauses[pair[1]], clauses[pair[0]], cosine)]


def _near(clauses: Sequence[Clause], vectors: Vectors, undecided: Sequence[Pair]) -> list[Pair]:
    """The pairs that vectors find the same; a predicate is encoded only where its whole clause was near enough."""
    wholes = _cosines([clause.text for clause in clauses], vectors, undecided)
    near = {pair: whole for pair, whole in wholes.items() if _same(clauses, pair, whole, 1.0)}
    predicates = _cosines([clause.predicate for clause in clauses], vectors, list(near))
    return [pair for pair, whole in near.items() if _same(clauses, pair, whole, predicates[pair])]


def _same(clauses: Sequence[Clause], pair: Pair, whole: float, predicate: float) -> bool:
    later, earlier = pair
    return same_by_vectors(clauses[earlier], clauses[later], whole, predicate)


def _cosines(texts: Sequence[str], vectors: Vectors, pairs: Sequence[Pair]) -> dict[Pair, float]:
    """How near the texts of each pair are."""
    needed = list(dict.fromkeys(texts[index] for pair in pairs for index in sorted(pair)))
    row = dict(zip(needed, vectors(needed), strict=True))
    return {(a, b): float(row[texts[a]] @ row[texts[b]]) for a, b in pairs}


def _group(clauses: Sequence[Clause], agreed: dict[int, list[int]]) -> list[list[int]]:
    """Join clauses that agree, and the groups they bring together, as far as nothing in them conflicts."""
    group_of: list[list[int]] = []
    first_with: dict[str, int] = {}
    for index, clause in enumerate(clauses):
        group_of.append([index])
        literal = first_with.setdefault(clause.text, index)
        for earlier in [literal] if literal != index else sorted(agreed.get(index, ())):
            mine, theirs = group_of[index], group_of[earlier]
            if theirs is mine or not (literal != index or _fit(clauses, mine, theirs)):
                continue
            small, large = sorted((mine, theirs), key=len)
            large.extend(small)
            for member in small:
                group_of[member] = large
    distinct = {id(group): group for group in group_of}
    return [sorted(group) for group in distinct.values()]


def _fit(clauses: Sequence[Clause], mine: Sequence[int], theirs: Sequence[int]) -> bool:
    return not any(
        conflict(clauses[a].features, clauses[b].features) for a in mine[:_MOST_JOINED] for b in theirs[:_MOST_JOINED]
    )
