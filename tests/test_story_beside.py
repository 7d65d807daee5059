"""What a user knows of documents besides: dates and outlets from the command line or a table beside the files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whosays.cli import run
from whosays.desk.beside import Beside, beside
from whosays.errors import InputError, UsageError
from whosays.model import Dated, Document

TEXTS = {
    "one.txt": "The mill at Orlen is to become a prison, a surveyor told the Orlen Echo.",
    "two.txt": "Orlen's mill will become a prison, the Orlen Echo reports.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("called", ["one", "one.txt", "somewhere/one.txt"])
def test_a_document_is_called_by_its_path_or_its_files_name(called: str) -> None:
    known = beside([f"{called}=14 March 2025"], [f"{called}=Orlen Echo"])
    document = known.of("somewhere/one.txt", Document("A mill."))
    assert (document.published, document.dated, document.outlet) == ("2025-03-14", Dated.GIVEN, "Orlen Echo")
    assert known.unused(["somewhere/one.txt"]) == []


def test_of_whom_nothing_is_said_stays_as_it_is() -> None:
    document = Document("A mill.", published="2025-01-01", outlet="Tarn Post")
    assert Beside({"two": "2025-03-14"}).of("one.txt", document) == document


def test_an_option_goes_before_the_table(tmp_path: Path) -> None:
    table = tmp_path / "dates.csv"
    table.write_text("﻿File;Published;Outlet\none.txt;2025-03-14;Tarn Post\ntwo;;Upland Wire\n;2025-01-01;\n", "utf-8")
    known = beside(["one.txt=2025-03-15"], [], table)
    assert known.published == {"one.txt": "2025-03-15"}
    assert known.outlets == {"one.txt": "Tarn Post", "two": "Upland Wire"}


@pytest.mark.parametrize("option", ["2025-03-14", "=2025-03-14", "one=", "one=soon"])
def test_an_option_without_a_name_or_a_date_is_refused(option: str) -> None:
    with pytest.raises(UsageError, match="--published"):
        beside([option])


@pytest.mark.parametrize(
    ("text", "cause"),
    [("name,date\none,2025-03-14\n", "first line"), ("file,published\none,soon\n", "line 2: “soon” cannot be read")],
)
def test_a_table_that_cannot_be_used_says_why(tmp_path: Path, text: str, cause: str) -> None:
    table = tmp_path / "dates.csv"
    table.write_text(text, "utf-8")
    with pytest.raises(InputError, match=cause):
        beside(table=table)


def test_a_story_has_the_dates_and_outlets_it_is_given(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--published", "one=2025-03-14", "--outlet", "one=Orlen Echo", "--outlet", "three=Tarn Post"]
    assert run(["story", str(folder / "one.txt"), str(folder / "two.txt"), *given, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    dates = {Path(d["paths"][0]).name: (d["published"], d["outlet"]) for d in told["documents"]}
    assert dates == {"one.txt": ("2025-03-14", "Orlen Echo"), "two.txt": (None, None)}
    assert any("three" in warning for warning in told["warnings"])
    label = {node["id"]: node["label"] for node in told["graph"]["nodes"]}
    edges = {(label[e["from"]], label[e["to"]]) for e in told["claims"][0]["edges"]}
    assert ("two", "Orlen Echo") in edges


def test_an_unreadable_date_is_an_error_of_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["story", str(folder), "--published", "one=soon"]) == 2
    assert "--published one=soon" in capsys.readouterr().err
