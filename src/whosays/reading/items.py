"""What goes into a format's reader and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from whosays.errors import InputError
    from whosays.fetching.fetch import Page
    from whosays.model import Document

Fetch = Callable[[str], "Page"]
"""Gives the page at an address, or raises FetchError."""


@dataclass(frozen=True, slots=True)
class Item:
    """One document of an input, or what kept it from being one.

    ``name`` says where it stands ("feed.xml entry 3", "pile.jsonl:17"); it is the input's own name where that is one
    document. Set is ``document``, or ``problem`` (something was left out), or ``note``: something about the input as a
    whole, by which nothing was lost (a clause, to be put behind the name). ``seen`` is when an archive saw the document
    (ISO 8601); ``entry`` is true of an entry of a feed, the only one of its identifier: it
    says what is there now.
    """

    name: str
    document: Document | None = None
    problem: InputError | None = None
    note: str | None = None
    seen: str | None = None
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An input that was opened: what messages call it, its bytes from the start (seekable), and how they begin.

    ``url``, ``charset`` and ``media_type`` are, if it was fetched, where from and what the server called it;
    ``fetch`` is there where the pages behind the entries of a feed are wanted.
    """

    name: str
    file: BinaryIO
    head: bytes
    url: str | None = None
    charset: str | None = None
    media_type: str | None = None
    fetch: Fetch | None = None
