"""What a desk keeps beside the ledger: accounts, sessions, tokens, answers to repeated requests, files that wait to be
read, saved searches, who did what.

None of it is part of the record: a ledger without it is whole. Secrets are kept as hashes.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from whosays.desk.watching import STATE as WATCHED

ENDING = ".desk"
_VISIT = 30 * 60  # seconds after which looking again is another visit
_LOOK = 60  # seconds within which looking once more is not written down
_KEPT = 24 * 3600  # seconds that an answer to a keyed request is kept
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (who TEXT, key TEXT, request TEXT NOT NULL, status INTEGER NOT NULL,
    body BLOB NOT NULL, made REAL NOT NULL, PRIMARY KEY (who, key));
CREATE TABLE IF NOT EXISTS accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL,
    made REAL NOT NULL, closed REAL);
CREATE TABLE IF NOT EXISTS sessions (digest TEXT PRIMARY KEY, account TEXT NOT NULL, made REAL NOT NULL,
    seen REAL NOT NULL, keys INTEGER NOT NULL DEFAULT 1);
CREATE TABLE IF NOT EXISTS tokens (digest TEXT PRIMARY KEY, account TEXT NOT NULL, label TEXT NOT NULL,
    writes INTEGER NOT NULL, made REAL NOT NULL, ends REAL NOT NULL);
CREATE TABLE IF NOT EXISTS frozen (token TEXT PRIMARY KEY, claim TEXT NOT NULL, page BLOB NOT NULL,
    account TEXT NOT NULL, made REAL NOT NULL);
CREATE TABLE IF NOT EXISTS visits (account TEXT PRIMARY KEY, since INTEGER, upto INTEGER NOT NULL, seen REAL NOT NULL);
CREATE TABLE IF NOT EXISTS jobs (name TEXT PRIMARY KEY, account TEXT NOT NULL, made REAL NOT NULL);
CREATE TABLE IF NOT EXISTS job_files (job TEXT, number INTEGER, name TEXT NOT NULL, status TEXT NOT NULL,
    PRIMARY KEY (job, number));
CREATE TABLE IF NOT EXISTS job_said (job TEXT, number INTEGER, outlet TEXT NOT NULL, published TEXT NOT NULL,
    PRIMARY KEY (job, number));
CREATE TABLE IF NOT EXISTS job_steps (id INTEGER PRIMARY KEY, job TEXT NOT NULL, file INTEGER NOT NULL,
    kind TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS job_steps_of ON job_steps (job, id);
CREATE TABLE IF NOT EXISTS searches (id INTEGER PRIMARY KEY AUTOINCREMENT, words TEXT, standing TEXT,
    account TEXT NOT NULL, made REAL NOT NULL);
CREATE TABLE IF NOT EXISTS feeds (id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL,
    shown TEXT NOT NULL UNIQUE, account TEXT NOT NULL, made REAL NOT NULL, asked REAL, problem TEXT);
CREATE TABLE IF NOT EXISTS identities (account TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE, issuer TEXT,
    subject TEXT, UNIQUE (issuer, subject));
CREATE TABLE IF NOT EXISTS log (id INTEGER PRIMARY KEY, time REAL NOT NULL, account TEXT NOT NULL,
    what TEXT NOT NULL, about TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The answer to a request that came with a key: the request's digest, status and body."""

    request: str
    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Search:
    """A search that was saved: which words, which standing; ``name`` is what it is called (``q3``)."""

    name: str
    words: str | None
    standing: str | None

    @property
    def title(self) -> str:
        """What it looks for, in words."""
        return ", ".join(part for part in (self.words, self.standing) if part)


class State:
    """The file beside a ledger; in memory without one. It is made when it is first needed."""

    def __init__(self, path: Path | None) -> None:
        self._path, self._lock = path, Lock()
        self._connection: sqlite3.Connection | None = None

    @property
    def files(self) -> Path | None:
        """The folder of files that were sent and wait to be read; none where nothing is kept."""
        return None if self._path is None else self._path.with_name(f"{self._path.name}-files")

    @property
    def watch(self) -> Path | None:
        """The state of the ledger's watch, where ``whosays watch`` keeps it, too; none where nothing is kept."""
        return None if self._path is None else self._path.with_name(self._path.name.removesuffix(ENDING) + WATCHED)

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one piece of work at a time, which is written whole or not at all."""
        with self._lock:
            if self._connection is None:
                where = str(self._path) if self._path is not None else ":memory:"
                self._connection = sqlite3.connect(where, check_same_thread=False, timeout=30)
                if self._path is not None:
                    self._path.chmod(0o600)
                self._connection.executescript(_SCHEMA)
            with self._connection:
                yield self._connection

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def answer(self, who: str, key: str) -> KeptAnswer | None:
        """What a request with this key was answered, within the last day."""
        with self.open() as connection:
            connection.execute("DELETE FROM answers WHERE made < ?", (time.time() - _KEPT,))
            row = connection.execute(
                "SELECT request, status, body FROM answers WHERE who = ? AND key = ?", (who, key)
            ).fetchone()
        return KeptAnswer(*row) if row else None

    def keep_answer(self, who: str, key: str, request: str, status: int, body: bytes) -> None:
        """Keep what a request with a key was answered."""
        with self.open() as connection:
            values = (who, key, request, status, body, time.time())
            connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", values)

    def freeze(self, claim: str, page: str, account: str) -> str:
        """Keep a page as it is; the token of its address."""
        token = secrets.token_urlsafe(24)
        with self.open() as connection:
            values = (token, claim, zlib.compress(page.encode("utf-8", "replace")), account, time.time())
            connection.execute("INSERT INTO frozen VALUES (?, ?, ?, ?, ?)", values)
        return token

    def frozen(self, token: str) -> str | None:
        """A page that was kept."""
        with self.open() as connection:
            row = connection.execute("SELECT page FROM frozen WHERE token = ?", (token,)).fetchone()
        return zlib.decompress(row[0]).decode() if row else None

    def frozen_claim(self, token: str) -> tuple[str, float] | None:
        """Of which claim a page was kept, and when."""
        with self.open() as connection:
            row = connection.execute("SELECT claim, made FROM frozen WHERE token = ?", (token,)).fetchone()
        return (row[0], row[1]) if row else None

    def frozen_of(self, claim: str) -> list[tuple[str, float]]:
        """The pages of a claim that were kept, the newest first: the token of each and when that was."""
        with self.open() as connection:
            statement = "SELECT token, made FROM frozen WHERE claim = ? COLLATE NOCASE ORDER BY made DESC"
            return connection.execute(statement, (claim,)).fetchall()

    def visit(self, account: str, upto: int) -> int | None:
        """That somebody looks at what changed, ``upto`` which change; up to which they had seen at their last visit,
        none at their first. Who comes back within half an hour is still there. What is written waits for the disk, so
        it is written once a minute: what came in the last one may be shown as new again."""
        now = time.time()
        with self.open() as connection:
            row = connection.execute("SELECT since, upto, seen FROM visits WHERE account = ?", (account,)).fetchone()
            if row is not None and now - _LOOK <= row[2] <= now:
                return int(row[0]) if row[0] is not None else None
            since = None if row is None else row[1] if row[2] < now - _VISIT else row[0]
            connection.execute("INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?)", (account, since, upto, now))
        return since

    def save_search(self, words: str | None, standing: str | None, account: str) -> Search:
        """Keep a search; what it is called. The same is not kept twice."""
        with self.open() as connection:
            same = "SELECT id FROM searches WHERE words IS ? AND standing IS ?"
            row = connection.execute(same, (words, standing)).fetchone()
            if row is None:
                values = (words, standing, account, time.time())
                made = connection.execute(
                    "INSERT INTO searches (words, standing, account, made) VALUES (?, ?, ?, ?)", values
                )
                row = (made.lastrowid,)
        return Search(f"q{row[0]}", words, standing)

    def searches(self) -> list[Search]:
        """The searches that were saved, oldest first."""
        with self.open() as connection:
            rows = connection.execute("SELECT id, words, standing FROM searches ORDER BY id").fetchall()
        return [Search(f"q{number}", words, standing) for number, words, standing in rows]

    def search(self, name: str) -> Search | None:
        """A saved search (``q3``); none where there is none of this name."""
        return next((one for one in self.searches() if one.name == name), None)

    def forget_search(self, name: str) -> Search | None:
        """A saved search, which is kept no longer."""
        found = self.search(name)
        if found is not None:
            with self.open() as connection:
                connection.execute("DELETE FROM searches WHERE id = ?", (int(name[1:]),))
        return found

    def log(self, account: str, what: str, about: str) -> None:
        """Note that somebody did something."""
        with self.open() as connection:
            values = (time.time(), account[:100], what, about[:500])
            connection.execute("INSERT INTO log (time, account, what, about) VALUES (?, ?, ?, ?)", values)

    def logged(self, most: int) -> list[tuple[float, str, str, str]]:
        """What was noted last, newest first: when, who, what, about what."""
        with self.open() as connection:
            return connection.execute(
                "SELECT time, account, what, about FROM log ORDER BY id DESC LIMIT ?", (most,)
            ).fetchall()


def beside(ledger: str) -> Path | None:
    """Where the state of a ledger's desk is kept."""
    return Path(f"whosays{ENDING}") if "://" in ledger else Path(ledger + ENDING)
