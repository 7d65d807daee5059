"""Lines of JSON, each an object with named columns: one document a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from whosays.errors import InputError
from whosays.reading.columns import Columns, has_text
from whosays.reading.items import Given, Item

MAX_LINE = 20_000_000


def recognises(given: Given) -> bool:
    """True where the first line is an object whose members name a text, or there are more lines like it."""
    lines = [line for line in given.head.removeprefix(b"\xef\xbb\xbf").splitlines()[:2] if line.strip()]
    if not lines or not lines[0].lstrip().startswith(b"{"):
        return False
    try:
        row = json.loads(lines[0])
    except ValueError:
        return len(lines) > 1 and lines[1].lstrip().startswith(b'{"') and lines[0].strip() != b"{"
    return isinstance(row, dict) and has_text(row)


def items(given: Given) -> Iterator[Item]:
    """The documents, a bad line as a problem in its place, then notes about the columns."""
    columns = Columns(given.name)
    number = 0
    while line := given.file.readline(MAX_LINE + 1):
        number += 1
        place = f"{given.name}:{number}"
        try:
            if len(line) > MAX_LINE:
                while line and not line.endswith(b"\n"):
                    line = given.file.readline(MAX_LINE)
                raise InputError(place, f"the line is longer than {MAX_LINE // 1_000_000} MB")
            if line.strip():
                yield Item(place, columns.document(_row(line, place), place))
        except InputError as error:
            yield Item(place, problem=error)
    yield from columns.notes()


def _row(line: bytes, place: str) -> dict[str, object]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(place, "the line is not UTF-8") from None
    except (ValueError, RecursionError):
        raise InputError(place, "the line is not JSON") from None
    if not isinstance(row, dict):
        raise InputError(place, "the line is no JSON object")
    return row
