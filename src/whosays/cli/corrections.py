"""``whosays corrections``: what people put right in Label Studio, written down in a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from whosays.cli.ledger_options import (
    DEFAULT,
    Debug,
    Format,
    Outlets,
    Printed,
    Where,
    opened,
    options,
    print_one,
)


def corrections(
    export: Annotated[
        Path,
        typer.Argument(
            metavar="EXPORT", help="What Label Studio exports as JSON.", exists=True, dir_okay=False, show_default=False
        ),
    ],
    who: Annotated[
        str | None,
        typer.Option(
            "--who",
            metavar="NAME",
            help="Who signs where the file names whoever annotated by a number only.",
            show_default=False,
        ),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option(
            "--why",
            metavar="TEXT",
            help="Why, in a sentence; the task, the annotation and its day are added.",
            show_default=False,
        ),
    ] = None,
    outlets: Outlets = None,
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Write down what people put right in Label Studio, each difference as a decision in their name (`whosays undo`).

    The project must have the labelling interface of `whosays export --to labelstudio --table config`, and its tasks be
    texts of the ledger. What a ledger has no correction for is told; `whosays evaluate label-studio` keeps it as gold.
    """
    from whosays.desk.putting_right import put_right
    from whosays.model.wire import plain
    from whosays.reports.ledger import put_right_text

    with opened(ledger) as held:
        for found in put_right(held, export, who=who, why=why, options=options(outlets)):
            print_one(format, plain(found), put_right_text(found))
    return 0
