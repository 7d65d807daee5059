"""JSON: which of the exports, feeds and lists it is, by its members; lines of JSON too, each line any of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from whosays.errors import InputError
from whosays.reading.items import Given, Item
from whosays.reading.jsonguard import Guarded
from whosays.reading.opening import HEAD
from whosays.reading.records import Records
from whosays.reading.shapes import Shape, begins_json, shape_of

MAX_WHOLE = 30_000_000
"""The largest JSON that is held in memory as a whole; a larger one is read member by member, if it is a list."""

MAX_LINE = 20_000_000
_LISTS = ("data", "feed", "posts", "statuses", "orderedItems", "items", "descendants", "ancestors", "dataFeedElement")


def recognises(given: Given) -> bool:
    """True for what begins as an object or a list of objects does."""
    return begins_json(given.head)


def items(given: Given) -> Iterator[Item]:
    """The documents of a JSON file, or of lines of JSON, then what there is to say of it as a whole."""
    shape = shape_of(given.head)
    if _is_lines(given, shape):
        yield from _lines(given)
        return
    if shape.is_telegram:
        from whosays.reading import telegram

        yield from telegram.items(given)
        return
    records = Records(given.name, given.url, given.fetch)
    content = given.file.read(MAX_WHOLE + 1)
    if len(content) <= MAX_WHOLE:
        try:
            value = json.loads(content)
        except (ValueError, RecursionError) as error:
            yield from _members(given, shape, records, _cause(error))
        else:
            yield from records.of(value, given.name)
    else:
        yield from _members(given, shape, records, f"it is larger than {MAX_WHOLE // 1_000_000} MB and no list")
    yield from records.notes()


def _cause(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"its JSON is broken in line {error.lineno}, column {error.colno}"
    return "its JSON is nested too deeply" if isinstance(error, RecursionError) else "it is no valid JSON"


def _members(given: Given, shape: Shape, records: Records, cause: str) -> Iterator[Item]:
    """The members of the list that a broken or very large JSON holds, as far as they can be read."""
    import ijson

    name = next((name for name in _LISTS if name in shape.members), None)
    if not shape.is_list and name is None:
        yield Item(given.name, problem=InputError(given.name, cause))
        return
    number = 0
    given.file.seek(3 if given.head.startswith(b"\xef\xbb\xbf") else 0)
    try:
        for value in ijson.items(
            Guarded(given.file, given.name), "item" if shape.is_list else f"{name}.item", use_float=True
        ):
            number += 1
            yield from records.record(value, f"{given.name} record {number}")
    except (ijson.JSONError, UnicodeDecodeError, ValueError, RecursionError):
        sentence = f"its JSON breaks off or is broken after record {number}; the rest is left out"
        yield Item(given.name, problem=InputError(given.name, sentence))


def _is_lines(given: Given, shape: Shape) -> bool:
    """True where the first lines are objects each by itself: most of the first three that stand whole in the head."""
    lines = [line.strip() for line in given.head.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    whole = [line for line in lines[:-1] if line][:3]
    if whole:
        good = sum(isinstance(_loaded(line), dict) for line in whole)
        more = bool(lines[-1]) or len(given.head) == HEAD or len(whole) > 1
        return more and 2 * good >= len(whole)
    if len(given.head) < HEAD or shape.is_list or shape.is_telegram:
        return False
    # The first line is longer than the head.
    try:
        return isinstance(_loaded(given.file.readline(MAX_LINE)), dict) and bool(given.file.read(1))
    finally:
        given.file.seek(0)


def _loaded(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _lines(given: Given) -> Iterator[Item]:
    records = Records(given.name, given.url, given.fetch)
    for number, line in _numbered(given.file):
        place = f"{given.name}:{number}"
        try:
            value = _line(line, place)
        except InputError as error:
            yield Item(place, problem=error)
        else:
            if value is not None:
                yield from records.of(value, place)
    yield from records.notes()


def _numbered(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers; of one that is too long only so much that it shows."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        yield number, line
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE)


def _line(line: bytes, place: str) -> Mapping[str, Any] | None:
    if len(line) > MAX_LINE:
        raise InputError(place, f"the line is longer than {MAX_LINE // 1_000_000} MB")
    if not line.strip():
        return None
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(place, "the line is not UTF-8") from None
    except (ValueError, RecursionError):
        raise InputError(place, "the line is not JSON") from None
    if not isinstance(value, dict):
        raise InputError(place, "the line is no JSON object")
    return value
