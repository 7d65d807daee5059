"""Which documents of a ledger a new one may belong to, by look-ups whose cost does not grow with the ledger.

Near-copies are found by a sample of their runs of five words (one in sixteen, by hash: Broder's shingles, mod p),
events by the stems that tell most about a document. Of each shingle and stem only the newest documents that have it
are asked for.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.chunks import chunks
from whosays.matching.copies import SIZE
from whosays.matching.events import WIDTH, Floats, Profile, weights
from whosays.matching.word_runs import Hashes, body_words
from whosays.model import Document

_SAMPLE = 16  # one in so many runs of words is kept
_MOST_SHINGLES = 64  # that are looked up
_MOST_STEMS = 32  # of a document that are looked up by
_MOST_POSTINGS = 64  # documents that a stem or shingle leads to, the newest
_MOST_NEAR = 48


def shingles(document: Document) -> Hashes:
    """The hashes of a document's runs of five words, each once."""
    return np.unique(body_words(document.text, document.furniture).grams(SIZE))


def sampled(found: Hashes) -> list[int]:
    """The runs that are kept, as signed numbers."""
    return sorted(found[found % np.uint64(_SAMPLE) == 0].view(np.int64).tolist())


def telling_stems(profile: Profile, spread: Mapping[str, int], pile: int) -> dict[str, float]:
    """The stems that tell most about a document, with their weight."""
    weight = weights(profile.stems, spread, pile)
    scored = {stem: weight[stem] * (1 + np.log(count)) for stem, count in profile.stems.items()}
    return dict(sorted(scored.items(), key=lambda item: (-item[1], item[0]))[:_MOST_STEMS])


def spread_of(connection: sa.Connection, stems: Iterable[str]) -> dict[str, int]:
    """How many documents use each stem, as far as any does."""
    table = tables.index_spread
    found: dict[str, int] = {}
    for chunk in chunks(sorted(set(stems))):
        rows = connection.execute(sa.select(table.c.stem, table.c.documents).where(table.c.stem.in_(chunk)))
        found.update((stem, count) for stem, count in rows)
    return found


def by_words(connection: sa.Connection, stems: Mapping[str, float]) -> list[int]:
    """Documents that share telling stems, the likeliest first."""
    score: dict[int, float] = {}
    for stem, document in _newest(connection, "index_postings", "stem", list(stems)):
        score[document] = score.get(document, 0.0) + stems[stem] ** 2
    return [d for d, _ in sorted(score.items(), key=lambda item: (-item[1], -item[0]))[:_MOST_NEAR]]


def by_runs(connection: sa.Connection, sample: Sequence[int]) -> list[int]:
    """Documents that share sampled runs of words, those with most first."""
    rows = _newest(connection, "index_shingles", "shingle", sample[:_MOST_SHINGLES])
    count = Counter(document for _, document in rows)
    return [d for d, _ in sorted(count.items(), key=lambda item: (-item[1], -item[0]))[:_MOST_NEAR]]


def _newest(connection: sa.Connection, table: str, column: str, values: Sequence[Any]) -> list[tuple[Any, int]]:
    """The newest documents of each value, in one statement."""
    if not values:
        return []
    named = {f"v{place}": value for place, value in enumerate(values)}
    return [(row[0], row[1]) for row in connection.execute(_statement(table, column, len(values)), named)]


@cache
def _statement(table: str, column: str, count: int) -> sa.TextClause:
    each = (
        f"SELECT * FROM (SELECT {column}, document FROM {table} WHERE {column} = :v{place} "  # noqa: S608 - our own names
        f"ORDER BY document DESC LIMIT {_MOST_POSTINGS}) t{place}"
        for place in range(count)
    )
    return sa.text(" UNION ALL ".join(each))


def rows_of(connection: sa.Connection, documents: Iterable[int]) -> dict[int, Floats]:
    """What documents are compared by, with the weights that words had when each came."""
    table = tables.index_profiles
    found: dict[int, Floats] = {}
    for chunk in chunks(sorted(set(documents))):
        statement = sa.select(table.c.document, table.c.row).where(table.c.document.in_(chunk))
        found.update((document, _unpacked(row)) for document, row in connection.execute(statement))
    return found


def index(
    connection: sa.Connection, document: int, profile: Profile, row: Floats, sample: Sequence[int], stems: Iterable[str]
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
    used = zlib.compress("\n".join(sorted(profile.stems)).encode(), 6)
    values = {"document": document, "stems": used, "row": _packed(row)}
    connection.execute(sa.insert(tables.index_profiles), values)


def forget(connection: sa.Connection, number: int, document: Document) -> None:
    """Take away what a document's earlier text was found by."""
    spread, postings, runs, table = (
        tables.index_spread,
        tables.index_postings,
        tables.index_shingles,
        tables.index_profiles,
    )
    used = connection.execute(sa.select(table.c.stems).where(table.c.document == number)).scalar()
    if used is None:
        return
    for chunk in chunks(zlib.decompress(used).decode().split("\n")):
        connection.execute(sa.update(spread).where(spread.c.stem.in_(chunk)).values(documents=spread.c.documents - 1))
        connection.execute(sa.delete(postings).where(postings.c.stem.in_(chunk), postings.c.document == number))
    for some in chunks(sampled(shingles(document))):
        connection.execute(sa.delete(runs).where(runs.c.shingle.in_(some), runs.c.document == number))
    connection.execute(sa.delete(table).where(table.c.document == number))


def _packed(row: Floats) -> bytes:
    """A row as the places that are not zero and what stands there."""
    places = np.flatnonzero(row)
    return places.astype(np.uint16).tobytes() + row[places].astype(np.float16).tobytes()


def _unpacked(packed: bytes) -> Floats:
    count = len(packed) // 4
    row = np.zeros(WIDTH, dtype=np.float32)
    row[np.frombuffer(packed, np.uint16, count)] = np.frombuffer(packed, np.float16, count, count * 2)
    return row
