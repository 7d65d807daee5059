"""Who speaks in a stored trace, and with which words: all that a claim's page asks of it, read without the rest."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

import msgspec
import sqlalchemy as sa

from whosays.ledger.document_rows import bodies_of
from whosays.model import Naming, Spans


class Speaker(msgspec.Struct, frozen=True):
    """A source as a stored trace holds it."""

    id: str
    name: str
    naming: Naming
    affiliation: str | None = None


class _Places(msgspec.Struct, frozen=True):
    source: Spans
    cue: Spans


class Saying(msgspec.Struct, frozen=True):
    """An attribution as a stored trace holds it: the id of its source, and where source and cue stand."""

    id: str
    spans: _Places
    confidence: float
    source: str | None = None

    @property
    def words(self) -> Spans:
        """Source and cue, in order."""
        return tuple(sorted((*self.spans.source, *self.spans.cue)))


class _Stored(msgspec.Struct):
    sources: list[Speaker]
    attributions: list[Saying]


class Sayings:
    """Those who speak in a text."""

    def __init__(self, stored: bytes) -> None:
        made = _DECODER.decode(stored)
        self.sayings: Mapping[str, Saying] = {one.id: one for one in made.attributions}
        self.sources: Mapping[str, Speaker] = {one.id: one for one in made.sources}

    def of(self, said: Saying) -> Speaker | None:
        """Who says something; none where nobody is said to."""
        return None if said.source is None else self.sources.get(said.source)


_DECODER = msgspec.json.Decoder(_Stored)


def sayings(connection: sa.Connection, versions: Iterable[int], entry: int | None = None) -> dict[int, Sayings]:
    """Those who speak in texts, by the newest trace of each, with what people put right; as of an entry where one is
    given."""
    stored = bodies_of(connection, sorted(set(versions)), entry)
    return {version: Sayings(zlib.decompress(bodies[-1])) for version, bodies in stored.items()}
