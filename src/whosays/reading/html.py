"""A web page to a Document.

The text is the headline as first paragraph, unless the body begins with it, and the body by trafilatura; paragraphs are
separated by a blank line. Links' spans are exact. Everything else is in `metadata`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from whosays.errors import InputError
from whosays.model import Document, DocumentKind, Link, Span
from whosays.reading import body as bodies
from whosays.reading.factchecks import in_layout
from whosays.reading.furniture import surroundings
from whosays.reading.headline import headed, overlap
from whosays.reading.language import language_of
from whosays.reading.metadata import Metadata, metadata
from whosays.reading.stubs import visible_text, why_no_article, without_dialogues

MAX_CHARACTERS = 10_000_000
"""The largest page that is parsed; the median news page has a thirtieth of a per cent of it in text."""

_MOST_ELEMENTS = 60_000
_MOST_DEPTHS = 1_000_000
_MOST_CHILDREN = 4_000

_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32)))
_DECLARATION = re.compile(r"<\?xml\b[^>]{0,1000}\?>", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[^<>]{10000,}+>?")
_NAME = re.compile(r"</?[A-Za-z][\w:.-]{0,60}")
_AGAIN = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_MOST_ATTRIBUTES = 1_000
_MOST_AGAIN = 50


def read_html(text: str, name: str, *, url: str | None = None, warnings: tuple[str, ...] = ()) -> Document:
    """The document in a page's markup; ``url`` is where it was fetched from, if it was.

    Raises InputError, naming the cause, where the page holds no article: a paywall, a bot check, a cookie notice,
    nothing without JavaScript.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            name, f"the page is larger than {MAX_CHARACTERS // 1_000_000} MB, the most that is read as one article"
        )
    tree = _parse(text, name)
    if _is_too_much(tree):
        raise InputError(name, "the page has too many or too deeply nested elements to be one article")
    known = metadata(tree, url)
    without_dialogues(tree)
    shown = visible_text(tree)
    try:
        full = bodies.plain(known.body or "")
        body = bodies.body(tree, full, live=known.is_live)
    except RecursionError as error:
        raise InputError(name, "the page is nested too deeply to be read") from error
    full = full or bodies.plain(known.updates or "")
    if len(body.text) < 250 and len(full) > 2 * len(body.text):
        # The page keeps its article only where search engines look.
        body = bodies.Body(full, (), ())
    cause = why_no_article(tree, shown, body.text, free=known.free)
    if cause:
        raise InputError(name, cause)
    if known.free is False:
        warnings += ("The page says that the article is behind a paywall; its text may be cut short.",)
    return _document(body, known, (*warnings, *known.warnings))


def _parse(text: str, name: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    text = text.lstrip()
    declaration = _DECLARATION.match(text)
    text = _LONG_TAG.sub(_without_attributes, text[declaration.end() :] if declaration else text)
    if sum(1 for _ in _AGAIN.finditer(text)) > _MOST_AGAIN:
        raise InputError(name, "the page begins more often than a page can")
    cleaned = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    # huge_tree: without it all below 256 open tags is lost, and old pages never close theirs.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    try:
        tree = lxml_html.document_fromstring(cleaned, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(name, "the page is empty or its HTML cannot be read") from error
    return tree


def _without_attributes(tag: re.Match[str]) -> str:
    """A tag without its attributes where it has thousands: a parser looks through all of them for each."""
    words = tag[0].split(None, _MOST_ATTRIBUTES)
    name = _NAME.match(tag[0])
    if len(words) <= _MOST_ATTRIBUTES or (name is None and tag[0].count("=") <= _MOST_ATTRIBUTES):
        return tag[0]
    return (name[0] if name else "") + ">" * tag[0].endswith(">")


def _is_too_much(tree: Any) -> bool:
    """True for a page that would take some 20 seconds: what trafilatura does grows with elements times depth."""
    from lxml.etree import iterwalk

    elements = depth = depths = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        elements += 1
        depths += depth
        if elements > _MOST_ELEMENTS or depths > _MOST_DEPTHS or len(element) > _MOST_CHILDREN:
            return True
    return False


def _document(body: bodies.Body, known: Metadata, warnings: tuple[str, ...]) -> Document:
    is_post = known.is_post
    text, moved = headed(body.text, None if is_post else _headline(known))
    links = tuple(
        Link((start + moved, end + moved), address)
        for start, end, written in body.links
        if (address := _address(written, known.base))
    )
    around = surroundings(text)
    document = Document(
        text=text,
        kind=DocumentKind.POST if is_post else DocumentKind.ARTICLE,
        url=known.url,
        outlet=known.outlet,
        title=known.title,
        authors=known.authors or around.authors,
        published=known.published or around.published,
        modified=known.modified or around.modified,
        language=known.language,
        topics=known.topics or around.topics,
        links=links,
        furniture=tuple(sorted({*around.furniture, *_boxes(body, moved)})),
        warnings=warnings,
    )
    checks = known.fact_checks or in_layout(text, url=known.url, outlet=known.outlet, date=document.published)
    return replace(document, language=_language(document), fact_checks=checks)


def _boxes(body: bodies.Body, moved: int) -> Iterator[Span]:
    """Where boxes stand that only point to other pages; never the first paragraph."""
    return ((start + moved, end + moved) for start, end in bodies.boxes(body) if start)


def _headline(known: Metadata) -> str | None:
    """The headline a reader sees, where it is the title in other words; else the title."""
    if known.headline and known.title and overlap(known.headline, known.title) >= 0.5:
        return known.headline
    return known.title


def _address(written: str, base: str | None) -> str | None:
    """A link's address, absolute where the page's own is known; none for what is no page (mail, script, telephone)."""
    try:
        address = urljoin(base or "", re.sub(r"[\t\r\n]", "", written))
        scheme = urlsplit(address).scheme
    except ValueError:
        return None
    return address if scheme in ("http", "https", "") else None


def _language(document: Document) -> str | None:
    """The language the page declares, unless its text is plainly another: templates often declare the wrong one."""
    if document.language and len(document.text) < 100:
        return document.language
    return language_of(document.text) or document.language
