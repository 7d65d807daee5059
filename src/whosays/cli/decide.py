"""``whosays accept``, ``reject``, ``merge`` and ``split``: a person's word, which outlives every rerun."""

from __future__ import annotations

from collections.abc import Sequence
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
    print_json,
    print_lines,
)

Who = Annotated[str, typer.Option("--who", metavar="NAME", help="Who decides.", show_default=False)]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why, in a sentence.", show_default=False)]
_What = Annotated[
    str,
    typer.Argument(
        metavar="CLAIM|LINK",
        help="A claim (k5), or a link or an appearance as `whosays show` numbers them (p30).",
        show_default=False,
    ),
]


def accept(
    what: _What,
    who: Who,
    why: Why,
    outlets: Outlets = None,
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Say that a claim is one, or that a link or an appearance is right: it is certain from then on."""
    return _decide("accept", [what], who, why, outlets, ledger, format)


def reject(
    what: _What,
    who: Who,
    why: Why,
    outlets: Outlets = None,
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Say that a claim is none, that a link does not hold, or that a document does not make this claim but another."""
    return _decide("reject", [what], who, why, outlets, ledger, format)


def merge(
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM", help="The claims (k5 k9).", show_default=False)],
    who: Who,
    why: Why,
    outlets: Outlets = None,
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Say that claims are the same; their events become one, too."""
    return _decide("merge", claims, who, why, outlets, ledger, format)


def split(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="CLAIM DOCUMENT",
            help="A claim, then the documents that do not make it but another (k5 d3 d4).",
            show_default=False,
        ),
    ],
    who: Who,
    why: Why,
    outlets: Outlets = None,
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Say that some of a claim's documents make another claim."""
    return _decide("split", names, who, why, outlets, ledger, format)


def apart(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME", help="Two claims (k5 k9), or two sources (d3:s1 d4:s2).", show_default=False),
    ],
    who: Who,
    why: Why,
    outlets: Outlets = None,
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Say that two claims are not the same, or two sources are two: they stay apart, and nobody is asked again."""
    return _decide("apart", names, who, why, outlets, ledger, format)


def _decide(
    verb: str, names: Sequence[str], who: str, why: str, outlets: Path | None, ledger: str, format: Format
) -> int:
    from whosays.reports.ledger import changes_text

    with opened(ledger) as held:
        found = held.decide(verb, names, who=who, why=why, options=options(outlets))
    if format is Format.JSON:
        print_json([change.to_dict() for change in found])
    else:
        print_lines(["Written down.", *changes_text(found)])
    return 0
