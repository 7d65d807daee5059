"""What a ledger has beside its entries: views, triggers, indexes, search; checked against what ships, and mended.

The chain of entries tells whether the record was changed. Whoever has the file can also change how it is shown (a
view), what happens when it is written (a trigger) or what is found (an index): that is compared here with a ledger that
was just made. What is derived from the record can be made anew (`repair`).
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from functools import cache

import sqlalchemy as sa

from whosays.ledger import nearby, tables, wordings
from whosays.ledger.chunks import chunks
from whosays.ledger.document_rows import documents_of
from whosays.ledger.migrations import upgrade
from whosays.matching.events import profiles, rows
from whosays.vectors import Vectors

Objects = dict[tuple[str, str], str]
"""Kind and name of what a schema holds to the statement that made it, white space made single."""


def damage(connection: sa.Connection) -> str | None:
    """That the file itself is damaged, as a sentence; none where it is not. SQLite only: a server keeps its own."""
    if connection.dialect.name != "sqlite":
        return None
    said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    return None if said == "ok" else f"the file is damaged ({' '.join(str(said).split())[:100]})"


def fault(connection: sa.Connection) -> str | None:
    """What does not fit beside the entries, as a sentence; none where all does. SQLite only: a server keeps its own."""
    if connection.dialect.name != "sqlite":
        return None
    orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if orphan is not None:
        return f"a row of {orphan[0]} points to a row of {orphan[2]} that is not there"
    return _schema_fault(objects(connection), shipped()) or _search_fault(connection)


def _schema_fault(found: Objects, wanted: Objects) -> str | None:
    for (kind, name), statement in wanted.items():
        if (kind, name) not in found:
            return f"the {kind} {name} is missing; `whosays repair` makes it anew"
        if found[kind, name] != statement:
            return f"the {kind} {name} is not the one that whosays makes; `whosays repair` makes it anew"
    for kind, name in found:
        if (kind, name) not in wanted and kind in ("trigger", "index", "view"):
            return f"the {kind} {name} was put in by somebody else; `whosays repair` takes it out"
    return None


def _search_fault(connection: sa.Connection) -> str | None:
    def count(table: str) -> int:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608  own names

    if count("index_claims_docsize") != count(tables.states.name):
        return "the search index of claims is not complete; `whosays repair` makes it anew"
    stored = connection.exec_driver_sql("SELECT count(DISTINCT document) FROM version_rows").scalar_one()
    if count(tables.index_profiles.name) != stored:
        return "the index of like documents is not complete; `whosays repair` makes it anew"
    with suppress(sa.exc.DBAPIError):  # noqa: SIM117  a ledger that cannot be written to cannot be asked this
        with connection.begin_nested():
            try:
                connection.exec_driver_sql("INSERT INTO index_claims(index_claims, rank) VALUES('integrity-check', 1)")
            except sa.exc.DBAPIError as error:
                if "malformed" in str(error) or "corrupt" in str(error).lower():
                    return "the search index of claims does not fit the claims; `whosays repair` makes it anew"
    return None


def repair(connection: sa.Connection, encode: Vectors) -> list[str]:
    """Make everything anew that is derived from the record, inside a writing transaction; what was done."""
    done = []
    if connection.dialect.name == "sqlite":
        done += _schema_repaired(connection)
        connection.exec_driver_sql("INSERT INTO index_claims(index_claims) VALUES('rebuild')")
    wordings.clear(connection)
    wordings.catch_up(connection, encode, most=None)
    done.append("the search index of claims was made anew")
    count = _nearness(connection, encode)
    return [*done, f"the index of like documents was made anew, of {count} documents"]


def _schema_repaired(connection: sa.Connection) -> list[str]:
    found, wanted = objects(connection), shipped()
    done = []
    for kind in ("trigger", "view", "index"):
        for (one, name), statement in found.items():
            if one == kind and wanted.get((kind, name)) != statement:
                connection.exec_driver_sql(f'DROP {kind} "{name.replace(chr(34), chr(34) * 2)}"')
                if (kind, name) not in wanted:
                    done.append(f"the {kind} {name}, which is none of whosays, was taken out")
    left = objects(connection)
    for kind in ("index", "view", "trigger"):
        for (one, name), statement in wanted.items():
            if one == kind and (kind, name) not in left:
                connection.exec_driver_sql(statement)
                done.append(f"the {kind} {name} was made anew")
    return done


def _nearness(connection: sa.Connection, encode: Vectors) -> int:
    """The tables by which like documents are found, from the newest text of each document, in the order they came."""
    for table in (tables.index_profiles, tables.index_postings, tables.index_shingles, tables.index_spread):
        connection.execute(sa.delete(table))
    numbers = list(connection.scalars(sa.select(tables.documents.c.id).order_by(tables.documents.c.id)))
    count = 0
    for chunk in chunks(numbers):
        texts = documents_of(connection, chunk)
        for number in chunk:
            if number not in texts:
                continue
            count += 1
            document = texts[number]
            (profile,) = profiles([document], encode)
            spread = nearby.spread_of(connection, profile.stems)
            row, stems = rows([profile], spread, count)[0], nearby.telling_stems(profile, spread, count)
            nearby.index(connection, number, profile, row, nearby.sampled(nearby.shingles(document)), stems)
    return count


def objects(connection: sa.Connection) -> Objects:
    """Everything that a SQLite database has in its schema, but what SQLite makes by itself."""
    statement = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    return {(kind, name): " ".join(sql.split()) for kind, name, sql in connection.exec_driver_sql(statement)}


@cache
def shipped() -> Objects:
    """The schema of a ledger that was just made by this version."""
    engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(":memory:"), poolclass=sa.pool.StaticPool)
    try:
        with engine.begin() as connection:
            upgrade(connection)
            return objects(connection)
    finally:
        engine.dispose()
