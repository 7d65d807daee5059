"""Whom somebody belongs to or speaks for, from the words of a description."""

from __future__ import annotations

from whosays.sourcing.lexicon import Lexicon, words
from whosays.sourcing.names import ORGANIZATION, PERSON, PLACE, Name
from whosays.sourcing.tokens import CAP, LOWER, Tokens

_PREPOSITIONS = words("affiliations_prepositions")
_ARTICLES = words("affiliations_articles")
_POSSESSIVE = frozenset(("'s", "’s"))


def affiliation(tokens: Tokens, starts: dict[int, Name], begin: int, top: int, stop: int, lex: Lexicon) -> str | None:
    """The body in "head of X", "X's head" and "X head", where ``top`` is the head's token; none where there is none.

    Only what has a proper name, or a determiner and an organisation's noun ("the city council"), is one. ``starts`` are
    the names of the text by their first token.
    """
    low, kinds = tokens.low, tokens.kinds
    for t in range(begin + 1, top):
        if low[t] in _POSSESSIVE and (kinds[t - 1] == CAP or low[t - 1] in lex.organization):
            first = begin - (begin > 0 and low[begin - 1] in ("the", "a") and kinds[begin] == LOWER)
            return tokens.said(first, t - 1)
    return _behind(tokens, starts, top + 1, stop, lex) or _in_front(tokens, begin, top, lex)


def _in_front(tokens: Tokens, begin: int, top: int, lex: Lexicon) -> str | None:
    """Read "Roe campaign manager", "State Department spokesperson"."""
    low, kinds = tokens.low, tokens.kinds
    start = next((t for t in range(begin, top) if kinds[t] == CAP and low[t] not in lex.demonyms | lex.function), top)
    end = start
    while end < top and kinds[end] == CAP and low[end] not in lex.titles:
        end += 1
    while end > start and end == top and low[end - 1] in lex.leading and low[end - 1] not in lex.organization:
        end -= 1
    while start < end < top and low[end] in lex.organization:
        end += 1
    return tokens.said(start, end - 1) if start < end else None


def _behind(tokens: Tokens, starts: dict[int, Name], start: int, stop: int, lex: Lexicon) -> str | None:
    """Read "the press office of Ruritania's Border Council", "the Institute for Tides at Tarn University"."""
    low = tokens.low
    plain = None
    for t in range(start, stop + 1):
        if low[t] not in _PREPOSITIONS:
            continue
        first = t + 1 + (t < stop and low[t + 1] in _ARTICLES)
        name = next((starts[k] for k in range(first, min(first + 3, stop + 1)) if k in starts), None)
        if name is not None and all(low[k] not in _PREPOSITIONS and low[k] != "and" for k in range(first, name.first)):
            if low[t] == "in" and name.sort != ORGANIZATION:
                continue
            if low[name.first] == "state" and low[t - 1] == "secretary":
                continue
            last = name.last
            if last + 2 <= stop and low[last + 1] in _POSSESSIVE and last + 2 in starts:
                last = starts[last + 2].last
            while last < stop and low[last + 1] in lex.organization:
                last += 1
            if last < stop and low[last + 1] in _POSSESSIVE and name.sort == PLACE:
                last = _group(tokens, last + 2, stop, lex)
            return tokens.said(t + 1, min(last, stop))
        if plain is None and low[first - 1] in _ARTICLES:
            last = _group(tokens, first, stop, lex)
            if low[last] in lex.organization:
                plain = tokens.said(t + 1, last)
    return plain


def _group(tokens: Tokens, first: int, stop: int, lex: Lexicon) -> int:
    """The last token of the plain words from ``first`` on that may be one noun group."""
    last = first
    while last < stop and tokens.kinds[last + 1] == LOWER and tokens.low[last + 1] not in lex.function:
        last += 1
    return min(last, stop)


def principal(tokens: Tokens, names: tuple[Name, ...], head: int, last: int, lex: Lexicon) -> str | None:
    """Whom a nameless person speaks for: "a spokesperson for X", "an X official", "X's lawyer"."""
    low = tokens.low
    for name in names:
        follows = name.last + 1
        while follows < head and low[follows] in lex.organization:
            follows += 1
        if name.last < head and (follows == head or low[name.last + 1] in _POSSESSIVE):
            return tokens.said(name.first, follows - 1 if follows == head else name.last)
        if name.last < head and name.sort in (ORGANIZATION, PLACE) and follows > name.last + 1:
            return tokens.said(name.first, follows - 1)
        lead = name.begin - 1 - (low[name.begin - 1] == "the")
        if lead > head and low[lead] in ("for", "of", "at", "from", "with", "to"):
            end = name.last
            while end < last and low[end + 1] in lex.organization:
                end += 1
            if name.premodifier and end == name.last and name.last < last:
                continue
            return ("the " if lead < name.begin - 1 else "") + tokens.said(name.begin, end)
    return None


__all__ = ["PERSON", "affiliation", "principal"]
