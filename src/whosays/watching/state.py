"""What a watch must not forget: how far each feed and file was read, and which notices were not delivered yet.

A small SQLite file. Every change is on the disk before the next thing is done, so a watch that is killed goes on where
it was; and the file is locked for as long as a watch has it open, so there are never two of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whosays.errors import WhosaysError
from whosays.fetching.headers import Version
from whosays.ledger.store import made_private
from whosays.watching.folders import Stamp
from whosays.watching.schedule import Feed

_FORMAT = 1
_TABLES = """
CREATE TABLE feeds (name TEXT PRIMARY KEY, known TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entries (feed TEXT, entry TEXT, digest TEXT NOT NULL, tries INTEGER NOT NULL, PRIMARY KEY (feed, entry))
  WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, inode INTEGER, size INTEGER, changed INTEGER) WITHOUT ROWID;
CREATE TABLE notices (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, target TEXT NOT NULL,
  body TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, UNIQUE (id, target));
CREATE TABLE marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """How far an entry of a feed was taken in: the digest of what it held, and how often its page could not be had."""

    digest: str
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice for one target: its place in the queue, its id, its JSON, and how often it was tried."""

    number: int
    id: str
    target: str
    body: str
    tries: int


class State:
    """The open file. Used from one thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db, self._path = connection, path

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All that is written within, or nothing. Raises WhosaysError where the disk does not take it."""
        try:
            with self._db:
                yield
        except sqlite3.Error as error:
            raise WhosaysError(f"{self._path}: it cannot be written ({error})") from error

    def feed(self, name: str) -> Feed:
        """What is known of a feed; a feed that was never asked where nothing is."""
        row = self._db.execute("SELECT known FROM feeds WHERE name = ?", (name,)).fetchone()
        return Feed(name) if row is None else _feed(name, json.loads(row[0]))

    def keep_feed(self, feed: Feed, present: Iterable[str] | None = None) -> None:
        """Keeps what is known of a feed, and forgets its entries that are not ``present`` in it any more."""
        known = {key: value for key, value in asdict(feed).items() if key != "name"}
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?)", (feed.name, json.dumps(known)))
            if present is not None:
                there = set(present)
                stored = self._db.execute("SELECT entry FROM entries WHERE feed = ?", (feed.name,)).fetchall()
                gone = [(feed.name, entry) for (entry,) in stored if entry not in there]
                self._db.executemany("DELETE FROM entries WHERE feed = ? AND entry = ?", gone)

    def entries(self, feed: str) -> dict[str, Taken]:
        """The entries of a feed that were taken in, by their key."""
        rows = self._db.execute("SELECT entry, digest, tries FROM entries WHERE feed = ?", (feed,))
        return {entry: Taken(digest, tries) for entry, digest, tries in rows}

    def keep_entries(self, feed: str, entries: Mapping[str, Taken]) -> None:
        """Keeps how far entries were taken in, by their key."""
        with self._writing():
            rows = [(feed, key, entry.digest, entry.tries) for key, entry in entries.items()]
            self._db.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)

    def files(self) -> dict[str, Stamp]:
        """The stamps of the files that were read."""
        rows = self._db.execute("SELECT path, inode, size, changed FROM files")
        return {path: (inode % 2**64, size, changed) for path, inode, size, changed in rows}

    def keep_file(self, path: str, stamp: Stamp) -> None:
        """Keeps that a file was read."""
        inode, size, changed = stamp
        with self._writing():
            # SQLite's integers are signed; an inode may use all 64 bits.
            row = (path, inode - 2**64 if inode >= 2**63 else inode, size, changed)
            self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", row)

    def mark(self, name: str) -> int | None:
        """A number that was kept under a name."""
        row = self._db.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        return None if row is None else int(row[0])

    def keep_notices(self, bodies: Mapping[str, str], targets: Iterable[str], marks: Mapping[str, int]) -> None:
        """Puts notices (JSON by id) into the queue of each target, each once, and keeps the marks, all or nothing."""
        with self._writing():
            for target in targets:
                rows = [(identifier, target, body) for identifier, body in bodies.items()]
                self._db.executemany("INSERT OR IGNORE INTO notices (id, target, body) VALUES (?, ?, ?)", rows)
            self._db.executemany("INSERT OR REPLACE INTO marks VALUES (?, ?)", marks.items())

    def next_notice(self, target: str) -> Notice | None:
        """The oldest notice that a target has not got."""
        row = self._db.execute(
            "SELECT number, id, target, body, tries FROM notices WHERE target = ? ORDER BY number LIMIT 1", (target,)
        ).fetchone()
        return None if row is None else Notice(*row)

    def waiting(self) -> dict[str, int]:
        """How many notices wait for each target."""
        return dict(self._db.execute("SELECT target, count(*) FROM notices GROUP BY target"))

    def delivered(self, notice: Notice) -> None:
        """Takes a notice out of the queue."""
        with self._writing():
            self._db.execute("DELETE FROM notices WHERE number = ?", (notice.number,))

    def not_delivered(self, notice: Notice) -> None:
        """Counts one more try."""
        with self._writing():
            self._db.execute("UPDATE notices SET tries = tries + 1 WHERE number = ?", (notice.number,))


@contextmanager
def open_state(path: Path) -> Iterator[State]:
    """The state in a file, made where there is none, locked until the end.

    Raises WhosaysError where another watch has it, it is no such file, or its place cannot be written.
    """
    connection: sqlite3.Connection | None = None
    made_private(path)
    try:
        # A rollback journal and not WAL: its lock is held by one process, and the file stays one file.
        connection = sqlite3.connect(path, timeout=0.5)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN EXCLUSIVE")
        _prepare(connection, path)
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        busy = getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        cause = (
            "another whosays watch is using it" if busy else f"it is no file of a watch, or cannot be written ({error})"
        )
        raise WhosaysError(f"{path}: {cause}") from None
    try:
        yield State(connection, path)
    finally:
        connection.close()


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Makes the tables where the file is new, within the transaction that is open. Raises WhosaysError."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if found == 0 and tables == 0:
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
    elif found != _FORMAT:
        connection.close()
        raise WhosaysError(f"{path}: it is no file of a watch, or one of another version of whosays")
    connection.commit()


def _feed(name: str, known: dict[str, Any]) -> Feed:
    return Feed(name, **{**known, "version": Version(**known["version"])})
