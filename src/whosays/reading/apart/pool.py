"""The children that read: started when they are needed, used again, replaced when they have died or grown."""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import Any, BinaryIO

from whosays.reading.apart import limits, wire

POSSIBLE = hasattr(socket, "send_fds") and sys.platform != "win32" and bool(sys.executable)
"""False where a file cannot be handed to another process: there, everything is read in this one."""

_GRACE = 5.0
_SIGNALS = {
    "SIGSEGV": "it brought down the process that read it (segmentation fault)",
    "SIGXCPU": f"reading it took more than {limits.CPU_SECONDS} seconds of CPU time without coming to a document",
    "SIGKILL": "the process that read it was killed, perhaps for want of memory",
    "SIGXFSZ": "unpacked it is larger than the space that one input may have",
}


class Worker:
    """One child and the channel to it; used by one thread at a time."""

    def __init__(self) -> None:
        mine, theirs = socket.socketpair()
        with theirs:
            environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
            command = [sys.executable, "-m", "whosays.reading.apart.child", str(theirs.fileno())]
            self._process = subprocess.Popen(  # noqa: S603  this Python, and a number
                command,
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,
            )
        self.channel = mine
        self.channel.settimeout(limits.SILENCE)
        self._inputs = 0

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def begin(self, file: BinaryIO, request: wire.Message) -> None:
        """Hands an input over. Raises OSError where the child has died."""
        self._inputs += 1
        socket.send_fds(self.channel, [b"\0"], [file.fileno()])
        wire.send(self.channel, request)

    def worn(self) -> bool:
        """True where it has read so much that a fresh one is better."""
        return self._inputs >= limits.INPUTS

    def cause_of_death(self) -> str:
        """Why it has gone, as a clause about the input that it was reading."""
        try:
            status = self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self.end()
            return f"reading it made no headway for {limits.SILENCE:g} seconds"
        if status < 0:
            name = signal.Signals(-status).name
            return _SIGNALS.get(name, f"the process that read it ended by {name}")
        return f"the process that read it ended (status {status})"

    def end(self) -> None:
        """Ends the child, whatever it does."""
        self.channel.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


class Pool:
    """Idle workers. A worker that is taken belongs to whoever took it until it is given back."""

    def __init__(self) -> None:
        self._idle: list[Worker] = []
        self._lock = threading.Lock()
        self._owner = os.getpid()

    def take(self) -> Worker:
        """A worker that is alive, an idle one or a new one."""
        while True:
            with self._lock:
                if self._owner != os.getpid():  # a fork: the children are the parent's
                    self._idle, self._owner = [], os.getpid()
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                return Worker()
            if worker.alive:
                return worker
            worker.end()

    def give_back(self, worker: Worker) -> None:
        """Keeps a worker for the next input; more than one only as long as they are busy."""
        with self._lock:
            if not worker.worn() and len(self._idle) < 2:
                self._idle.append(worker)
                return
        worker.end()

    def close(self) -> None:
        """Ends all idle workers."""
        with self._lock:
            idle, self._idle = (self._idle if self._owner == os.getpid() else []), []
        for worker in idle:
            worker.end()


POOL = Pool()
atexit.register(POOL.close)


def sent(worker: Worker, message: wire.Message, attached: bytes = b"") -> None:
    """Sends an answer to a worker's question. Raises Ended where it has died."""
    try:
        wire.send(worker.channel, message, attached)
    except OSError as error:
        raise wire.Ended(str(error)) from error


def heard(worker: Worker) -> dict[str, Any]:
    """The next message of a worker that is no sign of life. Raises Ended where it has died or is silent."""
    try:
        while "alive" in (message := wire.receive(worker.channel)):
            continue
    except OSError as error:
        raise wire.Ended(str(error)) from error
    return message
