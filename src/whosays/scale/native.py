"""The engine (Daft) as this project has it, and the object stores that it reads."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Final

from whosays.errors import InputError
from whosays.exports.base import library

_STORE: Final = re.compile(r"(?:s3a?|gs|gcs|az|abfss?)://", re.IGNORECASE)
_PIECE: Final = 1 << 20


def daft() -> Any:
    """The engine, which otherwise tells its makers over the network that it was imported, and has a bar of its own.
    Raises WhosaysError where it is not installed."""
    for name in ("DO_NOT_TRACK", "SCARF_NO_ANALYTICS"):
        os.environ[name] = "true"
    os.environ.update(DAFT_ANALYTICS_ENABLED="0", DAFT_PROGRESS_BAR="0")
    return library("daft", package="daft", extra="scale", purpose="whosays run")


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
