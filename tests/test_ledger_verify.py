"""Whoever changes a ledger behind its back is found out, and the first entry that does not fit is named."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.ledger_build import MAYOR, MILL, OUTLETS, document, weir
from tests.ledger_stores import rows
from whosays.ledger import Capture, Ledger, open_ledger
from whosays.ledger.tables import RECORD
from whosays.model import Response

PAGE = "https://post.example/weir"


def fill(ledger: Ledger) -> None:
    """A ledger with rows in every table of the record."""
    for outlet in OUTLETS[:2]:
        ledger.add_trace(weir(outlet, ("Edda Marsh", "it did not", Response.DENY), MAYOR), as_input=outlet)
    ledger.add_trace(weir(OUTLETS[2], MAYOR, url=PAGE), as_input="c")
    ledger.decide("split", ["k1", "d2"], who="Ida Falk", why="a test")
    ledger.add_trace(weir(OUTLETS[2], url=PAGE), as_input="d")
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    ledger.add_trace(document(OUTLETS[2], MILL, url=PAGE), as_input="e", seen=long_ago, capture=Capture.ARCHIVE)


def test_a_ledger_fits(ledger: Ledger) -> None:
    assert ledger.verify() is None
    fill(ledger)
    assert ledger.verify() is None
    assert ledger.head()[0] == 6
    assert ledger.verify(ledger.head()) is None


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE version_rows SET text = replace(text, 'forty', 'fifty') WHERE id = 2", 2),
        ("UPDATE state_rows SET credibility = 1 WHERE id = 1", 1),
        ("DELETE FROM decision_rows", 4),
    ],
)
def test_a_change_is_found_on_either_database(ledger: Ledger, statement: str, entry: int) -> None:
    fill(ledger)
    with ledger.store.writing() as connection:
        connection.exec_driver_sql(statement)
    assert (ledger.verify() or "").startswith(f"entry {entry} (")


def tampered(path: Path, statement: str) -> str:
    """What verify says after a statement that no whosays made."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        assert connection.execute(statement).rowcount > 0
    with open_ledger(str(path)) as ledger:
        return ledger.verify() or ""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "whosays.db"
    with open_ledger(str(path)) as ledger:
        fill(ledger)
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    """A copy of the ledger for each test."""
    return Path(shutil.copy(filled, tmp_path))


@pytest.mark.parametrize("table", [table.name for table in RECORD])
def test_a_row_taken_away_is_missed(path: Path, table: str) -> None:
    with sqlite3.connect(path) as connection:
        number, entry = connection.execute(f"SELECT id, entry FROM {table} ORDER BY entry, id LIMIT 1").fetchone()
    assert tampered(path, f"DELETE FROM {table} WHERE id = {number}").startswith(f"entry {entry} (")


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE version_rows SET text = replace(text, 'forty', 'fifty') WHERE id = 2", 2),
        ("UPDATE state_rows SET credibility = 1 WHERE id = 1", 1),
        ("UPDATE decision_rows SET who = 'Olaf Brandt'", 4),
        ("UPDATE trace_rows SET body = zeroblob(20) WHERE id = 3", 3),
        ("UPDATE entries SET time = '2001-01-01T00:00:00.000000Z' WHERE sequence = 2", 2),
        ("UPDATE entries SET previous = hash WHERE sequence = 3", 3),
        ("INSERT INTO part_ends VALUES (1, 2)", 2),
        ("INSERT INTO membership_rows VALUES (99, 9, 1, 1)", 9),
        ("UPDATE sighting_rows SET entry = 2 WHERE entry = 1", 1),
    ],
)  # fmt: skip
def test_a_change_is_found(path: Path, statement: str, entry: int) -> None:
    assert tampered(path, statement).startswith(f"entry {entry}")


def test_an_entry_taken_out_is_missed(path: Path) -> None:
    assert tampered(path, "DELETE FROM entries WHERE sequence = 3") == "entry 3 is missing"


def test_a_tail_cut_off_is_seen_by_a_head_that_was_kept(path: Path) -> None:
    with open_ledger(str(path)) as ledger:
        kept = ledger.head()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for name in ("entries", *(table.name for table in RECORD)):
            column = "sequence" if name == "entries" else "entry"
            connection.execute(f"DELETE FROM {name} WHERE {column} = 6")
    with open_ledger(str(path)) as ledger:
        assert ledger.verify() is None, "without a head there is nothing to see it by"
        assert "entry 5" in (ledger.verify(kept) or "")


def test_every_judgement_leads_to_stored_text(ledger: Ledger) -> None:
    fill(ledger)
    found = ledger.claim("k1")
    assert found is not None
    for place in found.appearances:
        document = ledger.document(place.document)
        assert document is not None
        version, text = document.versions[-1], document.text
        (start, end), *_ = place.spans
        assert text[start:end] == place.words
        assert rows(ledger, f"SELECT count(*) FROM version_rows WHERE sha256 = '{version.sha256}'") == [(1,)]
