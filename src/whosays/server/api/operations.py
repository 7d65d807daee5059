"""Every operation of the API: what it takes, what it gives, what it does on a desk."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import msgspec

from whosays.desk import auditing
from whosays.desk.adding import About
from whosays.desk.declaring import YetToCome, dated
from whosays.errors import NotHeld, UsageError, WhosaysError
from whosays.exports.feeds import Entry, Head, atom, json_feed
from whosays.ledger.changes import Change
from whosays.ledger.correcting import KINDS
from whosays.ledger.store import storable
from whosays.model import Document, Trace, record
from whosays.model.wire.story import Story as StoryShape
from whosays.model.wire.trace import Trace as TraceShape
from whosays.server import feeds
from whosays.server.api import shapes
from whosays.server.desk import Desk, File
from whosays.server.feeding import Watched
from whosays.server.state import Search
from whosays.server.streams import KIND as STREAM

_MOST_LIKE = 50
ATOM, JSON_FEED, FILE = "application/atom+xml", "application/feed+json", "application/octet-stream"
_OBJECT = dict[str, Any]


class NotThere(WhosaysError):
    """What was asked for is not in the ledger."""


class Refused(WhosaysError):
    """What should be written does not fit what the ledger holds."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation: under which address and method, what it takes, what it gives (one type of several), what it does.
    ``name`` is the name of its path's parameter; ``writes`` where it needs the right to write; ``kind`` is the media
    type of what it gives."""

    method: str
    path: str
    identifier: str
    summary: str
    gives: Any
    run: Callable[..., Any]
    query: type[msgspec.Struct] | None = None
    body: type[msgspec.Struct] | None = None
    name: Any = None
    status: int = 200
    writes: bool = False
    kind: str = "application/json"


# --- reading ---------------------------------------------------------------------------------------------------------


def _claims(desk: Desk, asked: shapes.ClaimsAsked) -> shapes.Claims:
    if asked.like is not None:
        if (asked.search, asked.standing, asked.since, asked.cursor) != (None, None, None, None):
            raise Refused("`like` looks among all claims: leave out search, standing, since and cursor")
        return shapes.Claims(_like(desk, asked.like, min(asked.limit, _MOST_LIKE)), None)
    after = _place(asked.cursor)
    found = desk.ledger.claims(
        search=asked.search,
        standing=asked.standing,
        since=_day(asked.since),
        limit=asked.limit + 1,
        after=after or (2**31 - 1, 0),
    )
    items = [_listed(one) for one in found[: asked.limit]]
    more = items[-1] if len(found) > asked.limit else None
    return shapes.Claims(items, f"{more.documents}-{more.claim[1:]}" if more else None)


def _like(desk: Desk, text: str, limit: int) -> list[shapes.Listed]:
    try:
        return [_listed(one) for one in desk.ledger.like(storable(text), limit=limit)]
    except UsageError:  # no word that says what it is about
        return []


def _listed(one: Any) -> shapes.Listed:
    return msgspec.convert(asdict(one), shapes.Listed)


def _claim(desk: Desk, name: str, asked: shapes.AsOf) -> record.Claim | record.FormerClaim:
    found = desk.ledger.claim(name, as_of=_day(asked.as_of))
    if found is None:
        raise NotThere(f"{name}: the ledger has no such claim")
    return found


def _history(desk: Desk, name: str) -> shapes.History:
    steps = desk.ledger.history(name)
    if not steps:
        raise NotThere(f"{name}: the ledger has no such claim")
    return shapes.History(steps)


def _document(desk: Desk, name: str, asked: shapes.AsOf) -> record.Document:
    found = desk.ledger.document(name, as_of=_day(asked.as_of))
    if found is None:
        raise NotThere(f"{name}: the ledger has no such document")
    return found


def _document_trace(desk: Desk, name: str) -> dict[str, Any]:
    found = desk.ledger.trace(name)
    if found is None:
        raise NotThere(f"{name}: the ledger has no such document")
    return found.to_dict()


def _sources(desk: Desk, asked: shapes.SourceAsked) -> shapes.Speaking:
    return shapes.Speaking(desk.ledger.source(asked.name, as_of=_day(asked.as_of)))


def _decisions(desk: Desk, asked: shapes.Paged) -> shapes.Decisions:
    before = _place(asked.cursor)
    found = desk.ledger.decisions(asked.limit + 1, before=before[0] if before else None)
    items = list(found[: asked.limit])
    more = len(found) > asked.limit
    return shapes.Decisions(items, f"{items[-1].decision[1:]}-0" if more else None)


def _changes(desk: Desk, asked: shapes.Paged) -> shapes.Changes:
    after = _place(asked.cursor)
    found = desk.ledger.changes(after[0] if after else 0)[: asked.limit]
    items = [shapes.Recorded(**one.change.to_dict(), number=one.number, time=one.time) for one in found]
    return shapes.Changes(items, f"{found[-1].number}-0" if found else asked.cursor)


def _audit(desk: Desk, asked: shapes.AuditAsked) -> shapes.Audit:
    found = auditing.of_ledger(desk.ledger, asked.outlet, _day(asked.since))
    return shapes.Audit([_audited(row) for row in auditing.audit(found, auditing.By(asked.by))])


def _audited(row: auditing.Row) -> shapes.Audited:
    return shapes.Audited(
        key=row.key,
        documents=row.documents,
        sources=row.sources,
        statements=row.statements,
        words=row.words,
        words_per_source=round(row.words_per_source, 1),
        naming={naming.value: number for naming, number in row.naming.items()},
        unnamed_share=round(row.unnamed_share, 3),
        unnamed_with_reason=row.unnamed_with_reason,
        kinds={kind.value: number for kind, number in row.types.items()},
        most_quoted=[shapes.Quoted(name, words) for name, words in row.most_quoted],
    )


def _export(desk: Desk, asked: shapes.ExportAsked) -> File:
    try:
        return desk.export(asked.of, asked.to, asked.table)
    except NotHeld as error:
        raise NotThere(str(error)) from None
    except UsageError as error:
        raise Refused(str(error)) from None


def _inbox(desk: Desk, asked: shapes.InboxAsked) -> shapes.Doubts:
    leaf = (_place(asked.cursor) or (0, 0))[0]
    found = desk.doubts(leaf)
    return shapes.Doubts(list(found.doubts), f"{leaf + 1}-0" if found.more else None)


# --- nothing kept ----------------------------------------------------------------------------------------------------


def _trace(desk: Desk, given: shapes.Text) -> dict[str, Any]:
    return desk.traced([_read(given)])[0].to_dict()


def _story(desk: Desk, given: shapes.Pile) -> dict[str, Any]:
    from whosays.story import about, story

    traces: list[Trace] = desk.traced([_read(one) for one in given.documents])
    told = story(traces, as_of=_day(given.as_of), register=desk.register())
    return (about(told, storable(given.about)) if given.about else told).to_dict()


def _check(desk: Desk, given: shapes.Draft) -> shapes.Findings:
    found = desk.check_document(_read(shapes.Text(given.text, given.title)))
    items = [msgspec.convert(one.to_dict(), shapes.Finding) for one in found.findings]
    return shapes.Findings(items, found.same, list(found.unchecked))


def _read(given: shapes.Text) -> Document:
    """The document of a text that was sent, which is plain text whatever it looks like."""
    from whosays.reading.plain import read_plain

    _day(given.published)
    names = ("title", "outlet", "author", "url", "published")
    about = About(**{name: storable(value) for name in names if (value := getattr(given, name))}, meant=given.later)
    with _days():
        return about.of(read_plain(storable(given.text), "the text"))


@contextmanager
def _days() -> Iterator[None]:
    """A day that is yet to come is refused, with the way to say that it is meant."""
    try:
        yield
    except YetToCome as error:
        raise Refused(f"{error} (`later`).") from None


# --- writing ---------------------------------------------------------------------------------------------------------


def _add(desk: Desk, given: shapes.Text) -> shapes.Put:
    document = _read(given)
    taken = desk.add_document(document, "API")
    return shapes.Put(taken.document, taken.status.value, _changed(taken.changes), list(taken.notes))


def _decide(desk: Desk, given: shapes.Deciding) -> shapes.Written:
    return _written(desk, lambda: desk.decide(given.verb, given.names, given.who, given.why))


def _correct(desk: Desk, given: shapes.Correcting) -> shapes.Written:
    values: Mapping[str, str] = {kind: value for kind in KINDS if (value := getattr(given, kind)) is not None}
    with _days():
        values = dated(values, meant=given.later)
    return _written(desk, lambda: desk.correct(given.what, values, given.who, given.why))


def _undo(desk: Desk, given: shapes.Undoing) -> shapes.Written:
    return _written(desk, lambda: desk.undo(given.decision, given.who, given.why))


def _written(desk: Desk, write: Callable[[], Iterable[Change]]) -> shapes.Written:
    try:
        changes = write()
    except UsageError as error:
        raise Refused(str(error)) from None
    (last,) = desk.ledger.decisions(1)
    return shapes.Written(last.decision, _changed(changes))


def _changed(changes: Iterable[Change]) -> list[shapes.Changed]:
    return [shapes.Changed(**one.to_dict()) for one in changes]


def _save_search(desk: Desk, given: shapes.Searching) -> shapes.Search:
    if given.search is None and given.standing is None:
        raise Refused("a search has words, or a standing")
    desk.ledger.claims(search=given.search, standing=given.standing, limit=1)  # which says what is wrong with it
    return _search(desk.state.save_search(given.search, given.standing, ""))


def _searches(desk: Desk) -> shapes.Searches:
    return shapes.Searches([_search(one) for one in desk.state.searches()])


def _forget_search(desk: Desk, name: str) -> shapes.Search:
    found = desk.state.forget_search(name)
    if found is None:
        raise NotThere(f"{name}: there is no such search")
    return _search(found)


def _search(found: Search) -> shapes.Search:
    return shapes.Search(found.name, found.words, found.standing)


def _searched(desk: Desk, name: str) -> tuple[Head, list[Entry]]:
    found = desk.state.search(name)
    if found is None:
        raise NotThere(f"{name}: there is no such search")
    return feeds.of_search(desk.ledger, found, desk.root)


def _changed_claim(desk: Desk, name: str) -> tuple[Head, list[Entry]]:
    found = feeds.of_claim(desk.ledger, name, desk.root)
    if found is None:
        raise NotThere(f"{name}: the ledger has no such claim")
    return found


def _upload(desk: Desk, given: shapes.Files) -> shapes.Upload:
    files = [(one.name, BytesIO(base64.b64decode(one.content))) for one in given.files]
    said = [About(outlet=storable(one.outlet or ""), published=one.published or "", meant=one.later)
            for one in given.files]  # fmt: skip
    with _days():
        return _uploaded(desk, desk.add_files(files, said=said))


def _uploaded(desk: Desk, name: str) -> shapes.Upload:
    job = desk.jobs.job(name)
    if job is None:
        raise NotThere(f"{name}: nothing was sent under this name")
    return shapes.Upload(
        job.name, job.is_done, list(job.files), list(job.taken), list(job.told("problem")), list(job.told("note"))
    )


def _upload_there(desk: Desk, name: str) -> str:
    return _uploaded(desk, name).upload


def _feeds(desk: Desk) -> shapes.Feeds:
    return shapes.Feeds([_feed(one) for one in desk.feeds.all()])


def _watch_feed(desk: Desk, given: shapes.Feed) -> shapes.Watched:
    try:
        return _feed(desk.feeds.add(given.address))
    except UsageError as error:
        raise Refused(str(error)) from None


def _end_feed(desk: Desk, name: str) -> shapes.Watched:
    try:
        return _feed(desk.feeds.end(name))
    except UsageError as error:
        raise NotThere(str(error)) from None


def _feed(one: Watched) -> shapes.Watched:
    asked = None if one.asked is None else datetime.fromtimestamp(one.asked, UTC).isoformat(timespec="seconds")
    return shapes.Watched(one.name, one.address, asked, one.problem)


def _place(cursor: str | None) -> tuple[int, int] | None:
    if cursor is None:
        return None
    first, _, second = cursor.partition("-")
    return int(first), int(second)


def _day(given: str | None) -> str | None:
    """A day, checked; what is as late as a date can be is now. Raises ``UsageError``."""
    if given is None:
        return None
    try:
        day = date.fromisoformat(given) if len(given) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise UsageError(f"{given}: give a day such as 2031-03-14")
    return min(day, date(9998, 12, 31)).isoformat()


OPERATIONS: tuple[Operation, ...] = (
    Operation("POST", "/trace", "trace", "Trace a text; nothing is kept.", TraceShape, _trace, body=shapes.Text),
    Operation("POST", "/story", "story", "Tell the story of texts; nothing is kept.", StoryShape, _story,
              body=shapes.Pile),
    Operation("POST", "/check", "check", "What to ask about a draft before it is printed; it is not kept.",
              shapes.Findings, _check, body=shapes.Draft),
    Operation("POST", "/documents", "add", "Put a text into the ledger; what that changed.", shapes.Put, _add,
              body=shapes.Text, status=201, writes=True),
    Operation("GET", "/documents/{name}", "document", "A document with its texts, who says what, the claims it makes.",
              record.Document, _document, query=shapes.AsOf, name=shapes.DocumentName),
    Operation("GET", "/documents/{name}/trace", "document_trace", "The trace of a document, with what was put right.",
              TraceShape, _document_trace, name=shapes.DocumentName),
    Operation("GET", "/claims", "claims", "Claims, those that most documents make first; or like a text.",
              shapes.Claims, _claims, query=shapes.ClaimsAsked),
    Operation("GET", "/claims/{name}", "claim", "A claim with everything held of it.",
              (record.Claim, record.FormerClaim), _claim, query=shapes.AsOf, name=shapes.ClaimName),
    Operation("GET", "/claims/{name}/history", "history", "Everything that changed of a claim, oldest first.",
              shapes.History, _history, name=shapes.ClaimName),
    Operation("GET", "/sources", "sources", "Where a source speaks.", shapes.Speaking, _sources,
              query=shapes.SourceAsked),
    Operation("GET", "/audit", "audit", "Whom each outlet, author, week or document quotes.", shapes.Audit, _audit,
              query=shapes.AuditAsked),
    Operation("GET", "/export", "export", "What is held, as a file for another tool (docs/exports).", str, _export,
              query=shapes.ExportAsked, kind=FILE),
    Operation("GET", "/inbox", "inbox", "What a person should look at, claim by claim, the least sure first.",
              shapes.Doubts, _inbox, query=shapes.InboxAsked),
    Operation("POST", "/uploads", "upload", "Send files, of any kind that whosays reads; they are put in by and by.",
              shapes.Upload, _upload, body=shapes.Files, status=202, writes=True),
    Operation("GET", "/uploads/{name}", "uploaded", "How far files are that were sent.", shapes.Upload, _uploaded,
              name=shapes.UploadName),
    Operation("GET", "/uploads/{name}/events", "upload_events",
              "The same while it happens, an event a step; Last-Event-ID takes it up again.", str, _upload_there,
              name=shapes.UploadName, kind=STREAM),
    Operation("GET", "/searches", "searches", "The searches that were saved.", shapes.Searches, _searches),
    Operation("POST", "/searches", "save_search", "Save a search, which then has feeds.", shapes.Search, _save_search,
              body=shapes.Searching, status=201, writes=True),
    Operation("DELETE", "/searches/{name}", "forget_search", "Forget a saved search.", shapes.Search, _forget_search,
              name=shapes.SearchName, writes=True),
    Operation("GET", "/searches/{name}/feed.atom", "search_atom", "The claims that a saved search finds, as Atom.", str,
              lambda desk, name: atom(*_searched(desk, name)), name=shapes.SearchName, kind=ATOM),
    Operation("GET", "/searches/{name}/feed.json", "search_json", "The same as a JSON Feed.", _OBJECT,
              lambda desk, name: json_feed(*_searched(desk, name)), name=shapes.SearchName, kind=JSON_FEED),
    Operation("GET", "/claims/{name}/feed.atom", "claim_atom", "What changed of a claim, as Atom.", str,
              lambda desk, name: atom(*_changed_claim(desk, name)), name=shapes.ClaimName, kind=ATOM),
    Operation("GET", "/claims/{name}/feed.json", "claim_json", "The same as a JSON Feed.", _OBJECT,
              lambda desk, name: json_feed(*_changed_claim(desk, name)), name=shapes.ClaimName, kind=JSON_FEED),
    Operation("GET", "/feeds", "feeds", "The feeds that are watched, and how they are.", shapes.Feeds, _feeds),
    Operation("POST", "/feeds", "watch", "Watch a feed from now on.", shapes.Watched, _watch_feed, body=shapes.Feed,
              status=201, writes=True),
    Operation("DELETE", "/feeds/{name}", "end_watch", "Watch a feed no longer.", shapes.Watched, _end_feed,
              name=shapes.FeedName, writes=True),
    Operation("GET", "/changes", "changes", "Every change of a claim, oldest first.", shapes.Changes, _changes,
              query=shapes.Paged),
    Operation("GET", "/decisions", "decisions", "What people decided, newest first.", shapes.Decisions, _decisions,
              query=shapes.Paged),
    Operation("POST", "/decisions", "decide", "Write down what a person decides.", shapes.Written, _decide,
              body=shapes.Deciding, status=201, writes=True),
    Operation("POST", "/corrections", "correct", "Write down what a person puts right.", shapes.Written, _correct,
              body=shapes.Correcting, status=201, writes=True),
    Operation("POST", "/undo", "undo", "Take a decision back.", shapes.Written, _undo, body=shapes.Undoing,
              status=201, writes=True),
)  # fmt: skip
"""All that the API does, in the order of its description."""
