"""ZIP archives from outside: what is in one, and what Python's reader raises on those that are damaged."""

from __future__ import annotations

import lzma
import zipfile
import zlib

from whosays.reading.items import Given

DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError,
    NotImplementedError,  # a version or a compression that it does not know
    RuntimeError,  # a password
)  # fmt: skip
"""What opening an archive, or reading a member of it, may raise."""


def names_in(given: Given) -> list[str] | None:
    """The names of the members of a ZIP archive; none where an input is none, or is too damaged to tell.

    The file stays where it is.
    """
    if not given.head.startswith(b"PK\x03\x04"):
        return None
    start = given.file.tell()
    try:
        with zipfile.ZipFile(given.file) as archive:
            return archive.namelist()
    except DAMAGED:
        return None
    finally:
        given.file.seek(start)
