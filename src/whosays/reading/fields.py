"""Members of JSON objects from outside, each of the type that is due or as good as absent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

_NOWHERE: Final = SplitResult("", "", "", "", "")


def text(value: Any) -> str | None:
    """A text with something in it, else none."""
    return value if isinstance(value, str) and value.strip() else None


def mapping(value: Any) -> Mapping[str, Any]:
    """An object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def listed(value: Any) -> list[Any]:
    """A list, else an empty one."""
    return value if isinstance(value, list) else []


def key(value: Any) -> str | None:
    """An id, be it written as text or as a number."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def split(address: str | None) -> SplitResult:
    """The parts of an address; all of them empty for what is none."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return _NOWHERE
