"""A page from an address, fetched with care.

Every hop is checked before a connection is made (`addresses`), and the connection goes to the address that was checked,
not to the name again. Redirects are followed by hand, at most five, never from https down to http. Answers are limited
in size (after decompression) and in time. robots.txt is asked first and obeyed. Proxies of the environment are not
used: they would resolve the name again.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from whosays.errors import FetchError
from whosays.reading import robots
from whosays.reading.addresses import Resolver, is_special, resolve

AGENT = "whosays"
PORTS = frozenset((80, 443, 8000, 8080, 8443))
"""Where web servers are; any other port is more likely to be another service."""
MOST_REDIRECTS = 5
_MOST_ADDRESSES = 4
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_TYPES = frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", ""))
_BAD_CHARACTERS = re.compile(r"[\x00-\x20\x7f\\]")
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
    shown = _shown(url)
    current = _checked(url, shown)
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


def _checked(url: str, shown: str) -> str:
    """The address as it is sent: without fragment, host and path in ASCII. Raises FetchError for one that is none."""
    if len(url) > 8_000 or _BAD_CHARACTERS.search(url):
        raise FetchError(shown, "the address has characters that no address may have")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(shown, "that is no valid address") from error
    if parts.scheme not in ("http", "https"):
        raise FetchError(shown, "only https:// and http:// addresses are read")
    if parts.username is not None or parts.password is not None:
        raise FetchError(shown, "the address holds a name or password; give it without")
    if not host:
        raise FetchError(shown, "the address names no host")
    if ":" not in host:
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError as error:
            raise FetchError(shown, "the address names no valid host") from error
        if not re.fullmatch(r"[a-z0-9_.-]+", host):
            raise FetchError(shown, "the address names no valid host")
    bracketed = f"[{host}]" if ":" in host else host
    netloc = bracketed if port is None or port == _default(parts.scheme) else f"{bracketed}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|")
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def _shown(url: str) -> str:
    """An address as a message may show it: without name and password, without control characters, not endless."""
    cleaned = re.sub(r"//[^/?#]*@", "//", "".join(c if c.isprintable() else "?" for c in url))
    return cleaned if len(cleaned) <= 300 else cleaned[:299] + "…"


def _default(scheme: str) -> int:
    return 443 if scheme == "https" else 80


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
    port = parts.port or _default(parts.scheme)
    connection = _Connection(fetcher, url, host, port, _addresses(fetcher, url, host, port), parts.scheme == "https")
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
        body = b"" if response.status in _REDIRECTS else _body(response, url, size, cut)
        return _Answer(response.status, response.headers, body)
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


class _Connection(http.client.HTTPConnection):
    """A connection to addresses that were checked, by name only towards the server (SNI, certificate, Host)."""

    def __init__(self, fetcher: _Fetcher, url: str, host: str, port: int, addresses: list[str], secure: bool) -> None:
        super().__init__(host, port)
        self._fetcher, self._url, self._addresses, self._secure = fetcher, url, addresses, secure
        self._raw: socket.socket | None = None

    def connect(self) -> None:
        raw = self._open()
        if self._secure:
            try:
                raw.settimeout(self._fetcher.left(self._url))
                context = self._fetcher.context or _default_context()
                raw = context.wrap_socket(raw, server_hostname=self.host)
            except BaseException:
                raw.close()
                raise
        self._raw = raw
        self.sock = _Socket(raw, self._fetcher, self._url)

    def hang_up(self) -> None:
        """Ends the connection; ``close`` does not, http.client calls it while the body is still to be read."""
        self.close()
        if self._raw is not None:
            self._raw.close()

    def _open(self) -> socket.socket:
        last: OSError | None = None
        for address in self._addresses:
            try:
                return socket.create_connection((address, self.port), timeout=self._fetcher.left(self._url))
            except OSError as error:
                last = error
        raise last or OSError("no address")


class _Socket:
    """The part of a socket that http.client uses; every read and write gets what is left of the time."""

    def __init__(self, raw: socket.socket, fetcher: _Fetcher, url: str) -> None:
        self._raw, self._fetcher, self._url = raw, fetcher, url

    def sendall(self, data: Any) -> None:
        self._raw.settimeout(self._fetcher.left(self._url))
        self._raw.sendall(data)

    def makefile(self, mode: str, *_: Any) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._raw, self._fetcher, self._url))

    def close(self) -> None:
        pass


class _Reader(io.RawIOBase):
    def __init__(self, raw: socket.socket, fetcher: _Fetcher, url: str) -> None:
        self._raw, self._fetcher, self._url = raw, fetcher, url

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._raw.settimeout(self._fetcher.left(self._url))
        return self._raw.recv_into(buffer)


def _body(response: http.client.HTTPResponse, url: str, size: int, cut: bool) -> bytes:
    """The body, decompressed as it comes, so that a small answer cannot become a large one."""
    encoding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", "deflate", "none", ""):
        raise FetchError(url, f"the page is compressed in a way that cannot be read ({_shown(encoding)[:20]})")
    unpack = _Unpacker(encoding)
    parts: list[bytes] = []
    length = 0
    while chunk := response.read1(65_536):
        try:
            for part in unpack(chunk):
                parts.append(part)
                length += len(part)
                if length > size:
                    if cut:
                        return b"".join(parts)[:size]
                    raise FetchError(url, f"the page is larger than {size // 1_000_000 or 1} MB, the most that is read")
        except zlib.error as error:
            raise FetchError(url, "the page's compression is broken") from error
    if response.length:
        raise FetchError(url, "the connection was cut before the page was complete")
    return b"".join(parts)


class _Unpacker:
    """Decompresses in steps of at most 64 KB."""

    def __init__(self, encoding: str) -> None:
        self._plain = encoding in ("identity", "none", "")
        self._wbits = -zlib.MAX_WBITS if encoding == "deflate" else zlib.MAX_WBITS | 32
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32 if encoding == "deflate" else self._wbits)
        self._started = False

    def __call__(self, data: bytes) -> Any:
        if self._plain:
            yield data
            return
        while data:
            try:
                part = self._inflate.decompress(data, 65_536)
            except zlib.error:
                # "deflate" without the zlib header it should have.
                if self._started or self._wbits > 0:
                    raise
                self._inflate = zlib.decompressobj(self._wbits)
                part = self._inflate.decompress(data, 65_536)
            self._started = True
            if part:
                yield part
            if self._inflate.eof:
                data = self._inflate.unused_data
                if data[:2] != b"\x1f\x8b":
                    return
                self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)
            else:
                data = self._inflate.unconsumed_tail


def _next(answer: _Answer, current: str) -> str:
    """Where a redirect leads, checked like any address."""
    location = answer.headers.get("Location")
    shown = _shown(current)
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
        raise FetchError(shown, f"the site redirects from https to insecure http ({_shown(target)})")
    return _checked(target, _shown(target))


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
        raise FetchError(url, f"it is {_shown(media_type)[:60]}, not text or HTML")
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


@cache
def _default_context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not (paths.cafile or paths.capath):
        # Some Python builds know no certificates of the system; trafilatura brings certifi along.
        import certifi

        context.load_verify_locations(certifi.where())
    return context
