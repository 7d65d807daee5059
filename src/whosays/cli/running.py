"""Documents being traced one after the other: what fails is told in a sentence and left out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from whosays.cli.inputs import Input
from whosays.cli.messages import say, unexpected
from whosays.errors import WhosaysError
from whosays.model import Document, Trace

if TYPE_CHECKING:
    from whosays.cli.progress import Progress
    from whosays.reading.items import Fetch, Item

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Traced:
    """A trace, the name of its document, and whether its input holds documents rather than being one."""

    name: str
    trace: Trace
    one_of_many: bool


class Run:
    """The documents of some inputs, traced; ``failed`` counts what had to be left out.

    With ``pages``, the page behind each entry of a feed is fetched.
    """

    def __init__(self, inputs: Sequence[Input], *, pages: bool = False, debug: bool = False) -> None:
        self.failed = 0
        self._inputs = inputs
        self._debug = debug
        self._fetch = _fetcher() if pages else None
        self._progress: Progress | None = None
        if len(inputs) > 1 and sys.stderr is not None and sys.stderr.isatty():
            from whosays.cli.progress import Progress

            self._progress = Progress(len(inputs))

    @property
    def paths(self) -> list[Path]:
        """The files among the inputs."""
        return [given.path for given in self._inputs if given.path is not None]

    @property
    def shows_progress(self) -> bool:
        """True while a progress bar stands on the terminal."""
        return self._progress is not None

    def traces(self) -> Iterator[Traced]:
        """The trace of each document, in order."""
        from whosays.trace import trace

        for given, item, document in self.documents():
            traced = self.tried(item.name, partial(trace, document))
            if traced is not None:
                yield Traced(item.name, traced, item.name != given.name)

    def documents(self) -> Iterator[tuple[Input, Item, Document]]:
        """Each document, in order, with its input and the item that holds it."""
        for given in self._inputs:
            if self._progress:
                self._progress.working_on(given.name)
            for item in self._items(given):
                if item.document is not None:
                    yield given, item, item.document
            if self._progress:
                self._progress.done_one()

    def tried(self, name: str, work: Callable[[], _Made]) -> _Made | None:
        """What the work on a document makes; none where it fails, which is told and counted."""
        try:
            return work()
        except WhosaysError as error:
            say(str(error))
        except Exception as error:
            unexpected(error, name, debug=self._debug)
        self.failed += 1
        return None

    def close(self) -> None:
        """Take the progress bar away."""
        if self._progress:
            self._progress.close()
            self._progress = None

    def _items(self, given: Input) -> Iterator[Item]:
        try:
            for item in given.items(self._fetch):
                if item.note:
                    say(f"{item.name}: {item.note}")
                if item.problem is not None:
                    self.failed += 1
                    say(str(item.problem))
                yield item
        except WhosaysError as error:
            self.failed += 1
            say(str(error))
        except Exception as error:
            self.failed += 1
            unexpected(error, given.name, debug=self._debug)


def _fetcher() -> Fetch:
    from whosays.fetching.fetch import fetch

    return fetch
