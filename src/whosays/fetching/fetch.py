"""A page from an address, fetched with care, and a message sent to one.

Every hop is guarded (`exchange`). Redirects are followed by hand, at most five, never from https down to http.
robots.txt is asked first and obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from whosays.errors import FetchError
from whosays.fetching import headers, robots
from whosays.fetching.exchange import AGENT, PUBLIC, REDIRECTS, USUAL, Answer, Exchanges, Guard, Limits, redirected
from whosays.fetching.headers import UNKNOWN, Version
from whosays.fetching.urls import checked, shown_as

MOST_REDIRECTS = 5
_PERMANENT = frozenset((301, 308))
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: the Accept header, and the media types that are taken."""

    accept: str
    taken: Callable[[str], bool]


PAGES = Wanted(
    "text/html,application/xhtml+xml,text/plain;q=0.9",
    frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "")).__contains__,
)
FEEDS = Wanted(
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5",
    # Feeds come under many names; what they are, their content decides.
    lambda kind: bool(re.search(r"xml|json|rss|atom|rdf|^text/|octet-stream|^$", kind)),
)

INPUTS = Wanted(
    "text/html,application/xhtml+xml,application/atom+xml;q=0.9,application/rss+xml;q=0.9,application/feed+json;q=0.9,"
    "application/pdf;q=0.8,text/plain;q=0.8,*/*;q=0.5",
    lambda kind: PAGES.taken(kind) or FEEDS.taken(kind) or bool(re.search(r"pdf|warc|csv|message/rfc822|gzip", kind)),
)
"""What an address given as an input may lead to: a page, or whatever else `documents` reads."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched: the address after redirects, the body, its media type and the encoding the server named.

    ``version`` is what the server calls it; with ``unchanged`` it is the version that was known and there is no body.
    ``moved`` is where the address has moved for good, ``fresh_for`` the seconds that the answer is said to hold.
    """

    url: str
    body: bytes
    media_type: str
    charset: str | None
    version: Version = UNKNOWN
    unchanged: bool = False
    moved: str | None = None
    fresh_for: float = 0.0


def fetch(
    url: str,
    *,
    limits: Limits = USUAL,
    guard: Guard = PUBLIC,
    wanted: Wanted = PAGES,
    known: Version = UNKNOWN,
    rules: MutableMapping[str, str] | None = None,
) -> Page:
    """The page at an ``https://`` or ``http://`` address. Raises FetchError with the cause.

    ``guard`` says what may be connected to. ``known`` is the version that the caller has: where it is still that, the
    page is ``unchanged``. ``rules`` keeps the robots.txt of each site (by `origin_of`) between calls.
    """
    exchanges = Exchanges.begin(guard, limits)
    rules = {} if rules is None else rules
    current = checked(url, shown_as(url))
    moved: str | None = None
    permanent = True
    sent = {"Accept": wanted.accept, "Accept-Language": "en,*;q=0.5", **known.conditions()}
    for _ in range(MOST_REDIRECTS + 1):
        _ask_robots(exchanges, rules, current)
        answer = exchanges.ask(current, sent, size=limits.size)
        if answer.status not in REDIRECTS:
            return _page(answer, current, wanted, known, moved)
        current = redirected(answer, current)
        permanent = permanent and answer.status in _PERMANENT
        moved = current if permanent else moved
    raise FetchError(shown_as(url), f"the address is redirected more than {MOST_REDIRECTS} times")


def post(url: str, content: bytes, sent: Mapping[str, str], *, limits: Limits, guard: Guard) -> Answer:
    """Sends ``content`` with the headers ``sent`` to an address, whatever it answers; no redirect is followed.

    Raises FetchError where it cannot be sent.
    """
    return Exchanges.begin(guard, limits).ask(
        checked(url, shown_as(url)), sent, size=limits.size, cut=True, content=content
    )


def ask(url: str, sent: Mapping[str, str], *, limits: Limits = USUAL, guard: Guard = PUBLIC) -> bytes:
    """What an interface for programs answers to the headers ``sent``; no redirect is followed, since they may hold a
    key. Raises FetchError where the answer is none."""
    answer = Exchanges.begin(guard, limits).ask(checked(url, shown_as(url)), sent, size=limits.size)
    if answer.status != 200:
        raise FetchError(shown_as(url), f"the search answers with status {answer.status}", status=answer.status)
    return answer.body


def _page(answer: Answer, url: str, wanted: Wanted, known: Version, moved: str | None) -> Page:
    fresh = headers.fresh_for(answer.headers)
    if answer.status == 304 and known != UNKNOWN:
        return Page(url, b"", "", None, known, True, moved, fresh)
    if answer.status != 200:
        cause = _CAUSES.get(answer.status)
        if cause is None:
            cause = (
                f"the site has a fault (status {answer.status})"
                if answer.status >= 500
                else f"the site answers with status {answer.status}"
            )
        after = headers.retry_after(answer.headers, datetime.now(UTC))
        raise FetchError(shown_as(url), cause, status=answer.status, retry_after=after)
    written = answer.headers.get("Content-Type") or ""
    media_type = written.split(";")[0].strip().lower()
    if not wanted.taken(media_type):
        raise FetchError(shown_as(url), f"it is {shown_as(media_type)[:60]}, not text or HTML")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", written, re.IGNORECASE)
    return Page(
        url,
        answer.body,
        media_type,
        charset.group(1) if charset else None,
        headers.version(answer.headers),
        moved=moved,
        fresh_for=fresh,
    )


def _ask_robots(exchanges: Exchanges, rules: MutableMapping[str, str], url: str) -> None:
    """Raises FetchError where the site's robots.txt forbids the page, or cannot be had though the site has one."""
    origin = origin_of(url)
    text = rules.get(origin)
    if text is None:
        text = rules[origin] = _robots(exchanges, f"{origin}/robots.txt", url)
    if not robots.allows(text, AGENT, url):
        cause = "the site's robots.txt asks programs not to read this page; save it from a browser and give that file"
        raise FetchError(shown_as(url), cause)


def origin_of(url: str) -> str:
    """Scheme, host and port of an address: what one robots.txt is for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _robots(exchanges: Exchanges, address: str, page: str) -> str:
    current = address
    for _ in range(MOST_REDIRECTS + 1):
        answer = exchanges.ask(current, {"Accept": "text/plain,*/*;q=0.5"}, size=_ROBOTS_BYTES, cut=True)
        if answer.status in REDIRECTS:
            current = redirected(answer, current)
            continue
        if answer.status >= 500 or answer.status == 429:
            cause = f"the site's robots.txt cannot be had (status {answer.status}), so nothing is read; try again later"
            raise FetchError(shown_as(page), cause, retry_after=headers.retry_after(answer.headers, datetime.now(UTC)))
        return answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
    # RFC 9309, 2.3.1.2: too many redirects count as no robots.txt.
    return ""
