"""``whosays claims``, ``show`` and ``history``: what a ledger holds."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from whosays.cli.ledger_options import (
    DEFAULT,
    AsOf,
    Debug,
    Format,
    Outlets,
    Printed,
    Where,
    opened,
    options,
    print_found,
)
from whosays.cli.output import AnyFormat, Output, check_output, destination, write_output
from whosays.cli.output import Format as AnyShape
from whosays.errors import UsageError

if TYPE_CHECKING:
    from whosays.ledger import Ledger


class By(StrEnum):
    """Which time ``--as-of`` means."""

    LEDGER = "ledger"
    PUBLICATION = "publication"


def claims(
    search: Annotated[
        str | None,
        typer.Option("--search", metavar="TEXT", help="Only claims that have all these words.", show_default=False),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            "--like",
            metavar="TEXT|-",
            help="Claims that may say what this text says, a post for example, in other words; the likest first (10). "
            "'-' reads it from standard input.",
            show_default=False,
        ),
    ] = None,
    standing: Annotated[
        str | None,
        typer.Option(
            "--standing",
            metavar="GRADE|TEXT",
            help="Only claims of this grade (B2), letter (B) or digit (2), or with these words in what they rest on "
            "(denied).",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Only claims that changed since then.", show_default=False),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="Show so many (50).", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also claims that a person rejected.")] = False,
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """List the claims of a ledger, those that most documents make on top; with --since, those that changed last."""
    from dataclasses import asdict

    from whosays.desk import asking
    from whosays.reports.ledger import listed_text

    if like is not None and (search, standing, since) != (None, None, None):
        raise UsageError("--like looks among all claims; leave out --search, --standing and --since")
    with opened(ledger) as held:
        text = None if like is None else _given(like)
        found = asking.search(
            held, words=search, like=text, standing=standing, since=since, limit=limit, everything=everything
        )
    return print_found(format, [asdict(claim) for claim in found], listed_text(found) if found else ["No claim."])


def _given(like: str) -> str:
    """The text of ``--like``, from standard input where it is "-"."""
    if like != "-":
        return like
    from whosays.desk.inputs import STDIN, Input

    texts = []
    for item in Input(STDIN).items():
        if item.document is None:
            raise item.problem or UsageError("standard input holds no text")
        texts.append(item.document.text)
    return "\n".join(texts)


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM|DOCUMENT|SOURCE",
            help="A claim (k5), a document (d12), one of its texts (d12.2), or a source by its name in documents.",
            show_default=False,
        ),
    ],
    as_of: AsOf = None,
    by: Annotated[
        By,
        typer.Option(
            "--by",
            metavar="ledger|publication",
            help="What --as-of means of a claim: what the ledger held then (ledger, the default), or what documents "
            "dated no later say, by all that is known of them now (publication).",
            show_default=False,
        ),
    ] = By.LEDGER,
    outlets: Outlets = None,
    ledger: Where = DEFAULT,
    format: AnyFormat = None,
    output: Output = None,
    debug: Debug = False,
) -> int:
    """Show a claim with everything it rests on, a document with its claims, or where a source speaks.

    With --as-of, as it was held at the end of that day in the ledger's own time: what was known on Tuesday. As html, a
    claim, or all claims of a document, on the page of `whosays story`.
    """
    from whosays.desk import asking
    from whosays.model import record
    from whosays.model.wire import plain
    from whosays.reports.ledger import claim_text, document_text, source_text

    target, shape = destination(output, format)
    if target is not None:
        check_output(target, [])
    if shape is AnyShape.HTML and as_of is not None:
        raise UsageError("a page shows what the ledger holds now: leave out --as-of, or --format html")
    asking.check(name, as_of, asking.By(by))
    chosen = options(outlets)
    with opened(ledger) as held:
        found = asking.look_up(held, name, as_of=as_of, by=asking.By(by), options=chosen)
        if shape is AnyShape.HTML:
            write_output(target, [_page(held, name)])
            return 0
    if isinstance(found, record.Document):
        lines = document_text(found)
    elif isinstance(found, list):
        lines = source_text(found)
    else:
        lines = claim_text(found)
    return print_found(Format(shape.value), plain(found), [*_when(as_of, by), *lines], target)


def _page(held: Ledger, name: str) -> bytes:
    """What is held of a claim or a document, as `whosays story` shows it."""
    from whosays.reports.story.html import page

    found = held.findings([name])
    return page(found.story, found.traces, decided=found.decisions, about=name.lower()).encode("utf-8", "replace")


def _when(as_of: str | None, by: By) -> list[str]:
    if as_of is None:
        return []
    if by is By.PUBLICATION:
        return [f"By documents dated no later than {as_of}, by what is known of them now:"]
    return [f"As the ledger held it at the end of {as_of}:"]


def history(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim (k5).", show_default=False)],
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Show everything that changed of a claim, oldest first, with what people decided about it."""
    from whosays.desk import asking
    from whosays.model.wire import plain
    from whosays.reports.ledger import history_text

    with opened(ledger) as held:
        rows = asking.history(held, claim)
    return print_found(format, plain(rows), history_text(rows))
