"""``whosays verify``, ``repair``, ``stats`` and ``retrace``: keeping a ledger."""

from __future__ import annotations

import re
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
    print_found,
    print_json,
    print_lines,
    print_one,
)
from whosays.cli.messages import say
from whosays.errors import UsageError


def verify(
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            metavar="N:HASH",
            help="A head that `whosays verify` printed earlier and that you kept elsewhere: it must still be there.",
            show_default=False,
        ),
    ] = None,
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Check that nothing in a ledger was changed, added or taken away behind its back; exit status 1 where it was.

    Every entry has the hash of the one before, and of its own rows; every text its own hash. Views, triggers, indexes
    and search are compared with those that whosays makes (SQLite). Only --head shows that the
    last entries were cut off, or that everything was written anew from some entry on.
    """
    kept = None
    if head is not None:
        match = re.fullmatch(r"(\d{1,12}):([0-9a-f]{64})", head.strip().lower())
        if match is None:
            raise UsageError(f"--head {head}: give the number and the hash that `whosays verify` printed, as N:HASH")
        kept = (int(match[1]), match[2])
    with opened(ledger) as held:
        fault = held.verify(kept)
        sequence, last = held.head()
        odd = held.odd_times() if fault is None else []
    if format is Format.JSON:
        print_json(
            {"fits": fault is None, "fault": fault, "entries": sequence, "head": f"{sequence}:{last}", "odd": odd}
        )
    elif fault is not None:
        say(f"{ledger if '://' not in ledger else 'the ledger'}: {fault}")
    else:
        remarks = [f"{remark[0].upper()}{remark[1:]}." for remark in odd]
        print_lines([f"All {sequence} entries fit.", *remarks, f"Head, to be kept elsewhere: {sequence}:{last}"])
    return 1 if fault is not None else 0


def repair(ledger: Where = DEFAULT, debug: Debug = False) -> int:
    """Make anew what is derived from a ledger's record: views, triggers, indexes, search. The record stays as it is.

    What somebody else put in (a trigger, a view) is taken out. `whosays verify` tells before and after.
    """
    with opened(ledger) as held:
        print_lines(held.repair())
    return 0


def stats(ledger: Where = DEFAULT, format: Printed = Format.TEXT, debug: Debug = False) -> int:
    """Show how much a ledger holds."""
    from whosays.reports.ledger import stats_text

    with opened(ledger) as held:
        found = held.stats()
    return print_found(format, found, stats_text(found))


def retrace(
    outlets: Outlets = None, ledger: Where = DEFAULT, format: Printed = Format.TEXT, debug: Debug = False
) -> int:
    """Read all stored texts again with this version and its model, and tell what that changes.

    What was found before stays in the ledger, with the run that found it; people's decisions hold. Stopped half-way, it
    can be run again.
    """
    from whosays.reports.ledger import retraced_text

    count = 0
    with opened(ledger) as held:
        for found in held.retrace(options=options(outlets)):
            count += 1
            changes = [change.to_dict() for change in found.changes]
            line = {"event": found.event, "documents": list(found.documents), "changes": changes}
            print_one(format, line, retraced_text(found))
    if format is Format.TEXT and not count:
        print_lines(["Nothing reads otherwise."])
    return 0
