"""The noun that a noun phrase is about."""

from __future__ import annotations

import re

from whosays.sourcing.lexicon import Lexicon, lexicon, words
from whosays.sourcing.tokens import LOWER, MARK, Tokens

_ROLE_ENDING = re.compile(r"[a-z-]{3,}(?:ist|ician|ologist|woman|man|person|eer|ographer|grapher|maker|holder|keeper)$")
# relatives, and subjects of a clause without one: "a source I trust"
_OPENS_A_CLAUSE = frozenset(("who", "which", "that", "whose", "to", "whom", "i", "we", "you", "he", "she", "they"))
_COMPOUND = re.compile(r"-(?:in-chief|at-large|in-residence|elect|designate|general|turned-\w+)$")
_AGENT = re.compile(r"[a-z-]{3,}(?:[^aeiou]er|or|ist|ian|ee)$")
_NO_AGENTS = words("nominals_no_agents")
# "an indictment | made public on Thursday"
_PARTICIPLES = frozenset(
    ("made", "seen", "sent", "given", "written", "drawn", "brought", "taken", "shown", "held", "put")
)
_HONORIFIC = words("roles_honorific")


def is_role(low: str, lex: Lexicon) -> bool:
    """True of a singular noun for a person, known or by its ending."""
    low = _COMPOUND.sub("", low.removeprefix("ex-").removeprefix("co-"))
    if low in lex.person or (low in lex.titles and low not in _HONORIFIC):
        return True
    if low.endswith("-year-old"):
        return True
    return bool(_ROLE_ENDING.match(low)) and low not in lex.function and low not in lex.document


def is_agent(low: str) -> bool:
    """True of a singular noun whose ending makes it somebody who does something: "liquidator", "trustee"."""
    return bool(_AGENT.match(low)) and low not in _NO_AGENTS


def head(tokens: Tokens, first: int, last: int) -> int:
    """The head of the noun phrase that the tokens ``first`` to ``last`` begin with."""
    lex = lexicon()
    low, kinds = tokens.low, tokens.kinds
    noun = -1
    for t in range(first, last + 1):
        word = low[t]
        if word.endswith("-year-old"):
            noun = t
        if kinds[t] == MARK and word in ("'s", "’s"):
            noun = -1
            continue
        if t > first and (
            (kinds[t] == MARK and word not in ("-", "'", "’", "&", "/"))
            or word in lex.prepositions
            or word in _OPENS_A_CLAUSE
        ):
            return noun if noun >= 0 else max(t - 1, first)
        if (
            kinds[t] == LOWER
            and noun >= 0
            and (word in lex.familiar or word.endswith(("ing", "ed")) or word in _PARTICIPLES)
            and not is_role(word, lex)
        ):
            return noun
        if any(
            word in s
            for s in (
                lex.person,
                lex.persons,
                lex.group,
                lex.organization,
                lex.organizations,
                lex.document,
                lex.account,
            )
        ) or (noun >= 0 and kinds[t] == LOWER and is_role(word, lex)):
            noun = t
    return noun if noun >= 0 else last
