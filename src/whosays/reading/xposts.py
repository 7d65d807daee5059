"""Posts of X (Twitter): objects of API v2 with their ``includes``, and those of API v1.1 and of the archive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from whosays.fetching.urls import without_secrets
from whosays.model import Document, Reference, Relation
from whosays.reading.composing import joined, post
from whosays.reading.fields import key, listed, mapping, text

_RELATIONS = {"replied_to": Relation.REPLY, "quoted": Relation.QUOTE, "retweeted": Relation.REPOST}
_RETWEET = re.compile(r"RT @(\w{1,20}): ")
_OLD_LIMIT = 120
_CUT = "The text was cut off by its platform (it ends in an ellipsis); the whole is not in this file."


@dataclass(frozen=True, slots=True)
class Included:
    """What a post's object only points to: authors and posts by id (API v2), the archive's owner, its long texts."""

    users: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    posts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    owner: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Mapping[str, Any], ...] = ()


def is_post(value: Mapping[str, Any]) -> bool:
    """True for a post of any of the forms."""
    inner = mapping(value.get("tweet")) or value
    if "full_text" in inner and ("id_str" in inner or "id" in inner):
        return True
    if "id_str" in inner and "text" in inner and ("user" in inner or "entities" in inner):
        return True
    return (
        "text" in inner
        and str(inner.get("id", "")).isdigit()
        and ("author_id" in inner or "edit_history_tweet_ids" in inner)
    )


def is_answer(value: Mapping[str, Any]) -> bool:
    """True for an answer of API v2: ``data`` with one post or several."""
    data = value.get("data")
    first = data[0] if isinstance(data, list) and data else data
    return isinstance(first, Mapping) and "text" in first and str(first.get("id", "")).isdigit()


def included(answer: Mapping[str, Any]) -> Included:
    """The ``includes`` of an answer of API v2."""
    includes = mapping(answer.get("includes"))
    return Included(_by_id(includes.get("users")), _by_id(includes.get("tweets")))


def documents(value: Mapping[str, Any], known: Included = Included()) -> Iterator[tuple[str, Document | None]]:
    """The post, and the posts that stand whole inside it, each with what it is; none where it has no text."""
    found = mapping(value.get("tweet")) or value
    for name, what in (("quoted_status", "quoted"), ("retweeted_status", "reposted")):
        if isinstance(found.get(name), Mapping):
            yield what, _document(found[name], known)
    for relation in listed(found.get("referenced_tweets")):
        # Flattened, an answer holds the other posts where it points to them.
        one = mapping(relation)
        if text(one.get("text")) and mapping(one.get("author")) and one.get("type") != "replied_to":
            yield {"retweeted": "reposted"}.get(str(one.get("type")), "quoted"), _document(one, known)
    yield "", _document(found, known)


def _document(found: Mapping[str, Any], known: Included) -> Document | None:
    author = (
        mapping(found.get("user"))
        or mapping(found.get("author"))
        or known.users.get(key(found.get("author_id")) or "", {})
        or known.owner
    )
    handle = text(author.get("screen_name")) or text(author.get("username"))
    identifier = key(found.get("id_str")) or key(found.get("id"))
    written, entities = _text(found, known)
    words, links = joined(_unshortened(written, entities))
    if not words or identifier is None:
        return None
    # What was edited has a new id each time; the first is that of the post.
    first = next((i for i in map(key, listed(found.get("edit_history_tweet_ids"))) if i), identifier)
    return post(
        words,
        links,
        url=f"https://x.com/{handle or 'i'}/status/{identifier}",
        author=text(author.get("name")) or text(author.get("accountDisplayName")) or handle,
        account=handle and f"@{handle}",
        published=_time(text(found.get("created_at"))),
        identifier=f"x:{first}",
        references=_references(found, known, written),
        warnings=(_CUT,) if _is_cut(found, written) else (),
    )


def _is_cut(found: Mapping[str, Any], written: str) -> bool:
    """True of a text that its platform cut off: it says so, or is a repost's that ends in an ellipsis at the limit."""
    end = re.sub(r"\s{0,9}https?://t\.co/\w{1,30}\s{0,9}$", "", unescape(written)[-400:])
    ellipsis = end.endswith(("…", "..."))
    return ellipsis and (found.get("truncated") is True or bool(_RETWEET.match(written) and len(written) > _OLD_LIMIT))


def _time(written: str | None) -> str | None:
    """The time of API v1.1 ("Wed Oct 10 20:19:24 +0000 2018") with the year in its place; others as they are."""
    match = re.fullmatch(r"\w{3} (\w{3}) (\d\d) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})", written or "")
    return f"{match[2]} {match[1]} {match[5]} {match[3]} {match[4]}" if match else written


def _text(found: Mapping[str, Any], known: Included) -> tuple[str, list[Mapping[str, Any]]]:
    """The whole text of a post and the addresses in it: the long form where there is one, of a repost the original."""
    for relation in listed(found.get("referenced_tweets")):
        one = mapping(relation)
        original = known.posts.get(key(one.get("id")) or "") or (one if text(one.get("text")) else None)
        if original and one.get("type") == "retweeted":
            return _text(original, Included())
    if isinstance(found.get("retweeted_status"), Mapping):
        return _text(found["retweeted_status"], Included())
    note = mapping(found.get("note_tweet")) or _note(found, known)
    extended = mapping(found.get("extended_tweet"))
    for holder in (note, extended, found):
        for name in ("full_text", "text"):
            if written := text(holder.get(name)):
                entities = [
                    mapping(h.get(e)) for h in (holder, found) for e in ("entities", "entity_set", "extended_entities")
                ]
                kinds = ("urls", "media")
                return written, [mapping(m) for e in (holder, *entities) for k in kinds for m in listed(e.get(k))]
    return "", []


def _note(found: Mapping[str, Any], known: Included) -> Mapping[str, Any]:
    """The archive keeps long posts apart, without the post's id: the one that goes on where the post's text ends."""
    begun = re.sub(r"(?:\s*https?://t\.co/\w+)*\s*$", "", str(found.get("full_text") or "")).rstrip("… ")
    if len(begun) < 100:
        return {}
    return next((n for n in known.notes if str(n.get("text", "")).startswith(unescape(begun))), {})


def _unshortened(written: str, entities: list[Mapping[str, Any]]) -> Iterator[tuple[str, str | None]]:
    """The text in pieces, every ``t.co`` address replaced by the one it stands for."""
    whole: dict[str, str] = {}
    for entity in entities:
        short = text(entity.get("url")) or text(entity.get("shortUrl"))
        address = next(
            (a for a in (text(entity.get(n)) for n in ("unwound_url", "expanded_url", "expandedUrl")) if a), None
        )
        if short and address:
            whole.setdefault(short, without_secrets(address))
    text_ = unescape(written)
    if not whole:
        yield text_, None
        return
    for piece in re.split("(" + "|".join(map(re.escape, sorted(whole, key=len, reverse=True))) + ")", text_):
        yield whole.get(piece, piece), whole.get(piece)


def _references(found: Mapping[str, Any], known: Included, written: str) -> Iterator[Reference]:
    for one in listed(found.get("referenced_tweets")):
        relation, identifier = _RELATIONS.get(str(mapping(one).get("type"))), key(mapping(one).get("id"))
        if relation and identifier:
            other = known.posts.get(identifier, {})
            author = mapping(mapping(one).get("author")) or known.users.get(
                key(other.get("author_id") or (relation is Relation.REPLY and found.get("in_reply_to_user_id"))) or "",
                {},
            )
            yield _reference(relation, "referenced_tweets", identifier, text(author.get("username")))
    answered = key(found.get("in_reply_to_status_id_str")) or key(found.get("in_reply_to_status_id"))
    if answered:
        yield _reference(Relation.REPLY, "in_reply_to_status_id", answered, text(found.get("in_reply_to_screen_name")))
    for name, relation in (("quoted_status", Relation.QUOTE), ("retweeted_status", Relation.REPOST)):
        other = mapping(found.get(name))
        identifier = key(other.get("id_str")) or key(other.get("id")) or key(found.get(f"{name}_id_str"))
        if identifier:
            yield _reference(relation, name, identifier, text(mapping(other.get("user")).get("screen_name")))
    match = _RETWEET.match(written)
    if match and "retweeted_status" not in found and not found.get("referenced_tweets"):
        yield Reference(Relation.REPOST, "full_text", f"@{match[1]}", f"https://x.com/{match[1]}")


def _reference(relation: Relation, name: str, identifier: str, handle: str | None) -> Reference:
    address = f"https://x.com/{handle or 'i'}/status/{identifier}"
    return Reference(relation, name, handle and f"@{handle}", address, f"x:{identifier}")


def _by_id(members: Any) -> dict[str, Mapping[str, Any]]:
    return {i: m for m in listed(members) if isinstance(m, Mapping) and (i := key(m.get("id")))}
