"""What stands beside a ledger's entries is checked, and what is derived from them can be made anew."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.ledger_build import MAYOR, MILL, weir
from whosays.cli import run
from whosays.errors import WhosaysError
from whosays.ledger import open_ledger


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "whosays.db"
    with open_ledger(str(path)) as ledger:
        ledger.add_trace(weir("Tarn Post"), as_input="a")
        ledger.add_trace(weir("Hollow Times", ("Olaf Brandt", MAYOR)), as_input="b")
        ledger.add_trace(weir("Upland Wire", MILL), as_input="c")
        assert ledger.verify() is None
    return path


@pytest.fixture
def ledger_file(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "whosays.db"))


def change(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


CHANGES = {
    "view": ("DROP VIEW claims", "CREATE VIEW claims AS SELECT * FROM state_rows"),
    "view gone": ("DROP VIEW drift",),
    "view of somebody's": ("CREATE VIEW mine AS SELECT 1",),
    "trigger": (
        "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM state_rows WHERE id = 1; END",
    ),
    "index gone": ("DROP INDEX ix_state_rows_claim",),
    "index of somebody's": ("CREATE INDEX u ON state_rows (text)",),
    "search emptied": ("INSERT INTO index_claims(index_claims) VALUES('delete-all')",),
    "search of other words": (
        "INSERT INTO index_claims(index_claims, rowid, text) SELECT 'delete', id, text FROM state_rows WHERE id = 1",
        "INSERT INTO index_claims(rowid, text) VALUES (1, 'something else')",
    ),
    "likeness emptied": ("DELETE FROM index_profiles",),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_is_told_and_made_anew(name: str, ledger_file: Path) -> None:
    change(ledger_file, *CHANGES[name])
    with open_ledger(str(ledger_file)) as ledger:
        fault = ledger.verify()
        assert fault is not None
        assert "whosays repair" in fault
        head = ledger.head()
        ledger.repair()
        assert ledger.verify() is None
        assert ledger.head() == head


def test_a_repaired_ledger_finds_and_takes_in_as_before(ledger_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_ledger(str(ledger_file)) as ledger:
        before = [hit.claim for hit in ledger.claims(search="weir")] if hasattr(ledger, "claims") else None
    change(ledger_file, "INSERT INTO index_claims(index_claims) VALUES('delete-all')", "DELETE FROM index_postings")
    assert run(["repair", "--ledger", str(ledger_file)]) == 0
    assert "made anew" in capsys.readouterr().out
    with open_ledger(str(ledger_file)) as ledger:
        if before is not None:
            assert [hit.claim for hit in ledger.claims(search="weir")] == before
        added = ledger.add_trace(weir("Mere Courier"), as_input="d")
        assert not any("new" in change.kind for change in added.changes if hasattr(change, "kind")) or added.changes
        assert ledger.verify() is None


def test_flipped_bytes_are_found_or_change_nothing(made: Path, ledger_file: Path) -> None:
    """A byte of what is stored: verify says so, in a sentence, or what the ledger holds is the same."""
    chance = random.Random(14)
    content = made.read_bytes()
    with open_ledger(str(made)) as ledger:
        holds = list(ledger.export())
    for _ in range(40):
        place = chance.randrange(100, len(content))
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        ledger_file.write_bytes(flipped)
        for beside in ("-wal", "-shm"):
            ledger_file.with_name(ledger_file.name + beside).unlink(missing_ok=True)
        try:
            with open_ledger(str(ledger_file)) as ledger:
                if ledger.verify() is None:
                    assert list(ledger.export()) == holds, place
        except WhosaysError:
            continue


def test_a_ledger_where_nothing_can_be_written_is_verified(ledger_file: Path) -> None:
    with sqlite3.connect(ledger_file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    folder = ledger_file.parent
    os.chmod(ledger_file, 0o444)
    os.chmod(folder, 0o555)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write anywhere")
        with open_ledger(str(ledger_file), create=False) as ledger:
            assert ledger.verify() is None
    finally:
        os.chmod(folder, 0o755)
