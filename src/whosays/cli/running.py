"""Documents being traced one after the other: what fails is told in a sentence and left out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whosays.cli.inputs import Input
from whosays.cli.messages import say, unexpected
from whosays.errors import WhosaysError
from whosays.model import Document, Trace

if TYPE_CHECKING:
    from whosays.cli.progress import Progress
    from whosays.reading.items import Fetch


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
    def shows_progress(self) -> bool:
        """True while a progress bar stands on the terminal."""
        return self._progress is not None

    def traces(self) -> Iterator[Traced]:
        """The trace of each document, in order."""
        for given in self._inputs:
            if self._progress:
                self._progress.working_on(given.name)
            for name, document in self._documents(given):
                trace = self._trace(name, document)
                if trace is not None:
                    yield Traced(name, trace, name != given.name)
            if self._progress:
                self._progress.done_one()

    def close(self) -> None:
        """Take the progress bar away."""
        if self._progress:
            self._progress.close()
            self._progress = None

    def _documents(self, given: Input) -> Iterator[tuple[str, Document]]:
        try:
            for item in given.items(self._fetch):
                if item.note:
                    say(f"{item.name}: {item.note}")
                if item.problem is not None:
                    self.failed += 1
                    say(str(item.problem))
                if item.document is not None:
                    yield item.name, item.document
        except WhosaysError as error:
            self.failed += 1
            say(str(error))
        except Exception as error:
            self.failed += 1
            unexpected(error, given.name, debug=self._debug)

    def _trace(self, name: str, document: Document) -> Trace | None:
        from whosays.trace import trace

        try:
            return trace(document)
        except WhosaysError as error:
            say(str(error))
        except Exception as error:
            unexpected(error, name, debug=self._debug)
        self.failed += 1
        return None


def _fetcher() -> Fetch:
    from whosays.reading.fetch import fetch

    return fetch
