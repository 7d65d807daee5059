"""The work of a command on its inputs, told on the terminal: problems in a sentence, progress as a bar."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from whosays.cli.messages import say, unexpected
from whosays.desk.inputs import Input
from whosays.desk.work import Begun, Done, Note, Problem, Step, Work


class _Bar:
    """How many inputs are done, and which one is being traced: on standard error, gone when the work is done."""

    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        self._task = self._bar.add_task("", total=total)
        self._bar.start()

    def working_on(self, name: str) -> None:
        """Say which input comes next."""
        from rich.markup import escape

        from whosays.reports.visible import visible

        shown = visible(name)
        self._bar.update(self._task, description=escape(shown if len(shown) <= 40 else "…" + shown[-39:]))

    def done_one(self) -> None:
        """Count one input as done."""
        self._bar.advance(self._task)

    def close(self) -> None:
        """Stop and wipe the bar."""
        self._bar.stop()


class Run(Work):
    """Inputs being worked on, with a bar where there are several and standard error is a terminal."""

    def __init__(self, inputs: Sequence[Input], *, pages: bool = False, debug: bool = False) -> None:
        super().__init__(inputs, pages=pages, told=self._show)
        self._debug = debug
        self._progress: _Bar | None = None
        if len(inputs) > 1 and sys.stderr is not None and sys.stderr.isatty():
            self._progress = _Bar(len(inputs))

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
