"""Posts as the tools that collect them write them: snscrape and Telethon (JSON), 4cat and twarc (tables).

What such a tool leaves out (a channel's number, who wrote a repost) stays unknown; what it keeps of a forward, repost,
quote or answer becomes a reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from whosays.errors import InputError
from whosays.model import Document, Reference, Relation
from whosays.reading import posttables, xposts
from whosays.reading.composing import post
from whosays.reading.fields import key, mapping, text

Row = Mapping[str, Any]
_TWEET_TABLE = ("author.username", "author.name", "referenced_tweets.retweeted.id", "__twarc.retrieved_at")
_PATH = re.compile(r"/(?:s/)?([A-Za-z0-9_]{2,64})/(\d{1,20})/?")


def is_collected(row: Row) -> bool:
    """True for a post in the form of one of these tools."""
    return _form(row) is not None


def document(row: Row, place: str) -> Document | None:
    """The document of a post; none where it has no text. Raises InputError for a row of no form that is known."""
    form = _form(row)
    if form is None:
        raise InputError(place, "it is no post of a form that is known")
    return form(row)


def _form(row: Row) -> Callable[[Row], Document | None] | None:
    kind = row.get("_type")
    if isinstance(kind, str) and kind.startswith("snscrape."):
        if "telegram" in kind.lower():
            return _snscrape_telegram
        return _snscrape_tweet if "twitter" in kind.lower() else None
    if row.get("_") in ("Message", "MessageService"):
        return _telethon
    if "author_forwarded_from_name" in row and "body" in row:
        return _fourcat_telegram
    if "text" in row and sum(name in row for name in _TWEET_TABLE) > 1:
        return _twarc
    return posttables.document if posttables.is_post(row) else None


def _snscrape_telegram(row: Row) -> Document | None:
    written = text(row.get("content"))
    if written is None:
        return None
    channel, number = _channel_and_number(text(row.get("url")))
    named = text(mapping(row.get("channel")).get("title")) or channel
    forwarded, address = row.get("forwarded"), text(row.get("forwardedUrl"))
    references = []
    if forwarded or address:
        name = text(mapping(forwarded).get("title")) or text(mapping(forwarded).get("username")) or text(forwarded)
        handle, original = _channel_and_number(address)
        references.append(
            Reference(Relation.FORWARD, "forwarded", name or handle, address, _telegram(handle, original))
        )
    return post(
        written.strip(),
        url=f"https://t.me/{channel}/{number}" if channel else text(row.get("url")),
        outlet=named,
        account=channel and f"@{channel}",
        published=_moment(row.get("date")),
        identifier=_telegram(channel, number),
        references=references,
    )


def _snscrape_tweet(row: Row) -> Document | None:
    written = text(row.get("rawContent")) or text(row.get("content")) or text(row.get("renderedContent"))
    user = mapping(row.get("user"))
    handle, number = text(user.get("username")), key(row.get("id"))
    if written is None or number is None:
        return None
    references = []
    for field, relation in (("retweetedTweet", Relation.REPOST), ("quotedTweet", Relation.QUOTE)):
        if other := mapping(row.get(field)):
            references.append(
                _tweet(relation, field, key(other.get("id")), text(mapping(other.get("user")).get("username")))
            )
    if answered := key(row.get("inReplyToTweetId")):
        to = text(mapping(row.get("inReplyToUser")).get("username"))
        references.append(_tweet(Relation.REPLY, "inReplyToTweetId", answered, to))
    return post(
        written.strip(),
        url=text(row.get("url")) or f"https://x.com/{handle or 'i'}/status/{number}",
        author=text(user.get("displayname")) or handle,
        account=handle and f"@{handle}",
        published=_moment(row.get("date")),
        identifier=f"x:{number}",
        references=references,
    )


def _telethon(row: Row) -> Document | None:
    written, number = text(row.get("message")), key(row.get("id"))
    if written is None or number is None:
        return None
    chat = _peer(row.get("peer_id"))
    header = mapping(row.get("fwd_from"))
    references = []
    if header:
        origin, original = _peer(header.get("from_id")), key(header.get("channel_post"))
        name = text(header.get("from_name")) or text(header.get("post_author"))
        identifier = f"{origin}/{original}" if origin and original else origin
        references.append(Reference(Relation.FORWARD, "fwd_from", name, None, identifier))
    answered = mapping(row.get("reply_to"))
    to = key(answered.get("reply_to_msg_id")) or key(row.get("reply_to_msg_id"))
    if to:
        peer = _peer(answered.get("reply_to_peer_id")) or chat or "telegram:?"
        references.append(Reference(Relation.REPLY, "reply_to", identifier=f"{peer}/{to}"))
    is_channel = mapping(row.get("peer_id")).get("_") == "PeerChannel"
    return post(
        written.strip(),
        url=f"https://t.me/c/{chat.rpartition(':')[2]}/{number}" if chat and is_channel else None,
        author=text(row.get("post_author")),
        account=_peer(row.get("from_id")),
        published=_moment(row.get("date")),
        modified=None if row.get("edit_hide") is True else _moment(row.get("edit_date")),
        identifier=f"{chat or 'telegram:?'}/{number}",
        references=references,
    )


def _fourcat_telegram(row: Row) -> Document | None:
    written = text(row.get("body"))
    if written is None:
        return None
    chat, number = text(row.get("chat")), key(row.get("id"))
    writer, handle = text(row.get("author_name")) or text(row.get("author")), text(row.get("author_username"))
    own = handle is not None and handle == chat
    name = text(row.get("author_forwarded_from_name"))
    forwarder = text(row.get("author_forwarded_from_username"))
    known = key(row.get("author_forwarded_from_id"))
    references = []
    if name or forwarder or known:
        address = f"https://t.me/{forwarder}" if forwarder else None
        identifier = f"telegram:{known}" if known else None
        references.append(
            Reference(Relation.FORWARD, "author_forwarded_from_name", name or forwarder, address, identifier)
        )
    if answered := key(row.get("reply_to")):
        references.append(Reference(Relation.REPLY, "reply_to", identifier=_telegram(chat, answered)))
    return post(
        written.strip(),
        url=f"https://t.me/{chat}/{number}" if chat and number and not chat.isdigit() else None,
        outlet=(writer or chat) if own else None,
        author=None if own else writer,
        account=handle and f"@{handle}",
        published=key(row.get("unix_timestamp")) or _moment(row.get("timestamp")),
        modified=key(row.get("unix_timestamp_edited")) or _moment(row.get("timestamp_edited")),
        identifier=_telegram(chat, number),
        references=references,
    )


def _twarc(row: Row) -> Document | None:
    """A row of a table of twarc, put back into the form of X's own answers; the app it was written in is no outlet."""
    found: dict[str, Any] = {
        name: row.get(name) for name in ("id", "text", "created_at", "in_reply_to_user_id", "lang")
    }
    handle = text(row.get("author.username"))
    found["user"] = {"screen_name": handle, "name": text(row.get("author.name"))}
    document = next((made for _, made in xposts.documents(found)), None)
    if document is None:
        return None
    references = list(_twarc_references(row))
    from dataclasses import replace

    return replace(document, references=tuple(references) or document.references)


def _twarc_references(row: Row) -> Iterator[Reference]:
    for name, relation, handle in (
        ("retweeted", Relation.REPOST, "retweeted_username"),
        ("quoted", Relation.QUOTE, "quoted_username"),
        ("replied_to", Relation.REPLY, "in_reply_to_username"),
    ):
        field = f"referenced_tweets.{name}.id"
        if number := key(row.get(field)):
            yield _tweet(relation, field, number, text(row.get(handle)))


def _tweet(relation: Relation, field: str, number: str | None, handle: str | None) -> Reference:
    address = f"https://x.com/{handle or 'i'}/status/{number}" if number else handle and f"https://x.com/{handle}"
    return Reference(relation, field, handle and f"@{handle}", address, number and f"x:{number}")


def _channel_and_number(address: str | None) -> tuple[str | None, str | None]:
    """A channel's name and a message's number in an address of t.me."""
    try:
        match = _PATH.fullmatch(urlsplit(address or "").path)
    except ValueError:
        return None, None
    return (match[1], match[2]) if match else (None, None)


def _telegram(channel: str | None, number: str | None) -> str | None:
    if not channel or not number:
        return None
    return f"telegram:{channel if channel.isdigit() else '@' + channel}/{number}"


def _peer(value: Any) -> str | None:
    """The id of a channel, group or user as Telethon writes it, in the form the ids of posts begin with."""
    peer = mapping(value)
    number = next((n for f in ("channel_id", "chat_id", "user_id") if (n := key(peer.get(f)))), None)
    return f"telegram:{number}" if number else None


def _moment(value: Any) -> str | None:
    """A time as it is written, be it a text, a number or an object of a database."""
    return text(value) or key(value) or text(mapping(value).get("$date"))
