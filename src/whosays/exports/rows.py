"""The tables as files: CSV and JSON lines, one table or all of them as a Data Package; Parquet the same way.

A Data Package (https://datapackage.org) is a zip of the tables with ``datapackage.json``, which says what each column
means: the data dictionary travels with the data.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Final

from whosays.exports.base import Exporter, json_bytes, json_lines, library
from whosays.exports.jsontext import dumped
from whosays.exports.tables import NAMES, TABLES, Column, Kind, Row, Table, table
from whosays.model.findings import Findings
from whosays.wording import NO_VERDICT

_UNSEEN = r"[\s\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]{0,64}"
_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
_FORMULA: Final = re.compile(rf"\A(?=[\t\r]|{_UNSEEN}{_SIGN})|(?<=[;\t\r\n])(?={_UNSEEN}{_SIGN}\S)")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FIELD_TYPES: Final = {Kind.TEXTS: "array", Kind.SPANS: "array"}
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # of every member, so that the same findings give the same bytes


class Tables(Exporter):
    """A format of tables: one of them as it is, or all of them in a Data Package."""

    parts = NAMES
    binary = True
    zips = True
    media: ClassVar[str]

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        if part is not None:
            one = table(part)
            yield from self.table(one, one.rows(found))
            return
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            for one in TABLES:
                with package.open(_member(f"{one.name}.{self.name}"), "w") as member:
                    for chunk in self.table(one, one.rows(found)):
                        member.write(chunk)
            package.writestr(_member("datapackage.json"), json_bytes(self.description(found)))
        yield held.getvalue()

    @abstractmethod
    def table(self, one: Table, rows: Iterable[Row]) -> Iterator[bytes]:
        """A table as a file of this format."""

    def description(self, found: Findings) -> dict[str, Any]:
        """The package's own description (Data Package v1), the data dictionary in it."""
        return {
            "profile": "data-package",
            "name": "whosays",
            "title": "Who says it: claims, and what they rest on",
            "description": f"Made by whosays {found.maker.version}, model {found.maker.model}. {NO_VERDICT}",
            "resources": [
                {
                    "name": one.name,
                    "path": f"{one.name}.{self.name}",
                    "format": self.name,
                    "mediatype": self.media,
                    "encoding": "utf-8",
                    "description": f"A row is {one.meaning}.",
                    "schema": {
                        "fields": [_field(column) for column in one.columns],
                        **({"primaryKey": list(one.key)} if one.key else {}),
                    },
                }
                for one in TABLES
            ],
        }


def _field(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": _FIELD_TYPES.get(column.kind, column.kind.value),
        "description": column.meaning,
    }


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _MOMENT)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member


class Csv(Tables):
    """CSV with a header; a list is written as JSON. For spreadsheets and R."""

    name = "csv"
    title = "tables as CSV, with a data dictionary (Data Package)"
    ending = ".csv"
    media = "text/csv"

    def table(self, one: Table, rows: Iterable[Row]) -> Iterator[bytes]:
        yield csv_row(column.name for column in one.columns)
        for row in rows:
            yield csv_row(_plain(value) for value in row)


def csv_row(values: Iterable[object]) -> bytes:
    """A row of CSV. What a spreadsheet would take for a formula gets an apostrophe in front, also behind what some take
    for the end of a cell; what a terminal would obey becomes U+FFFD."""
    safe = [_CONTROLS.sub("\ufffd", _FORMULA.sub("'", v)) if isinstance(v, str) else v for v in values]
    buffer = io.StringIO()
    csv.writer(buffer).writerow(safe)
    return buffer.getvalue().encode("utf-8", "replace")


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return dumped(value, indent=None) if isinstance(value, (list, tuple)) else value


class JsonLines(Tables):
    """JSON, one row a line. For pandas, DuckDB and jq."""

    name = "jsonl"
    title = "tables as JSON lines, with a data dictionary (Data Package)"
    ending = ".jsonl"
    media = "application/jsonl"

    def table(self, one: Table, rows: Iterable[Row]) -> Iterator[bytes]:
        columns = [column.name for column in one.columns]
        yield from json_lines(dict(zip(columns, row, strict=True)) for row in rows)


class Parquet(Tables):
    """Apache Parquet: typed columns, spans as lists of start and end. For pandas, polars, DuckDB and Arrow."""

    name = "parquet"
    needs = "pyarrow"
    title = "tables as Parquet, with a data dictionary (Data Package)"
    ending = ".parquet"
    media = "application/vnd.apache.parquet"

    def table(self, one: Table, rows: Iterable[Row]) -> Iterator[bytes]:
        arrow: Any = library("pyarrow", package="pyarrow", extra="parquet", purpose="--to parquet")
        parquet: Any = library("pyarrow.parquet", package="pyarrow", extra="parquet", purpose="--to parquet")
        span = arrow.struct([("start", arrow.int64()), ("end", arrow.int64())])
        types = {
            Kind.TEXT: arrow.string(),
            Kind.INTEGER: arrow.int64(),
            Kind.NUMBER: arrow.float64(),
            Kind.TRUTH: arrow.bool_(),
            Kind.TEXTS: arrow.list_(arrow.string()),
            Kind.SPANS: arrow.list_(span),
        }
        columns: list[list[Any]] = [[] for _ in one.columns]
        for row in rows:
            for held, column, value in zip(columns, one.columns, row, strict=True):
                held.append(_arrow(column, value))
        schema = arrow.schema(
            [
                arrow.field(column.name, types[column.kind], metadata={"description": column.meaning})
                for column in one.columns
            ],
            metadata={"description": f"A row is {one.meaning}. {NO_VERDICT}"},
        )
        sink = arrow.BufferOutputStream()
        parquet.write_table(arrow.Table.from_arrays(
            [arrow.array(held, type=field.type) for held, field in zip(columns, schema, strict=True)], schema=schema
        ), sink)  # fmt: skip
        yield sink.getvalue().to_pybytes()


def _arrow(column: Column, value: Any) -> Any:
    if column.kind is Kind.SPANS:
        return [{"start": start, "end": end} for start, end in value or ()]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return value
