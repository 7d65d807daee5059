"""The child: reads one input after the other and tells what it finds, until its parent goes.

``python -m whosays.reading.apart.child FD`` is started by `pool` with its end of the channel.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from whosays.errors import InputError
from whosays.fetching.fetch import Page
from whosays.reading.apart import limits, wire
from whosays.reading.items import Given, Item


def main(arguments: list[str]) -> int:
    """Works until the parent closes the channel."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    with socket.socket(fileno=int(arguments[0])) as channel:
        from whosays.reading import reader

        limits.bind()
        allowance = limits.Allowance()
        while True:
            try:
                _, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
                if not descriptors:
                    return 0
                request = wire.receive(channel)
            except (wire.Ended, OSError):
                return 0
            allowance.begin()
            try:
                with os.fdopen(descriptors[0], "rb") as file:
                    _read(channel, file, request, allowance, reader.items_of)
                fresh = limits.resident() < limits.RESIDENT
                wire.send(channel, {"end": True, "again": fresh})
            except (BrokenPipeError, ConnectionError, wire.Ended):
                return 0


def _read(
    channel: socket.socket, file: Any, request: wire.Message, allowance: limits.Allowance, items_of: Callable[..., Any]
) -> None:
    """One input: every item as it is found."""
    alive = 0

    def advanced(position: int) -> None:
        nonlocal alive
        allowance.advanced(position)
        if position > alive + limits.SIGN_OF_LIFE:
            alive = position
            wire.send(channel, {"alive": True})

    name = request["name"]
    try:
        file.seek(0)
        head = file.read(request["head"])
        file.seek(0)
        given = Given(
            name,
            cast(Any, limits.Counted(file, request["path"], advanced)),
            head,
            request["url"],
            request["charset"],
            request["media_type"],
            partial(_fetched, channel) if request["fetch"] else None,
        )
        for item in items_of(given):
            wire.send(channel, wire.item_message(item))
            allowance.renew()
    except InputError as error:
        _tell(channel, error.name, error.cause)
    except MemoryError:
        _tell(channel, name, "it takes more memory than one input may have; what was read before stays")
    except (BrokenPipeError, ConnectionError, wire.Ended):
        raise
    except RecursionError:
        _tell(channel, name, "it is nested too deeply to be read; what was read before stays")
    except OSError as error:
        _tell(channel, name, f"it cannot be read ({error.strerror or error})")
    except Exception as error:
        import traceback

        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}, {os.path.basename(place.filename)}:{place.lineno}"
        _tell(channel, name, f"reading it failed in a way it should not ({where}); please report it")


def _tell(channel: socket.socket, name: str, cause: str) -> None:
    wire.send(channel, wire.item_message(Item(name, problem=InputError(name, cause))))


def _fetched(channel: socket.socket, url: str) -> Page:
    """The page at an address, which the parent gets: the child asks nobody else. Raises FetchError."""
    wire.send(channel, {"fetch": url})
    answer = wire.receive(channel)
    return wire.page_from(answer, wire.exactly(channel, int(answer.get("attached", 0))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
