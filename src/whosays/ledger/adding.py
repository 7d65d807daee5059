"""A document put into the ledger: known again, or placed in an event, whose claims are then settled anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from whosays.ledger import nearby, tables
from whosays.ledger.chain import text_hash
from whosays.ledger.changes import Change, ChangeKind, Proof
from whosays.ledger.correction_rows import read_anew
from whosays.ledger.document_rows import Version, current, documents_of, store_version, texts_of
from whosays.ledger.downstream import downstream
from whosays.ledger.draft import Draft, stamp
from whosays.ledger.event_story import Tools
from whosays.ledger.identity import identity
from whosays.ledger.ordering import Sight, is_later
from whosays.ledger.placing import Placement, event_of, members, placed
from whosays.ledger.settling import Again, settle, store
from whosays.ledger.store import storable
from whosays.matching.events import profiles, rows
from whosays.model import Document, Relation, Trace

Touched = dict[int, tuple[ChangeKind, dict[int, tuple[int, ...]]]]


class Status(StrEnum):
    """What an input was to the ledger: a document it did not have, a new text of one it had, an earlier text of one
    whose later text it has, or nothing new."""

    NEW = "new"
    VERSION = "version"
    EARLIER = "earlier"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Added:
    """What adding brought: the document (``d12``), whether it is new, what changed of claims, and remarks."""

    document: str
    status: Status
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger has of an input: a document that is meant, the version that holds its very text."""

    document: int | None = None
    version: Version | None = None
    told: bool = False  # nothing about the input is new
    again: Version | None = None  # the earlier text of the document that it has gone back to
    late: bool = False  # it is an earlier text than the newest


def known(connection: sa.Connection, document: Document, sight: Sight) -> Known:
    """What the ledger has of a document that was seen."""
    sha256, own = text_hash(document.text), identity(document)
    table, at = tables.versions, tables.sightings
    columns = (table.c.id, table.c.document, table.c.number, table.c.sha256)
    statement = sa.select(*columns).where(table.c.sha256 == sha256).order_by(table.c.id.desc())
    meant: int | None = None
    if own is not None:
        last = sa.select(at.c.document).where(at.c.identity == own).order_by(at.c.id.desc()).limit(1)
        meant = connection.execute(last).scalar()
    if meant is not None:
        statement = statement.where(table.c.document == meant)
    # a text alone does not tell posts apart: who passes one on has its words, and is what a desk asks for
    same = [] if meant is None and document.is_known_post else [Version(*row) for row in connection.execute(statement)]
    version = next((v for v in same if meant is not None or not _is_post(connection, v)), None)
    if version is not None and document.retracted and not _retracted(connection, version):
        return Known(version.document)
    newest = current(connection, [meant]).get(meant) if meant is not None else None
    if version is not None:
        gone_by = newest is not None and newest.sha256 != version.sha256
        if newest and gone_by and is_later(connection, document, newest, sight, known=True):
            return Known(version.document, again=version)  # the page has gone back to an earlier text
        return found_again(connection, version, document)
    if meant is not None and _others(connection, meant, own):
        return Known()  # the page and another shared a text, and it is the page that changed
    late = newest is not None and not is_later(connection, document, newest, sight, known=False)
    return Known(meant, late=late)


def newest_with(connection: sa.Connection, document: int, text: Document) -> Version | None:
    """The newest version of a document that has a text; none where none has."""
    table = tables.versions
    same = (table.c.document == document, table.c.sha256 == text_hash(text.text))
    statement = sa.select(table.c.id, table.c.document, table.c.number, table.c.sha256).where(*same)
    row = connection.execute(statement.order_by(table.c.id.desc()).limit(1)).first()
    return None if row is None else Version(*row)


def seen_here(connection: sa.Connection, document: Document, sight: Sight, number: int | None) -> Version | None:
    """The version (of one document, where a number is given) that was seen in this input at this moment with this text;
    none where none was."""
    at, table = tables.sightings, tables.versions
    same = [
        at.c.input == storable(sight.as_input),
        at.c.seen == stamp(sight.seen),
        at.c.version == table.c.id,
        table.c.sha256 == text_hash(document.text),
        *([table.c.document == number] if number is not None else []),
    ]
    same += [at.c[name] == value for name, value in _sighting(document).items()]
    statement = sa.select(table.c.id, table.c.document, table.c.number, table.c.sha256).where(*same)
    row = connection.execute(statement.order_by(at.c.id).limit(1)).first()
    return None if row is None else Version(*row)


def found_again(connection: sa.Connection, version: Version, document: Document) -> Known:
    """What is known of a document whose very text is that of a version."""
    return Known(version.document, version, _seen(connection, version.document, document))


def _is_post(connection: sa.Connection, version: Version) -> bool:
    return texts_of(connection, [version.id])[version.id].is_known_post


def _retracted(connection: sa.Connection, version: Version) -> bool:
    return documents_of(connection, [version.document])[version.document].retracted


def _seen(connection: sa.Connection, number: int, document: Document) -> bool:
    """Whether a document was seen with the same address, outlet, title and date."""
    at = tables.sightings
    rows = connection.execute(sa.select(at).where(at.c.document == number)).mappings()
    values = _sighting(document)
    return any(all(row[name] == value for name, value in values.items()) for row in rows)


def _others(connection: sa.Connection, number: int, own: str | None) -> bool:
    at = tables.sightings
    statement = sa.select(at.c.id).where(at.c.document == number, at.c.identity != own).limit(1)
    return connection.execute(statement).first() is not None


def _sighting(document: Document) -> dict[str, str | None]:
    values = {
        "identity": identity(document),
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "published": document.published,
    }
    return {name: storable(value) if value else value for name, value in values.items()}


def add(connection: sa.Connection, trace: Trace, found: Known, sight: Sight, tools: Tools) -> Added:
    """Put a traced document into the ledger, inside a writing transaction. ``found`` is what the ledger has of it."""
    document = trace.document
    draft = Draft(connection)
    if found.version is not None:
        name = f"d{found.version.document}"
        if not found.told:
            _see(draft, found.version, document, sight)
            draft.write("sighting", name, tools.run)
        return Added(name, Status.UNCHANGED)
    if found.late and found.document is not None:
        version = store_version(draft, found.document, trace)
        draft.row(tables.late, version=version.id)
        _see(draft, version, document, sight)
        draft.write("earlier", version.name, tools.run)
        return Added(f"d{version.document}", Status.EARLIER, notes=trace.warnings)
    put = place(draft, trace, found, sight, tools)
    settled = settle(draft, put.event, put.members, put.nearest, tools, put.again)
    number = put.version.document
    more = _corrections(put, document, settled.dropped.get(number, ()))
    if document.retracted and put.version.number == 1:
        more += _withdrawn(put.version, document, settled.gained.get(number, {}))
    if put.again is not None:
        draft.flush()
        more += _returns(put, document, settled.gained.get(number, {}), downstream(connection, number))
    for change in more:
        store(draft, change)
    later = put.version.number > 1
    draft.write("version" if later else "document", put.version.name, tools.run)
    status = Status.VERSION if later else Status.NEW
    return Added(f"d{number}", status, (*more, *settled.changes), (*trace.warnings, *settled.notes))


@dataclass(frozen=True, slots=True)
class Put:
    """A document that is stored and placed, but its event not settled: the event and all its documents, the nearest
    ones first, what hung on the document, or on others it corrects, before, and which earlier text it is again."""

    version: Version
    event: int
    members: tuple[int, ...]
    nearest: tuple[int, ...]
    touched: Touched
    again: Again | None = None


def place(draft: Draft, trace: Trace, found: Known, sight: Sight, tools: Tools) -> Put:
    """Store a traced document, which may be a new text of one that is ``found``, and find its event."""
    connection, document, number = draft.connection, trace.document, found.document
    earlier = current(connection, [number]).get(number) if number else None
    known_as = number or draft.row(tables.documents)
    touched = _touched(connection, known_as, document)
    (profile,) = profiles([document], tools.encode)
    runs = nearby.shingles(document)
    pile = draft.number_of(tables.documents)
    spread = nearby.spread_of(connection, profile.stems)
    row, stems = rows([profile], spread, pile)[0], nearby.telling_stems(profile, spread, pile)
    where = placed(connection, row, runs, stems, number)
    if earlier:
        nearby.forget(connection, known_as, documents_of(connection, [known_as])[known_as])
    version = store_version(draft, known_as, trace)
    _see(draft, version, document, sight)
    event, belonging = _joined(draft, known_as, where, known=earlier is not None)
    draft.flush()
    if earlier:
        read_anew(draft, [known_as])
        draft.flush()
    nearby.index(connection, known_as, profile, row, nearby.sampled(runs), stems)
    again = Again(version, found.again) if found.again else None
    return Put(version, event, tuple(belonging), (known_as, *where.nearest), touched, again)


def _see(draft: Draft, version: Version, document: Document, sight: Sight) -> None:
    about = {"input": sight.as_input, "seen": stamp(sight.seen), **_sighting(document)}
    draft.row(tables.sightings, document=version.document, version=version.id, **about)


def _joined(draft: Draft, number: int, place: Placement, *, known: bool) -> tuple[int, list[int]]:
    """The event a document is part of now, with all its documents. A new text of a document stays where it was."""
    connection = draft.connection
    own = event_of(connection, number) if known else None
    event = own or place.event or draft.number(tables.memberships, "event")
    belonging = set(members(connection, event)) | {number}
    if own is None:
        draft.row(tables.memberships, document=number, event=event)
        for other in place.merged:
            for document in members(connection, other):
                draft.row(tables.memberships, document=document, event=event)
                belonging.add(document)
    return event, sorted(belonging)


def _touched(connection: sa.Connection, number: int, document: Document) -> Touched:
    """For each document that this one may correct or take back, itself among them: how, and what hangs on it."""
    found: Touched = {}
    for reference in document.references:
        kinds = {Relation.CORRECTS: ChangeKind.CORRECTION, Relation.RETRACTS: ChangeKind.RETRACTION}
        kind, of = kinds.get(reference.relation), identity(reference)
        if kind is not None and of is not None:
            at = tables.sightings
            newest = sa.select(at.c.document).where(at.c.identity == of).order_by(at.c.id.desc()).limit(1)
            other = connection.execute(newest).scalar()
            if other is not None and other != number:
                found[other] = (kind, downstream(connection, other))
    found[number] = (ChangeKind.CORRECTION, downstream(connection, number))
    return found


def _corrections(put: Put, document: Document, dropped: Iterable[int]) -> list[Change]:
    """What a correction or retraction touches: a change for each claim, with the documents downstream."""
    number, version = put.version.document, put.version
    own = f"{version.name} ({document.outlet})" if document.outlet else version.name
    found = []
    for other, (kind, claims) in put.touched.items():
        for claim, below in sorted(claims.items()):
            if other != number:
                verb = "corrects" if kind is ChangeKind.CORRECTION else "retracts"
                text = f"k{claim}: {own} {verb} d{other}, which makes it; {_below(below)}."
            elif document.retracted:
                kind, text = ChangeKind.RETRACTION, f"k{claim}: {own} has been withdrawn; {_below(below)}."
            elif claim in dropped:
                text = f"k{claim}: {own} is a new text that no longer makes it; {_below(below)}."
            else:
                continue
            found.append(Change(kind, f"k{claim}", text, f"d{other}", ", ".join(f"d{d}" for d in below)))
    return found


def _withdrawn(version: Version, document: Document, gained: Mapping[int, Proof]) -> list[Change]:
    """That a document which is new to the ledger has been withdrawn: a change for each claim that it makes."""
    own = f"{version.name} ({document.outlet})" if document.outlet else version.name
    text = "makes it and has been withdrawn"
    return [
        Change(ChangeKind.RETRACTION, f"k{claim}", f"k{claim}: {own} {text}.", version.name, "", (proof,))
        for claim, proof in sorted(gained.items())
    ]


def _returns(
    put: Put, document: Document, gained: Mapping[int, Proof], claims: Mapping[int, tuple[int, ...]]
) -> list[Change]:
    """What a page that goes back to an earlier text touches: a change for each claim that it makes again, else one for
    the first that it makes as before, so that nobody has to miss it."""
    version, earlier = put.version, put.again.earlier.name if put.again else ""
    own = f"{version.name} ({document.outlet})" if document.outlet else version.name
    found = []
    for claim, proof in sorted(gained.items()):
        below = claims.get(claim, ())
        text = f"k{claim}: {own} has gone back to the text of {earlier} and makes it again; {_below(below)}."
        after = ", ".join(f"d{d}" for d in below)
        found.append(Change(ChangeKind.RETURN, f"k{claim}", text, earlier, after, (proof,)))
    if not found and claims:
        text = f"k{min(claims)}: {own} has gone back to the text of {earlier}; the text between made it, too."
        found.append(Change(ChangeKind.RETURN, f"k{min(claims)}", text, earlier))
    return found


def _below(documents: Sequence[int]) -> str:
    if not documents:
        return "no document in the ledger is known to have it from there"
    have = "has" if len(documents) == 1 else "have"
    return f"{', '.join(f'd{d}' for d in documents)} {have} it from there"
