"""The notices of a watch on their way: to each target one after the other, tried again until it has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from whosays.watching.hooks import Hooks
from whosays.watching.schedule import spread
from whosays.watching.state import Notice, State
from whosays.watching.targets import Target
from whosays.watching.undelivered import Undelivered
from whosays.watching.workers import Event, Workers

FIRST_RETRY = 5.0
LONGEST_RETRY = 3_600.0


class Deliveries:
    """Which notice goes to which target next. A notice leaves the state only when its target has taken it."""

    def __init__(self, targets: Sequence[Target], *, once: bool, state: State, workers: Workers, hooks: Hooks) -> None:
        """With ``once`` a target that fails is not tried again; its notices wait for the next run."""
        self._once, self._state, self._workers, self._hooks = once, state, workers, hooks
        self._targets = {target.name: target for target in targets}
        self._due = dict.fromkeys(self._targets, hooks.clock())
        self._busy: set[str] = set()
        self._failing: set[str] = set()
        for name, count in state.waiting().items():
            if name not in self._targets:
                hooks.say(f"{name}: {count} notices wait for it; give it with --notify to have them delivered")

    @property
    def idle(self) -> bool:
        """True where nothing is being delivered or waits for it."""
        return not self._busy and not any(self._state.next_notice(name) for name in self._due)

    def start(self) -> float:
        """Delivers what is due; the seconds until the next try is."""
        now = self._hooks.clock()
        wait = 60.0
        for name, due in list(self._due.items()):
            if name in self._busy:
                continue
            notice = self._state.next_notice(name) if due <= now else None
            if notice is not None:
                self._busy.add(name)
                self._workers.start(partial(self._delivers, self._targets[name], notice))
            elif due > now:
                wait = min(wait, due - now)
        return wait

    def _delivers(self, target: Target, notice: Notice) -> Iterator[Event]:
        """In a thread: one delivery."""
        failed: Undelivered | None = None
        try:
            target.deliver(notice.id, notice.body)
        except Undelivered as error:
            failed = error
        except Exception as error:
            failed = Undelivered(f"whosays failed in a way it should not ({type(error).__name__}), please report it")
        yield partial(self._end, target.name, notice, failed)

    def _end(self, name: str, notice: Notice, failed: Undelivered | None) -> None:
        self._busy.discard(name)
        if failed is None:
            self._state.delivered(notice)
            if name in self._failing:
                self._failing.discard(name)
                self._hooks.say(f"{name}: notices are taken again")
            return
        self._state.not_delivered(notice)
        wait = max(retry_in(name, notice.tries), min(failed.retry_after or 0.0, LONGEST_RETRY))
        if name not in self._failing:
            self._failing.add(name)
            again = "with the next run" if self._once else "until it is taken"
            self._hooks.problem(f"{name}: a notice was not taken ({failed.cause}); it is kept and tried again {again}")
        if self._once:
            del self._due[name]
        else:
            self._due[name] = self._hooks.clock() + wait


def retry_in(name: str, tries: int) -> float:
    """The seconds before a notice is tried again that failed ``tries`` times before: doubling, at most an hour."""
    return min(spread(name, tries, FIRST_RETRY * 2.0 ** min(tries, 20)), LONGEST_RETRY)
