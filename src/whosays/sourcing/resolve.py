"""Mentions to sources: the way through the package, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from whosays.model import Attribution, Document, Naming, Source, SourceKind, Span, Spans
from whosays.sourcing.discourse import DOCUMENT, GROUP, Discourse, speaker_weight, vote
from whosays.sourcing.entities import Entity, cluster
from whosays.sourcing.lexicon import lexicon
from whosays.sourcing.locate import Locator, Mention, Shape
from whosays.sourcing.names import ACCOUNT, ORGANIZATION, PERSON, PLACE, Name, find_names
from whosays.sourcing.nominals import Nominal, extend_left, nominal
from whosays.sourcing.roles import describe
from whosays.sourcing.tokens import LOWER, tokenize
from whosays.sourcing.withheld import Withholding, withholdings

_FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
_SINGULAR_FIRST = frozenset(["i", "me", "my", "mine", "myself"])
_KIND = {
    PERSON: SourceKind.PERSON, ORGANIZATION: SourceKind.ORGANIZATION, PLACE: SourceKind.ORGANIZATION,
    ACCOUNT: SourceKind.ACCOUNT, GROUP: SourceKind.GROUP, DOCUMENT: SourceKind.DOCUMENT,
}  # fmt: skip
_NEAR = 12


@dataclass(slots=True)
class _Speaker:
    """A source in the making: its entity, how it was named, where it speaks."""

    entity: Entity
    kind: SourceKind
    naming: Naming
    name: str
    role: str | None = None
    affiliation: str | None = None
    spans: set[Span] = field(default_factory=set)
    withheld: list[Span] = field(default_factory=list)


def resolve(
    document: Document, attributions: tuple[Attribution, ...]
) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    """The sources that the source spans of a document stand for, and the attributions with their ``source_id``.

    ``attributions`` come in any order and keep it; one without a source span keeps ``None``. Sources are numbered
    ``s1``, ``s2`` … by their first mention; ``mentions`` and ``withheld`` are code points into ``document.text``. A source
    that the document only says to be withheld ("she did not name her source") comes without an attribution. Any
    text is accepted; nothing is raised.
    """
    reading = _Reading(document, attributions)
    reading.read()
    return reading.sources()


class _Reading:
    """One document while it is being read; thrown away afterwards."""

    def __init__(self, document: Document, attributions: tuple[Attribution, ...]) -> None:
        self.document = document
        self.attributions = attributions
        self.tokens = tokenize(document.text, document.furniture)
        self.names = find_names(self.tokens)
        describe(self.tokens, self.names)
        entities, self.of = cluster(self.names)
        self.discourse = Discourse(self.tokens, entities)
        self.locator = Locator(self.tokens, self.names)
        self.speakers: dict[int, _Speaker] = {}
        self.resolved: dict[int, Entity] = {}
        self.mentions = [self.locator.find(a.source) if a.source else None for a in attributions]
        self.number = {a.id: i for i, a in enumerate(attributions)}
        self._inside = _innermost(attributions)
        self._places: list[tuple[int, int]] = []
        self._author_of: dict[bool, _Speaker] = {}
        self.last_indefinite: Naming | None = None

    def read(self) -> None:
        """Resolve every source mention, in the order of the text, then what needs the speakers around it."""
        vote(self.tokens, self.names, self.of)
        later: list[int] = []
        for index, mention in enumerate(self.mentions):
            if mention and mention.name is not None and (entity := self.of.get(mention.name.first)):
                self.resolved[index] = entity
                entity.speaks = True
        for at, _, what in sorted(self._events(), key=lambda event: event[:2]):
            if isinstance(what, Name):
                self._name(what)
            elif isinstance(what, int) and what < 0:
                self._bystander(at)
            elif isinstance(what, int):
                mention = self.mentions[what]
                if (
                    mention is not None
                    and mention.shape is Shape.PRONOUN
                    and self.tokens.low[mention.first] in _FIRST_PERSON
                ):
                    later.append(what)
                elif mention is not None:
                    self._source(what, mention)
        for index in later:
            self._first_person(index)
        self._withheld()

    def _events(self) -> list[tuple[int, int, Name | int]]:
        events: list[tuple[int, int, Name | int]] = []
        taken: set[int] = set()
        for index, mention in enumerate(self.mentions):
            if mention is not None:
                events.append((mention.first, 1, index))
                taken.update(range(mention.first, min(mention.last + 1, mention.first + 40)))
        for name in self.names:
            events.append((name.first, 0, name))
            taken.update(range(name.begin, name.last + 1))
        lex, tokens = lexicon(), self.tokens
        for t, (low, kind) in enumerate(zip(tokens.low, tokens.kinds, strict=True)):
            if (kind != LOWER and not tokens.initial[t]) or t in taken:
                continue
            if (
                (low in ("he", "she") and not tokens.quoted[t])
                or low in lex.person
                or low in lex.persons
                or low == "people"
            ):
                events.append((t, 2, -1))
        return events

    def _name(self, name: Name) -> None:
        entity = self.of.get(name.first)
        if entity is not None:
            tokens = self.tokens
            first = name.begin == 0 or tokens.sentence[name.begin - 1] != tokens.sentence[name.begin]
            self.discourse.see(entity, name.first, self.discourse.weight(name, first))

    def _bystander(self, t: int) -> None:
        """A person who is spoken of without a name and may be meant by what follows."""
        low = self.tokens.low[t]
        if low in ("he", "she"):
            entity = self.discourse.pronoun(t)
            if entity is not None:
                self.discourse.see(entity, t, 60.0)
            return
        if t + 1 < len(self.tokens) and self.tokens.low[t + 1] in lexicon().person:
            return
        first = extend_left(self.tokens, t, 0)
        phrase = nominal(self.tokens, first, t, [])
        if not phrase.determined and not phrase.plural:
            return
        entity = self.discourse.described(phrase)
        if entity is None:
            entity = self.discourse.new(phrase)
            self.discourse.remember(phrase, entity)
        before = first - 1
        lead = before < 0 or self.tokens.sentence[before] != self.tokens.sentence[t]
        lead = lead or (
            (self.tokens.low[before] == "," and before < 5)
            or self.tokens.sentence[max(before - 4, 0)] != self.tokens.sentence[t]
        )
        oblique = not lead and self.tokens.low[before] in lexicon().prepositions
        owner = t + 1 < len(self.tokens) and self.tokens.low[t + 1] in ("'s", "’s")
        self.discourse.see(entity, t, 20.0 if oblique or owner else 60.0 if lead else 35.0)

    # what the attributions' sources are

    def _source(self, index: int, mention: Mention) -> None:
        entity = self.resolved.get(index)
        if entity is None and mention.shape is Shape.PRONOUN:
            entity = self.discourse.pronoun(mention.first, self._around(index))
        if mention.shape is Shape.NAME and entity is not None:
            self._speak(index, mention, entity, None)
        elif mention.shape is Shape.PRONOUN:
            if entity is None:
                phrase = nominal(self.tokens, mention.first, mention.first, [])
                entity = self.discourse.new(phrase)
                entity.sort = PERSON if self.tokens.low[mention.first] in ("he", "she") else entity.sort
            self._speak(index, mention, entity, None)
        else:
            phrase = nominal(self.tokens, mention.first, mention.last, list(mention.names))
            found = None if mention.shape is Shape.SEVERAL and not phrase.definite else self.discourse.described(phrase)
            entity = found or self._introduced_later(phrase) or self.discourse.new(phrase)
            self._speak(index, mention, entity, phrase)
            self.discourse.remember(phrase, entity)

    def _introduced_later(self, phrase: Nominal) -> Entity | None:
        """Headline style: "Harbour pilot says …" is the one person introduced below as "a harbour pilot"."""
        tokens = self.tokens
        if (
            phrase.determined
            or phrase.plural
            or tokens.sentence[phrase.first] != 0
            or phrase.kind is not SourceKind.PERSON
        ):
            return None
        words = {tokens.low[t] for t in range(phrase.first, phrase.last + 1)}
        found = [
            e for e in self.discourse.entities
            if e.sort == PERSON and e.role and words <= set(e.role.lower().replace(",", " ").split()) | {(e.affiliation or "").lower()}
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def _around(self, index: int) -> Entity | None:
        """The speaker of the quotation that a pronoun stands in: it is somebody else."""
        mention = self.mentions[index]
        if mention is None or not self.tokens.quoted[mention.first]:
            return None
        outer = self._enclosing(index)
        return self.resolved.get(outer) if outer is not None else None

    def _enclosing(self, index: int) -> int | None:
        own = self.attributions[index]
        if own.parent is not None and own.parent in self.number:
            return self.number[own.parent]
        return self._inside.get(index)

    def _speak(self, index: int, mention: Mention, entity: Entity, phrase: Nominal | None) -> None:
        self.resolved[index] = entity
        self.discourse.see(entity, mention.first, speaker_weight())
        self.discourse.previous = entity
        speaker = self._speaker(entity, mention, phrase)
        speaker.spans.add(self.tokens.span(mention.first, mention.last))

    def _speaker(self, entity: Entity, mention: Mention, phrase: Nominal | None) -> _Speaker:
        known = self.speakers.get(id(entity))
        if known is not None:
            return known
        if entity.names:
            speaker = self._named(entity)
        elif phrase is not None:
            speaker = self._nameless(entity, mention, phrase)
        elif entity.head:
            first = entity.first
            last = first + len(entity.label.split()) - 1
            phrase = nominal(self.tokens, first, min(last, len(self.tokens) - 1), [])
            speaker = self._nameless(entity, Mention(Shape.NOMINAL, first, phrase.last), phrase)
            speaker.spans.add(self.tokens.span(phrase.first, phrase.last))
        else:
            kind = _KIND.get(entity.sort, SourceKind.UNKNOWN)
            speaker = _Speaker(entity, kind, Naming.UNNAMED, entity.label)
        self.speakers[id(entity)] = speaker
        return speaker

    def _named(self, entity: Entity) -> _Speaker:
        fullest = max(entity.names, key=lambda n: (not n.headline, len(n.words), -n.first))
        name = self.tokens.said(fullest.first, fullest.last)
        guess = (
            SourceKind.PERSON if entity.gender else SourceKind.ORGANIZATION if entity.articled else SourceKind.UNKNOWN
        )
        kind = _KIND.get(entity.sort, guess)
        affiliation = entity.affiliation if entity.affiliation and entity.affiliation.lower() != name.lower() else None
        speaker = _Speaker(entity, kind, Naming.NAMED, name, entity.role, affiliation)
        speaker.spans.update(self.tokens.span(first, last) for first, last in entity.spans)
        return speaker

    def _nameless(self, entity: Entity, mention: Mention, phrase: Nominal) -> _Speaker:
        tokens, naming, kind = self.tokens, phrase.naming, phrase.kind
        label = tokens.said(mention.first, mention.last)
        if mention.shape is Shape.SEVERAL:
            people = [n for n in mention.names if not n.premodifier]
            naming = Naming.NAMED if len(people) > 1 else naming
            return _Speaker(entity, SourceKind.GROUP, naming, label)
        if phrase.noun in ("another", "others") and self.last_indefinite is Naming.UNNAMED:
            naming = Naming.UNNAMED
        elif phrase.noun in ("another", "others", "one", "some", "many"):
            naming = Naming.CROWD
        inside = [n for n in mention.names if n.first <= phrase.head] or list(mention.names)
        if kind is SourceKind.ORGANIZATION and inside and inside[0].first < phrase.head:
            naming = Naming.NAMED
        if naming in (Naming.UNNAMED, Naming.CROWD):
            self.last_indefinite = naming
        role = affiliation = None
        if kind in (SourceKind.PERSON, SourceKind.GROUP) and naming is not Naming.CROWD:
            determined = tokens.low[mention.first] in ("a", "an", "the", "one", "another")
            role = tokens.said(mention.first + (determined and mention.first < mention.last), mention.last)
            bodies = [n for n in mention.names if n.sort in (ORGANIZATION, PLACE, "")]
            affiliation = tokens.said(bodies[0].first, bodies[0].last) if bodies else None
            if bodies and bodies[0].articled:
                affiliation = f"the {affiliation}"
        return _Speaker(entity, kind, naming, label, role, affiliation)

    def _first_person(self, index: int) -> None:
        """ "I" and "we": the speaker of the quotation around them, else the document's author."""
        mention = self.mentions[index]
        assert mention is not None
        outer = self._enclosing(index)
        entity = self.resolved.get(outer) if outer is not None else None
        if entity is not None:
            self._speak(index, mention, entity, None)
            return
        author = self._author(singular=self.tokens.low[mention.first] in _SINGULAR_FIRST)
        author.spans.add(self.tokens.span(mention.first, mention.last))
        self.resolved[index] = author.entity

    def _author(self, singular: bool) -> _Speaker:
        if singular in self._author_of:
            return self._author_of[singular]
        document = self.document
        entity = Entity(PERSON if singular else GROUP, head="author" if singular else "authors")
        if singular and len(document.authors) == 1:
            speaker = _Speaker(entity, SourceKind.PERSON, Naming.NAMED, document.authors[0], "author")
        elif not singular and document.outlet:
            speaker = _Speaker(entity, SourceKind.ORGANIZATION, Naming.NAMED, document.outlet)
        else:
            kind = SourceKind.PERSON if singular else SourceKind.GROUP
            speaker = _Speaker(entity, kind, Naming.ROLE, "the author" if singular else "the authors", "author")
        self.speakers[id(entity)] = self._author_of[singular] = speaker
        return speaker

    # what the document says it withholds

    def _withheld(self) -> None:
        self._places = sorted((m.first, i) for i, m in enumerate(self.mentions) if m is not None and i in self.resolved)
        for found in withholdings(self.document.text):
            near = self.tokens.within(*found.span)
            if near:
                (self._own if found.own else self._of_another)(found, near.start)

    def _before(self, t: int) -> list[int]:
        """The resolved attributions whose source stands before token ``t`` and not far off, nearest first."""
        place = bisect_right(self._places, (t, len(self.attributions)))
        return [i for _, i in reversed(self._places[max(0, place - _NEAR) : place])]

    def _own(self, found: Withholding, t: int) -> None:
        tokens = self.tokens
        sentence = tokens.sentence[t]
        place = bisect_left(self._places, (t, 0))
        around = [
            (first, i)
            for first, i in self._places[max(0, place - _NEAR) : place + _NEAR]
            if abs(tokens.sentence[first] - sentence) <= 1
        ]
        for _, i in sorted(around, key=lambda p: (tokens.sentence[p[0]] != sentence, p[0] > t, abs(p[0] - t))):
            speaker = self.speakers.get(id(self.resolved[i]))
            if speaker is not None and speaker.naming in (Naming.UNNAMED, Naming.ROLE, Naming.CROWD):
                if speaker.kind in (SourceKind.PERSON, SourceKind.GROUP, SourceKind.UNKNOWN):
                    speaker.withheld.append(found.span)
                    return

    def _of_another(self, found: Withholding, t: int) -> None:
        """The source inside the word of the one who keeps it secret; one of its own where that word has none."""
        keeper = self._subject(t)
        secret = None
        for i in self._before(t):
            speaker = self.speakers.get(id(self.resolved[i]))
            if (
                speaker is None
                or speaker.naming not in (Naming.UNNAMED, Naming.ROLE)
                or speaker.kind is SourceKind.DOCUMENT
            ):
                continue
            outer = self._enclosing(i)
            inside = outer is not None and keeper is not None and self.resolved.get(outer) is keeper
            if inside or (found.whose == "the" and speaker.naming is Naming.UNNAMED):
                secret = speaker
                break
        if secret is None:
            words = self.tokens.within(*found.span)
            noun = next((k for k in words if self.tokens.low[k] in ("source", "sources")), None)
            if noun is None or found.whose not in ("his", "her", "their", "its", "the"):
                return
            first = extend_left(self.tokens, noun, words.start)
            phrase = nominal(self.tokens, first, noun, [])
            entity = self.discourse.new(phrase)
            mention = Mention(Shape.NOMINAL, first, noun)
            secret = self._speaker(entity, mention, phrase)
            secret.spans.add(self.tokens.span(first, noun))
        elif (noun := self._possessed_source(found)) is not None:
            secret.spans.add(self.tokens.span(noun - 1, noun))
        secret.withheld.append(found.span)

    def _possessed_source(self, found: Withholding) -> int | None:
        """The noun in "his source", where the possessive stands right before it."""
        words = self.tokens.within(*found.span)
        low = self.tokens.low
        return next(
            (k for k in words if low[k] in ("source", "sources") and low[k - 1] == found.whose != "" and k > 0), None
        )

    def _subject(self, t: int) -> Entity | None:
        """Who stands as subject before the verb at ``t``."""
        tokens = self.tokens
        k = t - 1
        while k >= 0 and tokens.sentence[k] == tokens.sentence[t] and t - k < 25:
            if tokens.low[k] in ("he", "she", "they", "it"):
                return self.discourse.pronoun(k) if self.discourse.previous is None else self._antecedent(k)
            entity = self.of.get(k)
            if entity is not None and not any(n.first == k and (n.premodifier or n.possessive) for n in entity.names):
                return entity
            k -= 1
        return self._antecedent(t)

    def _antecedent(self, t: int) -> Entity | None:
        before = self._before(t)
        for i in before:
            if self._enclosing(i) is None:
                return self.resolved[i]
        return self.resolved[before[0]] if before else None

    # the answer

    def sources(self) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
        """The sources in order of first mention, and the attributions pointing to them."""
        speakers = [s for s in self.speakers.values() if s.spans]
        speakers.sort(key=lambda s: min(s.spans))
        identifiers = {id(s.entity): f"s{n}" for n, s in enumerate(speakers, 1)}
        sources = tuple(
            Source(
                identifiers[id(s.entity)], s.name, s.kind, s.naming, s.role, s.affiliation, _widest(s.spans),
                tuple(sorted(set(s.withheld))),
            )
            for s in speakers
        )  # fmt: skip
        done = tuple(
            replace(a, source_id=identifiers.get(id(self.resolved[i])) if i in self.resolved else None)
            for i, a in enumerate(self.attributions)
        )
        return sources, done


def _innermost(attributions: tuple[Attribution, ...]) -> dict[int, int]:
    """For each attribution the one in whose content its source stands; the innermost, by one sweep over the text."""
    points: list[tuple[int, int, int, int]] = []
    for index, attribution in enumerate(attributions):
        if attribution.source:
            points.append((attribution.source[0][0], 1, index, 0))
            points += [(start, 0, index, end) for start, end in attribution.content if start < end]
    open_contents: list[tuple[int, int]] = []
    found: dict[int, int] = {}
    for position, kind, index, end in sorted(points):
        open_contents = [(e, i) for e, i in open_contents if e > position]
        if kind == 0:
            open_contents.append((end, index))
        elif inner := [(e, i) for e, i in open_contents if i != index]:
            found[index] = min(inner)[1]
    return found


def _widest(spans: set[Span]) -> Spans:
    """The spans in order, without those that stand inside another."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
