"""From bytes to a Document: one module a format, and one ``read()`` that picks by content, never by file name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whosays.reading.reader import read, read_text

__all__ = ["read", "read_text"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from whosays.reading import reader

        return getattr(reader, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
