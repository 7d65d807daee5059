"""``whosays desk``: the ledger in a browser."""

from __future__ import annotations

import os
from contextlib import closing
from typing import Annotated

import typer

from whosays.cli.ledger_options import DEFAULT, Debug, Outlets, Where, opened, options
from whosays.errors import UsageError

PORT = 8765
TOKEN, SHORTEST = "WHOSAYS_DESK_TOKEN", 20


def command(
    ledger: Where = DEFAULT,
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="N", help=f"The port to listen on ({PORT}); 0 takes one that is free.", show_default=False
        ),
    ] = PORT,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="127.0.0.1; any other is refused, for there are no accounts yet.",
            show_default=False,
        ),
    ] = "127.0.0.1",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    outlets: Outlets = None,
    debug: Debug = False,
) -> int:
    """Open the ledger in a browser: search, see what a claim rests on, decide, add, check a draft.

    It is made where it is not there. The desk listens on this machine only. The address it prints holds a token, which
    is good once. Ctrl-C ends it. Programs ask the API (/api/v1) with the token that WHOSAYS_DESK_TOKEN holds in the
    environment.
    """
    try:
        from whosays.server.guard import Door
        from whosays.server.serving import listen, loopback, server
        from whosays.server.state import State, beside
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("whosays"):
            raise
        raise UsageError("the desk needs some more packages: pip install 'whosays[desk]'") from None
    loopback(host)
    chosen = options(outlets)
    bearer = os.environ.get(TOKEN)
    if bearer is not None and len(bearer) < SHORTEST:
        raise UsageError(f"{TOKEN} in the environment must have at least {SHORTEST} characters")
    with opened(ledger, create=True) as held, listen(port) as listening, closing(State(beside(ledger))) as state:
        door = Door(listening.getsockname()[1], bearer)

        def begun() -> None:
            print(f"The desk is open: {door.address}", flush=True)
            print("Ctrl-C ends it.", flush=True)
            if not no_browser:
                _open(door.address)

        server(held, chosen, door, begun, state).run([listening])
    return 0


def _open(address: str) -> None:
    """Opens a browser beside; one that is not there, or waits, is no reason not to go on."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
