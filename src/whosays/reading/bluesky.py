"""Bluesky's post views as its API gives them (getAuthorFeed, getPostThread, searchPosts, getPosts)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from whosays.model import Document, Link, Reference, Relation
from whosays.reading.composing import post
from whosays.reading.fields import listed, mapping, text

_DEEPEST = 500


def is_view(value: Mapping[str, Any]) -> bool:
    """True for a post view, or an object that holds one as ``post``."""
    view = mapping(value.get("post")) or value
    return str(view.get("uri", "")).startswith("at://") and isinstance(view.get("record") or view.get("value"), Mapping)


def posts_of(answer: Mapping[str, Any]) -> list[Any] | None:
    """The members of an answer that hold posts; none for another kind of answer."""
    if isinstance(answer.get("thread"), Mapping):
        return _thread(answer["thread"])
    if isinstance(answer.get("thread"), list):  # getPostThreadV2
        return [member for one in answer["thread"] if mapping(member := mapping(one).get("value")).get("post")]
    for name in ("feed", "posts"):
        members = answer.get(name)
        if isinstance(members, list) and (not members or (isinstance(members[0], Mapping) and is_view(members[0]))):
            return members
    return None


def _thread(top: Mapping[str, Any]) -> list[Any]:
    """A thread's members, those above the post first, then it, then the answers as they stand."""
    above: list[Any] = []
    parent = mapping(top.get("parent"))
    while parent and len(above) < _DEEPEST:
        above.append(parent)
        parent = mapping(parent.get("parent"))
    found = above[::-1]
    due: list[Any] = [top]
    while due:
        member = due.pop()
        found.append(member)
        due += reversed(listed(mapping(member).get("replies")))
    return [member for member in found if mapping(mapping(member).get("post"))]


def documents(value: Mapping[str, Any]) -> Iterator[tuple[str, Document | None]]:
    """The post, and the posts that stand whole around it, each with what it is; none where it has no text."""
    view = mapping(value.get("post")) or value
    for name in ("root", "parent"):
        around = mapping(mapping(value.get("reply")).get(name))
        if is_view(around):
            yield "answered", _document(around)
    for quoted in _quoted(mapping(view.get("embed"))):
        if is_view(quoted):
            yield "quoted", _document(quoted)
    reason = mapping(value.get("reason"))
    if not str(reason.get("$type", "")).endswith("reasonRepost"):
        yield "", _document(view)
        return
    yield "reposted", _document(view)
    yield "", _document(view, reason)


def _document(view: Mapping[str, Any], repost: Mapping[str, Any] | None = None) -> Document | None:
    """A view's post; with the reason that says who reposted it, the repost, whose words are the post's."""
    record = mapping(view.get("record")) or mapping(view.get("value"))
    written = text(record.get("text"))
    if written is None:
        return None
    author = mapping(view.get("author"))
    by = author if repost is None else mapping(repost.get("by"))
    uri = str(view.get("uri"))
    handle = text(author.get("handle"))
    common: dict[str, Any] = {
        "author": text(by.get("displayName")) or text(by.get("handle")),
        "account": _at(text(by.get("handle"))),
    }
    links = tuple(_links(written, listed(record.get("facets"))))
    if repost is not None:
        return post(
            written,
            links,
            published=text(repost.get("indexedAt")),
            identifier=text(repost.get("uri")),
            references=(Reference(Relation.REPOST, "reason", _at(handle), _address(uri, handle), uri),),
            **common,
        )
    return post(
        written,
        links,
        url=_address(uri, handle),
        published=text(record.get("createdAt")) or text(view.get("indexedAt")),
        identifier=uri,
        references=_references(record, view, {link.url for link in links}),
        topics=(tag for tag in listed(record.get("tags")) if isinstance(tag, str)),
        **common,
    )


def _links(written: str, facets: list[Any]) -> Iterator[Link]:
    """The links of a text; a facet counts bytes of UTF-8."""
    raw = written.encode("utf-8", "surrogatepass")
    for facet in facets:
        index = mapping(mapping(facet).get("index"))
        start, end = index.get("byteStart"), index.get("byteEnd")
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(raw):
            continue
        for feature in listed(mapping(facet).get("features")):
            address = text(mapping(feature).get("uri"))
            if address:
                first = len(raw[:start].decode("utf-8", "ignore"))
                yield Link((first, first + len(raw[start:end].decode("utf-8", "ignore"))), address)


def _references(record: Mapping[str, Any], view: Mapping[str, Any], linked: set[str]) -> Iterator[Reference]:
    answered = text(mapping(mapping(record.get("reply")).get("parent")).get("uri"))
    if answered:
        yield Reference(Relation.REPLY, "reply.parent", None, _address(answered, None), answered)
    embed = mapping(record.get("embed"))
    quoted = mapping(embed.get("record"))
    quoted = mapping(quoted.get("record")) or quoted
    uri = text(quoted.get("uri"))
    if uri and "/app.bsky.feed.post/" in uri:
        author = next((mapping(q.get("author")) for q in _quoted(mapping(view.get("embed")))), {})
        handle = text(author.get("handle"))
        yield Reference(Relation.QUOTE, "embed.record", _at(handle), _address(uri, handle), uri)
    external = mapping(embed.get("external")) or mapping(mapping(embed.get("media")).get("external"))
    address = text(external.get("uri"))
    if address and address not in linked:
        yield Reference(Relation.SOURCE, "embed.external", text(external.get("title")), address)


def _quoted(embed: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The view of the post that is quoted, with or without pictures beside it."""
    record = mapping(embed.get("record"))
    record = mapping(record.get("record")) or record
    if record.get("uri"):
        yield record


def _address(uri: str, handle: str | None) -> str | None:
    """The address of a post on the web, from its at:// address."""
    parts = uri.removeprefix("at://").split("/")
    return f"https://bsky.app/profile/{handle or parts[0]}/post/{parts[2]}" if len(parts) == 3 else None


def _at(handle: str | None) -> str | None:
    return handle and f"@{handle}"
