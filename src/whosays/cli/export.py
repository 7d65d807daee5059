"""``whosays export``: what was found, in the formats of other tools; and a ledger, whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whosays.cli.ledger_options import DEFAULT, Debug, Outlets, Where, opened, print_lines
from whosays.cli.output import check_output, write_output
from whosays.cli.running import Run
from whosays.desk.inputs import expand
from whosays.errors import UsageError, WhosaysError

if TYPE_CHECKING:
    from whosays.exports.base import Exporter
    from whosays.ledger import Ledger
    from whosays.model.findings import Findings


class Whole(StrEnum):
    """What ``export --format`` offers."""

    JSONL = "jsonl"
    CSV = "csv"


def export(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Files, folders, https:// addresses, or - for standard input, as `whosays story` takes them. Without "
            "any, what the ledger holds is written.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            help="The format; --list shows all that are installed.",
            show_default=False,
        ),
    ] = None,
    claims: Annotated[
        list[str] | None,
        typer.Option(
            "--claim",
            metavar="NAME",
            help="Only this claim of the ledger (k5), all that a document claims (d12), or an event (e3); can be given "
            "again.",
            show_default=False,
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table",
            metavar="NAME",
            help="Of csv, jsonl and parquet only this table, without the data dictionary around it: documents, "
            "sources, attributions, claims, tellings, edges, answers, drift, decisions. Of labelstudio: config, the "
            "labelling interface.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        Whole | None,
        typer.Option(
            "--format",
            metavar="jsonl|csv",
            help="The ledger itself, for `whosays add` to take in again: all documents with their traces and all "
            "decisions, one JSON object a line (jsonl, the default without --to), or the claims as a table (csv).",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE: whole, or not at all.", show_default=False),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the formats that --to takes, and exit.")] = False,
    ledger: Where = DEFAULT,
    outlets: Outlets = None,
    debug: Debug = False,
) -> int:
    """Write out what was found, in a format that other tools read (--to), or a whole ledger (--format).

    With --to, of the INPUTs given, else of what the ledger holds. docs/exports has a page for each format.
    """  # fmt: skip
    if list_:
        from whosays.exports.base import exporter, names

        print_lines(f"{name:16} {exporter(name).title}" for name in names())
        return 0
    target = None if output in (None, Path("-")) else output
    if to is None:
        if inputs or claims or table:
            raise UsageError("export: say with --to in which format (whosays export --list)")
        return _whole(format or Whole.JSONL, target, ledger)
    if format is not None:
        raise UsageError("--format and --to do not go together: --format writes the whole ledger, --to a tool's format")
    if inputs and claims:
        raise UsageError("--claim names a claim of the ledger: give it without an INPUT")
    chosen = _chosen(to, table, target)
    if inputs:
        return _of_inputs(Run(expand(inputs), debug=debug), chosen, table, target, outlets)
    if target is not None and "://" not in ledger:
        check_output(target, [Path(ledger)])
    with opened(ledger) as held:
        _write(chosen, held.findings(claims or None), table, target)
    return 0


def _chosen(to: str, table: str | None, target: Path | None) -> Exporter:
    """The exporter of a format, where what is asked of it can be had."""
    from whosays.exports.base import exporter

    chosen = exporter(to)
    if table is not None and table not in chosen.parts:
        has = f"it has {', '.join(chosen.parts)}" if chosen.parts else "it has no tables"
        raise UsageError(f"--table {table}: --to {to} has no such table; {has}")
    if target is None and chosen.binary and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(f"--to {to} is no text for a terminal: give it a file with --output")
    return chosen


def _of_inputs(run: Run, chosen: Exporter, table: str | None, target: Path | None, outlets: Path | None) -> int:
    if target is not None:
        check_output(target, run.paths)
    register = None
    if outlets is not None:
        from whosays.provenance import extended

        register = extended(outlets)
    with closing(run):
        traced = list(run.traces())
    if traced:
        from whosays import __version__
        from whosays.ledger.running import model
        from whosays.model.findings import Findings, Maker
        from whosays.story import story

        told = story([one.trace for one in traced], paths=[one.name for one in traced], register=register)
        kept = {one.trace.document.id: one.trace for one in traced}
        _write(chosen, Findings(tuple(kept.values()), told, Maker(__version__, model())), table, target)
    return 1 if run.failed else 0


def _write(chosen: Exporter, found: Findings, table: str | None, target: Path | None) -> None:
    if not found.traces:
        raise WhosaysError("there is nothing to export")
    write_output(target, chosen.write(found, table))


def _whole(format: Whole, target: Path | None, ledger: str) -> int:
    if target is not None:
        check_output(target, [Path(ledger)] if "://" not in ledger else [])
    with opened(ledger) as held:
        write_output(target, _lines(held) if format is Whole.JSONL else _table(held))
    return 0


def _lines(held: Ledger) -> Iterator[bytes]:
    for line in held.export():
        yield json.dumps(line, ensure_ascii=True).encode() + b"\n"


def _table(held: Ledger) -> Iterator[bytes]:
    from whosays.exports.rows import csv_row
    from whosays.ledger.exporting import CLAIM_COLUMNS

    yield csv_row(CLAIM_COLUMNS)
    for row in held.claim_rows():
        yield csv_row(row)
