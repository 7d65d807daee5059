"""The progress bar for several inputs, on standard error, gone when the work is done."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from whosays.reports.visible import visible


class Progress:
    """How many inputs are done, and which one is being traced."""

    def __init__(self, total: int) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        self._task = self._bar.add_task("", total=total)
        self._bar.start()

    def working_on(self, name: str) -> None:
        """Say which input comes next."""
        shown = visible(name)
        self._bar.update(self._task, description=escape(shown if len(shown) <= 40 else "…" + shown[-39:]))

    def done_one(self) -> None:
        """Count one input as done."""
        self._bar.advance(self._task)

    def close(self) -> None:
        """Stop and wipe the bar."""
        self._bar.stop()
