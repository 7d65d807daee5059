"""When two clauses of one document make the same claim.

First what forbids it (numbers, marks of time and order, names, polarity, opposites, changed roles, one word exchanged),
then what shows it: shared content words weighted by their rarity in the document, or nearness of sentence vectors
(all-MiniLM-L6-v2). How near they must be depends on who speaks: a writer seldom says a thing twice in their own voice,
while a lead tells in other words what the body then credits to someone. The thresholds were tuned on pairs written for
the project (tests/claims_pairs.json) and looked at on rumour stories; docs/claims.md has the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from whosays.likeness import Features, Weights, shared, swapped_word


class Relation(IntEnum):
    """Who makes two clauses: the same voice, different ones, or a lead and someone it may be retelling."""

    SAME_VOICE = 0
    RETOLD = 1
    LEAD = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause to compare: its words with pronouns filled in, their features, and where subject and predicate part.

    ``voice`` is the chain of attributions it stands in; ``lead`` tells that it opens the document or that nobody is
    named as saying it.
    """

    text: str
    features: Features
    subject: frozenset[str]
    predicate: str
    voice: tuple[str, ...] = ()
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """Least cosine of the whole clauses; of the predicates, where the subject is the same; least share of common
    weight.
    """

    whole: float
    whole_other_subject: float
    predicate: float
    common: float


# By words alone: share of all weight that is common, or of the shorter clause's where that is long enough.
ALIKE = 0.60
CONTAINED, CONTAINED_LEAST = 0.85, 4
SAME_WORDS, LEAST_WORDS = 0.95, 3  # two words in common are too few, unless there are no others
# By vectors.
NEAR = {
    Relation.SAME_VOICE: Threshold(0.80, 0.88, 0.65, 0.30),
    Relation.RETOLD: Threshold(0.75, 0.80, 0.50, 0.20),
    Relation.LEAD: Threshold(0.62, 0.72, 0.38, 0.30),
}
APART = 0.50  # of the predicates, where only the subject's words are common
SWAPPED = 0.93  # where only one word differs, it must differ in name only
ROUGH = 0.26  # how far the cosine by words alone may lie under the one that is asked


def relation(a: Clause, b: Clause) -> Relation:
    """Who makes the two clauses."""
    if a.voice == b.voice or not (a.voice or b.voice):
        return Relation.SAME_VOICE
    told = (a.lead and b.voice and not b.lead) or (b.lead and a.voice and not a.lead)
    return Relation.LEAD if told else Relation.RETOLD


def same_subject(a: Clause, b: Clause) -> bool:
    """True where the words of one subject are among the other's."""
    return bool(a.subject and b.subject) and (a.subject <= b.subject or b.subject <= a.subject)


def same_by_words(a: Features, b: Features, weight: Weights) -> bool:
    """True where the words alone show that two clauses without a conflict are one claim."""
    alike, contained = shared(a, b, weight)
    if alike < SAME_WORDS and len(set(a.stems) & set(b.stems)) < LEAST_WORDS:
        return False
    if alike < ALIKE and (contained < CONTAINED or min(len(set(a.stems)), len(set(b.stems))) < CONTAINED_LEAST):
        return False
    return not swapped_word(a, b)


def predicates_apart(a: Clause, b: Clause) -> bool:
    """True where all that two clauses have in common is whom they speak of.

    A long subject that is filled in for "she" would outweigh that one says she leaves, the other that she phoned.
    """
    theirs = a.subject & b.subject
    if not theirs or not same_subject(a, b):
        return False
    one, other = set(a.features.stems) - theirs, set(b.features.stems) - theirs
    return bool(one or other) and one.isdisjoint(other)


def worth_a_vector(a: Clause, b: Clause, weight: Weights) -> bool:
    """The cheap filter: whether vectors could decide for two clauses without a conflict."""
    return shared(a.features, b.features, weight)[1] >= NEAR[relation(a, b)].common


def least_cosine(a: Clause, b: Clause) -> float:
    """How near the vectors of two whole clauses must be that these can be one claim."""
    if swapped_word(a.features, b.features):
        return SWAPPED
    least = NEAR[relation(a, b)]
    return least.whole if same_subject(a, b) else least.whole_other_subject


def worth_encoding(a: Clause, b: Clause, rough: float) -> bool:
    """Whether two clauses with this cosine of their rough vectors may be near enough by the better ones."""
    return rough >= least_cosine(a, b) - ROUGH


def same_by_vectors(a: Clause, b: Clause, whole: float, predicate: float) -> bool:
    """True where the cosines, of the whole clauses and of their predicates, show that two clauses are one claim."""
    if whole < least_cosine(a, b):
        return False
    if swapped_word(a.features, b.features) or not same_subject(a, b):
        return True
    least = NEAR[relation(a, b)].predicate
    return predicate >= (max(least, APART) if predicates_apart(a, b) else least)
