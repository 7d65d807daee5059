"""Whether the claims most like a post are those that somebody checked (CheckThat! 2020, task 2: Barrón-Cedeño et al.).

The folder has ``verified_claims.docs.tsv`` and, in it or in folders of it, ``tweets.queries.tsv`` beside
``tweet-vclaim-pairs.qrels``. The claims go into a scratch ledger as states that hold, just as ``whosays add`` would
have written them had it found each in a document of its own, under the headline of the article that checks it; what is
asked is ``whosays.ledger``'s own search.

Mean average precision and precision are of the first five claims and the first; ``found`` is the share of posts with
a right claim among the first ten.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from whosays.errors import InputError
from whosays.ledger import Ledger, open_ledger, tables, wordings
from whosays.ledger.claim_parts import APPEARANCE
from whosays.matching.alike import roots
from whosays.vectors import encode

CLAIMS, POSTS, PAIRS = "verified_claims.docs.tsv", "tweets.queries.tsv", "tweet-vclaim-pairs.qrels"
_FIRST, _SHOWN = 5, 10


def evaluate(folder: Path) -> dict[str, Any]:
    """The figures of each part of a folder, and the CPU-seconds of a search. Raises ``InputError``."""
    claims = _table(folder / CLAIMS)
    parts = sorted(path.parent for path in folder.rglob(POSTS))
    if not parts:
        raise InputError(str(folder), f"holds no {POSTS}")
    figures: dict[str, Any] = {"claims": len(claims)}
    with tempfile.TemporaryDirectory() as scratch, open_ledger(str(Path(scratch) / "claims.db")) as ledger:
        _fill(ledger, [claim[1] for claim in claims], [claim[2] if len(claim) > 2 else None for claim in claims])
        ledger.like(claims[0][1])  # the model is opened before the clock starts
        for part in parts:
            figures[part.name] = _score(ledger, [claim[0] for claim in claims], part)
    return figures


def _fill(ledger: Ledger, texts: Sequence[str], titles: Sequence[str | None]) -> None:
    """Write claims into an empty ledger as its tables have them, and count their stems as those of documents."""
    entry = {"sequence": 1, "time": "2020-01-01T00:00:00+00:00", "run": 1, "kind": "add", "subject": "",
             "digests": "{}", "previous": "", "hash": ""}  # fmt: skip
    number = range(1, len(texts) + 1)
    state = {"event": 1, "documents": 1, "least": 1, "most": 1, "credibility": 6, "reliability": "F", "summary": "",
             "reasons": '{"origins": [], "standing": [], "circular": []}', "entry": 1}  # fmt: skip
    whole = [f"{title or ''} {text}" for text, title in zip(texts, titles, strict=True)]
    spread = Counter(stem for text in whole for stem in set(roots(text).values()))
    version = {"number": 1, "sha256": "", "about": "{}", "entry": 1}
    seen = {"input": "", "seen": "", "entry": 1}
    with ledger.store.writing() as connection:
        connection.execute(sa.insert(tables.entries), [entry])
        connection.execute(sa.insert(tables.documents), [{"id": n, "entry": 1} for n in number])
        texts_of = [{"id": n, "document": n, "text": text, **version} for n, text in zip(number, whole, strict=True)]
        connection.execute(sa.insert(tables.versions), texts_of)
        over = [{"id": n, "document": n, "version": n, "title": t, **seen} for n, t in zip(number, titles, strict=True)]
        connection.execute(sa.insert(tables.sightings), over)
        connection.execute(sa.insert(tables.claims), [{"id": n, "entry": 1} for n in number])
        made = {"kind": APPEARANCE, "body": "{}", "entry": 1}
        connection.execute(sa.insert(tables.parts), [{"id": n, "claim": n, "version": n, **made} for n in number])
        rows = [{"id": n, "claim": n, "text": text, **state} for n, text in zip(number, texts, strict=True)]
        connection.execute(sa.insert(tables.states), rows)
        connection.execute(sa.text("INSERT INTO index_claims (rowid, text) SELECT id, text FROM state_rows"))
        words = [{"stem": stem, "documents": count} for stem, count in spread.items()]
        connection.execute(sa.insert(tables.index_spread), words)
        wordings.catch_up(connection, encode, most=None)


def _score(ledger: Ledger, names: Sequence[str], part: Path) -> dict[str, Any]:
    right: dict[str, set[str]] = defaultdict(set)
    for line in (part / PAIRS).read_text(encoding="utf-8").splitlines():
        post, _, claim, *_ = line.split()
        right[post].add(claim)
    posts = [(row[0], row[1]) for row in _table(part / POSTS) if right[row[0]]]
    precision, first, found = [], 0, 0
    started = time.process_time()
    for name, text in posts:
        listed = [names[int(claim.claim[1:]) - 1] for claim in ledger.like(text, limit=_SHOWN)]
        precision.append(_average_precision(listed[:_FIRST], right[name]))
        first += bool(listed) and listed[0] in right[name]
        found += bool(right[name] & set(listed))
    spent = time.process_time() - started
    return {
        "posts": len(posts),
        "map_at_5": sum(precision) / len(posts),
        "precision_at_1": first / len(posts),
        "found_in_10": found / len(posts),
        "cpu_seconds_a_post": spent / len(posts),
    }


def _average_precision(listed: Sequence[str], right: set[str]) -> float:
    """Of the first claims listed: the precision at each right one, averaged over as many as there could be."""
    hits = [place for place, name in enumerate(listed) if name in right]
    return sum((n + 1) / (place + 1) for n, place in enumerate(hits)) / min(len(right), _FIRST)


def _table(file: Path) -> list[list[str]]:
    """The rows of a tab-separated file with a heading that have two cells at least."""
    if not file.is_file():
        raise InputError(str(file.parent), f"holds no {file.name}")
    return [row for row in list(_rows(file))[1:] if len(row) > 1]


def _rows(file: Path) -> Iterator[list[str]]:
    csv.field_size_limit(sys.maxsize)
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.reader(opened, delimiter="\t")
