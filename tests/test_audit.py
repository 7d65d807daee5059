"""Whom outlets, reporters and weeks quote: counted by naming, kind and reason; as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.desk_server import Browser, desk
from tests.ledger_build import MAYOR, MILL, WEIR, document
from tests.page import parse
from whosays.cli import run
from whosays.desk.auditing import By, Statement, Type, audit, chosen, statements
from whosays.errors import UsageError
from whosays.ledger import Ledger, open_ledger
from whosays.model import Naming, SourceKind, Trace
from whosays.model.trace import Basis, BasisKind


def told(outlet: str, *said: tuple[str, Naming, SourceKind, str], **about: Any) -> Trace:
    """A document in which each of some sources says a sentence."""
    made = document(outlet, *((name, words) for name, _, _, words in said), **about)
    sources = tuple(
        replace(source, naming=naming, kind=kind)
        for source, (_, naming, kind, _) in zip(made.sources, said, strict=True)
    )
    return replace(made, sources=sources)


@pytest.fixture
def pile() -> list[tuple[str, Trace]]:
    named = told(
        "Tarn Post",
        ("Edda Marsh", Naming.NAMED, SourceKind.PERSON, WEIR),
        ("The council", Naming.NAMED, SourceKind.ORGANIZATION, MAYOR),
        published="2031-03-04",
        authors=("Ida Falk",),
    )
    unnamed = told(
        "Tarn Post",
        ("an official", Naming.UNNAMED, SourceKind.PERSON, MILL),
        published="2031-03-12",
        authors=("Bo Rill",),
    )
    words = unnamed.document.text.index("mill")
    basis = (Basis(BasisKind.ANONYMITY, ((words, words + 4),)),)
    unnamed = replace(unnamed, sources=(replace(unnamed.sources[0], basis=basis, role="official"),))
    other = told("Hollow Times", ("A neighbour", Naming.ROLE, SourceKind.PERSON, WEIR))
    return [("d1", named), ("d2", unnamed), ("d3", other)]


def test_statements_are_those_of_the_documents(pile: list[tuple[str, Trace]]) -> None:
    found = list(statements(pile))
    assert [(s.document, s.name, s.type, s.words) for s in found] == [
        ("d1", "Edda Marsh", Type.NAMED_PERSON, len(WEIR.split())),
        ("d1", "The council", Type.NAMED_ORGANIZATION, len(MAYOR.split())),
        ("d2", "", Type.UNNAMED_PERSON, len(MILL.split())),
        ("d3", "", Type.UNNAMED_PERSON, len(WEIR.split())),
    ]
    assert [s.reason for s in found] == ["", "", "mill", ""]
    assert found[2].title == "official"
    assert [s.week for s in found] == ["2031-W10", "2031-W10", "2031-W11", "(not given)"]


def test_what_stands_in_anothers_words_is_the_others(pile: list[tuple[str, Trace]]) -> None:
    name, trace = pile[0]
    first, second = trace.attributions
    nested = replace(trace, attributions=(first, replace(second, parent=first.id)))
    assert [s.name for s in statements([(name, nested)])] == ["Edda Marsh"]


def test_an_outlet_is_a_row(pile: list[tuple[str, Trace]]) -> None:
    tarn, hollow = audit(statements(pile), By.OUTLET)
    assert (tarn.key, tarn.documents, tarn.statements, tarn.sources) == ("Tarn Post", 2, 3, 3)
    assert tarn.words == sum(len(words.split()) for words in (WEIR, MAYOR, MILL))
    assert tarn.naming == {Naming.NAMED: 2, Naming.UNNAMED: 1}
    assert (tarn.unnamed, tarn.unnamed_with_reason, round(tarn.unnamed_share, 2)) == (1, 1, 0.33)
    assert (hollow.unnamed, hollow.unnamed_share) == (0, 0.0)
    assert tarn.most_quoted[0] == ("Edda Marsh", len(WEIR.split()))


def test_reporters_and_weeks_are_rows_too(pile: list[tuple[str, Trace]]) -> None:
    assert [row.key for row in audit(statements(pile), By.AUTHOR)] == ["Ida Falk", "(not given)", "Bo Rill"]
    assert [row.key for row in audit(statements(pile), By.WEEK)] == ["(not given)", "2031-W10", "2031-W11"]
    assert [row.key for row in audit(statements(pile), By.DOCUMENT)] == ["d1", "d2", "d3"]


def test_some_of_it_can_be_asked_for(pile: list[tuple[str, Trace]]) -> None:
    every = list(statements(pile))
    names = lambda found: [s.document for s in found]  # noqa: E731
    assert names(chosen(every, "tarn post", None)) == ["d1", "d1", "d2"]
    assert names(chosen(every, None, "2031-03-11")) == ["d2"]
    with pytest.raises(UsageError, match="soon"):
        chosen(every, None, "soon")


@pytest.fixture
def held(tmp_path: Path, pile: list[tuple[str, Trace]]) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "whosays.db")) as ledger:
        for name, trace in pile:
            ledger.add_trace(trace, as_input=name)
        yield ledger


def test_the_terminal_tells_it_in_text_json_and_csv(
    held: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--ledger", str(tmp_path / "whosays.db")]
    assert run(["audit", *where]) == 0
    text = capsys.readouterr().out
    assert "Tarn Post: 3 statements in 2 documents" in text
    assert "33% unnamed, with a reason: 1 of 1" in text
    assert run(["audit", *where, "--format", "json", "--by", "week"]) == 0
    assert [row["statements"] for row in json.loads(capsys.readouterr().out)] == [1, 2, 1]
    assert run(["audit", *where, "--format", "csv", "--statements", "--output", str(tmp_path / "a.csv")]) == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8"))))
    assert list(rows[0])[:6] == ["article", "statement", "type", "name", "title", "justification"]
    assert {row["statement"] for row in rows} == {WEIR, MAYOR, MILL}
    assert run(["audit", *where, "--statements"]) == 2
    assert run(["audit", *where, "--since", "soon"]) == 2


def test_corrections_count(held: Ledger) -> None:
    held.correct("d2:a1", {"speaker": "Nils Orrin"}, who="Ida Falk", why="he said so")
    (row,) = (row for row in audit(statements(held.traces(10)), By.DOCUMENT) if row.key == "d2")
    assert row.naming == {Naming.NAMED: 1}
    assert isinstance(next(iter(statements(held.traces(1)))), Statement)


def test_the_page_has_bars_a_table_and_csv(held: Ledger) -> None:
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        page = parse(browser.get("/audit").text)
        assert len(page.all("svg")) == 2
        assert "Tarn Post" in page.one("table").text
        assert [r.attributes["class"] for r in page.all("svg")[0].all("rect")] == ["named", "unnamed"]
        answer = browser.get("/audit.csv", by="week")
        assert answer.headers["content-type"].startswith("text/csv")
        assert "2031-W10" in answer.text
        assert "Ida Falk" in browser.get("/audit.csv", statements="1").text
        assert browser.get("/audit", by="colour").status == 400
        assert browser.get("/audit", since="soon").status == 400
        assert "Nobody is quoted" in browser.get("/audit", outlet="none such").text
