"""How much one input may take of the machine, and how the child keeps to it."""

from __future__ import annotations

import os
from typing import Any, Final

CPU_SECONDS: Final = 10
"""CPU time until the next document, beside a second for each megabyte that is read for the first time."""

BYTES_A_SECOND: Final = 1_000_000
MEMORY: Final = 1_000_000_000
"""Address space that the child may take beyond what it has when it has started."""

DATA: Final = 330_000_000
"""What it may write to of that: with what it has when it has started, and its parent, under 500 MB."""

FILES: Final = 2_100_000_000
"""The largest temporary file."""

MESSAGE: Final = 150_000_000
"""The largest answer, as JSON."""

SILENCE: Final = 300.0
"""Seconds without any sign of life after which the child is given up."""

SIGN_OF_LIFE: Final = 64_000_000
"""Bytes that are read between two signs of life."""

INPUTS: Final = 500
"""Inputs after which a child is replaced by a fresh one."""

RESIDENT: Final = 250_000_000
"""Memory that a child may keep between two inputs; one that keeps more is replaced."""


class Allowance:
    """The CPU time that is left, moved on with every document and every megabyte that was not read before."""

    def __init__(self, seconds: int = CPU_SECONDS) -> None:
        self._seconds = seconds
        self._extended = 0

    def begin(self) -> None:
        """Starts the time for an input."""
        self._extended = 0
        self.renew()

    def renew(self) -> None:
        """Gives the time for one more document."""
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime) + 1 + self._seconds
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (until if hard < 0 else min(until, hard), hard))

    def advanced(self, position: int) -> None:
        """Gives more time for what has been read up to a position, if that is further than ever before."""
        seconds = position // BYTES_A_SECOND
        if seconds > self._extended:
            import resource

            soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
            if soft >= 0:
                resource.setrlimit(resource.RLIMIT_CPU, (soft + seconds - self._extended, hard))
            self._extended = seconds


def bind() -> None:
    """Sets what holds for the whole life of a child: memory, the size of files, no core dumps."""
    import resource

    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"  # Arrow's own takes a gigabyte of addresses at once
    for which, most in (
        (resource.RLIMIT_AS, _address_space() + MEMORY),
        (resource.RLIMIT_DATA, _data() + DATA),
        (resource.RLIMIT_FSIZE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(which)
        limit = most if hard < 0 else min(most, hard)
        try:
            resource.setrlimit(which, (limit, hard))
        except (OSError, ValueError):
            continue  # some systems know the limit and do not keep to it


def resident() -> int:
    """The bytes of memory that this process has now; 0 where the system does not say."""
    return _pages(1)


def _address_space() -> int:
    return _pages(0)


def _data() -> int:
    return _pages(5)


def _pages(which: int) -> int:
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[which]) * 4096
    except (OSError, ValueError, IndexError):
        return 0


class Counted:
    """A file that tells how far it has been read."""

    def __init__(self, file: Any, name: str | None, advanced: Any) -> None:
        self._file, self._advanced = file, advanced
        if name is not None:
            self.name = name

    def read(self, size: int = -1) -> bytes:
        block: bytes = self._file.read(size)
        self._advanced(self._file.tell())
        return block

    def readline(self, size: int = -1) -> bytes:
        line: bytes = self._file.readline(size)
        self._advanced(self._file.tell())
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __iter__(self) -> Any:
        return iter(self._file)
