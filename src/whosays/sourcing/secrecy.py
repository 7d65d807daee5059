"""Attaching what a document withholds to the source it withholds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from whosays.model import Naming, SourceKind
from whosays.sourcing.entities import Entity
from whosays.sourcing.lexicon import words
from whosays.sourcing.locate import Mention, Shape
from whosays.sourcing.nominals import extend_left, nominal
from whosays.sourcing.reading import Reading
from whosays.sourcing.speakers import Speaker
from whosays.sourcing.withheld import Withholding, unnamed_as

_COUNTS = frozenset(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))
_SECRET = words("secret_words")
_NEAR = 12  # as many mentions as are looked at on either side


class Secrecy:
    """The statements of a document that a source is kept secret, brought to the speakers of its reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.places = sorted(
            (m.first, i) for i, m in enumerate(reading.mentions) if m is not None and i in reading.resolved
        )

    def attach(self) -> None:
        """Give every such statement to the speaker it is about; one about nobody's source is dropped."""
        for found in self.reading.withheld:
            near = self.tokens.within(*found.span)
            if near:
                (self._own if found.own else self._of_another)(found, near.start)
        self._by_description()

    def _by_description(self) -> None:
        """Those whom the document calls a source, or one who knows, and nothing else: it keeps their names back."""
        text = self.reading.document.text
        for index, entity in self.reading.resolved.items():
            mention, speaker = self.reading.mentions[index], self.reading.speakers.get(id(entity))
            if mention is None or speaker is None or speaker.withheld or speaker.naming is not Naming.UNNAMED:
                continue
            if speaker.kind not in (SourceKind.PERSON, SourceKind.GROUP):
                continue
            start, end = self.tokens.span(mention.first, mention.last)
            called = unnamed_as(text[start:end])
            noun = next((t for t in range(mention.first, mention.last + 1) if self.tokens.low[t] in _SECRET), None)
            if called is not None:
                speaker.withheld.append((start + called[0], start + called[1]))
            elif noun is not None and mention.shape is Shape.NOMINAL:
                speaker.withheld.append(self.tokens.span(noun, noun))

    def _before(self, t: int) -> list[int]:
        """The resolved attributions whose source stands before token ``t`` and not far off, nearest first."""
        place = bisect_right(self.places, (t, len(self.reading.attributions)))
        return [i for _, i in reversed(self.places[max(0, place - _NEAR) : place])]

    def _own(self, found: Withholding, t: int) -> None:
        tokens = self.tokens
        sentence = tokens.sentence[t]
        place = bisect_left(self.places, (t, 0))
        around = [
            (first, i)
            for first, i in self.places[max(0, place - _NEAR) : place + _NEAR]
            if abs(tokens.sentence[first] - sentence) <= 1
        ]
        together = self._together(t)
        if together is not None:
            together.withheld.append(found.span)
            return
        for _, i in sorted(around, key=lambda p: (tokens.sentence[p[0]] != sentence, p[0] > t, abs(p[0] - t))):
            speaker = self.reading.speakers.get(id(self.reading.resolved[i]))
            if speaker is None or speaker.naming not in (Naming.UNNAMED, Naming.ROLE, Naming.CROWD):
                continue
            if speaker.kind in (SourceKind.PERSON, SourceKind.GROUP, SourceKind.UNKNOWN):
                speaker.withheld.append(found.span)
                if speaker.naming is Naming.ROLE and speaker.kind is SourceKind.PERSON:
                    speaker.naming = Naming.UNNAMED  # an office, and yet nobody may know whose
                return

    def _together(self, t: int) -> Speaker | None:
        """The several people that "all three" or "both" at the head of the sentence around ``t`` takes up."""
        tokens = self.tokens
        first = t
        while first > 0 and tokens.sentence[first - 1] == tokens.sentence[t] and t - first < 12:
            first -= 1
        if tokens.low[first] not in ("all", "both"):
            return None
        number = "two" if tokens.low[first] == "both" else tokens.low[first + 1]
        for i in self._before(t):
            speaker = self.reading.speakers.get(id(self.reading.resolved[i]))
            if speaker is None or speaker.kind is not SourceKind.GROUP or speaker.naming is Naming.NAMED:
                continue
            if number in speaker.name.lower().split() or number not in _COUNTS:
                return speaker
        return None

    def _of_another(self, found: Withholding, t: int) -> None:
        """The source inside the word of the one who keeps it secret; one of its own where that word has none."""
        keeper = self._subject(t)
        secret = None
        for i in self._before(t):
            speaker = self.reading.speakers.get(id(self.reading.resolved[i]))
            if (
                speaker is None
                or speaker.naming not in (Naming.UNNAMED, Naming.ROLE)
                or speaker.kind is SourceKind.DOCUMENT
            ):
                continue
            outer = self.reading.enclosing(i)
            inside = outer is not None and keeper is not None and self.reading.resolved.get(outer) is keeper
            if found.noun and found.noun not in speaker.name.lower().split():
                continue
            if inside or (found.whose == "the" and speaker.naming is Naming.UNNAMED):
                secret = speaker
                break
        if secret is None:
            around = self.tokens.within(*found.span)
            noun = next((k for k in around if self.tokens.low[k] in ("source", "sources", found.noun)), None)
            if noun is None or (not found.noun and found.whose not in ("his", "her", "their", "its", "the")):
                return
            first = extend_left(self.tokens, noun, around.start)
            phrase = nominal(self.tokens, first, noun, [])
            entity = self.reading.discourse.new(phrase)
            mention = Mention(Shape.NOMINAL, first, noun)
            secret = self.reading.speaker(entity, mention, phrase)
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
                return (
                    self.reading.discourse.pronoun(k)
                    if self.reading.discourse.previous is None
                    else self._antecedent(k)
                )
            entity = self.reading.of.get(k)
            if entity is not None and not any(n.first == k and (n.premodifier or n.possessive) for n in entity.names):
                return entity
            k -= 1
        return self._antecedent(t)

    def _antecedent(self, t: int) -> Entity | None:
        before = self._before(t)
        for i in before:
            if self.reading.enclosing(i) is None:
                return self.reading.resolved[i]
        return self.reading.resolved[before[0]] if before else None
