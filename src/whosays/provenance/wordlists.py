"""The word lists of ``wordlists.toml``, as lists and as parts of patterns."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads((files(__package__) / "wordlists.toml").read_text(encoding="utf-8"))


def words(name: str) -> tuple[str, ...]:
    """The entries of a list."""
    return tuple(_lists()[name])


def any_of(*names: str) -> str:
    """A group that matches any entry of the lists."""
    return f"(?:{'|'.join(entry for name in names for entry in _lists()[name])})"
