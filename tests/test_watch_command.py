"""``whosays watch`` as a user runs it: with a real ledger, a real server, and killed in the middle of its work."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.site import Site, serve
from tests.test_watch_feeds import entry, rss
from whosays.cli import run
from whosays.watching.webhook import SECRET

MAIN = [sys.executable, "-c", "from whosays.cli import main; main()", "watch"]
RUMOUR = """The Quay

The lock gate at Sennport will be closed for a year, according to a source close to the harbour office. "The gate at \
Sennport will be closed for a year," the source told The Quay on Monday.

The harbour office did not respond to a request for comment.
"""
DENIAL = """The Pier

The harbour office on Tuesday denied that the lock gate at Sennport will be closed for a year. "It is not true that \
the gate at Sennport will be closed for a year," said Ilse Brandt, a spokeswoman for the harbour office.

The report that the lock gate at Sennport will be closed for a year was first published by The Quay.
"""
Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("whosays.watching.files.LOOK", 0.05)

    def tell(*arguments: object) -> tuple[int, str, str]:
        status = run(["watch", *map(str, arguments), "--ledger", "desk.db"])
        out, err = capsys.readouterr()
        return status, out, err

    return tell


def address(site: Site, path: str = "/feed") -> str:
    return site.url(path, "127.0.0.1")


def paragraphs(text: str) -> str:
    """The text without its outlet, as a feed has it."""
    return "".join(f"&lt;p&gt;{part}&lt;/p&gt;" for part in text.strip().split("\n\n")[1:])


def own(site: Site) -> str:
    return f"--private=127.0.0.1:{site.port}"


def test_a_change_is_one_line_with_its_proof_and_a_notice(tell: Told, site: Site, tmp_path: Path) -> None:
    feed = [entry(1, paragraphs(RUMOUR), title="Sennport: lock gate to be closed for a year, source says")]
    site.answers["/feed"] = lambda h: h.reply(200, rss(*feed), Content_Type="application/rss+xml")
    options = ("--once", own(site), f"--notify=file:{tmp_path}/notices.jsonl")
    status, out, err = tell(address(site), *options)
    assert (status, out, err) == (0, "", "")  # a claim that is new is no change
    feed.append(entry(2, paragraphs(DENIAL), title="Sennport: harbour office denies lock gate will be closed"))
    status, out, err = tell(address(site), *options)
    assert (status, err) == (0, "")
    heads = [line for line in out.splitlines() if not line.startswith("    ")]
    proofs = [line for line in out.splitlines() if line.startswith("    ")]
    assert any("denies it" in line for line in heads)
    assert any("grade is now" in line for line in heads)
    assert any("denie" in line for line in proofs)
    notices = [json.loads(line) for line in (tmp_path / "notices.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [notice["text"] in out for notice in notices] == [True] * len(heads)
    assert len({notice["id"] for notice in notices}) == len(notices)
    assert tell(address(site), *options) == (0, "", "")
    assert len((tmp_path / "notices.jsonl").read_text(encoding="utf-8").splitlines()) == len(notices)


def test_folders_are_watched_and_quiet_keeps_changes_from_the_terminal(tell: Told, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(RUMOUR, encoding="utf-8")
    assert tell(inbox, "--once")[0] == 0
    (inbox / "b.txt").write_text(DENIAL, encoding="utf-8")
    (inbox / "c.txt").write_bytes(b"\x89PNG\r\n")
    status, out, err = tell(inbox, "--once", "--quiet", "--notify=file:n.jsonl")
    assert (status, out) == (1, "")
    assert "c.txt" in err
    assert (tmp_path / "n.jsonl").read_text(encoding="utf-8").count("\n") >= 2
    assert tell(inbox, "--once") == (0, "", "")


def test_a_webhook_gets_what_changed_and_waits_while_it_is_down(
    tell: Told, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECRET, "a secret of the desk's own")
    site.at("/hook", 500)
    path = tmp_path / "pile.txt"
    path.write_text(RUMOUR, encoding="utf-8")
    tell(path, "--once")
    other = tmp_path / "other.txt"
    other.write_text(DENIAL, encoding="utf-8")
    options = (f"--notify=webhook:{address(site, '/hook')}", own(site), "--once")
    status, _, err = tell(other, *options)
    assert status == 1
    assert "status 500" in err
    site.at("/hook", 200)
    site.handler.posted.clear()
    assert tell(other, *options)[0] == 0
    assert any(json.loads(body)["kind"] == "standing" for body in site.handler.posted)


@pytest.mark.parametrize(
    ("arguments", "status", "part"),
    [
        (["https://quay.example/feed", "--every", "5s"], 2, "a minute"),
        (["https://quay.example/feed", "--notify", "mail:me"], 2, "give webhook"),
        (["https://quay.example/feed", "--notify", "webhook:https://hook.example/"], 2, "WHOSAYS_WEBHOOK_SECRET"),
        (["https://quay.example/feed", "--private", "a/b"], 2, "--private"),
        (["ftp://quay.example/feed", "--once"], 1, "only https"),
        (["https://me:hush@quay.example/feed", "--once"], 1, "name or password"),
        (["nowhere", "--once"], 1, "no such file or folder"),
        (["http://127.0.0.1:9/feed", "--once"], 1, "no public address"),
        (["https://quay.example/feed", "--outlets", "nowhere.toml"], 1, "nowhere.toml"),
        ([], 2, "FEED"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    tell: Told, arguments: list[str], status: int, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SECRET, raising=False)
    done, out, err = tell(*arguments)
    assert (done, out) == (status, "")
    assert part in err
    assert "hush" not in err
    assert "Traceback" not in err


def test_a_ledger_that_is_none_is_told(tell: Told, tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_text("no ledger " * 100, encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    status, out, err = tell(tmp_path / "inbox", "--once")
    assert (status, out) == (1, "")
    assert "desk.db" in err


def test_the_desks_own_register_of_outlets_counts(tell: Told, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text('[[outlet]]\nname = "The Quay"\nletter = "B"\n', encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    for name, text in (("a.txt", RUMOUR), ("b.txt", DENIAL)):
        (tmp_path / "inbox" / name).write_text(text, encoding="utf-8")
        assert tell("inbox", "--once", "--outlets", "ours.toml")[0] == 0
    with closing(sqlite3.connect(tmp_path / "desk.db")) as db:
        options = [json.loads(row[0]) for row in db.execute("SELECT options FROM runs")]
    assert options
    assert all("outlets" in one for one in options)


# --- ended ---------------------------------------------------------------------------------------------------------

PLACES = ("Sennport", "Marrow", "Tilbeck", "Ostrand")


def pile() -> list[dict[str, str]]:
    """Four rumours, each told, told again and denied."""
    found = []
    for place in PLACES:
        for outlet, text in (("The Quay", RUMOUR), ("The Buoy", RUMOUR), ("The Pier", DENIAL)):
            said = text.replace("Sennport", place).replace("The Pier", outlet).replace("The Quay\n", f"{outlet}\n")
            found.append(entry(len(found) + 1, paragraphs(said), title=f"{place}: the gate, by {outlet}"))
    return found


def started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([*MAIN, *arguments, "--ledger", "desk.db"], cwd=folder, env=environment, **quiet)  # type: ignore[call-overload,no-any-return]


def test_sigterm_ends_a_watch_in_order(site: Site, tmp_path: Path) -> None:
    asked = threading.Event()
    site.answers["/feed"] = lambda h: (asked.set(), h.reply(304 if asked.is_set() else 200, rss(entry(1))))[1]
    running = started(tmp_path, address(site), own(site))
    try:
        assert asked.wait(60)
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 0
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()
