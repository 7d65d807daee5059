"""Claims as a feed, Atom or JSON Feed: an entry a claim, those of the newest documents first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from whosays.exports.base import Exporter, json_bytes
from whosays.exports.marks import NO_DATE, called, newest, utc, xml_safe
from whosays.model.findings import Findings
from whosays.model.story import StoryClaim
from whosays.wording import NO_VERDICT

_ATOM: Final = "http://www.w3.org/2005/Atom"
_TITLE: Final = "whosays: claims and what they rest on"


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as an entry: what it is known by, its words, what it rests on, when a document last said so, where."""

    identifier: str
    title: str
    content: str
    updated: str
    links: tuple[str, ...]


def entries(found: Findings) -> list[Entry]:
    """The claims as entries, those of the newest documents first."""
    made = [_entry(found, claim) for claim in found.story.claims]
    return sorted(made, key=lambda entry: entry.updated, reverse=True)


def _entry(found: Findings, claim: StoryClaim) -> Entry:
    documents = [found.documents[identifier] for identifier in claim.documents]
    standing = claim.standing
    lines = [f"{standing.summary} Grade {standing.reliability}{standing.credibility}."] if standing else []
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


class Atom(Exporter):
    """An Atom feed (RFC 4287)."""

    name = "atom"
    title = "claims as a feed (Atom)"
    ending = ".atom"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
        _text(root, "id", "urn:whosays:claims")
        _text(root, "title", _TITLE)
        _text(root, "subtitle", NO_VERDICT)
        _text(root, "updated", newest(found))
        _text(root, "generator", "whosays").set("version", found.maker.version)
        _text(ElementTree.SubElement(root, "author"), "name", "whosays")
        for entry in entries(found):
            item = ElementTree.SubElement(root, "entry")
            _text(item, "id", entry.identifier)
            _text(item, "title", entry.title)
            _text(item, "updated", entry.updated)
            _text(item, "content", entry.content).set("type", "text")
            for link in entry.links:
                ElementTree.SubElement(item, "link", {"rel": "related", "href": xml_safe(link)})
        ElementTree.indent(root)
        yield ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name)
    made.text = xml_safe(text)
    return made


class JsonFeed(Exporter):
    """A JSON Feed (version 1.1)."""

    name = "jsonfeed"
    title = "claims as a feed (JSON Feed)"
    ending = ".json"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        items = [
            {
                "id": entry.identifier,
                "title": entry.title,
                "content_text": entry.content,
                "date_modified": entry.updated,
                **({"external_url": entry.links[0]} if entry.links else {}),
            }
            for entry in entries(found)
        ]
        yield json_bytes({
            "version": "https://jsonfeed.org/version/1.1",
            "title": _TITLE,
            "description": NO_VERDICT,
            "language": "en",
            "authors": [{"name": "whosays"}],
            "items": items,
        })  # fmt: skip
