"""One article or post in bytes, in a text or behind an address: a web page or plain text, told apart by content.

A text that somebody exported or copied out of an app may hold many posts: `items` gives each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from whosays.errors import InputError
from whosays.model import Document
from whosays.reading import captions, chats, markdown, pasted, plain
from whosays.reading.encoding import decode
from whosays.reading.items import Given, Item
from whosays.reading.markup import is_feed, is_html
from whosays.reading.unread import why_unread

if TYPE_CHECKING:
    from whosays.fetching.fetch import Page

MAX_BYTES = 20_000_000
"""The largest plain text that is read: an article of three million words, or a mistake."""

_FEED = "it is a news feed (RSS or Atom), not an article; give one of its articles"
_MANY = "it is a chat or a thread with many posts, not an article; documents() reads these"


def items(given: Given) -> Iterator[Item]:
    """The one document of an input that is an article; of a text exported or copied from an app each post."""
    content = given.file.read(MAX_BYTES + 1)
    yield from _decoded(content, given.name, given.url, given.charset, given.media_type)


def from_bytes(
    content: bytes, name: str, url: str | None = None, charset: str | None = None, media_type: str | None = None
) -> Document:
    """The document in bytes; ``charset`` and ``media_type`` are what a server named. Raises InputError."""
    return _only(_decoded(content, name, url, charset, media_type), name)


def from_page(page: Page) -> Document:
    """The document in a page that was fetched. Raises InputError."""
    return from_bytes(page.body, page.url, page.url, page.charset, page.media_type)


def from_text(text: str, name: str, url: str | None = None) -> Document:
    """The document in a text that is already decoded, be it plain or HTML. Raises InputError."""
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        raise too_large(name)
    return _only(_items(text, name, url), name)


def too_large(name: str) -> InputError:
    """The error for an input over the limit."""
    return InputError(name, f"it is larger than {MAX_BYTES // 1_000_000} MB, the most that is read as one article")


def _decoded(content: bytes, name: str, url: str | None, charset: str | None, media_type: str | None) -> Iterator[Item]:
    if len(content) > MAX_BYTES:
        raise too_large(name)
    text, doubts = decode(content, name, declared=charset)
    if media_type in ("text/html", "application/xhtml+xml") and "<" in text and not is_feed(text):
        from whosays.reading.html import read_html

        yield Item(name, read_html(text, name, url=url, warnings=doubts))
    else:
        yield from _items(text, name, url, doubts)


def _only(items: Iterator[Item], name: str) -> Document:
    """The one document among items. Raises InputError, also where they are a chat's or a thread's."""
    for item in items:
        if item.document is not None and item.name == name:
            return item.document
        raise InputError(name, item.note or _MANY)
    raise InputError(name, "there is no message with words in it")


def _items(text: str, name: str, url: str | None = None, warnings: tuple[str, ...] = ()) -> Iterator[Item]:
    """The document of a text, or its posts, each with the line it begins in."""
    if not is_feed(text) and captions.recognises(text):
        yield Item(name, captions.read_captions(text, name, url=url, warnings=warnings))
    elif is_feed(text) or is_html(text) or why_unread(text) or markdown.recognises(text):
        yield Item(name, _from_text(text, name, url, warnings))
    elif (chat := chats.chat_in(text)) is not None:
        for line, document in chats.documents(chat):
            yield Item(f"{name}:{line}", _with(document, url, warnings))
        if chat.silent:
            counted = f"{chat.silent:,} messages" if chat.silent > 1 else "1 message"
            are = "are no documents" if chat.silent > 1 else "is no document"
            yield Item(name, note=f"{counted} without words (pictures, calls, notices of the app) {are}")
    elif (posts := pasted.posts_in(text)) is not None:
        for line, document in posts:
            yield Item(name if len(posts) == 1 else f"{name}:{line}", _with(document, url, warnings))
    else:
        yield Item(name, _from_text(text, name, url, warnings))


def _with(document: Document, url: str | None, warnings: tuple[str, ...]) -> Document:
    """A post with what is known of the text that it stood in."""
    return replace(document, url=document.url or url, warnings=(*warnings, *document.warnings))


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
