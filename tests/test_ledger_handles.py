"""Whatever the terminal shows of a ledger can be put right in the terminal, by the handle that stands beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ledger_build import MAYOR, WEIR, weir
from whosays.cli import run
from whosays.ledger import open_ledger
from whosays.model import Response

SIGNED = ["--who", "Ida Falk", "--why", "read again"]
# By what a handle stands for: what is put right of it, and what `show` has of that afterwards.
RIGHT = {
    "k": ["--words", "The weir gave way."],
    "d": ["--outlet", "Marl Post"],
    "a": ["--speaker", "Olga Senn"],
    "c": ["--certainty", "PS+"],
    "s": ["--naming", "role"],
}


@pytest.fixture
def where(tmp_path: Path) -> list[str]:
    path = str(tmp_path / "w.db")
    with open_ledger(path) as ledger:
        ledger.add_trace(weir("Tarn Post", ("Edda Marsh", MAYOR)), as_input="a")
        denies = ("Bo Rill", "That is not so.", Response.DENY)
        ledger.add_trace(weir("Hollow Times", denies, published="2031-03-03"), as_input="b")
    return ["--ledger", path]


def show(what: str, where: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(["show", what, *where]) == 0
    return capsys.readouterr().out


def handles(text: str) -> set[str]:
    return set(re.findall(r"\b(?:k\d+|d\d+(?::[acs]\d+)?)\b", text))


def said(text: str) -> list[str]:
    """Who says something, how named, what it does; the words may differ, for the text is read anew."""
    return re.findall(r"^    - (\[d\d+:a\d+\] [^“]*): “", text, re.MULTILINE)


def test_every_handle_that_is_shown_can_be_put_right_and_taken_back(
    where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    shown = {what: show(what, where, capsys) for what in ("k1", "k2", "d1", "d2", "Edda Marsh", "Bo Rill")}
    found = set().union(*map(handles, shown.values()))
    assert {re.sub(r"\d+", "", one.rpartition(":")[2]) for one in found} == set(RIGHT), "of each kind one"
    for number, handle in enumerate(sorted(found)):
        options = RIGHT[re.sub(r"\d", "", handle.rpartition(":")[2])]
        assert run(["correct", handle, *options, *SIGNED, *where]) == 0, (handle, capsys.readouterr().err)
        changed = "".join(show(what, where, capsys) for what in ("k1", "k2", "d1", "d2"))
        assert options[1] in changed, (handle, options)
        assert run(["undo", f"j{2 * number + 1}", *SIGNED, *where]) == 0
    left = {what: show(what, where, capsys) for what in ("d1", "d2")}
    for what, text in left.items():
        assert said(text) == said(shown[what]), "as it was"
    capsys.readouterr()
    assert run(["verify", *where]) == 0


def test_an_answer_is_put_right_by_its_handle(where: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = re.findall(r"\[(d\d+:a\d+)\] Bo Rill: deny", show("k1", where, capsys))
    assert run(["correct", answer, "--answer", "cannot-confirm", "--to", "k1", *SIGNED, *where]) == 0
    assert f"[{answer}] Bo Rill: cannot-confirm" in show("k1", where, capsys)
    assert run(["correct", answer, "--answer", "none", *SIGNED, *where]) == 0
    assert f"[{answer}]" not in show("k1", where, capsys)


def test_a_step_is_put_right_by_its_handle(where: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = show("k2", where, capsys)
    ((place, step),) = re.findall(r"(d\d+:c\d+): \[(d\d+:a\d+)\] Edda Marsh", text)
    assert run(["correct", place, "--chain", "none", *SIGNED, *where]) == 0
    assert f"{place}: in its own voice" in show("k2", where, capsys)
    assert run(["correct", place, "--chain", step.partition(":")[2], *SIGNED, *where]) == 0
    assert f"{place}: [{step}] Edda Marsh" in show("k2", where, capsys)
    assert WEIR not in show("k2", where, capsys)
