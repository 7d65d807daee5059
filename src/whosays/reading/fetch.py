"""A page from an address, fetched with care.

Every hop is checked before a connection is made (`addresses`), and the connection goes to the address that was checked,
not to the name again. Redirects are followed by hand, at most five, never from https down to http. Answers are limited
in size (after decompression) and in time. robots.txt is asked first and obeyed. Proxies of the environment are not
used: they would resolve the name again.
"""

from __future__ import annotations

import http.client
import re
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit, urlunsplit

from whosays.errors import FetchError
from whosays.reading import robots
from whosays.reading.addresses import Resolver, is_special, resolve
from whosays.reading.connection import Connection, default_context
from whosays.reading.unpack import body
from whosays.reading.urls import checked, default_port, shown_as

AGENT = "whosays"
PORTS = frozenset((80, 443, 8000, 8080, 8443))
"""Where web servers are; any other port is more likely to be another service."""
MOST_REDIRECTS = 5
_MOST_ADDRESSES = 4
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_TYPES = frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", ""))
_ROBOTS_BYTES = 600_000
_CAUSES = {
    401: "the page wants a name and password (status 401)",
    402: "the page has to be paid for (status 402)",
    403: "the site refuses to give the page to a program (status 403); save it from a browser and give that file",
    404: "there is no such page (status 404)",
    406: "the site does not give the page in a form that can be read (status 406)",
    410: "the page has been taken down (status 410)",
    429: "the site says there were too many requests (status 429); try again later",
    451: "the page is withheld for legal reasons (status 451)",
    503: "the site is not available just now (status 503); try again later",
}

Allow = Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much: seconds for all and for one operation, bytes of a page after decompression."""

    seconds: float = 30.0
    operation: float = 10.0
    size: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched: the address after redirects, the body, its media type and the encoding the server named."""

    url: str
    body: bytes
    media_type: str
    charset: str | None


@dataclass(slots=True)
class _Fetcher:
    """One call of `fetch`: its deadline, its hooks, and the robots.txt it has read."""

    resolver: Resolver
    allow: Allow
    limits: Limits
    context: ssl.SSLContext | None
    deadline: float
    rules: dict[str, str] = field(default_factory=dict)

    def left(self, url: str) -> float:
        remaining = self.deadline - time.monotonic()
        if remaining <= 0:
            raise FetchError(url, f"the site did not answer within {self.limits.seconds:g} seconds")
        return min(remaining, self.limits.operation)


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),
    resolver: Resolver = resolve,
    allow: Allow = lambda address, port: False,
    context: ssl.SSLContext | None = None,
) -> Page:
    """The page at an ``https://`` or ``http://`` address. Raises FetchError with the cause.

    ``resolver`` names a host's addresses; ``allow`` may let through an address and port that would be refused (for
    tests against a server on this machine; by default nothing is); ``context`` checks certificates.
    """
    fetcher = _Fetcher(resolver, allow, limits, context, time.monotonic() + limits.seconds)
    shown = shown_as(url)
    current = checked(url, shown)
    for _ in range(MOST_REDIRECTS + 1):
        _ask_robots(fetcher, current)
        answer = _get(fetcher, current, limits.size)
        if answer.status not in _REDIRECTS:
            return _page(answer, current)
        current = _next(answer, current)
    raise FetchError(shown, f"the address is redirected more than {MOST_REDIRECTS} times")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def _addresses(fetcher: _Fetcher, url: str, host: str, port: int) -> list[str]:
    """The addresses of the host, every one of them checked."""
    try:
        found = [str(ip_address(host))]
    except ValueError:
        try:
            found = fetcher.resolver(host, port, fetcher.left(url))
        except TimeoutError as error:
            raise FetchError(url, f"looking up {host} took too long") from error
        except OSError as error:
            raise FetchError(url, f"the host {host} is not known, or there is no network") from error
    if not found:
        raise FetchError(url, f"the host {host} has no address")
    for address in found:
        if fetcher.allow(address, port):
            continue
        if is_special(address):
            raise FetchError(url, f"{host} stands for {address}, which is no public address; it is not connected to")
        if port not in PORTS:
            raise FetchError(url, f"port {port} is not one that web pages are read from")
    return found[:_MOST_ADDRESSES]


def _get(fetcher: _Fetcher, url: str, size: int, *, cut: bool = False) -> _Answer:
    """One request, no redirect followed. With ``cut`` a body over ``size`` is cut instead of refused."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or default_port(parts.scheme)
    connection = Connection(
        host,
        port,
        _addresses(fetcher, url, host, port),
        context=(fetcher.context or default_context()) if parts.scheme == "https" else None,
        left=lambda: fetcher.left(url),
    )
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    headers = {
        "Host": parts.netloc,
        "User-Agent": f"{AGENT}/{_version()}",
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en,*;q=0.5",
        "Connection": "close",
    }
    try:
        connection.request("GET", target, headers=headers)
        response = connection.getresponse()
        content = b"" if response.status in _REDIRECTS else body(response, url, size, cut)
        return _Answer(response.status, response.headers, content)
    except FetchError:
        raise
    except ssl.SSLCertVerificationError as error:
        raise FetchError(url, f"the certificate of {host} is not valid ({error.verify_message})") from error
    except TimeoutError as error:
        fetcher.left(url)
        raise FetchError(url, f"the site did not answer within {fetcher.limits.operation:g} seconds") from error
    except ssl.SSLError as error:
        raise FetchError(url, f"no secure connection to {host} could be made") from error
    except http.client.HTTPException as error:
        raise FetchError(url, "the site's answer is no valid HTTP") from error
    except OSError as error:
        raise FetchError(url, f"the connection to {host} failed ({error.strerror or 'it was cut'})") from error
    finally:
        connection.hang_up()


def _next(answer: _Answer, current: str) -> str:
    """Where a redirect leads, checked like any address."""
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


def _page(answer: _Answer, url: str) -> Page:
    if answer.status != 200:
        cause = _CAUSES.get(answer.status)
        if cause is None:
            cause = (
                f"the site has a fault (status {answer.status})"
                if answer.status >= 500
                else f"the site answers with status {answer.status}"
            )
        raise FetchError(url, cause)
    written = answer.headers.get("Content-Type") or ""
    media_type = written.split(";")[0].strip().lower()
    if media_type not in _TYPES:
        raise FetchError(url, f"it is {shown_as(media_type)[:60]}, not text or HTML")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", written, re.IGNORECASE)
    return Page(url, answer.body, media_type, charset.group(1) if charset else None)


def _ask_robots(fetcher: _Fetcher, url: str) -> None:
    """Raises FetchError where the site's robots.txt forbids the page, or cannot be had though the site has one."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin not in fetcher.rules:
        fetcher.rules[origin] = _robots(fetcher, f"{origin}/robots.txt", url)
    if not robots.allows(fetcher.rules[origin], AGENT, url):
        raise FetchError(
            url, "the site's robots.txt asks programs not to read this page; save it from a browser and give that file"
        )


def _robots(fetcher: _Fetcher, address: str, page: str) -> str:
    current = address
    for _ in range(MOST_REDIRECTS + 1):
        answer = _get(fetcher, current, _ROBOTS_BYTES, cut=True)
        if answer.status in _REDIRECTS:
            current = _next(answer, current)
            continue
        if answer.status >= 500 or answer.status == 429:
            raise FetchError(
                page,
                f"the site's robots.txt cannot be had (status {answer.status}), so nothing is read; try again later",
            )
        return answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
    # RFC 9309, 2.3.1.2: too many redirects count as no robots.txt.
    return ""


@cache
def _version() -> str:
    try:
        return metadata.version("whosays")
    except metadata.PackageNotFoundError:
        return "0"
