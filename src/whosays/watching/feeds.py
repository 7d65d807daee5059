"""The feeds of a watch: each asked when it is due, one at a time from a host."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

from whosays.watching import schedule
from whosays.watching.hooks import Hooks
from whosays.watching.polling import Found, Polled, Poller, Source, pause_of
from whosays.watching.schedule import Failed, Feed, Fresh
from whosays.watching.state import State, Taken
from whosays.watching.workers import Event, Workers

AT_ONCE = 8
"""How many feeds are asked at a time."""
_KEPT_AT_ONCE = 16  # entries; those of a watch that dies before are looked up in the ledger once more


@dataclass(frozen=True, slots=True)
class _Asked:
    """A feed that is being asked: its place among all, what is known of it, the address that is asked and its host."""

    source: Source
    place: int
    feed: Feed
    host: str
    address: str


class Feeds:
    """Which feeds are due, which are being asked, and what their answers change."""

    def __init__(
        self,
        sources: Sequence[Source],
        *,
        every: float,
        once: bool,
        refresh: bool = False,
        state: State,
        poller: Poller,
        workers: Workers,
        hooks: Hooks,
    ) -> None:
        """``every`` are the seconds between two polls of a feed. With ``once`` each is asked once, at once, but for
        those that failed and are still to be left alone. With ``refresh`` the first time nothing is asked on
        condition that it has changed."""
        self._every, self._once = every, once
        self._state, self._poller, self._workers, self._hooks = state, poller, workers, hooks
        self._busy: dict[str, str] = {}  # host -> the feed that is being asked there
        self._behind: dict[str, deque[tuple[int, Source]]] = defaultdict(deque)  # host -> feeds whose turn has not come
        self._taken: dict[str, dict[str, Taken]] = defaultdict(
            dict
        )  # feed -> what is in the ledger, not yet in the state
        self._spoiled: set[str] = set()
        self._whole = {source.name for source in sources} if refresh else set()
        self._due: list[tuple[float, int, Source]] = []
        now, wall = hooks.clock(), hooks.wall()
        for place, source in enumerate(sources):
            known = state.feed(source.name)
            wait = schedule.remaining(known, wall) if known.failures or not once else 0.0
            if once and wait > 0:
                hooks.problem(f"{source.name}: {known.problem}; it is not asked again for {int(wait / 60) + 1} minutes")
            else:
                self._due.append((now + wait, place, source))
        heapq.heapify(self._due)

    @property
    def idle(self) -> bool:
        """True where no feed is asked or waits to be asked."""
        return not (self._busy or self._due or any(self._behind.values()))

    def start(self) -> float:
        """Asks what is due; the seconds until the next is."""
        now = self._hooks.clock()
        while self._due and self._due[0][0] <= now and len(self._busy) < AT_ONCE:
            _, place, source = heapq.heappop(self._due)
            known = self._state.feed(source.name)
            feed = schedule.asked(known, self._hooks.wall(), refresh=source.name in self._whole)
            address = feed.moved or source.address
            host = urlsplit(address).hostname or ""
            rest = self._poller.turns.wait(host)
            if host in self._busy:
                self._behind[host].append((place, source))
            elif rest > 0:
                heapq.heappush(self._due, (now + rest, place, source))
            else:
                self._busy[host] = source.name
                self._whole.discard(source.name)
                asked = _Asked(source, place, feed, host, address)
                self._workers.start(partial(self._job, asked, self._state.entries(source.name)))
        return max(0.0, self._due[0][0] - now) if self._due and len(self._busy) < AT_ONCE else 60.0

    def _job(self, asked: _Asked, known: Mapping[str, Taken]) -> Iterator[Event]:
        """In a thread of its own: one poll, its findings as events."""
        try:
            for message in self._poller.poll(asked.source, asked.feed, known):
                if isinstance(message, Found):
                    yield partial(self._take, asked, message)
                else:
                    yield partial(self._end, asked, message)
        except Exception as error:
            cause = f"whosays failed on it in a way it should not ({type(error).__name__}), please report it"
            yield partial(self._end, asked, Polled(Failed(cause)))

    def _take(self, asked: _Asked, found: Found) -> None:
        if asked.source.name in self._spoiled:
            return  # the ledger is not to be had: the rest of the feed comes again with the next poll
        if self._hooks.taken(found.document, found.name, found.capture):
            taken = self._taken[asked.source.name]
            taken[found.key] = found.taken
            if len(taken) >= _KEPT_AT_ONCE:
                self._state.keep_entries(asked.source.name, self._taken.pop(asked.source.name))
        else:
            self._spoiled.add(asked.source.name)

    def _end(self, asked: _Asked, polled: Polled) -> None:
        answer = polled.answer
        name = asked.source.name
        if name in self._spoiled and isinstance(answer, Fresh):
            answer = replace(answer, whole=False)
        self._spoiled.discard(name)
        now = schedule.after(asked.feed, answer, now=self._hooks.wall(), every=self._every)
        self._state.keep_entries(name, self._taken.pop(name, {}))
        self._state.keep_feed(now, polled.present)
        self._hooks.polled(now)
        said = schedule.worth_saying(asked.feed, now)
        if now.problem:
            self._hooks.failed = True
        if said:
            self._hooks.say(said)
        if not self._once:
            heapq.heappush(self._due, (self._hooks.clock() + now.wait, asked.place, asked.source))
        self._free(asked)

    def _free(self, asked: _Asked) -> None:
        """Lets the next feed of the host come, after a pause."""
        pause = 0.0 if asked.source.private else pause_of(self._poller.rules, asked.address)
        self._poller.turns.rest(asked.host, pause)
        del self._busy[asked.host]
        if behind := self._behind.get(asked.host):
            place, source = behind.popleft()
            heapq.heappush(self._due, (self._hooks.clock() + pause, place, source))
        if not behind:
            self._behind.pop(asked.host, None)
