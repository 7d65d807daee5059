"""Who answers with one voice: a house and whoever speaks for it, a house and its name in short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

_Who = TypeVar("_Who")
Voice = tuple[str, str | None]
"""A name, and the house it speaks for."""


def once(answering: Sequence[tuple[_Who, Voice]]) -> list[_Who]:
    """Those who answer alike, each voice once, in order: not who speaks for another of them ("the ministry" and its
    spokeswoman), and not a house by a shorter name than it has beside ("Brackwell" and "Brackwell Foods")."""
    names = [_words(name) for _, (name, _) in answering]
    kept: dict[tuple[str, ...], _Who] = {}
    for at, (who, (_, house)) in enumerate(answering):
        own, spoken_for = names[at], _words(house or "")
        others = [name for name in names if name != own]
        if spoken_for and any(spoken_for == name or _short_for(spoken_for, name) for name in others):
            continue
        if any(_short_for(own, name) for name in others):
            continue
        kept.setdefault(own, who)
    return list(kept.values())


def same(one: Voice, others: Iterable[Voice]) -> bool:
    """Whether one of the others is this one, or speaks for the same house."""
    own = {_words(name) for name in one if name}
    return any(own & {_words(name) for name in other if name} for other in others)


def same_name(one: Voice, other: Voice) -> bool:
    """Whether two are one speaker: of one name, or one is the house that the other speaks for. Two who speak for the
    same house are two."""
    names = _words(one[0]), _words(other[0])
    houses = _words(one[1] or ""), _words(other[1] or "")
    return names[0] == names[1] or houses[1] == names[0] or houses[0] == names[1]


_IN_FRONT = frozenset(("the", "u.s.", "us", "u.k.", "uk"))
_BEHIND = frozenset(("inc", "corp", "corporation", "co", "company", "ltd", "limited", "plc", "llc", "gmbh", "ag", "sa"))


def _words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others: "the U.S. Navy" is "navy", "Orrin Corp." is "orrin"."""
    words = name.casefold().split()
    while len(words) > 1 and words[0] in _IN_FRONT:
        words.pop(0)
    while len(words) > 1 and words[-1].strip(".,") in _BEHIND:
        words.pop()
    return tuple(words)


def _short_for(short: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """True of a name that a longer one begins with."""
    return 0 < len(short) < len(name) and name[: len(short)] == short
