"""CSV and its kin: named columns in the first line, one document a row.

Which sign parts the cells (comma, semicolon, tab or bar) is told by the first lines; a byte order mark and the
encodings of spreadsheets are understood. A table is one whose header names the text beside something else of a
document, or three other things of it.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from whosays.errors import InputError
from whosays.reading import collected
from whosays.reading.columns import Columns, has_text, known
from whosays.reading.encoding import codec_of
from whosays.reading.items import Given, Item
from whosays.reading.records import without_text

_IDENTIFIER = re.compile(r"[\w.-]+")
_DELIMITERS = ",;\t|"
_LONGEST_NAME = 40
_LONGEST_CELL = 20_000_000
_FEWEST_KNOWN = 2


def recognises(given: Given) -> bool:
    """True for text whose first line is a header that means something to us, with a row as wide as it below."""
    found = _header(given.head)
    if found is None:
        return False
    names = found[1]
    if has_text(names):
        return known(names) >= _FEWEST_KNOWN or all(map(_IDENTIFIER.fullmatch, names))
    return known(names) > _FEWEST_KNOWN


def items(given: Given) -> Iterator[Item]:
    """The rows as documents, a bad one as a problem in its place, then notes about the columns."""
    found = _header(given.head)
    if found is None:
        raise InputError(given.name, "it is no table")
    delimiter, names = found
    if not has_text(names):
        shown = ", ".join(f"“{name}”" for name in names[:12])
        raise InputError(given.name, f"it is a table without a column for the text (its columns: {shown})")
    columns = Columns(given.name)
    encoding = _encoding(given.head)
    source = io.BufferedReader(cast(io.RawIOBase, _Unclosed(given.file)))
    lines = io.TextIOWrapper(source, encoding=encoding, errors="replace", newline="")
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    started = replaced = silent = 0
    is_post = collected.is_collected(dict.fromkeys(names, ""))
    while True:
        started = rows.line_num + 1
        place = f"{given.name}:{started}"
        try:
            cells = next(rows)
            if started == 1 or not any(map(str.strip, cells)):
                continue
            replaced += any("\N{REPLACEMENT CHARACTER}" in cell for cell in cells)
            if len(cells) > len(names) and any(cells[len(names) :]):
                raise InputError(place, f"the row has {len(cells)} cells, the header {len(names)}")
            row = dict(zip(names, cells, strict=False))
            if is_post:
                document = collected.document(row, place)
                silent += document is None
                if document is not None:
                    yield Item(place, document)
                continue
            yield Item(place, columns.document(row, place))
        except StopIteration:
            break
        except csv.Error as error:
            yield Item(place, problem=InputError(place, f"the row is no valid CSV ({error})"))
        except InputError as error:
            yield Item(place, problem=error)
    if replaced:
        yield Item(given.name, note=f"in {replaced} rows some bytes are no valid {encoding.upper()}")
    if silent:
        yield without_text(given.name, silent, "post")
    yield from columns.notes()


def _header(head: bytes) -> tuple[str, list[str]] | None:
    """The sign between the cells and the names of the columns; none where the text is no table."""
    start = head.decode(_encoding(head), "replace")
    if "\0" in start:
        return None
    best: tuple[int, str, list[str]] | None = None
    for delimiter in _DELIMITERS:
        rows = []
        try:
            for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter, strict=True):
                if row:
                    rows.append(row)
                if len(rows) == 2:
                    break
        except csv.Error:
            if not rows:
                continue
        names = [name.strip() for name in rows[0]] if rows else []
        if len(names) < 2 or not all(len(name) <= _LONGEST_NAME for name in names) or not known(names):
            continue
        if len(rows) == 2 and len(rows[1]) != len(names) and not has_text(names):
            continue
        if best is None or known(names) > best[0]:
            best = (known(names), delimiter, names)
    return best and best[1:]


def _encoding(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else codec_of(head)


class _Unclosed(io.RawIOBase):
    """A file that stays open when the text reader over it goes."""

    def __init__(self, file: BinaryIO) -> None:
        self._source = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        block = self._source.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)
