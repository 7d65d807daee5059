"""``read()`` for an input that is one document, ``documents()`` for any; what it is, its content says, not its name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import BinaryIO, TextIO, cast

from whosays.errors import InputError
from whosays.fetching.urls import without_secrets
from whosays.model import Dated, Document
from whosays.reading import article
from whosays.reading.folder import files_in
from whosays.reading.formats import Format, format_of
from whosays.reading.items import Fetch, Given, Item
from whosays.reading.opening import opened

_MANY = "it is a feed, an export or a list, which may hold many documents, not an article; documents() reads these"


def read(source: str | os.PathLike[str] | bytes | TextIO | BinaryIO, *, name: str | None = None) -> Document:
    """The document in a file, an address, an open stream or bytes.

    A ``str`` is an ``https://`` or ``http://`` address, else the path of a file; text that is already in memory goes to
    `read_text`. ``name`` is what error messages call the input (its path or address if none is given). What it is is
    decided by its content. Raises InputError, also for a feed, an export or an archive, which hold many documents
    (`documents` reads these), and FetchError for an address.
    """
    if not isinstance(source, (str, os.PathLike, bytes, bytearray, memoryview)):
        if isinstance(source.read(0), str):
            called = name or str(getattr(source, "name", "input"))
            return read_text(str(source.read(article.MAX_BYTES + 1)), name=called)
        source = cast(BinaryIO, source)
    with opened(source, name=name) as given:
        cause = "no document was found in it"
        for item in _items(given, format_of(given)):
            cause = item.note or cause
            if item.document is not None and item.name != given.name:
                raise InputError(given.name, _MANY)
            if item.problem is not None:
                raise item.problem
            if item.document is not None:
                return item.document
    raise InputError(given.name, cause)


def read_text(text: str, name: str = "text") -> Document:
    """The document in a text that is already decoded, be it plain or HTML. Raises InputError."""
    return _finished(article.from_text(text, name))


def documents(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    name: str | None = None,
    url: str | None = None,
    charset: str | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Item]:
    """Every document in a file, a folder, an address, an open stream or bytes, one after the other, as it is asked for.

    ``source`` and ``name`` are as for `read`; ``url`` and ``charset`` say of bytes where they were fetched from and in
    which encoding the server called them. ``fetch`` (such as `whosays.fetching.fetch.fetch`) is called for the page
    behind each entry of a feed where the page is wanted instead of what the feed holds. Nothing is raised for a bad
    input: it, or the part of it that is bad, is an item with a ``problem``, and the rest goes on.
    """
    return every(items_of, source, name=name, url=url, charset=charset, fetch=fetch)


def every(
    read_one: Callable[[Given], Iterator[Item]],
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    name: str | None,
    url: str | None,
    charset: str | None,
    fetch: Fetch | None,
) -> Iterator[Item]:
    """What ``read_one`` gives of every input of ``source``, as it is asked for; a bad input is an item with a
    ``problem``."""
    if isinstance(source, (str, os.PathLike)) and os.path.isdir(source):
        found, problems = files_in(os.fspath(source))
        for path in found:
            yield from every(read_one, path, name=None, url=None, charset=None, fetch=fetch)
        yield from (Item(problem.name, problem=problem) for problem in problems)
        return
    called = name or (source if isinstance(source, str) else str(getattr(source, "name", None) or "input"))
    try:
        with opened(source, name=name, url=url, charset=charset, fetch=fetch) as given:
            called = given.name
            yield from read_one(given)
    except InputError as error:
        yield Item(error.name, problem=error)
    except OSError as error:
        problem = InputError(called, f"it cannot be read ({error.strerror or error})")
        yield Item(called, problem=problem)


def items_of(given: Given) -> Iterator[Item]:
    """Every document of an input that has been opened. Raises InputError."""
    yield from _items(given, format_of(given))


def _items(given: Given, found: Format) -> Iterator[Item]:
    module = import_module(f"whosays.reading.{found.module}")
    for item in module.items(given):
        yield item if item.document is None else replace(item, document=_finished(item.document))


def _finished(document: Document) -> Document:
    """A document without secrets in its addresses, at an address of the web or none, and with how its date is known."""
    on_the_web = (document.url or "").lower().startswith(("https://", "http://"))
    return replace(
        document,
        url=without_secrets(document.url) if document.url and on_the_web else None,
        links=tuple(replace(link, url=without_secrets(link.url)) for link in document.links),
        references=tuple(replace(r, url=r.url and without_secrets(r.url)) for r in document.references),
        dated=document.dated or (Dated.GIVEN if document.published else None),
    )
