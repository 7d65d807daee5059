"""What a noun phrase without a name is: its head, its number, and how far it gives its speaker away.

Naming follows the anonymity rules of AP and Reuters: an office or function is a ``role``; somebody who could be named
and is not ("a source", "two people briefed on the matter") is ``unnamed``; any member of a public is ``crowd``.
"""

from __future__ import annotations

from dataclasses import dataclass

from whosays.model import Naming, SourceKind
from whosays.sourcing.heads import head, is_agent, is_role
from whosays.sourcing.lexicon import Lexicon, lexicon, words
from whosays.sourcing.names import Name
from whosays.sourcing.tokens import CAP, LOWER, NUMBER, Tokens

INDEFINITE = words("nominals_indefinite")
DEFINITE = words("nominals_definite")
_NUMBERS = words("nominals_numbers")
_PRIVATE = words("nominals_private")
_PARTITIVE = words("nominals_partitive")
_HIGH = words("nominals_high")
_THINGS = words("nominals_things")
_OF_THINGS = ("tion", "sion", "ment", "ness", "ity", "itie", "ance", "ence", "ism", "ing", "ure", "down", "back", "age")
_PLURAL_PRONOUNS = frozenset(("them", "us", "these", "those"))  # "many of them"
_SINGLE = frozenset(("one", "another", "each", "either", "neither"))
_PUBLIC = frozenset(("public", "audience", "crowd", "congregation"))


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
    if low[top] in _PARTITIVE and top < last - 1 and low[top + 1] == "of":
        top = head(tokens, top + 2, last)  # "one of the mayor's aides"
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
    plural = plural or (noun in _PLURAL_PRONOUNS and opening not in _SINGLE)
    if opening == "one" and low[first + 1 : first + 2] == ["of"]:
        noun, plural = singular, False
    if noun == "staff" and top > first and low[top - 1] == "general":
        plural = False  # of an army
    plural = plural or (tokens.kinds[top] == CAP and noun.endswith("s") and number_before)
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
    if noun.rsplit("-", 1)[-1].removesuffix("s") in lex.demonyms and tokens.kinds[top] == CAP:
        plural = noun.endswith("s")
        kind = SourceKind.GROUP if plural else SourceKind.PERSON
        naming = Naming.CROWD if plural and not definite else Naming.ROLE if definite else Naming.UNNAMED
        return Nominal(
            first,
            last,
            top,
            noun,
            noun,
            plural,
            definite,
            definite or opening in INDEFINITE,
            possessed,
            kind,
            naming,
            "",
        )
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
    if noun == "staff" and "general" in words:
        return SourceKind.ORGANIZATION
    if noun in ("police", "government", "administration", "leadership", "military", "army", "navy"):
        return SourceKind.ORGANIZATION
    if noun in lex.persons or noun in lex.group or noun in lex.organizations:
        return SourceKind.GROUP
    if noun in lex.document and not (noun in lex.person and noun not in ("model",)):
        return SourceKind.DOCUMENT
    if (plural and noun in _PLURAL_PRONOUNS) or (noun in lex.crowd and plural) or noun in ("others", "many", "some"):
        return SourceKind.GROUP
    if noun == "another" or noun == "one" or is_role(noun, lex):
        return SourceKind.PERSON
    if noun in lex.organization:
        return SourceKind.ORGANIZATION
    if not plural and is_agent(noun):
        return SourceKind.PERSON
    if (plural or (noun.endswith("s") and not noun.endswith("ss"))) and not _is_thing(noun.removesuffix("s")):
        return SourceKind.GROUP
    return SourceKind.UNKNOWN


def _is_thing(singular: str) -> bool:
    """True of a noun that is nobody: known for one, or with the ending of what is done or felt ("delay", "closure")."""
    return singular in _THINGS or singular.endswith(_OF_THINGS)


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
    if opening in _NUMBERS and tokens.kinds[top] == CAP:
        return Naming.CROWD
    if noun in ("people", "persons") and _of_a_house(tokens, last, top, lex):
        return Naming.UNNAMED  # "people at the company": some that a house could name
    if noun in lex.crowd or (noun in lex.one and opening in ("one", "another", "a", "an", "some")):
        return Naming.CROWD
    if noun in ("people", "persons", "users", "person"):
        return (
            Naming.CROWD
            if opening in ("one", "another", "many", "some", "most", "several") or noun != "person"
            else Naming.UNNAMED
        )
    singular = lex.persons.get(noun, noun)
    counted = opening in INDEFINITE or opening in _NUMBERS
    if (
        counted
        and singular in lex.person
        and not singular.startswith("spokes")
        and not _housed(tokens, first, last, top)
    ):
        return Naming.UNNAMED  # "two bankers": somebody in particular, of no office one could ring up
    mine = opening in ("my", "our")  # "my neighbour": nobody whom a reader could find
    if (singular in _PRIVATE and not definite) or (mine and singular in _PRIVATE | lex.family):
        of_the_public = noun == "members" and (not counted or bool(tail & _PUBLIC))
        return Naming.CROWD if of_the_public else Naming.UNNAMED
    if kind is SourceKind.GROUP and noun in lex.persons and not definite and opening not in INDEFINITE and top == first:
        if singular not in _PRIVATE and _of_a_house(tokens, last, top, lex):
            return Naming.ROLE  # "engineers from the water company": of a house that one could ring up
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
    if kind is SourceKind.GROUP and first == last and noun not in lex.group and noun not in lex.organizations:
        return Naming.CROWD  # "environmentalists say"
    return Naming.ROLE


def _housed(tokens: Tokens, first: int, last: int, top: int) -> bool:
    """True where a noun phrase says what house its speaker belongs to: a name in it, or "of", "for", "at" behind."""
    named = any(tokens.kinds[t] == CAP and not tokens.initial[t] for t in range(first, last + 1))
    return named or any(tokens.low[t] in ("of", "for", "at", "from", "with", "in") for t in range(top + 1, last + 1))


def _of_a_house(tokens: Tokens, last: int, top: int, lex: Lexicon) -> bool:
    """True where a body stands behind the noun ("surgeons at the county hospital"), not a place ("from the valley")."""
    behind = range(top + 1, last + 1)
    employed = any(
        tokens.low[t] in ("at", "for", "inside", "within") and tokens.kinds[t + 1] == CAP for t in range(top + 1, last)
    )
    return employed or any(tokens.low[t] in lex.organization for t in behind)


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
