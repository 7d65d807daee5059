"""Whom or what a text speaks of, and when two full names are one person's."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from whosays.sourcing.lexicon import lexicon
from whosays.sourcing.names import PERSON, UNKNOWN, Name


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that a text speaks of: its names, what is known of it, and where it is mentioned.

    ``spans`` are pairs of tokens; ``number`` is 2 for several people; ``indefinite`` marks one whom no name or definite
    description identifies; ``salience`` and ``seen`` belong to the reading of pronouns.
    """

    sort: str
    names: list[Name] = field(default_factory=list)
    words: tuple[str, ...] = ()
    gender: str = ""
    number: int = 1
    role: str | None = None
    affiliation: str | None = None
    nouns: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    spans: set[tuple[int, int]] = field(default_factory=set)
    head: str = ""
    label: str = ""
    indefinite: bool = False
    salience: float = 0.0
    seen: int = -1
    sentence: int = -1
    votes: dict[str, int] = field(default_factory=dict)
    first: int = 1 << 60
    last: int = 0
    speaks: bool = False
    lean: str = ""
    articled: bool = False
    kin: frozenset[str] = frozenset()

    def add(self, name: Name) -> None:
        """Take a name in, with what it tells."""
        self.names.append(name)
        self.spans.add((name.begin, name.last))
        self.first = min(self.first, name.begin)
        if name.sort == PERSON or (self.sort == UNKNOWN and name.sort):
            self.sort = name.sort
        if len(name.words) > len(self.words):
            self.words = name.words
        self.gender = self.gender or name.gender
        self.articled = self.articled or name.articled
        if name.role and (self.role is None or fuller(name.role, self.role)):
            self.role, self.affiliation = name.role, name.affiliation or self.affiliation
        self.affiliation = self.affiliation or name.affiliation
        self.kin |= name.kin
        self.nouns |= name.nouns
        self.aliases.update(alias.lower().replace(".", "") for alias in name.aliases)


def fuller(role: str, than: str) -> bool:
    """True where a role says all that another does, and more: "county court judge" than "judge"."""
    more, less = set(role.lower().split()), set(than.lower().split())
    return less < more


@lru_cache(maxsize=8192)
def plain(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name in small letters, without full stops, quotation marks and suffixes."""
    suffixes = lexicon().suffixes
    kept = [w.lower().replace(".", "") for w in words]
    return tuple(w for w in kept if w[:1].isalnum() and w not in suffixes) or tuple(kept)


def surname(words: tuple[str, ...]) -> tuple[str, ...]:
    """The last name with its particles: ("ursula", "von", "der", "leyen") → ("von", "der", "leyen")."""
    particles = lexicon().particles
    start = len(words) - 1
    while start > 1 and words[start - 1] in particles:
        start -= 1
    return words[start:]


def same_person(a: Name, b: Name) -> bool:
    """True where nothing in two full names with one surname keeps two people apart."""
    first, second = plain(a.words), plain(b.words)
    if a.gender and b.gender and a.gender != b.gender:
        return False
    if suffix(a.words) and suffix(b.words) and suffix(a.words) != suffix(b.words):
        return False
    given_a, given_b = first[: -len(surname(first))], second[: -len(surname(second))]
    if not given_a or not given_b:
        return True
    if not _same_given(given_a[0], given_b[0]):
        return given_a[-1] == given_b[-1] and min(len(given_a), len(given_b)) == 1  # called by the middle name
    return all(_same_given(x, y) for x, y in zip(given_a[1:], given_b[1:], strict=False))


def suffix(words: tuple[str, ...]) -> str:
    last = words[-1].lower().replace(".", "")
    return last if last in ("jr", "sr", "ii", "iii", "iv") else ""


def _same_given(a: str, b: str) -> bool:
    if a == b or ((len(a) == 1 or len(b) == 1) and a[0] == b[0]):
        return True
    if min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)):
        return True
    if len(a) > 5 and len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1:
        return True  # a misprint
    return any(a in group and b in group for group in lexicon().nicknames)
