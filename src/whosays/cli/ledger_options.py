"""What the commands on a ledger have in common: which ledger, and how to print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whosays.cli.output import write_output

if TYPE_CHECKING:
    from whosays.ledger import Ledger, Options

DEFAULT = "whosays.db"


class Format(StrEnum):
    """What ``--format`` offers."""

    TEXT = "text"
    JSON = "json"


Where = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="FILE|postgresql://…",
        envvar="WHOSAYS_LEDGER",
        show_envvar=False,
        show_default=False,
        help=f"The ledger: a file ({DEFAULT} without it), or a PostgreSQL database. WHOSAYS_LEDGER in the environment "
        "says the same.",
    ),
]
Printed = Annotated[
    Format,
    typer.Option("--format", metavar="text|json", help="Print text (the default) or JSON.", show_default=False),
]
Outlets = Annotated[
    Path | None,
    typer.Option(
        "--outlets",
        metavar="FILE",
        help="Your own register of outlets (TOML), which goes before the one that whosays has.",
        show_default=False,
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Show what was held then (2025, 2025-03, 2025-03-14, or a time).",
        show_default=False,
    ),
]


def opened(where: str, *, create: bool = False) -> Ledger:
    """The ledger that the options name."""
    from whosays.ledger import open_ledger

    return open_ledger(where, create=create)


def options(outlets: Path | None) -> Options:
    """The options of a run. Raises ``WhosaysError`` where the register cannot be read."""
    from whosays.ledger import Options

    return Options(outlets)


def print_found(format: Format, value: Any, lines: Iterable[str], output: Path | None = None) -> int:
    """Print what was found, or write it to a file, as JSON or in lines; the exit status of a command that found it."""
    if format is Format.JSON:
        print_json(value, output)
    else:
        print_lines(lines, output)
    return 0


def print_one(format: Format, value: Any, lines: Iterable[str]) -> None:
    """Print one of several things as soon as it is there: as JSON on a line of its own, or in lines."""
    print_lines([json.dumps(value, ensure_ascii=True)] if format is Format.JSON else lines)


def print_json(value: Any, output: Path | None = None) -> None:
    """Print a value as JSON, or write it to a file."""
    from whosays.exports.jsontext import dumped

    write_output(output, [dumped(value).encode() + b"\n"])


def print_lines(lines: Iterable[str], output: Path | None = None) -> None:
    """Print lines, in whatever encoding standard output has, or write them to a file."""
    encoding = (sys.stdout.encoding if sys.stdout is not None and output is None else None) or "utf-8"
    text = "".join(f"{line}\n" for line in lines)
    if text:
        write_output(output, [text.encode(encoding, "replace")])
