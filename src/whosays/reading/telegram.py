"""Telegram Desktop's ``result.json``: one chat or the whole account, each message with text a post.

Streamed, so that memory does not grow with the export. The format is that of Telegram Desktop's export in JSON
("machine-readable"); in it control characters are escaped as ``\\xNN``, which is no JSON, and are mended on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from whosays.errors import InputError
from whosays.model import Document, Reference, Relation
from whosays.reading.composing import joined, post
from whosays.reading.fields import key, listed, mapping, text
from whosays.reading.items import Given, Item
from whosays.reading.jsonguard import Guarded
from whosays.reading.records import without_text
from whosays.reading.telegram_rich import rich_parts

_CHATS = ("", "chats.list.item", "left_chats.list.item")
_MESSAGES = {f"{chat}.messages.item".lstrip("."): chat for chat in _CHATS}
_ABOUT = {f"{chat}.{field}".lstrip("."): field for chat in _CHATS for field in ("name", "type", "id")}
_ONLY_OF_MESSAGES = frozenset(("from_id", "actor_id", "text_entities"))
_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|.)", re.DOTALL)
_PARTS = re.compile(rb"\\(?:x[0-9A-Fa-f]?)?")
_PEER = re.compile(r"(?:channel|chat|user)?(-?\d+)")
_BLOCK = 262_144


@dataclass(slots=True)
class _Chat:
    """The chat whose messages are being read."""

    name: str | None = None
    type: str = ""
    id: str | None = None

    @property
    def is_channel(self) -> bool:
        return self.type.endswith("channel")

    @property
    def has_links(self) -> bool:
        return self.type.endswith(("channel", "supergroup"))


def items(given: Given) -> Iterator[Item]:
    """The messages with text, in order; then a note of how many had none.

    A break-off, a bad message and messages astray are problems.
    """
    import ijson

    silent = number = astray = 0
    chats = 0
    chat = _Chat()
    looked: list[_Chat] = []
    builder: Any = None
    within = ""
    try:
        for prefix, event, value in ijson.parse(Guarded(_Mended(given.file), given.name), use_float=True):
            if builder is not None:
                builder.event(event, value)
                if prefix != within or event != "end_map":
                    continue
                message, builder = builder.value, None
            elif prefix in _MESSAGES:
                if event == "start_map":
                    builder, within = ijson.ObjectBuilder(), prefix
                    builder.event(event, value)
                    continue
                message = value
            elif prefix in _ABOUT and event in ("string", "number"):
                setattr(chat, _ABOUT[prefix], str(value))
                continue
            else:
                if event == "map_key" and value in _ONLY_OF_MESSAGES:
                    astray += 1
                if event == "start_map" and prefix in _CHATS:
                    chat, number, chats = _Chat(), 0, chats + 1
                continue
            number += 1
            if chat.id is None and not looked:
                looked = _chats(given) or [chat]
            if chat.id is None and 0 < chats <= len(looked):
                chat = looked[chats - 1]
            place = f"{given.name} message {number}" if within in ("", "messages.item") else _place(given, chat, number)
            item = _item(message, chat, place)
            silent += item is None
            if item is not None:
                yield item
    except (ijson.JSONError, UnicodeDecodeError) as error:
        cause = f"the export breaks off or is broken after message {number}" + (
            f" of “{chat.name}”" if chats > 1 else ""
        )
        detail = " ".join(str(error).split())[:80]
        yield Item(given.name, problem=InputError(given.name, f"{cause}; the rest is left out ({detail})"))
    if astray:
        cause = "it holds messages where an export has no chat; they are left out"
        yield Item(given.name, problem=InputError(given.name, cause))
    if silent:
        yield without_text(given.name, silent, "message")


def _chats(given: Given) -> list[_Chat]:
    """What the export says of its chats, in order, for one whose messages come first; the file stays where it is."""
    import ijson

    file = given.file
    stands = file.tell()
    found: list[_Chat] = []
    try:
        file.seek(0)
        for prefix, event, value in ijson.parse(Guarded(_Mended(file), given.name), use_float=True):
            if event == "start_map" and prefix in _CHATS:
                found.append(_Chat())
            elif prefix in _ABOUT and event in ("string", "number") and found:
                setattr(found[-1], _ABOUT[prefix], str(value))
    except (ijson.JSONError, UnicodeDecodeError):
        pass  # told where the messages are read
    finally:
        file.seek(stands)
    return found


def _place(given: Given, chat: _Chat, number: int) -> str:
    return f"{given.name} chat “{chat.name or chat.type.replace('_', ' ') or 'without a name'}” message {number}"


def _item(message: Any, chat: _Chat, place: str) -> Item | None:
    """The post in a message; none where it has no text."""
    if not isinstance(message, Mapping):
        return Item(place, problem=InputError(place, "it is no message"))
    kind = message.get("type")
    if kind in ("service", "unsupported"):
        return None
    identifier = key(message.get("id"))
    if identifier is None:
        return Item(place, problem=InputError(place, "the message has no id"))
    written, links = joined(_parts(message))
    if not written:
        return None
    return Item(place, _document(message, chat, identifier, written, links))


def _document(message: Mapping[str, Any], chat: _Chat, identifier: str, written: str, links: Any) -> Document:
    sender = text(message.get("from"))
    return post(
        written,
        links,
        url=f"https://t.me/c/{chat.id}/{identifier}" if chat.id and chat.has_links else None,
        outlet=chat.name if chat.is_channel else None,
        author=text(message.get("author")) if chat.is_channel else sender,
        account=None if chat.is_channel else key(message.get("from_id")),
        published=_time(message, "date"),
        modified=_time(message, "edited"),
        identifier=f"telegram:{chat.id or '?'}/{identifier}",
        references=_references(message, chat),
    )


def _time(message: Mapping[str, Any], field: str) -> str | None:
    """The time with its zone where the export has it (seconds since 1970), else as it is written, without one."""
    return key(message.get(f"{field}_unixtime")) or text(message.get(field))


def _references(message: Mapping[str, Any], chat: _Chat) -> Iterator[Reference]:
    if "forwarded_from" in message or "forwarded_from_id" in message:
        name = text(message.get("forwarded_from"))
        yield Reference(Relation.FORWARD, "forwarded_from", name, None, _peer(message.get("forwarded_from_id")))
    elif "saved_from" in message:
        yield Reference(Relation.FORWARD, "saved_from", text(message["saved_from"]))
    answered = key(message.get("reply_to_message_id"))
    if answered:
        peer = _peer(message.get("reply_to_peer_id")) or f"telegram:{chat.id or '?'}"
        yield Reference(Relation.REPLY, "reply_to_message_id", identifier=f"{peer}/{answered}")


def _peer(value: Any) -> str | None:
    """The id of a channel, group or user in the form the ids of posts begin with; none where there is none."""
    match = _PEER.fullmatch(key(value) or "")
    return f"telegram:{match[1]}" if match else None


def _parts(message: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """The words of a message, each piece with the address it links to; whichever of its four forms they stand in."""
    written = message.get("text")
    pieces = [written] if isinstance(written, str) else listed(written)
    if not any(_words(piece).strip() for piece in pieces):
        pieces = listed(message.get("text_entities"))
    found = False
    for piece in pieces:
        words = _words(piece)
        found = found or bool(words.strip())
        kind = mapping(piece).get("type")
        address = text(mapping(piece).get("href")) or (words.strip() if kind == "link" else None)
        yield words, address if address and "://" in address else f"https://{address}" if address else None
    if not found and message.get("rich_message"):
        yield from rich_parts(message["rich_message"])
    elif not found and isinstance(poll := message.get("poll"), Mapping):
        lines = [poll.get("question"), *(mapping(answer).get("text") for answer in listed(poll.get("answers")))]
        yield "\n".join(line for line in lines if isinstance(line, str)), None


def _words(piece: Any) -> str:
    if isinstance(piece, str):
        return piece
    words = mapping(piece).get("text")
    return words if isinstance(words, str) else ""


def _begun(data: bytes) -> int:
    """How many bytes of an escape stand at the end, which is not whole yet."""
    for length in (1, 2, 3):
        tail = data[-length:]
        if tail[:1] == b"\\" and _PARTS.fullmatch(tail):
            before = data[:-length]
            return length if (len(before) - len(before.rstrip(b"\\"))) % 2 == 0 else 0
    return 0


class _Mended:
    """A file of which the escapes that JSON does not know are written as it knows them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._rest = b""
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, more than were asked for where an escape grew; none at the end."""
        if size == 0:
            return b""
        block = self._file.read(_BLOCK if size < 0 else size)
        data = self._rest + block
        self._rest = b""
        if b"\\" not in data:
            return data
        if block:
            # An escape that the end of the block cuts waits for the next.
            begun = _begun(data)
            if begun:
                cut = len(data) - begun
                data, self._rest = data[:cut], data[cut:]
                if not data:
                    return self.read(size)
        return _ESCAPE.sub(lambda match: b"\\u00" + match[1] if match[1] else match[0], data)
