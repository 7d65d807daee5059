"""Where a run of name words begins and ends."""

from __future__ import annotations

import re

from whosays.likeness.verbs import maybe_past, past
from whosays.sourcing.lexicon import Lexicon
from whosays.sourcing.lexicon import words as word_set
from whosays.sourcing.tokens import CAP, LOWER, NUMBER, Tokens

_NEVER_INSIDE = word_set("names_never_inside")


_ALSO_NAMES = word_set("names_also_names")


SURNAMES = word_set("names_surnames")


_OWNS = frozenset(("'", "’", "'s", "’s"))


_LINKS = frozenset(("for", "on"))


_MANY = word_set("names_many")


ACRONYM = re.compile(r"[A-Z][A-Z0-9&-]{1,7}s?$|(?:[A-Z]\.){2,}$")


_CONTRACTION = re.compile(
    r"(?:i|we|you|he|she|it|they|that|there|what|who|here|let|don|didn|doesn|won|can|isn|aren|wasn|couldn)['’]"
)


_COMPOUND = re.compile(r"\w+-[a-z]+(?:ed|ing)$|\w+-(?:led|born|style|like|wide|era|only|area|centric)$")


_ALSO_FIRST = word_set("names_also_first")


_MONTHS = frozenset(("may", "june", "april", "august", "march"))


_BEFORE_MONTHS = frozenset(
    (
        "in",
        "by",
        "until",
        "till",
        "since",
        "before",
        "after",
        "from",
        "last",
        "next",
        "this",
        "of",
        "early",
        "late",
        "through",
        "during",
    )
)


_NO_BODY = frozenset(
    ("service", "services", "business", "force", "media", "intelligence", "command", "county", "district")
)


_QUOTES = frozenset("\"“”'‘’")


def may_begin(tokens: Tokens, i: int, lex: Lexicon, capital: set[str]) -> bool:
    low, word = tokens.low[i], tokens.words[i]
    if word[0] == "@":
        return True
    if (
        low in _NEVER_INSIDE
        or i in tokens.verbs
        or word[0] == "#"
        or low.startswith("lgbt")
        or ("-" in word and _COMPOUND.match(word))
        or (("’" in low or "'" in low) and _CONTRACTION.match(low))
    ):
        return False
    if len(word) > 1 and word.isupper() and low in lex.countries:
        return True
    follows = i + 1 < len(tokens) and tokens.kinds[i + 1] == CAP and tokens.sentence[i + 1] == tokens.sentence[i]
    if low.endswith("ing") and len(low) > 5 and low in tokens.small and not follows:
        return False  # "Housing experts say"
    if low in _MONTHS and not follows and i > 0 and tokens.low[i - 1] in _BEFORE_MONTHS:
        return False
    if not tokens.initial[i]:
        if low in ("may", "june", "april", "august", "march") and tokens.kinds[i + 1 : i + 2] == [NUMBER]:
            return False
        named = low in _ALSO_NAMES | _ALSO_FIRST and (follows or low in ("may", "young", "long"))
        return low not in lex.function or named
    if low in lex.particles and i + 1 < len(tokens):
        end = _particles(tokens, i + 1, lex)
        follows = end < len(tokens) and tokens.kinds[end] == CAP and tokens.sentence[end] == tokens.sentence[i]
        return follows and (low not in lex.function or end > i + 1)
    if low in lex.function:
        return low in _ALSO_FIRST and follows
    if low in lex.persons and tokens.low[i + 1 : i + 2] == ["for"] and tokens.kinds[i + 2 : i + 3] == [CAP]:
        return True  # "Citizens for Clean Rivers"
    if follows and low.endswith("ing") and len(low) > 7 and low not in capital:
        return False  # "Mistaking Jane Roe for ..."
    if follows and low in lex.person and low not in lex.titles and low not in SURNAMES:
        return False  # "Rival Jane Roe": the name begins behind it
    if follows:
        known = low in lex.titles or low in lex.ranks or low in lex.demonyms or low in lex.organization
        return known or low in capital or low in lex.leading or low not in tokens.small
    if low in capital or ACRONYM.match(word) or low in lex.countries:
        return low not in lex.persons and low not in lex.group and not (low.endswith("s") and low in tokens.small)
    after = tokens.low[i + 1] if i + 1 < len(tokens) else ""
    if after and tokens.kinds[i + 1] == LOWER and (is_noun(after, lex) or _leads_a_noun(tokens, i, lex)):
        return False
    if (
        after
        and tokens.kinds[i + 1] == LOWER
        and after not in lex.function
        and after not in lex.particles
        and not after.endswith(("ed", "ing", "s"))
        and tokens.kinds[i + 2 : i + 4] == [CAP, CAP]
        and tokens.sentence[i + 3] == tokens.sentence[i]
        and tokens.low[i + 2] not in lex.function
    ):
        return False  # "Harbour master Lena Hartwig": a trade before a name
    if (
        low in tokens.small
        or low in _NO_BODY
        or low.endswith(("ly", "ing", "wise", "tional", "ical", "ive", "ous", "ful", "able", "ible", "less"))
    ):
        return False
    return not any(
        low in s for s in (lex.person, lex.persons, lex.document, lex.group, lex.organizations, lex.crowd, lex.titles)
    )


def run_end(tokens: Tokens, i: int, lex: Lexicon) -> int:
    """The last token of the run of name words that begins at ``i``."""
    n, sentence = len(tokens), tokens.sentence[i]
    words, low, kinds = tokens.words, tokens.low, tokens.kinds

    def capital(k: int) -> bool:
        return (
            k < n
            and kinds[k] == CAP
            and tokens.sentence[k] == sentence
            and (low[k] not in _NEVER_INSIDE or words[k].endswith("."))
            and not tokens.initial[k]
            and k not in tokens.verbs
            and words[k][0] not in "@#"
            and not ("-" in words[k] and _COMPOUND.match(words[k]))
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
            and (low[j] in lex.organization or low[j] in lex.persons)
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
        elif (
            words[k] == "/"
            and capital(k + 1)
            and tokens.starts[k] == tokens.ends[j]
            and tokens.starts[k + 1] == tokens.ends[k]
        ):
            j = k + 1  # "Roe/Voss poll": asked by both
        elif (
            words[k] == "/"
            and j == i
            and kinds[k + 1 : k + 2] == [LOWER]
            and tokens.starts[k] == tokens.ends[j]
            and tokens.starts[k + 1] == tokens.ends[k]
            and low[j] not in lex.person
        ):
            j = k + 1  # "Tide/line", an outlet; no "Mother/daughter"
        elif words[k] in _OWNS and capital(k + 1) and low[k + 1] in lex.organization and _members(low, j, k, lex):
            j = k + 1  # "the Fruit Growers' League", "the Women's Institute"
        else:
            break
    return j


def _members(low: list[str], j: int, k: int, lex: Lexicon) -> bool:
    """True of a plural that says whose body it is, before an apostrophe: "Growers'", "Women's"."""
    return low[j].endswith("s") if low[k] in ("'", "’") else low[j] in lex.persons or low[j] in lex.group


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
    heads, behind = tokens.low[i : j + 1], tokens.low[k + 1]
    link = next((n for n, low in enumerate(heads) if low in ("of", "for")), None)
    if link is None or behind in lex.titles or behind in lex.ranks or behind in lex.first_names:
        return False
    return any(h in _MANY for h in heads[:link]) and link >= len(heads) - 3


def is_noun(low: str, lex: Lexicon) -> bool:
    return any(
        low in s for s in (lex.person, lex.persons, lex.organization, lex.organizations, lex.document, lex.group)
    )


def _leads_a_noun(tokens: Tokens, i: int, lex: Lexicon) -> bool:
    """True of the first word of "Human rights group": two small nouns stand behind it, the second somebody."""
    if tokens.kinds[i + 1 : i + 3] != [LOWER, LOWER] or tokens.sentence[i + 2] != tokens.sentence[i]:
        return False
    middle, noun = tokens.low[i + 1 : i + 3]
    if (
        middle in lex.function
        or middle in lex.particles
        or middle.endswith(("ed", "ing", "ly"))
        or past(middle)
        or maybe_past(middle)
    ):
        return False
    return (middle in lex.trades or not middle.endswith("s")) and is_noun(noun, lex)
