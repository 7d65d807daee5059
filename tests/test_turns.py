"""What the same one says of a claim first, and otherwise later: told in order with its days, in every face."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk_server import Browser, desk
from tests.ledger_build import WEIR, weir
from tests.page import parse
from whosays.cli import run
from whosays.ledger import Ledger, open_ledger
from whosays.model import Naming, Response, record
from whosays.standing.turns import Said, turns

CANNOT, DENY, SILENT = Response.CANNOT_CONFIRM, Response.DENY, Response.NO_ANSWER
TOLD = "Bo Rill first could not confirm it (1 March 2031), later denied it (3 March 2031)."


def said(
    who: str,
    response: Response,
    published: str | None,
    document: str,
    *,
    house: str | None = None,
    naming: Naming = Naming.NAMED,
    start: int = 0,
) -> Said:
    return Said((who, house), naming, response, published, document, start)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param(
            [said("Bo Rill", DENY, "2031-03-03", "b"), said("Bo Rill", CANNOT, "2031-03-01", "a")], [TOLD], id="by day"
        ),
        pytest.param(
            [said("Bo Rill", DENY, "2031-03-03", "b"), said("Bo Rill", DENY, "2031-03-01", "a")], [], id="the same"
        ),
        pytest.param(
            [said("Bo Rill", DENY, None, "b"), said("Bo Rill", CANNOT, "2031-03-01", "a")],
            ["Bo Rill could not confirm it (1 March 2031); denied it (date unknown); which came first is not known."],
            id="no day",
        ),
        pytest.param(
            [said("Bo Rill", DENY, "2031-03-01", "b"), said("Bo Rill", CANNOT, "2031-03-01", "a")],
            ["Bo Rill could not confirm it (1 March 2031); denied it (1 March 2031); which came first is not known."],
            id="one day",
        ),
        pytest.param(
            [said("Bo Rill", DENY, "2031-03-01", "a", start=90), said("Bo Rill", CANNOT, "2031-03-01", "a", start=9)],
            ["Bo Rill first could not confirm it (1 March 2031), later denied it (1 March 2031)."],
            id="one document",
        ),
        pytest.param(
            [
                said("the Dale ministry", CANNOT, "2031-03-01", "a", naming=Naming.ROLE),
                said("Ada Venn", DENY, "2031-03-03", "b", house="Dale ministry"),
                said("Olga Senn", DENY, "2031-03-04", "c"),
            ],
            ["The Dale ministry first could not confirm it (1 March 2031), Ada Venn later denied it (3 March 2031)."],
            id="a house and who speaks for it",
        ),
        pytest.param(
            [
                said("Ada Venn", CANNOT, "2031-03-01", "a", house="Dale ministry"),
                said("Olga Senn", DENY, "2031-03-03", "b", house="Dale ministry"),
            ],
            [],
            id="two of a house are two",
        ),
        pytest.param(
            [
                said("a source", CANNOT, "2031-03-01", "a", naming=Naming.UNNAMED),
                said("a source", DENY, "2031-03-03", "b", naming=Naming.UNNAMED),
            ],
            [],
            id="unnamed",
        ),
        pytest.param(
            [
                said("the spokesman", CANNOT, "2031-03-01", "a", naming=Naming.ROLE),
                said("the spokesman", DENY, "2031-03-03", "b", naming=Naming.ROLE),
            ],
            [],
            id="whose spokesman",
        ),
        pytest.param(
            [
                said("Bo Rill", SILENT, "2031-03-01T08:00:00+01:00", "a"),
                said("Bo Rill", CANNOT, "2031-03-01T12:00:00+01:00", "b"),
                said("Bo Rill", CANNOT, "2031-03-02", "c"),
                said("Bo Rill", DENY, "2031-03-03", "d"),
            ],
            [
                "Bo Rill first did not respond (1 March 2031, 08:00 (+01:00)), later could not confirm it "
                "(1 March 2031, 12:00 (+01:00)), later denied it (3 March 2031)."
            ],
            id="three",
        ),
        pytest.param(
            [
                said("Bo Rill", DENY, "2031-03-01", "a"),
                said("Bo Rill", CANNOT, "2031-03-02", "b"),
                said("Bo Rill", DENY, "2031-03-03", "c"),
            ],
            [
                "Bo Rill first denied it (1 March 2031), later could not confirm it (2 March 2031), later denied it "
                "(3 March 2031)."
            ],
            id="and back",
        ),
    ],
)
def test_answers_are_told_in_turn(given: list[Said], told: list[str]) -> None:
    assert [turn.text for turn in turns(given)] == told
    assert [turn.text for turn in turns(given[::-1])] == told, "however they came"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "w.db")) as ledger:
        ledger.add_trace(weir("Tarn Post"), as_input="a")
        ledger.add_trace(
            weir("Upland Wire", ("Bo Rill", "That is not so.", DENY), published="2031-03-03"), as_input="b"
        )
        ledger.add_trace(
            weir("Hollow Times", ("Bo Rill", "I cannot say.", CANNOT), published="2031-03-01"), as_input="c"
        )
        yield ledger


def test_every_face_tells_it(held: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = held.claim("k1")
    assert isinstance(claim, record.Claim)
    assert (claim.text, claim.turns) == (WEIR, (TOLD,))
    assert [(one.response, one.published) for one in claim.responses] == [
        ("cannot-confirm", "2031-03-01"),
        ("deny", "2031-03-03"),
    ], "in order"
    assert run(["show", "k1", "--ledger", str(tmp_path / "w.db")]) == 0
    out = capsys.readouterr().out
    assert f"    {TOLD}\n" in out
    assert "cannot-confirm, in d3, 2031-03-01" in out
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        section = next(s for s in parse(browser.get("/claims/k1").text).all("section") if "Answers" in s.text)
        assert TOLD in section.text
        assert "1 March 2031" in section.text
        assert TOLD in browser.get("/claims/k1/report").text
    target = tmp_path / "memo.docx"
    assert (
        run(["export", "--claim", "k1", "--to", "docx", "--output", str(target), "--ledger", str(tmp_path / "w.db")])
        == 0
    )
    from docx import Document as Word

    assert TOLD in "\n".join(paragraph.text for paragraph in Word(str(target)).paragraphs)


def test_one_answer_is_not_told_twice(held: Ledger) -> None:
    held.correct("d2:a1", {"answer": "cannot-confirm", "to": "c1"}, who="Ida Falk", why="it says so")
    claim = held.claim("k1")
    assert isinstance(claim, record.Claim)
    assert not claim.turns
