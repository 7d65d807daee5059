"""``whosays seek``: a claim in, places of documents that may carry it out, by a search that the user brings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from whosays.cli.ledger_options import Debug, Format, Printed, print_one


def command(
    claim: Annotated[str, typer.Argument(metavar="TEXT", help="The claim, in a sentence.", show_default=False)],
    using: Annotated[
        Path,
        typer.Option(
            "--with",
            metavar="FILE",
            help="Which search: a TOML file with its kind (json, folder) and settings.",
            show_default=False,
        ),
    ],
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="At most so many.")] = 20,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Find documents that may carry a claim, by a search of your own: one place a line, for `whosays story`.

    Nothing leaves this machine without FILE, and then only the claim, to the address that it names, with the key that
    it names. What is found is not fetched here.
    """
    from whosays.seeking import provider, seek

    found = seek(provider(using), claim, limit)
    print_one(format, [{"where": one.where, "title": one.title} for one in found], [one.where for one in found])
    return 0
