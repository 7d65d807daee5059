"""Which documents of a ledger a new one may belong to, by look-ups whose cost does not grow with the ledger.

Near-copies are found by a sample of their runs of five words (one in sixteen, by hash: Broder's shingles, mod p),
events by the stems that tell most about a document. Of each shingle and stem only the newest documents that have it
are asked for.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
import sqlalchemy as sa

from whosays.ledger import tables
from whosays.matching.copies import SIZE
from whosays.matching.events import Profile, weights
from whosays.matching.words import Hashes, body_words
from whosays.model import Document

_SAMPLE = 16  # one in so many runs of words is kept
_MOST_SHINGLES = 64  # that are looked up
_MOST_STEMS = 32  # of a document that are looked up by
_MOST_POSTINGS = 64  # documents that a stem or shingle leads to, the newest
_MOST_NEAR = 48
_CHUNK = 900  # values in one statement
_Value = TypeVar("_Value", int, str)


def shingles(document: Document) -> Hashes:
    """The hashes of a document's runs of five words, each once."""
    return np.unique(body_words(document.text, document.furniture).grams(SIZE))


def sampled(found: Hashes) -> list[int]:
    """The runs that are kept, as signed numbers."""
    return sorted(found[found % np.uint64(_SAMPLE) == 0].view(np.int64).tolist())


def telling(profile: Profile, spread: Mapping[str, int], pile: int) -> dict[str, float]:
    """The stems that tell most about a document, with their weight."""
    weight = weights(profile.stems, spread, pile)
    scored = {stem: weight[stem] * (1 + np.log(count)) for stem, count in profile.stems.items()}
    return dict(sorted(scored.items(), key=lambda item: (-item[1], item[0]))[:_MOST_STEMS])


def spread_of(connection: sa.Connection, stems: Iterable[str]) -> dict[str, int]:
    """How many documents use each stem, as far as any does."""
    table = tables.index_spread
    found: dict[str, int] = {}
    for chunk in _chunks(sorted(set(stems))):
        rows = connection.execute(sa.select(table.c.stem, table.c.documents).where(table.c.stem.in_(chunk)))
        found.update((stem, count) for stem, count in rows)
    return found


def by_words(connection: sa.Connection, stems: Mapping[str, float]) -> list[int]:
    """Documents that share telling stems, the likeliest first."""
    score: Counter[int] = Counter()
    for stem, document in _newest(connection, tables.index_postings, "stem", list(stems)):
        score[document] += stems[str(stem)] ** 2  # type: ignore[assignment]
    return [d for d, _ in sorted(score.items(), key=lambda item: (-item[1], -item[0]))[:_MOST_NEAR]]


def by_runs(connection: sa.Connection, sample: Sequence[int]) -> list[int]:
    """Documents that share sampled runs of words, those with most first."""
    rows = _newest(connection, tables.index_shingles, "shingle", sample[:_MOST_SHINGLES])
    count = Counter(document for _, document in rows)
    return [d for d, _ in sorted(count.items(), key=lambda item: (-item[1], -item[0]))[:_MOST_NEAR]]


def _newest(
    connection: sa.Connection, table: sa.Table, column: str, values: Sequence[int] | Sequence[str]
) -> list[tuple[int | str, int]]:
    """The newest documents of each value, in one statement."""
    if not values:
        return []
    each = [
        sa.select(table.c[column], table.c.document)
        .where(table.c[column] == value)
        .order_by(table.c.document.desc())
        .limit(_MOST_POSTINGS)
        .subquery()
        for value in values
    ]
    statement = sa.union_all(*(sa.select(one) for one in each))
    return [(value, document) for value, document in connection.execute(statement)]


def profiles(connection: sa.Connection, documents: Iterable[int]) -> dict[int, Profile]:
    """The profiles of documents."""
    table, found = tables.index_profiles, {}
    for chunk in _chunks(sorted(set(documents))):
        for document, stems, vector in connection.execute(sa.select(table).where(table.c.document.in_(chunk))):
            found[document] = _unpacked(stems, vector)
    return found


def index(
    connection: sa.Connection, document: int, profile: Profile, sample: Sequence[int], stems: Iterable[str]
) -> None:
    """Make a document findable. What an earlier version of it was found by must be taken away before."""
    count = [{"stem": stem} for stem in sorted(profile.stems)]
    if count:
        statement = sa.text(
            "INSERT INTO index_spread (stem, documents) VALUES (:stem, 1) "
            "ON CONFLICT (stem) DO UPDATE SET documents = index_spread.documents + 1"
        )
        connection.execute(statement, count)
    postings = [{"stem": stem, "document": document} for stem in sorted(stems)]
    if postings:
        connection.execute(sa.insert(tables.index_postings), postings)
    if sample:
        connection.execute(sa.insert(tables.index_shingles), [{"shingle": s, "document": document} for s in sample])
    packed, vector = _packed(profile)
    connection.execute(sa.insert(tables.index_profiles), {"document": document, "stems": packed, "vector": vector})


def forget(connection: sa.Connection, number: int, document: Document) -> None:
    """Take away what a document's earlier text was found by."""
    known = profiles(connection, [number]).get(number)
    if known is None:
        return
    spread, postings, runs = tables.index_spread, tables.index_postings, tables.index_shingles
    for chunk in _chunks(sorted(known.stems)):
        connection.execute(sa.update(spread).where(spread.c.stem.in_(chunk)).values(documents=spread.c.documents - 1))
        connection.execute(sa.delete(postings).where(postings.c.stem.in_(chunk), postings.c.document == number))
    for some in _chunks(sampled(shingles(document))):
        connection.execute(sa.delete(runs).where(runs.c.shingle.in_(some), runs.c.document == number))
    connection.execute(sa.delete(tables.index_profiles).where(tables.index_profiles.c.document == number))


def _packed(profile: Profile) -> tuple[bytes, bytes]:
    rows = "\n".join(f"{count} {stem}" for stem, count in sorted(profile.stems.items()))
    return zlib.compress(rows.encode("utf-8", "replace"), 6), profile.vector.astype(np.float16).tobytes()


def _unpacked(stems: bytes, vector: bytes) -> Profile:
    rows = (row.partition(" ") for row in zlib.decompress(stems).decode().split("\n") if row)
    return Profile({stem: int(count) for count, _, stem in rows}, np.frombuffer(vector, np.float16).astype(np.float32))


def _chunks(values: Sequence[_Value]) -> Iterable[Sequence[_Value]]:
    return (values[at : at + _CHUNK] for at in range(0, len(values), _CHUNK))
