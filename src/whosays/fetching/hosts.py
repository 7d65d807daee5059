"""One connection a host, a pause between two, and its robots.txt for a day.

The only part of watching that several threads share.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager

from whosays.fetching import robots
from whosays.fetching.exchange import AGENT

LONGEST_PAUSE = 300.0
_KEPT = 86_400.0
_MOST_SITES = 20_000


class Turns:
    """Lets one connection at a time through to a host, in whatever thread it is wanted."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._busy: set[str] = set()
        self._free_at: dict[str, float] = {}

    @contextmanager
    def __call__(self, host: str, seconds: float) -> Iterator[None]:
        """Waits for the host at most ``seconds`` and holds it. Raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: host not in self._busy, timeout=seconds):
                raise TimeoutError(f"{host} was busy")
            self._busy.add(host)
        try:
            yield
        finally:
            with self._changed:
                self._busy.discard(host)
                self._changed.notify_all()

    def rest(self, host: str, seconds: float) -> None:
        """Has the host left alone for some seconds from now."""
        with self._changed:
            now = self._clock()
            if len(self._free_at) >= _MOST_SITES:
                self._free_at = {name: at for name, at in self._free_at.items() if at > now}
            self._free_at[host] = max(self._free_at.get(host, 0.0), now + seconds)

    def wait(self, host: str) -> float:
        """The seconds for which the host is still to be left alone."""
        return max(0.0, self._free_at.get(host, 0.0) - self._clock())


class Rules(MutableMapping[str, str]):
    """The robots.txt of each site (`fetch.origin_of`), forgotten after a day (RFC 9309, 2.4)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, str]] = {}

    def __getitem__(self, origin: str) -> str:
        with self._lock:
            read, text = self._kept[origin]
            if self._clock() - read > _KEPT:
                del self._kept[origin]
                raise KeyError(origin)
            return text

    def __setitem__(self, origin: str, text: str) -> None:
        with self._lock:
            self._kept.pop(origin, None)
            if len(self._kept) >= _MOST_SITES:
                del self._kept[next(iter(self._kept))]
            self._kept[origin] = (self._clock(), text)

    def __delitem__(self, origin: str) -> None:
        with self._lock:
            del self._kept[origin]

    def __iter__(self) -> Iterator[str]:
        with self._lock:
            return iter(list(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def pause(self, origin: str) -> float:
        """The seconds that the site asks to leave between two requests, at most five minutes."""
        return min(robots.delay(self.get(origin, ""), AGENT), LONGEST_PAUSE)
