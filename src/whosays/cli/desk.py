"""``whosays desk``: the ledger in a browser."""

from __future__ import annotations

import os
import re
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from whosays.cli.ledger_options import DEFAULT, Debug, Outlets, Where, opened, options
from whosays.errors import UsageError

if TYPE_CHECKING:
    from whosays.server.guard import Door, TeamDoor

PORT = 8765
SECRET = "WHOSAYS_OIDC_SECRET"  # noqa: S105  its name
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
            help="127.0.0.1; any other is refused: a proxy on this machine stands before a desk that a team shares.",
            show_default=False,
        ),
    ] = "127.0.0.1",
    team: Annotated[
        bool,
        typer.Option(
            "--team",
            help="For several people: who comes in needs an account (whosays account add), over HTTPS, which a proxy "
            "in front ends (docs/desk.md has an example).",
        ),
    ] = False,
    public: Annotated[
        str | None,
        typer.Option(
            "--public",
            metavar="https://…",
            help="With --team: the address by which people come to the desk.",
            show_default=False,
        ),
    ] = None,
    oidc: Annotated[
        str | None,
        typer.Option(
            "--oidc",
            metavar="ISSUER",
            help="With --team: the single sign-on by which members may come in, too (OpenID Connect); --oidc-client is "
            "what the desk is called there, WHOSAYS_OIDC_SECRET in the environment the secret.",
            show_default=False,
        ),
    ] = None,
    oidc_client: Annotated[
        str, typer.Option("--oidc-client", metavar="ID", help="What the desk is called at --oidc.", show_default=False)
    ] = "whosays",
    private: Annotated[
        list[str] | None,
        typer.Option(
            "--private",
            metavar="HOST[:PORT]",
            help="A host in your own network that a feed to be watched may be on. May be given several times.",
            show_default=False,
        ),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    outlets: Outlets = None,
    debug: Debug = False,
) -> int:
    """Open the ledger in a browser: search, see what a claim rests on, decide, add, check a draft.

    It is made where it is not there. The desk listens on this machine only. The address it prints holds a token, which
    is good once. Ctrl-C ends it. Programs ask the API (/api/v1) with the token that WHOSAYS_DESK_TOKEN holds in the
    environment.
    """
    from whosays.server.accounts import Accounts as members
    from whosays.server.guard import Door, TeamDoor
    from whosays.server.serving import listen, loopback, server
    from whosays.server.state import State, beside

    loopback(host)
    address = public_address(team, public)
    chosen = options(outlets)
    bearer = os.environ.get(TOKEN)
    if bearer is not None and len(bearer) < SHORTEST:
        raise UsageError(f"{TOKEN} in the environment must have at least {SHORTEST} characters")
    with opened(ledger, create=True) as held, listen(port) as listening, closing(State(beside(ledger))) as state:
        bound = listening.getsockname()[1]
        door = Door(bound, bearer) if address is None else TeamDoor(bound, address, members(state))
        if oidc is not None:
            _sign_on(door, oidc, oidc_client)
        if isinstance(door, TeamDoor) and not any(one.closed is None for one in door.accounts.all()):
            raise UsageError("--team needs accounts: whosays account add NAME --role admin")

        def begun() -> None:
            print(f"The desk is open: {door.address}", flush=True)
            if address is not None:
                print(f"It listens on 127.0.0.1:{bound} for the proxy in front.", flush=True)
            print("Ctrl-C ends it.", flush=True)
            if not (no_browser or team):
                _open(door.address)

        server(held, chosen, door, begun, state, private or ()).run([listening])
    return 0


def _sign_on(door: Door | TeamDoor, issuer: str, client: str) -> None:
    """Put a single sign-on before a desk. Raises ``UsageError``."""
    from whosays.server.guard import TeamDoor

    try:
        from whosays.server.oidc import Provider, SignOn
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("whosays"):
            raise
        raise UsageError("single sign-on needs some more packages: pip install 'whosays[oidc]'") from None
    if not isinstance(door, TeamDoor):
        raise UsageError("--oidc goes with --team")
    secret = os.environ.get(SECRET)
    if not secret:
        raise UsageError(f"--oidc needs the secret of the desk there, in the environment: {SECRET}")
    door.sign_on = SignOn(Provider(issuer, client, secret), door.accounts, door.root)


def public_address(team: bool, public: str | None) -> str | None:
    """The public address of a desk with accounts; none without. Raises ``UsageError`` where it is no HTTPS address."""
    if not team:
        if public is not None:
            raise UsageError("--public goes with --team")
        return None
    if public is None or not re.fullmatch(r"https://[a-z0-9.-]{1,253}(:\d{1,5})?", public.rstrip("/")):
        raise UsageError("--team needs --public https://…, the address by which people come to the desk over HTTPS")
    return public.rstrip("/")


def _open(address: str) -> None:
    """Opens a browser beside; one that is not there, or waits, is no reason not to go on."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
