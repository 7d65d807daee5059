"""A draft held against what the ledger has of the same speakers: what differs is asked about, what is the same is not,
and what could not be held against anything is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk_server import Browser, desk
from tests.page import parse
from whosays import trace
from whosays.cli import run
from whosays.desk.adding import About, given_text
from whosays.desk.checking import Checked, checked
from whosays.ledger import Ledger, open_ledger

REPORT = """\
Dam at Orrin is safe, company says

By Ada Quill

Nordwell Power has denied that the dam at Orrin is cracked. "There is no crack in the dam, and the pictures that are \
being passed around show another place," said the company's spokeswoman, Petra Voss, on Monday.

The Water Board could not confirm the damage. "We cannot confirm these accounts. We have had no notice from the \
company," said the head of the board, Olav Stenner.

"I heard it from my neighbour at the baker's," said Nils Hagen, who has farmed below the dam for twelve years.

Nordwell Power received 3.6 million crowns from the Valley Fund in 2029 on condition that it repaired the dam by 2031.

Mayor Una Crane confirmed that the school at Lower Orrin had been closed.
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path_factory.mktemp("check") / "w.db")) as ledger:
        ledger.add(given_text(REPORT, About(outlet="Orrin Post"), "x"), as_input="x")
        yield ledger


def of(held: Ledger, draft: str) -> Checked:
    return checked(trace(given_text(draft, About(), "the draft")), held)


def rules(held: Ledger, draft: str) -> list[str]:
    against = {"quotation-differs", "answer-differs", "told-otherwise", "number-differs"}
    return [one.rule for one in of(held, draft).findings if one.rule in against]


@pytest.mark.parametrize(
    "draft",
    [
        '"There is a crack in the dam, and the pictures are genuine," said the company\'s spokeswoman, Petra Voss.',
        '"There is no crack in the dam, and the pictures show another place," said the spokeswoman, Petra Voss.',
        "Petra Voss, a spokeswoman, said: “There was no crack in the dam.”",
        '"We confirm these accounts," said the head of the Water Board, Olav Stenner.',
        '"We cannot confirm these reports. We have had a notice from the company," Olav Stenner, the head, said.',
        '"I heard it from my brother at the baker\'s," said the farmer Nils Hagen.',
    ],
)
def test_a_quotation_that_differs_is_asked_about(held: Ledger, draft: str) -> None:
    found = of(held, draft)
    (one,) = (one for one in found.findings if one.rule == "quotation-differs")
    assert one.document == "d1"
    assert "Orrin Post" in one.text
    assert one.words in draft


@pytest.mark.parametrize(
    "draft",
    [
        '"There is no crack in the dam," said the company\'s spokeswoman, Petra Voss.',
        '"There is no crack in the dam, … the pictures … show another place," said the spokeswoman, Petra Voss.',
        '"We cannot confirm these accounts," said the head of the Water Board, Olav Stenner.',
        "“We have had no notice from the company”, Olav Stenner, head of the board, said.",
        '"I heard it from my neighbour at the baker’s," said the farmer Nils Hagen.',
        "Nordwell Power has denied that the dam at Orrin is cracked.",
        "The Water Board could not confirm the damage.",
        "Nordwell Power received 3.6 million crowns from the Valley Fund in 2029.",
    ],
)
def test_what_is_the_same_is_not(held: Ledger, draft: str) -> None:
    assert rules(held, draft) == []


@pytest.mark.parametrize(
    "draft",
    [
        "The Water Board denied the damage.",
        "The Water Board has confirmed the damage to the dam.",
        "Water Board denies that the dam at Orrin is cracked.",
        "Nordwell Power confirmed that the dam at Orrin is cracked.",
        "Nordwell Power could not confirm that the dam at Orrin is cracked.",
        "Mayor Una Crane denied that the school at Lower Orrin had been closed.",
    ],
)
def test_an_answer_of_another_kind_is_asked_about(held: Ledger, draft: str) -> None:
    assert "answer-differs" in rules(held, draft)


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("Nordwell Power received 6.3 million crowns from the Valley Fund in 2029.", ["number-differs"]),
        ("From the Valley Fund, Nordwell Power received 36 million crowns in 2029.", ["number-differs"]),
        ("Nordwell Power sold 6.3 million units of current last year in the south.", []),
        ("Nordwell Power received money from the Valley Fund.", []),
    ],
)
def test_another_figure_is_asked_about(held: Ledger, draft: str, found: list[str]) -> None:
    assert rules(held, draft) == found


def test_what_the_ledger_has_nothing_of_is_said_to_be_not_checked(held: Ledger) -> None:
    draft = (
        '"The road to the quay is under water," said the harbour master, Edda Marsh. "My sheep are all well and on the '
        'hill," said the farmer Nils Hagen. "There is no crack in the dam," said the spokeswoman, Petra Voss.'
    )
    found = of(held, draft)
    assert rules(held, draft) == []
    assert found.same == 1
    assert "Edda Marsh: nobody of this name speaks in the ledger." in found.unchecked
    assert any(one.startswith("“My sheep are all well") and "Nils Hagen" in one for one in found.unchecked)
    assert any("Whether anything is true" in one for one in found.unchecked)
    alone = checked(trace(given_text(draft, About(), "x")))
    assert "there is no ledger" in alone.unchecked[0]


def test_a_quotation_of_nobody_is_said_to_be_not_checked(held: Ledger) -> None:
    found = of(held, 'The road was shut on Monday. On a wall at the quay stood "The river belongs to all of us".')
    assert "“The river belongs to all of us”: nobody who is named was surely read as who says it." in found.unchecked


def test_who_somebody_is_may_stand_behind_the_name(held: Ledger) -> None:
    draft = '"I know the lock," said Ida Senn, who has kept it for nine years. "So do I," said Bo Rill.'
    asked = [one.words for one in of(held, draft).findings if one.rule == "office-missing"]
    assert asked == ["Bo Rill"]


def test_the_page_says_what_differs_and_what_was_not_checked(held: Ledger) -> None:
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        draft = (
            '"There is a crack in the dam," said Petra Voss. "The road to the quay is under water," said the harbour '
            "master, Edda Marsh."
        )
        answer = browser.post("/check", ("text", draft), ("title", ""))
        page = parse(answer.text)
        assert "The ledger has this of Petra Voss in other words" in page.text
        links = [a.attributes for a in page.one("main").all("a") if a.attributes["href"].startswith(("/doc", "/cla"))]
        assert "/documents/d1" in [one["href"] for one in links]
        assert {one.get("target") for one in links} == {"_blank"}, "the draft and what was found stay where they are"
        assert "Edda Marsh: nobody of this name speaks in the ledger." in page.text
        quiet = parse(browser.post("/check", ("text", "It rained at Orrin all day."), ("title", "")).text)
        assert "No rule has a question" in quiet.text
        assert "That does not mean that the draft is right" in quiet.text
        empty = browser.post("/check", ("text", " "), ("title", "Dam"))
        assert (empty.status, "Nothing was checked" in empty.text) == (400, True)
        assert 'value="Dam"' in empty.text


def test_the_terminal_says_so_too(
    held: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("The Water Board denied the damage.\n", encoding="utf-8")
    where = str(tmp_path / "w.db")
    with open_ledger(where) as other:
        other.add(given_text(REPORT, About(outlet="Orrin Post"), "x"), as_input="x")
    assert run(["check", str(path), "--ledger", where, "--format", "json"]) == 3
    shown = json.loads(capsys.readouterr().out)
    assert {(one["rule"], one.get("document")) for one in shown} >= {("answer-differs", "d1")}
    run(["check", str(path), "--ledger", where])
    assert "not checked: Whether anything is true" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("draft", "asked"),
    [
        ("The dam at Orrin is cracked.", True),
        ("The dam at Orrin is cracked, villagers said on Monday.", True),
        ("The dam at Orrin is not cracked.", False),
        ('"The dam at Orrin is not cracked," said the spokeswoman, Petra Voss.', False),
        ("Nordwell Power denied that the dam at Orrin is cracked.", False),
        ("The dam at Orrin is cracked, villagers said. Nordwell Power denies that the dam is cracked.", False),
    ],
)
def test_who_tells_the_denial_is_not_asked_about_it(tmp_path: Path, draft: str, asked: bool) -> None:
    with open_ledger(str(tmp_path / "w.db")) as ledger:
        report = (
            "The dam at Orrin is cracked, villagers said. Nordwell Power denied that the dam at Orrin is cracked.\n"
        )
        ledger.add(given_text(report, About(outlet="Orrin Post"), "x"), as_input="x")
        assert ("denied-in-ledger" in [one.rule for one in of(ledger, draft).findings]) is asked
