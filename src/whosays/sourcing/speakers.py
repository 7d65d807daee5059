"""Sources in the making: what they are called and how far they are named."""

from __future__ import annotations

from dataclasses import dataclass, field

from whosays.model import Naming, SourceKind, Span, Spans
from whosays.sourcing.affiliations import principal
from whosays.sourcing.appositions import HIRED
from whosays.sourcing.entities import Entity, plain
from whosays.sourcing.lexicon import lexicon
from whosays.sourcing.locate import Mention, Shape
from whosays.sourcing.names import ACCOUNT, DOCUMENT, GROUP, ORGANIZATION, PERSON, PLACE, Name
from whosays.sourcing.nominals import Nominal
from whosays.sourcing.tokens import CAP, Tokens

KIND = {
    PERSON: SourceKind.PERSON, ORGANIZATION: SourceKind.ORGANIZATION, PLACE: SourceKind.ORGANIZATION,
    ACCOUNT: SourceKind.ACCOUNT, GROUP: SourceKind.GROUP, DOCUMENT: SourceKind.DOCUMENT,
}  # fmt: skip


_ORDINALS = frozenset(("first", "second", "third", "fourth", "fifth", "other", "latter"))


@dataclass(slots=True)
class Speaker:
    """A source in the making: its entity, how it was named, where it speaks."""

    entity: Entity
    kind: SourceKind
    naming: Naming
    name: str
    role: str | None = None
    affiliation: str | None = None
    spans: set[Span] = field(default_factory=set)
    withheld: list[Span] = field(default_factory=list)
    publishes: bool = False


def named(tokens: Tokens, entity: Entity) -> Speaker:
    """A speaker with a proper name."""
    name = usual_words(tokens, entity)
    guess = SourceKind.PERSON if entity.gender else SourceKind.ORGANIZATION if entity.articled else SourceKind.UNKNOWN
    kind = KIND.get(entity.sort, guess)
    affiliation = entity.affiliation if entity.affiliation and entity.affiliation.lower() != name.lower() else None
    speaker = Speaker(entity, kind, Naming.NAMED, name, entity.role, affiliation)
    speaker.spans.update(tokens.span(first, last) for first, last in entity.spans)
    return speaker


def nameless(tokens: Tokens, entity: Entity, mention: Mention, phrase: Nominal, previous: Naming | None) -> Speaker:
    """A speaker without one; ``previous`` is the naming of the last indefinite speaker, which "another" takes up."""
    naming, kind = phrase.naming, phrase.kind
    label = tokens.said(mention.first, mention.last)
    if mention.shape is Shape.SEVERAL:
        people = [n for n in mention.names if not n.premodifier]
        naming = Naming.NAMED if len(people) > 1 else naming
        return Speaker(entity, SourceKind.GROUP, naming, label)
    if phrase.noun in ("another", "others", "one") and previous is Naming.UNNAMED:
        naming = Naming.UNNAMED
    elif phrase.noun in _ORDINALS and previous is not None:
        naming = previous  # "the third" of three who were spoken of
    elif phrase.noun in ("them", "these", "those", "us") and phrase.last > phrase.first:
        naming = previous or Naming.UNNAMED  # "one of them"
    elif phrase.noun in ("people", "persons", "person") and "of" in tokens.low[mention.first : phrase.head]:
        naming = previous or Naming.UNNAMED  # "two of the people"
    elif phrase.noun in ("another", "others", "one", "some", "many"):
        naming = Naming.CROWD
    if kind is SourceKind.UNKNOWN and tokens.sentence[mention.first] in tokens.headlines:
        said = range(mention.first, mention.last + 1)
        if all(tokens.kinds[t] == CAP and tokens.low[t] not in tokens.small for t in said):
            naming = Naming.NAMED  # "Orlik Vows To Stay": a name that only the headline has
    inside = [n for n in mention.names if n.first <= phrase.head] or list(mention.names)
    if kind is SourceKind.ORGANIZATION and inside and inside[0].first < phrase.head:
        naming = Naming.NAMED
    role = affiliation = None
    if kind in (SourceKind.PERSON, SourceKind.GROUP) and naming is not Naming.CROWD:
        owned = phrase.noun in HIRED and tokens.low[mention.first] in ("his", "her", "their", "its", "my", "our")
        determined = owned or tokens.low[mention.first] in ("a", "an", "the", "one", "another")
        role = tokens.said(mention.first + (determined and mention.first < mention.last), mention.last)
        affiliation = principal(tokens, mention.names, phrase.head, mention.last, lexicon())
    return Speaker(entity, kind, naming, label, role, affiliation)


def usual_name(entity: Entity) -> Name:
    """The name a source goes by: of a person the full name it has most often, of anything else the longest."""
    best: dict[tuple[str, ...], list[Name]] = {}
    for name in entity.names:
        best.setdefault(plain(name.words), []).append(name)
    person = entity.sort == PERSON

    def rank(names: list[Name]) -> tuple[bool, bool, int, int]:
        full, shown = len(names[0].words) > 1, any(not n.headline for n in names)
        return shown, full, len(names) if person and full else len(names[0].words), len(names[0].words)

    names = max(best.values(), key=rank)
    return next((n for n in names if not n.headline), names[0])


def usual_words(tokens: Tokens, entity: Entity) -> str:
    """The words of the name that a source goes by."""
    name = usual_name(entity)
    return tokens.said(name.first, name.last)


def widest(spans: set[Span]) -> Spans:
    """The spans in order, without those that stand inside another."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
