"""The tables, read back by the tools they are for: csv, json, pyarrow."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from typing import Any

import jsonschema
import pyarrow.parquet
import pytest

from tests.export_build import MAKER, findings
from whosays.exports.base import exporter
from whosays.exports.jsontext import dumped
from whosays.exports.rows import csv_row
from whosays.exports.tables import NAMES, TABLES, Kind, table

# What a Data Package must have (specs.frictionlessdata.io, profile data-package), of which this is the part we use.
PACKAGE = {
    "type": "object",
    "required": ["name", "resources", "profile"],
    "properties": {
        "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "schema"],
                "properties": {
                    "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
                    "schema": {
                        "type": "object",
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "type": "array",
                                "items": {
                                    "type": "object",
                                    "required": ["name", "type", "description"],
                                    "properties": {
                                        "type": {"enum": ["string", "integer", "number", "boolean", "array"]},
                                        "description": {"type": "string", "minLength": 3},
                                    },
                                },
                            }
                        },
                    },
                },
            },
        },
    },
}


def written(name: str, part: str | None = None) -> bytes:
    return b"".join(exporter(name).write(findings(), part))


def package(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(written(name))) as held:
        assert held.testzip() is None
        return {member: held.read(member) for member in held.namelist()}


def expected(name: str) -> list[dict[str, Any]]:
    one = table(name)
    return [dict(zip([c.name for c in one.columns], row, strict=True)) for row in one.rows(findings())]


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
def test_the_package_describes_what_is_in_it(name: str) -> None:
    members = package(name)
    description = json.loads(members.pop("datapackage.json"))
    jsonschema.validate(description, PACKAGE)
    assert MAKER.version in description["description"]
    assert {resource["path"] for resource in description["resources"]} == set(members)
    for resource in description["resources"]:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert set(resource["schema"].get("primaryKey", ())) <= set(fields)
        content = members[resource["path"]]
        if name == "csv":
            assert next(csv.reader(io.StringIO(content.decode()))) == fields
        elif name == "parquet":
            assert pyarrow.parquet.read_table(io.BytesIO(content)).column_names == fields
        else:
            assert all(list(json.loads(line)) == fields for line in content.decode().splitlines())


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique_and_rows_fit_their_columns(name: str) -> None:
    one, rows = table(name), expected(name)
    fits = {
        Kind.TEXT: str, Kind.INTEGER: int, Kind.NUMBER: float, Kind.TRUTH: bool, Kind.TEXTS: list, Kind.SPANS: tuple,
    }  # fmt: skip
    for row in rows:
        for column in one.columns:
            assert row[column.name] is None or isinstance(row[column.name], fits[column.kind]), column.name
    if one.key:
        keys = [tuple(row[column] for column in one.key) for row in rows]
        assert len(set(keys)) == len(keys)
    assert rows or name in ("drift", "decisions")


@pytest.mark.parametrize("name", NAMES)
def test_json_lines_lose_nothing(name: str) -> None:
    lines = [json.loads(line) for line in written("jsonl", name).decode().splitlines()]
    assert lines == json.loads(json.dumps(expected(name)))


@pytest.mark.parametrize("name", NAMES)
def test_parquet_is_typed_and_loses_nothing(name: str) -> None:
    read = pyarrow.parquet.read_table(io.BytesIO(written("parquet", name)))
    spans = [column.name for column in table(name).columns if column.kind is Kind.SPANS]
    rows = read.to_pylist()
    for row in rows:
        for column in spans:
            row[column] = [[span["start"], span["end"]] for span in row[column]]
    assert rows == json.loads(json.dumps(expected(name)))
    meanings = {field.name: field.metadata[b"description"].decode() for field in read.schema}
    assert meanings == {column.name: column.meaning for column in table(name).columns}


def test_csv_is_read_back_and_starts_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", "documents").decode(), newline="")))
    assert [row["text"] for row in rows] == [row["text"] for row in expected("documents")]
    assert rows[1]["title"] == "'-Nobody was warned"
    assert json.loads(rows[0]["authors"]) == ["Ida Falk", "Jon Ask"]
    assert rows[0]["retracted"] == "false"


FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\u2060\u200d=1",
    "\u202e=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20SUM(1)", "\ufe661", "x;=1", "x; \u200b=cmd|' /C calc'!A0",
    "x\t@SUM(1)", "x\n=1", "x\r\n+1+1", "\U000e0041=1",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_no_cell_is_a_formula_whatever_a_spreadsheet_takes_for_the_end_of_a_cell(text: str) -> None:
    row = csv_row(["a", text]).decode()
    assert next(csv.reader(io.StringIO(row, newline="")))[0] == "a"
    for sign in ",;\t\n\r":
        for cell in row.split(sign):
            bare = unicodedata.normalize("NFKC", "".join(c for c in cell.strip('"') if is_seen(c)))
            assert not bare.startswith(("=", "+", "-", "@")), (sign, cell)


def is_seen(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Zs", "Zl", "Zp")


@pytest.mark.parametrize(
    "text", ["- a point of a list\n- another", "a; b - c", "3 - 1; twice", "it's = to that", "“=”"]
)
def test_prose_stays_as_it_is_behind_its_first_sign(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_row([f"x {text}"]).decode(), newline=""))
    assert row == [f"x {text}"]


def test_nothing_in_csv_or_json_commands_a_terminal() -> None:
    text = "a\x1b[31mb\x9b31mc\x7fd\u202ee\u2066f\u2028g\ud800h\U000e0041i\u200fj"
    row = csv_row([text]).decode()
    written = dumped({"text": text}, indent=None)
    for out in (row, written):
        assert not set(out) & set("\x1b\x9b\x7f\u202e\u2066\ud800")
    assert json.loads(written) == {"text": text}
    assert written.encode()


def test_offsets_give_the_words_beside_them() -> None:
    texts = {row["document"]: row["text"] for row in expected("documents")}
    checked = 0
    for row in expected("attributions"):
        for part in ("source", "cue", "content"):
            words = " … ".join(texts[row["document"]][start:end] for start, end in row[f"{part}_spans"])
            assert words == (row[f"{part}_words"] or "")
            checked += bool(words)
    assert checked > 15


def test_an_edge_row_says_who_took_what_from_whom_with_the_words() -> None:
    (edge,) = [
        row for row in expected("edges") if row["taker_label"] == "Hollow Times" and row["taken_kind"] == "document"
    ]
    assert edge["taken_label"] == "Tarn Post"
    assert edge["kind"] == "credit"
    assert "Tarn Post" in edge["evidence_words"]
    assert {c.name for one in TABLES for c in one.columns if c.kind is Kind.TEXT} >= {"evidence_words"}
