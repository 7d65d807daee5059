"""``whosays run``: a corpus read, traced and told into a folder of Parquet."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whosays.cli.messages import say

if TYPE_CHECKING:
    from whosays.scale.corpus import Report, Step

_EVERY = 30.0  # seconds between two lines where standard error is no terminal
_DOING = {"read": "reading inputs", "trace": "tracing documents", "tell": "telling stories",
          "keep": "putting documents into the ledger"}  # fmt: skip


def command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files, folders (all their files), https:// addresses and objects of a store (s3://BUCKET/FOLDER), of "
            "every kind that `whosays trace` reads.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.", show_default=False),
    ],
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", metavar="N", help="How many work at once; without it, one a core.", show_default=False
        ),
    ] = None,
    slow: Annotated[
        float, typer.Option("--slow", metavar="SECONDS", help="Refuse a document that takes longer than this.")
    ] = 120.0,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            metavar="ray://HOST:PORT",
            help="Work on this Ray cluster; the inputs and DIR must be the same folders on all its machines.",
            show_default=False,
        ),
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            metavar="FILE|postgresql://…",
            help="Put the documents into this ledger, too, as `whosays add` does.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Read a corpus of any size into Parquet: documents, attributions, claims, edges, events; go on where it stopped.

    DIR holds a folder a table, by day and model, datapackage.json, which says what each column means, refused.parquet
    and report.json. The same command again does only what is not done, after whatever has ended it; with
    more INPUTs, what they add. docs/scale.md tells how far that goes.

    The exit status is 0 where all went well, 1 where something could not be read or traced (all else is done), 2 where
    the command line is wrong, 130 after Ctrl-C.
    """
    from whosays.scale.corpus import Asked, cores, run

    asked = Asked(output, workers or cores(), cluster, slow, ledger=ledger)
    shown = _Bar() if sys.stderr is not None and sys.stderr.isatty() else _Lines()
    try:
        report = run(inputs, asked, shown.step)
    finally:
        shown.close()
    for fault in report.faults:
        say(fault)
    typer.echo(_told(report))
    return 1 if report.refused or report.faults else 0


def _told(report: Report) -> str:
    lines = [
        f"{report.inputs:,} inputs with {report.read:,} documents; {report.documents:,} different ones traced, "
        f"{report.refused:,} refused (refused.parquet says why).",
        f"{report.events:,} events, {report.claims:,} claims. {report.seconds:,.1f} seconds this time.",
    ]
    if report.slowest:
        name, seconds = report.slowest[0]
        lines.append(f"The slowest document took {seconds:,.1f} seconds: {name}")
    if report.faults:
        lines.append(f"{len(report.faults):,} units of work failed; the same command tries them again.")
    from whosays.reports.visible import visible

    return "\n".join(map(visible, lines))


def _words(step: Step) -> str:
    left = "" if step.left is None else f", {_length(step.left)} left"
    problems = f", problems: {step.problems:,}" if step.problems else ""
    return f"{_DOING[step.doing]}: {step.done:,} of {step.total:,}, {step.rate:,.1f} a second{left}{problems}"


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


class _Lines:
    """Progress as a line every now and then, for a log."""

    def __init__(self) -> None:
        self._last = 0.0

    def step(self, step: Step) -> None:
        if step.done == step.total or time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            say(_words(step))

    def close(self) -> None:
        """Nothing has to be taken away."""


class _Bar:
    """Progress as a bar on the terminal, gone when the work is done."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        columns = (BarColumn(), TextColumn("{task.description}", markup=False))
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        self._task = self._bar.add_task("", total=None)
        self._bar.start()

    def step(self, step: Step) -> None:
        self._bar.update(self._task, completed=step.done, total=step.total, description=_words(step))

    def close(self) -> None:
        self._bar.stop()
