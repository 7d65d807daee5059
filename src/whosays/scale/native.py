"""The engine (Daft) as this project has it, and the object stores that it reads."""

from __future__ import annotations

import os
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Client
from pathlib import Path, PurePosixPath
from typing import Any, Final

from whosays.errors import InputError
from whosays.exports.base import library

_STORE: Final = re.compile(r"(?:s3a?|gs|gcs|az|abfss?)://", re.IGNORECASE)
_PIECE: Final = 1 << 20
_STARTING: Final = 600.0  # seconds until a process of the engine must have come, whatever else the machine does
_LOOKING: Final = 0.2  # seconds between two looks at one


def daft() -> Any:
    """The engine, which otherwise tells its makers over the network that it was imported, and has a bar of its own.
    Raises WhosaysError where it is not installed."""
    for name in ("DO_NOT_TRACK", "SCARF_NO_ANALYTICS"):
        os.environ[name] = "true"
    os.environ.update(DAFT_ANALYTICS_ENABLED="0", DAFT_PROGRESS_BAR="0")
    return library("daft", package="daft", extra="scale", purpose="whosays run")


def watch_processes() -> None:
    """Has the engine's own processes watched from their start. Daft waits without end for one that dies before it has
    come to its socket; with this the query fails, as it does where one dies later."""
    from daft.execution import udf

    if not hasattr(udf.UdfHandle, "watched_s"):
        udf.UdfHandle = _watched(udf.UdfHandle)  # type: ignore[misc]


def _watched(handle: Any) -> Any:
    class Watched(handle):  # type: ignore[misc]
        """One process of the engine, as its leader has it."""

        watched_s = _STARTING

        def __init__(self, *given: Any) -> None:
            over = threading.Event()
            watching = threading.Thread(target=_until_come, args=(self, over), daemon=True)
            watching.start()
            try:
                super().__init__(*given)
            except Exception as error:
                _given_up(self)
                raise RuntimeError("a process of the engine ended before it had answered") from error
            finally:
                over.set()

    return Watched


def _until_come(handle: Any, over: threading.Event) -> None:
    """Wakes who waits for a process that has died, or is too late and is ended: a caller who says nothing is an error
    there."""
    until = time.monotonic() + handle.watched_s
    while not over.wait(_LOOKING):
        process = getattr(handle, "process", None)  # there is none before it is started
        if process is not None and time.monotonic() > until:
            process.kill()
        if process is not None and process.poll() is not None:
            with suppress(OSError, EOFError):
                Client(handle.socket_path).close()
            return


def _given_up(handle: Any) -> None:
    """Takes away what a process leaves that never answered."""
    process = getattr(handle, "process", None)
    if process is not None:
        process.kill()
        process.wait()
        process.stdout.close()
    if (listener := getattr(handle, "listener", None)) is not None:
        listener.close()  # and its socket with it


def is_in_store(name: str) -> bool:
    """True for what an object store holds (``s3://…``), not a file or a page."""
    return bool(_STORE.match(name))


def listed(name: str) -> list[tuple[str, int]]:
    """The objects that an address names (one, a folder, ``*``), each with its size. Raises InputError."""
    try:
        found = daft().from_glob_path(name).to_pydict()
    except Exception as error:
        raise InputError(name, _cause(error)) from None
    return sorted(zip(found["path"], found["size"], strict=True))


@contextmanager
def at_hand(name: str) -> Iterator[Path]:
    """An object of a store, copied to a file for as long as it is read. Raises InputError where the store does not
    give it, OSError where it cannot be written."""
    with tempfile.NamedTemporaryFile(suffix=PurePosixPath(name).suffix) as copy:
        for piece in _pieces(name):
            copy.write(piece)
        copy.flush()
        yield Path(copy.name)


def _pieces(name: str) -> Iterator[bytes]:
    try:
        with daft().File(name).open() as stream:
            while piece := stream.read(_PIECE):
                yield piece
    except GeneratorExit:
        raise
    except Exception as error:
        raise InputError(name, _cause(error)) from None


def _cause(error: Exception) -> str:
    said = " ".join(str(error).split())
    if isinstance(error, FileNotFoundError) or "at least 1 MicroPartition" in said:
        return "there is no such object"
    return f"the store does not give it ({said[:200]})"
