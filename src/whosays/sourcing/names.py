"""Proper names in a text: where they stand, of whom or what they are, and the titles in front of them.

A name is a run of words with a capital, initials, particles ("von", "de", "bin") and suffixes; organisations' names
may hold "of", "for" and "and". Titles, ranks and offices are cut off in front: their words are data (``lexicon.toml``).
The cues that tell a person from an organisation are those of rule-based name recognition (Mikheev, Moens & Grover 1999):
titles before, organisation words inside, an article before, an acronym's shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from whosays.sourcing.lexicon import Lexicon, lexicon
from whosays.sourcing.tokens import CAP, LOWER, MARK, NUMBER, Tokens

PERSON, ORGANIZATION, PLACE, ACCOUNT, DOCUMENT, UNKNOWN = "person", "organization", "place", "account", "document", ""

_NEVER_INSIDE = frozenset(
    [
        "i",
        "the",
        "a",
        "an",
        "he",
        "she",
        "they",
        "it",
        "we",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_ALSO_NAMES = frozenset(
    [
        "new",
        "young",
        "will",
        "may",
        "long",
        "short",
        "good",
        "april",
        "june",
        "august",
        "best",
        "small",
        "black",
        "white",
        "great",
    ]
)
_SURNAMES = frozenset(
    [
        "king",
        "prince",
        "bishop",
        "guard",
        "baker",
        "butcher",
        "cook",
        "carpenter",
        "farmer",
        "judge",
        "major",
        "marshal",
        "pope",
        "page",
        "taylor",
        "champion",
        "child",
        "winner",
    ]
)
_LINKS = frozenset(("for", "on"))
_MANY = frozenset(
    [
        "department",
        "ministry",
        "office",
        "bureau",
        "institute",
        "council",
        "association",
        "committee",
        "center",
        "centre",
        "board",
        "agency",
        "commission",
        "faculty",
        "school",
        "college",
        "federation",
        "administration",
        "secretary",
        "minister",
    ]
)
_ACRONYM = re.compile(r"[A-Z][A-Z&-]{1,7}s?$|(?:[A-Z]\.){2,}$")
_ALSO_FIRST = frozenset("new may june april august jan jun".split())
_CONTRACTION = re.compile(
    r"(?:i|we|you|he|she|it|they|that|there|what|who|here|let|don|didn|doesn|won|can|isn|aren|wasn|couldn)['’]"
)
_QUOTES = frozenset("\"“”'‘’")
_PLURAL_PARTY = re.compile(r"(?:Democrats|Republicans|Conservatives|Tories|Liberals|Greens)$")


@dataclass(slots=True)
class Name:
    """One proper name: tokens ``first`` to ``last`` without titles; ``begin`` where its titles and roles begin.

    ``sort`` is what it is a name of, as far as its own words and neighbours tell. ``premodifier`` is true where it only
    describes the noun behind it ("the Trump campaign"), ``possessive`` where "'s" follows. ``nouns`` are the nouns that
    it is described by, ``aliases`` other names given for it in parentheses.
    """

    first: int
    last: int
    begin: int
    end: int
    sort: str
    words: tuple[str, ...]
    gender: str = ""
    title: str | None = None
    role: str | None = None
    affiliation: str | None = None
    nouns: set[str] = field(default_factory=set)
    aliases: tuple[str, ...] = ()
    premodifier: bool = False
    possessive: bool = False
    articled: bool = False
    headline: bool = False


def find_names(tokens: Tokens) -> list[Name]:
    """Every proper name of a text in order of position; demonyms and offices without a name are none."""
    lex = lexicon()
    capital = {
        low
        for low, kind, initial, sentence in zip(tokens.low, tokens.kinds, tokens.initial, tokens.sentence, strict=True)
        if kind == CAP and not initial and sentence not in tokens.headlines
    }
    found: list[Name] = []
    alone: set[str] = set()
    i, n = 0, len(tokens)
    while i < n:
        if tokens.kinds[i] != CAP or not _may_begin(tokens, i, lex, capital):
            i += 1
            continue
        last = _run(tokens, i, lex)
        name = _cut(tokens, i, last, lex)
        if name is not None:
            found.append(name)
        if i == last:
            alone.add(tokens.low[i])
        i = last + 1
    for name in found:
        _split(tokens, name, alone, lex)
    return found


def _split(tokens: Tokens, name: Name, alone: set[str], lex: Lexicon) -> None:
    """Part a body's name from a person's that follows it without a comma, where the text uses the surname alone."""
    if (
        name.sort != ORGANIZATION
        or name.last - name.first < 3
        or tokens.low[name.last] not in alone
        or name.premodifier
    ):
        return
    tail = tokens.low[name.last - 1 : name.last + 1]
    if any(w in lex.organization or w in ("of", "for", "and", "&", "the") or w in lex.countries for w in tail):
        return
    name.first = name.begin = name.last - 1
    name.sort, name.words = PERSON, tuple(tokens.words[name.first : name.last + 1])


def _may_begin(tokens: Tokens, i: int, lex: Lexicon, capital: set[str]) -> bool:
    low, word = tokens.low[i], tokens.words[i]
    if word[0] == "@":
        return True
    if low in _NEVER_INSIDE or word[0] == "#" or (("’" in low or "'" in low) and _CONTRACTION.match(low)):
        return False
    if len(word) > 1 and word.isupper() and low in lex.countries:
        return True
    follows = i + 1 < len(tokens) and tokens.kinds[i + 1] == CAP and tokens.sentence[i + 1] == tokens.sentence[i]
    if not tokens.initial[i]:
        if low in ("may", "june", "april", "august", "march") and tokens.kinds[i + 1 : i + 2] == [NUMBER]:
            return False
        return low not in lex.function or (low in _ALSO_NAMES and (follows or low in ("may", "young", "long")))
    if low in lex.particles and i + 1 < len(tokens):
        end = _particles(tokens, i + 1, lex)
        follows = end < len(tokens) and tokens.kinds[end] == CAP and tokens.sentence[end] == tokens.sentence[i]
        return follows and (low not in lex.function or end > i + 1)
    if low in lex.function:
        return low in _ALSO_FIRST and follows
    if follows:
        known = low in lex.titles or low in lex.ranks or low in lex.demonyms or low in lex.organization
        return known or low in capital or low in lex.leading or low not in tokens.small
    if low in capital or _ACRONYM.match(word) or low in lex.countries:
        return low not in lex.persons and low not in lex.group
    after = tokens.low[i + 1] if i + 1 < len(tokens) else ""
    if after and tokens.kinds[i + 1] == LOWER and _is_noun(after, lex):
        return False
    if low in tokens.small or low.endswith(
        ("ly", "ing", "wise", "tional", "ical", "ive", "ous", "ful", "able", "ible", "less")
    ):
        return False
    return not any(
        low in s for s in (lex.person, lex.persons, lex.document, lex.group, lex.organizations, lex.crowd, lex.titles)
    )


def _run(tokens: Tokens, i: int, lex: Lexicon) -> int:
    """The last token of the run of name words that begins at ``i``."""
    n, sentence = len(tokens), tokens.sentence[i]
    words, low, kinds = tokens.words, tokens.low, tokens.kinds

    def capital(k: int) -> bool:
        return (
            k < n
            and kinds[k] == CAP
            and tokens.sentence[k] == sentence
            and low[k] not in _NEVER_INSIDE
            and not tokens.initial[k]
            and words[k][0] not in "@#"
            and not low[k].startswith(("i'", "i’"))
        )

    j = i
    if words[i][0] == "@":
        return i
    while j + 1 < n and tokens.sentence[j + 1] == sentence and j - i < 14:
        k = j + 1
        if capital(k):
            j = k
        elif kinds[k] == LOWER and low[k] in lex.particles and (end := _particles(tokens, k, lex)) and capital(end):
            j = end
        elif low[k] == "of" and _takes_of(low[j], lex) and capital(k + 1):
            j = k + 1
        elif low[k] == "of" and _takes_of(low[j], lex) and low[k + 1 : k + 2] == ["the"] and capital(k + 2):
            j = k + 2
        elif (
            low[k] in _LINKS
            and low[j] in lex.organization
            and low[j] not in ("times", "post")
            and (capital(k + 1) or (low[k + 1 : k + 2] == ["the"] and capital(k + 2)))
        ):
            j = k + (1 if capital(k + 1) else 2)
        elif (
            (low[k] == "and" and capital(k + 1) and _joined(tokens, i, j, k, lex))
            or (words[k] == "&" and capital(k + 1))
            or (words[k] == "," and k + 1 < n and low[k + 1] in ("jr", "sr", "iii", "ii") and kinds[k + 1] == CAP)
        ):
            j = k + 1
        elif words[k] in _QUOTES and capital(k + 3) and k + 2 < n and words[k + 2] in _QUOTES and kinds[k + 1] == CAP:
            j = k + 3
        else:
            break
    return j


def _particles(tokens: Tokens, k: int, lex: Lexicon) -> int:
    """The token behind up to three particles from ``k`` on."""
    end = k
    while end < len(tokens) and end - k < 3 and tokens.kinds[end] == LOWER and tokens.low[end] in lex.particles:
        end += 1
    return end


def _takes_of(low: str, lex: Lexicon) -> bool:
    return low in lex.organization or low in (
        "secretary",
        "minister",
        "bishop",
        "archbishop",
        "duke",
        "duchess",
        "prince",
        "princess",
    )


def _joined(tokens: Tokens, i: int, j: int, k: int, lex: Lexicon) -> bool:
    """True where "and" at ``k`` stands inside an office's name: "Department of Health and Human Services"."""
    heads = tokens.low[i : j + 1]
    if "of" not in heads or tokens.low[k + 1] in lex.titles or tokens.low[k + 1] in lex.ranks:
        return False
    return any(h in _MANY for h in heads[: heads.index("of")]) and heads.index("of") >= len(heads) - 3


def _cut(tokens: Tokens, i: int, j: int, lex: Lexicon) -> Name | None:
    """The name in a run of capitals, without what stands in front of it; none for an office or a demonym alone."""
    name = _core(tokens, i, j, lex)
    if name is not None:
        low, after = tokens.low, j + 1
        if after < len(tokens) and tokens.sentence[after] == tokens.sentence[j]:
            name.possessive = low[after] in ("'s", "’s") or (low[after] in ("'", "’") and low[j].endswith("s"))
            name.premodifier = name.premodifier or (tokens.kinds[after] == LOWER and _is_noun(low[after], lex))
        name.headline = tokens.sentence[i] in tokens.headlines
    return name


def _core(tokens: Tokens, i: int, j: int, lex: Lexicon) -> Name | None:
    low, words = tokens.low, tokens.words
    articled = i > 0 and low[i - 1] == "the" and tokens.sentence[i - 1] == tokens.sentence[i]
    if words[i][0] == "@":
        return Name(i, i, i, i, ACCOUNT, (words[i],))
    k = _title_end(tokens, i, j, lex)
    if k is not None:
        return _titled(tokens, i, k, j, lex)
    office = False
    span = low[i : j + 1]
    if all(w in lex.titles or w in lex.ranks or w in lex.leading or w in lex.service or w == "of" for w in span):
        return None
    if len(span) == 1 and (span[0] in lex.demonyms or (span[0][:-1] in lex.demonyms and span[0].endswith("s"))):
        return None
    if _PLURAL_PARTY.match(words[j]):
        return None
    if len(span) == 2 and span[0] in ("north", "south", "east", "west") and span[1].rstrip("s") in lex.demonyms:
        return None
    if len(span) > 1 and low[j] in lex.titles and low[j] not in _SURNAMES:
        office = True  # an office in capitals at the end: "State Department Spokesperson"
        while j >= i and (
            low[j] in lex.leading or low[j] in lex.titles
        ):
            j -= 1
        if j < i or (i == j and low[i] in lex.demonyms):
            return None
        span = low[i : j + 1]
    sort = _sort(tokens, i, j, articled, lex)
    first = i
    if sort == PERSON:
        while first < j - 1 and low[first] in lex.demonyms:
            first += 1
    return Name(first, j, i, j, sort, tuple(words[first : j + 1]), articled=articled, premodifier=office)


def _is_noun(low: str, lex: Lexicon) -> bool:
    return any(
        low in s for s in (lex.person, lex.persons, lex.organization, lex.organizations, lex.document, lex.group)
    )


def _title_end(tokens: Tokens, i: int, j: int, lex: Lexicon) -> int | None:
    """The last token of the titles in front of a person's name, if the run has any."""
    low = tokens.low
    for k in range(j - 1, i - 1, -1):
        if low[k] not in lex.titles and low[k] not in lex.ranks:
            continue
        if (
            low[k] in ("secretary", "minister", "mayor", "duke", "duchess", "bishop", "archbishop", "prince")
            and low[k + 1] == "of"
        ):
            k += 2 + (low[k + 2] == "the")
            if k >= j:
                return None
        rest = low[k + 1 : j + 1]
        if any(w in lex.organization or w in ("of", "for", "and") for w in rest) or " ".join(rest) in lex.countries:
            return None
        if all(w in lex.titles or w in lex.ranks or w in lex.leading for w in rest):
            continue
        return k
    return None


def _titled(tokens: Tokens, i: int, k: int, j: int, lex: Lexicon) -> Name:
    low = tokens.low
    start = k
    while start > i and (
        low[start - 1] in lex.titles
        or low[start - 1] in lex.ranks
        or low[start - 1] in lex.leading
        or low[start - 1] in lex.service
        or low[start - 1] in ("of", "the")
        or low[start] == "of"
        or low[start - 1] == "of"
        or low[start - 2 : start - 1] == ["of"]
    ):
        start -= 1
    while start > i and low[start - 1] in ("former", "retired", "acting"):
        start -= 1
    gender = next((g for w in low[start : k + 1] if (g := lex.titles.get(w) or lex.person.get(w, ""))), "")
    title = tokens.said(start, k)
    honorific = all(
        w in ("mr", "mrs", "ms", "miss", "mx", "messrs", "sir", "lord", "lady", "dame", "madam")
        for w in low[start : k + 1]
    )
    affiliation = tokens.said(i, start - 1) if start > i else None
    name = Name(k + 1, j, i, j, PERSON, tuple(tokens.words[k + 1 : j + 1]), gender, title)
    if not honorific:
        name.role = title
    name.affiliation = affiliation
    name.nouns = {w for w in low[start : k + 1] if w in lex.titles or w in lex.person} | expand(low[start : k + 1])
    return name


_EXPANDED = {
    "sen": "senator", "rep": "representative", "gov": "governor", "prof": "professor", "dr": "doctor", "gen": "general",
    "lt": "lieutenant", "col": "colonel", "sgt": "sergeant", "capt": "captain", "maj": "major", "adm": "admiral",
    "det": "detective", "insp": "inspector", "supt": "superintendent", "amb": "ambassador", "rev": "reverend",
    "atty": "attorney", "cmdr": "commander", "cllr": "councillor", "hon": "judge", "pm": "minister",
}  # fmt: skip


def expand(words: list[str]) -> set[str]:
    """The full words of abbreviated titles: "sen" is a senator."""
    return {_EXPANDED[w] for w in words if w in _EXPANDED}


def _sort(tokens: Tokens, i: int, j: int, articled: bool, lex: Lexicon) -> str:
    low, words = tokens.low, tokens.words
    span = low[i : j + 1]
    if " ".join(span) in lex.countries:
        return PLACE
    if j > i and low[j] in lex.document:
        return DOCUMENT
    if any(w in lex.organization for w in span) or any(w in ("of", "for", "&") for w in span):
        return ORGANIZATION
    if i == j:
        if "." in words[i][1:-1] and words[i][-1] != ".":
            return ORGANIZATION  # Gawker.com
        if low[i] in lex.platforms or _ACRONYM.match(words[i]):
            return ORGANIZATION
        return UNKNOWN
    if articled:
        return UNKNOWN
    if any(
        kind == NUMBER or (kind == MARK and w not in "\"“”,'‘’")
        for kind, w in zip(tokens.kinds[i : j + 1], words[i : j + 1], strict=True)
    ):
        return UNKNOWN
    if len(words[i]) > 2 and words[i].isupper() and not all(words[t].isupper() for t in range(i, j + 1)):
        return UNKNOWN  # "NASA Live"
    return PERSON if j - i <= 5 else UNKNOWN
