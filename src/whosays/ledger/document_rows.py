"""Documents and traces as the ledger's rows hold them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.chain import dumped, text_hash
from whosays.ledger.chunks import chunks
from whosays.ledger.draft import Draft
from whosays.ledger.particulars import laid_over, put_right
from whosays.ledger.store import storable
from whosays.model import Document, Trace

_CORRECTED = "corrected"  # of a stored trace: the decisions that were laid over what was read


@dataclass(frozen=True, slots=True)
class Version:
    """A text of a document: its number in the ledger, the document's, which of its texts it is, and the text's hash."""

    id: int
    document: int
    number: int
    sha256: str

    @property
    def name(self) -> str:
        """What people call it: ``d12``, and ``d12.2`` for a second text of the same document."""
        return f"d{self.document}" if self.number == 1 else f"d{self.document}.{self.number}"


def cleaned(document: Document) -> Document:
    """A document whose text a database can hold; where that changes a character, a warning says so."""
    text = storable(document.text)
    if text == document.text:
        return document
    return replace(
        document, text=text, warnings=(*document.warnings, "characters that cannot be stored are shown as �")
    )


def store_version(draft: Draft, document: int, trace: Trace) -> Version:
    """The rows of a text of a document, after those that are there, and of its trace."""
    values = trace.to_dict()["document"]
    text = values.pop("text")
    sha256, own = text_hash(text), tables.versions.c.document == document
    number = draft.connection.execute(sa.select(sa.func.count()).where(own)).scalar_one() + 1
    version = draft.row(
        tables.versions, document=document, number=number, sha256=sha256, text=text, about=dumped(values)
    )
    store_trace(draft, version, trace)
    return Version(version, document, number, sha256)


def store_trace(draft: Draft, version: int, trace: Trace, corrections: Sequence[int] | None = None) -> int:
    """The rows of a trace of a version that is there. ``corrections`` are the decisions that were laid over what was
    read, where this is not the reading itself."""
    values = trace.to_dict()
    values["warnings"] = list(trace.warnings)
    del values["document"]
    if corrections is not None:
        values[_CORRECTED] = list(corrections)
    body = zlib.compress(storable(dumped(values)).encode(), 6)
    number = draft.row(tables.traces, version=version, body=body)
    for source in trace.sources:
        draft.row(
            tables.speakers,
            trace=number,
            source=source.id,
            name=source.name,
            folded=folded(source.name),
            naming=source.naming.value,
            role=source.role,
            affiliation=source.affiliation,
        )
    return number


def folded(name: str) -> str:
    """A name as it is looked up: without regard to case and white space."""
    return " ".join(storable(name).casefold().split())


def current(connection: sa.Connection, documents: Iterable[int], entry: int | None = None) -> dict[int, Version]:
    """The newest version of each document, as of an entry where one is given. One that came late is not the newest."""
    table, late = tables.versions, tables.late
    columns = (table.c.id, table.c.document, table.c.number, table.c.sha256)
    in_time = ~sa.exists().where(late.c.version == table.c.id)
    found: dict[int, Version] = {}
    for some in chunks(sorted(set(documents))):
        statement = sa.select(*columns).where(table.c.document.in_(some), in_time).order_by(table.c.id)
        if entry is not None:
            statement = statement.where(table.c.entry <= entry)
        found.update((row.document, Version(*row)) for row in connection.execute(statement))
    return found


def with_text(connection: sa.Connection, sha256: str) -> list[Version]:
    """The newest texts that have this hash, by document."""
    table = tables.versions
    documents = connection.execute(sa.select(table.c.document).where(table.c.sha256 == sha256)).scalars()
    newest = current(connection, documents)
    return [version for _, version in sorted(newest.items()) if version.sha256 == sha256]


def versions_of(connection: sa.Connection, ids: Iterable[int]) -> dict[int, Version]:
    """Versions by their number in the ledger."""
    table = tables.versions
    columns = (table.c.id, table.c.document, table.c.number, table.c.sha256)
    found: dict[int, Version] = {}
    for some in chunks(sorted(set(ids))):
        rows = connection.execute(sa.select(*columns).where(table.c.id.in_(some)))
        found.update((row.id, Version(*row)) for row in rows)
    return found


def texts_of(connection: sa.Connection, versions: Iterable[int], entry: int | None = None) -> dict[int, Document]:
    """The documents of versions, whole, with what people put right of their particulars (as of an entry, if given)."""
    return {number: Document.from_dict(values) for number, values in _values(connection, versions, entry).items()}


def _values(
    connection: sa.Connection, versions: Iterable[int], entry: int | None = None, *, as_stored: bool = False
) -> dict[int, dict[str, Any]]:
    table = tables.versions
    found: dict[int, dict[str, Any]] = {}
    of: dict[int, int] = {}
    for some in chunks(sorted(set(versions))):
        statement = sa.select(table.c.id, table.c.document, table.c.text, table.c.about).where(table.c.id.in_(some))
        for number, document, text, about in connection.execute(statement):
            found[number] = {**json.loads(about), "text": text}
            of[number] = document
    if as_stored or not found:
        return found
    given = put_right(connection, of.values(), entry)
    return {
        number: laid_over(values, number, given[of[number]]) if of[number] in given else values
        for number, values in found.items()
    }


def documents_of(connection: sa.Connection, documents: Sequence[int]) -> dict[int, Document]:
    """The newest text of each document."""
    newest = current(connection, documents)
    texts = texts_of(connection, (version.id for version in newest.values()))
    return {document: texts[version.id] for document, version in newest.items()}


def inputs_of(connection: sa.Connection, versions: Iterable[int]) -> dict[int, str]:
    """What each version was first read from."""
    table = tables.sightings
    found: dict[int, str] = {}
    for some in chunks(sorted(set(versions))):
        statement = sa.select(table.c.version, table.c.input).where(table.c.version.in_(some))
        for version, name in connection.execute(statement.order_by(table.c.id)):
            found.setdefault(version, name)
    return found


def traces_of(connection: sa.Connection, versions: Iterable[int], entry: int | None = None) -> dict[int, Trace]:
    """The newest trace of each version, with what people put right, as of an entry where one is given."""
    wanted = sorted(set(versions))
    texts = _values(connection, wanted, entry)
    found = {}
    for version, bodies in bodies_of(connection, wanted, entry).items():
        values = _unpacked(bodies[-1])
        values.pop(_CORRECTED, None)
        found[version] = Trace.from_dict({**values, "document": texts[version]})
    return found


def readings_of(connection: sa.Connection, versions: Iterable[int], *, as_stored: bool = False) -> dict[int, Trace]:
    """The newest trace of each version as it was read, without what people put right in it; ``as_stored``: with the
    document as it came, also where people put right what it says of itself."""
    wanted = sorted(set(versions))
    texts = _values(connection, wanted, as_stored=as_stored)
    found = {}
    for version, bodies in bodies_of(connection, wanted, None).items():
        values = next(v for body in reversed(bodies) if _CORRECTED not in (v := _unpacked(body)))
        found[version] = Trace.from_dict({**values, "document": texts[version]})
    return found


def bodies_of(connection: sa.Connection, versions: Sequence[int], entry: int | None) -> dict[int, list[bytes]]:
    """The stored traces of each version, oldest first."""
    table = tables.traces
    found: dict[int, list[bytes]] = {}
    for some in chunks(versions):
        statement = sa.select(table.c.version, table.c.body).where(table.c.version.in_(some)).order_by(table.c.id)
        if entry is not None:
            statement = statement.where(table.c.entry <= entry)
        for version, body in connection.execute(statement):
            found.setdefault(version, []).append(body)
    return found


def _unpacked(body: bytes) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(zlib.decompress(body))
    return values


def newest_documents(connection: sa.Connection, most: int) -> list[int]:
    """The documents that came last, newest first."""
    statement = sa.select(tables.documents.c.id).order_by(tables.documents.c.id.desc()).limit(most)
    return list(connection.execute(statement).scalars())


def trace_of(connection: sa.Connection, document: int, text: int | None = None) -> Trace | None:
    """The newest trace of a document's newest text, or of the text of that number; none where there is none."""
    if text is None:
        version = next((one.id for one in current(connection, [document]).values()), None)
    else:
        table = tables.versions
        statement = sa.select(table.c.id).where(table.c.document == document, table.c.number == text)
        version = connection.execute(statement).scalar()
    return None if version is None else traces_of(connection, [version]).get(version)
