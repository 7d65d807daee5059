"""Ledgers for tests: in a SQLite file, and on a real PostgreSQL server where WHOSAYS_TEST_POSTGRES names one."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from whosays.ledger import Ledger, open_ledger

SERVER = "WHOSAYS_TEST_POSTGRES"
LEFT_OUT = "there is no PostgreSQL server; make test-postgres starts one"


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new ledger can be, on each database."""
    if request.param == "sqlite":
        yield str(tmp_path / "whosays.db")
        return
    server = os.environ.get(SERVER)
    if not server:
        pytest.skip(LEFT_OUT)
    engine = sa.create_engine(server.replace("://", "+psycopg://", 1), isolation_level="AUTOCOMMIT")
    name = f"whosays_{uuid.uuid4().hex}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield server.rsplit("/", 1)[0] + f"/{name}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


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
