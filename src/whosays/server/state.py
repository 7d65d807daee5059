"""What a desk keeps beside the ledger: accounts, sessions, tokens, answers to repeated requests, who did what.

None of it is part of the record: a ledger without it is whole. Secrets are kept as hashes.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

ENDING = ".desk"
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
CREATE TABLE IF NOT EXISTS log (id INTEGER PRIMARY KEY, time REAL NOT NULL, account TEXT NOT NULL,
    what TEXT NOT NULL, about TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The answer to a request that came with a key: the request's digest, status and body."""

    request: str
    status: int
    body: bytes


class State:
    """The file beside a ledger; in memory without one. It is made when it is first needed."""

    def __init__(self, path: Path | None) -> None:
        self._path, self._lock = path, Lock()
        self._connection: sqlite3.Connection | None = None

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


def beside(ledger: str) -> Path | None:
    """Where the state of a ledger's desk is kept."""
    return Path(f"whosays{ENDING}") if "://" in ledger else Path(ledger + ENDING)
