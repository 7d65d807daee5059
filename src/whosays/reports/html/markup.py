"""Markup that is safe by construction: whatever is not ``Html`` already is escaped before it gets into a page.

A text from outside can hold more than ``<``: characters that turn the reading direction around, control characters
that a terminal would obey, code points no HTML file may hold. ``shown`` keeps every code point in its place and makes
those visible; ``plain`` does the same for attributes and for text that is copied out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache
from typing import TypeAlias
from urllib.parse import urlsplit


class Html(str):
    """A string that is markup already."""

    __slots__ = ()


Child: TypeAlias = "str | Html | Iterable[Child] | None"

_VOID = {"br", "hr", "input", "link", "meta"}
# Controls except tab and line feed, bidirectional embeddings, overrides and isolates, and lone surrogates.
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_OTHERWISE = re.compile("[&<>\"'\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Any character that markup does not hold as it is; most texts have none."""
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\^{|}]+", re.IGNORECASE)


def el(tag: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element. Children that are not ``Html`` are escaped; attributes that are ``None`` or false are left out.

    An attribute's name loses a closing underscore (``class_``), other underscores become hyphens (``aria_label``).
    """
    opened = f"<{tag}{_attributes(attributes)}>"
    return Html(opened if tag in _VOID else f"{opened}{join(*children)}</{tag}>")


def opening(tag: str, /, **attributes: str | int | bool | None) -> Html:
    """Only the opening tag, for elements whose children are written piece by piece."""
    return Html(f"<{tag}{_attributes(attributes)}>")


def join(*children: Child) -> Html:
    """The children one after the other, escaped where they are not ``Html``."""
    return Html("".join(_pieces(children)))


def _pieces(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if child is None:
            continue
        if isinstance(child, Html):
            yield child
        elif isinstance(child, str):
            yield shown(child)
        else:
            yield from _pieces(child)


def _attributes(attributes: dict[str, str | int | bool | None]) -> str:
    parts = []
    for name, value in attributes.items():
        if value is True:
            parts.append(f" {_named(name)}")
        elif value is not None and value is not False:
            text = str(value)
            safe = html.escape(plain(text)) if _OTHERWISE.search(text) else text
            parts.append(f' {_named(name)}="{safe}"')
    return "".join(parts)


@cache
def _named(name: str) -> str:
    """An attribute's name out of Python's; there are some dozens."""
    return name.rstrip("_").replace("_", "-")


def shown(text: str) -> Html:
    """The text as markup, code point for code point.

    Carriage returns are kept as references (a parser would change them). Characters that turn the reading direction
    stay, each shut in an element of its own with its name beside it. Controls and lone surrogates, which HTML cannot
    hold, are stood in for by one visible character each.
    """
    return Html(_SPECIAL.sub(_shown_special, html.escape(text)) if _OTHERWISE.search(text) else text)


def _shown_special(match: re.Match[str]) -> str:
    character = match.group()
    if character == "\r":
        return "&#13;"
    name = f"U+{ord(character):04X}"
    if _turns_direction(character):
        return f'<bdi class="bidi" data-name="{name}">{character}</bdi>'
    return f'<span class="control" data-name="{name}">{stand_in(character)}</span>'


def _turns_direction(character: str) -> bool:
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"


def stand_in(character: str) -> str:
    """The one visible character shown for a control character or a lone surrogate."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return {0x7F: "\u2421", 0x85: "\u2424"}.get(code, "\ufffd")


def plain(text: str) -> str:
    """The text for attributes and for copying out: what ``shown`` makes visible is replaced by a visible name."""
    return _SPECIAL.sub(_plain_special, text)


def _plain_special(match: re.Match[str]) -> str:
    character = match.group()
    if character == "\r":
        return " "
    return f"[U+{ord(character):04X}]" if _turns_direction(character) else stand_in(character)


def web_address(url: str | None) -> str | None:
    """The address if it may become a link (http or https, with a host, without disguise), else none."""
    if not url or not _ADDRESS.fullmatch(url) or _SPECIAL.search(url):
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return url if host else None


def host_of(url: str) -> str:
    """The host of a web address, without ``www.``."""
    try:
        host = urlsplit(url).hostname or url
    except ValueError:
        host = url
    return host.removeprefix("www.")
