"""Which names of an event are one speaker: "Tull" and "Ambrose Tull", whatever else is said of them.

A shorter name stands for the one longer name it fits; where it fits several that do not fit each other, two people may
be meant and it stays by itself. Descriptions play no part: a name is one speaker, however its documents describe it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from whosays.model import Source, SourceKind, Trace
from whosays.outlets.register import key
from whosays.provenance.wordlists import words as listed

_THE_SAME = re.compile(r"(?:the|that|this) (?:very )?same (?:[\w’'-]+ ){0,3}(?P<head>[\w’'-]+)", re.IGNORECASE)
_LOOKED_BACK = 2000  # characters
_JOINING = frozenset(("of", "for", "on", "in", "at", "and"))


def plain(name: str) -> str:
    """A name as it is compared: without titles and suffixes, in lower case."""
    words, titles, suffixes = [word.strip(".,") for word in key(name).split()], listed("titles"), listed("suffixes")
    while len(words) > 1 and words[0] in titles:
        words = words[1:]
    while len(words) > 1 and words[-1] in suffixes:
        words = words[:-1]
    return " ".join(word for word in words if word)


def one_name(names: Iterable[tuple[str, SourceKind]]) -> Mapping[str, str]:
    """For each plain name of an event the name it is known by; ``names`` are those of its named sources."""
    kinds: dict[str, set[SourceKind]] = {}
    for name, kind in names:
        kinds.setdefault(plain(name), set()).add(kind)
    known: dict[str, str] = {}
    by_length = sorted(kinds, key=lambda name: (-len(name.split()), name))
    for name in by_length:
        longer = [other for other in by_length if len(other.split()) > len(name.split())]
        fitting = [other for other in longer if _fits(name, other, kinds)]
        widest = [o for o in fitting if not any(o != p and _fits(o, p, kinds) for p in fitting)]
        known[name] = known[widest[0]] if len(widest) == 1 else name
    return known


def _fits(short: str, long: str, kinds: Mapping[str, set[SourceKind]]) -> bool:
    one, two = short.split(), long.split()
    if len(one) >= len(two) or not one:
        return False
    organizations = [SourceKind.ORGANIZATION in kinds.get(name, ()) for name in (short, long)]
    if any(organizations):
        return len(one) > 1 and two[: len(one)] == one and two[len(one)] in _JOINING
    if len(one) == 1:
        return len(one[0]) > 1 and one[0] in (two[0], two[-1])
    return _same(one[0], two[0]) and one[-1] == two[-1] and all(word in two or len(word) == 1 for word in one)


def _same(one: str, two: str) -> bool:
    """True for one given name, be it an initial in one place."""
    return one == two or (1 in (len(one), len(two)) and one[0] == two[0])


def meant(source: Source, trace: Trace, at: int) -> Source:
    """Whoever "the same official" is at a place of a text: the last of the sources before it who is called so, else
    whom the text speaks of so, by the fuller words there; any other source as it is."""
    same = _THE_SAME.fullmatch(source.name.strip())
    if same is None:
        return source
    head = same["head"].casefold()
    before = [
        (max(start for start, _ in other.mentions if start < at), other)
        for other in trace.sources
        if other.id != source.id and other.name.casefold().endswith(head) and any(s < at for s, _ in other.mentions)
    ]
    if before:
        return max(before, key=lambda one: one[0])[1]
    one = re.compile(rf"\b(?:an?|one) (?:[\w’'-]+ ){{0,5}}?{re.escape(head)}\b", re.IGNORECASE)
    fuller = [m.group() for m in one.finditer(trace.document.text, max(0, at - _LOOKED_BACK), at)]
    return replace(source, name=" ".join(fuller[-1].split())) if fuller else source
