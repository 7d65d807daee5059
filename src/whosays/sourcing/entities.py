"""Which names of a text are the same person's or body's.

People are matched by surname with first names, initials, suffixes and titles that agree; a bare surname goes to the one
it was last used for, else to the last one introduced. Bodies are matched by their whole name, by an acronym that the
text gives or that their initials make, and by a name of which the later one is the end or the beginning. Two people
are never joined because one word is the same: first names that differ keep them apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from whosays.sourcing.lexicon import lexicon
from whosays.sourcing.names import ACCOUNT, ORGANIZATION, PERSON, PLACE, UNKNOWN, Name

_SKIP = frozenset(("of", "the", "and", "for", "on", "&", "in"))
_LOOK_BACK = 60  # as many namesakes as are ever compared, so that a book of them takes linear time


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that a text speaks of: its names, what is known of it, and where it is mentioned.

    ``spans`` are pairs of tokens; ``number`` is 2 for several people; ``indefinite`` marks one whom no name or definite
    description identifies; ``salience`` and ``seen`` belong to the reading of pronouns.
    """

    sort: str
    names: list[Name] = field(default_factory=list)
    words: tuple[str, ...] = ()
    gender: str = ""
    number: int = 1
    role: str | None = None
    affiliation: str | None = None
    nouns: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    spans: set[tuple[int, int]] = field(default_factory=set)
    head: str = ""
    label: str = ""
    indefinite: bool = False
    salience: float = 0.0
    seen: int = -1
    votes: dict[str, int] = field(default_factory=dict)
    first: int = 1 << 60
    speaks: bool = False
    articled: bool = False

    def add(self, name: Name) -> None:
        """Take a name in, with what it tells."""
        self.names.append(name)
        self.spans.add((name.begin, name.last))
        self.first = min(self.first, name.begin)
        if name.sort == PERSON or (self.sort == UNKNOWN and name.sort):
            self.sort = name.sort
        if len(name.words) > len(self.words):
            self.words = name.words
        self.gender = self.gender or name.gender
        self.articled = self.articled or name.articled
        self.role = self.role or name.role
        self.affiliation = self.affiliation or name.affiliation
        self.nouns |= name.nouns
        self.aliases.update(alias.lower().replace(".", "") for alias in name.aliases)


def plain(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name in small letters, without full stops, quotation marks and suffixes."""
    suffixes = lexicon().suffixes
    kept = [w.lower().replace(".", "") for w in words]
    return tuple(w for w in kept if w[:1].isalnum() and w not in suffixes) or tuple(kept)


def surname(words: tuple[str, ...]) -> tuple[str, ...]:
    """The last name with its particles: ("ursula", "von", "der", "leyen") → ("von", "der", "leyen")."""
    particles = lexicon().particles
    start = len(words) - 1
    while start > 1 and words[start - 1] in particles:
        start -= 1
    return words[start:]


def same_person(a: Name, b: Name) -> bool:
    """True where nothing in two full names with one surname keeps two people apart."""
    first, second = plain(a.words), plain(b.words)
    if a.gender and b.gender and a.gender != b.gender:
        return False
    if _suffix(a.words) and _suffix(b.words) and _suffix(a.words) != _suffix(b.words):
        return False
    given_a, given_b = first[: -len(surname(first))], second[: -len(surname(second))]
    if not given_a or not given_b:
        return True
    if not _same_given(given_a[0], given_b[0]):
        return given_a[-1] == given_b[-1] and min(len(given_a), len(given_b)) == 1  # called by the middle name
    return all(_same_given(x, y) for x, y in zip(given_a[1:], given_b[1:], strict=False))


def _suffix(words: tuple[str, ...]) -> str:
    last = words[-1].lower().replace(".", "")
    return last if last in ("jr", "sr", "ii", "iii", "iv") else ""


def _same_given(a: str, b: str) -> bool:
    if a == b or ((len(a) == 1 or len(b) == 1) and a[0] == b[0]):
        return True
    if min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)):
        return True
    if len(a) > 5 and len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1:
        return True  # a misprint
    return any(a in group and b in group for group in lexicon().nicknames)


def _shorter(word: str) -> set[str]:
    """A word, and the word with each one letter left out: two that share one differ by a misprint at most."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(1, len(word))} if 5 <= len(word) < 30 else set()


class _Index:
    """Entities by the words that may stand for them."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.people: dict[str, list[Entity]] = defaultdict(list)
        self.any: dict[str, list[Entity]] = defaultdict(list)
        self.bodies: dict[tuple[str, ...], Entity] = {}
        self.acronyms: dict[str, Entity] = {}
        self.parts: dict[str, list[Entity]] = defaultdict(list)
        self.bare: dict[str, Entity] = {}
        self.latest: dict[str, Entity] = {}
        self.misprints: dict[str, list[Entity]] = defaultdict(list)

    def new(self, name: Name) -> Entity:
        entity = Entity(name.sort)
        self.entities.append(entity)
        self.put(entity, name)
        return entity

    def put(self, entity: Entity, name: Name) -> None:
        entity.add(name)
        words = plain(name.words)
        if name.sort == PERSON or entity.sort == PERSON:
            known = self.people[words[-1]]
            if entity not in known:
                known.append(entity)
                for word in _shorter(words[-1]):
                    self.misprints[word].append(entity)
            for word in words:
                if entity not in self.any[word]:
                    self.any[word].append(entity)
        else:
            self.bodies.setdefault(words, entity)
            letters = "".join(w[0] for w in words if w not in _SKIP)
            if len(letters) > 2 or (len(letters) == 2 and "united" in words):
                self.acronyms.setdefault(letters, entity)
                self.acronyms.setdefault("".join(w[0] for w in words), entity)
            for word in {words[0], words[-1]} | {w for w in words if w in lexicon().organization}:
                if entity not in self.parts[word]:
                    self.parts[word].append(entity)
        for alias in name.aliases:
            self.acronyms[alias.lower().replace(".", "")] = entity


def cluster(names: list[Name]) -> tuple[list[Entity], dict[int, Entity]]:
    """The entities of a text, and for the first token of each name the entity that it belongs to."""
    index = _Index()
    of: dict[int, Entity] = {}
    ordered = [n for n in names if not n.headline] + [n for n in names if n.headline]
    full = [n for n in ordered if n.sort == PERSON and len(plain(n.words)) > 1 and not n.headline]
    for name in full:
        of[name.first] = _full(index, name)
    for name in ordered:
        body = name.sort in (ORGANIZATION, PLACE) or (name.sort == UNKNOWN and name.articled)
        if name.first not in of and body and (len(name.words) > 1 or name.aliases) and not name.headline:
            of[name.first] = _body(index, name)
    for name in ordered:
        entity = of.get(name.first) or _short(index, name)
        if entity is not None:
            of[name.first] = entity
            index.latest[plain(name.words)[-1]] = entity
    entities = [e for e in index.entities if e.spans]
    for entity in entities:
        entity.label = " ".join(entity.words)
    return sorted(entities, key=lambda e: e.first), of


def _full(index: _Index, name: Name) -> Entity:
    words = plain(name.words)
    known = index.people[words[-1]][-_LOOK_BACK:]
    fitting = [e for e in known if all(same_person(n, name) for n in e.names[:_LOOK_BACK] if len(n.words) > 1)]
    exact = [e for e in fitting if plain(e.words) == words]
    for entity in exact or (fitting if len(fitting) == 1 else []):
        index.put(entity, name)
        return entity
    # "Peña Nieto" after "Enrique Peña Nieto"; "Kim Jong-un" stays "Kim Jong-un"
    tails = [e for e in known if len(plain(e.words)) > len(words) and plain(e.words)[-len(words) :] == words]
    if len(tails) == 1:
        index.put(tails[0], name)
        return tails[0]
    return index.new(name)


def _body(index: _Index, name: Name) -> Entity:
    words = plain(name.words)
    entity = index.bodies.get(words)
    if entity is None and len(words) == 1:
        entity = index.acronyms.get(words[0])
    if entity is None:
        entity = _longer(index, words, name.sort)
    if entity is None:
        return index.new(name)
    index.put(entity, name)
    return entity


def _longer(index: _Index, words: tuple[str, ...], sort: str) -> Entity | None:
    """The one body of whose name these words are the end or, before a company's form, the beginning."""
    lex = lexicon()
    if " ".join(words) in lex.countries or " ".join(words) in lex.demonyms:
        return None
    found = []
    for entity in index.parts.get(words[-1], [])[-_LOOK_BACK:]:
        whole = plain(entity.words)
        if len(whole) > len(words) and whole[-len(words) :] == words and whole[-len(words) - 1] not in _SKIP:
            found.append(entity)
        elif (
            len(words) == 1
            and words[0] in lex.organization
            and words[0] in whole[:-1]
            and whole[whole.index(words[0]) + 1] in _SKIP
        ):
            found.append(entity)  # "the Church" after "the Church of the Open Door"
    for entity in index.parts.get(words[0], [])[-_LOOK_BACK:]:
        whole = plain(entity.words)
        if (
            len(whole) > len(words)
            and whole[: len(words)] == words
            and all(w in lex.forms for w in whole[len(words) :])
        ):
            found.append(entity)
    return found[-1] if len(set(map(id, found))) == 1 else None


def _short(index: _Index, name: Name) -> Entity | None:
    """The entity of a name that is short or says nothing of its sort; a new one where none fits."""
    words = plain(name.words)
    if name.sort == ACCOUNT:
        entity = index.bodies.get(words) or index.acronyms.get(words[0])
        if entity is None:
            return index.new(name)
        index.put(entity, name)
        return entity
    entity = None
    if not name.articled or name.sort == PERSON:
        entity = _person(index, name, words)
    if entity is None and name.sort != PERSON:
        entity = index.bodies.get(words) or (index.acronyms.get(words[0]) if len(words) == 1 else None)
        entity = entity or _longer(index, words, name.sort)
    if entity is None:
        return None if name.headline else index.new(name)
    index.put(entity, name)
    if entity.sort == PERSON and len(words) == 1 and not name.title:
        index.bare[words[-1]] = entity
    return entity


def _person(index: _Index, name: Name, words: tuple[str, ...]) -> Entity | None:
    known = [
        e
        for e in index.people.get(words[-1], [])[-_LOOK_BACK:]
        if not (e.gender and name.gender and e.gender != name.gender)
    ]
    known = [e for e in known if plain(e.words)[-len(words) :] == words or len(words) == 1]
    if len(words) > 1 and not known:
        return None
    if name.title and not name.gender:
        known = [
            e for e in known if not (name.nouns and e.nouns and not name.nouns & e.nouns and len(known) > 1)
        ] or known
    earlier = [e for e in known if e.first <= name.first]
    choice = _choose(index, name, words[-1], earlier or known)
    if choice is not None or len(words) > 1 or name.title:
        return choice
    others = index.any.get(words[0], [])
    if len(others) == 1:
        return others[0]
    if not others and not name.headline:
        near = {id(e): e for word in _shorter(words[0]) for e in index.misprints.get(word, []) if e.first < name.first}
        if len(near) == 1 and all(len(e.words) > 1 for e in near.values()):
            return next(iter(near.values()))
    return None


def _choose(index: _Index, name: Name, key: str, known: list[Entity]) -> Entity | None:
    if len(known) < 2:
        return known[0] if known else None
    bare, latest = index.bare.get(key), index.latest.get(key)
    if bare in known and not name.title:
        return bare
    return latest if latest in known else known[-1]
