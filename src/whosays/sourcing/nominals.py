"""What a noun phrase without a name is: its head, its number, and how far it gives its speaker away.

Naming follows the anonymity rules of AP and Reuters: an office or function is a ``role``; somebody who could be named
and is not ("a source", "two people briefed on the matter") is ``unnamed``; any member of a public is ``crowd``.
"""

from __future__ import annotations

from dataclasses import dataclass

from whosays.model import Naming, SourceKind
from whosays.sourcing.lexicon import Lexicon, lexicon
from whosays.sourcing.names import Name
from whosays.sourcing.roles import head, is_role
from whosays.sourcing.tokens import CAP, LOWER, NUMBER, Tokens

INDEFINITE = frozenset(
    [
        "a",
        "an",
        "another",
        "one",
        "some",
        "several",
        "many",
        "few",
        "any",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozens",
        "hundreds",
        "thousands",
        "most",
        "more",
        "other",
        "numerous",
        "various",
        "multiple",
        "both",
        "at",
        "every",
        "each",
        "no",
    ]
)
DEFINITE = frozenset(["the", "this", "that", "these", "those", "his", "her", "their", "its", "my", "our", "your"])
_NUMBERS = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozens",
        "hundreds",
        "thousands",
        "several",
        "many",
        "few",
        "both",
        "multiple",
        "numerous",
        "various",
        "some",
        "most",
    ]
)
_PRIVATE = frozenset(
    [
        "witness",
        "resident",
        "neighbor",
        "neighbour",
        "friend",
        "relative",
        "colleague",
        "student",
        "worker",
        "employee",
        "man",
        "woman",
        "boy",
        "girl",
        "person",
        "parent",
        "teacher",
        "nurse",
        "customer",
        "passenger",
        "tourist",
        "voter",
        "protester",
        "survivor",
        "patient",
        "member",
        "citizen",
        "local",
        "villager",
        "shopper",
        "driver",
        "lawmaker",
        "senator",
        "politician",
        "executive",
    ]
)
_HIGH = frozenset(
    [
        "usually",
        "reliable",
        "trusted",
        "credible",
        "anonymous",
        "unnamed",
        "unidentified",
        "undisclosed",
        "confidential",
    ]
)


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase: tokens ``first`` to ``last``, its ``head`` (a token) and what its words say."""

    first: int
    last: int
    head: int
    noun: str
    singular: str
    plural: bool
    definite: bool
    determined: bool
    possessed: bool
    kind: SourceKind
    naming: Naming
    gender: str


def nominal(tokens: Tokens, first: int, last: int, names: list[Name]) -> Nominal:
    """Read the noun phrase at tokens ``first`` to ``last``; ``names`` are the names inside it."""
    lex = lexicon()
    low = tokens.low
    top = head(tokens, first, last)
    noun = low[top]
    opening = low[first]
    singular = lex.persons.get(noun, noun)
    number_before = any(low[t] in _NUMBERS or tokens.kinds[t] == NUMBER for t in range(first, top))
    plural = (
        noun in lex.persons
        or noun in lex.organizations
        or noun in lex.group
        or noun in ("others", "sources", "reports")
    )
    plural = plural or (number_before and noun.endswith("s")) or (noun in lex.crowd and noun.endswith("s"))
    possessed = any(low[t] in ("'s", "’s") for t in range(first, top)) or opening in (
        "his",
        "her",
        "their",
        "its",
        "my",
        "our",
        "your",
    )
    definite = opening in DEFINITE or possessed
    kind = _kind(noun, singular, plural, {low[t] for t in range(first, last + 1)}, lex)
    naming = _naming(tokens, first, last, top, kind, definite, names, lex)
    determined = definite or opening in INDEFINITE
    gender = lex.person.get(singular, "") if not plural else ""
    return Nominal(first, last, top, noun, singular, plural, definite, determined, possessed, kind, naming, gender)


def _kind(noun: str, singular: str, plural: bool, words: set[str], lex: Lexicon) -> SourceKind:
    if noun in lex.account:
        return (
            SourceKind.ACCOUNT
            if noun in ("account", "handle", "bot", "subreddit") or words & lex.platforms
            else SourceKind.ORGANIZATION
        )
    if noun in ("police", "government", "administration", "leadership", "military", "army", "navy"):
        return SourceKind.ORGANIZATION
    if noun in lex.persons or noun in lex.group or noun in lex.organizations:
        return SourceKind.GROUP
    if noun in lex.document and not (noun in lex.person and noun not in ("model",)):
        return SourceKind.DOCUMENT
    if (noun in lex.crowd and plural) or noun in ("others", "many", "some"):
        return SourceKind.GROUP
    if noun == "another" or noun == "one" or is_role(noun, lex):
        return SourceKind.PERSON
    if noun in lex.organization:
        return SourceKind.ORGANIZATION
    if plural or (noun.endswith("s") and not noun.endswith("ss")):
        return SourceKind.GROUP
    return SourceKind.UNKNOWN


def _naming(
    tokens: Tokens, first: int, last: int, top: int, kind: SourceKind, definite: bool, names: list[Name], lex: Lexicon
) -> Naming:
    low = tokens.low
    noun, opening = low[top], low[first]
    words = {low[t] for t in range(first, last + 1)}
    tail = {low[t] for t in range(top + 1, last + 1)}
    if kind is SourceKind.DOCUMENT:
        own = any(
            tokens.kinds[t] == CAP and not tokens.initial[t] and low[t] not in lex.demonyms
            for t in range(first, top + 1)
        )
        if own or any(n.first >= top for n in names) or any(n.first <= top for n in names):
            return Naming.NAMED if own or names else Naming.ROLE
        if noun in lex.vague and not definite and not tail:
            return Naming.UNNAMED
        return Naming.ROLE
    if kind is SourceKind.ACCOUNT:
        return Naming.UNNAMED if words & _HIGH or opening in INDEFINITE else Naming.ROLE
    if tail & lex.familiar or words & _HIGH:
        return Naming.UNNAMED
    if noun in lex.unnamed:
        return Naming.UNNAMED
    if kind is SourceKind.ORGANIZATION:
        return Naming.ROLE
    if noun in lex.crowd or (noun in lex.one and opening in ("one", "another", "a", "an", "some")):
        return Naming.CROWD
    if noun in ("people", "persons", "users", "person"):
        return (
            Naming.CROWD
            if opening in ("one", "another", "many", "some", "most", "several") or noun != "person"
            else Naming.UNNAMED
        )
    singular = lex.persons.get(noun, noun)
    if singular in _PRIVATE and not definite:
        return Naming.UNNAMED if noun != "members" else Naming.CROWD
    if kind is SourceKind.GROUP and noun in lex.persons and not definite and opening not in INDEFINITE and top == first:
        return (
            Naming.CROWD
            if singular
            not in (
                "prosecutor",
                "investigator",
                "detective",
                "lawyer",
                "attorney",
                "judge",
                "minister",
                "lawmaker",
                "officer",
            )
            else Naming.ROLE
        )
    return Naming.ROLE


def extend_left(tokens: Tokens, k: int, lowest: int) -> int:
    """The first token of the noun phrase whose noun stands at ``k``: back over modifiers to a determiner."""
    lex = lexicon()
    low, kinds = tokens.low, tokens.kinds
    start = k
    while start > lowest and tokens.sentence[start - 1] == tokens.sentence[k] and k - start < 8:
        word = low[start - 1]
        if word in DEFINITE or (word in INDEFINITE and word != "at"):
            return start - 1
        if word in ("'s", "’s"):
            start -= 2
            while start > lowest and kinds[start - 1] == CAP and tokens.sentence[start - 1] == tokens.sentence[k]:
                start -= 1
            if start > lowest and low[start - 1] in DEFINITE:
                start -= 1
            return start
        if kinds[start - 1] not in (CAP, LOWER, NUMBER) or word in lex.function or word.endswith("ly"):
            break
        start -= 1
    return max(start, lowest)
