"""The work of a command on its inputs, told on the terminal: problems in a sentence, progress as a bar."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from whosays.cli.messages import say, unexpected
from whosays.desk.inputs import Input
from whosays.desk.work import Begun, Done, Note, Problem, Step, Work

if TYPE_CHECKING:
    from whosays.cli.progress import Progress


class Run(Work):
    """Inputs being worked on, with a bar where there are several and standard error is a terminal."""

    def __init__(self, inputs: Sequence[Input], *, pages: bool = False, debug: bool = False) -> None:
        super().__init__(inputs, pages=pages, told=self._show)
        self._debug = debug
        self._progress: Progress | None = None
        if len(inputs) > 1 and sys.stderr is not None and sys.stderr.isatty():
            from whosays.cli.progress import Progress

            self._progress = Progress(len(inputs))

    @property
    def shows_progress(self) -> bool:
        """True while a progress bar stands on the terminal."""
        return self._progress is not None

    def close(self) -> None:
        """Take the progress bar away."""
        if self._progress:
            self._progress.close()
            self._progress = None

    def _show(self, step: Step) -> None:
        match step:
            case Problem(name, error):
                if step.is_fault:
                    unexpected(error, name, debug=self._debug)
                else:
                    say(str(error))
            case Note(name, text):
                say(f"{name}: {text}")
            case Begun(name) if self._progress:
                self._progress.working_on(name)
            case Done() if self._progress:
                self._progress.done_one()
