"""``whosays watch``: feeds and folders watched, and what changes of a claim told."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whosays.cli.ledger_options import DEFAULT, Debug, Outlets, Where, opened, options, print_lines
from whosays.cli.messages import say, unexpected
from whosays.errors import WhosaysError

if TYPE_CHECKING:
    from whosays.ledger import Ledger, Options, Sight
    from whosays.model import Document
    from whosays.watching.state import State

STATE = ".watch"
"""What is put behind the name of a ledger's file for that of the watch's state."""


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
            "WHOSAYS_WEBHOOK_SECRET), command:… (JSON on its standard input) or file:… (a line of JSON each). May be "
            "given several times.",
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
    quiet: Annotated[bool, typer.Option("--quiet", help="Print no changes; problems are still told.")] = False,
    debug: Debug = False,
) -> int:
    """Watch feeds and folders, add what is new to the ledger, and tell when what a claim rests on changes.

    A change of a claim's standing, origins or responses is one line, with the words that prove it under it. Servers
    are asked politely (see docs/watch.md), and a watch that was ended, or killed, goes on where it was.

    The exit status is 0 where all went well, 1 with --once where something could not be read, added or delivered, 2
    where the command line is wrong, 130 after Ctrl-C. SIGTERM ends a watch in order, with 0.
    """
    from whosays.fetching.hosts import Rules, Turns
    from whosays.watching import files
    from whosays.watching.hooks import Hooks
    from whosays.watching.polling import Poller
    from whosays.watching.state import open_state
    from whosays.watching.targets import target
    from whosays.watching.watch import Plan, watch
    from whosays.watching.watched import hosts, seconds, watched

    own = hosts(private or ())
    found = watched(feeds, own)
    targets = {made.name: made for made in (target(text, os.environ, own) for text in notify or ())}
    plan = Plan(found.sources, found.paths, tuple(targets.values()), seconds(every, found.sources), once, files.LOOK)
    for problem in found.problems:
        say(str(problem))
    if not (found.sources or found.paths):
        raise WhosaysError("there is nothing to watch")
    if outlets is not None:
        from whosays.provenance import extended

        extended(outlets)  # a register that cannot be read is told before anything is asked
    with opened(ledger, create=True) as held, open_state(state or _beside(ledger)) as kept:
        telling = _Telling(held, options(outlets), kept, tuple(targets), quiet, debug)
        hooks = Hooks(telling.take, telling.told, say, failed=bool(found.problems))
        poller = Poller(Turns(), Rules(), pages)
        stop = _Stop()
        watch(plan, state=kept, poller=poller, hooks=hooks, stopped=stop.asked)
    return 1 if once and (hooks.failed or telling.failed) else 0


class _Stop:
    """Whether SIGTERM has come; what is being done is then finished first."""

    def __init__(self) -> None:
        self._asked = False
        signal.signal(signal.SIGTERM, self._ask)

    def _ask(self, *_: Any) -> None:
        self._asked = True

    def asked(self) -> bool:
        return self._asked


class _Telling:
    """The ledger and the terminal, as the watch sees them."""

    def __init__(
        self, ledger: Ledger, options: Options, state: State, targets: tuple[str, ...], quiet: bool, debug: bool
    ) -> None:
        self.failed = False
        self._options = options
        self._ledger, self._state, self._targets, self._quiet, self._debug = ledger, state, targets, quiet, debug
        self._mark = f"changes of {ledger.store.name}"
        told = state.mark(self._mark)
        if told is None:  # a ledger that is new to this watch: what changed before is no news
            told = ledger.last_change()
            state.keep_notices({}, (), {self._mark: told})
        self._told = told

    def take(self, document: Document, sight: Sight) -> None:
        """Adds a document; an unexpected error is told, and the document left out for good."""
        try:
            self._ledger.add(
                document, as_input=sight.as_input, seen=sight.seen, capture=sight.capture, options=self._options
            )
        except WhosaysError:
            raise
        except Exception as error:
            self.failed = True
            unexpected(error, sight.as_input, debug=self._debug)

    def told(self) -> None:
        """Shows and queues what the ledger has recorded since the last time; twice rather than never."""
        from whosays.reports.changes import lines
        from whosays.watching.notices import TOLD, notice

        while recorded := self._ledger.changes(after=self._told):
            telling = [one for one in recorded if one.change.kind in TOLD]
            if not self._quiet:
                print_lines(line for one in telling for line in lines(one.change, one.time))
            notices = [notice(one.change, one.time, self._ledger.store.name) for one in telling]
            self._told = recorded[-1].number
            bodies = {body["id"]: json.dumps(body, ensure_ascii=False) for body in notices}
            self._state.keep_notices(bodies, self._targets, {self._mark: self._told})


def _beside(ledger: str) -> Path:
    if "://" in ledger:
        return Path(f"whosays{STATE}")
    return Path(ledger + STATE)
