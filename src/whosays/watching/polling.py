"""One feed asked, and what is new in it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

from whosays.errors import FetchError, InputError
from whosays.fetching.exchange import PUBLIC, Guard, Limits
from whosays.fetching.fetch import FEEDS, Page, fetch, origin_of
from whosays.fetching.hosts import Rules, Turns
from whosays.fetching.urls import HIDDEN, without_secrets
from whosays.ledger import Capture
from whosays.model import Document
from whosays.watching.entries import Entry, read_entries, with_page
from whosays.watching.schedule import Answer, Failed, Feed, Fresh, Gone, Unchanged
from whosays.watching.state import Taken

LIMITS = Limits(seconds=60.0, operation=15.0, size=20_000_000)
MOST_PAGES = 200
"""How many pages are fetched for one poll; the others come with the next."""
MOST_TRIES = 3
_PAUSE = 1.0
_TEMPORARY = frozenset((408, 425, 429, 500, 502, 503, 504))


@dataclass(frozen=True, slots=True)
class Source:
    """A feed to watch. ``address`` is as given and may hold a secret; ``name`` is how it is shown and stored.

    ``private`` is its host and port where the user has said that it is in their own network.
    """

    name: str
    address: str
    private: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A document to take in: its position for messages, and what to keep of the entry once that is done."""

    name: str
    document: Document
    capture: Capture
    key: str
    taken: Taken


@dataclass(frozen=True, slots=True)
class Polled:
    """The end of a poll: the answer, and the keys of all entries that the feed has (none where it was not read)."""

    answer: Answer
    present: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Poller:
    """What all polls share. ``pages``: take the page behind an entry instead of what the feed says of it."""

    turns: Turns
    rules: Rules
    pages: bool = False
    guard: Guard = PUBLIC
    limits: Limits = LIMITS
    sleep: Callable[[float], None] = time.sleep

    def poll(self, source: Source, feed: Feed, known: Mapping[str, Taken]) -> Iterator[Found | Polled]:
        """Asks the feed; gives each entry that is new or changed against ``known``, oldest first, then the end."""
        guard = replace(self.guard, private=source.private, turn=self.turns)
        try:
            page = fetch(
                feed.moved or source.address,
                limits=self.limits,
                guard=guard,
                wanted=FEEDS,
                known=feed.version,
                rules=self.rules,
            )
        except FetchError as error:
            gone = error.status == 410
            yield Polled(Gone(error.cause) if gone else Failed(error.cause, error.retry_after))
            return
        moved = page.moved if page.moved and without_secrets(page.moved) == page.moved else None
        digest = hashlib.sha256(page.body).hexdigest()
        if page.unchanged or digest == feed.digest:
            yield Polled(Unchanged(moved, page.fresh_for, None if page.unchanged else page.version))
            return
        try:
            entries = read_entries(page, source.name)
        except InputError as error:
            yield Polled(Failed(error.cause))
            return
        taking = _Taking(self, guard, source)
        for entry in entries.entries:
            before = known.get(entry.key)
            if before is not None and before.digest == entry.digest and not _open(before):
                continue
            yield taking.found(entry, before.tries if before and before.digest == entry.digest else 0)
        problem = entries.problem or taking.problem()
        fresh = Fresh(page.version, digest, moved, page.fresh_for, taking.whole, problem)
        yield Polled(fresh, frozenset(entry.key for entry in entries.entries))


class _Taking:
    """The new entries of one poll: their pages, where pages are wanted, and which of these could not be had."""

    def __init__(self, poller: Poller, guard: Guard, source: Source) -> None:
        self._poller, self._guard, self._source = poller, guard, source
        self._fetched = 0
        self._missed: list[InputError] = []
        self.whole = True

    def found(self, entry: Entry, tries: int) -> Found:
        """The entry with its page if that is wanted and to be had, else with what the feed says."""
        document, found = entry.document, partial(Found, entry.name, capture=entry.capture, key=entry.key)
        url = document.url
        if not self._poller.pages or not url:
            return found(document, taken=Taken(entry.digest))
        if self._fetched >= MOST_PAGES:
            self.whole = False
            return found(document, taken=Taken(entry.digest, max(tries, 1)))
        self._fetched += 1
        try:
            if HIDDEN in url:
                raise InputError(url, "its address holds a secret, which is not kept")
            return found(with_page(document, self._page(url)), taken=Taken(entry.digest))
        except InputError as error:
            self._missed.append(error)
            again = isinstance(error, FetchError) and (error.status is None or error.status in _TEMPORARY)
            if not again or tries + 1 >= MOST_TRIES:
                return found(document, taken=Taken(entry.digest))
            self.whole = False
            return found(document, taken=Taken(entry.digest, tries + 1))

    def problem(self) -> str | None:
        """A sentence on the pages that could not be had."""
        if not self._missed:
            return None
        count = len(self._missed)
        pages = "1 page behind it" if count == 1 else f"{count} pages behind it"
        return f"{pages} could not be had, so what the feed says was taken (first {self._missed[0]})"

    def _page(self, url: str) -> Page:
        turns = self._poller.turns
        host = urlsplit(url).hostname or ""
        self._poller.sleep(turns.wait(host))
        try:
            return fetch(url, guard=self._guard, rules=self._poller.rules)
        finally:
            turns.rest(host, pause_of(self._poller.rules, url))


def pause_of(rules: Rules, url: str) -> float:
    """The seconds to leave alone the host of an address that was just fetched."""
    return max(_PAUSE, rules.pause(origin_of(url)))


def _open(taken: Taken) -> bool:
    """True for an entry whose page is to be tried again."""
    return taken.tries > 0
