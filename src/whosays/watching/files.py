"""The folders and files of a watch: looked at again and again, each file read once it is whole."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from typing import BinaryIO

from whosays.ledger import Capture
from whosays.model import Document
from whosays.reading.apart import documents
from whosays.watching import folders
from whosays.watching.folders import Look, Stamp
from whosays.watching.hooks import Hooks
from whosays.watching.state import State
from whosays.watching.workers import Event, Workers

LOOK = 5.0
"""The seconds between two looks at a folder."""
_MOST_SAID = 20


class Files:
    """Which files are new or changed, and which is being read: one at a time."""

    def __init__(
        self, places: Sequence[str], *, once: bool, state: State, workers: Workers, hooks: Hooks, look: float = LOOK
    ) -> None:
        """``look`` are the seconds between two looks. With ``once`` there are two of them, and it ends."""
        self._once, self._look = once, look
        self._state, self._workers, self._hooks = state, workers, hooks
        self._known = state.files()
        self._before: dict[str, Look] = {}
        self._due = {place: hooks.clock() for place in places}
        self._looking: set[str] = set()
        self._ready: deque[tuple[str, Stamp]] = deque()
        self._reading: str | None = None
        self._spoiled = False
        self._said: set[str] = set()

    @property
    def idle(self) -> bool:
        """True where nothing is looked at, read, or waits for either."""
        return not (self._due or self._looking or self._ready or self._reading)

    def start(self) -> float:
        """Looks where a look is due and reads what is ready; the seconds until the next look is due."""
        now = self._hooks.clock()
        for place in [place for place, due in self._due.items() if due <= now]:
            del self._due[place]
            self._looking.add(place)
            self._workers.start(partial(self._looks, place))
        if self._reading is None and self._ready:
            self._reading, stamp = self._ready.popleft()
            self._spoiled = False
            self._workers.start(partial(self._reads, self._reading, stamp))
        return max(0.0, min(self._due.values(), default=now + 60.0) - now)

    def _looks(self, place: str) -> Iterator[Event]:
        """In a thread: one look."""
        yield partial(self._seen, place, folders.look(place))

    def _seen(self, place: str, now: Look) -> None:
        for problem in now.problems:
            self._say_once(str(problem))
        before = self._before.get(place)
        self._before[place] = now
        self._looking.discard(place)
        if before is not None:
            waiting = {path for path, _ in self._ready} | {self._reading}
            ready = folders.ready(self._known, before.stamps, now.stamps)
            self._ready.extend((path, now.stamps[path]) for path in ready if path not in waiting)
        if before is None or not self._once:
            self._due[place] = self._hooks.clock() + self._look

    def _reads(self, path: str, stamp: Stamp) -> Iterator[Event]:
        """In a thread: the documents of one file."""
        try:
            # Whoever may write into the folder could put a link in the file's place between the look and now.
            with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
                same = folders.stamp(os.fstat(file.fileno())) == stamp
                if same:
                    yield from self._items(path, file)
                same = same and folders.stamp(os.fstat(file.fileno())) == stamp
        except OSError as error:
            yield partial(self._say_once, f"{path}: it cannot be read ({error.strerror or error})")
            same = True  # so it is not tried again until it changes
        except Exception as error:
            kind = type(error).__name__
            yield partial(
                self._say_once, f"{path}: whosays failed on it in a way it should not ({kind}), please report it"
            )
            same = True
        yield partial(self._done, path, stamp if same else None)

    def _items(self, path: str, file: BinaryIO) -> Iterator[Event]:
        problems = 0
        for item in documents(file, name=path):
            if item.document is not None:
                capture = Capture.FILE if item.name == path else Capture.EXPORT
                yield partial(self._take, item.document, item.name, capture, item.seen)
                continue
            if item.problem is None:
                yield partial(self._say_once, f"{item.name}: {item.note}", failed=False)
                continue
            problems += 1
            if problems <= _MOST_SAID:
                yield partial(self._say_once, str(item.problem))
        if problems > _MOST_SAID:
            yield partial(self._say_once, f"{path}: {problems - _MOST_SAID} more of its records could not be used")

    def _take(self, document: Document, name: str, capture: Capture, seen: str | None) -> None:
        capture = Capture.ARCHIVE if seen else capture
        if not self._spoiled and not self._hooks.taken(document, name, capture, seen):
            self._spoiled = True  # the ledger is not to be had: the file is read again later

    def _done(self, path: str, stamp: Stamp | None) -> None:
        self._reading = None
        if stamp is not None and not self._spoiled:
            self._known[path] = stamp
            self._state.keep_file(path, stamp)

    def _say_once(self, sentence: str, *, failed: bool = True) -> None:
        self._hooks.failed = self._hooks.failed or failed
        if sentence not in self._said:
            self._said.add(sentence)
            self._hooks.say(sentence)
