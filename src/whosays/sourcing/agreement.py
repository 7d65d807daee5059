"""Who may be meant by "he", "she", "they" and "it", and what pronouns tell of a person."""

from __future__ import annotations

from collections import defaultdict

from whosays.sourcing.entities import Entity
from whosays.sourcing.lexicon import lexicon, words
from whosays.sourcing.names import ACCOUNT, DOCUMENT, GROUP, ORGANIZATION, PERSON, PLACE, UNKNOWN, Name
from whosays.sourcing.nominals import Nominal
from whosays.sourcing.tokens import LOWER, Tokens

_FIRST_NAME = 6
NEITHER = "t"  # the gender of one person whom a text calls "they"
_CALLED_THEY = 2  # votes
_SEVERAL = words("agreement_several")


MALE = frozenset(("he", "him", "his", "himself"))


FEMALE = frozenset(("she", "her", "hers", "herself"))


YOU = frozenset(("you", "your", "yours", "yourself", "yourselves"))


THEY = frozenset(("they", "them", "their", "theirs", "themselves"))


def agree(entity: Entity, phrase: Nominal) -> bool:
    return not (entity.gender and phrase.gender and entity.gender != phrase.gender)


def human(entity: Entity, gender: str) -> float:
    """How well an entity agrees with "he" or "she"."""
    if entity.number == 2 or entity.sort not in (PERSON, UNKNOWN):
        return 0.0
    if entity.gender:
        return 1.0 if entity.gender == gender else 0.0
    if entity.lean and entity.lean != gender:
        return 0.08
    if entity.sort == UNKNOWN and entity.head and not entity.names and entity.head not in lexicon().function:
        return 0.1  # a phrase whose noun is nobody: "language"
    return 0.6 if entity.sort == PERSON else 0.1 if entity.articled else 0.5 if entity.speaks else 0.3


def shown_human(entity: Entity) -> bool:
    """True where the text or a given name shows that a name is a person's: two capitals alone may be a ship's."""
    given = entity.words[0].lower() if len(entity.words) > 1 else ""
    told = entity.gender or entity.role or entity.nouns or entity.kin or entity.speaks or not entity.names
    return bool(told) or given in lexicon().given


def several(entity: Entity) -> float:
    """How well an entity agrees with "they"."""
    if entity.number == 2 or entity.sort == GROUP or entity.gender == NEITHER:
        return 1.0
    if entity.sort == ORGANIZATION:
        return 0.8
    if entity.sort == PERSON and not entity.gender and not entity.words:
        return 0.7
    return 0.1 if entity.sort == PLACE else 0.0


def thing(entity: Entity) -> float:
    """How well an entity agrees with "it"."""
    if entity.number == 2:
        return 0.0
    return {ORGANIZATION: 1.0, DOCUMENT: 0.9, ACCOUNT: 0.9, PLACE: 0.6, UNKNOWN: 0.4 + 0.3 * entity.articled}.get(
        entity.sort, 0.0
    )


def _spoken_for(tokens: Tokens, name: Name) -> bool:
    k = name.begin - 1 - (name.begin > 0 and tokens.low[name.begin - 1] == "the")
    return k > 0 and tokens.low[k] == "for" and tokens.low[k - 1].startswith("spokes")


def _vote_first_name(entity: Entity) -> None:
    """Let a given name count as much as a pronoun or two: pronouns that say otherwise outweigh it."""
    if entity.sort == PERSON and len(entity.words) > 1 and not entity.gender:
        gender = lexicon().given.get(entity.words[0].lower())
        if gender:
            entity.votes[gender] = entity.votes.get(gender, 0) + _FIRST_NAME


def _vote_thing(tokens: Tokens, names: list[Name], of: dict[int, Entity]) -> None:
    """Let "it" and "its" behind the one thing named in a sentence tell that a name of no known sort is a body's."""
    things: dict[int, list[Name]] = defaultdict(list)
    for name in names:
        entity = of.get(name.first)
        if entity is not None and entity.sort != PERSON and not tokens.quoted[name.first] and not name.headline:
            things[tokens.sentence[name.first]].append(name)
    for t, word in enumerate(tokens.low):
        if word not in ("its", "itself") or tokens.quoted[t]:
            continue
        named = things.get(tokens.sentence[t], [])
        if len({id(of[n.first]) for n in named}) != 1 or named[0].first > t:
            continue
        entity = of[named[0].first]
        if entity.sort == UNKNOWN and not named[0].premodifier and not named[0].possessive:
            entity.votes["n"] = entity.votes.get("n", 0) + 1
    for entity in {id(e): e for e in of.values()}.values():
        human_votes = entity.votes.get("m", 0) + entity.votes.get("f", 0)
        if entity.sort == UNKNOWN and not entity.gender and entity.votes.get("n", 0) > human_votes:
            entity.sort = ORGANIZATION


def _vote_they(tokens: Tokens, people: dict[int, set[Entity]], where: dict[int, int]) -> None:
    """Let "they" tell of a person, where the text says neither "he" nor "she" of them and nobody else may be meant."""
    several_from: dict[int, int] = {}  # the first word of a sentence that may be several people or things
    for t, low in enumerate(tokens.low):
        plural = tokens.kinds[t] == LOWER and low.endswith("s") and not low.endswith(("ss", "us", "is", "as"))
        if plural or low in _SEVERAL:
            several_from.setdefault(tokens.sentence[t], t)
    for t, low in enumerate(tokens.low):
        if low not in THEY or tokens.quoted[t]:
            continue
        sentence = tokens.sentence[t]
        opening = t == 0 or tokens.sentence[t - 1] != sentence
        at = sentence - 1 if opening and sentence not in people else sentence
        candidates = people.get(at, set())
        pronouns = tokens.low[t + 1 : t + 3] in (["/", "them"], ["and", "them"])  # "who uses they/them"
        if len(candidates) != 1 or where[at] > t or (several_from.get(at, t) < t and not pronouns):
            continue
        (entity,) = candidates
        entity.votes[NEITHER] = entity.votes.get(NEITHER, 0) + (_CALLED_THEY if pronouns else 1)
    for entity in {id(e): e for group in people.values() for e in group}.values():
        called = entity.votes.get(NEITHER, 0) >= _CALLED_THEY
        if called and not entity.gender and not entity.votes.get("m") and not entity.votes.get("f"):
            entity.gender = NEITHER


def vote(tokens: Tokens, names: list[Name], of: dict[int, Entity]) -> None:
    """Let "he" and "she" beside the only person of a sentence tell that person's gender."""
    people: dict[int, set[Entity]] = defaultdict(set)
    where: dict[int, int] = {}
    for name in names:
        entity = of.get(name.first)
        if _spoken_for(tokens, name):
            continue  # in "A spokeswoman for Roe Ferries said … She" she is not Roe Ferries
        if entity is not None and entity.sort == PERSON and not name.headline and not tokens.quoted[name.first]:
            people[tokens.sentence[name.first]].add(entity)
            where.setdefault(tokens.sentence[name.first], name.first)
    for t, word in enumerate(tokens.low):
        gender = "m" if word in MALE else "f" if word in FEMALE else ""
        if not gender or tokens.quoted[t]:
            continue
        sentence = tokens.sentence[t]
        if sentence in people and where[sentence] < t:
            candidates, strength = people[sentence], 2
        elif t < 2 or tokens.sentence[t - 2] != sentence:
            candidates, strength = people.get(sentence - 1, set()), 1
        else:
            continue
        if len(candidates) == 1:
            (entity,) = candidates
            entity.votes[gender] = entity.votes.get(gender, 0) + strength
    _vote_they(tokens, people, where)
    _vote_thing(tokens, names, of)
    for entity in {id(e): e for e in of.values()}.values():
        _vote_first_name(entity)
        male, female = entity.votes.get("m", 0), entity.votes.get("f", 0)
        if not entity.gender and max(male, female) >= 2 * min(male, female) and male != female:
            entity.gender = "m" if male > female else "f"
