"""A desk that is killed while files are sent to it and put in: what it has told of as done is there, and the next desk
does the rest."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import sys
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.desk_server import Answer, Browser
from tests.ledger_build import MAYOR, MILL, OUTLETS, WEIR
from tests.sized import drawn, repeated, times
from tests.test_ledger_crash import by_lines, by_words
from whosays.ledger import Ledger, Options, open_ledger
from whosays.server.guard import Door
from whosays.server.jobs import DONE, PUT_IN, Jobs
from whosays.server.serving import listen, server
from whosays.server.state import State, beside

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="it kills processes that it forks")
KILLED = times(3, 50)
TEXTS = [f"{outlet} {n}\n\n{WEIR if n % 2 else MILL}\n\n{MAYOR} It said so {n} times.\n"
         for n, outlet in enumerate(OUTLETS[:3] * 3)]  # fmt: skip


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither tracing nor vectors are what is tested here."""
    monkeypatch.setitem(sys.modules, "whosays.trace", SimpleNamespace(trace=by_lines))
    monkeypatch.setattr(Ledger.__init__, "__defaults__", (by_words,))


def serve(path: str, told: Any) -> None:
    """A desk in a process of its own; ``told`` gets its port and token."""
    os.setsid()
    with open_ledger(path) as ledger, closing(State(beside(path))) as state, listen(0) as listening:
        door = Door(listening.getsockname()[1])
        server(ledger, Options(), door, lambda: told.send((door.port, door.token)), state).run([listening])


@dataclass
class Running:
    """A desk in a process of its own."""

    process: Any
    browser: Browser

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join(30)


def started(path: Path) -> Running:
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=serve, args=(str(path), there))
    process.start()
    assert here.poll(60)
    port, token = here.recv()
    browser = Browser(Door(port, token=token))
    browser.enter()
    return Running(process, browser)


def steps(path: Path) -> tuple[list[str], int]:
    """The documents that were told of as taken in, and how many files are not done yet."""
    with closing(State(beside(str(path)))) as state, state.open() as connection:
        told = connection.execute("SELECT json_extract(body, '$.put.document') FROM job_steps WHERE kind = 'taken'")
        documents = [name for (name,) in told]
        (left,) = connection.execute("SELECT count(*) FROM job_files WHERE status != ?", (DONE,)).fetchone()
    return documents, left


def until_done(path: Path) -> None:
    until = time.monotonic() + 120
    while steps(path)[1]:
        assert time.monotonic() < until, "the desk does not go on"
        time.sleep(0.05)


def upload(browser: Browser, answers: list[Answer]) -> threading.Thread:
    def send() -> None:
        with suppress(OSError):  # it is killed while it listens
            answers.append(browser.upload("/add/files", *((f"{n}.txt", t.encode()) for n, t in enumerate(TEXTS))))

    thread = threading.Thread(target=send)
    thread.start()
    return thread


@repeated
def test_a_desk_that_is_killed_loses_no_document_that_was_done(tmp_path: Path) -> None:
    chance, lasts = drawn(4), 0.0
    lost: list[str] = []
    points: list[int] = []  # how many documents were done when it was killed
    for turn in range(KILLED + 1):
        path = tmp_path / f"{turn}.db"
        running, answers = started(path), []
        began = time.monotonic()
        sending = upload(running.browser, answers)
        if turn == 0:  # left alone, to see how long it takes
            sending.join()
            until_done(path)
            lasts = time.monotonic() - began
        else:
            time.sleep(chance.uniform(0, lasts))
        running.kill()
        sending.join()
        told, _ = steps(path)
        points.append(len(told))
        again = started(path)
        until_done(path)
        again.kill()
        after, _ = steps(path)
        with open_ledger(str(path)) as ledger:
            assert ledger.verify() is None
            assert (
                ledger.stats()["documents"] == len(TEXTS) if answers else ledger.stats()["documents"] in (0, len(TEXTS))
            )
            lost += [name for name in told if ledger.document(name) is None]
            assert len(after) == len(set(after)), "nothing is told twice"
        files = list(path.with_name(f"{path.name}.desk-files").glob("*/*"))
        assert files == [], "what is done is not kept"
    assert lost == []
    print(f"killed {KILLED} times, after {points[1:]} of {len(TEXTS)} documents")


def test_a_file_that_was_put_in_before_a_kill_is_kept_no_more_and_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "whosays.db"

    def ended(jobs: Jobs, name: str) -> None:
        until = time.monotonic() + 60
        while (job := jobs.job(name)) is None or not job.is_done or any(jobs._folder.iterdir()):
            assert time.monotonic() < until, "the desk does not go on"
            time.sleep(0.02)

    with open_ledger(str(path)) as ledger, closing(State(beside(str(path)))) as state:
        first = Jobs(ledger, Options(), state, threading.Lock())
        name = first.begin([("a.txt", io.BytesIO(TEXTS[0].encode()))])
        ended(first, name)
        with state.open() as connection:  # as a kill leaves it between what was put in and its file
            connection.execute("UPDATE job_files SET status = ?", (PUT_IN,))
        kept = first._folder / name / "0"
        kept.parent.mkdir()
        kept.write_text(TEXTS[0], encoding="utf-8")
        left = first._folder / "u0" / "0"  # of a job that nobody knows
        left.parent.mkdir()
        left.write_text("x", encoding="utf-8")
        second = Jobs(ledger, Options(), state, threading.Lock())
        second.take_up()
        ended(second, name)
        job = second.job(name)
        assert job is not None
        assert (kept.exists(), left.exists(), len(job.told("begun"))) == (False, False, 1)
