"""``whosays audit``: whom an outlet, a reporter, a week quotes."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whosays.cli.ledger_options import DEFAULT, Debug, Where, opened, print_json, print_lines
from whosays.cli.output import check_output, write_output
from whosays.cli.running import Run
from whosays.desk.inputs import expand
from whosays.errors import UsageError

if TYPE_CHECKING:
    from whosays.desk.auditing import Statement


class By(StrEnum):
    """What ``--by`` offers."""

    OUTLET = "outlet"
    AUTHOR = "author"
    WEEK = "week"
    DOCUMENT = "document"


class Format(StrEnum):
    """What ``--format`` offers."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Files, folders, https:// addresses, or - for standard input. Without any, the newest thousand "
            "documents of the ledger.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        By, typer.Option("--by", metavar="outlet|author|week|document", help="A row for each of these (outlet).")
    ] = By.OUTLET,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="Only of this outlet.", show_default=False)
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Only from the week of this day on.", show_default=False),
    ] = None,
    every: Annotated[
        bool,
        typer.Option(
            "--statements",
            help="With --format csv: a row for each statement instead, with the columns of the sourcing benchmark "
            "(article, statement, type, name, title, justification) first.",
        ),
    ] = False,
    format: Annotated[
        Format,
        typer.Option("--format", metavar="text|json|csv", help="Print text (the default), JSON or CSV."),
    ] = Format.TEXT,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE: whole, or not at all.", show_default=False),
    ] = None,
    ledger: Where = DEFAULT,
    debug: Debug = False,
) -> int:
    """Show whom an outlet, a reporter or a week quotes: how many named, by role or unnamed, with which reasons, how
    many words each, which kinds of sources.

    It counts what was read; how well that goes is in docs/accuracy.md.
    """
    from whosays.desk import auditing
    from whosays.reports.audit import audit_text, values

    if every and format is not Format.CSV:
        raise UsageError("--statements goes with --format csv")
    if output is not None and format is not Format.CSV:
        raise UsageError("--output goes with --format csv")
    status, found = 0, []
    if inputs:
        run = Run(expand(inputs), debug=debug)
        if output is not None:
            check_output(output, run.paths)
        with closing(run):
            traced = ((one.name, one.trace) for one in run.traces())
            found = auditing.chosen(auditing.statements(traced), outlet, since)
        status = 1 if run.failed else 0
    else:
        with opened(ledger) as held:
            found = auditing.of_ledger(held, outlet, since)
    if format is Format.CSV:
        write_output(output, _csv(found, by, every))
        return status
    rows = auditing.audit(found, auditing.By(by))
    if format is Format.JSON:
        print_json([values(row) for row in rows])
    else:
        print_lines(audit_text(rows) if rows else ["Nobody is quoted."])
    return status


def _csv(found: list[Statement], by: By, every: bool) -> list[bytes]:
    from whosays.desk import auditing
    from whosays.exports.rows import csv_row
    from whosays.reports.audit import COLUMNS, STATEMENT_COLUMNS, cells, statement_cells

    if every:
        return [csv_row(STATEMENT_COLUMNS), *(csv_row(statement_cells(one)) for one in found)]
    rows = auditing.audit(found, auditing.By(by))
    return [csv_row(COLUMNS), *(csv_row(cells(row)) for row in rows)]
