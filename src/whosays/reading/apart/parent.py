"""``documents()`` with everything that is foreign done by a child."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from io import BytesIO
from typing import BinaryIO, cast

from whosays.errors import FetchError, InputError
from whosays.model import Document
from whosays.reading import reader
from whosays.reading.apart import wire
from whosays.reading.apart.pool import POOL, POSSIBLE, Worker, heard, sent
from whosays.reading.items import Fetch, Given, Item


def documents(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    name: str | None = None,
    url: str | None = None,
    charset: str | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Item]:
    """What `whosays.reading.documents` gives, read in a child process; an input that ends the child is a problem.

    Connections are made here (``fetch`` too): the child asks nobody. Where no file can be handed to another process
    (Windows), all is read in this one.
    """
    if not POSSIBLE:
        return reader.documents(source, name=name, url=url, charset=charset, fetch=fetch)
    return reader.every(_read, source, name=name, url=url, charset=charset, fetch=fetch)


def first(
    source: bytes, *, name: str | None = None, url: str | None = None, charset: str | None = None
) -> Document | None:
    """The first document of an input, None where it has none. Raises InputError for a problem that comes before it."""
    items = documents(source, name=name, url=url, charset=charset)
    for item in items:
        if item.problem is not None:
            raise item.problem
        if item.document is not None:
            next(items, None)  # mostly the end: a child that has come there is kept for the next input
            return item.document
    return None


def warm() -> None:
    """Starts a child before it is needed, so that it is ready when the first input comes."""
    if POSSIBLE:
        POOL.give_back(POOL.take())


def close() -> None:
    """Ends the children that wait."""
    POOL.close()


def _read(given: Given) -> Iterator[Item]:
    with ExitStack() as stack:
        file = _with_descriptor(given.file, stack)
        worker = POOL.take()
        whole = False
        try:
            path = getattr(given.file, "name", None)
            request = {
                "name": given.name,
                "path": path if isinstance(path, str) else None,
                "head": len(given.head),
                "url": given.url,
                "charset": given.charset,
                "media_type": given.media_type,
                "fetch": given.fetch is not None,
            }
            try:
                worker.begin(file, request)
                whole = yield from _items(worker, given.fetch)
            except (wire.Ended, OSError):
                cause = worker.cause_of_death()
                yield Item(given.name, problem=InputError(given.name, f"{cause}; what was read of it before stays"))
        finally:
            if whole:
                POOL.give_back(worker)
            else:
                worker.end()


def _items(worker: Worker, fetch: Fetch | None) -> Generator[Item, None, bool]:
    """What a worker tells of its input; true as the generator's value where it can be used again."""
    while "end" not in (message := heard(worker)):
        if "fetch" in message and fetch is not None:
            try:
                page = fetch(str(message["fetch"]))
            except FetchError as error:
                sent(worker, {"name": error.name, "cause": error.cause})
            else:
                sent(worker, wire.page_message(page), page.body)
        else:
            yield wire.item_from(message)
    return message.get("again") is True


def _with_descriptor(file: BinaryIO, stack: ExitStack) -> BinaryIO:
    """The file itself, from its start, or a copy of what is only in memory."""
    try:
        file.fileno()
    except (OSError, AttributeError):
        copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        copy.write(file.getvalue() if isinstance(file, BytesIO) else file.read())
        copy.flush()
        return cast(BinaryIO, copy)
    return file
