"""Ledgers for tests: in a SQLite file, and on a real PostgreSQL server where WHOSAYS_TEST_POSTGRES names one."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from whosays.ledger import Ledger, migrations, open_ledger, store

SERVER = "WHOSAYS_TEST_POSTGRES"
LEFT_OUT = "there is no PostgreSQL server; make test-postgres starts one"
_MADE: dict[str, list[tuple[str, Any]]] = {}


def upgrade(connection: sa.Connection) -> None:
    """What the migrations do; a new ledger is made by them once in a process, then by the statements that they ran."""
    dialect = connection.dialect.name
    if sa.inspect(connection).has_table("alembic_version"):
        migrations.upgrade(connection)
    elif dialect in _MADE:
        for statement, parameters in _MADE[dialect]:
            connection.exec_driver_sql(statement, parameters)
    else:
        ran: list[tuple[str, Any]] = []

        def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            ran.append((statement, parameters))

        sa.event.listen(connection, "before_cursor_execute", keep)
        migrations.upgrade(connection)
        sa.event.remove(connection, "before_cursor_execute", keep)
        _MADE[dialect] = [one for one in ran if not one[0].lstrip().upper().startswith(("SELECT", "PRAGMA"))]


store.upgrade = upgrade


@contextmanager
def database(server: str, template: str = "template1") -> Iterator[str]:
    """The address of a new database on a PostgreSQL server, gone afterwards."""
    engine = sa.create_engine(server.replace("://", "+psycopg://", 1), isolation_level="AUTOCOMMIT")
    name = f"whosays_{uuid.uuid4().hex}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.rsplit("/", 1)[0] + f"/{name}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(scope="session")
def empty() -> Iterator[str | None]:
    """A database that is a ledger with nothing in it, to be copied: its name; none where there is no server."""
    server = os.environ.get(SERVER)
    if not server:
        yield None
        return
    with database(server) as made:
        open_ledger(made).close()
        yield made.rsplit("/", 1)[1]


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path, empty: str | None) -> Iterator[str]:
    """Where a new ledger can be, on each database; where ``ledger`` is wanted, with its tables on PostgreSQL."""
    server = os.environ.get(SERVER)
    if request.param == "sqlite":
        yield str(tmp_path / "whosays.db")
    elif not server or empty is None:
        pytest.skip(LEFT_OUT)
    else:
        with database(server, empty if "ledger" in request.fixturenames else "template1") as made:
            yield made


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """A new ledger, on each database."""
    with open_ledger(where) as opened:
        yield opened


def rows(ledger: Ledger, statement: str) -> list[tuple[Any, ...]]:
    """What a statement finds in a ledger."""
    with ledger.store.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def counts(ledger: Ledger) -> dict[str, int]:
    """How many rows each table of the record has."""
    from whosays.ledger.tables import RECORD, entries

    return {t.name: rows(ledger, f"SELECT count(*) FROM {t.name}")[0][0] for t in (entries, *RECORD)}
