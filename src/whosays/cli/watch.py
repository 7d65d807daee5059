"""``whosays watch``: feeds and folders watched, and what changes of a claim told."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whosays.cli.ledger_options import DEFAULT, Debug, Outlets, Where, opened, options, print_lines
from whosays.cli.messages import say, unexpected

if TYPE_CHECKING:
    from whosays.ledger.change_log import Recorded


def command(
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="FEED",
            help="Addresses of feeds (RSS, Atom, JSON Feed), OPML files that list some, folders, or files.",
            show_default=False,
        ),
    ],
    ledger: Where = DEFAULT,
    every: Annotated[
        str,
        typer.Option(
            "--every",
            metavar="TIME",
            help="How often a feed is asked: 90s, 10m (the default), 2h, 1d. A server that wants more time gets it.",
            show_default=False,
        ),
    ] = "10m",
    once: Annotated[
        bool, typer.Option("--once", help="Ask every feed once, look at every folder, deliver, and end.")
    ] = False,
    pages: Annotated[
        bool,
        typer.Option("--pages", help="Take the page behind each entry of a feed instead of what the feed says of it."),
    ] = False,
    notify: Annotated[
        list[str] | None,
        typer.Option(
            "--notify",
            metavar="TARGET",
            help="Send a notice of each change to webhook:https://… (signed with the secret in "
            "WHOSAYS_WEBHOOK_SECRET), command:… (JSON on its standard input), file:… (a line of JSON each) or "
            "apprise:… (a message in words to Slack, Teams, mail and others). May be given several times.",
            show_default=False,
        ),
    ] = None,
    private: Annotated[
        list[str] | None,
        typer.Option(
            "--private",
            metavar="HOST[:PORT]",
            help="A host in your own network that a feed or webhook given here may be on. May be given several times.",
            show_default=False,
        ),
    ] = None,
    outlets: Outlets = None,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state",
            metavar="FILE",
            help="Where to keep what was read already and what is still to be delivered (the ledger's name with .watch "
            "behind it, where that is a file).",
            show_default=False,
        ),
    ] = None,
    refresh: Annotated[
        bool,
        typer.Option(
            "--refresh",
            help="Ask every feed for all of it the first time, also where its server would say that nothing has "
            "changed (every feed comes whole once a day in any case).",
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print no changes; problems are still told.")] = False,
    debug: Debug = False,
) -> int:
    """Watch feeds and folders, add what is new to the ledger, and tell when what a claim rests on changes.

    A change of a claim's standing, origins or responses is one line, with the words that prove it under it. Servers
    are asked politely (see docs/watch.md), and a watch that was ended, or killed, goes on where it was.

    The exit status is 0 where all went well, 1 with --once where something could not be read, added or delivered, 2
    where the command line is wrong, 130 after Ctrl-C. SIGTERM ends a watch in order, with 0.
    """
    from whosays.desk.watching import Ears, Watch, Wish, beside
    from whosays.reports.ledger import recorded_text

    def changes(recorded: Sequence[Recorded]) -> None:
        if not quiet:
            print_lines(line for one in recorded for line in recorded_text(one.change, one.time))

    def fault(error: Exception, name: str) -> None:
        unexpected(error, name, debug=debug)

    stop = _Stop()
    wish = Wish(feeds, every, once, pages, notify or (), private or (), refresh)
    planned = Watch(wish, Ears(changes, say, fault, stop.asked), dict(os.environ))
    if outlets is not None:
        from whosays.outlets import extended

        extended(outlets)  # a register that cannot be read is told before anything is asked
    with opened(ledger, create=True) as held, stop:
        well = planned.run(held, state or beside(ledger), options(outlets))
    return 1 if once and not well else 0


class _Stop:
    """Whether SIGTERM has come; what is being done is then finished first."""

    def __init__(self) -> None:
        self._asked = False

    def __enter__(self) -> None:
        signal.signal(signal.SIGTERM, self._ask)

    def __exit__(self, *_: object) -> None:
        """SIGTERM stays ours: what is left to do is little."""

    def _ask(self, *_: Any) -> None:
        self._asked = True

    def asked(self) -> bool:
        return self._asked
