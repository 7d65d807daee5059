"""From bytes to Documents: one module a format, picked by content, never by file name.

``read()`` gives the one document of an input, ``documents()`` all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whosays.reading.items import Item
    from whosays.reading.reader import documents, read, read_text

__all__ = ["Item", "documents", "read", "read_text"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from whosays.reading import items, reader

        return getattr(items if name == "Item" else reader, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
