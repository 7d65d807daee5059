"""The command line. Every command imports what it needs when it runs, so that ``whosays --help`` answers at once."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Annotated, Any, NoReturn

import typer

from whosays import __version__
from whosays.cli import (
    account,
    add,
    audit,
    check,
    claims,
    corpus,
    corrections,
    decide,
    desk,
    evaluate,
    export,
    keep,
    mcp,
    schema,
    seek,
    story,
    trace,
    watch,
)
from whosays.cli.messages import say, unexpected
from whosays.errors import UsageError, WhosaysError

INTERRUPTED = 130

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("desk")(desk.command)
app.command("trace")(trace.command)
app.command("story")(story.command)
app.command("seek")(seek.command)
app.command("run")(corpus.command)
app.command("watch")(watch.command)
app.command("add")(add.command)
app.command("import")(add.take_in)
app.command("check")(check.command)
app.command("audit")(audit.command)
app.command("claims")(claims.claims)
app.command("show")(claims.show)
app.command("history")(claims.history)
app.command("accept")(decide.accept)
app.command("reject")(decide.reject)
app.command("merge")(decide.merge)
app.command("split")(decide.split)
app.command("apart")(decide.apart)
app.command("correct")(decide.correct)
app.command("corrections")(corrections.corrections)
app.command("undo")(decide.undo)
app.command("export")(export.export)
app.command("verify")(keep.verify)
app.command("repair")(keep.repair)
app.command("stats")(keep.stats)
app.command("retrace")(keep.retrace)
app.command("mcp")(mcp.command)
app.add_typer(account.app, name="account")
app.add_typer(schema.app, name="schema")
app.add_typer(evaluate.app, name="evaluate")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"whosays {__version__}")
        raise typer.Exit


@app.callback()
def whosays(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Trace every claim in the news to whoever actually said it.

    whosays shows who said what, on whose authority, how sure they were and who answered, with the words that prove
    it. It never says whether a claim is true; it says what the claim rests on.
    """


@cache
def _command() -> Any:
    """All commands with their options, which are made from signatures once."""
    return typer.main.get_command(app)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status; every error is told in one sentence on standard error."""
    try:
        status = _command().main(list(arguments), prog_name="whosays", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except WhosaysError as error:
        say(str(error))
        return 2 if isinstance(error, UsageError) else 1
    except Exception as error:
        explain = getattr(error, "format_message", None)  # a usage error of typer's, wherever its version keeps it
        if explain is None:
            unexpected(error, None, debug="--debug" in arguments)
            return 1
        if type(error).__name__ == "NoArgsIsHelpError":
            print(explain(), file=sys.stderr)
        else:
            say(explain())
        return 2


def main() -> NoReturn:
    """The console script. A signal to end is obeyed in order: what was begun is taken back, no half file stays."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # products are small here: a second thread waits, busily
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    try:
        status: object = run(sys.argv[1:])
    except SystemExit as ended:
        status = ended.code
    if "daft" in sys.modules:
        _leave_the_engine(status)
    sys.exit(status)  # type: ignore[arg-type]


def _leave_the_engine(status: object) -> None:
    """Ends the process without taking the interpreter apart: the engine's own threads are a moment longer at clearing
    up, and Python aborts where they come back to an interpreter that is going."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status if isinstance(status, int) else 1)


def _end(number: int, _: object) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + number)
