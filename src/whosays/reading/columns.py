"""Named columns to a Document: rows of a table, objects of a list, lines of JSON.

Names are compared without case, spaces and signs. What they may be called is in ``columns.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from whosays.errors import InputError
from whosays.model import Dated, Document, DocumentKind
from whosays.reading import dating
from whosays.reading.bylines import authors
from whosays.reading.dates import iso_date
from whosays.reading.fragment import text_of
from whosays.reading.items import Item
from whosays.reading.metadata import is_post_address

_MOST_NAMED = 20
_LAST = 99
_DEEPEST = 6
_PIECES = ("summary", "sections", "headline", "paragraphs", "blocks", "text", "rendered")
_NAMES = ("name", "title", "main", "rendered", "original", "value", "url", "href")
# What holds further members of the same document: the answers of a newspaper's interface, of a search engine.
_HOLDERS = frozenset(("fields", "html", "meta", "metadata", "attributes", "source", "content", "data"))
_REMOVED = re.compile(r"\[(?:removed|deleted)(?: by [\w ]{1,30})?\]", re.IGNORECASE)
_CUT = re.compile(r"\s{0,3}\[\+?\d{1,9} (?:more )?(?:chars?|characters|words)\]$")
_CUT_OFF = "The text was cut off by whoever delivered it; the whole is not in this file."
_WRITTEN_LIST = re.compile(r"\[\s{0,9}['\"](.*)['\"]\s{0,9}\]", re.DOTALL)
_LONGEST_LIST = 20_000
_CLOCK = re.compile(r"[0-2]\d:[0-5]\d(?::[0-5]\d)?")
_DASHES = "-–—|·"


class Columns:
    """The columns of one input: makes rows documents, and remembers the names it interpreted or left out."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._interpreted: dict[str, str] = {}
        self._unknown: dict[str, None] = {}

    def has_text(self, row: Mapping[str, Any]) -> bool:
        """True where one of a row's members means the text, or one of an object in it that holds more of the same."""
        return has_text(name for name, _, _ in _members(row))

    def document(self, row: Mapping[str, Any], place: str) -> Document:
        """The document in a row. Raises InputError, with ``place`` as its name, where it has no text."""
        from whosays.reading.article import from_text

        values = self._values(row)
        text = _prose(values.get("text"))
        if not isinstance(text, str) or not text.strip() or _REMOVED.fullmatch(text.strip()):
            raise InputError(place, "it has no text")
        whole = text.rstrip()
        tail = _CUT.search(whole[-60:])
        if tail:
            text = whole[: len(whole) - len(tail[0])]
        document = _with(from_text(text, place), values)
        cut = tail or whole.endswith(("…", "[…]", "[...]"))
        return replace(document, warnings=(*document.warnings, _CUT_OFF)) if cut else document

    def notes(self) -> Iterator[Item]:
        """What the user has to know of the columns, once all rows are read."""
        if self._interpreted:
            named = ", ".join(f"“{name}” as {field}" for name, field in _few(self._interpreted.items()))
            yield Item(self._name, note=f"read {named}")
        if self._unknown:
            named = ", ".join(f"“{name}”" for name in _few(self._unknown))
            yield Item(self._name, note=f"left out the columns that are not known: {named}")

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row by our own names; of several columns for one field, the first in ``columns.toml`` with a value."""
        found: dict[str, tuple[int, Any, str]] = {}
        dates: list[str] = []
        for name, value, within in _members(row):
            known = _fields().get(_plain(name))
            if within and (known is None or known[0] in ("identifier", "kind", "retracted")):
                continue
            if known and known[0] == "outlet" and _is_address(value):
                known = ("url", _LAST)  # some tools call the address of a page its source
            if known and known[0] == "text" and not isinstance(value, str) and not _prose(value):
                continue
            if known is None and _plain(name) in _HOLDERS and isinstance(value, Mapping):
                continue
            if known is None:
                if len(self._unknown) < 1_000:
                    self._unknown.setdefault(name)
                continue
            field, rank = known
            rank += _LAST * within
            if rank:
                self._interpreted.setdefault(name, field)
            if field == "published" and value not in (None, ""):
                dates.append(str(value))
            if value not in (None, "", [], {}) and (field not in found or rank < found[field][0]):
                found[field] = (rank, value, _plain(name))
        values = {field: value for field, (_, value, _) in found.items()}
        if is_post_address(_text(values.get("url"))):
            values.setdefault("kind", DocumentKind.POST)
            if "outlet" in found and found["outlet"][2] == "source":
                del values["outlet"]  # the app that a post was written in
        if "published" in values:
            values["published"] = _to_the_second(str(values["published"]), dates)
        return values


def _to_the_second(date: str, others: list[str]) -> str:
    """A day with its time of day, where another column has that."""
    day = iso_date(date)
    if day is None or len(day) > 10:
        return date
    if whole := next((o for o in others if len(iso := iso_date(o) or "") > 10 and iso.startswith(day)), None):
        return whole
    clock = next((o.strip() for o in others if _CLOCK.fullmatch(o.strip())), None)
    return f"{day} {clock}" if clock else date


def _members(row: Mapping[str, Any]) -> Iterator[tuple[str, Any, bool]]:
    """The members of a row, then those of the objects in it that hold more of the same document."""
    yield from ((name, value, False) for name, value in row.items())
    for name, value in row.items():
        if isinstance(value, Mapping) and _plain(name) in _HOLDERS:
            yield from ((inner, one, True) for inner, one in value.items())


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.strip().lower().startswith(("https://", "http://"))


def _prose(value: Any, depth: int = 0) -> str | None:
    """A text, or one in pieces: a list of paragraphs, or an object of a summary and sections with their headlines."""
    if isinstance(value, str):
        return value
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        parts = [_prose(part, depth + 1) for part in value]
    elif isinstance(value, dict):
        parts = [_prose(value[name], depth + 1) for name in _PIECES if name in value]
    else:
        return None
    return "\n\n".join(part for part in parts if part) or None


def has_text(names: Iterable[str]) -> bool:
    """True where one of the column names means the text."""
    return any(_fields().get(_plain(name), ("",))[0] == "text" for name in names)


def known(names: Iterable[str]) -> int:
    """How many of the column names mean something."""
    return sum(_plain(name) in _fields() for name in names)


@cache
def _fields() -> dict[str, tuple[str, int]]:
    """Each name a column may have, to the field it means and its rank among the names of that field."""
    names = tomllib.loads(files("whosays.reading").joinpath("columns.toml").read_text(encoding="utf-8"))
    return {_plain(name): (field, rank) for field, all_ in names.items() for rank, name in enumerate(all_)}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _few(members: Iterable[Any]) -> list[Any]:
    return list(members)[:_MOST_NAMED]


def _with(document: Document, values: Mapping[str, Any]) -> Document:
    """The document with what the row says of it; the row's word goes before what was found in the text."""
    texts = {
        field: _text(values.get(field)) for field in ("url", "outlet", "title", "language", "identifier", "account")
    }
    given: dict[str, Any] = {field: value for field, value in texts.items() if value}
    if "title" in given and "outlet" in given:
        given["title"] = _without_outlet(given["title"], given["outlet"])
    warnings = document.warnings
    for field in ("published", "modified"):
        if field in values:
            date = dating.given(str(values[field]), "publication" if field == "published" else "revision")
            given[field] = date.date
            warnings += date.doubts
    if given.get("published"):
        given["dated"] = Dated.GIVEN
    if "authors" in values:
        given["authors"] = authors(_list(values["authors"]), own=[given["outlet"]] if "outlet" in given else ())
    if "topics" in values:
        given["topics"] = tuple(dict.fromkeys(_list(values["topics"])))
    if values.get("kind") in tuple(DocumentKind):
        given["kind"] = DocumentKind(values["kind"])
    if "retracted" in values:
        given["retracted"] = str(values["retracted"]).strip().casefold() in ("true", "1", "yes")
    return replace(document, **given, warnings=warnings)


def _without_outlet(title: str, outlet: str) -> str:
    """A headline without " - The Outlet" behind it, as collectors of headlines write it."""
    head = title.removesuffix(outlet).rstrip() if title != outlet else title
    return head[:-1].rstrip() if head != title and head[-1:] in _DASHES and len(head) > 1 else title


def _text(value: Any) -> str | None:
    """A text in one line; of an object, what it is called."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in _NAMES if isinstance(value.get(name), str)), None)
        value = text_of(value)[0] if value else None
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _list(value: Any) -> list[str]:
    """The texts in a list of texts or of objects with a name, or in one text."""
    value = _text(value) if isinstance(value, Mapping) else value
    if isinstance(value, str) and (written := _WRITTEN_LIST.fullmatch(value.strip()[:_LONGEST_LIST])):
        value = re.split(r"['\"]\s{0,9},\s{0,9}['\"]", written[1])  # a list as a table of data writes it into a cell
    members = value if isinstance(value, list) else re.split(r"\s*[;|]\s*", value) if isinstance(value, str) else []
    texts = (_text(member) for member in members)
    return [text for text in texts if text]
