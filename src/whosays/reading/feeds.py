"""RSS (0.9 to 2.0) and Atom: each entry a document. feedparser reads what is broken too; that it is, is said."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from whosays.errors import InputError
from whosays.model import Reference, Relation
from whosays.reading.composing import line
from whosays.reading.entries import Entry, item, told_apart, unique
from whosays.reading.fields import listed, mapping, text
from whosays.reading.items import Given, Item
from whosays.reading.markup import is_feed, possible_references

MAX_BYTES = 50_000_000
_MOST_AUTHORS = 20
# Behind something that does not belong there.
_WITHIN = re.compile(rb"<(?:rss\s[^>]{0,500}version\s{0,9}=|feed\s[^>]{0,500}xmlns\s{0,9}=|rdf:RDF\s)", re.I)
_ENTRY = re.compile(rb"<(?:\w{1,40}:)?(?:item|entry)(?=[\s>])")
_END = re.compile(rb"</(?:rss|(?:\w{1,40}:)?feed|(?:\w{1,40}:)?RDF)\s{0,20}>$", re.I)
_DASHES = "-–—|·"
_DECLARED = re.compile(rb"<\?xml\b[^>]{0,500}\?>")
_RELATIONS = {"via": Relation.VIA, "related": Relation.RELATED}


def recognises(given: Given) -> bool:
    """True for a text that begins with the root element of RSS or Atom."""
    head = given.head
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    if is_feed(head.decode("latin-1").removeprefix("ï»¿")):
        return True
    return bool(_WITHIN.search(head[:2_000])) and b"<html" not in head[:2_000].lower()


def items(given: Given) -> Iterator[Item]:
    """The entries, newest or oldest first as the feed has them, then what was wrong with the feed as a whole."""

    content = given.file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise InputError(given.name, f"the feed is larger than {MAX_BYTES // 1_000_000} MB")
    headers = {"content-type": f"application/xml; charset={given.charset}"} if given.charset else {}
    if given.url:
        headers["content-location"] = given.url
    feed = _parsed(possible_references(content), headers, given.name)
    cut = feed.bozo and not _END.search(_without_comments(content[-2_000:])[-200:])
    entries = told_apart([_entry(found, feed.feed, given) for found in feed.entries])
    for number, entry in enumerate(entries, 1):
        last = cut and number == len(entries)
        doubt = ("The feed breaks off here; the entry may be incomplete.",) if last else ()
        yield item(entry, f"{given.name} entry {number}", given.fetch, doubt)
    yield from _verdict(given, feed, len(entries), len(_ENTRY.findall(content)), bool(cut))


def _parsed(content: bytes, headers: dict[str, str], name: str) -> Any:
    """What feedparser makes of a feed; where it fails on it, of the same in UTF-8, what is no UTF-8 replaced."""
    import feedparser

    mended = content.decode("utf-8", "replace").encode()
    cause: Exception | None = None
    for attempt in (content, _DECLARED.sub(b"", mended, count=1)):
        try:
            # From a stream, never from a string: feedparser would take that for an address to fetch.
            return feedparser.parse(io.BytesIO(attempt), response_headers=headers, sanitize_html=False)
        except Exception as error:  # whatever its parsers and decoders raise on what is broken
            cause = error
            headers = {**headers, "content-type": "application/xml; charset=utf-8"}
    raise InputError(name, "the feed is too broken to be read") from cause


def _without_comments(tail: bytes) -> bytes:
    """The end of a feed without the comments and white space behind its last element."""
    tail = tail.rstrip()
    while tail.endswith(b"-->") and (start := tail.rfind(b"<!--")) >= 0:
        tail = tail[:start].rstrip()
    return tail


def _verdict(given: Given, feed: Any, got: int, written: int, cut: bool) -> Iterator[Item]:
    """What is to be said of the feed: that it is broken, and whether entries were lost by that."""
    import feedparser

    harmless = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    cause = feed.get("bozo_exception")
    broken = bool(feed.bozo) and not isinstance(cause, harmless)
    detail = " ".join(str(getattr(cause, "getMessage", lambda: cause)()).split())[:100]
    if cut:
        yield Item(given.name, problem=InputError(given.name, f"the feed breaks off; {_entries(got)} could be read"))
    elif broken and got < written:
        yield Item(
            given.name,
            problem=InputError(
                given.name, f"the feed is broken ({detail}); {got} of {_entries(written)} could be read"
            ),
        )
    elif broken:
        yield Item(given.name, note=f"the feed is broken ({detail}); {_entries(got)} could be read all the same")
    elif not got:
        yield Item(given.name, note="the feed has no entries")


def _entries(number: int) -> str:
    return f"{number} entr{'y' if number == 1 else 'ies'}"


def _entry(found: Any, feed: Any, given: Given) -> Entry:
    # feedparser gives a text where it expects an object, for elements that it does not know in that place.
    contents = [mapping(part) for part in listed(found.get("content"))]
    content = max(contents, key=lambda part: len(text(part.get("value")) or ""), default=None)
    detail = content or mapping(found.get("summary_detail"))
    # What feedparser makes of a guid that is called a permanent link and is none.
    guid = str(found.get("id"))
    made_up = found.get("guidislink") and "://" not in guid and str(found.get("link")).endswith(guid)
    address = None if made_up else _absolute(found.get("link"), _absolute(feed.get("link"), given.url) or given.url)
    # feedparser answers a question for ``updated`` with ``published`` where there is none.
    modified = text(dict(found).get("updated"))
    published = text(found.get("published")) or text(found.get("created"))
    source = _publisher(found, feed)
    written = listed(found.get("authors")) or listed(feed.get("authors"))
    people = [text(mapping(person).get("name")) for person in written[:_MOST_AUTHORS]]
    title = text(found.get("title"))
    return Entry(
        title=_without_publisher(title, source) if source and title else title,
        content=text(content.get("value")) if content and not source else None,
        summary=None if source else text(found.get("summary")),
        is_html=detail.get("type") != "text/plain",
        url=address,
        outlet=source or text(feed.get("title")),
        authors=tuple(name for name in people if name),
        published=published or modified,
        modified=modified if published else None,
        is_dated_by_change=bool(modified and not published),
        identifier=unique(found.get("id"), feed.get("link") or given.url or given.name),
        references=tuple(_references(found, feed, source)),
        is_headline=bool(source),
        topics=tuple(term for tag in listed(found.get("tags")) if (term := text(mapping(tag).get("term")))),
    )


def _absolute(address: str | None, base: str | None) -> str | None:
    try:
        whole = urljoin(base or "", text(address) or "")
    except ValueError:
        return None
    return whole if whole.startswith(("https://", "http://")) else None


def _publisher(found: Any, feed: Any) -> str | None:
    """Whose article an entry of an aggregator points to: the source that it names, and names behind the headline too.

    What such an entry holds beside the headline are other headlines, not the article.
    """
    source = found.get("source")
    name = line(source.get("title")) if isinstance(source, Mapping) else None
    title = line(found.get("title"))
    if not name or not title or name == line(feed.get("title")):
        return None
    return name if _without_publisher(title, name) != title else None


def _without_publisher(title: str, publisher: str) -> str:
    """A headline without " - The Outlet" behind it."""
    head, sign, tail = title.rstrip().rpartition(publisher)
    head = head.rstrip()
    return head.rstrip(_DASHES).rstrip() if sign and not tail and head[-1:] in _DASHES and len(head) > 1 else title


def _references(found: Mapping[str, Any], feed: Mapping[str, Any], publisher: str | None) -> Iterator[Reference]:
    """``<source>`` and the links that say where an entry is from; of an aggregator's, that it came through it."""
    source = found.get("source")
    if publisher and feed.get("title"):
        yield Reference(Relation.VIA, "channel", line(feed["title"]), _absolute(feed.get("link"), None))
    elif isinstance(source, Mapping):
        address = source.get("href") or source.get("link") or None
        if source.get("title") or address:
            yield Reference(Relation.SOURCE, "source", source.get("title"), address, source.get("id"))
    for link in map(mapping, listed(found.get("links"))):
        relation, address = _RELATIONS.get(str(link.get("rel"))), text(link.get("href"))
        if relation and address:
            yield Reference(relation, f"link rel={relation.value}", text(link.get("title")), address)
