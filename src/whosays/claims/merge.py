"""Group a document's clauses into claims: the same claim said twice is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from whosays.claims.same import Clause, conflict, same_by_vectors, same_by_words, weights, worth_a_vector

Vectors = Callable[[Sequence[str]], Any]
Pair = tuple[int, int]

# A clause is compared with at most this many earlier ones, those with most words in common.
_MOST_COMPARED = 48
_MOST_POSTINGS = 64
_MOST_JOINED = 12


def groups(clauses: Sequence[Clause], vectors: Vectors | None = None) -> list[list[int]]:
    """Indices of clauses, grouped by claim, in order of the first of each.

    ``vectors`` encodes texts as rows of unit length; without it only words decide. A clause joins a group when it is
    the same as one of its members and in conflict with none.
    """
    weight = weights(clause.features for clause in clauses)
    agreed: dict[int, list[int]] = {}
    undecided: list[Pair] = []
    for later, earlier in _pairs(clauses):
        a, b = clauses[earlier], clauses[later]
        if conflict(a.features, b.features):
            continue
        if same_by_words(a.features, b.features, weight):
            agreed.setdefault(later, []).append(earlier)
        elif vectors is not None and worth_a_vector(a, b, weight):
            undecided.append((later, earlier))
    if vectors is not None and undecided:
        for later, earlier in _near(clauses, vectors, undecided):
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


def _near(clauses: Sequence[Clause], vectors: Vectors, undecided: Sequence[Pair]) -> list[Pair]:
    indices = sorted({index for pair in undecided for index in pair})
    texts = list(dict.fromkeys(text for i in indices for text in (clauses[i].text, clauses[i].predicate)))
    row = dict(zip(texts, vectors(texts), strict=True))
    found = []
    for later, earlier in undecided:
        a, b = clauses[earlier], clauses[later]
        whole, predicate = float(row[a.text] @ row[b.text]), float(row[a.predicate] @ row[b.predicate])
        if same_by_vectors(a, b, whole, predicate):
            found.append((later, earlier))
    return found


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
