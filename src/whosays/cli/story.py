"""``whosays story``: many documents in, one story out."""

from __future__ import annotations

import glob
import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whosays.cli.inputs import Input, expand
from whosays.cli.messages import say, unexpected
from whosays.cli.output import check_output, write_output
from whosays.errors import InputError, UsageError, WhosaysError
from whosays.model import Document, Trace

if TYPE_CHECKING:
    from whosays.model_story import Story

STDOUT = Path("-")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_FIELDS = ("url", "outlet", "title", "published", "modified")


class Format(StrEnum):
    """What ``--format`` offers."""

    TEXT = "text"
    JSON = "json"


def command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files, folders (all their files), patterns such as 'news/*.html', .jsonl files (one document a line, "
            "with text and, if known, outlet, title, url, published), https:// addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="TEXT", help="Show only claims that are about TEXT.", show_default=False),
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
    outlets: Annotated[
        Path | None,
        typer.Option(
            "--outlets",
            metavar="FILE",
            help="Your own register of outlets (TOML), which goes before the one that whosays has.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        Format,
        typer.Option("--format", metavar="text|json", help="How to write the story: text (the default) or json."),
    ] = Format.TEXT,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to FILE instead of standard output: the whole story, or nothing where something fails.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="In the text report, show every claim.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
) -> int:
    """Show which claims many documents share, where each was taken from, how many origins it has, and what changed.

    JSON is one object; `whosays schema story` describes it.

    The exit status is 0 where all went well, 1 where an INPUT could not be used (the others are still done), 2 where
    the command line is wrong, 130 after Ctrl-C.
    """
    if as_of is not None and not _DATE.match(as_of):
        raise UsageError(f"--as-of {as_of}: give a date such as 2025-03-14, 2025-03 or 2025")
    if about is not None and not about.strip():
        raise UsageError("--about needs some words")
    target = None if output in (None, STDOUT) else output
    todo = expand([path for argument in inputs for path in _matching(argument)])
    if target is not None:
        check_output(target, [item.path for item in todo if item.path is not None])
    register = None
    if outlets is not None:
        from whosays.provenance import extended

        register = extended(outlets)
    run = _Run(todo, debug)
    with closing(run):
        traced = list(run.traces())
    if traced:
        from whosays.story import about as only
        from whosays.story import story

        names = [name for name, _ in traced]
        told = story([trace for _, trace in traced], paths=names, register=register, as_of=as_of)
        if about is not None:
            told = only(told, about)
        write_output(target, [_written(told, [trace for _, trace in traced], format, everything)])
    return 1 if run.failed else 0


def _matching(argument: str) -> list[str]:
    """The files that a pattern names, where a shell has left it as it is; else the argument itself."""
    if not any(c in argument for c in "*?[") or "://" in argument or Path(argument).exists():
        return [argument]
    return sorted(glob.glob(argument, recursive=True)) or [argument]


def _written(story: Story, traces: Sequence[Trace], format: Format, everything: bool) -> bytes:
    if format is Format.JSON:
        text = json.dumps(story.to_dict(), ensure_ascii=False, indent=2)
        return text.encode("utf-8", "backslashreplace") + b"\n"
    from whosays.reports.story import report

    return (report(story, traces, everything=everything) + "\n").encode("utf-8", "replace")


class _Run:
    """The documents being traced one after the other; what fails is told and left out."""

    def __init__(self, inputs: Sequence[Input], debug: bool) -> None:
        self.failed = 0
        self._inputs = inputs
        self._debug = debug
        self._progress: Any = None
        if len(inputs) > 1 and sys.stderr is not None and sys.stderr.isatty():
            from whosays.cli.progress import Progress

            self._progress = Progress(len(inputs))

    def traces(self) -> Iterator[tuple[str, Trace]]:
        """Each document's name with its trace, in order."""
        from whosays.trace import trace

        for item in self._inputs:
            if self._progress:
                self._progress.working_on(item.name)
            try:
                for name, document in _documents(item):
                    yield name, trace(document)
            except WhosaysError as error:
                self.failed += 1
                say(str(error))
            except Exception as error:
                self.failed += 1
                unexpected(error, item.name, debug=self._debug)
            if self._progress:
                self._progress.done_one()

    def close(self) -> None:
        """Take the progress bar away."""
        if self._progress:
            self._progress.close()


def _documents(item: Input) -> Iterator[tuple[str, Document]]:
    """The documents of an input: one, or those of a .jsonl file."""
    path = item.path
    if item.problem or path is None or path.suffix.lower() not in (".jsonl", ".ndjson"):
        yield item.name, item.read()
        return
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(item.name, f"the file could not be read ({error.strerror or error})") from None
    except UnicodeDecodeError:
        raise InputError(item.name, "it is not UTF-8") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield f"{item.name}:{number}", _from_line(line, f"{item.name}:{number}")


def _from_line(line: str, name: str) -> Document:
    from dataclasses import replace

    from whosays.reading import read_text

    try:
        row = json.loads(line)
    except ValueError:
        raise InputError(name, "the line is not JSON") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(name, "the line has no text")
    known = {field: row[field] for field in _FIELDS if isinstance(row.get(field), str) and row[field].strip()}
    return replace(read_text(row["text"], name), **known)
