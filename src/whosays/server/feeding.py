"""The feeds that a desk watches: asked by a thread of its own, as ``whosays watch`` asks them, for as long as the desk
is open."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Event, Lock, Thread

from whosays.desk.watching import Ears, Watch, Wish
from whosays.errors import UsageError, WhosaysError
from whosays.ledger import Ledger, Options
from whosays.server.problems import told_fault
from whosays.server.state import State
from whosays.watching.schedule import Feed
from whosays.watching.watched import hosts, watched

EVERY = "10m"
_AGAIN = 60.0  # seconds until what could not begin is tried again


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed that is watched: what it is called (``f3``), how its address is shown, when it was asked last (seconds
    since 1970), what is wrong with it."""

    name: str
    address: str
    asked: float | None
    problem: str | None


@dataclass
class Feeds:
    """The feeds of a desk. ``private`` are hosts of the user's own network that they may be on; ``said`` is why none is
    watched now."""

    ledger: Ledger
    options: Options
    state: State
    turn: Lock
    private: Sequence[str] = ()
    said: str | None = None
    _ended: Event = field(default_factory=Event)
    _changed: Event = field(default_factory=Event)
    _thread: Thread | None = None
    _lock: Lock = field(default_factory=Lock)

    def all(self) -> list[Watched]:
        """The feeds, oldest first."""
        with self.state.open() as connection:
            rows = connection.execute("SELECT id, shown, asked, problem FROM feeds ORDER BY id").fetchall()
        return [Watched(f"f{number}", shown, asked, problem) for number, shown, asked, problem in rows]

    def add(self, address: str, account: str = "") -> Watched:
        """Watch a feed from now on. Raises ``UsageError`` for what is no address, or is watched already."""
        address = address.strip()
        if not address.lower().startswith(("http://", "https://")):
            raise UsageError("Give the feed's address, which begins with https:// or http://.")
        found = watched((address,), hosts(self.private))
        if found.problems:
            raise UsageError(str(found.problems[0]))
        shown = found.sources[0].name
        with self.state.open() as connection:
            if connection.execute("SELECT 1 FROM feeds WHERE shown = ?", (shown,)).fetchone():
                raise UsageError(f"{shown} is watched already.")
            values = (address, shown, account, time.time())
            made = connection.execute("INSERT INTO feeds (address, shown, account, made) VALUES (?, ?, ?, ?)", values)
        self._changed.set()
        self.start()
        return Watched(f"f{made.lastrowid}", shown, None, None)

    def end(self, name: str) -> Watched:
        """Watch a feed no longer. Raises ``UsageError`` where there is none of this name."""
        found = next((one for one in self.all() if one.name == name), None)
        if found is None:
            raise UsageError(f"{name}: no feed of this name is watched.")
        with self.state.open() as connection:
            connection.execute("DELETE FROM feeds WHERE id = ?", (int(name[1:]),))
        self._changed.set()
        return found

    def start(self) -> None:
        """Watch, where there is something to watch."""
        with self._lock:
            if self._thread is None and not self._ended.is_set() and self._addresses():
                self._thread = Thread(target=self._work, name="whosays-feeds", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End, after the document that is being taken in."""
        self._ended.set()
        self._changed.set()
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    @cached_property
    def _path(self) -> Path:
        return self.state.watch or Path(tempfile.mkdtemp(prefix="whosays-")) / "watch"

    def _addresses(self) -> list[str]:
        with self.state.open() as connection:
            return [address for (address,) in connection.execute("SELECT address FROM feeds ORDER BY id")]

    def _work(self) -> None:
        while True:
            with self._lock:
                self._changed.clear()
                addresses = [] if self._ended.is_set() else self._addresses()
                if not addresses:
                    self._thread = None
                    return
            try:
                self.said = None
                ears = Ears(lambda _: None, self._hear, self._fault, self._changed.is_set, self._asked)
                Watch(Wish(addresses, EVERY, private=self.private), ears, {}).run(
                    self.ledger, self._path, self.options, self.turn
                )
            except Exception as error:
                self.said = str(error) if isinstance(error, WhosaysError) else told_fault(error)
                self._changed.wait(_AGAIN)

    def _hear(self, sentence: str) -> None:
        """A problem that is none of a feed's own, which ``_asked`` tells."""

    def _fault(self, error: Exception, name: str) -> None:
        self.said = told_fault(error, name)

    def _asked(self, feed: Feed) -> None:
        with self.state.open() as connection:
            values = (feed.polled, feed.problem, feed.name)
            connection.execute("UPDATE feeds SET asked = ?, problem = ? WHERE shown = ?", values)
