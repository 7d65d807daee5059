"""One article or post in bytes, in a text or behind an address: a web page or plain text, told apart by content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from whosays.errors import InputError
from whosays.model import Document
from whosays.reading import markdown, plain
from whosays.reading.encoding import decode
from whosays.reading.items import Given, Item
from whosays.reading.markup import is_feed, is_html
from whosays.reading.unread import why_unread

if TYPE_CHECKING:
    from whosays.fetching.fetch import Page

MAX_BYTES = 20_000_000
"""The largest plain text that is read: an article of three million words, or a mistake."""

_FEED = "it is a news feed (RSS or Atom), not an article; give one of its articles"


def items(given: Given) -> Iterator[Item]:
    """The one document of an input that is an article."""
    content = given.file.read(MAX_BYTES + 1)
    yield Item(given.name, from_bytes(content, given.name, given.url, given.charset, given.media_type))


def from_bytes(
    content: bytes, name: str, url: str | None = None, charset: str | None = None, media_type: str | None = None
) -> Document:
    """The document in bytes; ``charset`` and ``media_type`` are what a server named. Raises InputError."""
    if len(content) > MAX_BYTES:
        raise too_large(name)
    text, doubts = decode(content, name, declared=charset)
    if media_type in ("text/html", "application/xhtml+xml") and "<" in text and not is_feed(text):
        from whosays.reading.html import read_html

        return read_html(text, name, url=url, warnings=doubts)
    return _from_text(text, name, url, doubts)


def from_page(page: Page) -> Document:
    """The document in a page that was fetched. Raises InputError."""
    return from_bytes(page.body, page.url, page.url, page.charset, page.media_type)


def from_text(text: str, name: str, url: str | None = None) -> Document:
    """The document in a text that is already decoded, be it plain or HTML. Raises InputError."""
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        raise too_large(name)
    return _from_text(text, name, url)


def too_large(name: str) -> InputError:
    """The error for an input over the limit."""
    return InputError(name, f"it is larger than {MAX_BYTES // 1_000_000} MB, the most that is read as one article")


def _from_text(text: str, name: str, url: str | None = None, warnings: tuple[str, ...] = ()) -> Document:
    if is_feed(text):
        raise InputError(name, _FEED)
    if is_html(text):
        from whosays.reading.html import read_html

        return read_html(text, name, url=url, warnings=warnings)
    if cause := why_unread(text):
        raise InputError(name, cause)
    if markdown.recognises(text):
        return markdown.read_markdown(text, name, url=url, warnings=warnings)
    return plain.read_plain(text, name, url=url, warnings=warnings)
