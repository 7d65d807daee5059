"""``whosays trace``: documents in, reports out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from whosays.cli.declared import Declared, Later, Published, PublishedBy, Table
from whosays.cli.help import INPUT_HELP, PAGES_HELP
from whosays.cli.output import AnyFormat, Format, Output, check_output, destination, look, write_output
from whosays.cli.running import Run
from whosays.desk.inputs import expand, several
from whosays.desk.work import Traced
from whosays.model import Trace


def command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help=INPUT_HELP,
            show_default=False,
        ),
    ],
    published: Published = None,
    outlet: PublishedBy = None,
    table: Table = None,
    later: Later = False,
    format: AnyFormat = None,
    output: Output = None,
    everything: Annotated[
        bool, typer.Option("--all", help="In the text report, show every claim and everything else that is said.")
    ] = False,
    pages: Annotated[bool, typer.Option("--pages", help=PAGES_HELP)] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
) -> int:
    """Show who said what in each INPUT, how surely, who answered, and what each claim rests on.

    JSON is one object for one document, a list for several INPUTs or one that holds many; `whosays schema trace`
    describes it.

    The exit status is 0 where all went well, 1 where an INPUT could not be used (the others are still done), 2 where
    the command line is wrong, 130 after Ctrl-C.
    """
    said = Declared(published, outlet, table, later)
    target, format = destination(output, format)
    todo = expand(inputs)
    if target is not None:
        check_output(target, [item.path for item in todo if item.path is not None])
    run = Run(todo, pages=pages, debug=debug)
    with closing(run):
        _write(run, said, format, target, everything, as_list=several(inputs))
    said.tell_unused()
    return 1 if run.failed else 0


def _write(run: Run, said: Declared, format: Format, target: Path | None, everything: bool, *, as_list: bool) -> None:
    """Trace and write; nothing is written where not one input could be used."""
    traced = run.traces(said.known)
    first = next(traced, None)
    if first is None:
        return
    done = chain([first], traced)
    if format is Format.TEXT:
        chunks: Iterable[bytes] = _text(done, everything, target)
    elif format is Format.JSON:
        chunks = _json((one.trace for one in done), as_list or first.one_of_many)
    else:
        chunks = _html(one.trace for one in done)
    if target is None and run.shows_progress and sys.stdout is not None and sys.stdout.isatty():
        chunks = list(chunks)  # a bar and a report cannot share a terminal: the report waits
        run.close()
    write_output(target, chunks)


def _json(traces: Iterator[Trace], as_list: bool) -> Iterator[bytes]:
    from whosays.exports import json_list, json_object

    if as_list:
        yield from json_list(traces)
    else:
        yield json_object(next(traces)) + b"\n"


def _html(traces: Iterable[Trace]) -> Iterator[bytes]:
    from whosays.reports.html import page

    yield page(list(traces)).encode("utf-8", "replace")


def _text(done: Iterable[Traced], everything: bool, target: Path | None) -> Iterator[bytes]:
    from whosays.reports.text import report

    style, encoding = look(target)
    for one in done:
        yield (report(one.trace, one.name, everything=everything, look=style) + "\n").encode(encoding, "replace")
