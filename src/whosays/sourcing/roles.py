"""What a text says somebody is: roles and affiliations beside a name.

Read from the words in front of a name ("Courier science writer Ada Voss"), appositions on either side ("Ada Voss,
head of the agency's press office,"; "the agency's head, Ada Voss,"), relative clauses ("who runs the agency"), "of"
and "at" phrases and parentheses ("(R-Ky.)").
"""

from __future__ import annotations

from whosays.sourcing.appositions import DETERMINERS, PARTY, PLURAL_MODIFIERS, apposition, inverted
from whosays.sourcing.heads import is_role
from whosays.sourcing.lexicon import Lexicon, lexicon, words
from whosays.sourcing.names import ORGANIZATION, PERSON, PLACE, UNKNOWN, Name
from whosays.sourcing.tokens import CAP, LOWER, NUMBER, Tokens

_PRESS = words("roles_press")
_STAFF = words("roles_staff")
_SAYING = words("roles_saying")
_HOUSES = frozenset((
    "company", "firm", "chain", "group", "club", "charity", "retailer", "manufacturer", "airline", "supplier", "brand",
    "insurer", "developer", "contractor", "startup", "supermarket", "hospital", "consultancy", "consortium", "operator",
))  # fmt: skip
_CIVIC = words("roles_civic")


def describe(tokens: Tokens, names: list[Name]) -> None:
    """Set role, affiliation, nouns, aliases and extent of every name from the words around it."""
    lex = lexicon()
    starts = {name.first: name for name in names}
    begins = {name.begin: index for index, name in enumerate(names)}
    for index, name in enumerate(names):
        if name.sort == UNKNOWN and name.last + 1 < len(tokens) and _speaks_for(tokens, name):
            name.sort = ORGANIZATION
        if name.begin > 1 and tokens.low[name.begin - 1] == "of" and tokens.low[name.begin - 2] in _CIVIC:
            name.nouns.add(tokens.low[name.begin - 2])  # "the city of Skarn"
            name.sort = PLACE if name.sort in (PERSON, UNKNOWN) and not name.title else name.sort
        previous = names[index - 1] if index else None
        if name.sort in (PERSON, UNKNOWN) and not name.headline:
            _before(tokens, name, previous, lex)
        elif name.sort == ORGANIZATION and name.begin and _names_a_house(tokens, name, name.begin - 1, lex):
            name.nouns.add(tokens.low[name.begin - 1])
        _after(tokens, name, starts, begins, lex)
        if name.sort in (PERSON, UNKNOWN) and (name.role is None or name.title) and not name.headline:
            inverted(tokens, name, starts, lex)
    _one_sort(tokens, names, lex)


def _one_sort(tokens: Tokens, names: list[Name], lex: Lexicon) -> None:
    """Let what is called a body or a place once be one wherever two capitals alone make it a person."""
    sorts = {name.words: name.sort for name in names if name.sort in (ORGANIZATION, PLACE) and len(name.words) > 1}
    for name in names:
        told = name.title or name.role or name.nouns or name.gender or tokens.low[name.first] in lex.given
        if name.sort == PERSON and name.words in sorts and not told:
            name.sort = sorts[name.words]


def _speaks_for(tokens: Tokens, name: Name) -> bool:
    """True of the name in front of "spokeswoman" or "executives": that of a house."""
    behind = name.last + 1
    low = tokens.low[behind]
    return (low.startswith("spokes") or low in _STAFF) and tokens.sentence[behind] == tokens.sentence[name.last]


def _before(tokens: Tokens, name: Name, previous: Name | None, lex: Lexicon) -> None:
    """Read "Courier science writer Ada Voss", "the agency's director Ada Voss"."""
    low, kinds = tokens.low, tokens.kinds
    k = name.begin - 1
    sentence = tokens.sentence[name.begin]
    if k < 0 or tokens.sentence[k] != sentence:
        return
    if low[k] in ("'s", "’s") and previous and previous.last == k - 1 and name.sort == PERSON and len(name.words) > 1:
        name.affiliation = name.affiliation or tokens.said(previous.first, previous.last)
        name.begin = previous.begin
        previous.possessive = True
        return
    based = k > 0 and low[k - 1].endswith("-based") and kinds[k - 1] == CAP
    if kinds[k] == LOWER and low[k] in _PRESS and (low[k - 1] in DETERMINERS or based) and not name.title:
        name.sort = ORGANIZATION  # "the weekly Tarn Sentinel", "South Korea-based website Daily Tide"
        name.nouns.add(low[k])
        while based and k > 0 and kinds[k - 1] == CAP and tokens.sentence[k - 1] == sentence:
            k -= 1
            name.begin = k
        return
    if _names_a_house(tokens, name, k, lex):
        name.sort = ORGANIZATION  # "the supermarket chain Fennel & Co" is "the chain" from here on
        name.nouns.add(low[k])
        return
    if not (kinds[k] == LOWER or tokens.initial[k]) or not is_role(low[k], lex):
        return
    start = k
    while start > 0 and tokens.sentence[start - 1] == sentence and k - start < 7:
        word = low[start - 1]
        plain = kinds[start - 1] == LOWER or (tokens.initial[start - 1] and word not in lex.countries)
        if word == "and" and start >= 2 and is_role(low[start - 2], lex):
            start -= 1
        elif (
            not plain
            or word in lex.function
            or (word.endswith("s") and word not in PLURAL_MODIFIERS and not word.endswith("ss"))
            or (previous is not None and previous.last == start - 1)
        ):
            break
        else:
            start -= 1
    name.sort = PERSON
    name.nouns.add(low[k])
    name.gender = name.gender or lex.person.get(low[k], "")
    role = tokens.said(start, k)
    name.role = f"{role} {name.role}" if name.role else role
    name.begin = start
    b = start - 1
    if b >= 0 and tokens.sentence[b] == sentence:
        if low[b] in ("'s", "’s") and b > 0:
            b -= 1
        if previous is not None and previous.last == b:
            name.affiliation = name.affiliation or _with_article(tokens, previous.first, previous.last)
            if low[start] in lex.organization and start < k and low[b + 1] not in ("'s", "’s"):
                name.affiliation = f"{name.affiliation} {tokens.words[start]}"  # "Roe campaign manager"
                name.role = (name.role or "").removeprefix(tokens.words[start]).strip() or name.role
            name.begin = previous.begin
            previous.premodifier = True
            b = previous.begin - 1
        elif kinds[b] == CAP and low[b] in lex.demonyms:
            name.begin = b
            name.role = f"{tokens.words[b]} {name.role}"
            b -= 1
        if b >= 0 and low[b] in DETERMINERS and tokens.sentence[b] == sentence:
            name.begin = b


def _names_a_house(tokens: Tokens, name: Name, k: int, lex: Lexicon) -> bool:
    """True where the noun at ``k`` says what house a name is, behind an article: "the dredging company Varrow"."""
    low, kinds = tokens.low, tokens.kinds
    if kinds[k] != LOWER or low[k] not in _HOUSES or name.title or low[name.first] in lex.given:
        return False
    t = k - 1
    while t >= 0 and k - t < 4 and kinds[t] == LOWER and low[t] not in lex.function | DETERMINERS:
        t -= 1
    return t >= 0 and tokens.sentence[t] == tokens.sentence[k] and low[t] in DETERMINERS


def _with_article(tokens: Tokens, first: int, last: int) -> str:
    if first > 0 and tokens.low[first - 1] == "the" and tokens.sentence[first - 1] == tokens.sentence[first]:
        return tokens.said(first - 1, last)
    return tokens.said(first, last)


def _after(tokens: Tokens, name: Name, starts: dict[int, Name], begins: dict[int, int], lex: Lexicon) -> None:
    """What follows a name: "(SBU)", "(R-Ky.)", ", 19,", ", head of the agency,", "of the agency"."""
    n, low, words = len(tokens), tokens.low, tokens.words
    sentence = tokens.sentence[name.last]
    k = name.last + 1

    def here(t: int) -> bool:
        return t < n and tokens.sentence[t] == sentence

    if here(k + 2) and words[k] == "(":
        close = next((t for t in range(k + 1, min(k + 6, n)) if words[t] == ")"), None)
        if close is not None:
            if PARTY.match(words[k + 1]):
                name.affiliation = tokens.said(k + 1, close - 1)
                name.sort = PERSON
            elif words[k + 1][0] == "@":
                name.aliases += (words[k + 1],)
            elif close == k + 2 and words[k + 1].isupper() and len(words[k + 1]) > 1:
                name.aliases += (words[k + 1],)
                name.sort = ORGANIZATION if name.sort != PERSON or not name.role else name.sort
            name.end = close
            k = close + 1
    if here(k + 2) and low[k : k + 2] == ["of", "the"] and name.sort == UNKNOWN and name.first == name.last:
        house = starts.get(k + 2)  # "Hollis of the Lantern": somebody of a house
        if (
            house is not None
            and house.sort in (ORGANIZATION, UNKNOWN)
            and not name.articled
            and _says(tokens, name, house)
        ):
            name.sort = PERSON
            name.affiliation = tokens.said(k + 1, house.last)
            name.end = house.last
            k = house.last + 1
    if here(k) and low[k] in ("of", "from", "at") and name.sort == PERSON and len(name.words) > 1:
        target = begins.get(k + 1, begins.get(k + 2) if here(k + 1) and low[k + 1] == "the" else None)
        if target is not None and low[k] in ("of", "at", "from") and (name.sort == PERSON):
            end = _name_end(tokens, k + 1 + (low[k + 1] == "the"))
            if low[k] != "at" or any(w in lex.organization for w in low[k + 1 : end + 1]):
                name.affiliation = name.affiliation or tokens.said(k + 1, end)
                name.end = end
                k = end + 1
    if (
        here(k + 1)
        and words[k] == ","
        and tokens.kinds[k + 1] == NUMBER
        and words[k + 1].isdigit()
        and int(words[k + 1]) < 120
    ):
        if name.sort == UNKNOWN or (name.sort == ORGANIZATION and not name.articled):
            name.sort = PERSON
        name.nouns.add(f"{words[k + 1]}-year-old")
        k += 2
    if here(k + 1) and words[k] in (",", "–", "—", "-") and name.sort != PLACE:
        apposition(tokens, name, k + 1, starts, begins, lex)
    elif here(k + 2) and name.sort == PERSON and name.role is None and low[k] in ("is", "serves") and not name.headline:
        apposition(tokens, name, k + 1 + (low[k + 1] == "as"), starts, begins, lex)  # "Ada Voss is head of the agency"


def _says(tokens: Tokens, name: Name, house: Name) -> bool:
    """True where a verb of saying stands before a name or behind the house that follows it."""
    before, after = tokens.low[name.first - 1 : name.first], tokens.low[house.last + 1 : house.last + 2]
    return bool(_SAYING.intersection(before + after))


def _name_end(tokens: Tokens, first: int) -> int:
    t = first
    while (
        t - first < 12
        and t + 1 < len(tokens)
        and tokens.sentence[t + 1] == tokens.sentence[first]
        and (
            tokens.kinds[t + 1] == CAP
            or (tokens.low[t + 1] in ("of", "for") and t + 2 < len(tokens) and tokens.kinds[t + 2] == CAP)
        )
    ):
        t += 1
    return t
