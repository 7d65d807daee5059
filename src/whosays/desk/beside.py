"""What a user knows of documents that do not say it themselves: when each was published, and by whom.

Given on the command line (``NAME=DATE``, ``NAME=OUTLET``), or in a small table beside the files: CSV with the columns
``file``, ``published``, ``outlet``. A document is called by its path, its file's name, or that without its ending.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from whosays.desk.declaring import YetToCome, day_of_publication
from whosays.errors import InputError, UsageError
from whosays.model import Dated, Document

_FILE, _PUBLISHED, _OUTLET = "file", "published", "outlet"
_LARGEST = 5_000_000  # bytes of a table


@dataclass(frozen=True, slots=True)
class Beside:
    """Dates (ISO 8601) and outlets by what their document is called; ``unused`` names nothing that was read."""

    published: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str, document: Document) -> Document:
        """The document with what is said of it; ``name`` is that of its input."""
        published, outlet = self._said(self.published, name), self._said(self.outlets, name)
        if published is not None:
            document = replace(document, published=published, dated=Dated.GIVEN)
        return document if outlet is None else replace(document, outlet=outlet)

    def unused(self, names: Sequence[str]) -> list[str]:
        """The names that none of the documents has."""
        called = {one for name in names for one in _called(name)}
        return [name for name in dict.fromkeys((*self.published, *self.outlets)) if name not in called]

    @staticmethod
    def _said(known: Mapping[str, str], name: str) -> str | None:
        return next((known[one] for one in _called(name) if one in known), None)


def _called(name: str) -> tuple[str, ...]:
    path = Path(name)
    return name, path.name, path.stem


def beside(
    published: Sequence[str] = (), outlets: Sequence[str] = (), table: Path | None = None, *, later: bool = False
) -> Beside:
    """What the options and the table say, the options before the table; ``later`` says that days to come are meant.

    Raises ``UsageError`` for an option without a name or with a date that `day_of_publication` refuses, ``InputError``
    for a table that cannot be used.
    """
    dates, names = _table(table, later) if table is not None else ({}, {})
    for option in published:
        name, date = _pair("--published", option, "NAME=DATE")
        try:
            dates[name] = day_of_publication(date, meant=later)
        except UsageError as error:
            raise UsageError(f"--published {option}: {_how(error)}") from None
    for option in outlets:
        name, outlet = _pair("--outlet", option, "NAME=OUTLET")
        names[name] = outlet
    return Beside(dates, names)


def _pair(option: str, given: str, form: str) -> tuple[str, str]:
    name, parted, value = given.rpartition("=")
    if not parted or not name.strip() or not value.strip():
        raise UsageError(f"{option} {given}: give {form}, where NAME is a file's name with or without its ending")
    return name.strip(), value.strip()


def _how(error: UsageError) -> str:
    return f"{error} (--later)" if isinstance(error, YetToCome) else str(error)


def _table(path: Path, later: bool) -> tuple[dict[str, str], dict[str, str]]:
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"it cannot be read ({error.strerror or error})") from None
    except UnicodeDecodeError:
        raise InputError(str(path), "it is not text in UTF-8") from None
    first = text.partition("\n")[0]
    parted = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=parted)
    columns = {(name or "").strip().casefold(): name for name in rows.fieldnames or ()}
    if _FILE not in columns or not {_PUBLISHED, _OUTLET} & set(columns):
        raise InputError(str(path), "its first line must name the columns file and published or outlet")
    dates: dict[str, str] = {}
    outlets: dict[str, str] = {}
    for number, row in enumerate(rows, 2):
        cells = {key: (row.get(name) or "").strip() for key, name in columns.items()}
        if not cells[_FILE]:
            continue
        if date := cells.get(_PUBLISHED):
            try:
                dates[cells[_FILE]] = day_of_publication(date, meant=later)
            except UsageError as error:
                raise InputError(str(path), f"line {number}: {_how(error)}") from None
        if outlet := cells.get(_OUTLET):
            outlets[cells[_FILE]] = outlet
    return dates, outlets
