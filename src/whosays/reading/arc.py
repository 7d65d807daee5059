"""Web archives in the form before WARC (ARC 1 and 2, plain or gzipped): every page a server answered with.

A record is a line (address, IP address, time, media type, length; version 2 has more fields between) and as many bytes
as it says. Streamed; a record that is broken is a problem, and reading goes on at the next line that begins one.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO, cast

from whosays.errors import InputError
from whosays.fetching.urls import shown_as
from whosays.model import Dated
from whosays.reading.article import MAX_BYTES, from_bytes
from whosays.reading.items import Given, Item
from whosays.reading.warc import Dechunked, decoded

_BEGINS = b"filedesc://"
_GZIP = b"\x1f\x8b\x08"
_LINE = re.compile(rb"(\S{1,8000}) (\S{1,60}) (\d{14}) (\S{1,200})(?: \S{1,400}){0,5} (\d{1,12})\s*")
_PAGES = frozenset(("text/html", "application/xhtml+xml", "text/plain"))
_LONGEST_LINE = 10_000
_CHARSET = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def recognises(given: Given) -> bool:
    """True for a file that begins as an ARC file does, gzipped or not."""
    head = given.head
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(_BEGINS)


def items(given: Given) -> Iterator[Item]:
    """The pages in the order of the archive, then a note of how many other answers it holds."""
    gzipped = given.head.startswith(_GZIP)
    file = cast(BinaryIO, gzip.GzipFile(fileobj=given.file)) if gzipped else given.file
    number = others = 0
    lost = False
    try:
        while line := file.readline(_LONGEST_LINE):
            match = _LINE.fullmatch(line)
            if match is None:
                if line.strip() and not lost:
                    lost = True
                    number += 1
                    place = f"{given.name} record {number}"
                    yield Item(place, problem=InputError(place, "it is broken; reading goes on at the next"))
                continue
            lost = False
            number += 1
            address, length = match[1].decode("utf-8", "replace"), int(match[5])
            place = f"{given.name} record {number} ({shown_as(address)})"
            if length > MAX_BYTES:
                yield Item(place, problem=InputError(place, f"the page is larger than {MAX_BYTES // 1_000_000} MB"))
                _skip(file, length)
                continue
            block = file.read(length)
            if len(block) < length:
                yield Item(place, problem=InputError(place, "the archive breaks off within it"))
                break
            if number == 1 and line.startswith(_BEGINS):
                continue
            try:
                item = _item(block, address, match[3].decode(), place)
            except (InputError, ValueError) as error:
                cause = error.cause if isinstance(error, InputError) else "it is broken"
                yield Item(place, problem=InputError(place, cause))
                continue
            others += item is None
            if item is not None:
                yield item
    except (EOFError, OSError, zlib.error):
        problem = InputError(given.name, f"its compression is broken after record {number}; the rest is left out")
        yield Item(given.name, problem=problem)
    if others:
        yield Item(given.name, note=f"{others} records are no pages (redirects, errors, pictures and the like)")


def _item(block: bytes, address: str, moment: str, place: str) -> Item | None:
    """The page in an answer of a web server; none for anything else."""
    head, _, body = block.partition(b"\r\n\r\n") if b"\r\n\r\n" in block[:65_536] else block.partition(b"\n\n")
    lines = head.decode("latin-1").splitlines()
    if not lines or not lines[0].startswith("HTTP/") or lines[0].split()[1:2] != ["200"]:
        return None
    headers = {name.strip().lower(): value.strip() for name, _, value in (one.partition(":") for one in lines[1:])}
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in _PAGES or not address.startswith(("https://", "http://")):
        return None
    charset = _CHARSET.search(headers.get("content-type", "")[:500])
    chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    content = decoded(
        Dechunked(BytesIO(body)) if chunked else BytesIO(body), headers.get("content-encoding", "").lower(), place
    )
    document = from_bytes(content, place, address, charset[1] if charset else None, media_type)
    try:
        seen = datetime.strptime(moment, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()
    except ValueError:
        seen = None
    if seen and document.published is None:
        document = replace(document, published=seen, dated=Dated.ARCHIVE)
    return Item(place, document, seen=seen)


def _skip(file: BinaryIO, length: int) -> None:
    while length > 0 and (block := file.read(min(length, 1 << 20))):
        length -= len(block)
