"""Files that were sent, put in one after the other while whoever sent them looks on, or does not.

What was sent is on the disk, and noted in the desk's state, before it is answered for; a document that is told of as
taken in is in the ledger. So a desk that is ended, however, goes on where it was when it is started again: a file that
was half done is read again, and what the ledger has of it already is not told twice.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Event, Lock, Thread
from typing import BinaryIO

import msgspec

from whosays.desk.adding import About, Taken, add
from whosays.desk.inputs import Input
from whosays.desk.work import Note, Problem, Step, Work
from whosays.errors import InputError, WhosaysError
from whosays.ledger import Ledger, Options
from whosays.server.problems import told_fault
from whosays.server.state import State

ASKED, WAITING, READING, PUT_IN, DONE = "asked about", "waiting", "being read", "put in", "done"
"""How far a file is; what is asked about waits for `Jobs.say`, what is done is kept no more."""
_MOST_WAITING = 2000  # files
_MOST_CHANGES = 12
_MOST_TRIES = 10  # of a file that was being read when the desk ended, which may be what ended it
_UNSAID = 24 * 3600  # seconds that files are kept which are asked about
_KEPT = 30 * 24 * 3600  # seconds that what became of files is kept


class Changed(msgspec.Struct, frozen=True):
    """A claim that a document changed, and its words."""

    claim: str
    text: str


class Put(msgspec.Struct, frozen=True):
    """A document that was taken in: from which input, what it is called in the ledger, what it was to it, what it
    changed there (``more`` changes are left out)."""

    name: str
    outlet: str | None
    document: str
    status: str
    notes: tuple[str, ...]
    changes: tuple[Changed, ...]
    more: int


class Told(msgspec.Struct, frozen=True):
    """A step of a job, numbered: ``begun`` or ``done`` with a file, a document ``taken``, a ``problem`` or a ``note``
    in a sentence."""

    number: int
    file: int
    kind: str
    text: str
    put: Put | None = None


class Sent(msgspec.Struct, frozen=True):
    """A file that was sent, and how far it is."""

    name: str
    status: str


@dataclass(frozen=True, slots=True)
class Job:
    """What became of some files so far."""

    name: str
    files: tuple[Sent, ...]
    steps: tuple[Told, ...]

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return all(one.status == DONE for one in self.files)

    @property
    def is_asked_about(self) -> bool:
        """Whether it waits for what somebody has to say of its files."""
        return any(one.status == ASKED for one in self.files)

    @property
    def done(self) -> int:
        """How many files are done."""
        return sum(one.status == DONE for one in self.files)

    @property
    def taken(self) -> tuple[Put, ...]:
        """The documents that were taken in."""
        return tuple(step.put for step in self.steps if step.put is not None)

    def told(self, kind: str) -> tuple[str, ...]:
        """The problems, or the notes, each in a sentence."""
        return tuple(step.text for step in self.steps if step.kind == kind)


@dataclass
class Jobs:
    """The files of a desk that wait, are read, are done; one is worked on at a time, each document in its ``turn``."""

    ledger: Ledger
    options: Options
    state: State
    turn: Lock
    stopping: Event = field(default_factory=Event)
    _thread: Thread | None = None
    _lock: Lock = field(default_factory=Lock)

    @cached_property
    def _folder(self) -> Path:
        kept = self.state.files
        if kept is None:
            return Path(tempfile.mkdtemp(prefix="whosays-"))
        kept.mkdir(mode=0o700, exist_ok=True)
        return kept

    def begin(
        self,
        sent: Sequence[tuple[str, BinaryIO]],
        account: str = "",
        said: Sequence[About] = (),
        *,
        ask: bool = False,
    ) -> str:
        """Keep files, each under its name, and begin to put them in; what the job is called. ``said`` is what is known
        of each file's documents; with ``ask``, they wait for that (`say`). Raises ``WhosaysError`` where too much is
        waiting already."""
        now = time.time()
        self._forget_unsaid(now - _UNSAID)
        with self.state.open() as connection:
            (waiting,) = connection.execute("SELECT count(*) FROM job_files WHERE status != ?", (DONE,)).fetchone()
        if waiting + len(sent) > _MOST_WAITING:
            raise WhosaysError(f"{waiting} files are waiting to be read already. Wait until some are done.")
        name = f"u{secrets.token_hex(8)}"
        folder = self._folder / name
        folder.mkdir(mode=0o700)
        try:
            for number, (_, stream) in enumerate(sent):
                with (folder / str(number)).open("wb") as file:
                    shutil.copyfileobj(stream, file)
                    file.flush()
                    os.fsync(file.fileno())
            with self.state.open() as connection:
                for table in ("job_files", "job_steps", "job_said"):
                    old = "(SELECT name FROM jobs WHERE made < ?)"
                    connection.execute(f"DELETE FROM {table} WHERE job IN {old}", (now - _KEPT,))  # noqa: S608
                connection.execute("DELETE FROM jobs WHERE made < ?", (now - _KEPT,))
                connection.execute("INSERT INTO jobs VALUES (?, ?, ?)", (name, account, now))
                status = ASKED if ask else WAITING
                rows = [(name, number, called, status) for number, (called, _) in enumerate(sent)]
                connection.executemany("INSERT INTO job_files VALUES (?, ?, ?, ?)", rows)
                _keep_said(connection, name, said)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if not ask:
            self._start()
        return name

    def say(self, name: str, said: Sequence[About]) -> None:
        """Take what is known of the documents of each file that was asked about, and begin to put them in."""
        with self.state.open() as connection:
            waited = connection.execute(
                "UPDATE job_files SET status = ? WHERE job = ? AND status = ?", (WAITING, name, ASKED)
            )
            if waited.rowcount:  # else it was said already
                _keep_said(connection, name, said)
        self._start()

    def said(self, name: str) -> list[About]:
        """What is known of the documents of each file of a job."""
        with self.state.open() as connection:
            rows = connection.execute(
                "SELECT f.number, s.outlet, s.published FROM job_files f LEFT JOIN job_said s "
                "ON s.job = f.job AND s.number = f.number WHERE f.job = ? ORDER BY f.number",
                (name,),
            ).fetchall()
        return [About(outlet=outlet or "", published=published or "", meant=True) for _, outlet, published in rows]

    def _forget_unsaid(self, before: float) -> None:
        """Files of which nobody said anything for a day are kept no longer."""
        with self.state.open() as connection:
            rows = connection.execute(
                "SELECT DISTINCT j.name FROM jobs j JOIN job_files f ON f.job = j.name "
                "WHERE f.status = ? AND j.made < ?",
                (ASKED, before),
            ).fetchall()
            for (name,) in rows:
                for table in ("job_files", "job_steps", "job_said"):
                    connection.execute(f"DELETE FROM {table} WHERE job = ?", (name,))  # noqa: S608
                connection.execute("DELETE FROM jobs WHERE name = ?", (name,))
        for (name,) in rows:
            shutil.rmtree(self._folder / name, ignore_errors=True)

    def job(self, name: str, after: int = 0) -> Job | None:
        """A job with its steps, or those behind the one numbered ``after``; none where there is none of this name."""
        with self.state.open() as connection:
            files = connection.execute("SELECT name, status FROM job_files WHERE job = ? ORDER BY number", (name,))
            known = tuple(Sent(*row) for row in files)
            rows = connection.execute(
                "SELECT id, file, kind, body FROM job_steps WHERE job = ? AND id > ? ORDER BY id", (name, after)
            ).fetchall()
        return Job(name, known, tuple(_step(*row) for row in rows)) if known else None

    def take_up(self) -> None:
        """Go on with what was left when the desk ended."""
        if self.state.files is None or not self.state.files.is_dir():
            return
        with self.state.open() as connection:
            left = connection.execute("SELECT DISTINCT job FROM job_files WHERE status != ?", (DONE,))
            open_jobs = {name for (name,) in left}
        for folder in self._folder.iterdir():
            if folder.name not in open_jobs:
                shutil.rmtree(folder, ignore_errors=True)
        self._start()

    def stop(self) -> None:
        """End after the document that is being put in; what is left is taken up by the next desk."""
        self.stopping.set()
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()
        if self.state.files is None and "_folder" in self.__dict__:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        with self._lock:
            if self._thread is None and not self.stopping.is_set():
                self._thread = Thread(target=self._work, name="whosays-jobs", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            with self._lock:  # so that a job which begins now finds either this thread at work, or none
                found = None if self.stopping.is_set() else self._next()
                if found is None:
                    self._thread = None
                    return
            self._put_in(*found)

    def _next(self) -> tuple[str, int, str, str, str] | None:
        with self.state.open() as connection:
            row: tuple[str, int, str, str, str] | None = connection.execute(
                "SELECT f.job, f.number, f.name, f.status, j.account FROM job_files f JOIN jobs j ON j.name = f.job "
                "WHERE f.status NOT IN (?, ?) ORDER BY j.made, f.job, f.number LIMIT 1",
                (DONE, ASKED),
            ).fetchone()
        return row

    def _put_in(self, job: str, number: int, name: str, status: str, account: str) -> None:
        """One file, which is done when it is not kept any more: a desk that is killed between the two takes that up."""
        path = self._folder / job / str(number)
        if status != PUT_IN and not self._read(path, job, number, name, account):
            return
        path.unlink(missing_ok=True)
        self._mark(job, number, DONE, "done", name)
        if all(one.status == DONE for one in (self.job(job) or Job(job, (), ())).files):
            shutil.rmtree(path.parent, ignore_errors=True)

    def _read(self, path: Path, job: str, number: int, name: str, account: str) -> bool:
        """Whether a file was put in before the desk was stopped. What goes wrong is told: the next ones are done."""
        before = self.job(job)
        known = {put.document for put in before.taken} if before else set()
        tries = sum(step.kind == "begun" and step.file == number for step in before.steps) if before else 0
        self._mark(job, number, READING, "begun", name)

        def told(step: Step) -> None:
            match step:
                case Problem(_, error):
                    said = told_fault(error, step.name) if step.is_fault else str(error)
                    self._tell(job, number, "problem", said)
                case Note(_, text):
                    self._tell(job, number, "note", f"{step.name}: {text}")

        taken: list[str] = []
        try:
            if tries >= _MOST_TRIES:
                raise InputError(name, f"the desk has ended {tries} times while it was read, so it is left out")
            said = self.said(job)[number]
            work = Work([Input(str(path), called=name)], told=told)
            documents = add(self.ledger, work, self.options, lambda _, document: said.of(document))
            for one in self._in_turn(documents):
                taken.append(one.added.document)
                if one.added.document not in known:
                    self._tell(job, number, "taken", "", _put(one))
        except Exception as error:
            told(Problem(name, error))
        if self.stopping.is_set():
            return False
        if account:
            self.state.log(account, "added", " ".join(taken))
        self._set(job, number, PUT_IN)
        return True

    def _in_turn(self, documents: Iterator[Taken]) -> Iterator[Taken]:
        while not self.stopping.is_set():
            with self.turn:
                one = next(documents, None)
            if one is None:
                return
            yield one

    def _mark(self, job: str, number: int, status: str, kind: str, text: str) -> None:
        self._set(job, number, status)
        self._tell(job, number, kind, text)

    def _set(self, job: str, number: int, status: str) -> None:
        with self.state.open() as connection:
            connection.execute("UPDATE job_files SET status = ? WHERE job = ? AND number = ?", (status, job, number))

    def _tell(self, job: str, number: int, kind: str, text: str, put: Put | None = None) -> None:
        body = msgspec.json.encode({"text": text, "put": put}).decode()
        with self.state.open() as connection:
            values = (job, number, kind, body)
            connection.execute("INSERT INTO job_steps (job, file, kind, body) VALUES (?, ?, ?, ?)", values)


def _keep_said(connection: sqlite3.Connection, job: str, said: Sequence[About]) -> None:
    rows = [(job, number, one.outlet.strip(), one.day) for number, one in enumerate(said)]
    connection.executemany("INSERT OR REPLACE INTO job_said VALUES (?, ?, ?, ?)", rows)


class _Body(msgspec.Struct):
    text: str
    put: Put | None = None


def _step(number: int, file: int, kind: str, body: str) -> Told:
    held = msgspec.json.decode(body, type=_Body)
    return Told(number, file, kind, held.text, held.put)


def _put(one: Taken) -> Put:
    added = one.added
    changes = tuple(Changed(change.claim, change.text) for change in added.changes[:_MOST_CHANGES])
    more = max(0, len(added.changes) - _MOST_CHANGES)
    return Put(one.name, one.outlet, added.document, added.status.value, tuple(one.notes), changes, more)
