"""``whosays correct`` and ``whosays undo``: single judgements put right, and a person's word taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from whosays.cli.decide import Who, Why
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
from whosays.model import Response

if TYPE_CHECKING:
    from whosays.ledger import Change


def correct(
    what: Annotated[
        str,
        typer.Argument(
            metavar="HANDLE",
            help="What was read, as `whosays show` calls it: who says something or answers (d3:a7), a claim as a "
            "document makes it (d3:c2), a source (d3:s4); or a claim (k5), for its words.",
            show_default=False,
        ),
    ],
    who: Who,
    why: Why,
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", metavar="NAME", help="Whose word d3:a7 is; none: nobody's who is named."),
    ] = None,
    answer: Annotated[
        str | None,
        typer.Option(
            "--answer",
            metavar="RESPONSE",
            help=f"What d3:a7 does: {', '.join(Response)}; none: it is no answer.",
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="CLAIM", help="What d3:a7 answers: k5, a claim of its document (c2), or none."),
    ] = None,
    chain: Annotated[
        str | None,
        typer.Option(
            "--chain",
            metavar="STEPS",
            help="By which steps the document has d3:c2, the outermost speaker first (a2,a1); none: its own word.",
        ),
    ] = None,
    naming: Annotated[
        str | None,
        typer.Option("--naming", metavar="HOW", help="How a source is named: named, role, unnamed, crowd, none."),
    ] = None,
    certainty: Annotated[
        str | None,
        typer.Option("--certainty", metavar="CT+", help="How sure: CT+, PR+, PS+, CT-, PR-, PS-, CTu or Uu."),
    ] = None,
    same_as: Annotated[
        str | None,
        typer.Option("--same-as", metavar="NAME", help="The source is the same as one of this name."),
    ] = None,
    apart_as: Annotated[
        str | None,
        typer.Option(
            "--apart-as",
            metavar="NAME",
            help="The source is not the one of its name elsewhere: what tells the two apart (“John Smith of Leeds”).",
        ),
    ] = None,
    words: Annotated[
        str | None, typer.Option("--words", metavar="TEXT", help="In which words k5 should be told.")
    ] = None,
    outlets: Outlets = None,
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Put right what was read. It shows everywhere, outlives `whosays retrace`, and can be taken back (`whosays undo`).

    `whosays export --to corrections` writes what was put right as data to train on and to test with.
    """
    given = {"speaker": speaker, "answer": answer, "to": to, "chain": chain, "naming": naming}
    given |= {"certainty": certainty, "same": same_as, "apart": apart_as, "words": words}
    values = {kind: value for kind, value in given.items() if value is not None}
    with opened(ledger) as held:
        found = held.correct(what, values, who=who, why=why, options=options(outlets))
    return _told(found, format)


def undo(
    decision: Annotated[
        str,
        typer.Argument(
            metavar="DECISION", help="A decision, as `whosays show` numbers them (j12).", show_default=False
        ),
    ],
    who: Who,
    why: Why,
    outlets: Outlets = None,
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Take back what somebody decided or put right, or an undoing. Both stay in the record."""
    with opened(ledger) as held:
        found = held.undo(decision, who=who, why=why, options=options(outlets))
    return _told(found, format)


def _told(found: Sequence[Change], format: Format) -> int:
    from whosays.reports.ledger import changes_text

    if format is Format.JSON:
        print_json([change.to_dict() for change in found])
    else:
        print_lines(["Written down.", *changes_text(found)])
    return 0
