"""``read()``: bytes, a file, an open stream or an address to a Document, by what is in it and not by its name."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import BinaryIO, TextIO

from whosays.errors import InputError
from whosays.model import Document
from whosays.reading import plain
from whosays.reading.encoding import decode
from whosays.reading.markup import is_feed, is_html

MAX_BYTES = 20_000_000
"""The largest plain text that is read: an article of three million words, or a mistake."""

_ADDRESS = re.compile(r"\s*(https?)://", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_FEED = "it is a news feed (RSS or Atom), not an article; give one of its articles"
_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "there is no such file",
    errno.EISDIR: "it is a folder, not a file",
    errno.EACCES: "the file may not be read (permission denied)",
    errno.EPERM: "the file may not be read (permission denied)",
    errno.ENAMETOOLONG: "that is too long for a file name (a text itself goes to read_text)",
}


def read(source: str | os.PathLike[str] | bytes | TextIO | BinaryIO, *, name: str | None = None) -> Document:
    """The document in a file, an address, an open stream or bytes.

    A ``str`` is an ``https://`` or ``http://`` address, else the path of a file; text that is already in memory goes to
    `read_text`. ``name`` is what error messages call the input (its path or address if none is given). Whether it is a
    web page or plain text is decided by its content. Raises InputError, and FetchError for an address.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _from_bytes(bytes(source), name or "input")
    if isinstance(source, str) and _ADDRESS.match(source):
        return _from_address(source.strip())
    if isinstance(source, (str, os.PathLike)):
        return _from_path(source, name)
    content = source.read(MAX_BYTES + 1)
    called = name or str(getattr(source, "name", "input"))
    return read_text(content, name=called) if isinstance(content, str) else _from_bytes(content, called)


def read_text(text: str, name: str = "text") -> Document:
    """The document in a text that is already decoded, be it plain or HTML. Raises InputError."""
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        raise too_large(name)
    return _from_text(text, name)


def too_large(name: str) -> InputError:
    """The error for an input over the limit."""
    return InputError(name, f"it is larger than {MAX_BYTES // 1_000_000} MB, the most that is read as one article")


def _from_path(source: str | os.PathLike[str], name: str | None) -> Document:
    path = os.fspath(source)
    called = name or path
    if _OTHER_SCHEME.match(path):
        raise InputError(called, "only https:// and http:// addresses are read")
    try:
        with Path(path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        cause = _REASONS.get(error.errno or 0, f"the file could not be read ({error.strerror or 'unknown cause'})")
        raise InputError(_short(called), cause) from error
    except ValueError as error:
        raise InputError(_short(called).replace("\0", "\\0"), "that is no file name") from error
    return _from_bytes(content, called)


def _from_bytes(content: bytes, name: str) -> Document:
    if len(content) > MAX_BYTES:
        raise too_large(name)
    text, doubts = decode(content, name)
    return _from_text(text, name, doubts)


def _from_text(text: str, name: str, warnings: tuple[str, ...] = ()) -> Document:
    if is_feed(text):
        raise InputError(name, _FEED)
    if is_html(text):
        from whosays.reading.html import read_html

        return read_html(text, name, warnings=warnings)
    return plain.read_plain(text, name, warnings=warnings)


def _from_address(address: str) -> Document:
    from whosays.reading.fetch import fetch
    from whosays.reading.html import read_html

    page = fetch(address)
    text, doubts = decode(page.body, page.url, declared=page.charset)
    if is_html(text) or (page.media_type in ("text/html", "application/xhtml+xml") and "<" in text):
        return read_html(text, page.url, url=page.url, warnings=doubts)
    if is_feed(text):
        raise InputError(page.url, _FEED)
    return plain.read_plain(text, page.url, url=page.url, warnings=doubts)


def _short(name: str) -> str:
    return name if len(name) <= 200 else name[:199] + "…"
