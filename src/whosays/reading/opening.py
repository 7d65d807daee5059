"""An input opened for reading: a file, an address, a stream or bytes, as bytes that can be gone through twice."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from whosays.errors import InputError
from whosays.fetching.urls import shown_as
from whosays.reading.items import Fetch, Given

HEAD = 65_536
"""The bytes by which an input's format is told."""

_IN_MEMORY = 20_000_000
_ADDRESS = re.compile(r"\s*(https?)://", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "there is no such file",
    errno.EISDIR: "it is a folder, not a file",
    errno.EACCES: "the file may not be read (permission denied)",
    errno.EPERM: "the file may not be read (permission denied)",
    errno.ENAMETOOLONG: "that is too long for a file name (a text itself goes to read_text)",
}


@contextmanager
def opened(
    source: str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO,
    *,
    name: str | None = None,
    url: str | None = None,
    charset: str | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Given]:
    """The input, open until the end of the ``with``. Raises InputError, and FetchError for an address.

    A stream that cannot be gone through twice is copied, beyond 20 MB into a temporary file.
    """
    with ExitStack() as stack:
        media_type = None
        if isinstance(source, (bytes, bytearray, memoryview)):
            file: BinaryIO = io.BytesIO(bytes(source))
            called = name or url or "input"
        elif isinstance(source, str) and _ADDRESS.match(source):
            from whosays.fetching.fetch import INPUTS
            from whosays.fetching.fetch import fetch as guarded

            page = guarded(source.strip(), wanted=INPUTS)
            file, url, charset, media_type = io.BytesIO(page.body), page.url, page.charset, page.media_type
            called = name or page.url
        elif isinstance(source, (str, os.PathLike)):
            called = name or os.fspath(source)
            file = stack.enter_context(_file(os.fspath(source), called))
        else:
            called = name or str(getattr(source, "name", "input"))
            file = source if source.seekable() else stack.enter_context(_copied(source))
        start = file.tell()
        head = file.read(HEAD)
        file.seek(start)
        yield Given(shown_as(called) if "://" in called else called, file, head, url, charset, media_type, fetch)


def is_address(source: object) -> bool:
    """True for what is fetched, not opened."""
    return isinstance(source, str) and bool(_ADDRESS.match(source))


@contextmanager
def _copied(stream: BinaryIO) -> Iterator[BinaryIO]:
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _file(path: str, called: str) -> BinaryIO:
    if _OTHER_SCHEME.match(path):
        raise InputError(called, "only https:// and http:// addresses are read")
    try:
        return Path(path).open("rb")
    except OSError as error:
        cause = _REASONS.get(error.errno or 0, f"the file could not be read ({error.strerror or 'unknown cause'})")
        raise InputError(_short(called), cause) from error
    except ValueError as error:
        raise InputError(_short(called).replace("\0", "\\0"), "that is no file name") from error


def _short(name: str) -> str:
    return name if len(name) <= 200 else name[:199] + "…"
