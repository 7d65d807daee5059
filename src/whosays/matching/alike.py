"""How like a text is to claims that may say the same in other words: a post, and the claim that somebody checked.

The cosine of their sentence vectors, and a little for every word that they share, the more the seldomer news uses it:
what words miss the vectors find, and of claims that mean much the same the words tell which. A headline that is about
a claim words it otherwise, and counts as the claim does. The text is taken in plain words and as it is written: who
signed a post is often whom a claim is about. Weights were learned on the training part of CheckThat! 2020, task 2
(docs/ledger.md has the figures and what was tried).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from whosays.likeness.features import content_stem
from whosays.matching.events import weights
from whosays.vectors import Vectors

WORDS = 24  # of a text by which claims are looked for
_SHARE = 0.016  # of a shared word's weight beside the cosine
_PLAIN = 0.3  # of the cosine; the rest is of the text as it is written
_ABOUT = 0.5  # as alike are a claim and a headline that is about it
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|\bwww\.|\bpic\.twitter|\bt\.co/)\S*", re.IGNORECASE)
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


def telling_words(text: str, spread: Mapping[str, int], pile: int, most: int = WORDS) -> list[str]:
    """The words of a text that tell most about it, at most so many. ``spread`` has how many of the ``pile`` documents
    use each stem."""
    known = roots(text)
    weight = weights(known.values(), spread, pile)
    return sorted(known, key=lambda word: (-weight[known[word]], word))[:most]


def written(text: str) -> str:
    """A post as it is written, without addresses."""
    return " ".join(_ADDRESS.sub(" ", text).split())


def both(text: str) -> str:
    """A post in plain words and as it is written: everything that it can be found by."""
    return f"{worded(text)} {written(text)}"


def alike(
    text: str,
    claims: Sequence[str],
    spread: Mapping[str, int],
    pile: int,
    vectors: Vectors,
    titles: Sequence[str | None] = (),
) -> list[Alike]:
    """How like each claim is to a text. ``spread`` and ``pile`` are as in ``telling``; ``vectors`` gives texts as rows
    of unit length; ``titles`` are headlines over the claims, where there are any."""
    if not claims:
        return []
    stems = set(roots(both(text)).values())
    weight = weights(stems, spread, pile)
    asked = vectors([worded(text), written(text)])
    rows = vectors(claims)
    nearness = rows @ asked.T
    over = list(titles) or [None] * len(claims)
    about = [place for place, title in enumerate(over) if title]
    if about:
        above = vectors([over[place] or "" for place in about])
        fits = np.einsum("ij,ij->i", rows[about], above) >= _ABOUT
        nearness[about] = np.where(fits[:, None], np.maximum(nearness[about], above @ asked.T), nearness[about])
        for place, fit in zip(about, fits, strict=True):
            over[place] = over[place] if fit else None
    cosines = nearness @ np.array([_PLAIN, 1 - _PLAIN], dtype=np.float32)
    found = []
    for claim, title, cosine in zip(claims, over, cosines.tolist(), strict=True):
        shared = {word: root for word, root in roots(f"{claim} {title or ''}").items() if root in stems}
        score = cosine + _SHARE * sum(weight[root] for root in set(shared.values()))
        found.append(Alike(round(score, 4), tuple(shared)))
    return found
