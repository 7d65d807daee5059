"""The entries of a feed as documents with keys to know them by, and the page behind one."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import urljoin

from whosays.errors import InputError
from whosays.fetching.fetch import Page
from whosays.fetching.urls import shown_as
from whosays.ledger import Capture
from whosays.model import Document
from whosays.reading.apart import documents, first
from whosays.reading.entries import behind
from whosays.reading.formats import format_of
from whosays.reading.items import Given
from whosays.reading.opening import opened

MOST_ENTRIES = 5_000
_LONGEST_KEY = 300
_FEED_LINK = re.compile(
    rb"""<link\b[^>]{1,500}application/(?:rss|atom|feed)\+(?:xml|json)[^>]{0,500}>""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its position for messages, the key it is known by, the digest of all it says, its document, and
    whether that is what is there now: of several entries of one key, nothing says which is."""

    name: str
    key: str
    digest: str
    document: Document
    capture: Capture = Capture.LIVE


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a feed, oldest first (a feed has its newest on top), and a sentence on what is broken in it."""

    entries: tuple[Entry, ...]
    problem: str | None = None


def read_entries(page: Page, name: str) -> Entries:
    """What a page that should be a feed holds. Raises InputError where there is nothing to be had from it.

    An entry is known by its identifier, else its address, else its text; a second one of the same key gets a number.
    """
    entries: list[Entry] = []
    problems: list[str] = []
    keys: dict[str, int] = {}
    shared: set[str] = set()
    with opened(page.body, name=name, url=page.url, charset=page.charset) as given:
        if format_of(given).module == "article":
            raise InputError(name, _no_feed(given))
    for item in documents(page.body, name=name, url=page.url, charset=page.charset):
        if item.problem is not None:
            problems.append(item.problem.cause if item.problem.name == name else str(item.problem))
        elif item.note is not None:
            problems.append(item.note)
        elif item.document is not None and len(entries) < MOST_ENTRIES:
            document = item.document
            key = _short(document.identifier or document.url or document.id)
            keys[key] = keys.get(key, 0) + 1
            numbered = key if keys[key] == 1 else f"{key} #{keys[key]}"
            entries.append(Entry(item.name, numbered, _digest(document), document))
            shared.update({numbered, key} if numbered != key else ())
        elif item.document is not None:
            problems.append(f"it has more than {MOST_ENTRIES:,} entries; the rest is left out")
            break
    if problems and not entries:
        raise InputError(name, problems[0])
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    entries = [replace(e, capture=Capture.EXPORT) if e.key in shared else e for e in entries]
    return Entries(tuple(reversed(entries)), problems[0] + more if problems else None)


def with_page(told: Document, page: Page) -> Document:
    """The document of the page behind an entry, with what only the feed says of it. Raises InputError."""
    document = first(page.body, name=page.url, url=page.url, charset=page.charset)
    if document is None:
        raise InputError(page.url, "there is no article on the page")
    return behind(told, document)


def _short(key: str) -> str:
    """A key of bounded length: what a feed calls its entries is its own affair."""
    if len(key) <= _LONGEST_KEY:
        return key
    return f"sha256:{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _no_feed(given: Given) -> str:
    """What the page is instead, and where it says that its feed is."""
    if re.search(rb"<opml\b", given.head[:2_000], re.IGNORECASE):
        return "it is a list of feeds (OPML); save it and give the file"
    link = _FEED_LINK.search(given.head)
    address = link and re.search(rb"""\bhref\s*=\s*["']?([^"'\s>]{1,500})""", link.group(), re.IGNORECASE)
    if address is None or given.url is None:
        return "it is no feed"
    there = shown_as(urljoin(given.url, unescape(address.group(1).decode("utf-8", "replace"))))
    return f"it is a web page, not a feed; its feed seems to be {there}"


def _digest(document: Document) -> str:
    return hashlib.sha256(json.dumps(document.to_dict(), sort_keys=True).encode()).hexdigest()
