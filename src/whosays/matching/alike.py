"""How like a text is to claims that may say the same in other words: a post, and the claim that somebody checked.

The cosine of their sentence vectors, and a little for every word that they share, the more the seldomer news uses it:
what words miss the vectors find, and of claims that mean much the same the words tell which. Found on the training part
of CheckThat! 2020, task 2 (docs/ledger.md has the figures and what was tried).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whosays.likeness.features import content_stem
from whosays.matching.events import weights
from whosays.vectors import Vectors

WORDS = 16  # of a text by which claims are looked for
_SHARE = 0.02  # of a shared word's weight beside the cosine
_ADDRESS = re.compile(r"\S*(?:://|\bwww\.|\bpic\.twitter|\bt\.co/)\S*", re.IGNORECASE)
_SIGNATURE = re.compile(r"\s[—–-]+\s[^—–\n]{0,60}\(@\w+\)[^\n]{0,40}$")  # of an embedded post: "- Name (@name) Date"
_TAG = re.compile(r"[#@](\w+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_|(?<=[^\W\d_])(?=\d)")
_PART = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Alike:
    """How like a claim is to a text (about 0 to 2), and the words of the claim that the text has, too, in any form."""

    score: float
    shared: tuple[str, ...]


def worded(text: str) -> str:
    """A post in plain words: without addresses and signature, hashtags and names of accounts as the words they hold."""
    text = _SIGNATURE.sub("", _ADDRESS.sub(" ", text).rstrip())
    return " ".join(_TAG.sub(lambda tag: _HUMP.sub(" ", tag[1]), text).split())


def roots(text: str) -> dict[str, str]:
    """The words that say what a text is about, in lower case, each with its stem; numbers are their own stems."""
    found: dict[str, str] = {}
    for word in _PART.findall(text):
        root = word if word.isdigit() else content_stem(word)
        if root is not None:
            found.setdefault(word.lower(), root)
    return found


def telling(text: str, spread: Mapping[str, int], pile: int, most: int = WORDS) -> list[str]:
    """The words of a text that tell most about it, at most so many. ``spread`` has how many of the ``pile`` documents
    use each stem."""
    known = roots(text)
    weight = weights(known.values(), spread, pile)
    return sorted(known, key=lambda word: (-weight[known[word]], word))[:most]


def alike(text: str, claims: Sequence[str], spread: Mapping[str, int], pile: int, vectors: Vectors) -> list[Alike]:
    """How like each claim is to a text. ``spread`` and ``pile`` are as in ``telling``; ``vectors`` gives texts as rows
    of unit length."""
    if not claims:
        return []
    stems = set(roots(text).values())
    weight = weights(stems, spread, pile)
    rows = vectors([text, *claims])
    cosines = rows[1:] @ rows[0]
    found = []
    for claim, cosine in zip(claims, cosines.tolist(), strict=True):
        shared = {word: root for word, root in roots(claim).items() if root in stems}
        score = cosine + _SHARE * sum(weight[root] for root in set(shared.values()))
        found.append(Alike(round(score, 4), tuple(shared)))
    return found
