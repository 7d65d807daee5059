"""Whether two descriptions may stand for one source: by the words in them that tell who it is."""

from __future__ import annotations

import re
from functools import cache

from whosays.provenance.wordlists import words as listed

_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DOMAIN = re.compile(r"\.(?:com|net|org|info|co\.uk|tv|news)\b", re.IGNORECASE)
_OWNED = re.compile(r"['’]s?\b")
_LONG = 4  # letters from which an "s" at the end is a plural


@cache
def telling_words(name: str) -> frozenset[str]:
    """The words of a description that tell who is meant: none of "one of the people familiar with the matter"."""
    plain = _OWNED.sub("", _DOMAIN.sub("", _RUN_TOGETHER.sub(" ", name)))
    return frozenset(_singular(word) for word in re.findall(r"\w[\w-]+", plain.lower())) - _weak()


@cache
def _weak() -> frozenset[str]:
    return frozenset(_singular(word) for word in listed("nobody_in_particular"))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _LONG and word.endswith("s") and not word.endswith("ss") else word
