"""The word lists of ``furniture.toml``, ``pages.toml`` and ``posts.toml``, and regular expressions made of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lists(name: str) -> dict[str, Any]:
    """The lists of ``<name>.toml`` in this package."""
    return tomllib.loads(files("whosays.reading").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(section: str, key: str) -> tuple[str, ...]:
    """One list of ``pages.toml``."""
    return tuple(lists("pages")[section][key])


@cache
def page_expression(section: str, key: str) -> re.Pattern[str]:
    """One expression for any entry of a list of ``pages.toml``; case is ignored."""
    return re.compile("|".join(f"(?:{entry})" for entry in words(section, key)), re.IGNORECASE)


@cache
def alternation(key: str, around: str = r"\b(?:%s)\b") -> re.Pattern[str]:
    """One expression for any entry of a list of ``furniture.toml``, put into ``around``; case is ignored."""
    entries = "|".join(f"(?:{entry})" for entry in lists("furniture")[key])
    return re.compile(around.replace("%s", entries), re.IGNORECASE)


@cache
def post_expression(key: str, around: str = "(?:%s)") -> re.Pattern[str]:
    """One expression for any entry of a list of ``posts.toml``, put into ``around``; case is ignored."""
    entries = "|".join(f"(?:{entry})" for entry in lists("posts")[key])
    return re.compile(around.replace("%s", entries), re.IGNORECASE)
