"""One request to a web server and its answer, under guard: what `fetch` and `post` are made of.

Every address a name stands for is checked before a connection is made (`addresses`), and the connection goes to the
address that was checked, not to the name again. Answers are limited in size (after decompression) and in time. Proxies
of the environment are not used: they would resolve the name again.
"""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit, urlunsplit

from whosays.errors import FetchError
from whosays.fetching.addresses import Resolver, is_special, resolve
from whosays.fetching.connection import Connection, default_context
from whosays.fetching.unpack import body
from whosays.fetching.urls import checked, default_port, shown_as

AGENT = "whosays"
PORTS = frozenset((80, 443, 8000, 8080, 8443))
"""Where web servers are; any other port is more likely to be another service."""
REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MOST_ADDRESSES = 4

Allow = Callable[[str, int], bool]
Turn = Callable[[str, float], AbstractContextManager[object]]
"""Host and seconds to what is held while a connection to the host is open; raises TimeoutError."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much: seconds for all and for one operation, bytes of a page after decompression."""

    seconds: float = 30.0
    operation: float = 10.0
    size: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be connected to, and how.

    ``resolver`` names a host's addresses; ``private`` are hosts with their port which the user has said may be in their
    own network; ``allow`` may let through an address and port that would be refused (for tests against a server on this
    machine; by default nothing is); ``context`` checks certificates; ``turn`` is held while a connection is open.
    """

    resolver: Resolver = resolve
    private: frozenset[tuple[str, int]] = frozenset()
    allow: Allow = lambda address, port: False
    context: ssl.SSLContext | None = None
    turn: Turn = lambda host, seconds: nullcontext()


USUAL = Limits()
PUBLIC = Guard()
"""The guard of every address that a text or a user names: public addresses only."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body (empty for a redirect) of a server's answer."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True, slots=True)
class Exchanges:
    """The requests of one call of `fetch` or `post`, with the one deadline they share."""

    guard: Guard
    limits: Limits
    deadline: float

    @classmethod
    def begin(cls, guard: Guard, limits: Limits) -> Exchanges:
        """Starts the time that ``limits`` give."""
        return cls(guard, limits, time.monotonic() + limits.seconds)

    def left(self, shown: str) -> float:
        """The seconds that the next operation may take. Raises FetchError, naming ``shown``, where there are none."""
        remaining = self.deadline - time.monotonic()
        if remaining <= 0:
            raise FetchError(shown, f"the site did not answer within {self.limits.seconds:g} seconds")
        return min(remaining, self.limits.operation)

    def ask(
        self,
        url: str,
        headers: Mapping[str, str],
        *,
        size: int,
        cut: bool = False,
        content: bytes | None = None,
    ) -> Answer:
        """One request, no redirect followed: GET, or POST where there is ``content``. Raises FetchError.

        ``url`` is one that `urls.checked` gave. With ``cut`` a body over ``size`` is cut instead of refused.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or default_port(parts.scheme)
        shown = shown_as(url)
        try:
            with self.guard.turn(host, max(0.0, self.deadline - time.monotonic())):
                return self._exchange(url, host, port, headers, size, cut, content)
        except FetchError:
            raise
        except ssl.SSLCertVerificationError as error:
            raise FetchError(shown, f"the certificate of {host} is not valid ({error.verify_message})") from error
        except TimeoutError as error:
            self.left(shown)
            raise FetchError(shown, f"the site did not answer within {self.limits.operation:g} seconds") from error
        except ssl.SSLError as error:
            raise FetchError(shown, f"no secure connection to {host} could be made") from error
        except http.client.HTTPException as error:
            raise FetchError(shown, "the site's answer is no valid HTTP") from error
        except OSError as error:
            raise FetchError(shown, f"the connection to {host} failed ({error.strerror or 'it was cut'})") from error

    def _exchange(
        self, url: str, host: str, port: int, headers: Mapping[str, str], size: int, cut: bool, content: bytes | None
    ) -> Answer:
        parts = urlsplit(url)
        shown = shown_as(url)
        connection = Connection(
            host,
            port,
            self._addresses(shown, host, port),
            context=(self.guard.context or default_context()) if parts.scheme == "https" else None,
            left=lambda: self.left(shown),
        )
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        sent = {
            "Host": parts.netloc,
            "User-Agent": f"{AGENT}/{_version()}",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **headers,
        }
        try:
            connection.request("GET" if content is None else "POST", target, body=content, headers=sent)
            response = connection.getresponse()
            received = b"" if response.status in REDIRECTS else body(response, shown, size, cut)
            return Answer(response.status, response.headers, received)
        finally:
            connection.hang_up()

    def _addresses(self, shown: str, host: str, port: int) -> list[str]:
        """The addresses of the host, every one of them checked."""
        try:
            found = [str(ip_address(host))]
        except ValueError:
            try:
                found = self.guard.resolver(host, port, self.left(shown))
            except TimeoutError as error:
                raise FetchError(shown, f"looking up {host} took too long") from error
            except OSError as error:
                raise FetchError(shown, f"the host {host} is not known, or there is no network") from error
        if not found:
            raise FetchError(shown, f"the host {host} has no address")
        for address in found:
            if (host, port) in self.guard.private or self.guard.allow(address, port):
                continue
            if is_special(address):
                raise FetchError(
                    shown, f"{host} stands for {address}, which is no public address; it is not connected to"
                )
            if port not in PORTS:
                raise FetchError(shown, f"port {port} is not one that web pages are read from")
        return found[:_MOST_ADDRESSES]


def redirected(answer: Answer, current: str) -> str:
    """Where a redirect leads, checked like any address. Raises FetchError."""
    location = answer.headers.get("Location")
    shown = shown_as(current)
    if not location:
        raise FetchError(shown, "the site redirects to nowhere")
    try:
        # Header bytes come as Latin-1; addresses in them are often UTF-8.
        target = urljoin(
            current, location.strip().encode("latin-1", "replace").decode("utf-8", "replace").replace(" ", "%20")
        )
        secure = urlsplit(target).scheme
    except ValueError as error:
        raise FetchError(shown, "the site redirects to an address that is none") from error
    if current.startswith("https:") and secure == "http":
        raise FetchError(shown, f"the site redirects from https to insecure http ({shown_as(target)})")
    return checked(target, shown_as(target))


@cache
def _version() -> str:
    try:
        return metadata.version("whosays")
    except metadata.PackageNotFoundError:
        return "0"
