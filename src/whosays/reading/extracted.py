"""Articles as trafilatura writes them in XML: a ``doc`` with what is known of the page as attributes and the body in
``main``, alone or several in a ``corpus``. What readers wrote below it (``comments``) is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from whosays.errors import InputError
from whosays.model import Document
from whosays.reading.bylines import authors
from whosays.reading.composing import article, line
from whosays.reading.fragment import text_of
from whosays.reading.items import Given, Item
from whosays.reading.markup import root
from whosays.reading.xml_files import read_xml

_HTML = {
    "head": "h2",
    "p": "p",
    "ab": "p",
    "quote": "blockquote",
    "list": "ul",
    "item": "li",
    "lb": "br",
    "table": "table",
    "row": "tr",
    "cell": "td",
    "ref": "a",
    "hi": "span",
    "del": "span",
    "code": "code",
    "div": "div",
}
_MARKS = (b"<main", b"hostname=", b"fingerprint=", b"sitename=", b"source=")


def recognises(given: Given) -> bool:
    """True for XML whose first element is a ``doc`` with a ``main`` in it, or a corpus of them."""
    text = given.head.decode("latin-1").removeprefix("ï»¿")
    return root(text) in ("doc", "corpus") and sum(mark in given.head for mark in _MARKS) > 1


def items(given: Given) -> Iterator[Item]:
    """The articles in the order of the file."""
    tree, broken = read_xml(given)
    found = [tree] if tree.tag == "doc" else list(tree.iter("doc"))
    for number, element in enumerate(found, 1):
        place = given.name if len(found) == 1 else f"{given.name} item {number}"
        try:
            yield Item(place, _document(element, place))
        except InputError as error:
            yield Item(place, problem=error)
        except UnicodeDecodeError:  # of what the parser took over as it was
            yield Item(place, problem=InputError(place, "its characters are broken"))
    if broken:
        yield Item(given.name, note="its XML is broken; what could be read of it was read")


def _document(element: Any, name: str) -> Document:
    main = next(element.iter("main"), None)
    text, links = text_of(_markup(main)) if main is not None else ("", ())
    if not text:
        raise InputError(name, "it has no text")
    address = next((a for a in (element.get("source"), element.get("url")) if a and "://" in a), None)
    outlet = line(element.get("sitename")) or line(element.get("source-hostname")) or line(element.get("hostname"))
    topics = (part.strip() for part in (element.get("tags") or element.get("categories") or "").split(";"))
    return article(
        text,
        links,
        name=name,
        title=element.get("title"),
        url=address if address and address.startswith(("https://", "http://")) else None,
        outlet=outlet,
        authors=authors(element.get("author") or "", own=[outlet] if outlet else ()),
        published=line(element.get("date")),
        topics=(topic.strip() for part in topics for topic in part.split(",") if topic.strip()),
    )


def _markup(main: Any) -> str:
    """The body as HTML; elements that stand for no text (pictures) are left out."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    for event, element in iterwalk(main, events=("start", "end")):
        tag = _HTML.get(element.tag) if isinstance(element.tag, str) else None
        if event == "start":
            if tag == "a":
                parts.append(f'<a href="{escape(element.get("target") or "", quote=True)}">')
            elif tag and element is not main:
                parts.append(f"<{tag}>")
            parts.append(escape(element.text or ""))
        else:
            if tag and tag != "br" and element is not main:
                parts.append(f"</{tag}>")
            if element is not main:
                parts.append(escape(element.tail or ""))
    return "".join(parts)
