"""The phrase tables: every row can be reached, none contradicts another, and a new one is one row in one file."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.test_project import PACKAGE, ROOT, parsed, script
from whosays.model import Document
from whosays.outlets import words_of_credit
from whosays.outlets.register import shipped
from whosays.outlets.words_of_credit import Phrase
from whosays.provenance.credits import credits

lint = script("lint_tables")


def test_every_row_can_be_reached_and_none_contradicts_another() -> None:
    assert lint.problems() == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([Phrase("from|by", ("name",)), Phrase("by", ("name",))], "credit 'by' (name) is never reached"),
        (
            [Phrase("cit(?:es|ed)", ("cue",)), Phrase("cited", ("cue",), strong=True)],
            "credit 'cited' (cue) contradicts",
        ),
        ([Phrase("per", ("name",), means=("hinted",))], "no meaning 'hinted'"),
        ([Phrase("per", ("behind",))], "no place 'behind'"),
        ([Phrase("per", ())], "stands nowhere"),
    ],
)
def test_a_row_of_credit_that_is_wrong_is_named(rows: list[Phrase], said: str) -> None:
    assert [said in one for one in lint.credits(rows)] == [True]


def test_rows_that_share_some_words_are_no_fault() -> None:
    rows = [Phrase("according to(?= reports)", ("name",)), Phrase("according to", ("name",), strong=True)]
    assert list(lint.credits(rows)) == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["deny", "den(?:y|ied|ies)"], ["confirm", "denied"]], "row 2 (confirm, 'denied') contradicts: row 1 (deny)"),
        ([["deny", "den(?:y|ied|ies)"], ["deny", "{not} denied"]], "row 2 (deny, '{not} denied') is never reached"),
        ([["none", "undeniably"], ["deny", "den(?:y|ied)"]], "row 1 (none, 'undeniably') is never reached"),
    ],
)
def test_a_row_of_responses_that_is_wrong_is_named(rows: list[list[str]], said: str) -> None:
    table = {"macros": {"not": "(?:not|never)"}, "family": [{"name": "denying", "trigger": "den", "rows": rows}]}
    (found,) = lint.responses(table)
    assert said in found


def test_words_made_from_a_pattern_fit_it() -> None:
    pattern = r"(?:was|is)? ?re-?ported (?:by|in)(?= the [A-Z]\w+)(?! Sun)"
    made = list(lint.samples(pattern))
    assert len(made) > 5
    assert all(re.search(pattern, words, re.IGNORECASE) for words in made)
    assert made == list(lint.samples(pattern))


# --- "per X" is one row in one file ----------------------------------------------------------------------------------


def again(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module as it would be loaded now."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


def test_a_new_row_credits_before_a_name_before_people_and_in_a_cue(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The bear was sold, on the word of the Holmgate Echo."
    assert credits(Document(text), shipped()) == []
    row = Phrase("on the word of", ("name", "cue", "people", "answer"), strong=True, means=("cites",))
    known = words_of_credit.rows()
    monkeypatch.setattr(words_of_credit, "rows", lambda: (*known, row))
    (found,) = again("whosays.provenance.credits", monkeypatch).credits(Document(text), shipped())
    assert (found.name, found.confidence, found.cited, found.told) == ("Holmgate Echo", 0.9, True, False)
    assert text[slice(*found.spans[0])] == "on the word of the Holmgate Echo"
    assert again("whosays.provenance.candidates", monkeypatch)._CITED.search("on the word of")
    assert again("whosays.provenance.hearing", monkeypatch)._LEADING.search("on the word of two officials")
    assert again("whosays.matching.answering", monkeypatch)._ATTRIBUTING.search("on the word of")


def test_no_other_file_says_by_which_words_an_outlet_is_credited() -> None:
    spelt = re.compile(r"according to|\b(?:citing|cites|crediting|courtesy of|h/t|hat tip)\b")
    for path in [*(PACKAGE / "provenance").rglob("*.*"), *(PACKAGE / "matching").rglob("*.*")]:
        if path.suffix not in {".py", ".toml"}:
            continue
        for words in strings(path):
            assert not spelt.search(words), f"{path.relative_to(ROOT)}: {words}"


def strings(path: Path) -> list[str]:
    """The strings of a module that are no docstrings; the lines of a table that are no comments."""
    if path.suffix == ".toml":
        return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    nodes = list(ast.walk(parsed(path)))
    docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs]


@pytest.mark.parametrize(
    "text",
    ["It fell by 40 per cent on the news site Dorvik Courier.", "9 per cent of one tech site Dorvik Courier."],
)
def test_what_only_looks_like_a_phrase_credits_nobody(text: str) -> None:
    assert credits(Document(text), shipped()) == []
