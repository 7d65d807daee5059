"""What a page says of itself: JSON-LD before meta tags before what a reader sees; nothing is guessed.

One exception: the outlet is the brand, so ``og:site_name`` goes before the JSON-LD publisher, often the owning company.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from whosays.model import FactCheck
from whosays.reading import factchecks, jsonld, microdata, visible
from whosays.reading.bylines import authors, core_name
from whosays.reading.dates import iso_date
from whosays.reading.dating import chosen, in_address
from whosays.reading.language import language_code
from whosays.reading.wordlists import page_expression, words

Meta = dict[str, list[str]]
"""The meta tags of a page: what they are called to what they say, in order."""

_MOST_TOPICS = 40
# Tags by which a publishing system talks to itself.
_INTERNAL = re.compile(r"[@_/#]|\w+_\w+$|\w+:\S")
_HOST_NAME = re.compile(r"[\w-]{1,80}(?:\.[\w-]{1,80}){1,8}")
_SEPARATOR = r"\s[|\-–—·•:»]{1,5}\s"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a page besides its body. ``free`` is ``isAccessibleForFree``; ``headline`` the visible one;
    ``is_live`` says that it is a live blog, whose updates stand beside each other; ``updates`` are those that its
    JSON-LD lists, often only the newest."""

    title: str | None = None
    headline: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    base: str | None = None
    language: str | None = None
    topics: tuple[str, ...] = ()
    is_post: bool = False
    is_live: bool = False
    free: bool | None = None
    body: str | None = None
    updates: str | None = None
    warnings: tuple[str, ...] = ()
    fact_checks: tuple[FactCheck, ...] = ()


def metadata(tree: Any, url: str | None = None) -> Metadata:
    """The metadata of a parsed page; ``url`` is where it was fetched, if it was."""
    meta = _meta(tree)
    base = _absolute(next(iter(tree.xpath("//base/@href")), None), url) or url
    canonical = _canonical(tree, meta, base)
    headline = visible.headline(tree)
    shown = _first(meta, ("og:title", "twitter:title")) or headline
    scripts = [
        s.text_content() for s in tree.xpath("//script[contains(translate(@type, 'JSONLD', 'jsonld'), 'ld+json')]")
    ]
    found = jsonld.nodes(scripts)
    node = jsonld.article(found, canonical or url, shown)
    address = canonical or _absolute(_one(node.get("url")), base) or url
    host = _host(address)
    outlet = _outlet(tree, meta, node, found, host)
    published = chosen([_one(node.get("datePublished")), *_all(meta, words("meta", "published"))])
    dated = published.date or visible.date(tree)
    if dated is None and (day := _date_in(address)):
        published = in_address(day, published)
        dated = published.date
    modified = chosen([_one(node.get("dateModified")), *_all(meta, words("meta", "modified"))], "revision")
    return Metadata(
        title=_title(tree, meta, node, headline, outlet),
        headline=headline,
        outlet=outlet,
        authors=_authors(tree, meta, node, outlet, host),
        published=dated,
        modified=modified.date or visible.date(tree, modified=True),
        url=address,
        base=base or address,
        language=language_code(_one(node.get("inLanguage"), "alternateName"))
        or language_code(next(iter(tree.xpath("/html/@lang | /html/@*[local-name()='lang']")), None))
        or language_code(_first(meta, ("og:locale", "content-language", "dc.language", "language"))),
        topics=_topics(meta, node),
        is_post=bool(jsonld.types(node) & jsonld.POSTS) or is_post_address(address),
        is_live="LiveBlogPosting" in jsonld.types(node),
        free=jsonld.is_free(node) if node else None,
        body=_one(node.get("articleBody")) or _one(node.get("text")),
        updates=jsonld.updates(node),
        warnings=published.doubts,
        fact_checks=factchecks.in_nodes([*found, *microdata.nodes(tree, factchecks.REVIEWS)], address, outlet),
    )


def _meta(tree: Any) -> Meta:
    """The meta tags: name, property, itemprop or http-equiv in lower case to the contents, in order."""
    found: Meta = {}
    for tag in tree.xpath("//meta[@content]"):
        content = " ".join(tag.get("content").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for key in (tag.get(attribute) or "").lower().split() if content else ():
                found.setdefault(key, []).append(unescape(content))
    return found


def _all(meta: Meta, keys: tuple[str, ...]) -> list[str]:
    return [value for key in keys for value in meta.get(key, ())]


def _first(meta: Meta, keys: tuple[str, ...]) -> str | None:
    return next(iter(_all(meta, keys)), None)


def _one(value: Any, key: str = "name") -> str | None:
    return next(iter(jsonld.strings(value, key)), None)


def _date_in(url: str | None) -> str | None:
    """The day in an address such as ``/2024/11/05/``."""
    try:
        match = re.search(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-]|$)", urlsplit(url).path) if url else None
    except ValueError:
        return None
    return iso_date("-".join(match.groups())) if match else None


def _absolute(address: str | None, base: str | None) -> str | None:
    """An http address, made absolute; none for anything else."""
    try:
        joined = urljoin(base or "", address.strip()) if address else ""
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


def _host(address: str | None) -> str:
    try:
        return (urlsplit(address).hostname or "") if address else ""
    except ValueError:
        return ""


def _canonical(tree: Any, meta: Meta, base: str | None) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if "canonical" in link.get("rel", "").lower().split()]
    for address in [*links, *_all(meta, ("og:url", "parsely-link", "twitter:url"))]:
        absolute = _absolute(address, base)
        # A home page as the canonical address of an article is a fault of the template.
        if absolute and urlsplit(absolute).path.strip("/"):  # _absolute has tried to split it
            return absolute
    return None


def _outlet(tree: Any, meta: Meta, node: jsonld.Node, found: list[jsonld.Node], host: str) -> str | None:
    """The brand: the first name that the host confirms, else the first; a bare host name only for want of others."""
    publisher = _one(node.get("publisher")) or _one(node.get("sourceOrganization"))
    site = next((_one(n.get("name")) for n in found if "WebSite" in jsonld.types(n)), None)
    written = [
        *meta.get("og:site_name", ()),
        publisher,
        visible.publisher(tree),
        *_all(meta, words("meta", "outlet")),
        site,
    ]
    # "The Outlet | News, sport and more" is a slogan behind a name.
    names = [re.split(_SEPARATOR, name)[0].strip() for name in written if name]
    usable = [name for name in names if 2 <= len(name) <= 80 and not name.startswith(("http", "@"))]
    brands = [n for n in usable if not _HOST_NAME.fullmatch(n)]
    confirmed = (n for n in brands if len(core_name(n)) > 2 and core_name(n) in re.sub(r"\W", "", host))
    return next(confirmed, next(iter(brands or usable), None))


def _title(tree: Any, meta: Meta, node: jsonld.Node, headline: str | None, outlet: str | None) -> str | None:
    written = [_one(node.get("headline")), *_all(meta, words("meta", "titles")), headline, *visible.titles(tree)]
    for title in written:
        cleaned = _without_outlet(" ".join(title.split()), outlet) if title else ""
        if any(map(str.isalnum, cleaned)) and cleaned.casefold() != (outlet or "").casefold():
            return cleaned
    return None


def _without_outlet(title: str, outlet: str | None) -> str:
    """A title without " | The Outlet" behind it."""
    parts = re.split(f"({_SEPARATOR})", title)
    if outlet and len(parts) > 2 and core_name(parts[-1]) == core_name(outlet):
        return "".join(parts[:-2])
    return title


def _authors(tree: Any, meta: Meta, node: jsonld.Node, outlet: str | None, host: str) -> tuple[str, ...]:
    label = host.removeprefix("www.").split(".")[0].replace("-", "")
    own = [name for name in (outlet, label) if name]
    fields = [jsonld.strings(node.get("author")) or jsonld.strings(node.get("creator"))]
    fields += [meta.get(key, []) for key in words("meta", "authors")]
    for field in fields:
        if found := authors(field, own):
            return found
    return authors(visible.authors(tree), own)


def _topics(meta: Meta, node: jsonld.Node) -> tuple[str, ...]:
    fields = [jsonld.strings(node.get("keywords"))] + [meta.get(key, []) for key in words("meta", "topics")]
    for field in fields:
        # Several entries are topics that may hold commas; one or two are lists.
        names = field if len(field) > 2 else [name for entry in field for name in re.split(r"\s*[,;|]\s*", entry)]
        kept: dict[str, str] = {}
        for name in names:
            name = " ".join(name.split()).strip("\"'“”")
            if 1 < len(name) <= 80 and any(map(str.isalnum, name)) and not _INTERNAL.match(name):
                kept.setdefault(name.casefold(), name)
        if kept:
            return tuple(kept.values())[:_MOST_TOPICS]
    return ()


def is_post_address(url: str | None) -> bool:
    """True for an address below the first level of a platform on which people post."""
    if not url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("mobile.").removeprefix("old.")
    return bool(page_expression("posts", "hosts").fullmatch(host) and parts.path.count("/") >= 2)
