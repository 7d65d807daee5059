"""Whom pronouns and descriptions mean, read in the order of the text.

Salience after Lappin & Leass (1994): every mention gives its entity weight by its place (speaker, subject, object,
possessor, in a quotation), halved with each sentence; a pronoun takes the weightiest entity that agrees in gender and
number. Sentences that are wholly quoted do not age what stands around them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection

from whosays.model import Naming, SourceKind
from whosays.sourcing.agreement import FEMALE, MALE, THEY, YOU, agree, human, several, shown_human, thing
from whosays.sourcing.entities import Entity
from whosays.sourcing.lexicon import lexicon, plural, words
from whosays.sourcing.names import ACCOUNT, DOCUMENT, GROUP, ORGANIZATION, PERSON, UNKNOWN, Name
from whosays.sourcing.nominals import Nominal
from whosays.sourcing.tokens import CAP, Tokens

_SPEAKER, _SUBJECT, _OBJECT, _OBLIQUE, _POSSESSOR, _MODIFIER = 140.0, 80.0, 50.0, 40.0, 35.0, 8.0
_NEAR = 1.6  # for one of the same sentence that is known to agree
_INTRODUCED = 25.0
_CLOSE = 0.8
_LOOK_BACK = 40
_FRONTED_WITHIN = 25  # tokens
_FRONTING = words("discourse_fronting")
_FAINT = 0.6
_LONGEST_NAME = 6  # tokens
_SORT_OF = {
    SourceKind.PERSON: PERSON, SourceKind.ORGANIZATION: ORGANIZATION, SourceKind.DOCUMENT: DOCUMENT,
    SourceKind.ACCOUNT: ACCOUNT, SourceKind.GROUP: GROUP, SourceKind.UNKNOWN: UNKNOWN,
}  # fmt: skip
_SAME = {
    word: line.split()[0]
    for line in (
        "spokesperson spokesman spokeswoman", "chairman chairwoman chairperson chair",
        "lawyer attorney solicitor counsel", "survey poll", "study paper research", "lawsuit suit complaint",
        "post tweet message", "adviser advisor", "officer policeman policewoman", "child kid", "teen teenager",
        "mother mom mum", "father dad", "company firm", "newspaper paper", "organisation organization",
        "ceo executive", "co-founder cofounder", "lawmaker legislator", "councillor councilor",
        "neighbour neighbor", "councilman councilwoman", "congressman congresswoman",
    )
    for word in line.split()
}  # fmt: skip
_PRESS = words("discourse_press")
_KINDRED = {
    "newspaper": _PRESS,
    "magazine": _PRESS,
    "network": frozenset(("news", "network", "broadcaster", "channel")),
    "broadcaster": frozenset(("news", "network", "broadcaster", "channel", "television", "tv", "radio")),
}
_OUTLET_OR_NOT = ("paper", "broadcaster")  # of a scientist, a person: or the outlet named before
_OUTLETS = frozenset((
    "newspaper", "paper", "daily", "weekly", "magazine", "broadcaster", "tabloid", "broadsheet", "website", "outlet",
    "network", "station", "channel", "publication",
))  # fmt: skip
# no commission, court or college is taken up as "the company"
_TRADING = words("discourse_trading")
_MAKERS = words("discourse_makers")  # of what is named with an article, as ships and towers are
_POSSESSIVES = ("its", "his", "her", "their")
_CIVIC = words("roles_civic")
_PUBLIC_BODIES = words("discourse_public_bodies")


def same_noun(noun: str) -> str:
    """One word for nouns that may take each other up ("spokesman", "spokeswoman")."""
    return _SAME.get(noun, noun)


class Discourse:
    """Entities of a text with their weight at the place that has been read up to."""

    def __init__(self, tokens: Tokens, entities: list[Entity], of: dict[int, Entity]) -> None:
        self.tokens = tokens
        self.of = of
        self.entities = list(entities)
        self._recent: dict[int, Entity] = {}
        self._by_noun: dict[str, list[Entity]] = defaultdict(list)
        self._by_text: dict[str, Entity] = {}
        self._clock = _clock(tokens)
        self.previous: Entity | None = None
        self.reporting: set[int] = set()  # the ids of those who are said to report, as outlets do
        self.carrying: set[int] = set()  # … or write it
        self.close = False  # whether the last pronoun may nearly as well mean somebody else
        self.sure = False  # whether the last pronoun left no other candidate worth the name

    def see(self, entity: Entity, at: int, weight: float) -> None:
        """Count a mention of ``entity`` at token ``at``."""
        now = self._clock[self.tokens.sentence[at]]
        if entity.seen >= 0:
            entity.salience *= 0.5 ** min(now - entity.seen, 60)
        new = entity.seen < 0
        entity.salience += weight * (0.25 if self.tokens.quoted[at] else 1.0)
        entity.seen = max(now, entity.seen)
        entity.sentence = self.tokens.sentence[at]
        self._recent.pop(id(entity), None)
        self._recent[id(entity)] = entity
        if len(self._recent) > 80:
            for key in list(self._recent)[:40]:
                del self._recent[key]
        if new:
            for noun in entity.nouns | ({entity.head} if entity.head else set()):
                self.know(entity, noun)

    def know(self, entity: Entity, noun: str) -> None:
        """Let "the ``noun``" mean the entity from here on."""
        known = self._by_noun[same_noun(noun)]
        if entity not in known[-12:]:
            known.append(entity)

    def weight(self, name: Name, first_in_sentence: bool) -> float:
        """What a mention by name weighs in its place; somebody who is introduced is about to matter."""
        place, full = self._place(name, first_in_sentence), len(name.words) > 1
        entity = self.of.get(name.first)
        fresh = entity is not None and entity.seen < 0 and entity.sort == PERSON
        if place == _SUBJECT and full and fresh and self._opens_paragraph(name.begin):
            return place + _SPEAKER
        return place + (_INTRODUCED if name.role and full else 0.0)

    def _opens_paragraph(self, at: int) -> bool:
        """True in the first sentence of a paragraph."""
        tokens, t = self.tokens, at
        while t > 0 and tokens.sentence[t - 1] == tokens.sentence[at] and at - t < _FRONTED_WITHIN:
            t -= 1
        return t == 0 or tokens.paragraph[t - 1] != tokens.paragraph[t]

    def _place(self, name: Name, first_in_sentence: bool) -> float:
        tokens, lex = self.tokens, lexicon()
        if name.headline:
            return _MODIFIER
        if name.premodifier:
            return _MODIFIER
        if name.possessive:
            return _POSSESSOR
        before = name.begin - 1
        if before >= 0 and tokens.low[before] == "the":
            before -= 1
        if before >= 0 and tokens.initial[before] and tokens.low[before] in ("for", "to") and name.sort == PERSON:
            return _SUBJECT  # "For Ada Voss, the matter is closed."
        if before < 0 or tokens.sentence[before] != tokens.sentence[name.begin]:
            return _SUBJECT
        word = tokens.low[before]
        if word in lex.prepositions:
            return _OBLIQUE
        if word == ",":
            return _SUBJECT if first_in_sentence or self._ends_opening(before) else _OBJECT
        return _SUBJECT if first_in_sentence or word in lex.openers or word in ("who", "whom", '"', "”") else _OBJECT

    def _ends_opening(self, comma: int) -> bool:
        """True of the first comma of a sentence that begins with a preposition: "In Dorra, Ada Voss dug"."""
        tokens, t = self.tokens, comma
        while t > 0 and tokens.sentence[t - 1] == tokens.sentence[comma] and comma - t < _FRONTED_WITHIN:
            t -= 1
            if tokens.words[t] == ",":
                return False
        return tokens.initial[t] and tokens.low[t] in lexicon().prepositions

    def pronoun(self, at: int, barred: Collection[Entity] = ()) -> Entity | None:
        """The entity that the third-person pronoun at token ``at`` means; none where nothing before it agrees."""
        word = self.tokens.low[at]
        if word in MALE:
            return self._best(at, lambda e: human(e, "m"), [*barred, *self._possessed(at, MALE)])
        if word in FEMALE:
            return self._best(at, lambda e: human(e, "f"), [*barred, *self._possessed(at, FEMALE)])
        if word in YOU:
            return None
        if word in THEY:
            return self._best(at, several, barred)
        return self._best(at, thing, barred)

    def _possessed(self, at: int, gender: Collection[str]) -> list[Entity]:
        """Those called somebody's with a pronoun alike: in "For her daughter, she said" she is the mother."""
        tokens, first = self.tokens, at
        while first > 0 and tokens.sentence[first - 1] == tokens.sentence[at] and at - first < _FRONTED_WITHIN:
            first -= 1
        owners = [t for t in range(first, at) if tokens.low[t] in gender]
        near = [e for e in self._recent.values() if not e.names and e.head and e.sentence == tokens.sentence[at]]
        return [e for e in near for t in owners if e.head in tokens.low[t + 1 : min(t + 4, at)]]

    def house(self, at: int) -> Entity | None:
        """The named body that is spoken of at a token, whose nameless spokesman speaks; none where two may be meant."""
        found = self._best(at, lambda e: float(e.sort == ORGANIZATION and bool(e.names)), ())
        return found if self.sure else None

    def _best(self, at: int, fit: Callable[[Entity], float], barred: Collection[Entity]) -> Entity | None:
        now = self._clock[self.tokens.sentence[at]]
        best, top, second = None, _FAINT, 0.0
        fronted = self._fronted(at)
        for entity in self._recent.values():
            if entity in barred or entity in fronted:
                continue
            agreement = fit(entity)
            if agreement <= 0:
                continue
            near = _NEAR if agreement >= 1 and entity.sentence == self.tokens.sentence[at] else 1.0
            score = near * (
                agreement
                * (1.4 if entity.speaks else 1.0)
                * entity.salience
                * 0.5 ** min(max(now - entity.seen, 0), 60)
            )
            if score >= top:
                best, top, second = entity, score, top if best else second
            else:
                second = max(second, score)
        self.sure = second * 2 <= top
        self.close = best is not None and second >= _CLOSE * top
        return best

    def _fronted(self, at: int) -> list[Entity]:
        """Those named in what a sentence is opened with: in "Asked about Roe's denial, she said" she is not Roe."""
        tokens = self.tokens
        first = at
        while first > 0 and tokens.sentence[first - 1] == tokens.sentence[at] and at - first < _FRONTED_WITHIN:
            first -= 1
        if tokens.low[first] not in _FRONTING or "," not in tokens.words[first:at]:
            return []
        comma = next(t for t in range(at - 1, first, -1) if tokens.words[t] == ",")
        return [entity for t in range(first, comma) if (entity := self.of.get(t)) is not None]

    def described(self, phrase: Nominal) -> Entity | None:
        """The entity that a definite description takes up; none where it must be a new one."""
        same = self._by_text.get(self._key(phrase))
        bare = not phrase.determined and phrase.naming in (Naming.ROLE, Naming.NAMED)
        if same is not None and (phrase.definite or bare):
            return self._named_since(same, phrase) or same
        if not phrase.definite:
            return None
        if (introduced := self._introduced(phrase)) is not None:
            return introduced
        if (outlet := self._outlet(phrase)) is not None:
            return outlet
        if phrase.kind is SourceKind.ORGANIZATION or phrase.noun in lexicon().generic:
            return self._body(phrase)
        known = self._by_noun.get(same_noun(phrase.singular), [])
        if phrase.singular in _OUTLET_OR_NOT and not known and (outlet := self._body(phrase)) is not None:
            return outlet
        for entity in reversed(known[-_LOOK_BACK:]):
            if (entity.number == 2) == phrase.plural and agree(entity, phrase) and self._modifiers(entity, phrase):
                return entity
        if (
            phrase.singular in ("man", "woman", "boy", "girl", "teenager", "teen", "youth")
            and phrase.head - phrase.first <= 1
        ):
            return self._only_person(phrase)
        return None

    def _outlet(self, phrase: Nominal) -> Entity | None:
        """The one body that was said to write or report something, for "the newspaper"; none where two did so."""
        if phrase.noun not in _OUTLETS or phrase.head - phrase.first != 1 or self.tokens.low[phrase.first] != "the":
            return None
        if self._by_noun.get(same_noun(phrase.singular)):
            return None  # one has been called so
        found = [e for e in self._recent.values() if id(e) in self.carrying and e.names and e.sort != PERSON]
        found = [e for e in found if not e.gender]
        return found[0] if len(found) == 1 else None

    def house_called(self, phrase: Nominal) -> Entity | None:
        """The one named body that has been called by the noun of a description: "the chain"."""
        found = [e for e in self._recent.values() if e.names and phrase.noun in e.nouns and e.sort == ORGANIZATION]
        return found[0] if len(found) == 1 and phrase.head - phrase.first == 1 else None

    def said_before(self, phrase: Nominal) -> Entity | None:
        """The entity that a definite phrase stood for when it was said in the same words."""
        return self._by_text.get(self._key(phrase)) if phrase.definite else None

    def _named_since(self, entity: Entity, phrase: Nominal) -> Entity | None:
        """The one person named with this office since a nameless one was spoken of: "the judge", then Judge Roe."""
        if entity.names or phrase.kind is not SourceKind.PERSON or phrase.head - phrase.first > 1:
            return None
        known = [e for e in self._by_noun.get(same_noun(phrase.singular), [])[-_LOOK_BACK:] if e is not entity]
        return known[0] if len(known) == 1 and known[0].names and known[0].seen > entity.seen else None

    def _introduced(self, phrase: Nominal) -> Entity | None:
        """The body that a name in commas says a description is: in "The operator, Sundlinjen, said" no other one."""
        words, at = self.tokens.words, phrase.last + 1
        body = phrase.kind is SourceKind.ORGANIZATION or phrase.noun in lexicon().generic
        closed = at + 2 < len(words) and words[at] == words[at + 2] == ","
        named = self.of.get(at + 1) if body and closed else None
        return named if named is not None and named.sort in (ORGANIZATION, UNKNOWN) else None

    def remember(self, phrase: Nominal, entity: Entity) -> None:
        """Let the words of a phrase, said again, mean the entity."""
        self._by_text[self._key(phrase)] = entity

    def _key(self, phrase: Nominal) -> str:
        """What two phrases for one thing have in common: "the Roe campaign" is "Jane Roe's campaign"."""
        tokens = self.tokens
        if phrase.kind is SourceKind.ORGANIZATION and phrase.head == phrase.last:
            for t in range(phrase.head - 1, phrase.first - 1, -1):
                owner = self.of.get(t)
                if owner is not None:
                    return f"{id(owner)} {phrase.singular}"
        return tokens.said(phrase.first, phrase.last).lower().removeprefix("the ")

    def new(self, phrase: Nominal) -> Entity:
        """A new entity for a description."""
        entity = Entity(_SORT_OF[phrase.kind], number=2 if phrase.plural or phrase.kind is SourceKind.GROUP else 1)
        entity.gender, entity.head = phrase.gender, phrase.singular
        entity.indefinite = not phrase.definite
        entity.first, entity.last = phrase.first, phrase.last
        entity.label = self.tokens.said(phrase.first, phrase.last)
        self.entities.append(entity)
        return entity

    def _modifiers(self, entity: Entity, phrase: Nominal) -> bool:
        """True where the words around a description's noun do not speak against the entity."""
        tokens, lex = self.tokens, lexicon()
        low = tokens.low
        known = " ".join((entity.label, entity.role or "", entity.affiliation or "")).lower()
        words = [
            t
            for t in range(phrase.first, phrase.last + 1)
            if t != phrase.head and tokens.low[t] not in lex.function and tokens.kinds[t] < 2
        ]
        made = entity.sort == ORGANIZATION and phrase.kind is SourceKind.DOCUMENT  # "the new poll" of one pollster
        if made:
            words = [t for t in words if tokens.low[t] not in ("new", "latest", "same", "most", "recent")]
        if any(tokens.low[t] in ("former", "other", "second", "third", "new", "another", "ex") for t in words):
            if not all(tokens.low[t] in known for t in words if tokens.low[t] in ("former", "second", "third")):
                return False
            if any(tokens.low[t] == "other" or (tokens.low[t] == "new" and not made) for t in words):
                return False
        same = [t for t in words if tokens.low[t] in known]
        capital = [t for t in words if tokens.kinds[t] == CAP]
        if capital and not any(t in same for t in capital):
            return False
        nouns = {entity.head, plural(entity.head), *entity.nouns}
        own = [w for w in known.split() if w not in lex.function and w not in nouns]
        owned = any(mark in entity.label.lower() for mark in ("'s ", "’s ", "s' ", "s’ ", "her ", "his ", "their "))
        if low[phrase.first] in ("his", "her", "their") and own and not entity.names and not owned:
            return False  # "her attorneys" are not "the county attorneys"
        return not words or bool(same) or not own

    def _only_person(self, phrase: Nominal) -> Entity | None:
        now = self._clock[self.tokens.sentence[phrase.first]]
        near = [e for e in self._recent.values() if e.sort == PERSON and e.number == 1 and now - e.seen <= 2]
        fitting = [e for e in near if agree(e, phrase) and shown_human(e)]
        return fitting[0] if len(fitting) == 1 and len(near) == 1 else None

    def _body(self, phrase: Nominal) -> Entity | None:
        noun = phrase.noun
        if noun in _CIVIC and phrase.head - phrase.first == 1:
            places = [e for e in self._recent.values() if e.names and noun in e.nouns]
            if len(places) == 1:
                return places[0]  # "the city" after "the city of Skarn"
        named = [e for e in reversed(self._recent.values()) if e.sort in (ORGANIZATION, UNKNOWN)]
        if self.tokens.kinds[phrase.head] == CAP or phrase.head - phrase.first == 1:
            for entity in named:
                own = _heads(entity)
                if not entity.names and not entity.speaks and phrase.head - phrase.first == 1:
                    continue  # a description in passing: "the company" is who was named
                if noun in own or own & _KINDRED.get(same_noun(noun), frozenset()):
                    return entity
        if noun in lexicon().generic and phrase.head - phrase.first == 1:
            now = self._clock[self.tokens.sentence[phrase.first]]
            hung_on = self._hung_on(phrase)
            if self.tokens.low[phrase.first] in _POSSESSIVES:
                return None  # "its operator" is whoever operates it, and not what is operated
            near = [
                e
                for e in named
                if e is not hung_on
                and not (noun in _MAKERS and e.articled and e.votes.get("n", 0) and not e.speaks)
                and (e.sort == ORGANIZATION or (e.sort == UNKNOWN and e.speaks and not e.gender))
                and e.words
                and now - e.seen <= 3
                and e.salience >= _OBLIQUE / 4
                and not (noun in _TRADING and (_heads(e) & _PUBLIC_BODIES or id(e) in self.reporting))
            ]
            near.sort(key=lambda e: e.salience * 0.5 ** (now - e.seen), reverse=True)
            if near and (len(near) == 1 or _outweighs(near[0], near[1], now)):
                return near[0]
        return None

    def _hung_on(self, phrase: Nominal) -> Entity | None:
        """What the relative clause hangs on whose subject a phrase is: in "the Gull, which the company says" the Gull.

        Who speaks there is somebody else.
        """
        low, at = self.tokens.low, phrase.first - 1
        if at < 1 or low[at] not in ("which", "that", "whom"):
            return None
        last = at - 1 if low[at - 1] != "," else at - 2
        for t in range(last, max(last - _LONGEST_NAME, -1), -1):
            if self.tokens.kinds[t] != CAP:
                return None
            if (entity := self.of.get(t)) is not None:
                return entity
        return None


def _outweighs(one: Entity, other: Entity, now: int) -> bool:
    """True where one entity weighs twice as much as another at a place."""
    first, second = (e.salience * 0.5 ** (now - e.seen) for e in (one, other))
    return first >= 2 * second


def _heads(entity: Entity) -> set[str]:
    """The nouns that say what a body is: the last word of its name, or the one before "of", and what it is called."""
    words = [w.lower() for w in entity.words]
    cut = next((i for i, w in enumerate(words) if w in ("of", "for", "on")), len(words))
    return {words[cut - 1] if cut else ""} | entity.nouns | {entity.head}


def _clock(tokens: Tokens) -> list[int]:
    """For each sentence how many sentences in the text's own voice stand before it."""
    spoken = [True] * (tokens.sentence[-1] + 1 if len(tokens) else 0)
    for sentence, quoted, kind in zip(tokens.sentence, tokens.quoted, tokens.kinds, strict=True):
        if not quoted and kind < 2:
            spoken[sentence] = False
    paragraph = dict(zip(tokens.sentence, tokens.paragraph, strict=True))
    count, clock, last = 0, [], 0
    for sentence, wholly in enumerate(spoken):
        count += (not wholly) + (paragraph.get(sentence, last) != last)
        last = paragraph.get(sentence, last)
        clock.append(count)
    return clock


def speaker_weight(*, introduced: bool) -> float:
    """What being a speaker weighs; somebody without a name who first appears so is the subject, too."""
    return _SPEAKER + (_SUBJECT if introduced else 0.0)
