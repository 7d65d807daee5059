"""``whosays check``: a draft looked over before it is printed."""

from __future__ import annotations

import sys
from contextlib import closing, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from whosays.cli.help import INPUT_HELP
from whosays.cli.ledger_options import DEFAULT, Debug, Where, opened, print_json, print_lines
from whosays.cli.running import Run
from whosays.desk.inputs import expand

FOUND = 3


class CheckFormat(StrEnum):
    """What ``--format`` offers."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def command(
    drafts: Annotated[list[str], typer.Argument(metavar="DRAFT", help=INPUT_HELP, show_default=False)],
    ledger: Where = DEFAULT,
    policy: Annotated[
        Path | None,
        typer.Option(
            "--policy",
            metavar="FILE",
            help="Your house's standards (TOML): how grave each rule is (error, warning, note, off), and from which on "
            "the exit status is 3.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        CheckFormat,
        typer.Option(
            "--format", metavar="text|json|sarif", help="Print text (the default), JSON or SARIF.", show_default=False
        ),
    ] = CheckFormat.TEXT,
    debug: Debug = False,
) -> int:
    """Show what an editor would ask about each DRAFT before it is printed, with the words.

    Asked about: what rests on one unnamed source only, somebody unnamed without a reason, a refusal to comment that the
    headline calls a denial, a number without whose it is, a named source without office; and, where the ledger is
    there, a claim that it knows as denied, corrected or taken back, and quotations, answers and figures that it has
    otherwise. What was not checked is told on standard error. None of it means that the draft is wrong.

    The exit status is 0 where nothing was found, 3 where something was (as grave as `fails` of the policy says, or
    graver), 1 where a DRAFT or the policy could not be used, 2 where the command line is wrong, 130 after Ctrl-C.
    """
    from whosays.desk.checking import checked
    from whosays.desk.policy import Policy, read_policy
    from whosays.desk.sarif import sarif
    from whosays.reports.visible import visible

    standards = read_policy(policy) if policy is not None else Policy()
    run = Run(expand(drafts), debug=debug)
    rows = []
    there = "://" in ledger or ledger != DEFAULT or Path(ledger).exists()
    with opened(ledger) if there else nullcontext() as held, closing(run):
        for traced in run.traces():
            found = checked(traced.trace, held)
            rows += [(traced.name, finding) for finding in found.findings if standards.asks(finding.rule)]
            if format is CheckFormat.TEXT:
                for left in found.unchecked:
                    print(f"{visible(traced.name)}: not checked: {visible(left)}", file=sys.stderr)
    if format is CheckFormat.JSON:
        levels = [standards.level(finding.rule) for _, finding in rows]
        found_rows = zip(rows, levels, strict=True)
        print_json([{"input": name, **finding.to_dict(), "level": level} for (name, finding), level in found_rows])
    elif format is CheckFormat.SARIF:
        print_json(sarif(rows, standards))
    else:
        for name, finding in rows:
            print_lines(
                [f"{visible(name)}: {visible(finding.text)} [{finding.rule}]", f"    “{visible(finding.words)}”"]
            )
    if run.failed:
        return 1
    return FOUND if any(standards.is_failed_by(finding.rule) for _, finding in rows) else 0
