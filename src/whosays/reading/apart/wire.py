"""What parent and child say to each other: JSON behind its length, and what is read as it is told.

Pickles are not used: who takes over the child must not thereby get the parent.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

from whosays.errors import FetchError, InputError
from whosays.fetching.fetch import Page
from whosays.model import Document
from whosays.reading.apart.limits import MESSAGE
from whosays.reading.items import Item

Message = dict[str, Any]
_LENGTH = struct.Struct("!I")
_BLOCK = 1 << 20


class Ended(Exception):
    """The other side has gone, or says what cannot be understood."""


def send(channel: socket.socket, message: Message, attached: bytes = b"") -> None:
    """Sends a message, and bytes behind it of which it gives the length as ``attached``."""
    content = json.dumps(message, separators=(",", ":")).encode()
    channel.sendall(_LENGTH.pack(len(content)) + content)
    if attached:
        channel.sendall(attached)


def receive(channel: socket.socket) -> Message:
    """The next message. Raises Ended."""
    (length,) = _LENGTH.unpack(exactly(channel, _LENGTH.size))
    if length > MESSAGE:
        raise Ended(f"an answer of {length} bytes")
    try:
        message = json.loads(exactly(channel, length))
    except (ValueError, RecursionError) as error:
        raise Ended("an answer that is no JSON") from error
    if not isinstance(message, dict):
        raise Ended("an answer that is no object")
    return message


def exactly(channel: socket.socket, length: int) -> bytes:
    """So many bytes. Raises Ended where there are fewer."""
    parts, left = [], length
    while left:
        block = channel.recv(min(left, _BLOCK))
        if not block:
            raise Ended("the end")
        parts.append(block)
        left -= len(block)
    return b"".join(parts)


def item_message(item: Item) -> Message:
    """An item as plain values."""
    return {
        "name": item.name,
        "document": item.document and item.document.to_dict(),
        "problem": item.problem and [item.problem.name, item.problem.cause],
        "note": item.note,
        "seen": item.seen,
        "entry": item.entry,
    }


def item_from(message: Message) -> Item:
    """The item in a message. Raises Ended for one that holds none."""
    try:
        name, problem, document = message["name"], message["problem"], message["document"]
        texts = (name, message["note"], message["seen"], *(problem or ()))
        if not isinstance(name, str) or not all(text is None or isinstance(text, str) for text in texts):
            raise Ended("an answer that is no item")
        return Item(
            name,
            None if document is None else Document.from_dict(document),
            None if problem is None else InputError(problem[0], problem[1]),
            message["note"],
            message["seen"],
            message["entry"] is True,
        )
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise Ended("an answer that is no item") from error


def page_message(page: Page) -> Message:
    """A page that was fetched, without its body, which follows it."""
    named = {"url": page.url, "media_type": page.media_type, "charset": page.charset}
    return {"page": named, "attached": len(page.body)}


def page_from(message: Message, body: bytes) -> Page:
    """The page in a message, and the bytes behind it. Raises FetchError where it could not be had."""
    if "page" not in message:
        raise FetchError(str(message["name"]), str(message["cause"]))
    named = message["page"]
    return Page(named["url"], body, named["media_type"], named["charset"])
