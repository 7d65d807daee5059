"""``whosays watch`` on each database: what it adds and tells, restarts and kills, watchers and writers beside it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.ledger_stores import rows
from tests.site import Site, serve
from tests.sized import FULL, drawn, repeated
from tests.test_watch_command import DENIAL, MAIN, RUMOUR, address, own, paragraphs, pile
from tests.test_watch_feeds import entry, rss
from whosays.cli import run
from whosays.ledger import open_ledger
from whosays.watching.notices import TOLD

Told = Callable[..., tuple[int, str, str]]
ADD = [sys.executable, "-c", "from whosays.cli import main; main()", "add"]
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "env": {**os.environ, "OMP_NUM_THREADS": "1"}}
KILLED_AT = (1, 3, 5, 7, 8) if FULL else (2, 7)  # documents that are in
FIRST = entry(1, paragraphs(RUMOUR), title="Sennport: lock gate to be closed for a year, source says")
SECOND = entry(2, paragraphs(DENIAL), title="Sennport: harbour office denies lock gate will be closed")


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def tell(where: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Run a watch once, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("whosays.watching.files.LOOK", 0.05)

    def tell(*arguments: object) -> tuple[int, str, str]:
        status = run(["watch", *map(str, arguments), "--once", "--ledger", where])
        out, err = capsys.readouterr()
        return status, out, err

    return tell


def feed(site: Site, *entries: dict[str, str]) -> None:
    site.answers["/feed"] = lambda h: h.reply(200, rss(*entries), Content_Type="application/rss+xml")


def notices(folder: Path, name: str = "notices.jsonl") -> list[dict[str, str]]:
    path = folder / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def documents(where: str) -> int:
    with open_ledger(where) as ledger:
        return int(rows(ledger, "SELECT count(*) FROM documents")[0][0])


def settled(where: str) -> set[str]:
    """The changes that a ledger has recorded and a watch tells; all of it verified."""
    with open_ledger(where) as ledger:
        assert ledger.verify() is None
        return {one.change.text for one in ledger.changes(0) if one.change.kind in TOLD}


def waits_for(done: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    end = time.monotonic() + 90
    while not done():
        assert time.monotonic() < end, "it does not come to that"
        assert process is None or process.poll() is None, process and process.stderr and process.stderr.read()
        time.sleep(0.05)


def holds(where: str, at_least: int, process: subprocess.Popen[bytes]) -> None:
    """Waits until so many documents are in; the ledger is opened once for all looks at it."""
    with open_ledger(where) as ledger:
        waits_for(lambda: rows(ledger, "SELECT count(*) FROM documents")[0][0] >= at_least, process)


def test_what_changes_is_told_once_and_after_a_restart_goes_on(
    tell: Told, site: Site, where: str, tmp_path: Path
) -> None:
    options = (address(site), own(site), "--notify=file:notices.jsonl")
    feed(site, FIRST)
    assert tell(*options) == (0, "", "")
    feed(site, FIRST, SECOND)
    status, out, err = tell(*options)
    assert (status, err) == (0, "")
    assert "denies it" in out
    assert "grade is now" in out
    told = notices(tmp_path)
    assert {one["text"] for one in told} == settled(where)
    assert all("@" not in one["ledger"] for one in told), "no name, no password"
    assert tell(*options) == (0, "", "")
    assert notices(tmp_path) == told


def test_an_entry_that_goes_back_is_told(tell: Told, site: Site, where: str, tmp_path: Path) -> None:
    options = (address(site), own(site), "--notify=file:notices.jsonl")
    softer = {**FIRST, "description": paragraphs("The Quay\n\nThe lock gate at Sennport was painted on Monday.\n")}
    for entries in ((FIRST,), (softer,), (FIRST,)):
        feed(site, *entries)
        status, out, err = tell(*options)
        assert (status, err) == (0, "")
    assert "has gone back to the text of d1" in out
    assert [one["kind"] for one in notices(tmp_path)].count("return") >= 1
    assert documents(where) == 1


@repeated
def test_killed_again_and_again_it_goes_on_and_loses_nothing(site: Site, where: str, tmp_path: Path) -> None:
    entries, chance = pile(), drawn(9)
    feed(site, *entries)
    arguments = [*MAIN, address(site), own(site), "--every=1s", "--notify=file:notices.jsonl", "--ledger", where]
    for target in KILLED_AT:
        running = subprocess.Popen(arguments, cwd=tmp_path, **QUIET)  # type: ignore[call-overload]
        try:
            holds(where, target, running)
            time.sleep(chance.random() * 0.15)
        finally:
            running.send_signal(signal.SIGKILL)
            running.wait()
        settled(where)
    done = subprocess.run([*arguments, "--once"], cwd=tmp_path, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert documents(where) == len(entries)
    assert settled(where)
    assert {one["text"] for one in notices(tmp_path)} == settled(where)


def test_two_watches_and_an_add_at_once_lose_nothing(site: Site, where: str, tmp_path: Path) -> None:
    entries = pile()
    open_ledger(where).close()
    running = []
    for number, own_entries in enumerate((entries[0::3] + entries[1::3], entries[2::3])):
        site.answers[f"/{number}"] = lambda h, e=own_entries: h.reply(200, rss(*e), Content_Type="application/rss+xml")  # type: ignore[misc]
        options = [f"--notify=file:{number}.jsonl", f"--state={number}.watch", "--every=1s", "--ledger", where]
        command = [*MAIN, address(site, f"/{number}"), own(site), *options]
        running.append(subprocess.Popen(command, cwd=tmp_path, **QUIET))  # type: ignore[call-overload]
    (tmp_path / "desk.txt").write_text(DENIAL.replace("Sennport", "Fallow"), encoding="utf-8")
    try:
        holds(where, 2, running[0])
        added = subprocess.run([*ADD, "desk.txt", "--ledger", where], cwd=tmp_path, capture_output=True)
        assert (added.returncode, added.stderr) == (0, b"")
        holds(where, len(entries) + 1, running[1])
        wanted = settled(where)
        for number in (0, 1):  # each tells every change in the ledger, whoever made it
            waits_for(lambda n=number: {one["text"] for one in notices(tmp_path, f"{n}.jsonl")} == wanted)  # type: ignore[misc]
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        ended = [process.wait(60) for process in running]
    assert ended == [0, 0]
    assert documents(where) == len(entries) + 1


def test_a_server_that_goes_away_is_told_and_waited_for(site: Site, where: str, tmp_path: Path) -> None:
    """PostgreSQL ends the watch's connections and lets no new ones in for a while, as when it is restarted."""
    if "://" not in where:
        pytest.skip("a file has no server that could go away")
    feed(site, *(entries := pile()))
    arguments = [*MAIN, address(site), own(site), "--every=1s", "--notify=file:notices.jsonl", "--ledger", where]
    running = subprocess.Popen(arguments, cwd=tmp_path, **QUIET)  # type: ignore[call-overload]
    base, name = where.replace("://", "+psycopg://", 1).rsplit("/", 1)
    engine = sa.create_engine(f"{base}/postgres", isolation_level="AUTOCOMMIT")
    end = f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'"
    ended = 0
    try:
        for target in (1, 4, 7):
            waits_for(lambda target=target: documents(where) >= target, running)  # type: ignore[misc]
            with engine.connect() as connection:
                connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
                ended += connection.exec_driver_sql(end).scalar_one()
                time.sleep(1.5)
                connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        waits_for(lambda: documents(where) == len(entries), running)
        wanted = settled(where)
        waits_for(lambda: {one["text"] for one in notices(tmp_path)} == wanted, running)
    finally:
        engine.dispose()
        running.send_signal(signal.SIGTERM)
        status = running.wait(60)
    said = running.stderr.read().decode() if running.stderr else ""
    assert ended >= 3
    assert status == 0
    assert "not currently accepting connections" in said
    assert "Traceback" not in said
    assert documents(where) == len(entries)
