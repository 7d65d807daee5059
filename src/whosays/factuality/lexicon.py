"""The words that tell how certain a cue or a content is; they stand in ``lexicon.toml`` and ``words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from whosays.model import Factuality
from whosays.text.caseless import Caseless

Classes = tuple[tuple[Factuality, Caseless], ...]


@cache
def _raw() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "lexicon.toml").read_text(encoding="utf-8"))


@cache
def words_of(name: str) -> frozenset[str]:
    """The word list of this name in ``words.toml``."""
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


@cache
def cues() -> Classes:
    """Classes of cues, in the order of the file."""
    return _classes("cues", r"\b(?:{})\b")


@cache
def agentless() -> Classes:
    """Classes of reports without a speaker."""
    return _classes("agentless", r"(?:{})")


@cache
def hedges() -> Classes:
    """Words of a content that lower its certainty, weakest class first."""
    return _classes("hedges", r"\b(?:{})\b")


def _classes(section: str, frame: str) -> Classes:
    return tuple(
        (Factuality(value), Caseless(frame.format(words).replace(" ", r"\s+")))
        for value, words in _raw()[section].items()
    )
