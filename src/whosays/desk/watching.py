"""Feeds and folders watched for a ledger: what is new is added, what it changes is told and queued as notices."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whosays.errors import WhosaysError
from whosays.fetching.hosts import Rules, Turns
from whosays.ledger import Ledger, Options, Sight
from whosays.ledger.change_log import Recorded
from whosays.model import Document
from whosays.watching import files
from whosays.watching.hooks import Hooks
from whosays.watching.notices import TOLD, notice
from whosays.watching.polling import Poller
from whosays.watching.schedule import Feed
from whosays.watching.state import State, open_state
from whosays.watching.targets import target
from whosays.watching.watch import Plan, watch
from whosays.watching.watched import hosts, seconds, watched

STATE = ".watch"
"""What is put behind the name of a ledger's file for that of the watch's state."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be watched, and how: see ``whosays watch --help``."""

    feeds: Sequence[str]
    every: str = "10m"
    once: bool = False
    pages: bool = False
    notify: Sequence[str] = ()
    private: Sequence[str] = ()
    refresh: bool = False


@dataclass(frozen=True, slots=True)
class Ears:
    """Who is told: of ``changes`` as they are recorded, of a ``problem`` in a sentence, of an unexpected error with the
    name of its document (``fault``); ``stopped`` says when to end, ``polled``
    hears how a feed is whenever it was asked."""

    changes: Callable[[Sequence[Recorded]], None]
    problem: Callable[[str], None]
    fault: Callable[[Exception, str], None]
    stopped: Callable[[], bool] = lambda: False
    polled: Callable[[Feed], None] = lambda _: None


class Watch:
    """A watch that is planned; ``secrets`` is the environment in which targets look for theirs.

    Raises ``UsageError`` for what cannot be asked, ``WhosaysError`` where nothing is there to be watched.
    """

    def __init__(self, wish: Wish, ears: Ears, secrets: dict[str, str]) -> None:
        own = hosts(wish.private)
        found = watched(wish.feeds, own)
        targets = {made.name: made for made in (target(text, secrets, own) for text in wish.notify)}
        every = seconds(wish.every, found.sources)
        self._plan = Plan(
            found.sources, found.paths, tuple(targets.values()), every, wish.once, files.LOOK, wish.refresh
        )
        self._pages, self._ears = wish.pages, ears
        self._unusable = bool(found.problems)
        for problem in found.problems:
            ears.problem(str(problem))
        if not (found.sources or found.paths):
            raise WhosaysError("there is nothing to watch")

    def run(
        self, ledger: Ledger, state: Path, options: Options, turn: AbstractContextManager[Any] | None = None
    ) -> bool:
        """Watch for a ledger until it is stopped, or once; whether all went well. ``turn`` is held while a document is
        taken in, where others of this process trace and write, too."""
        with open_state(state) as kept:
            targets = tuple(one.name for one in self._plan.targets)
            telling = _Telling(ledger, options, kept, targets, self._ears, turn or nullcontext())
            hooks = Hooks(
                telling.take, telling.told, self._ears.problem, polled=self._ears.polled, failed=self._unusable
            )
            poller = Poller(Turns(), Rules(), self._pages)
            watch(self._plan, state=kept, poller=poller, hooks=hooks, stopped=self._ears.stopped)
        return not (hooks.failed or telling.failed)


class _Telling:
    """The ledger, as the watch sees it."""

    def __init__(
        self,
        ledger: Ledger,
        options: Options,
        state: State,
        targets: tuple[str, ...],
        ears: Ears,
        turn: AbstractContextManager[Any],
    ) -> None:
        self.failed = False
        self._options, self._turn = options, turn
        self._ledger, self._state, self._targets, self._ears = ledger, state, targets, ears
        self._mark = f"changes of {ledger.store.name}"
        told = state.mark(self._mark)
        if told is None:  # a ledger that is new to this watch: what changed before is no news
            told = ledger.last_change()
            state.keep_notices({}, (), {self._mark: told})
        self._told = told

    def take(self, document: Document, sight: Sight) -> None:
        """Adds a document; an unexpected error is told, and the document left out for good."""
        try:
            with self._turn:
                self._ledger.add(
                    document, as_input=sight.as_input, seen=sight.seen, capture=sight.capture, options=self._options
                )
        except WhosaysError:
            raise
        except Exception as error:
            self.failed = True
            self._ears.fault(error, sight.as_input)

    def told(self) -> None:
        """Tells and queues what the ledger has recorded since the last time; twice rather than never."""
        while recorded := self._ledger.changes(after=self._told):
            telling = [one for one in recorded if one.change.kind in TOLD]
            self._ears.changes(telling)
            notices = [notice(one.change, one.time, self._ledger.store.name) for one in telling]
            self._told = recorded[-1].number
            bodies = {body["id"]: json.dumps(body, ensure_ascii=False) for body in notices}
            self._state.keep_notices(bodies, self._targets, {self._mark: self._told})


def beside(ledger: str) -> Path:
    """Where a watch's state is kept where nothing else is said."""
    return Path(f"whosays{STATE}") if "://" in ledger else Path(ledger + STATE)
