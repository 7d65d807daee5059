"""What a ledger costs as it grows: to add one more document, to search, to show a claim, on disk.

  python benchmarks/ledger.py [--sizes 1000,10000,100000] [--folder DIR] [--blocks FILE]

The first thousand documents (``ledger_pile.py`` says how they are made) go in as `Ledger.load` takes them. A larger
ledger is that one many times over: its rows are copied with new numbers, and in each copy the words, names and numbers
of texts, claims and speakers, and what documents are found by, are renamed as in the pile, so that no two copies speak
of the same things (traces, reasons and changes, which are only read when something is shown, keep their words); entries
are hashed anew. Then forty more documents of the pile, which join events or open them, go in one at a time by
`Ledger.add_trace`; their CPU time is everything but the tracing. Sentence vectors are made by the real encoder and
their time counts; what is compared are the pile's stand-ins for them, since nobody can encode a hundred thousand texts
for a bench. Every figure is the median of its runs, in CPU-seconds of one thread.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import resource
import sqlite3
import statistics
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from ledger_pile import blocks, invented, pile, replaced, stand_in
from report import machine

from whosays import vectors
from whosays.ledger import chain, tables
from whosays.ledger.ledger import Ledger
from whosays.ledger.store import opened

FIRST = 1000
MORE = 40
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_VERSION = re.compile(r'"version":(\d+)')


def counted(texts: Sequence[str]) -> Any:
    """Stand-in vectors, at the price of real ones."""
    vectors.encode(list(texts))
    return stand_in(texts)


def grown(path: Path, first: Path, times: int) -> None:
    """A ledger that is another one ``times`` over."""
    target = sqlite3.connect(path, isolation_level=None)
    source = sqlite3.connect(first)
    source.backup(target)
    for pragma in (
        "journal_mode = OFF",
        "synchronous = OFF",
        "foreign_keys = OFF",
        "cache_size = -400000",
    ):
        target.execute(f"PRAGMA {pragma}")
    copier = _Copier(source, target)
    for number in range(1, times):
        target.execute("BEGIN")
        copier.copy(number)
        target.execute("COMMIT")
    target.execute("BEGIN")
    copier.finish()
    target.execute("COMMIT")
    target.execute("PRAGMA journal_mode = WAL")
    target.close()


class _Copier:
    """Copies the rows of a ledger, renumbered and renamed, with entries of their own."""

    def __init__(self, source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        self._target = target
        self._rows = {t.name: source.execute(f"SELECT * FROM {t.name} ORDER BY 1").fetchall() for t in tables.RECORD}
        self._entries = source.execute("SELECT * FROM entries ORDER BY sequence").fetchall()
        self._columns = {t.name: [c.name for c in t.columns] for t in tables.RECORD}
        self._most = {name: max((row[0] for row in rows), default=0) for name, rows in self._rows.items()}
        self._events = max(row[3] for row in self._rows["membership_rows"])
        self._head = self._entries[-1][7]
        self._index = {n: source.execute(f"SELECT * FROM {n}").fetchall()
                       for n in ("index_shingles", "index_postings", "index_profiles")}  # fmt: skip
        self._spread: Counter[str] = Counter()

    def copy(self, number: int) -> None:
        """The copy of this number."""
        key = f"copy {number}"
        entry_shift = number * len(self._entries)
        made: dict[int, dict[str, list[list[Any]]]] = {}
        for table in tables.RECORD:
            if table.name == "runs":
                continue
            rows = [self._row(table.name, row, number, key) for row in self._rows[table.name]]
            marks = ",".join("?" * len(table.columns))
            self._target.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
            for row in rows:
                made.setdefault(row[1], {}).setdefault(table.name, []).append(row)
            if table.name == "state_rows":
                words = [(row[0], row[4]) for row in rows]
                self._target.executemany("INSERT INTO index_claims (rowid, text) VALUES (?, ?)", words)
        for old in self._entries:
            own = made.get(old[0] + entry_shift, {})
            digests = {name: chain.digest(sorted(rows, key=lambda row: row[0])) for name, rows in own.items()}
            entry = dict(zip([c.name for c in tables.entries.columns], old, strict=True))
            entry |= {
                "sequence": old[0] + entry_shift,
                "digests": chain.dumped(digests),
                "previous": self._head,
            }
            entry["hash"] = self._head = chain.entry_hash(entry)
            self._target.execute("INSERT INTO entries VALUES (?,?,?,?,?,?,?,?)", list(entry.values()))
        self._indexed(number, key)

    def finish(self) -> None:
        """How many documents use each stem, over all copies."""
        self._target.executemany(
            "INSERT INTO index_spread VALUES (?, ?) "
            "ON CONFLICT (stem) DO UPDATE SET documents = documents + excluded.documents",
            self._spread.items(),
        )

    def _row(self, table: str, row: Sequence[Any], number: int, key: str) -> list[Any]:
        made, shift = [], number * self._most["version_rows"]
        for column, value in zip(self._columns[table], row, strict=True):
            if column == "id":
                of = {"part_ends": "part_rows", "state_ends": "state_rows"}.get(table, table)
                value += number * self._most[of]
            elif column == "entry":
                value += number * len(self._entries)
            elif column == "event":
                value += number * self._events
            elif column in _OF and value is not None:
                value += number * self._most[_OF[column]]
            elif (column == "body" and table == "part_rows") or column == "reasons":
                value = _VERSION.sub(lambda m, by=shift: f'"version":{int(m[1]) + by}', value)
            elif (column == "text" and table != "change_rows") or column in (
                "folded",
                "name",
            ):
                value = _renamed(value, key)
            elif column in ("identity", "url", "input") and value is not None:
                value = f"{value}/{number}"
            made.append(value)
        if table == "version_rows":
            text = made[self._columns[table].index("text")]
            sha256 = chain.text_hash(text)
            made[self._columns[table].index("sha256")] = sha256
            at = self._columns[table].index("about")
            made[at] = chain.dumped({**json.loads(row[at]), "id": f"sha256:{sha256}"})
        return made

    def _indexed(self, number: int, key: str) -> None:
        shift = number * self._most["document_rows"]
        mix = (number * 0x9E3779B97F4A7C15) & 0x7FFFFFFFFFFFFFF0
        shingles = [(s ^ mix, d + shift) for s, d in self._index["index_shingles"]]
        postings = {(_stem(s, key), d + shift) for s, d in self._index["index_postings"]}
        self._target.executemany("INSERT INTO index_shingles VALUES (?, ?)", shingles)
        self._target.executemany("INSERT INTO index_postings VALUES (?, ?)", sorted(postings))
        profiles = []
        for document, stems, row in self._index["index_profiles"]:
            used = {_stem(s, key) for s in zlib.decompress(stems).decode().split("\n")}
            self._spread.update(used)
            packed = zlib.compress("\n".join(sorted(used)).encode(), 6)
            profiles.append((document + shift, packed, _turned(row, number)))
        self._target.executemany("INSERT INTO index_profiles VALUES (?, ?, ?)", profiles)


_OF = {
    "document": "document_rows",
    "version": "version_rows",
    "trace": "trace_rows",
    "claim": "claim_rows",
    "other": "claim_rows",
}


_WORDS: dict[str, dict[str, str]] = {}


def _renamed(text: str, key: str) -> str:
    if key not in _WORDS:
        _WORDS.clear()
        _WORDS[key] = {}
    known = _WORDS[key]

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if word not in known:
            known[word] = replaced(word, key)
        return known[word]

    return _WORD.sub(other, text)


_STEMS: dict[str, bool] = {}


def _stem(stem: str, key: str) -> str:
    """A stem of another copy: one that ordinary news uses often stays."""
    if stem not in _STEMS:
        _STEMS[stem] = replaced(stem, key) == stem
    return stem if _STEMS[stem] or len(stem) < 4 else invented(f"{key} {stem}", len(stem))


def _turned(row: bytes, number: int) -> bytes:
    """A row that is compared as another copy's: its numbers at other places."""
    count = len(row) // 4
    places = (np.frombuffer(row, np.uint16, count).astype(np.int64) + number * 37) % 4480
    return places.astype(np.uint16).tobytes() + row[count * 2 :]


def cpu() -> float:
    """CPU-seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def timed(work: Iterator[Any]) -> list[float]:
    """CPU-seconds of each step."""
    found, before = [], cpu()
    for _ in work:
        after = cpu()
        found.append(after - before)
        before = after
    return found


def measured(path: Path, more: Sequence[Any]) -> dict[str, float]:
    """The figures of one ledger."""
    bytes_before = path.stat().st_size
    ledger = Ledger(opened(str(path), create=False), counted)
    documents = ledger.stats()["documents"]
    words = [claim.text for claim in ledger.claims(limit=30)]
    adding = timed(ledger.add_trace(trace, as_input=name, seen=seen) for trace, name, seen in more)
    common = [
        "building",
        "council said",
        "police",
        "people were living",
        "could not confirm",
    ]
    rare = [" ".join(_WORD.findall(text)[:2]) for text in words]
    searching = timed(ledger.claims(search=text) for text in (*common, *rare) if text)
    liking = timed(ledger.like(text, limit=10) for text in words)
    every = [f"k{n}" for n in range(1, 2_000, 67)] + [claim.claim for claim in ledger.claims(limit=20)]
    showing = timed(ledger.claim(name) for name in every)
    listing = timed(ledger.claims(standing="F6") for _ in range(5))
    ledger.close()
    return {
        "documents": documents,
        "add": statistics.median(adding),
        "add, slowest": max(adding),
        "search": statistics.median(searching),
        "search, slowest": max(searching),
        "search by likeness": statistics.median(liking),
        "search by likeness, slowest": max(liking),
        "show": statistics.median(showing),
        "show, slowest": max(showing),
        "list by grade": statistics.median(listing),
        "megabytes": bytes_before / 1e6,
    }


def main() -> int:
    """Make the ledgers, measure each, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--folder", type=Path, default=Path("build/ledgers"))
    parser.add_argument("--blocks", type=Path, help="a pickle of the traces that documents are made of")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    if chosen.blocks and chosen.blocks.exists():
        story, others = pickle.loads(chosen.blocks.read_bytes())
    else:
        story, others = blocks()
        if chosen.blocks:
            chosen.blocks.write_bytes(pickle.dumps((story, others)))
    documents = list(pile(FIRST + MORE, story, others))
    base = chosen.folder / "base.db"
    _gone(base)
    before = cpu()
    ledger = Ledger(opened(str(base), create=True), stand_in)
    for at in range(0, FIRST, 250):
        ledger.load(documents[at : min(at + 250, FIRST)])
    print(f"# {machine()}")
    print(f"# {FIRST} documents loaded in {cpu() - before:.0f} CPU-s", flush=True)
    before = cpu()
    fault = ledger.verify()
    print(
        f"# verified in {cpu() - before:.1f} CPU-s: {fault or 'every entry fits'}",
        flush=True,
    )
    ledger.close()
    table = []
    for size in map(int, chosen.sizes.split(",")):
        path, before = chosen.folder / f"{size}.db", cpu()
        _gone(path)
        grown(path, base, max(1, size // FIRST))
        print(f"# {size} documents made in {cpu() - before:.0f} CPU-s", flush=True)
        table.append(measured(path, documents[FIRST:]))
        print(json.dumps(table[-1]), flush=True)
    for name in table[0]:
        figures = (f"{row[name]:>12,.4f}" if row[name] < 100 else f"{row[name]:>12,.0f}" for row in table)
        print(f"{name:<16}" + "".join(figures))
    return 0


def _gone(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
