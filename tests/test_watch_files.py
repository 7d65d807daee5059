"""A watch of folders: files that grow, change, vanish or turn into links while they are read."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ledger_stores import rows
from tests.warcs import http, page, record
from whosays.cli import run
from whosays.errors import InputError, WhosaysError
from whosays.fetching.hosts import Rules, Turns
from whosays.ledger import Sight, open_ledger
from whosays.model import Document
from whosays.watching import files
from whosays.watching.hooks import Hooks
from whosays.watching.polling import Poller
from whosays.watching.state import open_state
from whosays.watching.watch import Plan, watch

TEXT = "The harbour office said on Monday that the {} gate will stay shut until the diver has been down."


class Desk:
    """A watch of one folder that can be run again and again."""

    def __init__(self, folder: Path) -> None:
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.path = folder / "desk.watch"
        self.taken: list[tuple[str, Document, datetime]] = []
        self.said: list[str] = []
        self.on_take: Callable[[Document], None] = lambda document: None

    def take(self, document: Document, sight: Sight) -> None:
        self.on_take(document)
        self.taken.append((sight.as_input, document, sight.seen))

    def run(self, *, until: Callable[[], bool] | None = None, place: Path | None = None) -> list[str]:
        """One round, or on ``until``; the names of what it took in."""
        before, self.said = len(self.taken), []
        end = time.monotonic() + 15
        hooks = Hooks(self.take, lambda: None, self.said.append)
        plan = Plan(places=[str(place or self.inbox)], once=until is None, look=0.03)
        with open_state(self.path) as state:
            watch(
                plan,
                state=state,
                poller=Poller(Turns(), Rules()),
                hooks=hooks,
                stopped=lambda: (until is not None and until()) or time.monotonic() > end,
            )
        return [os.path.relpath(name, self.inbox) for name, _, _ in self.taken[before:]]

    def write(self, name: str, number: int) -> Path:
        path = self.inbox / name
        path.write_text(TEXT.format(number), encoding="utf-8")
        return path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_each_file_is_read_once_and_again_when_it_changes(desk: Desk) -> None:
    desk.write("b.txt", 1)
    (desk.inbox / "sub").mkdir()
    desk.write("sub/a.txt", 2)
    assert desk.run() == ["b.txt", "sub/a.txt"]
    assert desk.run() == []
    desk.write("b.txt", 30)
    assert desk.run() == ["b.txt"]


def test_what_comes_while_it_watches_is_read(desk: Desk) -> None:
    desk.write("a.txt", 1)
    desk.on_take = lambda document: None if (desk.inbox / "b.txt").exists() else desk.write("b.txt", 2) and None
    assert desk.run(until=lambda: len(desk.taken) == 2) == ["a.txt", "b.txt"]


def test_a_file_of_many_documents_says_where_each_stood(desk: Desk) -> None:
    rows = [{"text": TEXT.format(n), "outlet": "The Quay"} for n in (1, 2)]
    lines = [json.dumps(rows[0]), "no JSON", json.dumps(rows[1])]
    (desk.inbox / "pile.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert desk.run() == ["pile.jsonl:1", "pile.jsonl:3"]
    assert len(desk.said) == 1
    assert "pile.jsonl:2" in desk.said[0]
    assert desk.run() == []


def test_a_file_that_changes_while_it_is_read_is_read_again(desk: Desk) -> None:
    path = desk.write("a.txt", 1)

    def grow(document: Document) -> None:
        if not desk.taken:
            path.write_text(TEXT.format(1) + " It opens in May.", encoding="utf-8")
            time.sleep(0.2)  # so that the thread that reads sees it before it is done, or the next look does

    desk.on_take = grow
    desk.run(until=lambda: len(desk.taken) == 2)
    assert "opens in May" in desk.taken[-1][1].text


def test_a_link_in_the_place_of_a_file_is_not_followed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("What nobody outside should read, whatever they put into the folder.", encoding="utf-8")
    path = desk.write("a.txt", 1)
    ready = files.folders.ready

    def swapped(*looks: dict[str, files.Stamp]) -> tuple[str, ...]:
        found = ready(*looks)
        if found:
            path.unlink()
            path.symlink_to(secret)
        return found

    monkeypatch.setattr(files.folders, "ready", swapped)
    assert desk.run() == []
    assert "cannot be read" in desk.said[0]


def test_a_file_that_is_gone_or_may_not_be_read_is_told_and_the_others_are_read(desk: Desk) -> None:
    desk.write("a.txt", 1)
    (desk.inbox / "b.png").write_bytes(b"\x89PNG\r\n")
    desk.write("c.txt", 3)
    assert desk.run() == ["a.txt", "c.txt"]
    assert len(desk.said) == 1
    assert "b.png" in desk.said[0]
    assert desk.run() == []
    assert desk.said == []  # it has not changed since


def test_what_the_ledger_did_not_take_is_read_again(desk: Desk) -> None:
    desk.write("a.txt", 1)
    desk.write("b.txt", 2)

    def refuse(document: Document) -> None:
        if " 1 " in document.text:
            raise WhosaysError("desk.db: another writer has it")

    desk.on_take = refuse
    assert desk.run() == ["b.txt"]
    desk.on_take = lambda document: None
    assert desk.run() == ["a.txt"]


def test_a_document_that_cannot_be_used_is_left_for_good(desk: Desk) -> None:
    desk.write("a.txt", 1)

    def refuse(document: Document) -> None:
        raise InputError("a.txt", "it is too odd")

    desk.on_take = refuse
    assert desk.run() == []
    assert "too odd" in desk.said[0]
    desk.on_take = lambda document: None
    assert desk.run() == []


def test_a_folder_that_is_not_there_is_told_and_waited_for(desk: Desk, tmp_path: Path) -> None:
    later = tmp_path / "later"

    def arrived() -> bool:
        if desk.said and not later.exists():
            later.mkdir()
            (later / "a.txt").write_text(TEXT.format(1), encoding="utf-8")
        return bool(desk.taken)

    desk.run(until=arrived, place=later)
    assert "no such file or folder" in desk.said[0]
    assert len(desk.taken) == 1


# --- exports that are put into a folder, replaced, and put back -----------------------------------------------------

Kept = Callable[[], tuple[int, list[tuple[Any, ...]]]]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """One round of a real watch into a ledger: its exit status, and the newest text of each document, numbered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("whosays.watching.files.LOOK", 0.02)
    (tmp_path / "inbox").mkdir()

    def once() -> tuple[int, list[tuple[Any, ...]]]:
        status = run(["watch", "inbox", "--once", "--ledger", "desk.db"])
        with open_ledger("desk.db") as ledger:
            assert ledger.verify() is None
            return status, rows(ledger, "SELECT text, version FROM documents ORDER BY document")

    return once


def chat(*messages: tuple[int, str, int | None]) -> str:
    """A Telegram export: number, text, when it was edited."""
    made = [
        {"id": n, "type": "message", "date_unixtime": str(1_930_417_200 + n), "text": text}
        | ({"edited_unixtime": str(edited)} if edited else {})
        for n, text, edited in messages
    ]
    return json.dumps({"name": "Harbour Watch", "type": "public_channel", "id": 15, "messages": made})


def test_an_export_that_is_replaced_brings_what_is_new_and_put_back_undoes_nothing(kept: Kept, tmp_path: Path) -> None:
    first, edited, second = TEXT.format(1), TEXT.format(1).replace("Monday", "Sunday"), TEXT.format(2)
    path = tmp_path / "inbox" / "result.json"
    path.write_text(chat((1, first, None)), encoding="utf-8")
    assert kept() == (0, [(first, 1)])
    path.write_text(chat((1, edited, 1_930_500_000), (2, second, None), (3, "", None)), encoding="utf-8")
    assert kept() == (0, [(edited, 2), (second, 1)]), "a message without text is a note and no failure"
    for content in (chat((1, first, None)), chat((2, second, None))):
        path.write_text(content, encoding="utf-8")
        assert kept() == (0, [(edited, 2), (second, 1)]), "what an older or smaller export lacks is not taken back"
    path.write_text(chat((1, edited, 1_930_500_000))[:-20], encoding="utf-8")
    assert kept() == (1, [(edited, 2), (second, 1)])
    path.unlink()
    assert kept() == (0, [(edited, 2), (second, 1)])


def test_an_archive_of_x_that_is_put_beside_itself_brings_nothing(kept: Kept, tmp_path: Path) -> None:
    tweet = {
        "id_str": "1900000000000000001",
        "created_at": "Tue Mar 04 19:05:00 +0000 2031",
        "full_text": TEXT.format(1),
    }
    content = "window.YTD.tweets.part0 = " + json.dumps([{"tweet": tweet}])
    (tmp_path / "inbox" / "tweets.js").write_text(content, encoding="utf-8")
    held = kept()
    assert held == (0, [(TEXT.format(1), 1)])
    (tmp_path / "inbox" / "copy").mkdir()
    (tmp_path / "inbox" / "copy" / "tweets.js").write_text(content, encoding="utf-8")
    assert kept() == held


def test_archives_that_come_in_the_wrong_order_end_with_the_newest_page(kept: Kept, tmp_path: Path) -> None:
    said = {day: f"The lamp has been out for {day} days, the keeper said." for day in (1, 2, 3)}
    for day in (2, 1, 3):
        captured = record(
            "response", "https://a.example/lamp", f"2031-03-0{day}T18:00:00Z", http(page("Lamp", said[day]))
        )
        (tmp_path / "inbox" / f"{day}.warc.gz").write_bytes(captured)
        assert kept()[0] == 0
    ((text, number),) = kept()[1]
    assert said[3] in text
    assert number == 3


def test_the_export_of_a_ledger_gives_its_documents_and_a_word(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT.format(1), encoding="utf-8")
    assert run(["add", "a.txt", "--ledger", "other.db"]) == 0
    assert run(["export", "--ledger", "other.db", "-o", "inbox/ledger.jsonl"]) == 0
    assert kept() == (0, [(TEXT.format(1), 1)])
    assert "`whosays import FILE` takes all of it in" in capsys.readouterr().err
