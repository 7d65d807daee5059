"""``whosays add``: documents into a ledger."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from whosays.cli.declared import Declared, Later, Published, PublishedBy, Table
from whosays.cli.help import INPUT_HELP, PAGES_HELP
from whosays.cli.ledger_options import (
    DEFAULT,
    Debug,
    Format,
    Outlets,
    Printed,
    Where,
    opened,
    options,
    print_lines,
    print_one,
)
from whosays.cli.running import Run
from whosays.desk.inputs import expand

if TYPE_CHECKING:
    from whosays.desk.adding import Taken


def command(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=INPUT_HELP, show_default=False)],
    ledger: Where = DEFAULT,
    published: Published = None,
    outlet: PublishedBy = None,
    table: Table = None,
    later: Later = False,
    outlets: Outlets = None,
    pages: Annotated[bool, typer.Option("--pages", help=PAGES_HELP)] = False,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Put documents into a ledger, and tell what each changes: new claims, origins, answers, standing, corrections.

    The ledger is made where it is not there. The same document twice changes nothing; another text at the same address
    (or with the same id on its platform) is a new version of it, or an earlier one where dates say so. Of what `whosays
    export` wrote, the documents are taken; `whosays import` takes the decisions, too. Each document is kept in one
    step: after a crash, every finished one is there and no half one. JSON is one object a line.

    The exit status is 0 where all went well, 1 where something had to be left out (the rest is in), 2 where the command
    line is wrong, 130 after Ctrl-C.
    """
    from whosays.desk.adding import add

    chosen, said = options(outlets), Declared(published, outlet, table, later)
    run = Run(expand(inputs), pages=pages, debug=debug)
    counts: Counter[str] = Counter()
    with opened(ledger, create=True) as held, closing(run):
        for taken in add(held, run, chosen, said.known):
            counts[taken.added.status.value] += 1
            _tell(taken, format)
    said.tell_unused()
    if format is Format.TEXT and counts.total() > 1:
        print_lines([_counted(counts)])
    return 1 if run.failed else 0


def take_in(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="What `whosays export` wrote.", show_default=False)
    ],
    origin: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="NAME",
            help="Where it comes from: decisions are kept as imported from NAME, else from the file's name.",
            show_default=False,
        ),
    ] = None,
    ledger: Where = DEFAULT,
    outlets: Outlets = None,
    debug: Debug = False,
) -> int:
    """Take another ledger's export in: its documents as they were traced, and its decisions.

    Decisions are marked as imported and from where, so that nobody's word here is spoken by a file from elsewhere.
    Every span, hash and reference is checked against its text; a line that does not fit ends it, and what came before
    stays.
    """
    from whosays.desk.adding import take_in as taken_in

    chosen = options(outlets)
    run = Run(expand(files), debug=debug)
    counts: Counter[str] = Counter()
    with opened(ledger, create=True) as held, closing(run):
        for restored in taken_in(held, run, chosen, origin):
            counts.update(restored.counts)
    if counts:
        print_lines([_counted(counts)])
    return 1 if run.failed else 0


def _counted(counts: Counter[str]) -> str:
    earlier = f"{counts['earlier']} earlier texts, " if counts["earlier"] else ""
    decided = f", {counts['decision']} decisions" if counts["decision"] else ""
    known = f"{counts['unchanged']} known already"
    return f"{counts['new']} new, {counts['version']} new versions, {earlier}{known}{decided}"


def _tell(taken: Taken, format: Format) -> None:
    from whosays.reports.ledger import added_dict, added_text

    added = replace(taken.added, notes=taken.notes)
    line = {"input": taken.name, **added_dict(added)}
    print_one(format, line, added_text(added, taken.name, taken.outlet))
