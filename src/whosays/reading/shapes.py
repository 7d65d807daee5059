"""What a JSON is, told by the members that its beginning shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_NAMED = re.compile(rb'[{,]\s*"[\w$@-]{1,40}"\s*:')
_TAG = re.compile(rb"<[a-zA-Z!/?][^<>{}]*>")
_MANY = 5
_JUNK = 200
_TELEGRAM = frozenset(("personal_information", "chats", "left_chats", "frequent_contacts", "web_sessions"))
_MESSAGE = frozenset(("date_unixtime", "from_id", "actor_id", "text_entities", "forwarded_from"))


@dataclass(frozen=True, slots=True)
class Shape:
    """The names of an object's members, for each that is a list or object those of its first object; or that it is a
    list, and the names of its first member's."""

    is_list: bool = False
    members: frozenset[str] = frozenset()
    inner: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_telegram(self) -> bool:
        """True for Telegram Desktop's export of a chat or of an account."""
        if len(self.members & _TELEGRAM) >= 2 or {"about", "chats"} <= self.members:
            return True
        messages = self.inner.get("messages", frozenset())
        if "chats" in self.members and "list" in self.inner.get("chats", frozenset()):
            return True
        return "messages" in self.members and bool(messages & _MESSAGE or {"name", "type", "id"} <= self.members)


def begins_json(head: bytes) -> bool:
    """True for bytes that begin as an object or a list of objects does, or are plainly of one that is damaged."""
    if _BEGINS.match(head):
        return True
    first = _NAMED.search(head[:_JUNK])
    return first is not None and not _TAG.search(head[: first.start()]) and len(_NAMED.findall(head[:2_000])) >= _MANY


def shape_of(head: bytes) -> Shape:
    """The shape of the JSON that begins with these bytes, be they cut anywhere."""
    import ijson

    members: dict[str, None] = {}
    inner: dict[str, dict[str, None]] = {}
    is_list = False
    try:
        for prefix, event, value in ijson.parse(BytesIO(head.removeprefix(b"\xef\xbb\xbf"))):
            if prefix == "" and event == "start_array":
                is_list = True
            elif event == "map_key":
                parts = prefix.split(".")
                if prefix == "":
                    members.setdefault(value)
                elif len(parts) == 1 or parts[1:] == ["item"]:
                    inner.setdefault(parts[0], {}).setdefault(value)
    except (ijson.JSONError, UnicodeDecodeError, ValueError):
        pass  # cut, or broken: what was seen so far has to do
    return Shape(is_list, frozenset(members), {name: frozenset(found) for name, found in inner.items()})
