"""The noun phrase in a source span, which may be too long, too short, or only "who"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import Enum

from whosays.model import Spans
from whosays.sourcing.heads import is_role
from whosays.sourcing.lexicon import Lexicon, lexicon, words
from whosays.sourcing.names import Name
from whosays.sourcing.nominals import DEFINITE, INDEFINITE, extend_left
from whosays.sourcing.tokens import LOWER, MARK, NUMBER, Tokens

_GOVERNING = frozenset((
    "dismissing", "rejecting", "denying", "disputing", "rebutting", "refuting", "contradicting", "confirming", "citing",
    "quoting",
))  # fmt: skip
RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
PRONOUNS = words("locate_pronouns")
_LEADING_JUNK = words("locate_leading_junk")
_LONGEST = 80
_QUANTIFIERS = words("locate_quantifiers")
_DIRECTIONS = words("locate_directions")
_THIN = words("nominals_thin")
POLLS = words("nominals_polls")
_POSTS = words("nominals_posts")
_MADE = _THIN | POLLS | _POSTS
_GOT = frozenset(("obtained", "seen", "reviewed", "secured", "cited", "quoted"))  # by somebody who did not make it
_BEHIND_NOUN = ("ed", "ing", "ly", "taken", "seen", "later", "earlier")
_INSIDE = frozenset(("%", "+", "-", "/", "'", "’", "'s", "’s", "&", '"', "“", "”", "‘"))


class Shape(Enum):
    """What a mention's words are."""

    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase, tokens ``first`` to ``last``; ``name`` where it is one, ``names`` all inside it.

    ``parts`` are the members of a conjunction ("John and Mary Smith").
    """

    shape: Shape
    first: int
    last: int
    name: Name | None = None
    names: tuple[Name, ...] = ()


_ONCE = frozenset(("former", "retired", "acting", "outgoing", "incoming", "late"))


class Locator:
    """Finds mentions among the names of one text."""

    def __init__(self, tokens: Tokens, names: list[Name]) -> None:
        self.tokens = tokens
        self.names = names
        self._firsts = [name.first for name in names]
        self._begin: dict[int, Name] = {}
        for name in names:
            other = self._begin.get(name.begin)
            if other is None or (name.last > other.last and not name.premodifier):
                self._begin[name.begin] = name
        self._at = {name.first: name for name in names}
        self._last = {name.last: name for name in names} | {name.end: name for name in names}
        self.made: dict[int, tuple[int, int]] = {}  # by a name's first token, what it has made: "poll | taken in May"

    def between(self, first: int, last: int) -> tuple[Name, ...]:
        """The names whose own words stand within the tokens."""
        return tuple(self.names[bisect_left(self._firsts, first) : bisect_right(self._firsts, last)])

    def find(self, spans: Spans) -> Mention | None:
        """The mention that source spans stand for; none where they hold no word."""
        best: Mention | None = None
        for start, end in spans:
            tokens = self.tokens.within(start, end)
            if not tokens:
                continue
            found = self._find(tokens.start, min(tokens.stop - 1, tokens.start + _LONGEST))
            if found and (best is None or (best.shape is Shape.PRONOUN and found.shape is not Shape.PRONOUN)):
                best = found
        return best

    def _find(self, a: int, b: int) -> Mention | None:
        tokens = self.tokens
        low, kinds = tokens.low, tokens.kinds
        while b > a and kinds[b] == MARK and low[b] not in (")",):
            b -= 1
        while a < b and kinds[a] == MARK:
            a += 1
        if kinds[a] == MARK and low[a] not in ("'s", "’s"):
            return None
        if low[b] in RELATIVES and (b > a or low[b] != "that" or a > 0):
            if a < b:
                return self._antecedent(b, a) or self._phrase(a, b - 1)
            return self._antecedent(b, 0) or Mention(Shape.PRONOUN, a, b)
        return self._phrase(a, b)

    def _phrase(self, a: int, b: int) -> Mention:
        tokens = self.tokens
        low = tokens.low
        while a < b and (low[a] in _LEADING_JUNK or low[a] == ",") and a not in self._begin:
            if low[a] == "both":
                break
            a += 1
        a = self._behind_noun(a, b)
        if a > 0 and tokens.initial[a - 1] and low[a - 1] in DEFINITE and tokens.sentence[a - 1] == tokens.sentence[a]:
            a -= 1  # "That | poll": the span lacks its first word
        pronoun = low[a] in PRONOUNS and not (low[a] == "us" and tokens.words[a].isupper())
        if pronoun and (a == b or low[a] not in ("his", "her", "its", "their")):
            return Mention(Shape.PRONOUN, a, a)
        return self._several(a, b) or self._single(a, b)

    def _behind_noun(self, a: int, b: int) -> int:
        """Where a speaker begins behind a noun that it says something of: "a figure | the owner confirmed"."""
        low, kinds, lex = self.tokens.low, self.tokens.kinds, lexicon()
        if low[a] not in ("a", "an", "the"):
            return a
        for t in range(a + 2, min(b, a + 6) + 1):
            if kinds[t - 1] != LOWER or low[t - 1] in lex.prepositions | lex.function | INDEFINITE:
                return a
            if low[t] in ("the", "a", "an", "his", "her", "its", "their") and t < b:
                return t
        return a

    def _single(self, a: int, b: int) -> Mention:
        tokens = self.tokens
        if a < b and (self.tokens.kinds[a] == NUMBER or self.tokens.low[a] in _QUANTIFIERS):
            end, _ = self._first_phrase(a, b)
            end += end < b and tokens.low[end + 1] in POLLS
            if (body := self._made_by(a, end, b)) is not None:
                self.made[body.first] = (self._noun(a, end), b)  # "four Harbour Research polls"
                return Mention(Shape.NAME, body.begin, body.end, body)
            return Mention(Shape.NOMINAL, a, self._last_of(a, b, end), None, self.between(a, b))
        shortened = self._begin.get(a)
        if shortened is not None and shortened.begin == a and b < shortened.first and not shortened.possessive:
            return Mention(Shape.NAME, a, shortened.last, shortened)  # "US President" of "US President Jane Roe"
        leads = tokens.low[a] in DEFINITE | {"a", "an", "one"} or tokens.low[a] in _ONCE
        whole = shortened or (self._begin.get(a + 1) if leads else None)
        if whole is not None and self._modifies(whole, b):
            whole = None
        if whole is not None and not (whole.premodifier and whole.last < b) and whole.last <= b:
            owns = whole.possessive and whole.last + 1 < b and tokens.low[whole.last + 1] in ("'s", "’s", "'", "’")
            if not owns:
                return Mention(Shape.NAME, min(a, whole.begin), whole.last if whole.end > b else whole.end, whole)
        end, name = self._first_phrase(a, b)
        if name is not None and name.sort == "organization" and tokens_behind(self.tokens, end, b):
            later = self._begin.get(end + 2)
            if later is not None and later.sort == "person" and later.last <= b and not later.premodifier:
                return Mention(Shape.NAME, later.begin, later.end, later)
        beside = self._beside(a, b, end) if name is None else None
        if beside is not None:
            return Mention(Shape.NAME, a, beside.end, beside)
        if name is not None and name.last >= end - (tokens.low[end] in ("'s", "’s")) and not name.premodifier:
            first = max(min(a, name.first), min(name.begin, name.first)) if name.begin >= a else a
            return Mention(Shape.NAME, first, min(name.last, b) if name.last > b else name.last, name)
        if name is None and (body := self._made_by(a, end, b)) is not None:
            self.made[body.first] = (self._noun(a, end), b)
            return Mention(Shape.NAME, body.begin, body.end, body)
        inside = self.between(a, b)
        if a == b and (covering := self._covering(a)) is not None:
            return Mention(Shape.NAME, a, b, covering)
        last = self._last_of(a, b, end)
        return Mention(Shape.NOMINAL, a, last, None, tuple(n for n in inside if n.first <= last))

    def _behind_party(self, t: int, b: int) -> Name | None:
        """The name behind a party or nation: "the bill's author, Democratic state Sen. Ada Voss"."""
        lex, first = lexicon(), t
        while (
            t <= b
            and t - first < 3
            and (self.tokens.low[t] in lex.demonyms or self.tokens.low[t] in ("state", "former"))
        ):
            t += 1
        return self._begin.get(t) if t > first else None

    def _noun(self, a: int, end: int) -> int:
        """The noun that a phrase ends in, before a participle: "a poll | published"."""
        kinds, low = self.tokens.kinds, self.tokens.low
        while end > a and kinds[end] == LOWER and low[end] not in _MADE and low[end].endswith(_BEHIND_NOUN):
            end -= 1
        return end

    def _made_by(self, a: int, end: int, b: int) -> Name | None:
        """Whose figures or words are meant: in "according to a tally by the Harbour Trust" the trust says it.

        So does the pollster in "a Harbour Research poll", and who wrote it in "a post by Ada Voss".
        """
        end = self._noun(a, end)
        noun = self.tokens.low[end]
        if noun not in _MADE:
            return None
        low = self.tokens.low
        for name in self.between(a, b):
            lead = name.begin - 1 - (name.begin - 1 > a and low[name.begin - 1] == "the")
            before = low[lead] if lead >= a else ""
            if noun in _POSTS:
                if before == "by" and name.sort != "place" and not name.premodifier:
                    return name
                continue
            owns = name.last < end and (name.possessive or (noun in POLLS and name.last == end - 1))
            behind = name.first > end and before in ("by", "from", "of") and not name.possessive
            behind = behind and not (before == "by" and low[lead - 1] in _GOT)
            if name.sort in ("organization", "") and (owns or behind):
                return name
        return None

    def _beside(self, a: int, b: int, end: int) -> Name | None:
        """The name that says who a description is: "a former trustee, Ada Voss", "the head of the unit Colonel Roe"."""
        tokens, lex = self.tokens, lexicon()
        if tokens.low[a] not in DEFINITE | INDEFINITE and not is_role(tokens.low[end], lex):
            return None
        last = self._last_of(a, b, end)
        if last + 2 <= b and tokens.words[last + 1] == ",":
            articled = tokens.low[last + 2] == "the"  # "a state agency, the Coastal Board,"
            name = self._begin.get(last + 2 + articled) or self._behind_party(last + 2, b)
            closed = name is not None and (
                name.end >= b or tokens.words[name.end + 1] == "," or name.described_to > name.last
            )
            own = self._last.get(last)
            if name is None or not closed or name.premodifier or (own is not None and name.sort != "person"):
                return None
            return name if name.sort != "place" and (len(name.words) > 1 or name.title or name.last < b) else None
        name = self._last.get(last)
        if name is None or name.sort not in ("person", "") or name.possessive or name.begin <= end:
            return None
        before = name.begin - 1
        fresh = tokens.kinds[before] == LOWER and tokens.low[before] not in lex.prepositions | lex.function
        if not fresh or is_role(tokens.low[before], lex) or not is_role(tokens.low[end], lex):
            return None
        someone = name.title or tokens.low[name.first] in lex.given
        if not someone and (tokens.low[before] in lex.organization or tokens.low[before] in lex.generic):
            return None  # "the head of the dredging company Roe Marine": of the company, not that
        return name if len(name.words) > 1 or name.title else None

    def _modifies(self, name: Name, b: int) -> bool:
        """True where plain words behind a name make it the modifier of a noun: "The GOP presidential nominee"."""
        tokens, lex = self.tokens, lexicon()
        t = name.last + 1
        if t > b or tokens.kinds[t] != LOWER or name.end != name.last:
            return False
        return tokens.low[t] not in lex.function and not tokens.low[t].endswith(("ed", "ing", "ly"))

    def _covering(self, t: int) -> Name | None:
        i = bisect_right(self._firsts, t) - 1
        if i >= 0 and self.names[i].first <= t <= self.names[i].last:
            return self.names[i]
        return None

    def _first_phrase(self, a: int, b: int) -> tuple[int, Name | None]:
        """The last token of the first phrase from ``a``, before any preposition, comma or clause; and its last name."""
        tokens, lex = self.tokens, lexicon()
        low, kinds = tokens.low, tokens.kinds
        t, name = a, None
        while t <= b:
            here = self._at.get(t)
            if here is None and t == a:
                here = self._covering(a)
            if here is not None:
                name = here
                t = here.last + 1
                continue
            word = low[t]
            if t > a and (
                word in lex.prepositions
                or word in RELATIVES
                or word == "to"
                or word in ("such", "as", "including", "quoting", "citing")
                or (kinds[t] == MARK and word not in _INSIDE)
                or (
                    kinds[t] == LOWER
                    and word in lex.familiar
                    and word not in ("anonymous", "unnamed", "unidentified", "close")
                )
            ):
                break
            if t > a and kinds[t] == LOWER and word.endswith("ing") and _is_someone(low[t - 1], lex):
                break  # "the lawyer representing Voss": not Voss
            if name is not None and kinds[t] == LOWER and t == name.last + 1 and not name.premodifier:
                if word not in lex.account:  # "an X account": of no one called X
                    break
                name = None
            if word not in ("'s", "’s"):
                name = None
            t += 1
        return min(t - 1, b), name

    def _last_of(self, a: int, b: int, end: int) -> int:
        """Where a phrase with its modifiers ends: before a relative clause or a comma."""
        tokens = self.tokens
        t = end
        while (
            t < b
            and not (tokens.kinds[t + 1] == MARK and tokens.words[t + 1] not in _INSIDE)
            and (tokens.low[t + 1] not in ("who", "which", "whose"))
        ):
            t += 1
        return t

    def _several(self, a: int, b: int) -> Mention | None:
        """A conjunction of speakers: "John and Mary Smith", "the mayor and the governor"."""
        tokens, lex = self.tokens, lexicon()
        low = tokens.low
        start = a + (low[a] == "both")
        end, name = self._first_phrase(start, b)
        if name is not None and name.end > end:
            end = min(name.end, b)
        t = end + 1
        if t <= b and low[t] == "," and (t + 1 in self._begin) and not self._is_apposition(t + 1):
            t = next((k for k in range(t, min(b, t + 25)) if low[k] == "and"), b + 1)
        if t >= b or low[t] not in ("and", "or", "&") or low[end] in _DIRECTIONS:
            return None
        following = t + 1
        if (
            following in self._begin
            or low[following] in DEFINITE | INDEFINITE
            or is_role(low[following], lex)
            or low[following] in lex.persons
        ):
            last, other = self._first_phrase(following, b)
            if (
                (name is not None) != (other is not None)
                and name is not None
                and is_role(low[last], lex)
                and low[following] not in DEFINITE
            ):
                return None
            end = self._with_name(min(self._last_of(start, b, last), b), b)
            return Mention(Shape.SEVERAL, start, end, None, self.between(start, b))
        return None

    def _with_name(self, end: int, b: int) -> int:
        """The end of a description with the name in commas behind it: "and the chairman | , Mr Harl"."""
        name = self._begin.get(end + 2) if self.tokens.words[end + 1 : end + 2] == [","] else None
        return min(name.end, b) if name is not None and name.first <= b else end

    def _is_apposition(self, t: int) -> bool:
        name = self._begin.get(t)
        return name is not None and name.premodifier

    def _antecedent(self, k: int, lowest: int) -> Mention | None:
        """What the relative pronoun at ``k`` hangs on: the name or noun phrase that ends before it."""
        tokens = self.tokens
        low, sentence = tokens.low, tokens.sentence
        end = k - 1
        while end >= lowest and (low[end] in (",", "–", "—", "-", "(", ")", '"', "”") or low[end] in ("'s", "’s")):
            end -= 1
        if end < lowest or sentence[end] != sentence[k]:
            return None
        name = self._last.get(end)
        if low[k] == "who" and (person := self._person_before(k, end, name)) is not None:
            return person
        if name is not None and not (low[k] == "who" and name.sort == "place"):
            owner = self._owner_of(name, low[k]) if low[k] == "who" and name.sort in ("organization", "place") else None
            return owner or Mention(Shape.NAME, name.begin, end, name)
        return self._nominal_before(end, low[k], lowest)

    def _person_before(self, k: int, end: int, name: Name | None) -> Mention | None:
        """Read "Ada Voss, of Leeds, who": the person, where what stands right before "who" is none."""
        tokens, lex = self.tokens, lexicon()
        low = tokens.low
        if name is not None:
            a_person = name.sort == "person" and low[name.begin - 1] != "the"
            if a_person or not self._ends_description(name):
                return None
        if name is None and (is_role(low[end], lex) or low[end] in lex.persons or low[end] in lex.group):
            return None
        for other in reversed(self.between(max(0, k - 25), end)):
            if tokens.sentence[other.first] != tokens.sentence[k]:
                break
            if other is not name and other.sort == "person" and low[other.last + 1] == ",":
                return Mention(Shape.NAME, other.begin, other.last, other)
        return None

    def _ends_description(self, name: Name) -> bool:
        """True of a name behind "of", or behind a noun and a preposition: "a reporter at the Leeds Courier"."""
        low = self.tokens.low
        before = name.begin - 1
        if before < 0 or low[before] in ("of", "from", ",", "in"):
            return before >= 0
        before = next((t for t in range(before, max(0, before - 3), -1) if low[t] in DEFINITE), before + 1) - 1
        return before > 0 and low[before] in lexicon().prepositions and is_role(low[before - 1], lexicon())

    def _owner_of(self, name: Name, relative: str) -> Mention | None:
        """Read "a spokesman for the ministry, who said": a body before "who" stands in a person's description."""
        first = name.begin - (self.tokens.low[name.begin - 1] in DEFINITE if name.begin else 0)
        if first and self.tokens.low[first - 1] in lexicon().prepositions:
            return self._nominal_before(name.last, relative, 0)
        return None

    def _nominal_before(self, end: int, relative: str, lowest: int) -> Mention | None:
        tokens, lex = self.tokens, lexicon()
        low = tokens.low
        start = extend_left(tokens, end, lowest)
        for _ in range(3):
            before = start - 1
            if before <= lowest or tokens.sentence[before] != tokens.sentence[end]:
                break
            if low[before] in ("of", "for", "at", "from", "in", "with") and before - 1 >= lowest:
                noun = before - 1
                if is_role(low[noun], lex) or low[noun] in lex.persons or low[noun] in lex.group or relative != "who":
                    start = extend_left(tokens, noun, lowest)
                    continue
                if low[noun] in lex.familiar and noun - 1 >= lowest and _is_someone(low[noun - 1], lex):
                    start = extend_left(tokens, noun - 1, lowest)  # "a person familiar with the plans, who"
                    continue
            break
        if start < end and low[start] in _GOVERNING:  # "dismissing | posts that claimed"
            start += 1
        if tokens.kinds[start] == MARK:
            return None
        name = self._begin.get(start)
        if name is not None and name.last >= end:
            return Mention(Shape.NAME, start, name.last, name)
        # an apposition after a name: "Ada Voss, the top editor of the Courier, who"
        comma = start - 1
        if (
            comma > 0
            and low[comma] == ","
            and (other := self._last.get(comma - 1)) is not None
            and other.sort == "person"
        ):
            return Mention(Shape.NAME, other.begin, other.last, other)
        return Mention(Shape.NOMINAL, start, end, None, self.between(start, end))


def _is_someone(low: str, lex: Lexicon) -> bool:
    return is_role(low, lex) or low in lex.persons or low in lex.group or low in lex.unnamed


def tokens_behind(tokens: Tokens, end: int, last: int) -> bool:
    """True where a comma and more words follow the token ``end``."""
    return end + 2 <= last and tokens.words[end + 1] == ","
