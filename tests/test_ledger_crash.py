"""A ledger survives whatever stops a command: what was finished is there, nothing is half there, and it goes on."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from tests.ledger_build import MAYOR, MILL, OUTLETS, WEIR
from tests.ledger_stores import rows
from tests.sized import drawn, repeated, times
from whosays.cli import run
from whosays.errors import WhosaysError
from whosays.ledger import Ledger, open_ledger, store
from whosays.ledger.tables import RECORD, versions
from whosays.model import Claim, Document, Standing, Trace
from whosays.reading.apart import parent

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="it kills processes that it forks")
KILLED_BY_STATEMENT, KILLED_BY_TIME = times(6, 60), times(3, 40)
_fork = multiprocessing.get_context("fork") if hasattr(os, "fork") else None


def by_lines(document: Document) -> Trace:
    """A trace in which every line is a claim."""
    text, claims, at = document.text, [], 0
    for line in text.split("\n"):
        if len(line) > 30:
            claims.append(
                Claim(f"c{len(claims) + 1}", line, ((at, at + len(line)),), standing=Standing("Own.", 6, "F"))
            )
        at += len(line) + 1
    return Trace(document, claims=tuple(claims))


def by_words(texts: Sequence[str]) -> Any:
    """Vectors that need no network."""
    found = np.zeros((len(texts), 384), dtype=np.float32)
    for index, text in enumerate(texts):
        for word in text.lower().split():
            found[index, zlib.crc32(word.encode()) % 384] += 1
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither reading apart, for which each fork would start a child, nor tracing nor vectors are tested here."""
    monkeypatch.setattr(parent, "POSSIBLE", False)
    monkeypatch.setitem(sys.modules, "whosays.trace", SimpleNamespace(trace=by_lines))
    monkeypatch.setattr(Ledger.__init__, "__defaults__", (by_words,))


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What `whosays add` loads is loaded before the first fork, so that no killed process does it anew."""
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "one.txt").write_text(WEIR, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(sys.modules, "whosays.trace", SimpleNamespace(trace=by_lines))
        patched.setattr(Ledger.__init__, "__defaults__", (by_words,))
        patched.setattr(parent, "POSSIBLE", False)
        assert run(["add", str(folder / "one.txt"), "--ledger", str(folder / "one.db")]) == 0


@pytest.fixture
def pile(loaded: None, tmp_path: Path) -> list[str]:
    """Files of documents: three about one event, one about another."""
    texts = [f"{outlet} reports\n\n{WEIR}\n\n{MAYOR}\n" for outlet in OUTLETS[:3]] + [f"Skelby Star\n\n{MILL}\n"]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    return [str(tmp_path / f"{number}.txt") for number in range(len(texts))]


def content(where: str) -> dict[str, Any]:
    """Everything that is recorded, but for when it was."""
    with open_ledger(where) as ledger:
        assert ledger.verify() is None
        columns = {t.name: ", ".join(c.name for c in t.columns if c.name != "seen") for t in RECORD}
        return {name: rows(ledger, f"SELECT {own} FROM {name} ORDER BY 2, 1") for name, own in columns.items()}


def adding(where: str, files: Sequence[str], prepare: Callable[[], None] | None = None) -> Any:
    """A process of its own that runs `whosays add`."""

    def work() -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if prepare is not None:
            prepare()
        os._exit(run(["add", *files, "--ledger", where]))

    assert _fork is not None
    process = _fork.Process(target=work)
    process.start()
    return process


def killing_itself(after: int) -> Callable[[], None]:
    """Have the process killed at its statement of this number, commits among them, before or after it is done."""
    seen = [0]

    def count(*_: Any) -> None:
        seen[0] += 1
        if seen[0] == after:
            os.kill(os.getpid(), signal.SIGKILL)

    def prepare() -> None:
        for event in ("before_cursor_execute", "after_cursor_execute", "commit"):
            sa.event.listen(sa.Engine, event, count)

    return prepare


def counting(where: str, files: Sequence[str], told: Path) -> int:
    """How many such points there are in a whole run."""
    seen = [0]

    def count(*_: Any) -> None:
        seen[0] += 1
        told.write_text(str(seen[0]), encoding="utf-8")

    def prepare() -> None:
        for event in ("before_cursor_execute", "after_cursor_execute", "commit"):
            sa.event.listen(sa.Engine, event, count)

    process = adding(where, files, prepare)
    process.join()
    assert process.exitcode == 0
    return int(told.read_text(encoding="utf-8"))


@repeated
def test_killed_at_any_moment_it_opens_verifies_and_goes_on(pile: list[str], tmp_path: Path) -> None:
    whole, empty = str(tmp_path / "whole.db"), str(tmp_path / "empty.db")
    points = counting(whole, pile, tmp_path / "points")
    wanted = content(whole)
    open_ledger(empty).close()
    chance, begun, finished = drawn(7), time.monotonic(), []
    adding(str(tmp_path / "timed.db"), pile).join()
    lasts = time.monotonic() - begun
    for trial in range(KILLED_BY_STATEMENT + KILLED_BY_TIME):
        where = str(tmp_path / f"{trial}.db")
        if trial % 3:
            shutil.copy(empty, where)  # else the file itself, with its tables, is in the making
        if trial < KILLED_BY_STATEMENT:
            process = adding(where, pile, killing_itself(chance.randint(1, points)))
        else:
            process = adding(where, pile)
            process.join(chance.uniform(0, lasts))
            process.kill()
        process.join(60)
        assert process.exitcode in (-signal.SIGKILL, 0)
        with open_ledger(where) as ledger:
            assert ledger.verify() is None
            kept = [Path(name).name for (name,) in rows(ledger, "SELECT input FROM sighting_rows ORDER BY id")]
            assert kept == [f"{number}.txt" for number in range(len(kept))]
            assert ledger.head()[0] == len(kept), "an entry for each document, and no other"
            assert sorted(d for (d,) in rows(ledger, "SELECT DISTINCT document FROM appearances")) == [
                f"d{n + 1}" for n in range(len(kept))
            ]
        finished.append(len(kept))
        assert run(["add", *pile, "--ledger", where]) == 0
        assert content(where) == wanted
    assert len(set(finished)) > 2, f"the kills came at too few different moments: {finished}"


def test_killed_on_either_database(where: str, pile: list[str], tmp_path: Path) -> None:
    open_ledger(where).close()
    chance, points = drawn(11), 400
    for _ in range(4):
        process = adding(where, pile, killing_itself(chance.randint(20, points // 2)))
        process.join(60)
        with open_ledger(where) as ledger:
            assert ledger.verify() is None
            assert ledger.head()[0] == rows(ledger, f"SELECT count(*) FROM {versions.name}")[0][0]
    assert run(["add", *pile, "--ledger", where]) == 0
    with open_ledger(where) as ledger:
        assert ledger.verify() is None
        assert rows(ledger, "SELECT count(*) FROM documents") == [(len(pile),)]


def test_two_writers_wait_for_each_other_and_lose_nothing(where: str, pile: list[str], tmp_path: Path) -> None:
    processes = [adding(where, pile[half::2] * 2) for half in (0, 1)]
    for process in processes:
        process.join(120)
        assert process.exitcode == 0
    with open_ledger(where) as ledger:
        assert ledger.verify() is None
        assert rows(ledger, "SELECT count(*) FROM documents") == [(len(pile),)]
        assert ledger.head()[0] == len(pile)
        assert sorted(n for (n,) in rows(ledger, "SELECT documents FROM claims")) == [1, 3, 3]


def test_a_writer_that_does_not_make_room_is_said(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT", 0.2)
    trace = by_lines(Document(f"{WEIR}\n"))
    with open_ledger(where) as first, open_ledger(where) as second:
        with first.store.writing(), pytest.raises(WhosaysError, match="another whosays writes to it"):
            second.add_trace(trace, as_input="a")
        assert second.add_trace(trace, as_input="a").document == "d1"
        assert second.verify() is None


def test_a_fault_in_the_middle_leaves_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from whosays.ledger import adding as adds

    ledger.add_trace(by_lines(Document(f"First\n{WEIR}\n")), as_input="a")
    before, head = content_of(ledger), ledger.head()
    monkeypatch.setattr(adds.nearby, "index", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ledger.add_trace(by_lines(Document(f"Second\n{WEIR}\n")), as_input="b")
    assert (content_of(ledger), ledger.head()) == (before, head)


def content_of(ledger: Ledger) -> dict[str, Any]:
    return {table.name: rows(ledger, f"SELECT * FROM {table.name}") for table in RECORD}
