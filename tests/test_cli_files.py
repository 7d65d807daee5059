"""Files that are written and read: never over a ledger, never out of a folder, readable by their owner only."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.ledger_build import weir
from tests.sample import TEXT
from whosays.cli import run
from whosays.fetching.urls import shown_as
from whosays.ledger import open_ledger
from whosays.reading import documents
from whosays.reading.apart import documents as apart
from whosays.watching.state import open_state


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def held(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    with open_ledger(str(path)) as ledger:
        ledger.add_trace(weir("Tarn Post"), as_input="a")
    return path


@pytest.mark.parametrize("command", [["trace"], ["story"], ["export", "--to", "csv"]])
def test_a_report_never_takes_the_place_of_a_ledger(
    command: list[str], article: Path, held: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = held.read_bytes()
    link = tmp_path / "out.json"
    link.symlink_to(held)
    for target in (held, link):
        assert run([*command, str(article), "-o", str(target)]) == 2
        assert "it is a ledger" in capsys.readouterr().err
    assert held.read_bytes() == before


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 3000 + "b"])
def test_a_name_that_is_too_long_is_said_to_be(name: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trace", str(article), "-o", name]) == 2
    assert "too long for the name of a file" in capsys.readouterr().err


@pytest.mark.parametrize("read", [documents, apart])
def test_links_do_not_lead_out_of_a_folder(read: object, tmp_path: Path, article: Path) -> None:
    folder = tmp_path / "given"
    (folder / "deep").mkdir(parents=True)
    (folder / "own.txt").write_text(TEXT, encoding="utf-8")
    (folder / "deep" / "again.txt").symlink_to(folder / "own.txt")
    (folder / "out.txt").symlink_to(article)
    (folder / "broken.txt").symlink_to(tmp_path / "nothing")
    (folder / "up").symlink_to(tmp_path)
    items = list(read(str(folder)))  # type: ignore[operator]
    assert [Path(i.name).name for i in items if i.document] == ["own.txt", "again.txt"]
    (problem,) = [i.problem for i in items if i.problem]
    assert str(problem) == f"{folder / 'out.txt'}: it is a link that leads out of the folder; give the file itself"


def test_a_folder_that_is_a_link_itself_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "own.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "link").symlink_to(folder)
    assert [bool(item.document) for item in documents(str(tmp_path / "link"))] == [True]


def test_ledger_and_state_are_their_owners(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with open_ledger(str(tmp_path / "desk.db")) as ledger, open_state(tmp_path / "desk.db.watch"):
            ledger.add_trace(weir("Tarn Post"), as_input="a")
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert set(modes) >= {"desk.db", "desk.db.watch"}
    assert set(modes.values()) == {0o600}


def test_a_ledger_keeps_the_mode_that_its_owner_gave_it(held: Path) -> None:
    held.chmod(0o640)
    with open_ledger(str(held)) as ledger:
        ledger.add_trace(weir("Hollow Times"), as_input="b")
    assert stat.S_IMODE(held.stat().st_mode) == 0o640


SECRETS = (
    "hunt@er2",
    "hunt/er2",
    "hunt#er2",
    "hunt?er2",
    "h@unt/e@r2",
    "hunt\\er2",
    "@hunter2",
    "hunt:er2",
    "hunt er2",
)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("scheme", ["https", "postgresql", "ftp", "mysql"])
def test_no_part_of_a_password_is_shown(secret: str, scheme: str, capsys: pytest.CaptureFixture[str]) -> None:
    address = f"{scheme}://desk:{secret}@wharf.example:1/news"
    assert "er2" not in shown_as(address)
    if scheme != "postgresql":  # which would be connected to
        assert run(["stats", "--ledger", address]) == 2
        assert run(["trace", address]) == 1
        err = capsys.readouterr().err
        assert "hunt" not in err
        assert "er2" not in err
        assert "wharf.example" in err


def test_an_at_sign_in_the_password_of_a_database_is_asked_for_as_it_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["stats", "--ledger", "postgresql://desk:hunt@er2@wharf.example/news"]) == 2
    err = capsys.readouterr().err
    assert "%40" in err
    assert "er2" not in err


ADDRESSES = (
    "https://tarn.example/@mira/3",
    "https://tarn.example:8080/a?b=c@d",
    "https://[2001:db8::1]:443/@x",
    "mira@tarn.example",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_without_a_password_is_shown_whole(address: str) -> None:
    assert shown_as(address) == address
