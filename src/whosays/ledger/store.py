"""Where a ledger is kept: a SQLite file or a PostgreSQL database, opened, migrated and locked the same way."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from whosays.errors import UsageError, WhosaysError
from whosays.ledger.migrations import HEAD, upgrade

WAIT = 60  # seconds that a writer waits for another
_APPLICATION = 0x57486F53  # "WhoS", in the header of a SQLite file
_LOCK = 0x57486F53  # the advisory lock that a writer holds on PostgreSQL
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MADE = "a SQLite file of another program, or none at all"


class Store:
    """An opened ledger. ``name`` is how messages call it: without a password."""

    def __init__(self, engine: sa.Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        self.sqlite = engine.dialect.name == "sqlite"

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the ledger throughout. Raises ``WhosaysError``."""
        with self._told(), self.engine.connect() as connection:
            if not self.sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that no other writer can be beside. Raises ``WhosaysError`` where one does not make room."""
        with self._told(), self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                if not self.sqlite:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield connection

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the database as one sentence."""
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise WhosaysError(f"{self.name}: {_cause(error)}") from error
        except UnicodeDecodeError as error:  # of a text in it, or of what the database says about it
            raise WhosaysError(f"{self.name}: the file is damaged") from error

    def close(self) -> None:
        """Let go of the file or the connections."""
        self.engine.dispose()


def opened(where: str, *, create: bool) -> Store:
    """The ledger at a path or a ``postgresql://`` address, brought to this version's tables.

    Raises ``UsageError`` where the address is of another kind, ``WhosaysError`` where it cannot be opened, is no
    ledger, is not there and must not be made, or was made by a later version.
    """
    if "://" not in where:
        return _file(Path(where), create)
    if where.startswith(("postgresql://", "postgres://")):
        return _server(where)
    raise UsageError(f"a ledger is a file or a postgresql:// address, not {_shown(where)}")


def _file(path: Path, create: bool) -> Store:
    name = str(path)
    if path.is_dir():
        raise WhosaysError(f"{name}: it is a folder; a ledger is a file")
    there = path.exists()
    if not there and not create:
        raise WhosaysError(f"{name}: there is no ledger there; `whosays add` makes one")
    if not path.parent.is_dir():
        raise WhosaysError(f"{name}: the folder {path.parent} does not exist")
    if not there:
        made_private(path)
    engine = sa.create_engine("sqlite://", creator=lambda: _connected(path), poolclass=sa.pool.QueuePool, pool_size=12)
    sa.event.listen(engine, "begin", _begin)
    store = Store(engine, name)
    try:
        if there and path.stat().st_size and not os.access(path, os.R_OK):
            raise WhosaysError(f"{name}: it cannot be read (permission denied)")
        with store.reading() as connection:
            marked = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        if tables and marked != _APPLICATION:
            raise WhosaysError(f"{name}: it is {_MADE}")
        _migrate(store, create or bool(tables))
    except BaseException:
        store.close()
        raise
    return store


def made_private(path: Path) -> None:
    """An empty file that only its owner may read and write; nothing where that cannot be, which opening it tells."""
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError:
        connection.close()
        connection = _on_read_only_media(path)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -65536")
    except BaseException:
        connection.close()
        raise
    return connection


def _on_read_only_media(path: Path) -> sqlite3.Connection:
    """A ledger where no file can be made beside it: read as it is, as nobody can be writing to it."""
    log = path.with_name(f"{path.name}-wal")
    if not path.exists() or (log.exists() and log.stat().st_size):
        raise sqlite3.OperationalError("unable to open database file")
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _server(address: str) -> Store:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise UsageError("a ledger on PostgreSQL needs psycopg: pip install 'whosays[postgresql]'") from None
    if "@" in re.split(r"[/?#]", address.partition("://")[2])[0].rpartition("@")[0]:
        raise UsageError(f"{_shown(address)}: write an @ in the name or password as %40")
    try:
        url = sa.make_url(address).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError):
        raise UsageError("that is no valid postgresql:// address") from None
    store = Store(sa.create_engine(url, pool_pre_ping=True), _shown(address))
    try:
        _migrate(store, True)
    except BaseException:
        store.close()
        raise
    return store


def _migrate(store: Store, make: bool) -> None:
    """Bring the tables to this version, under the writers' lock; nothing is done where they are there already."""
    with store.reading() as connection:
        found = _version(connection)
    if found == HEAD:
        return
    if found is None and not make:
        raise WhosaysError(f"{store.name}: there is no ledger there; `whosays add` makes one")
    if store.sqlite and found is None:
        with store._told(), contextlib.closing(store.engine.raw_connection()) as raw:
            raw.execute("PRAGMA journal_mode = WAL")
    with store.writing() as connection:
        if _version(connection) == HEAD:
            return
        try:
            upgrade(connection)
        except LookupError:
            raise WhosaysError(f"{store.name}: it was made by a later version of whosays") from None
        if store.sqlite:
            connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION}")


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def _shown(address: str) -> str:
    """An address without name and password, and without what stands behind a question mark."""
    from whosays.fetching.urls import shown_as

    return shown_as(address).split("?")[0]


def _cause(error: sa.exc.DBAPIError) -> str:
    said = " ".join(str(error.orig).split())
    low = said.casefold()
    known: list[tuple[str, str]] = [
        ("locked", f"another whosays writes to it and did not make room in {WAIT} seconds; nothing was changed"),
        ("lock timeout", f"another whosays writes to it and did not make room in {WAIT} seconds; nothing was changed"),
        ("terminating connection", "the server ended the connection; nothing was changed"),
        ("server closed the connection", "the server ended the connection; nothing was changed"),
        ("not a database", f"it is {_MADE}"),
        ("malformed", "the file is damaged; `whosays verify` on a copy says how far it can be read"),
        ("readonly", "it cannot be written (it is read-only)"),
        ("full", "it cannot be written (no space is left)"),
        ("unable to open", "it cannot be opened (no permission, or the folder is not there)"),
    ]
    return next((told for part, told in known if part in low), f"the database says: {said[:200]}")


def storable(value: str) -> str:
    """A text that both databases can hold: NUL and lone surrogates become U+FFFD, one for one."""
    return _UNSTORABLE.sub("\ufffd", value)
