"""JSON Feed (1 and 1.1): each item a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from whosays.errors import InputError
from whosays.model import Reference, Relation
from whosays.reading.composing import line
from whosays.reading.entries import Entry, told_apart, unique
from whosays.reading.entries import item as item_of
from whosays.reading.fields import key, listed, text
from whosays.reading.items import Fetch, Item


def is_feed(value: Mapping[str, Any]) -> bool:
    """True for the object at the top of a JSON Feed."""
    version = value.get("version")
    return isinstance(version, str) and "jsonfeed.org/" in version and isinstance(value.get("items"), list)


def items(feed: Mapping[str, Any], name: str, url: str | None, fetch: Fetch | None) -> Iterator[Item]:
    """The items of a feed; one that is no object is a problem in its place."""
    base = text(feed.get("feed_url")) or url or text(feed.get("home_page_url")) or ""
    entries = iter(told_apart([_entry(found, feed, base) for found in feed["items"] if isinstance(found, Mapping)]))
    for number, found in enumerate(feed["items"], 1):
        place = f"{name} entry {number}"
        if isinstance(found, Mapping):
            yield item_of(next(entries), place, fetch)
        else:
            yield Item(place, problem=InputError(place, "it is no JSON object"))


def _entry(found: Mapping[str, Any], feed: Mapping[str, Any], base: str) -> Entry:
    markup = text(found.get("content_html"))
    people = next((p for p in map(_people, (found, feed)) if p), ())
    external = text(found.get("external_url"))
    identifier = key(found.get("id"))
    return Entry(
        title=text(found.get("title")),
        content=markup or text(found.get("content_text")),
        summary=text(found.get("summary")),
        is_html=markup is not None,
        url=_address(text(found.get("url")), base),
        outlet=text(feed.get("title")),
        authors=people,
        published=text(found.get("date_published")),
        modified=text(found.get("date_modified")),
        identifier=unique(identifier, base),
        references=(Reference(Relation.SOURCE, "external_url", url=_address(external, base)),) if external else (),
        topics=tuple(tag for tag in listed(found.get("tags")) if isinstance(tag, str)),
    )


def _people(holder: Mapping[str, Any]) -> tuple[str, ...]:
    """The authors of an item or a feed; version 1 had a single ``author``."""
    members = [*listed(holder.get("authors")), holder.get("author")]
    names = (line(member.get("name")) for member in members if isinstance(member, Mapping))
    return tuple(name for name in names if name)


def _address(written: str | None, base: str) -> str | None:
    try:
        return urljoin(base, written) if written else None
    except ValueError:
        return None
