"""Mastodon's statuses as its API gives them, and the ``outbox.json`` of an account's archive (ActivityPub)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from whosays.model import Document, Reference, Relation
from whosays.reading.composing import post
from whosays.reading.fields import key, listed, mapping, split, text
from whosays.reading.fragment import text_of


def is_status(value: Mapping[str, Any]) -> bool:
    """True for a status of the API, or an activity of an outbox."""
    if isinstance(value.get("account"), Mapping) and "content" in value and "uri" in value:
        return True
    return value.get("type") in ("Create", "Announce") and "actor" in value and "object" in value


def statuses_of(answer: Mapping[str, Any]) -> list[Any] | None:
    """The members of an answer that hold statuses; none for another kind of answer."""
    if isinstance(answer.get("ancestors"), list) and isinstance(answer.get("descendants"), list):
        return [*answer["ancestors"], *answer["descendants"]]
    for name in ("statuses", "orderedItems"):
        members = answer.get(name)
        if isinstance(members, list) and (not members or (isinstance(members[0], Mapping) and is_status(members[0]))):
            return members
    return None


def addresses(statuses: list[Any]) -> dict[str, str]:
    """The lasting address of each status by the id it has on the server, by which answers point to it."""
    return {i: u for s in statuses if (i := key(mapping(s).get("id"))) and (u := text(mapping(s).get("uri")))}


def documents(status: Mapping[str, Any], known: Mapping[str, str]) -> Iterator[tuple[str, Document | None]]:
    """The status, and those that stand whole inside it, each with what it is; none where it has no text."""
    if "actor" in status:
        yield "", _activity(status)
        return
    boosted = mapping(status.get("reblog"))
    quoted = _quoted(status)
    for inner, what in ((boosted, "boosted"), (quoted, "quoted")):
        if inner:
            yield what, _document(inner, known)
    yield "", _document(status, known)


def _document(status: Mapping[str, Any], known: Mapping[str, str]) -> Document | None:
    boosted = mapping(status.get("reblog"))
    holder = boosted or status
    written, links = _text(holder.get("spoiler_text"), holder.get("content"))
    if not written:
        return None
    account = mapping(status.get("account"))
    return post(
        written,
        links,
        url=text(status.get("url")) or text(status.get("uri")),
        author=text(account.get("display_name")) or text(account.get("username")),
        account=_at(account),
        published=text(status.get("created_at")),
        modified=text(status.get("edited_at")),
        identifier=text(status.get("uri")),
        references=_references(status, known),
        topics=(n for tag in listed(holder.get("tags")) if (n := text(mapping(tag).get("name")))),
    )


def _text(warning: Any, content: Any) -> tuple[str, Any]:
    """The content of a status, its content warning in front as a reader sees it."""
    written, links = text_of(content) if isinstance(content, str) else ("", ())
    above = text(warning)
    if not above or not written:
        return (above or written).strip() if above else written, links
    from dataclasses import replace

    moved = len(above.strip()) + 2
    return f"{above.strip()}\n\n{written}", tuple(
        replace(link, span=(link.span[0] + moved, link.span[1] + moved)) for link in links
    )


def _references(status: Mapping[str, Any], known: Mapping[str, str]) -> Iterator[Reference]:
    answered = key(status.get("in_reply_to_id"))
    if answered:
        author = key(status.get("in_reply_to_account_id"))
        mentions = (mapping(m) for m in listed(status.get("mentions")))
        name = next((_at(m) for m in mentions if key(m.get("id")) == author), None)
        host = split(text(status.get("uri"))).netloc
        uri = known.get(answered)
        yield Reference(Relation.REPLY, "in_reply_to_id", name, uri, uri or f"mastodon:{host}/{answered}")
    for name, relation, other in (
        ("reblog", Relation.REPOST, mapping(status.get("reblog"))),
        ("quote", Relation.QUOTE, _quoted(status)),
    ):
        if other:
            address = text(other.get("url")) or text(other.get("uri"))
            yield Reference(relation, name, _at(mapping(other.get("account"))), address, text(other.get("uri")))


def _quoted(status: Mapping[str, Any]) -> Mapping[str, Any]:
    quote = mapping(status.get("quote"))
    return mapping(quote.get("quoted_status")) or (quote if "content" in quote else {})


def _at(account: Mapping[str, Any]) -> str | None:
    handle = text(account.get("acct")) or text(account.get("username"))
    return handle and f"@{handle}"


def _activity(activity: Mapping[str, Any]) -> Document | None:
    """A note of an outbox. A boost there is only an address, so it has no text."""
    note = mapping(activity.get("object"))
    written, links = _text(note.get("summary"), note.get("content"))
    if not written:
        return None
    actor = text(note.get("attributedTo")) or text(activity.get("actor")) or ""
    answered, quoted = text(note.get("inReplyTo")), text(note.get("quote")) or text(note.get("quoteUri"))
    given = ((Relation.REPLY, "inReplyTo", answered), (Relation.QUOTE, "quote", quoted))
    name = split(actor).path.rstrip("/").rpartition("/")[2]
    return post(
        written,
        links,
        url=text(note.get("url")) or text(note.get("id")),
        author=name,
        account=f"@{name}@{split(actor).netloc}" if name else None,
        published=text(note.get("published")) or text(activity.get("published")),
        modified=text(note.get("updated")),
        identifier=text(note.get("id")),
        references=(Reference(r, field, None, address, address) for r, field, address in given if address),
    )
