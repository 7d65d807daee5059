"""Feeds, Atom or JSON Feed; as an export an entry a claim, those of the newest documents first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from whosays.exports.base import Exporter, json_bytes
from whosays.exports.marks import NO_DATE, called, newest, utc, xml_safe
from whosays.model.findings import Findings
from whosays.model.story import StoryClaim
from whosays.wording import NO_VERDICT, grade

_ATOM: Final = "http://www.w3.org/2005/Atom"
_TITLE: Final = "whosays: claims and what they rest on"


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim, or a change of one, as an entry: what it is known by, its words, what it rests on, when that was last
    so, which addresses it goes back to, and the page where it is shown."""

    identifier: str
    title: str
    content: str
    updated: str
    links: tuple[str, ...] = ()
    page: str | None = None


def entries(found: Findings) -> list[Entry]:
    """The claims as entries, those of the newest documents first."""
    made = [_entry(found, claim) for claim in found.story.claims]
    return sorted(made, key=lambda entry: entry.updated, reverse=True)


def _entry(found: Findings, claim: StoryClaim) -> Entry:
    documents = [found.documents[identifier] for identifier in claim.documents]
    standing = claim.standing
    lines = [f"{standing.summary} Grade {grade(standing.letter, standing.credibility)}."] if standing else []
    lines += [f"Independent origins: {claim.origins.least} to {claim.origins.most}.", NO_VERDICT]
    lines += [f"- {called(document)} ({document.outlet or document.account or 'no outlet'})" for document in documents]
    first = found.first_words.get(claim.id, claim.text)
    return Entry(
        f"urn:whosays:claim:{hashlib.sha256(' '.join(first.casefold().split()).encode()).hexdigest()[:32]}",
        claim.text,
        "\n".join(lines),
        max((moment for document in documents if (moment := utc(document.published))), default=NO_DATE),
        tuple(dict.fromkeys(document.url for document in documents if document.url)),
    )


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself: what it is known by, its title, when it changed last, by which version it was made,
    where the page is that it goes with."""

    identifier: str
    title: str
    updated: str
    version: str
    page: str | None = None


def atom(head: Head, items: Iterable[Entry]) -> bytes:
    """An Atom feed (RFC 4287)."""
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(root, "id", head.identifier)
    _text(root, "title", head.title)
    _text(root, "subtitle", NO_VERDICT)
    _text(root, "updated", head.updated)
    _text(root, "generator", "whosays").set("version", head.version)
    _text(ElementTree.SubElement(root, "author"), "name", "whosays")
    if head.page is not None:
        ElementTree.SubElement(root, "link", {"rel": "alternate", "href": head.page})
    for entry in items:
        item = ElementTree.SubElement(root, "entry")
        _text(item, "id", entry.identifier)
        _text(item, "title", entry.title)
        _text(item, "updated", entry.updated)
        _text(item, "content", entry.content).set("type", "text")
        if entry.page is not None:
            ElementTree.SubElement(item, "link", {"rel": "alternate", "href": entry.page})
        for link in entry.links:
            ElementTree.SubElement(item, "link", {"rel": "related", "href": xml_safe(link)})
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def json_feed(head: Head, items: Iterable[Entry]) -> bytes:
    """A JSON Feed (version 1.1)."""
    made = [
        {
            "id": entry.identifier,
            "title": entry.title,
            "content_text": entry.content,
            "date_modified": entry.updated,
            **({"url": entry.page} if entry.page is not None else {}),
            **({"external_url": entry.links[0]} if entry.links else {}),
        }
        for entry in items
    ]
    return json_bytes({
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "description": NO_VERDICT,
        "language": "en",
        "authors": [{"name": "whosays"}],
        **({"home_page_url": head.page} if head.page is not None else {}),
        "items": made,
    })  # fmt: skip


def _head(found: Findings) -> Head:
    return Head("urn:whosays:claims", _TITLE, newest(found), found.maker.version)


class Atom(Exporter):
    """Claims as an Atom feed."""

    name = "atom"
    title = "claims as a feed (Atom)"
    ending = ".atom"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        yield atom(_head(found), entries(found))


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name)
    made.text = xml_safe(text)
    return made


class JsonFeed(Exporter):
    """Claims as a JSON Feed."""

    name = "jsonfeed"
    title = "claims as a feed (JSON Feed)"
    ending = ".json"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        yield json_feed(_head(found), entries(found))
