"""The watch itself: asks what is due, takes in what is new, hands on what changed; one thing after the other.

Fetching, reading of files and delivery wait in threads (`workers`); everything that is decided or kept is done here, in
one thread. What a feed or file gave is marked as read only when all of it is in, so nothing is lost where the watch is
killed; what it then gives twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from whosays.watching.deliveries import Deliveries
from whosays.watching.feeds import AT_ONCE, Feeds
from whosays.watching.files import LOOK, Files
from whosays.watching.hooks import Hooks
from whosays.watching.polling import Poller, Source
from whosays.watching.state import State
from whosays.watching.targets import Target
from whosays.watching.workers import Workers, events, work

_NAP = 0.5  # the longest wait in one go, so that a signal is seen soon


@dataclass(frozen=True, slots=True)
class Plan:
    """What to watch: feeds, folders and files, how often (seconds), whether to end after one round, and whether the
    feeds are to come whole the first time, whatever their servers say."""

    sources: Sequence[Source] = ()
    places: Sequence[str] = ()
    targets: Sequence[Target] = ()
    every: float = 600.0
    once: bool = False
    look: float = LOOK
    refresh: bool = False


def watch(
    plan: Plan, *, state: State, poller: Poller, hooks: Hooks, stopped: Callable[[], bool] = lambda: False
) -> None:
    """Watches until ``stopped`` says so, or once; whether all went well, ``hooks.failed`` tells."""
    waiting = events()
    reading = Workers(waiting, AT_ONCE + 1)
    sending = Workers(waiting, len(plan.targets))
    feeds = Feeds(
        plan.sources,
        every=plan.every,
        once=plan.once,
        refresh=plan.refresh,
        state=state,
        poller=poller,
        workers=reading,
        hooks=hooks,
    )
    files = Files(plan.places, once=plan.once, state=state, workers=reading, hooks=hooks, look=plan.look)
    deliveries = Deliveries(plan.targets, once=plan.once, state=state, workers=sending, hooks=hooks)
    look = hooks.clock()
    while not stopped():
        if hooks.clock() >= look:
            hooks.tell()
            look = hooks.clock() + plan.look
        wait = min(feeds.start(), files.start(), deliveries.start())
        if plan.once and feeds.idle and files.idle and deliveries.idle:
            break
        work(waiting, min(wait, _NAP))
