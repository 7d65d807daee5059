"""The entries of a news feed as documents, whatever kind of feed they stood in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from whosays.errors import InputError
from whosays.model import Dated, Document, Reference
from whosays.reading.bylines import authors as names
from whosays.reading.bylines import core_name
from whosays.reading.composing import article
from whosays.reading.fields import split
from whosays.reading.fragment import text_of
from whosays.reading.items import Fetch, Item

_WORLDWIDE = re.compile(r"[a-z][a-z0-9+.-]*://|(?:urn|tag|at|doi|info|did):", re.IGNORECASE)
_FOOT = re.compile(r"The post [^\n]{1,300}? (?:appeared first|first appeared) on ([^\n]{1,100}?)\.?$")
_LONGEST_FOOT = 440
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:continue reading|read more|read on|more)\W*)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its feed has it: texts as written, times too. ``content`` is whole, ``summary`` may be less.

    ``is_dated_by_change`` is true where ``published`` is only when it was last changed; ``is_only`` is false of one of
    several texts of an entry that its feed has at once; ``is_headline`` true where an aggregator has no more of it.
    """

    title: str | None = None
    content: str | None = None
    summary: str | None = None
    is_html: bool = True
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    is_dated_by_change: bool = False
    modified: str | None = None
    identifier: str | None = None
    references: tuple[Reference, ...] = ()
    topics: tuple[str, ...] = ()
    is_only: bool = True
    is_headline: bool = False


def told_apart(entries: Sequence[Entry]) -> list[Entry]:
    """Entries of a feed with identifiers that tell them apart.

    One that entries with different titles share is nobody's: each gets a mark of its title behind it. Several texts of
    one title are texts of one entry.
    """
    titles: dict[str, set[str | None]] = {}
    for entry in entries:
        if entry.identifier:
            titles.setdefault(entry.identifier, set()).add(entry.title)
    marked = [
        replace(e, identifier=f"{e.identifier}#{sha256((e.title or '').encode('utf-8', 'replace')).hexdigest()[:12]}")
        if e.identifier and len(titles[e.identifier]) > 1
        else e
        for e in entries
    ]
    count = Counter(entry.identifier or entry.url for entry in marked)
    return [replace(e, is_only=count[e.identifier or e.url] == 1) for e in marked]


def item(entry: Entry, name: str, fetch: Fetch | None, warnings: tuple[str, ...] = ()) -> Item:
    """The document of an entry: what the feed holds of it or, with ``fetch``, the page behind it.

    Where the page cannot be had, the feed's own text takes its place, with a warning that says so.
    """
    try:
        if fetch is not None and entry.url:
            return Item(name, _page(entry, name, fetch, warnings), entry=entry.is_only)
        return Item(name, _own(entry, name, warnings), entry=entry.is_only)
    except InputError as error:
        return Item(name, problem=InputError(name, error.cause))


def unique(identifier: str | None, feed: str | None) -> str | None:
    """An entry's id as one of the whole world: one that is no address or URN is of its feed only."""
    if not identifier or _WORLDWIDE.match(identifier):
        return identifier or None
    return f"{split(feed).netloc or feed or 'feed'}#{identifier}"


def _own(entry: Entry, name: str, warnings: tuple[str, ...]) -> Document:
    written = entry.content or entry.summary or ""
    text, links = text_of(written) if entry.is_html else (written.strip(), ())
    if _CUT.search(text[-60:]):
        warnings += ("The feed holds only the beginning of it; --pages reads the page behind it.",)
    if entry.is_headline:
        warnings += ("The feed holds only the headline of it; --pages reads the page behind it.",)
    if entry.is_dated_by_change:
        warnings += ("The feed does not say when it was published, only when it was last changed.",)
    document = article(
        text,
        links,
        name=name,
        title=text_of(entry.title or "")[0],
        url=entry.url,
        outlet=entry.outlet,
        authors=names(entry.authors, own=[entry.outlet] if entry.outlet else ()),
        published=entry.published,
        modified=entry.modified,
        dated=Dated.FEED,
        identifier=entry.identifier,
        references=entry.references,
        topics=entry.topics,
        warnings=warnings,
    )
    foot = _FOOT.search(document.text, max(0, len(document.text) - _LONGEST_FOOT))
    if foot is None or not entry.outlet or core_name(foot[1]) != core_name(entry.outlet):
        return document  # where it names another outlet it says where the text is from
    return replace(document, furniture=tuple(sorted({*document.furniture, foot.span()})))


def _page(entry: Entry, name: str, fetch: Fetch, warnings: tuple[str, ...]) -> Document:
    from whosays.reading.article import from_page

    try:
        document = from_page(fetch(entry.url or ""))
    except InputError as error:
        doubt = f"The page behind it could not be read ({error.cause}); this is what the feed holds of it."
        return _own(entry, name, (*warnings, doubt))
    return replace(behind(_told(entry, name), document), warnings=(*document.warnings, *warnings))


def behind(told: Document, page: Document) -> Document:
    """The page behind an entry, with what only the feed tells of it (``told``)."""
    return replace(
        page,
        outlet=page.outlet or told.outlet,
        title=page.title or told.title,
        authors=page.authors or told.authors,
        published=page.published or told.published,
        dated=Dated.GIVEN if page.published else told.dated,
        modified=page.modified or told.modified,
        topics=page.topics or told.topics,
        identifier=told.identifier,
        references=told.references,
    )


def _told(entry: Entry, name: str) -> Document:
    """What the feed says of an entry, whether or not it holds any text."""
    return _own(replace(entry, title=entry.title or name), name, ())
