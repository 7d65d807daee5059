"""What a JSON is, told by the members that its beginning shows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from whosays.reading.jsonguard import tokens

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:\{\s*+[\"}]|\[\s*+[{\]])")
_NAMED = re.compile(rb'[{,]\s{0,200}"[\w$@-]{1,40}"\s{0,20}:')
_TAG = re.compile(rb"<[a-zA-Z!/?][^<>{}]*>")
_MANY = 5
_DEEPEST = 3
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
    """The shape of the JSON that begins with these bytes, be they cut anywhere. Linear in their number."""
    members: dict[str, None] = {}
    inner: dict[str, dict[str, None]] = {}
    signs: list[bytes] = []  # the brackets that are open
    names: list[str | None] = []  # of each, the member of which it is the value
    is_list = False
    key: str | None = None
    expected = False  # a name, behind a brace or a comma in an object
    for token in tokens(head.removeprefix(b"\xef\xbb\xbf")):
        if token in (b"{", b"["):
            is_list = is_list or (token == b"[" and not signs)
            signs.append(token)
            names.append(key)
            key, expected = None, token == b"{"
        elif token in (b"}", b"]"):
            if not signs:
                break
            signs.pop()
            names.pop()
            key, expected = None, False
        elif token == b",":
            key, expected = None, bool(signs) and signs[-1] == b"{"
        elif len(token) > 1 and expected:
            key, expected = _text(token), False
            # ``{"a": {"b"`` and ``{"a": [{"b"``; in a list at the top, one deeper.
            outer = [name or "item" for name in names[1:] if signs] if len(signs) <= _DEEPEST else []
            if len(signs) == 1:
                members.setdefault(key)
            elif outer and (len(outer) == 1 or outer[1:] == ["item"]):
                inner.setdefault(outer[0], {}).setdefault(key)
    return Shape(is_list, frozenset(members), {name: frozenset(found) for name, found in inner.items()})


def _text(token: bytes) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token[1:-1].decode("utf-8", "replace")
