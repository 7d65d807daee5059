"""A connection to an address that was checked, with a limit on the time of everything."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from collections.abc import Callable
from functools import cache
from typing import Any


class Connection(http.client.HTTPConnection):
    """A connection to addresses that were checked, by name only towards the server (SNI, certificate, Host)."""

    def __init__(
        self, host: str, port: int, addresses: list[str], *, context: ssl.SSLContext | None, left: Callable[[], float]
    ) -> None:
        """``context`` makes it secure; ``left`` tells the seconds that the next operation may take, or raises."""
        super().__init__(host, port)
        self._addresses, self._context, self._left = addresses, context, left
        self._raw: socket.socket | None = None

    def connect(self) -> None:
        raw = self._open()
        if self._context is not None:
            try:
                raw.settimeout(self._left())
                raw = self._context.wrap_socket(raw, server_hostname=self.host)
            except BaseException:
                raw.close()
                raise
        self._raw = raw
        self.sock = _Socket(raw, self._left)

    def hang_up(self) -> None:
        """Ends the connection; ``close`` does not, http.client calls it while the body is still to be read."""
        self.close()
        if self._raw is not None:
            self._raw.close()

    def _open(self) -> socket.socket:
        last: OSError | None = None
        for address in self._addresses:
            try:
                return socket.create_connection((address, self.port), timeout=self._left())
            except OSError as error:
                last = error
        raise last or OSError("no address")


class _Socket:
    """The part of a socket that http.client uses; every read and write gets what is left of the time."""

    def __init__(self, raw: socket.socket, left: Callable[[], float]) -> None:
        self._raw, self._left = raw, left

    def sendall(self, data: Any) -> None:
        self._raw.settimeout(self._left())
        self._raw.sendall(data)

    def makefile(self, mode: str, *_: Any) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._raw, self._left))

    def close(self) -> None:
        pass


class _Reader(io.RawIOBase):
    def __init__(self, raw: socket.socket, left: Callable[[], float]) -> None:
        self._raw, self._left = raw, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._raw.settimeout(self._left())
        return self._raw.recv_into(buffer)


@cache
def default_context() -> ssl.SSLContext:
    """The one that checks certificates against those the system trusts."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not (paths.cafile or paths.capath):
        # Some Python builds know no certificates of the system; trafilatura brings certifi along.
        import certifi

        context.load_verify_locations(certifi.where())
    return context
