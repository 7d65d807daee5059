"""Addresses as they are sent and as they are shown."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_plus, urlsplit, urlunsplit

from whosays.errors import FetchError

_USER = re.compile(r"^(\s*(?:[a-z][a-z0-9+.-]*:)?//)[^/?#\\]*@", re.IGNORECASE)
_HOST = re.compile(
    r"(?P<scheme>\s*(?:[a-z][a-z0-9+.-]*:)?//)"
    r"(?:(?P<user>[^/?#\\@]*@)|(?:\[[^\]/?#]*\]|[^:/?#\\]*)(?::(?P<port>[^/?#\\]*))?)",
    re.IGNORECASE,
)
_PARAMETER = re.compile(r"([?&;#])([^=&;#?]*)=([^&;#]*)")
_WORDS = """
token accesstoken authtoken key apikey accesskey accesskeyid sig signature hmac secret clientsecret password passwd pwd
pass auth authorization credential credentials jwt sessionid phpsessid jsessionid sas
"""
HIDDEN = "***"
"""What is kept in the place of a secret."""
_SECRET = frozenset(_WORDS.split())
_BAD_CHARACTERS = re.compile(r"[\x00-\x20\x7f\\]")


def checked(url: str, shown: str) -> str:
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
    netloc = bracketed if port is None or port == default_port(parts.scheme) else f"{bracketed}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|")
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def shown_as(url: str) -> str:
    """An address as a message may show it: without secrets, without control characters, not endless.

    A password with a sign in it that ends the host ("/", "#", "?") is none in an address, and is meant as one all the
    same: where there may be one, everything up to the last "@" is left out.
    """
    cleaned = "".join(c if c.isprintable() else "?" for c in url)
    start = _HOST.match(cleaned)
    if start is not None and (start["user"] or (start["port"] and not start["port"].isdigit())):
        cleaned = start["scheme"] + cleaned[max(start.end("scheme"), cleaned.rfind("@") + 1) :]
    cleaned = without_secrets(cleaned)
    return cleaned if len(cleaned) <= 300 else cleaned[:299] + "…"


def without_secrets(url: str) -> str:
    """An address as it may be kept: no name and password before the host, and ``***`` for the value of every parameter
    of query or fragment that is named like a secret (``token=``, ``api_key=``, ``X-Amz-Signature=``)."""
    return _PARAMETER.sub(_hidden, _USER.sub(r"\1", url))


def _hidden(match: re.Match[str]) -> str:
    name = unquote_plus(match[2])
    words = re.split(r"[^A-Za-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower())
    return f"{match[1]}{match[2]}={HIDDEN}" if not _SECRET.isdisjoint(words) else match[0]


def default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80
