"""Listening: only on this machine, until Ctrl-C."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

import uvicorn

from whosays.errors import UsageError, WhosaysError
from whosays.ledger import Ledger, Options
from whosays.server.guard import Door, TeamDoor
from whosays.server.state import State

_MOST_PORT = 65535


def loopback(host: str) -> str:
    """The address to listen on. Raises ``UsageError`` for any but this machine's own."""
    if host == "localhost":
        return "127.0.0.1"
    try:
        if ipaddress.ip_address(host) == ipaddress.ip_address("127.0.0.1"):
            return host
    except ValueError:
        pass
    raise UsageError(
        f"--host {host}: the desk listens on 127.0.0.1 only, because whoever comes from elsewhere comes over HTTPS: "
        "--team lets a proxy on this machine stand before it"
    )


def server(
    ledger: Ledger,
    options: Options,
    door: Door | TeamDoor,
    begun: Callable[[], None],
    state: State | None = None,
    private: Sequence[str] = (),
) -> uvicorn.Server:
    """What answers for a desk, to be run on a socket; ``begun`` is called when it does. ``state`` is what the desk
    keeps beside the ledger, in memory without it; ``private`` are hosts of the user's own network that feeds may be
    on."""
    from whosays.server.app import application
    from whosays.server.desk import Desk

    desk = Desk(ledger, options, state or State(None), door.is_team, door.root, tuple(private))

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            desk.jobs.take_up()
            desk.feeds.start()
            begun()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            desk.jobs.stopping.set()  # ends the streams, too, for which it would wait
            await super().shutdown(sockets)
            desk.jobs.stop()
            desk.feeds.stop()

    config = uvicorn.Config(
        application(desk, door),
        log_level="critical",  # what goes wrong is told on the page
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
    return Server(config)


def listen(port: int) -> socket.socket:
    """A socket on this machine's own address; port 0 takes one that is free. Raises ``WhosaysError``."""
    if not 0 <= port <= _MOST_PORT:
        raise UsageError(f"--port {port}: give a number from 0 to {_MOST_PORT}")
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
    except OSError as error:
        made.close()
        raise WhosaysError(f"port {port} cannot be had ({error.strerror or error}); --port takes another") from None
    made.listen(128)
    return made
