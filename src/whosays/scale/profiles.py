"""What documents are compared by when events are sought, beside the traces of their chunk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import numpy as np

from whosays.matching.events import Profile, profiles
from whosays.model import Document
from whosays.scale.blocks import Member
from whosays.scale.layout import Layout, put_rows, rows_of
from whosays.vectors import Vectors

_KIND = "profiles"


def put_profiles(layout: Layout, unit: str, documents: Sequence[Document], encode: Vectors) -> None:
    """Writes the profiles of the documents of a chunk. Raises OSError."""
    made = profiles(documents, encode) if documents else []
    rows = [(document.id, json.dumps(dict(profile.stems)), profile.vector.astype(np.float32).tobytes())
            for document, profile in zip(documents, made, strict=True)]  # fmt: skip
    put_rows(layout.work(_KIND, unit), ("document", "stems", "vector_bytes"), rows)


def members(layout: Layout, units: Sequence[str]) -> list[Member]:
    """The documents of some chunks, in their order."""
    return [
        Member(row["document"], unit, unit.split("_")[0])
        for unit in units
        for row in rows_of(layout.work(_KIND, unit), ("document",))
    ]


def profiles_of(layout: Layout, units: Sequence[str]) -> Iterator[list[Profile]]:
    """The profiles of the same, a chunk at a time."""
    for unit in units:
        yield [Profile(json.loads(row["stems"]), np.frombuffer(row["vector_bytes"], dtype=np.float32))
               for row in rows_of(layout.work(_KIND, unit))]  # fmt: skip
