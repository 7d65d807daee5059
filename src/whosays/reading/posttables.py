"""Posts as tables and lines have them, a row each, as collectors of many platforms write them: 4cat, CrowdTangle, the
Meta Content Library, minet, twint, snscrape's tables, Reddit's dumps. What each calls a column is one entry of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from whosays.model import Document, Reference, Relation
from whosays.reading.composing import post
from whosays.reading.fields import key, split, text

Row = Mapping[str, Any]
_NO = frozenset(("", "0", "no", "false", "none", "nan"))
_REMOVED = re.compile(r"\[(?:removed|deleted)[^\]]{0,40}\]|nan", re.IGNORECASE)
_HANDLE = re.compile(r"@?(?!anonymous$)[\w.]{1,64}", re.IGNORECASE)
_POST_AT = re.compile(r"/([A-Za-z0-9_.]{2,64})/(?:status|statuses)/(\d{1,25})/?")
_REPOST = re.compile(r"RT @(\w{1,20}): ")


@dataclass(frozen=True, slots=True)
class _Other:
    """The columns that tell of another post: a flag that has to be set, where there is one, its id, its account."""

    relation: Relation
    flag: str | None = None
    number: tuple[str, ...] = ()
    account: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of table: the columns by which it is known, and for each member of a post those that may hold it."""

    marks: frozenset[str]
    text: tuple[str, ...]
    number: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    others: tuple[_Other, ...] = ()
    platform: str | None = None


_FORMS = (
    _Form(  # 4cat, whatever it collected
        marks=frozenset(("thread_id", "body", "author", "timestamp")),
        text=("body",),
        number=("id",),
        url=("link", "url", "post_url", "tiktok_url"),
        name=("author_fullname", "author_full", "author_name", "author"),
        account=("author",),
        published=("unix_timestamp", "timestamp"),
        title=("subject",),
        others=(
            _Other(Relation.REPOST, "is_retweet", (), ("retweeted_user", "retweeted_author")),
            _Other(Relation.QUOTE, "is_quote_tweet", ("quote_tweet_id",), ("quoted_user", "quote_author")),
            _Other(Relation.REPLY, "is_reply", (), ("replied_user", "replied_author")),
        ),
    ),
    _Form(  # CrowdTangle: pages and groups
        marks=frozenset(("Post Created", "Message", "URL")),
        text=("Message",),
        url=("URL",),
        account=("User Name",),
        outlet=("Page Name", "Group Name"),
        published=("Post Created",),
        link=("Final Link", "Link"),
    ),
    _Form(  # CrowdTangle: Instagram
        marks=frozenset(("Post Created", "Account", "Description", "URL")),
        text=("Description",),
        url=("URL",),
        name=("Account",),
        account=("User Name",),
        published=("Post Created",),
    ),
    _Form(  # Meta Content Library
        marks=frozenset(("post_owner.name", "text", "creation_time")),
        text=("text",),
        url=("mcl_url", "url"),
        name=("post_owner.name",),
        account=("post_owner.username",),
        published=("creation_time",),
        edited=("modified_time",),
        link=("link_attachment.link",),
    ),
    _Form(  # minet
        marks=frozenset(("user_screen_name", "text", "local_time")),
        text=("text",),
        number=("id",),
        url=("url",),
        name=("user_name", "user_screen_name"),
        account=("user_screen_name",),
        published=("timestamp_utc", "local_time"),
        others=(
            _Other(Relation.REPOST, None, ("retweeted_id",), ("retweeted_user",)),
            _Other(Relation.QUOTE, None, ("quoted_id",), ("quoted_user",)),
            _Other(Relation.REPLY, None, ("to_tweetid",), ("to_username",)),
        ),
        platform="x",
    ),
    _Form(  # twint
        marks=frozenset(("tweet", "username", "conversation_id")),
        text=("tweet",),
        number=("id",),
        url=("link",),
        name=("name", "username"),
        account=("username",),
        published=("created_at", "date"),
        others=(_Other(Relation.REPOST, "retweet", ("retweet_id",), ("user_rt",)),),
        platform="x",
    ),
    _Form(  # snscrape's tweets in a table, where the account is an object no more
        marks=frozenset(("rawContent", "url", "date")),
        text=("rawContent", "renderedContent"),
        number=("id",),
        url=("url",),
        published=("date",),
        others=(_Other(Relation.REPLY, None, ("inReplyToTweetId",), ()),),
        platform="x",
    ),
    _Form(  # dumps of Reddit: submissions
        marks=frozenset(("selftext", "subreddit", "created_utc")),
        text=("selftext",),
        number=("name", "id"),
        url=("permalink", "url"),
        name=("author",),
        outlet=("subreddit_name_prefixed", "subreddit"),
        published=("created_utc",),
        title=("title",),
    ),
    _Form(  # and comments
        marks=frozenset(("body", "subreddit", "created_utc", "link_id")),
        text=("body",),
        number=("name", "id"),
        url=("permalink",),
        name=("author",),
        outlet=("subreddit_name_prefixed", "subreddit"),
        published=("created_utc",),
        others=(_Other(Relation.REPLY, None, ("parent_id",), ()),),
        platform="reddit",
    ),
)


def is_post(row: Row) -> bool:
    """True for a row of one of these tables."""
    return _form(row) is not None


def document(row: Row) -> Document | None:
    """The document of a row; none where it has no text."""
    form = _form(row)
    if form is None:
        return None
    written = _said(row, form)
    if written is None:
        return None
    address = _address(_value(row, form.url))
    at = _POST_AT.search(split(address).path)
    handle = _value(row, form.account) or (at[1] if at else None)
    on_x = form.platform == "x" or bool(at)
    number = _value(row, form.number) or (at[2] if at else None)
    account = f"@{handle.removeprefix('@')}" if handle and _HANDLE.fullmatch(handle) else None
    return post(
        written,
        url=address,
        outlet=_value(row, form.outlet),
        author=_value(row, form.name) or handle,
        account=account,
        published=_value(row, form.published),
        modified=_value(row, form.edited),
        identifier=f"x:{number}" if on_x and number else address,
        references=tuple(_references(row, form, written, on_x)),
    )


def _form(row: Row) -> _Form | None:
    return next((form for form in _FORMS if form.marks <= row.keys()), None)


def _said(row: Row, form: _Form) -> str | None:
    """The words of a post, its title in front where it has one; none where they were removed."""
    parts = [_value(row, form.title), _value(row, form.text)]
    kept = [part for part in parts if part and not _REMOVED.fullmatch(part)]
    return "\n\n".join(dict.fromkeys(kept)) if kept else None


def _references(row: Row, form: _Form, written: str, on_x: bool) -> Iterator[Reference]:
    known = False
    for other in form.others:
        if other.flag and str(row.get(other.flag) or "").strip().lower() in _NO:
            continue
        number, handle = _value(row, other.number), _value(row, other.account)
        if not (number or handle):
            continue
        known = known or other.relation is Relation.REPOST
        field = other.flag or next(iter((*other.number, *other.account)))
        if on_x:
            address = f"https://x.com/{handle or 'i'}" + (f"/status/{number}" if number else "")
            yield Reference(other.relation, field, handle and f"@{handle}", address, number and f"x:{number}")
        else:
            identifier = number and (f"{form.platform}:{number}" if form.platform else number)
            yield Reference(other.relation, field, handle, None, identifier)
    if not known and on_x and (match := _REPOST.match(written)):
        yield Reference(Relation.REPOST, form.text[0], f"@{match[1]}", f"https://x.com/{match[1]}")
    link = _address(_value(row, form.link))
    if link and split(link).netloc.removeprefix("www.") != split(_value(row, form.url)).netloc.removeprefix("www."):
        yield Reference(Relation.SOURCE, form.link[-1], None, link)


def _value(row: Row, names: tuple[str, ...]) -> str | None:
    """The first of some columns that holds anything; numbers without the ``.0`` that tables of numbers give them."""
    for name in names:
        value = row.get(name)
        value = str(int(value)) if isinstance(value, float) and value.is_integer() else value
        found = text(value) or key(value)
        if found and found.strip().lower() not in ("nan", "none", "null"):
            found = found.strip()
            return found.removesuffix(".0") if re.fullmatch(r"\d{1,25}\.0", found) else found
    return None


def _address(written: str | None) -> str | None:
    if written and re.match(r"/r/\w{1,40}/comments/", written):
        return f"https://www.reddit.com{written}"
    return written if written and written.startswith(("https://", "http://")) else None
