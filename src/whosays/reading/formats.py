"""Which format an input has, by how it begins: one row a format, the first that recognises it reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from whosays.reading import rows
from whosays.reading.items import Given


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module of this package whose ``items`` reads it, what a message calls it, how it is recognised."""

    module: str
    called: str
    holds_many: bool
    recognises: Callable[[Given], bool]


_ARTICLE = Format("article", "an article", False, lambda given: True)
_FORMATS = (
    Format("rows", "a table or list of documents", True, rows.recognises),
    _ARTICLE,
)


def format_of(given: Given) -> Format:
    """The format of an input; what no other recognises is an article."""
    return next(found for found in _FORMATS if found.recognises(given))
