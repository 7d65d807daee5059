"""Which names of a text are the same person's or body's.

People are matched by surname with first names, initials, suffixes and titles that agree; a bare surname goes to the one
it was last used for, else to the last one introduced. Bodies are matched by their whole name, by an acronym that the
text gives or that their initials make, and by a name of which the later one is the end or the beginning. Two people
are never joined because one word is the same: first names that differ keep them apart.
"""

from __future__ import annotations

from collections import defaultdict

from whosays.sourcing.entities import Entity, plain, same_person, suffix
from whosays.sourcing.lexicon import lexicon
from whosays.sourcing.names import ACCOUNT, GROUP, ORGANIZATION, PERSON, PLACE, UNKNOWN, Name
from whosays.sourcing.tokens import CAP, Tokens

_SKIP = frozenset(("of", "the", "and", "for", "on", "&", "in"))


_LOOK_BACK = 60  # as many namesakes as are ever compared, so that a book of them takes linear time


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
        self._keys: set[tuple[str, int]] = set()

    def _first_time(self, key: str, entity: Entity) -> bool:
        size = len(self._keys)
        self._keys.add((key, id(entity)))
        return len(self._keys) > size

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
            if self._first_time(words[-1], entity):
                known.append(entity)
                for word in _shorter(words[-1]):
                    self.misprints[word].append(entity)
            for word in words:
                if self._first_time("any " + word, entity):
                    self.any[word].append(entity)
        else:
            self.bodies.setdefault(words, entity)
            letters = "".join(w[0] for w in words if w not in _SKIP)
            if len(letters) > 2 or (len(letters) == 2 and "united" in words):
                self.acronyms.setdefault(letters, entity)
                self.acronyms.setdefault("".join(w[0] for w in words), entity)
            for word in {words[0], words[-1]} | {w for w in words if w in lexicon().organization}:
                if self._first_time("part " + word, entity):
                    self.parts[word].append(entity)
        for alias in name.aliases:
            self.acronyms[alias.lower().replace(".", "")] = entity


def cluster(tokens: Tokens, names: list[Name]) -> tuple[list[Entity], dict[int, Entity], list[Name]]:
    """The entities of a text, for the first token of each name the entity that it belongs to, and the names.

    The runs of capitals in headlines are replaced by the names in them that the rest of the text knows.
    """
    index = _Index()
    of: dict[int, Entity] = {}
    ordered = [n for n in names if not n.headline]
    full = [n for n in ordered if n.sort == PERSON and len(plain(n.words)) > 1]
    for name in full:
        of[name.first] = _full(index, name)
    for name in ordered:
        body = name.sort in (ORGANIZATION, PLACE) or (name.sort == UNKNOWN and name.articled)
        if name.first not in of and body and (len(name.words) > 1 or name.aliases):
            of[name.first] = _body(index, name)
    for name in ordered:
        of[name.first] = of.get(name.first) or _short(index, name)
        index.latest[plain(name.words)[-1]] = of[name.first]
    for name in names:
        if name.headline:
            for known, entity in _known(index, tokens, name):
                index.put(entity, known)
                of[known.first] = entity
                ordered.append(known)
    ordered.sort(key=lambda n: n.first)
    entities = [e for e in index.entities if e.spans]
    for entity in entities:
        if not entity.sort and entity.articled and len(entity.words) == 1 and _family(index, entity.words[0].lower()):
            entity.sort, entity.number = GROUP, 2
        entity.label = " ".join(entity.words)
    return sorted(entities, key=lambda e: e.first), of, ordered


def _family(index: _Index, word: str) -> bool:
    """True of a surname of the text in the plural: "the Currys" are people."""
    return any(index.people.get(word.removesuffix(end)) for end in ("s", "es") if word.endswith(end))


def _known(index: _Index, tokens: Tokens, run: Name) -> list[tuple[Name, Entity]]:
    """The names in a headline's run of capitals that the text below has."""
    found: list[tuple[Name, Entity]] = []
    t = run.begin
    while t <= run.last:
        best: tuple[int, Entity] | None = None
        for last in range(min(t + 6, run.last), t - 1, -1):
            words = plain(tuple(tokens.words[t : last + 1]))
            people = [
                e for e in index.people.get(words[-1], [])[-_LOOK_BACK:] if plain(e.words)[-len(words) :] == words
            ]
            entity = people[0] if people else index.bodies.get(words)
            if entity is not None and tokens.kinds[t] == CAP:
                best = (last, entity)
                break
        if best is None:
            t += 1
            continue
        last, entity = best
        name = Name(t, last, t, last, entity.sort, tuple(tokens.words[t : last + 1]), headline=True)
        after = tokens.low[last + 1 : last + 2]
        name.possessive = after in (["'s"], ["’s"])
        found.append((name, entity))
        t = last + 1
    return found


def _full(index: _Index, name: Name) -> Entity:
    words = plain(name.words)
    known = [e for e in index.people[words[-1]][-_LOOK_BACK:] if not _kindred(e, name, words)]
    exact = [e for e in known if any(plain(n.words) == words and _agree(n, name) for n in e.names[:_LOOK_BACK])]
    fitting = [e for e in known if _fits(e, name, words)]
    for entity in exact[:1] or (fitting if len(fitting) == 1 else []):
        index.put(entity, name)
        return entity
    # "Peña Nieto" after "Enrique Peña Nieto"; "Kim Jong-un" stays "Kim Jong-un"
    tails = [e for e in known if len(plain(e.words)) > len(words) and plain(e.words)[-len(words) :] == words]
    if len(tails) == 1:
        index.put(tails[0], name)
        return tails[0]
    return index.new(name)


def _kindred(entity: Entity, name: Name, words: tuple[str, ...]) -> bool:
    """True where one of the two is said to be a relative of the other: "J. Roe, Jonah's father"."""
    return not entity.kin.isdisjoint(words[:-1]) or not name.kin.isdisjoint(plain(entity.words)[:-1])


def _fits(entity: Entity, name: Name, words: tuple[str, ...]) -> bool:
    """True where one of two full names is the end of the other, or nothing in them keeps two people apart."""
    others = [n for n in entity.names[:_LOOK_BACK] if len(n.words) > 1]
    for other in others:
        its = plain(other.words)
        if len(its) > 1 and len(words) > 1 and (its[-len(words) :] == words or words[-len(its) :] == its):
            return _agree(other, name)
    return all(same_person(other, name) for other in others)


def _agree(a: Name, b: Name) -> bool:
    """True where neither title nor suffix tells two names of the same words apart."""
    if a.gender and b.gender and a.gender != b.gender:
        return False
    return not (suffix(a.words) and suffix(b.words) and suffix(a.words) != suffix(b.words))


def _body(index: _Index, name: Name) -> Entity:
    words = plain(name.words)
    entity = index.bodies.get(words)
    if entity is None and len(words) == 1:
        entity = index.acronyms.get(words[0])
    if entity is None:
        entity = _longer(index, words, name.first)
    if entity is None:
        return index.new(name)
    index.put(entity, name)
    return entity


def _longer(index: _Index, words: tuple[str, ...], at: int) -> Entity | None:
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
    known = [entity for entity in found if entity.first <= at] or found  # "the Times" is one that was named already
    return known[-1] if len(set(map(id, known))) == 1 else None


def _short(index: _Index, name: Name) -> Entity:
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
        entity = entity or _longer(index, words, name.first)
    if entity is None:
        return index.new(name)
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
    if name.gender and any(_gender(e) == name.gender for e in known):
        known = [e for e in known if _gender(e) == name.gender]
    if name.nouns:  # an office: somebody who is introduced below, or as a relative, does not have it
        fitting = [e for e in known if name.nouns & e.nouns]
        known = fitting or [e for e in known if e.first <= name.first and not e.nouns & lexicon().family]
    earlier = [e for e in known if e.first <= name.first]
    choice = _choose(index, name, words[-1], earlier or known)
    if choice is not None or len(words) > 1:
        return choice
    others = index.any.get(words[0], [])
    if len(others) == 1 and (not name.title or plain(others[0].words)[0] == words[0]):
        return others[0]  # by the first name, or the family name where it comes first
    if not others and not name.title:
        near = {id(e): e for word in _shorter(words[0]) for e in index.misprints.get(word, []) if e.first < name.first}
        if len(near) == 1 and all(len(e.words) > 1 for e in near.values()):
            return next(iter(near.values()))
    return None


def _gender(entity: Entity) -> str:
    """What titles and descriptions tell of a person, else the given name."""
    given = entity.words[0].lower() if len(entity.words) > 1 else ""
    return entity.gender or lexicon().given.get(given, "")


def _choose(index: _Index, name: Name, key: str, known: list[Entity]) -> Entity | None:
    if len(known) < 2:
        return known[0] if known else None
    bare, latest = index.bare.get(key), index.latest.get(key)
    if bare in known and not name.title:
        return bare
    return latest if latest in known else known[-1]
