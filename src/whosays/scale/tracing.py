"""The documents of a chunk traced by a worker that may die: who leads it, and what becomes of each document."""

from __future__ import annotations

import errno
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from whosays.scale.layout import Layout, put_rows, rows_of

TRIES: Final = 3
"""How often a document is tried that the worker dies of; others may have killed it."""

_STARTING: Final = 600.0  # seconds, with everything else that a machine may be doing
_READ: Final = 1 << 20
_FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO))


class Died(Exception):
    """The worker has gone."""


class TooSlow(Exception):
    """The worker has not answered in time, and was ended."""


class Stopped(OSError):
    """Nothing can be written any more: the whole run has to stop."""


class Worker:
    """A worker and the way to it, started when it is first asked and again when it has died. For one thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._held = b""

    def ask(self, seconds: float | None, **message: Any) -> dict[str, Any]:
        """The worker's answer. Raises Died, TooSlow, and Stopped where it cannot write."""
        process = self._process or self._started(message["ask"])
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(message).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            self.end()
            raise Died from None
        answer = self._heard(process, seconds)
        if answer.get("errno") in _FULL:
            raise Stopped(answer["errno"], answer["error"])
        return answer

    def end(self) -> None:
        """Ends it, whatever it does."""
        process, self._process, self._held = self._process, None, b""
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()

    def _started(self, work: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(  # noqa: S603  this Python, and a word of ours
            [sys.executable, "-m", "whosays.scale.worker", work],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=environment,
        )
        self._heard(self._process, _STARTING)
        return self._process

    def _heard(self, process: subprocess.Popen[bytes], seconds: float | None) -> dict[str, Any]:
        assert process.stdout is not None
        descriptor, until = process.stdout.fileno(), None if seconds is None else time.monotonic() + seconds
        pieces = [self._held]
        while b"\n" not in pieces[-1]:
            left = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([descriptor], [], [], left)[0]:
                self.end()
                raise TooSlow
            piece = os.read(descriptor, _READ)
            if not piece:
                self.end()
                raise Died
            pieces.append(piece)
        line, _, self._held = b"".join(pieces).partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer


@dataclass(frozen=True, slots=True)
class Chunk:
    """Documents of one day that are traced together: the name of their file, and of each its row and its inputs."""

    unit: str
    day: str
    rows: Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Traced:
    """What came of a chunk: how many documents were traced, and how many not."""

    documents: int
    refused: int


def trace_chunk(layout: Layout, chunk: Chunk, worker: Worker, slow: float) -> Traced:
    """Traces the documents of a chunk and writes what was found; the file of ``documents`` comes last. What cannot be
    traced, or takes more than ``slow`` seconds, is among the refused. Raises Stopped where nothing can be written, and
    Ended."""
    done, refused = [], []
    for number, row in enumerate(rows_of(layout.work("read", chunk.unit))):
        if number not in chunk.rows:
            continue
        layout.check()
        begun = time.monotonic()
        trace, cause = _traced(row["json"], worker, slow)
        seconds = round(time.monotonic() - begun, 3)
        if trace is None:
            refused.append((row["place"], row["document"], cause, seconds))
        else:
            done.append((row["document"], chunk.day, list(chunk.rows[number]), seconds, trace))
    try:
        put_rows(layout.work("traces", chunk.unit), ("document", "day", "inputs_list", "time_s", "trace"), done)
        put_rows(layout.work("refused", chunk.unit), ("place", "document", "cause", "time_s"), refused)
    except OSError as error:
        raise Stopped(error.errno, error.strerror) from error
    patiently(worker, ask="tabulate", root=str(layout.root), model=layout.model, unit=chunk.unit, day=chunk.day)
    return Traced(len(done), len(refused))


def _traced(document: str, worker: Worker, slow: float) -> tuple[str | None, str]:
    """The trace of a document as JSON; else why there is none."""
    for _ in range(TRIES):
        try:
            answer = worker.ask(slow, ask="trace", document=document)
        except TooSlow:
            return None, f"it took longer than {slow:g} seconds"
        except Died:
            continue
        if "trace" in answer:
            return answer["trace"], ""
        return None, f"whosays failed on it ({answer['error']})"
    return None, f"the process that traced it died of it {TRIES} times"


def patiently(worker: Worker, **message: Any) -> dict[str, Any]:
    """A worker's answer however long it takes, asked again where it has died. Raises RuntimeError where it cannot
    answer, Stopped where it cannot write."""
    answer: dict[str, Any] = {"error": f"the process died of it {TRIES} times"}
    for _ in range(TRIES):
        try:
            answer = worker.ask(None, **message)
            break
        except Died:
            continue
    if "error" in answer:
        raise RuntimeError(f"{message['ask']}: {answer['error']}")
    return answer
