"""``whosays check``: a draft looked over before it is printed."""

from __future__ import annotations

import sys
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from whosays.cli.help import INPUT_HELP
from whosays.cli.ledger_options import DEFAULT, Debug, Format, Printed, Where, opened, print_json, print_lines
from whosays.cli.running import Run
from whosays.desk.inputs import expand

FOUND = 3


def command(
    drafts: Annotated[list[str], typer.Argument(metavar="DRAFT", help=INPUT_HELP, show_default=False)],
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Show what an editor would ask about each DRAFT before it is printed, with the words.

    Asked about: what rests on one unnamed source only, somebody unnamed without a reason, a refusal to comment that the
    headline calls a denial, a number without whose it is, a named source without office; and, where the ledger is
    there, a claim that it knows as denied, corrected or taken back, and quotations, answers and figures that it has
    otherwise. What was not checked is told on standard error. None of it means that the draft is wrong.

    The exit status is 0 where nothing was found, 3 where something was, 1 where a DRAFT could not be used, 2 where the
    command line is wrong, 130 after Ctrl-C.
    """
    from whosays.desk.checking import checked
    from whosays.reports.visible import visible

    run = Run(expand(drafts), debug=debug)
    rows = []
    there = "://" in ledger or ledger != DEFAULT or Path(ledger).exists()
    with opened(ledger) if there else nullcontext() as held, closing(run):
        for traced in run.traces():
            found = checked(traced.trace, held)
            rows += [(traced.name, finding) for finding in found.findings]
            if format is Format.TEXT:
                for left in found.unchecked:
                    print(f"{visible(traced.name)}: not checked: {visible(left)}", file=sys.stderr)
    if format is Format.JSON:
        print_json([{"input": name, **finding.to_dict()} for name, finding in rows])
    else:
        for name, finding in rows:
            print_lines(
                [f"{visible(name)}: {visible(finding.text)} [{finding.rule}]", f"    “{visible(finding.words)}”"]
            )
    if run.failed:
        return 1
    return FOUND if rows else 0
