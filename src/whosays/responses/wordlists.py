"""The word lists of ``wordlists.toml``, by name."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words_of(name: str) -> frozenset[str]:
    """The word list of this name."""
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads((files(__package__) / "wordlists.toml").read_text(encoding="utf-8"))
