"""Telegram Desktop's export as HTML (``messages.html``): each message with text a post.

It says less than the export as JSON (no ids of channels, no addresses of forwards), which is said once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from whosays.errors import InputError
from whosays.model import Reference, Relation
from whosays.reading.composing import line, post
from whosays.reading.fragment import text_of
from whosays.reading.items import Given, Item
from whosays.reading.records import without_text

_MAX_BYTES = 50_000_000
_TELLING = (b'class="page_wrap', b'class="message ')
_CHAT = (b"chat_page", b'class="history')
_DAY_FIRST = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")
_NOTE = (
    "it is Telegram's export as HTML, which does not say of what channel it is or where a forward stood; the export as "
    "JSON (machine-readable) does"
)


def recognises(given: Given) -> bool:
    """True for a page with the frame and the messages of Telegram Desktop's export."""
    return all(word in given.head for word in _TELLING) and any(word in given.head for word in _CHAT)


def items(given: Given) -> Iterator[Item]:
    """The messages with text, in order, then what the export does not say."""
    from lxml import etree
    from lxml import html as lxml_html

    content = given.file.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        raise InputError(given.name, f"the export is larger than {_MAX_BYTES // 1_000_000} MB")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = lxml_html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(given.name, "its HTML cannot be read") from error
    header = next((e for e in _classed(tree, "page_header")), None)
    chat = line(header.text_content()) if header is not None else None
    silent = 0
    sender: str | None = None
    for element in _classed(tree, "message"):
        classes = element.get("class", "").split()
        if "default" not in classes:
            continue
        number = re.sub(r"\D", "", element.get("id", "")) or "?"
        place = f"{given.name} message {number}"
        body = next((e for e in element if "body" in e.get("class", "").split()), element)
        forwarded = next((e for e in body if {"forwarded", "body"} <= set(e.get("class", "").split())), None)
        sender = _name(body) or (sender if "joined" in classes else None)
        holder = body if forwarded is None else forwarded
        words = next((e for e in holder if "text" in e.get("class", "").split()), None)
        text, links = (
            text_of(etree.tostring(words, encoding="unicode", with_tail=False)) if words is not None else ("", ())
        )
        if not text:
            silent += 1
            continue
        yield Item(
            place,
            post(
                text,
                links,
                outlet=chat if sender in (chat, None) else None,
                author=None if sender == chat else sender,
                published=_moment(body),
                identifier=f"telegram-html:{chat or '?'}/{number}",
                references=tuple(_references(body, forwarded)),
            ),
        )
    if silent:
        yield without_text(given.name, silent, "message")
    yield Item(given.name, note=_NOTE)


def _references(body: Any, forwarded: Any) -> Iterator[Reference]:
    if forwarded is not None:
        yield Reference(Relation.FORWARD, "forwarded", _name(forwarded))
    answered = next((e for e in body if "reply_to" in e.get("class", "").split()), None)
    if answered is not None:
        yield Reference(Relation.REPLY, "reply_to", line(answered.text_content()))


def _name(holder: Any) -> str | None:
    """The name at the head of a message or forward, without the time behind it."""
    named = next((e for e in holder if "from_name" in e.get("class", "").split()), None)
    if named is None:
        return None
    parts = [
        named.text or "",
        *(p for e in named for p in ("" if "date" in e.get("class", "") else e.text_content(), e.tail or "")),
    ]
    return line("".join(parts))


def _moment(body: Any) -> str | None:
    """When it was sent, day before month as Telegram writes it, with the zone where that is given."""
    stamp = next((e for e in body if "date" in e.get("class", "").split()), None)
    match = _DAY_FIRST.match(stamp.get("title", "")) if stamp is not None else None
    return f"{match[3]}-{match[2]}-{match[1]}T{match[4]}{match[5] or ''}" if match else None


def _classed(tree: Any, name: str) -> Iterator[Any]:
    return (e for e in tree.iter("div") if name in e.get("class", "").split())
