"""Whom a "he" or "she" that opens a sentence means, where that is as good as certain.

For a reader who is shown one sentence alone. A pronoun that may mean anybody else stays as it is: the sentence before
must name the one it means, or say "he" or "she" of them again, and speak of nobody else who could be meant. One other
may stand there for whom the pronoun's own sentence has the other pronoun: "She offered him a contract".
"""

from __future__ import annotations

from whosays.model import Trace
from whosays.sourcing.entities import Entity
from whosays.sourcing.heads import is_agent, is_role
from whosays.sourcing.lexicon import lexicon
from whosays.sourcing.names import PERSON, UNKNOWN
from whosays.sourcing.reading import Reading
from whosays.sourcing.speakers import usual_words

MARGIN = 0.2  # of the weight of whom it means: nobody else has as much
_GENDER = {"he": "m", "she": "f"}
_OTHER = {"m": frozenset(("her", "she")), "f": frozenset(("him", "he", "his"))}
_DETERMINERS = frozenset(("a", "an", "the", "his", "her", "their", "its", "another", "one", "this", "that", "'s", "’s"))
_PLACING = frozenset(("in", "at", "near", "from", "outside", "across"))
_ENDINGS = ("er", "or", "ist", "ant")  # "the owner"; that a letter or a river ends so, too, costs a name now and then
_BEFORE = 3  # tokens between a determiner and its noun


def certain(trace: Trace) -> dict[int, str]:
    """The full name of whom each "he" or "she" that opens a sentence outside quotations means, by its place."""
    reading = Reading(trace.document, trace.attributions)
    reading.read()
    return {
        reading.tokens.starts[t]: usual_words(reading.tokens, entity)
        for t, (entity, margin) in reading.meant.items()
        if margin <= MARGIN and _is_certain(reading, t, entity)
    }


def _is_certain(reading: Reading, t: int, entity: Entity) -> bool:
    tokens = reading.tokens
    gender = _GENDER.get(tokens.low[t])
    if gender is None or not tokens.initial[t] or tokens.quoted[t] or entity.sort != PERSON or not entity.names:
        return False
    if " " not in usual_words(tokens, entity) or (entity.gender or gender) != gender:
        return False
    first = t
    while first > 0 and tokens.sentence[first - 1] >= tokens.sentence[t] - 1:
        first -= 1
    spoken_of = any(reading.of.get(k) is entity for k in range(first, t)) or any(
        reading.meant[k][0] is entity for k in range(first, t) if k in reading.meant
    )
    if not spoken_of:
        return False
    end = t
    while end < len(tokens) and tokens.sentence[end] == tokens.sentence[t]:
        end += 1
    others = _others(reading, first, t, entity, gender)
    return others <= (1 if not _OTHER[gender].isdisjoint(tokens.low[t + 1 : end]) else 0)


def _others(reading: Reading, first: int, last: int, entity: Entity, gender: str) -> int:
    """How many others the words speak of whom the pronoun could mean."""
    tokens, lex = reading.tokens, lexicon()
    own: set[int] = set()
    bodies: set[int] = set()
    for name in reading.names:
        if first <= name.first < last:
            body = reading.of.get(name.first)
            own.update(range(name.begin, max(name.end, name.described_to) + 1))
            placed = body is not None and body.sort == UNKNOWN and tokens.low[name.begin - 1] in _PLACING
            if body is None or body is entity or placed or body.sort not in (PERSON, UNKNOWN):
                continue
            if body.gender in ("", gender):
                bodies.add(id(body))
    described = {*entity.nouns, *(entity.role or "").lower().split()}
    nouns = 0
    for k in range(first, last):
        low = tokens.low[k]
        somebody = low in lex.person or is_role(low, lex) or is_agent(low) or low.endswith(_ENDINGS)
        if k in own or low in described or not somebody:
            continue
        if k + 1 in own or lex.person.get(low, "") not in ("", gender):
            continue
        nouns += not _DETERMINERS.isdisjoint(tokens.low[max(first, k - _BEFORE) : k])
    return len(bodies) + nouns
