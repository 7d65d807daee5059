"""Web archives (WARC 1.0 and 1.1, plain or gzipped): every page a server answered with, with the archive's date.

Streamed: one record is in memory at a time, beside eight bytes and an offset for each page, by which a ``revisit``
record (the page was the same as before) finds the text it stands for. A record that is broken is a problem in its
place, and reading goes on at the next.
"""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any, BinaryIO

from whosays.errors import InputError
from whosays.fetching.urls import shown_as
from whosays.model import Dated, Document
from whosays.reading.article import MAX_BYTES, from_bytes
from whosays.reading.dates import iso_date
from whosays.reading.items import Given, Item

_PAGES = frozenset(("text/html", "application/xhtml+xml", "text/plain"))
_GZIP = b"\x1f\x8b\x08"
_MAGIC = re.compile(rb"WARC/1\.\d\r?\n|\x1f\x8b\x08")
_SECOND = re.compile(rb"\r\n\r\n\s{0,8}WARC/1\.\d\r?\n")
_CHUNK = re.compile(rb"(?:\r?\n)?([0-9A-Fa-f]{1,8})[ \t]{0,20}(?:;[^\r\n]{0,200})?\r?\n")
_LONGEST_CHUNK_LINE = 300
_STEP = 1 << 20
_BLOCK = 1 << 16
_LONGEST_FIRST = 1 << 22
MOST_UNPACKED = 2_000_000_000
"""The most that an archive compressed as a whole may become; also the most of the space for temporary files."""
_MOST_DIGITS = 20  # of a length: more of them are no number to compute with
_LONGEST_HEADERS = 1 << 18


def recognises(given: Given) -> bool:
    """True for a file that begins with a WARC record, gzipped or not."""
    if not given.head.startswith(_GZIP):
        return given.head.startswith(b"WARC/")
    # The first may be broken.
    return any(_is_record(given.head[match.start() :]) for match in _MAGIC.finditer(given.head))


def items(given: Given) -> Iterator[Item]:
    """The pages in the order of the archive, then a note of how many other answers it holds.

    One that was compressed as a whole, where records cannot be gone to, is unpacked into a temporary file first.
    """
    with ExitStack() as stack:
        if is_one_member(given.file):
            unpacked = stack.enter_context(tempfile.TemporaryFile())
            cause = unpack(given.file, unpacked, MOST_UNPACKED)
            given = replace(given, file=unpacked)
            if cause:
                yield Item(given.name, problem=InputError(given.name, f"{cause}; the rest of the archive is left out"))
        yield from _pages(given)


def is_one_member(file: BinaryIO) -> bool:
    """True for a gzip file of which the first member holds more than the first record. The file goes to its start."""
    start = file.tell()
    try:
        if file.read(3) != _GZIP:
            return False
        file.seek(start)
        inflate = zlib.decompressobj(31)
        beginning, data = b"", file.read(_BLOCK)
        while data and len(beginning) < _LONGEST_FIRST and not inflate.eof:
            beginning += inflate.decompress(data, _BLOCK)
            data = inflate.unconsumed_tail or file.read(_BLOCK)
            if _SECOND.search(beginning, 8):
                return True
        return bool(_SECOND.search(beginning, 8))
    except zlib.error:
        return False
    finally:
        file.seek(start)


def unpack(packed: BinaryIO, file: BinaryIO, most: int) -> str | None:
    """Writes what a gzip file holds into another, which goes to its start; the cause, where it could not be all."""
    inflate = zlib.decompressobj(31)
    written = 0
    cause = None
    data = packed.read(_BLOCK)
    try:
        while data:
            part = inflate.decompress(data, _BLOCK)
            written += file.write(part)
            if written > most:
                cause = f"unpacked it is larger than {most // 1_000_000:,} MB"
                break
            if inflate.eof:
                data = inflate.unused_data or packed.read(_BLOCK)
                data = data.lstrip(b"\0")
                inflate = zlib.decompressobj(31)
            else:
                data = inflate.unconsumed_tail or packed.read(_BLOCK)
                if not data:
                    cause = "its compression breaks off"
    except zlib.error:
        cause = "its compression is broken"
    file.seek(0)
    return cause


def _pages(given: Given) -> Iterator[Item]:
    archive = _Archive(given)
    number = 0
    offset: int | None = 0
    while offset is not None:
        last = None  # where the last record began that could be read in this pass
        cause = ""
        try:
            for record in _records(given.file, offset):
                last = record.stream_pos
                number += 1
                yield from archive.item(record, last, f"{given.name} record {number}")
        except (OSError, ValueError) as error:
            cause = " ".join(str(error).split())[:80]
        broken = offset if last is None else _next(given.file, last)
        if broken is None and not cause:
            break
        number += 1
        place = f"{given.name} record {number}"
        yield Item(place, problem=InputError(place, "it is broken" + (f" ({cause})" if cause else "")))
        offset = None if broken is None else _next(given.file, broken)
    if archive.others:
        answers = f"{archive.others} records are no pages (redirects, errors, pictures and the like)"
        yield Item(given.name, note=answers)


@dataclass(slots=True)
class _Archive:
    """What has to be known of the records before: where each page stands, which were given, how many were none."""

    given: Given
    others: int = 0
    places: dict[int, int] = field(default_factory=dict)
    versions: set[int] = field(default_factory=set)

    def item(self, record: Any, offset: int, place: str) -> Iterator[Item]:
        """The page in a record, if it is one that was not there yet; ``offset`` is where the record begins."""
        headers = record.headers
        kind = _kind(headers)
        if not kind or "Content-Length" not in headers:
            yield Item(place, problem=InputError(place, "its header is broken or breaks off"))
            return
        uri = (headers.get("WARC-Target-URI") or "").strip("<> ")
        if kind not in ("response", "revisit", "resource") or not uri.startswith(("https://", "http://")):
            return
        date, digest = headers.get("WARC-Date") or "", headers.get("WARC-Payload-Digest") or ""
        place = f"{place} ({shown_as(uri)} at {date})"
        try:
            if kind == "revisit":
                offset = self._seen(headers, digest)
                record = _at(self.given.file, offset)
            document = _document(record, uri, place)
        except (InputError, OSError, ValueError) as error:
            cause = error.cause if isinstance(error, InputError) else "it is broken"
            yield Item(place, problem=InputError(place, cause))
            return
        if document is None:
            self.others += 1
            return
        for name in filter(None, (digest, f"{uri} {date}")):
            self.places.setdefault(_key(name), offset)
        version = _key(f"{uri} {date} {digest or document.id}")
        if version not in self.versions:
            self.versions.add(version)
            seen = _moment(date)
            if seen is None:
                doubt = "The archive does not say when it saw the page, or not so that it can be read."
                document = replace(document, warnings=(*document.warnings, doubt))
            elif document.published is None:
                document = replace(document, published=seen, dated=Dated.ARCHIVE)
            yield Item(place, document, seen=seen)

    def _seen(self, headers: Any, digest: str) -> int:
        """Where the page stands that a revisit is the same as."""
        first = f"{headers.get('WARC-Refers-To-Target-URI') or ''} {headers.get('WARC-Refers-To-Date') or ''}"
        for name in (first, digest):
            if (offset := self.places.get(_key(name))) is not None:
                return offset
        raise InputError("", "it says that the page was the same as in a record that is not in this archive")


def _document(record: Any, uri: str, place: str) -> Document | None:
    """The document of a record that holds a page; none for anything else."""
    headers = record.headers
    length = (headers.get("Content-Length") or "0").strip()
    if not (length.isascii() and length.isdigit()):
        raise InputError(place, "its header does not say how long it is")
    declared = int(length[:_MOST_DIGITS])
    if declared > MAX_BYTES:
        raise InputError(place, f"the page is larger than {MAX_BYTES // 1_000_000} MB")
    record.freeze()
    if record.content_length < declared:
        raise InputError(place, "the archive breaks off within it")
    if _kind(headers) == "response":
        if not record.is_http:
            return None
        record.parse_http(auto_decode="none")
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        media_type, charset = record.http_content_type, record.http_charset
        coding = (record.http_headers.get("Content-Encoding") or "").strip().lower()
        chunked = "chunked" in (record.http_headers.get("Transfer-Encoding") or "").lower()
    else:
        coding, chunked = "", False
        media_type, charset = (headers.get("Content-Type") or "").partition(";")[0].strip().lower(), None
    if media_type not in _PAGES:
        return None
    content = decoded(Dechunked(record.reader) if chunked else record.reader, coding, place)
    try:
        document = from_bytes(content, place, uri, charset, media_type)
    except InputError as error:
        raise InputError(place, error.cause) from None
    if headers.get("WARC-Truncated"):
        document = replace(document, warnings=(*document.warnings, "The archive holds only the beginning of the page."))
    return document


def decoded(reader: Any, coding: str, place: str) -> bytes:
    """A page without its compression, unpacked step by step, so that a small one cannot become a large one."""
    if coding in ("gzip", "x-gzip", "deflate"):
        reader = _Inflated(reader, coding)
    elif coding in ("br", "zstd"):
        from fastwarc import stream_io

        reader = (stream_io.BrotliReader if coding == "br" else stream_io.ZstdReader)(reader)
    elif coding not in ("", "identity", "none"):
        raise InputError(place, f"the page is compressed in a way that cannot be read ({shown_as(coding)[:20]})")
    parts: list[bytes] = []
    length = 0
    while part := reader.read(_BLOCK):
        parts.append(part)
        length += len(part)
        if length > MAX_BYTES:
            raise InputError(place, f"the page is larger than {MAX_BYTES // 1_000_000} MB")
    return b"".join(parts)


class Dechunked:
    """A reader that takes the lengths out of what a server sent in chunks; content that holds none, which recorders
    leave behind without correcting its header, stays as it is."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._waiting = bytes(reader.read(_BLOCK))
        self._at = 0  # how much of what waits was given
        self._left = 0  # how much of the chunk was not
        self._ended = False
        self._plain = _CHUNK.match(self._waiting) is None

    def read(self, size: int) -> bytes:
        """The next bytes, at most as many as asked for and at least one; none at the end. Raises InputError."""
        if self._plain:
            self._waiting, part = b"", self._waiting or bytes(self._reader.read(size))
            return part
        parts: list[bytes] = []
        while size > 0 and not self._ended:
            if not self._left and not self._begin():
                self._ended = True
                break
            part = self._waiting[self._at : self._at + min(size, self._left)]
            if not part:
                self._fill()
                continue
            parts.append(part)
            self._at += len(part)
            self._left -= len(part)
            size -= len(part)
        return b"".join(parts)

    def _begin(self) -> bool:
        """Goes to the next chunk; false behind the last."""
        if len(self._waiting) - self._at < _LONGEST_CHUNK_LINE:
            self._waiting, self._at = self._waiting[self._at :] + bytes(self._reader.read(_BLOCK)), 0
        match = _CHUNK.match(self._waiting, self._at)
        if match is None:
            raise InputError("", "the page breaks off, or the lengths of its parts are damaged")
        self._left = int(match[1], 16)
        self._at = match.end()
        return self._left > 0

    def _fill(self) -> None:
        self._waiting, self._at = bytes(self._reader.read(_BLOCK)), 0
        if not self._waiting:
            raise InputError("", "the page breaks off")


class _Inflated:
    """A reader that unpacks gzip and deflate in steps; content that is not compressed after all stays as it is."""

    def __init__(self, reader: Any, coding: str) -> None:
        self._reader = reader
        self._waiting = reader.read(_BLOCK)
        self._inflate: Any = zlib.decompressobj(zlib.MAX_WBITS | 32)
        if coding == "deflate" and self._waiting[:1] != b"\x78" and self._waiting[:2] != b"\x1f\x8b":
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        elif coding != "deflate" and self._waiting[:2] != b"\x1f\x8b":
            self._inflate = None

    def read(self, size: int) -> bytes:
        while self._waiting:
            if self._inflate is None:
                part, self._waiting = self._waiting, self._reader.read(_BLOCK)
                return bytes(part)
            try:
                part = self._inflate.decompress(self._waiting, size)
            except zlib.error:
                raise InputError("", "the page's compression is broken") from None
            self._waiting = b"" if self._inflate.eof else self._inflate.unconsumed_tail or self._reader.read(_BLOCK)
            if part:
                return bytes(part)
        if self._inflate is not None and not self._inflate.eof:
            raise InputError("", "the page's compression breaks off")
        return b""


def _records(file: BinaryIO, offset: int) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator

    file.seek(offset)
    yield from ArchiveIterator(file, parse_http=False, max_header_len=_LONGEST_HEADERS)


def _at(file: BinaryIO, offset: int) -> Any:
    """The record at an offset; the file stays where it is."""
    stands = file.tell()
    try:
        record = next(_records(file, offset), None)
        if record is None:
            raise InputError("", "the record it stands for cannot be found again")
        record.freeze()
        return record
    finally:
        file.seek(stands)


def _next(file: BinaryIO, behind: int) -> int | None:
    """Where the first record begins behind the one at an offset, as far as can be told; none where there is none."""
    start = behind + 1
    while True:
        file.seek(start)
        block = file.read(_STEP)
        for match in _MAGIC.finditer(block):
            head = block[match.start() : match.start() + 4_096]
            if head.startswith(b"WARC/") or _is_record(head):
                return start + match.start()
        if len(block) < _STEP:
            return None
        start += _STEP - 8


def _is_record(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _moment(written: str) -> str | None:
    """A WARC-Date that can be read, as it is where it is ISO 8601."""
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return iso_date(written)
    return written


def _kind(headers: Any) -> str:
    return (headers.get("WARC-Type") or "").strip().lower()


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")
