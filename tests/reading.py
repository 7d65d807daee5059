"""Helpers for tests of what is read: the items of an input, sorted by what they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whosays.model import Document
from whosays.reading import Item, documents

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Got:
    """What an input gave: its items, the documents by the end of their names, the sentences."""

    items: list[Item]
    documents: dict[str, Document]
    problems: list[str]
    notes: list[str]

    @property
    def only(self) -> Document:
        """The one document."""
        assert len(self.documents) == 1, self
        return next(iter(self.documents.values()))


def got(source: Any, name: str | None = None, **options: Any) -> Got:
    """What an input gives; a ``str`` is the name of a fixture, bytes are the input itself, other values its JSON."""
    if isinstance(source, str):
        source, name = FIXTURES / source, name or source
    elif not isinstance(source, bytes | Path):
        source = json.dumps(source).encode()
    name = name or "in"
    items = list(documents(source, name=name, **options))
    for item in items:
        assert sum(value is not None for value in (item.document, item.problem, item.note)) == 1, item
        assert item.name.startswith(name) or item.problem, item
    return Got(
        items,
        {item.name.removeprefix(name).strip(): item.document for item in items if item.document},
        [str(item.problem) for item in items if item.problem],
        [item.note for item in items if item.note],
    )


def linked(document: Document) -> list[tuple[str, str]]:
    """The words of each link with its address."""
    return [(document.quote((link.span,)), link.url) for link in document.links]


def referred(document: Document) -> list[tuple[str, str, str | None, str | None, str | None]]:
    """Each reference as plain values."""
    return [(r.relation.value, r.field, r.name, r.url, r.identifier) for r in document.references]
