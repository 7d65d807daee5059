"""What an editor wrote down of a story, against what whosays finds in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whosays.errors import InputError
from whosays.evaluation.editors import compare, evaluate, figures
from whosays.model import Document, Trace
from whosays.trace import trace

NOTES = Path(__file__).parent.parent / "benchmarks" / "editor_notes.json"
FIRST = "The harbour at Quellmouth will close on Friday, the Holmgate Echo reported, citing a port official."
SECOND = "A spokeswoman for the port, Ada Lund, denied that the harbour at Quellmouth will close on Friday."


@pytest.fixture(scope="module")
def traces() -> dict[str, Trace]:
    return {name: trace(Document(text, language="en")) for name, text in (("a", FIRST), ("b", SECOND))}


def noted(credit: str, answer: str) -> dict[str, object]:
    empty = {"credits": [], "may": [], "responses": []}
    return {
        "claim": "the harbour closes",
        "origins": [["port official"]],
        "same_words": [],
        "copies": [],
        "articles": {
            "a": {**empty, "credits": [{"to": [credit], "for": "the report"}], "may": ["official"]},
            "b": {**empty, "may": ["Lund"], "responses": [{"by": ["Lund"], "response": [answer], "about": "it"}]},
        },
    }


def test_what_the_notes_have_is_right_and_what_they_have_not_is_wrong(traces: dict[str, Trace]) -> None:
    lines = compare("x", noted("Holmgate Echo", "deny"), traces)
    assert {(line.sort, line.verdict) for line in lines} >= {("credits", "right"), ("answers", "right")}
    assert not [line for line in lines if line.verdict == "wrong"]
    other = compare("x", noted("Dorvik Courier", "confirm"), traces)
    assert {(line.sort, line.verdict) for line in other} >= {
        ("credits", "missing"),
        ("credits", "wrong"),
        ("answers", "missing"),
    }


def test_figures_are_counts_with_precision_and_recall(traces: dict[str, Trace]) -> None:
    made = figures(compare("x", noted("Holmgate Echo", "deny"), traces))["credits"]
    assert made == {"right": 1, "missing": 0, "wrong": 0, "precision": 1.0, "recall": 1.0}


def test_the_notes_hold_facts_of_twelve_stories_and_name_every_article_once() -> None:
    stories = json.loads(NOTES.read_text(encoding="utf-8"))["stories"]
    assert len(stories) == 12
    assert sum(len(story["articles"]) >= 6 for story in stories.values()) >= 6
    for story in stories.values():
        known = set(story["articles"])
        assert {a for group in (*story["same_words"], *story["copies"]) for a in group} <= known
        assert {d["article"] for d in story["drift"]} <= known


def test_notes_that_are_no_notes_are_named(tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("[]")
    (tmp_path / "stories.jsonl").write_text("")
    with pytest.raises(InputError, match=r"notes\.json"):
        evaluate(tmp_path / "notes.json", tmp_path)
