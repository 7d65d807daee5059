"""Threads for what has to wait for others; what they find is worked on in the one thread that asked for it."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator

Event = Callable[[], None]
Job = Callable[[], Iterator[Event]]


class Workers:
    """Some threads that run jobs. A job gives events one by one, and `work` calls each in the thread it is called in.

    While ``room`` events wait to be worked on, jobs stand still. The threads end with the program, whatever they are
    doing, so nothing that must be finished may happen in them.
    """

    def __init__(self, events: queue.Queue[Event], count: int) -> None:
        self._events = events
        self._jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
        for number in range(count):
            threading.Thread(target=self._run, name=f"whosays-{number}", daemon=True).start()

    def start(self, job: Job) -> None:
        """Has the job run, in its turn. It must not raise."""
        self._jobs.put(job)

    def _run(self) -> None:
        while True:
            for event in self._jobs.get()():
                self._events.put(event)


def events(room: int = 64) -> queue.Queue[Event]:
    """A place for the events of all workers."""
    return queue.Queue(room)


def work(waiting: queue.Queue[Event], seconds: float) -> None:
    """Works on the next event, if there is one within ``seconds``."""
    with contextlib.suppress(queue.Empty):
        event = waiting.get(timeout=seconds) if seconds > 0 else waiting.get_nowait()
        event()
