"""A document read once from front to back: whom each source span stands for."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from whosays.model import Attribution, Document, Naming, SourceKind
from whosays.sourcing.affiliations import affiliation
from whosays.sourcing.agreement import vote
from whosays.sourcing.appositions import HIRED
from whosays.sourcing.clustering import cluster
from whosays.sourcing.discourse import Discourse, speaker_weight
from whosays.sourcing.entities import Entity
from whosays.sourcing.lexicon import lexicon, words
from whosays.sourcing.locate import POLLS, Locator, Mention, Shape
from whosays.sourcing.names import DOCUMENT, GROUP, ORGANIZATION, PERSON, UNKNOWN, Name, find_names
from whosays.sourcing.nominals import DEFINITE, INDEFINITE, Nominal, extend_left, nominal
from whosays.sourcing.roles import describe
from whosays.sourcing.speakers import KIND, Speaker, named, nameless, usual_words
from whosays.sourcing.tokens import CAP, LOWER, Tokens, tokenize
from whosays.sourcing.withheld import Withholding, withholdings

_FIRST_PERSON = words("reading_first_person")
_REPORTING = frozenset(("reported", "reports", "broadcast"))
_PUBLISHING = _REPORTING | {"announced", "disclosed", "by"}
_CARRYING = _REPORTING | {"writes", "wrote", "reveals", "revealed", "broke"}
_SHOWING = frozenset(
    ("show", "showed", "reveal", "revealed", "suggest", "suggested", "indicate", "indicated", "contain")
)
_PICTURES = frozenset(("photographs", "photos", "pictures", "images", "videos", "recordings", "figures", "tapes"))
_OF_A_PLACE = frozenset(("regional", "local", "district", "provincial", "village", "town", "city", "county"))
_OTHERS = frozenset(("another", "second", "one", "other", "third"))
_AGAINST = re.compile(
    r"\b(?:not|no|never|nothing|none|false|untrue|wrong|deni\w+|reject\w*|lies?)\b|n['’]t\b", re.IGNORECASE
)
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|dismiss|reject|rebuff|refut|disput)", re.IGNORECASE)
_OF_THEMSELVES = re.compile(r"\W*(?:that\s+)?(?:\w+\s+){0,2}?(?:he|she|I|we|his|her|my|our)\b")
_LIVED = re.compile(r"\b(?:had|have|has|saw|heard|found|watched)\b", re.IGNORECASE)
_STEM = 5  # letters
_LEAD_WITHIN, _NAMED_WITHIN = 1, 2  # sentences
_WITHHELD_WITHIN: Final = 12  # tokens
_REPLY = frozenset(("replied", "replies", "answered", "answers", "retorted", "countered", "responded"))
_SINGULAR_FIRST = frozenset(["i", "me", "my", "mine", "myself"])

_FIRM = frozenset(("company", "firm"))
_DESCRIBED_WITHIN = 12  # words behind a name in which its description stands


class Reading:
    """One document while it is being read; thrown away afterwards."""

    def __init__(self, document: Document, attributions: tuple[Attribution, ...]) -> None:
        self.document = document
        self.attributions = attributions
        self.tokens = tokenize(document.text, document.furniture)
        self.tokens.verbs = _verbs(self.tokens, attributions)
        names = find_names(self.tokens)
        describe(self.tokens, names)
        entities, self.of, self.names = cluster(self.tokens, names)
        self.discourse = Discourse(self.tokens, entities, self.of)
        self.locator = Locator(self.tokens, self.names)
        self.speakers: dict[int, Speaker] = {}
        self.resolved: dict[int, Entity] = {}
        self.first_mention: dict[int, Mention] = {}
        self.mentions = [self.locator.find(a.source) if a.source else None for a in attributions]
        self.number = {a.id: i for i, a in enumerate(attributions)}
        self._inside = _innermost(attributions)
        self.doubted: set[int] = set()  # attributions whose pronoun may nearly as well mean somebody else
        self._groups: dict[frozenset[int], Entity] = {}
        self._pairs: dict[int, tuple[Entity, Entity]] = {}
        self._children: dict[str | None, list[int]] = {}
        for i, a in enumerate(attributions):
            self._children.setdefault(a.parent, []).append(i)
        self._author_of: dict[bool, Speaker] = {}
        self.last_indefinite: Naming | None = None

    @cached_property
    def spoken_sentences(self) -> frozenset[int]:
        """The numbers of the sentences that hold a word of an attribution."""
        spans = (span for a in self.attributions for span in (*a.source, *a.cue, *a.content))
        return frozenset(self.tokens.sentence[t] for span in spans for t in self.tokens.within(*span))

    @cached_property
    def _spoken(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for index, entity in self.resolved.items():
            found.setdefault(id(entity), []).append(index)
        return found

    def spoken_by(self, entity: Entity) -> list[int]:
        """The attributions that are resolved to an entity, once all are."""
        return self._spoken.get(id(entity), [])

    def spoken_mentions(self, entity: Entity) -> list[Mention]:
        """The words that stand for an entity as a speaker, once all are resolved; what it first spoke by first."""
        first = self.first_mention.get(id(entity))
        others = [m for i in self.spoken_by(entity) if (m := self.mentions[i]) is not None and m is not first]
        return [self._work(m) for m in ([first, *others] if first is not None else others)]

    def _work(self, mention: Mention) -> Mention:
        """The words for what a name has made, where they stand for it: "a poll taken in May by the Harbour Trust"."""
        made = self.locator.made.get(mention.name.first) if mention.name is not None else None
        return mention if made is None else Mention(Shape.NOMINAL, *made)

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

    def _events(self) -> list[tuple[int, int, Name | int]]:
        events: list[tuple[int, int, Name | int]] = []
        taken: set[int] = set()
        for index, mention in enumerate(self.mentions):
            if mention is not None:
                events.append((mention.first, 1, index))
                taken.update(range(mention.first, min(mention.last + 1, mention.first + 40)))
        for name in self.names:
            events.append((name.first, 0, name))
            taken.update(range(name.begin, max(name.last, name.described_to) + 1))
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
        oblique = before >= 0 and self.tokens.low[before] in lexicon().prepositions
        owner = t + 1 < len(self.tokens) and self.tokens.low[t + 1] in ("'s", "’s")
        self.discourse.see(entity, t, 20.0 if oblique or owner else 60.0 if lead else 35.0)

    # what the attributions' sources are

    def _source(self, index: int, mention: Mention) -> None:
        entity = self.resolved.get(index)
        if entity is None and self._is_answer(mention):
            entity = self._interviewed(mention)
            if entity is not None and entity.names:
                self._speak(index, mention, entity, None)
                return
        if entity is None and mention.shape is Shape.PRONOUN:
            entity = self._shown(index, mention) or self._meant(index, mention)
            if entity is not None and self.discourse.close:
                self.doubted.add(index)
            if entity is not None and not entity.gender and self.tokens.low[mention.first] in ("he", "she"):
                entity.lean = "m" if self.tokens.low[mention.first] == "he" else "f"
                entity.gender = entity.lean if self.discourse.sure else ""
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
            several = mention.shape is Shape.SEVERAL
            found = (
                self._together(mention, phrase) if several else self._both(phrase) or self.discourse.described(phrase)
            )
            if found is not None and found.names and self._kept_back(mention.last):
                found = None  # "The man, who asked not to be named" has no name here
            named = None
            if found is None or self._only_in_headline(found):
                named = (
                    self._introduced_later(phrase)
                    or self._titled_later(phrase)
                    or self._named_behind(index, phrase)
                    or self._denier_named_behind(index, phrase)
                )
            if named is None and found is not None and phrase.definite and self._only_in_headline(found):
                named = self.discourse.house_called(phrase)
            if named is not None and found is not None:
                self._merge(found, named)
            entity = named or found or self.discourse.new(phrase)
            self._speak(index, mention, entity, phrase)
            self.discourse.remember(phrase, entity)

    def _kept_back(self, last: int) -> bool:
        """True where the sentence says of the phrase ending at a token, of no name between, that it is unnamed."""
        tokens = self.tokens
        for one in self.withheld:
            at = self.tokens.within(*one.span).start if one.own else -1
            if last < at <= last + _WITHHELD_WITHIN and tokens.sentence[at] == tokens.sentence[last]:
                return not any(t in self.of for t in range(last + 1, at))
        return False

    @cached_property
    def withheld(self) -> list[Withholding]:
        """The statements of the text that a source is kept secret, in order."""
        return withholdings(self.document.text)

    def _together(self, mention: Mention, phrase: Nominal) -> Entity | None:
        """The source that the same people together were before, however each was named; none where it is the first."""
        bodies = (self.of.get(name.first) for name in mention.names if not name.premodifier)
        people = frozenset(id(body) for body in bodies if body is not None and body.sort == PERSON)
        if len(people) < 2:
            return self.discourse.said_before(phrase)
        entity = self._groups.get(people)
        if entity is None:
            entity = self._groups[people] = self.discourse.new(phrase)
        return entity

    def _both(self, phrase: Nominal) -> Entity | None:
        """The two people of the sentence before whom "both women", "the pair" mean; none where it names not two."""
        tokens = self.tokens
        low = tokens.low[phrase.first : phrase.last + 1]
        if not ((low[0] == "both" and len(low) == 2) or low in (["the", "two"], ["the", "pair"], ["the", "couple"])):
            return None
        before = tokens.sentence[phrase.first] - 1
        named = [e for n in self._names_of(before) if (e := self.of.get(n.first)) is not None and e.sort == PERSON]
        people = list({id(e): e for e in named if not phrase.gender or e.gender in ("", phrase.gender)}.values())
        if len(people) != 2:
            return None
        key = frozenset(map(id, people))
        if key not in self._groups:
            self._groups[key] = self.discourse.new(phrase)
        self._pairs[id(self._groups[key])] = (people[0], people[1])
        return self._groups[key]

    def _names_of(self, sentence: int) -> list[Name]:
        """The names in a sentence that stand for their bearers, not for what is theirs."""
        return [n for n in self.names if self.tokens.sentence[n.first] == sentence and not n.premodifier]

    def _meant(self, index: int, mention: Mention) -> Entity | None:
        """Whom a pronoun means: nobody quoted in the words that it introduces.

        Who replies is not who spoke last, where anybody else may be meant.
        """
        around = self._around(index)
        others = [around] if around is not None else [self.resolved[i] for i in self._within(index)]
        if around is None and self.discourse.previous is not None and self._replies(index):
            other = self.discourse.pronoun(mention.first, [*others, self.discourse.previous])
            if other is not None:
                return other
        return self.discourse.pronoun(mention.first, others)

    def _shown(self, index: int, mention: Mention) -> Entity | None:
        """What "they" are that show something: the e-mails, photographs or figures of the sentence before."""
        tokens, t = self.tokens, mention.first
        if tokens.low[t] != "they" or _SHOWING.isdisjoint(self._cue_words(index)):
            return None
        lex = lexicon()
        for at in range(t - 1, -1, -1):
            if tokens.sentence[at] < tokens.sentence[t] - 1:
                break
            low = tokens.low[at]
            if tokens.kinds[at] == LOWER and low.endswith("s") and low in lex.document | _PICTURES:
                first = extend_left(tokens, at, 0)
                phrase = nominal(tokens, first, at, [])
                entity = self.discourse.described(phrase) or self.discourse.new(phrase)
                entity.sort, entity.number = DOCUMENT, 2
                self.discourse.remember(phrase, entity)
                return entity
        return None

    def _within(self, index: int) -> list[int]:
        """The attributions in the content of another that are resolved already."""
        return [i for i in self._children.get(self.attributions[index].id, ()) if i in self.resolved]

    def _replies(self, index: int) -> bool:
        """True where an attribution's verb takes somebody else up: "She replied that ..."."""
        text = self.document.text
        return any(
            not _REPLY.isdisjoint(text[start:end].lower().split()) for start, end in self.attributions[index].cue
        )

    def _is_answer(self, mention: Mention) -> bool:
        """True of the label "A:" at the head of a paragraph."""
        tokens, t = self.tokens, mention.first
        said = tokens.words[t].removesuffix(".")
        dotted = tokens.words[t].endswith(".") or tokens.words[t + 1 : t + 2] in ([":"], ["."])
        first = t == 0 or tokens.paragraph[t - 1] != tokens.paragraph[t]
        return t == mention.last and said in ("A", "ANSWER") and dotted and first

    def _interviewed(self, mention: Mention) -> Entity | None:
        """Who answers in questions and answers: the one person whom the text above them names in full."""
        people = [
            e
            for e in self.discourse.entities
            if e.sort == PERSON and e.first < mention.first and len(e.words) > 1 and e.words[0] not in ("Q.", "A.")
        ]
        return people[0] if len(people) == 1 else None

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
        said = {tokens.low[t] for t in range(phrase.first, phrase.last + 1)}
        found = [e for e in self.discourse.entities if e.sort == PERSON and said <= _description(e)]
        return found[0] if len(found) == 1 else None

    def _titled_later(self, phrase: Nominal) -> Entity | None:
        """The one person of the text with an office, for "the governor" before "Governor Pavel Stenko"."""
        tokens = self.tokens
        said = {tokens.low[t] for t in range(phrase.first, phrase.head) if tokens.kinds[t] == LOWER}
        lead = tokens.paragraph[phrase.first] > 0 and tokens.sentence[phrase.first] <= _LEAD_WITHIN + 1
        plain = lead and phrase.head == phrase.last and said <= DEFINITE | _OF_A_PLACE
        if (
            not plain
            or not phrase.definite
            or phrase.possessed
            or phrase.plural
            or phrase.kind is not SourceKind.PERSON
        ):
            return None
        found = [e for e in self.discourse.entities if e.sort == PERSON and e.names and phrase.noun in _description(e)]
        fits = len(found) == 1 and found[0].first > phrase.last and _office(found[0]) == phrase.noun
        return found[0] if fits and found[0].gender in ("", phrase.gender or found[0].gender) else None

    def _named_behind(self, index: int, phrase: Nominal) -> Entity | None:
        """Whom the next sentences name of the lead's one source: "… , according to a former chemist. Ewa Rudd, who left
        the firm in May, said": a newspaper names in the second paragraph whom it describes in the first."""
        tokens = self.tokens
        lead = tokens.sentence[phrase.first]
        if phrase.plural or phrase.kind is not SourceKind.PERSON or lead > _LEAD_WITHIN or self._kept_back(phrase.last):
            return None
        if (
            not phrase.determined
            or phrase.possessed
            or any(tokens.low[t] in _OTHERS for t in range(phrase.first, phrase.head))
        ):
            return None
        if self._is_said_again(phrase):
            return None
        next_one = self._speaks_next(index, phrase)
        if next_one is None:
            return None
        entity, _, content = next_one
        told = entity.role or any(name.title for name in entity.names)
        before = any(tokens.sentence[n.first] <= lead and not n.headline for n in entity.names)
        if told or before or _AGAINST.search(content):
            return None  # an answer is another's
        if not _OF_THEMSELVES.match(content) or not self._same_matter(lead, content):
            return None  # so is what somebody feels about it
        self._takes_office(entity, phrase)
        return entity

    def _denier_named_behind(self, index: int, phrase: Nominal) -> Entity | None:
        """Whom the next sentences name of whoever denied: "The head of the trust has denied that P. “There is no P,”
        Ida Falk said": a paper gives the office first and then the name, which nothing else describes."""
        lead = self.tokens.sentence[phrase.first]
        if not phrase.definite or phrase.plural or phrase.kind is not SourceKind.PERSON or self._kept_back(phrase.last):
            return None
        if not _DENIES.search(self.document.quote(self.attributions[index].cue)):
            return None
        next_one = self._speaks_next(index, phrase)
        if next_one is None:
            return None
        entity, name, content = next_one
        described = entity.role or name.title or name.described_to > name.last or self._apposition_behind(name)
        before = any(self.tokens.sentence[n.first] <= lead for n in entity.names)
        if described or before or not _AGAINST.search(content):
            return None
        self._takes_office(entity, phrase)
        return entity

    def _speaks_next(self, index: int, phrase: Nominal) -> tuple[Entity, Name, str] | None:
        """The person who speaks next, by a full name in the sentences right behind a phrase, the name there and what is
        said; none where anybody else speaks first, or they cannot be whom the phrase describes."""
        tokens = self.tokens
        lead = tokens.sentence[phrase.first]
        for number, mention in enumerate(self.mentions[index + 1 :], index + 1):
            if mention is not None and mention.first <= phrase.last:
                continue
            if mention is None or mention.shape is not Shape.NAME or mention.name is None:
                return None
            entity = self.of.get(mention.name.first)
            if not lead < tokens.sentence[mention.first] <= lead + _NAMED_WITHIN or entity is None:
                return None
            of_one_sex = not (phrase.gender and entity.gender) or phrase.gender == entity.gender
            if entity.sort != PERSON or len(entity.words) < 2 or not of_one_sex:
                return None
            return entity, mention.name, " ".join(self.document.quote(self.attributions[number].content).split())
        return None

    def _takes_office(self, entity: Entity, phrase: Nominal) -> None:
        """Let somebody who is named have the office, and speak for the body, by which a phrase calls them."""
        starts = {name.first: name for name in self.names}
        entity.role = self.tokens.said(phrase.first + 1, phrase.last)
        house = affiliation(self.tokens, starts, phrase.first, phrase.head, phrase.last, lexicon())
        entity.affiliation = entity.affiliation or house

    def _apposition_behind(self, name: Name) -> bool:
        """Whether a name is followed by who that is: "Ida Falk, a nurse there"."""
        behind = self.tokens.low[name.end + 1 : name.end + 3]
        return len(behind) == 2 and behind[0] == "," and behind[1] in DEFINITE | INDEFINITE

    def _only_in_headline(self, entity: Entity) -> bool:
        """Whether somebody without a name was met in the headline alone."""
        return not entity.names and entity.last >= 0 and _heads(self.tokens, entity.first)

    def _merge(self, entity: Entity, into: Entity) -> None:
        """Let what a headline's nameless speaker was be somebody's who is named below."""
        for index in [i for i, one in self.resolved.items() if one is entity]:
            self.resolved[index] = into
        speaker = self.speakers.pop(id(entity), None)
        mention = self.first_mention.pop(id(entity), None)
        if speaker is not None and mention is not None:
            self.speaker(into, mention, None).spans.update(speaker.spans)

    def _same_matter(self, sentence: int, content: str) -> bool:
        """Whether somebody tells what they have lived through, in a word of the sentence that they may stand behind."""
        tokens = self.tokens
        told = {
            tokens.low[t][:_STEM] for t in range(len(tokens)) if tokens.sentence[t] == sentence and tokens.kinds[t] < 2
        }
        own = {word[:_STEM] for word in content.lower().split() if len(word) >= _STEM}
        return _LIVED.search(content) is not None and bool(own & told)

    def _is_said_again(self, phrase: Nominal) -> bool:
        """Whether "the chemist" comes up again, who is then somebody without a name."""
        low, noun = self.tokens.low, self.tokens.low[phrase.head]
        return any(
            low[t] == noun and low[t - 1] in ("the", "another", "second") for t in range(phrase.last + 1, len(low))
        )

    def _around(self, index: int) -> Entity | None:
        """The speaker of the quotation that a pronoun stands in: it is somebody else."""
        mention = self.mentions[index]
        if mention is None or not self.tokens.quoted[mention.first]:
            return None
        outer = self.enclosing(index)
        return self.resolved.get(outer) if outer is not None else None

    def enclosing(self, index: int) -> int | None:
        """The attribution in whose content the source of another stands: its parent, else the innermost around it."""
        own = self.attributions[index]
        if own.parent is not None and own.parent in self.number:
            return self.number[own.parent]
        return self._inside.get(index)

    def _speak(self, index: int, mention: Mention, entity: Entity, phrase: Nominal | None) -> None:
        self.resolved[index] = entity
        self.discourse.see(entity, mention.first, speaker_weight(introduced=entity.indefinite and entity.seen < 0))
        entity.speaks = True
        if mention.name is not None and (made := self.locator.made.get(mention.name.first)) is not None:
            noun = self.tokens.low[made[0]]
            self.discourse.know(entity, noun)  # "the poll" is the pollster's word from here on
            if entity.sort == UNKNOWN and noun in POLLS:
                entity.sort = ORGANIZATION
        self.discourse.previous = entity
        speaker = self.speaker(entity, mention, phrase)
        self.first_mention.setdefault(id(entity), mention)
        speaker.publishes = speaker.publishes or self._verb(index) in _PUBLISHING
        if self._verb(index) in _REPORTING:
            self.discourse.reporting.add(id(entity))
        if not _CARRYING.isdisjoint(self._cue_words(index)):
            self.discourse.carrying.add(id(entity))
        speaker.spans.add(self.tokens.span(mention.first, mention.last))

    def _verb(self, index: int) -> str:
        """The last word of an attribution's cue: of outlets and companies "reported", "announced"."""
        text = self.document.text
        return next((words[-1] for s, e in self.attributions[index].cue if (words := text[s:e].lower().split())), "")

    def _cue_words(self, index: int) -> list[str]:
        """The words of an attribution's cue, in small letters."""
        return [word for s, e in self.attributions[index].cue for word in self.document.text[s:e].lower().split()]

    def speaker(self, entity: Entity, mention: Mention, phrase: Nominal | None) -> Speaker:
        """The speaker that an entity is, made at its first word."""
        known = self.speakers.get(id(entity))
        if known is not None:
            return known
        if entity.names:
            speaker = named(self.tokens, entity)
            speaker.affiliation = self._house_meant(speaker.affiliation, mention)
        elif phrase is not None:
            speaker = self._without_name(entity, mention, phrase)
        elif entity.head:
            phrase = nominal(self.tokens, entity.first, entity.last, [])
            speaker = self._without_name(entity, Mention(Shape.NOMINAL, phrase.first, phrase.last), phrase)
            speaker.spans.add(self.tokens.span(phrase.first, phrase.last))
        else:
            kind = KIND.get(entity.sort, SourceKind.UNKNOWN)
            speaker = Speaker(entity, kind, Naming.UNNAMED, entity.label)
        self.speakers[id(entity)] = speaker
        return speaker

    def _without_name(self, entity: Entity, mention: Mention, phrase: Nominal) -> Speaker:
        speaker = nameless(self.tokens, entity, mention, phrase, self.last_indefinite)
        if (pair := self._pairs.get(id(entity))) is not None:
            speaker.kind, speaker.naming = SourceKind.GROUP, Naming.NAMED
            speaker.name = " and ".join(usual_words(self.tokens, one) for one in pair)
            speaker.role = speaker.affiliation = None
        if speaker.affiliation:
            speaker.affiliation = self._in_full(speaker.affiliation, mention)
        elif phrase.noun.startswith("spokes") and self.tokens.low[mention.first] in ("its", "their"):
            house = self.discourse.house(mention.first)
            speaker.affiliation = usual_words(self.tokens, house) if house is not None else None
        elif phrase.noun in HIRED and self.tokens.low[mention.first] in ("his", "her"):
            client = self.discourse.pronoun(mention.first, [entity])
            speaker.affiliation = usual_words(self.tokens, client) if client is not None and client.names else None
        if speaker.naming in (Naming.UNNAMED, Naming.CROWD):
            self.last_indefinite = speaker.naming
        return speaker

    def _house_meant(self, affiliation: str | None, mention: Mention) -> str | None:
        """An affiliation, or the name of the body that it takes up: "the company's spokeswoman, Ada Lund".

        Only where a firm is called one, or the name itself has the noun ("the union", the Dockers' Union): what "the
        operator" runs is not the operator.
        """
        own = affiliation.lower().split() if affiliation is not None else []
        if affiliation is None or own[:1] != ["the"] or affiliation[1:] != affiliation[1:].lower():
            return affiliation
        tokens = self.tokens
        for first in range(mention.first, min(mention.last + _DESCRIBED_WITHIN, len(tokens.low))):
            if tokens.low[first : first + len(own)] == own:
                body = self.discourse.described(nominal(tokens, first, first + len(own) - 1, []))
                if body is not None and body.names and body.sort in (ORGANIZATION, UNKNOWN):
                    name = usual_words(tokens, body)
                    return name if own[-1] in _FIRM or own[-1] in name.lower().split() else affiliation
                break
        return affiliation

    def _in_full(self, affiliation: str, mention: Mention) -> str:
        """An affiliation by the full name of its body, which the description has in short."""
        for name in mention.names:
            body = self.of.get(name.first)
            if body is not None and body.sort == ORGANIZATION and " ".join(name.words) == affiliation:
                return usual_words(self.tokens, body)
        return affiliation

    def _first_person(self, index: int) -> None:
        """Resolve "I" and "we": the speaker of the quotation around them, else the document's author."""
        mention = self.mentions[index]
        assert mention is not None
        outer = self.enclosing(index)
        entity = self.resolved.get(outer) if outer is not None else None
        if entity is not None:
            self._speak(index, mention, entity, None)
            return
        author = self._author(singular=self.tokens.low[mention.first] in _SINGULAR_FIRST)
        author.spans.add(self.tokens.span(mention.first, mention.last))
        self.resolved[index] = author.entity

    def _author(self, singular: bool) -> Speaker:
        if singular in self._author_of:
            return self._author_of[singular]
        document = self.document
        entity = Entity(PERSON if singular else GROUP, head="author" if singular else "authors")
        if singular and len(document.authors) == 1:
            speaker = Speaker(entity, SourceKind.PERSON, Naming.NAMED, document.authors[0], "author")
        elif not singular and document.outlet:
            speaker = Speaker(entity, SourceKind.ORGANIZATION, Naming.NAMED, document.outlet)
        else:
            kind = SourceKind.PERSON if singular else SourceKind.GROUP
            speaker = Speaker(entity, kind, Naming.ROLE, "the author" if singular else "the authors", "author")
        self.speakers[id(entity)] = self._author_of[singular] = speaker
        return speaker


def _verbs(tokens: Tokens, attributions: tuple[Attribution, ...]) -> set[int]:
    """The capitals of headlines that are a speaker's verb, and so no name: "Skarn Mayor | Warns | Dam Could Fail"."""
    found = set()
    for a in attributions:
        for start, end in a.cue:
            t = next(iter(tokens.within(start, end)), -1)
            behind = any(tokens.within(*span)[-1:] == range(t - 1, t) for span in a.source)
            if t > 0 and behind and tokens.kinds[t] == CAP and not tokens.initial[t] and _heads(tokens, t):
                found.add(t)
    return found


def _heads(tokens: Tokens, t: int) -> bool:
    """True in a headline: the first paragraph, where it does not end as a sentence does, and lines in title case."""
    if tokens.sentence[t] in tokens.headlines:
        return True
    last = next((k - 1 for k in range(t, len(tokens)) if tokens.paragraph[k] != 0), len(tokens) - 1)
    return tokens.paragraph[t] == 0 and tokens.words[last] not in (".", "”", '"')


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


def _office(entity: Entity) -> str:
    """The last word of a person's office, in small letters: of "Governor", "regional governor"."""
    return (entity.role or "").lower().split(" of ")[0].split()[-1:][0] if entity.role else ""


def _description(entity: Entity) -> set[str]:
    """The words of a person's role and affiliation in small letters; none where no role is known."""
    if not entity.role:
        return set()
    return set(f"{entity.role} {entity.affiliation or ''}".lower().replace(",", " ").split())
