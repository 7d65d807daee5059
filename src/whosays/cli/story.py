"""``whosays story``: many documents in, one story out."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whosays.cli.declared import Declared, Later, Published, PublishedBy, Table
from whosays.cli.help import INPUT_HELP, PAGES_HELP
from whosays.cli.ledger_options import Outlets
from whosays.cli.output import AnyFormat, Format, Output, check_output, destination, look, write_output
from whosays.cli.running import Run
from whosays.desk.inputs import expand
from whosays.errors import UsageError
from whosays.model import Trace

if TYPE_CHECKING:
    from whosays.model.story import Story


def command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help=INPUT_HELP,
            show_default=False,
        ),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="TEXT", help="Show only claims that are about TEXT.", show_default=False),
    ] = None,
    seek: Annotated[
        Path | None,
        typer.Option(
            "--seek",
            metavar="FILE",
            help="Also what a search of your own (TOML, as of `whosays seek`) finds for the claim of --about: it is "
            "fetched and told with the INPUTs.",
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Leave out what is dated later than DATE (2025, 2025-03 or 2025-03-14).",
            show_default=False,
        ),
    ] = None,
    published: Published = None,
    outlet: PublishedBy = None,
    table: Table = None,
    later: Later = False,
    outlets: Outlets = None,
    format: AnyFormat = None,
    output: Output = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Show every claim, those of one document too, with who carries it, what changed and who answered.",
        ),
    ] = False,
    pages: Annotated[bool, typer.Option("--pages", help=PAGES_HELP)] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
) -> int:
    """Show which claims many documents share, where each was taken from, how many origins it has, and what changed.

    JSON is one object; `whosays schema story` describes it.

    The exit status is 0 where all went well, 1 where an INPUT could not be used (the others are still done), 2 where
    the command line is wrong, 130 after Ctrl-C.
    """
    from whosays.desk.telling import Asked, sought, tell

    if not inputs and seek is None:
        raise UsageError("story needs an INPUT, or a claim (--about) and a search for it (--seek)")
    asked = Asked(about, as_of, outlets, Declared(published, outlet, table, later).beside)
    target, format = destination(output, format)
    todo = expand([path for argument in inputs or () for path in _matching(argument)])
    if seek is not None:
        known = {given.argument for given in todo}
        todo += [given for given in sought(seek, about) if given.argument not in known]
    if target is not None:
        check_output(target, [item.path for item in todo if item.path is not None])
    run = Run(todo, pages=pages, debug=debug)
    with closing(run):
        told = tell(run, asked)
    if told is not None:
        if target is None:
            run.close()  # a bar and a report cannot share a terminal
        write_output(target, [_written(*told, format, everything, target)])
    return 1 if run.failed else 0


def _matching(argument: str) -> list[str]:
    """The files that a pattern names, where a shell has left it as it is; else the argument itself."""
    if not any(c in argument for c in "*?[") or "://" in argument or Path(argument).exists():
        return [argument]
    return sorted(glob.glob(argument, recursive=True)) or [argument]


def _written(story: Story, traces: Sequence[Trace], format: Format, everything: bool, target: Path | None) -> bytes:
    if format is Format.JSON:
        from whosays.exports.jsontext import dumped

        return dumped(story.to_dict()).encode() + b"\n"
    if format is Format.HTML:
        from whosays.reports.story.html import page

        return page(story, traces, everything=everything).encode("utf-8", "replace")
    from whosays.reports.story import report

    style, encoding = look(target)
    return report(story, traces, everything=everything, look=style).encode(encoding, "replace")
