"""Proper names in a text: where they stand, of whom or what they are, and the titles in front of them.

A name is a run of words with a capital, initials, particles ("von", "de", "bin") and suffixes; organisations' names
may hold "of", "for" and "and". Titles, ranks and offices are cut off in front: their words are data
(``lexicon.toml``). The cues that tell a person from an organisation are those of rule-based name recognition
(Mikheev, Moens & Grover 1999): titles before, organisation words inside, an article before, an acronym's shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from whosays.likeness import verbs
from whosays.sourcing.lexicon import Lexicon, lexicon, words
from whosays.sourcing.runs import ACRONYM, SURNAMES, is_noun, may_begin, run_end
from whosays.sourcing.tokens import CAP, LOWER, MARK, NUMBER, Tokens

PERSON, ORGANIZATION, PLACE, ACCOUNT, DOCUMENT, UNKNOWN = "person", "organization", "place", "account", "document", ""
GROUP = "group"

_ALSO_VERBS = words("names_also_verbs")
_HONORIFICS = words("names_honorifics")
_ALSO_GIVEN = words("names_also_given")
_INSIDE = frozenset(("in", "near", "outside", "off"))
_POSTNOMINALS = frozenset(
    (
        "kc",
        "qc",
        "sc",
        "mp",
        "msp",
        "ms",
        "mep",
        "md",
        "phd",
        "obe",
        "mbe",
        "cbe",
        "jp",
        "dds",
        "rn",
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "esq",
    )
)
_BESIDE_PLACES = ("-based", "-area", "-born", "-trained", "-led", "-owned", "-educated")
_NO_OFFICE = words("names_no_office")
_HEADS = frozenset(("head", "chief", "boss"))  # of something; a surname where the text has somebody called so
_OF_RANK = frozenset(("acting", "assistant", "associate", "deputy", "executive", "former", "general", "senior", "vice"))
_INITIALS = re.compile(r"[A-Z]J$|J[A-Z]$|[BCDFGHKLMNPQRSTVWXZ]{2}$")  # "TJ Roe"
_PLURAL_PARTY = re.compile(r"(?:Democrats|Republicans|Conservatives|Tories|Liberals|Greens)$")


@dataclass(slots=True)
class Name:
    """One proper name: tokens ``first`` to ``last`` without titles; ``begin`` where its titles and roles begin.

    ``sort`` is what it is a name of, as far as its own words and neighbours tell. ``premodifier`` is true where it only
    describes the noun behind it ("the Roe campaign"), ``possessive`` where "'s" follows. ``nouns`` are the nouns that
    it is described by, ``aliases`` other names given for it in parentheses, ``kin`` the words of a relative's name.
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
    described_to: int = -1
    kin: frozenset[str] = frozenset()


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
    surnames = _surnames(tokens, lex)
    i, n = 0, len(tokens)
    while i < n:
        if tokens.kinds[i] != CAP or not may_begin(tokens, i, lex, capital):
            i += 1
            continue
        last = run_end(tokens, i, lex)
        if (
            tokens.low[last + 1 : last + 2]
            and tokens.low[last + 1].endswith(_BESIDE_PLACES)
            and tokens.kinds[last + 1] == CAP
        ):
            i = last + 2  # "South Korea-based": where somebody else is
            continue
        name = _cut(tokens, i, last, lex)
        if name is None and i == last and tokens.low[i] in surnames:
            name = Name(i, i, i, i, UNKNOWN, (tokens.words[i],))  # "King" after "T. J. King"
            name.possessive = tokens.low[i + 1 : i + 2] in (["'s"], ["’s"])
        if name is not None:
            found.append(name)
        if i == last:
            alone.add(tokens.low[i])
        i = last + 1
    return _with_offices(tokens, [part for name in found for part in _split(tokens, name, alone, lex)], alone, lex)


def _with_offices(tokens: Tokens, found: list[Name], alone: set[str], lex: Lexicon) -> list[Name]:
    """The names, a person's with the office "of" something that stands in capitals before it: "Harbour Board Head of
    Safety Ada Voss" is Ada Voss. The name begins with a given name, or is one whose surname the text uses alone."""
    kept: list[Name] = []
    for name in found:
        of, low = name.begin - 1, tokens.low
        head = of - 1
        body = max((k for k in range(name.first, name.last) if low[k] in lex.organization), default=name.first - 1)
        own = next((k for k in range(body + 1, name.last) if low[k] in lex.given), -1)
        if own < 0 and name.last - body > 1 and low[name.last] in alone:
            own = name.last - 1
        office = head >= 0 and low[of] == "of" and tokens.kinds[head] == CAP and (
            low[head] in lex.titles or low[head] in _HEADS or low[head] in lex.person
        )  # fmt: skip
        if not office or own < 0 or name.sort == PLACE or (own == name.first == name.begin):
            kept.append(name)
            continue
        title = first = head
        while _goes_on_before(tokens, first):
            first -= 1
        while title > first and (low[title - 1] in lex.titles or low[title - 1] in _OF_RANK | _HEADS):
            title -= 1
        while kept and kept[-1].last >= first:
            kept.pop()
        person = Name(own, name.last, first, name.end, PERSON, tuple(tokens.words[own : name.last + 1]), name.gender)
        person.title = person.role = tokens.said(title, own - 1)
        person.affiliation = tokens.said(first, title - 1) if title > first else None
        person.nouns = {w for w in low[title:own] if w in lex.titles or w in lex.person}
        person.possessive, person.premodifier, person.headline = name.possessive, name.premodifier, name.headline
        kept.append(person)
    return kept


def _goes_on_before(tokens: Tokens, t: int) -> bool:
    """True where the word before a capital belongs to its run."""
    before = t - 1
    return (
        before >= 0
        and tokens.sentence[before] == tokens.sentence[t]
        and tokens.kinds[before] == CAP
        and tokens.ends[before] + 1 == tokens.starts[t]
        and not (tokens.initial[before] and tokens.low[before] in lexicon().function)
    )


def _surnames(tokens: Tokens, lex: Lexicon) -> frozenset[str]:
    """The words for an office that are a surname in this text: they end a name that begins with none ("Ada King")."""
    found = set()
    for t, low in enumerate(tokens.low[1:], 1):
        if (
            low not in SURNAMES
            or tokens.kinds[t] != CAP
            or tokens.kinds[t - 1] != CAP
            or tokens.sentence[t] in tokens.headlines
        ):
            continue
        before = tokens.low[t - 1]
        ends = t + 1 == len(tokens) or tokens.kinds[t + 1] != CAP or tokens.sentence[t + 1] != tokens.sentence[t]
        office = before in lex.titles or before in lex.leading or before in lex.demonyms or before in lex.function
        if ends and not office and before not in lex.organization and before not in lex.countries:
            found.add(low)
    return frozenset(found)


def _split(tokens: Tokens, name: Name, alone: set[str], lex: Lexicon) -> list[Name]:
    """Part a body's name from a person's that follows it without a comma, where the text uses the surname alone."""
    low = tokens.low
    if name.sort != ORGANIZATION or low[name.last] not in alone or name.premodifier or name.last == name.first:
        return [name]
    heads = [t for t in range(name.first, name.last + 1) if low[t] in lex.organization or low[t] in ("of", "for")]
    if not heads or name.last == heads[-1] or (low[heads[-1]] in ("of", "for") and name.last - heads[-1] < 3):
        return [name]
    first = max(heads[-1] + 1, name.last - 1)
    tail = low[first : name.last + 1]
    if (
        any(w in ("of", "for", "and", "&", "the") for w in tail)
        or " ".join(tail) in lex.countries
        or tail[-1] in lex.demonyms
    ):
        return [name]
    sort = PERSON if len(tail) > 1 else UNKNOWN
    person = Name(first, name.last, first, name.end, sort, tuple(tokens.words[first : name.last + 1]))
    person.possessive, person.headline = name.possessive, name.headline
    name.last = name.end = first - 1
    name.words, name.possessive = tuple(tokens.words[name.first : first]), False
    if low[name.last] in lex.person and name.last > name.first:  # "City Council Member Ada Voss"
        person.begin, person.sort, person.role = name.begin, PERSON, tokens.words[name.last]
        person.title, person.nouns = person.role, {low[name.last]}
        person.affiliation = tokens.said(name.first, name.last - 1)
        return [person]
    return [name, person]


def _cut(tokens: Tokens, i: int, j: int, lex: Lexicon) -> Name | None:
    """The name in a run of capitals, without what stands in front of it; none for an office or a demonym alone."""
    name = _core(tokens, i, j, lex)
    if name is not None:
        low, after = tokens.low, j + 1
        if after < len(tokens) and tokens.sentence[after] == tokens.sentence[j]:
            name.possessive = low[after] in ("'s", "’s") or (low[after] in ("'", "’") and low[j].endswith("s"))
            name.premodifier = name.premodifier or (
                tokens.kinds[after] == LOWER and is_noun(low[after], lex) and low[after] not in _ALSO_VERBS
            )
            name.premodifier = name.premodifier or _of_a_body(tokens, after, lex)
        name.articled = name.articled and not name.premodifier
        name.headline = tokens.sentence[i] in tokens.headlines
    return name


def _of_a_body(tokens: Tokens, after: int, lex: Lexicon) -> bool:
    """True where a plain word and a body's noun follow a name: "the Norland | defence ministry"."""
    if after + 1 >= len(tokens) or tokens.sentence[after + 1] != tokens.sentence[after]:
        return False
    word, noun = tokens.low[after], tokens.low[after + 1]
    plain = tokens.kinds[after] == tokens.kinds[after + 1] == LOWER and noun in lex.organization
    verb = word.endswith(("ed", "s", "ly")) or verbs.past(word) or verbs.auxiliary(word)
    return plain and not verb and word not in lex.function | lex.prepositions | lex.openers


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
    offices = lex.titles.keys() | lex.ranks | lex.leading | lex.service | _HEADS | {"of"}
    if all(w in offices for w in span):
        return None
    people = low[j].rsplit("-", 1)[-1]
    if len(span) == 1 and (span[0] in lex.demonyms or (people[:-1] in lex.demonyms and people.endswith("s"))):
        return None
    if _PLURAL_PARTY.match(words[j]):
        return None
    if len(span) == 2 and span[0] in ("north", "south", "east", "west") and span[1].rstrip("s") in lex.demonyms:
        return None
    title = low[j] in lex.titles and low[j] not in SURNAMES and low[j] not in _NO_OFFICE
    if len(span) > 1 and (title or (low[j] in _HEADS and low[j - 1] not in lex.first_names)):
        office = True  # an office in capitals at the end: "State Department Spokesperson", "Council Head"
        while j >= i and (low[j] in lex.leading or low[j] in lex.titles or low[j] in _HEADS):
            j -= 1
        if j < i or (i == j and low[i] in lex.demonyms):
            return None
        span = low[i : j + 1]
    if (
        i < j
        and tokens.initial[i]
        and low[i] in tokens.small
        and " ".join(span[1:]) in lex.countries
        and " ".join(span) not in lex.countries
    ):
        i += 1  # "Poor Norway"
    sort = _sort(tokens, i, j, articled, lex)
    first = i
    if sort == PERSON:
        while first < j - 1 and (low[first] in lex.demonyms or (low[first].endswith("ing") and len(low[first]) > 7)):
            first += 1
        trade = tokens.initial[first] and j - first > 1 and low[first] not in lex.given
        if trade and low[first + 1] in lex.given and low[first] not in lex.particles:
            first += 1  # "Soprano Ilaria Conti"
    return Name(first, j, i, j, sort, tuple(words[first : j + 1]), articled=articled, premodifier=office)


def _title_end(tokens: Tokens, i: int, j: int, lex: Lexicon) -> int | None:
    """The last token of the titles in front of a person's name, if the run has any."""
    low = tokens.low
    for k in range(j - 1, i - 1, -1):
        head = low[k] in _HEADS and low[k - 1] not in lex.first_names
        if not (low[k] in lex.titles or low[k] in lex.ranks or head) or tokens.words[k + 1] in "\"”’'":
            continue  # 'Kevin "Coach" Christie' is no coach
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
        if all(w in lex.titles or w in lex.ranks or w in lex.leading for w in rest) and low[k] not in _HONORIFICS:
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
    honorific = all(w in _HONORIFICS or w in ("lord", "madam") for w in low[start : k + 1])
    national = start > i and all(w in lex.demonyms for w in low[i:start])
    if national:
        title = tokens.said(i, k)
    affiliation = tokens.said(i, start - 1) if start > i and not national else None
    name = Name(k + 1, j, i, j, PERSON, tuple(tokens.words[k + 1 : j + 1]), gender, title)
    if not honorific:
        name.role = title
    name.affiliation = affiliation
    name.nouns = {
        w for w in low[start : k + 1] if (w in lex.titles or w in lex.person) and w not in _HONORIFICS
    } | expand(low[start : k + 1])
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


def _is_label(tokens: Tokens, i: int) -> bool:
    """True of a word before a colon, or before parentheses and a colon: "VOSS (voice-over):"."""
    behind = tokens.words[i + 1 : i + 2]
    if behind == ["("]:
        close = next((t for t in range(i + 2, min(i + 8, len(tokens))) if tokens.words[t] == ")"), -1)
        return close > 0 and tokens.words[close + 1 : close + 2] == [":"]
    return behind == [":"]


def _sort(tokens: Tokens, i: int, j: int, articled: bool, lex: Lexicon) -> str:
    low, words = tokens.low, tokens.words
    span = low[i : j + 1]
    if " ".join(span) in lex.countries:
        return PLACE
    if any(w in lex.organization or (w in lex.trades and j > i) for w in span) or any(
        w in ("of", "for", "&") for w in span
    ):
        return ORGANIZATION
    if j > i and low[j] in lex.wares and not _is_label(tokens, j):
        return ORGANIZATION  # "Norr Cars"
    if j > i and low[j] in lex.document:
        return DOCUMENT
    if j > i and (low[j] in lex.particles or {low[i], low[j]} & {"radio", "television", "tv"}):
        return ORGANIZATION  # "El Al": no surname is a mere particle
    if i == j:
        if "." in words[i][1:-1] and words[i][-1] != ".":
            return ORGANIZATION  # Gawker.com
        speaks = _is_label(tokens, i) and len(words[i]) > 2  # a speaker's label in a transcript
        if low[i] in lex.platforms or (ACRONYM.match(words[i]) and not speaks):
            return ORGANIZATION
        return UNKNOWN
    if low[j] in lex.features and low[i] not in lex.first_names and not _is_label(tokens, j):
        return PLACE  # "Stroma Quay", but "Picabo Street" by her given name
    if articled:
        return UNKNOWN
    if "/" in words[i : j + 1]:
        return ORGANIZATION
    if any(w in lex.organizations for w in span) and not (j == i + 1 and low[i] in lex.given):
        return ORGANIZATION  # "Roe Valley Schools", but no "Ada Banks"
    if any(
        kind == NUMBER or (kind == MARK and w not in "\"“”,'‘’")
        for kind, w in zip(tokens.kinds[i : j + 1], words[i : j + 1], strict=True)
    ):
        return UNKNOWN
    if (low[i] in lex.countries and low[i] not in _ALSO_GIVEN) or any(w in lex.prepositions for w in span):
        return UNKNOWN
    if (
        len(words[i]) > 1
        and not _INITIALS.match(words[i])
        and words[i].isupper()
        and "." not in words[i]
        and len(words[j]) > 3
        and not all(words[t].isupper() for t in range(i, j + 1))
    ):
        return UNKNOWN  # "NASA Live"
    if 1 < len(words[j]) < 4 and words[j].isupper() and not words[i].isupper() and low[j] not in _POSTNOMINALS:
        return ORGANIZATION  # "Gazette SF"
    if i > 0 and low[i - 1] in _INSIDE and low[i] not in lex.given and tokens.sentence[i - 1] == tokens.sentence[i]:
        return PLACE  # "in Port Ennick", and no belief in anybody
    return PERSON if j - i <= 5 else UNKNOWN
