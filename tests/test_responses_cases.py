"""What sources do with claims, on sentences written for the project."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.weighed import weigh
from whosays.model import Attribution, Document, Spans
from whosays.responses import response_statements
from whosays.trace import trace

CASES = tomllib.loads((Path(__file__).parent / "responses_cases.toml").read_text(encoding="utf-8"))
MARKS = re.compile(r"[{}\[\]()]")


def marked(line: str) -> tuple[str, Attribution]:
    """A sentence without its marks, and the attribution they mark."""
    text, spans, opened = "", {"{": [], "[": [], "(": []}, 0
    kinds = {"}": "{", "]": "[", ")": "("}
    at = 0
    for mark in MARKS.finditer(line):
        text += line[at : mark.start()]
        at = mark.end()
        if mark.group() in spans:
            opened = len(text)
        else:
            spans[kinds[mark.group()]].append((opened, len(text)))
    text += line[at:]

    def role(kind: str) -> Spans:
        return tuple(spans[kind])

    return text, Attribution("a1", role("{"), role("["), role("("))


ATTRIBUTED = [(label, line) for label, lines in CASES.items() if label != "statements" for line in lines]


@pytest.mark.parametrize(("label", "line"), ATTRIBUTED, ids=[line for _, line in ATTRIBUTED])
def test_response_of_attribution(label: str, line: str) -> None:
    text, attribution = marked(line)
    (weighed,) = weigh(Document(text), (attribution,))
    assert (weighed.response.value if weighed.response else "none") == label


@pytest.mark.parametrize("case", CASES["statements"])
def test_response_statement_without_attribution(case: str) -> None:
    label, source, text = (part.strip() for part in case.split(" | ", 2)) if " |  | " not in case else (
        case.split(" | ")[0], "", case.split(" |  | ")[1]
    )  # fmt: skip
    document = Document(text)
    found = response_statements(document, ())
    if label == "none":
        assert [s.response for s in found] == []
        return
    assert [s.response.value for s in found if s.response] == [label]
    assert document.quote(found[0].source).rstrip(",") == source.rstrip(",")
    assert found[0].id == ""


def test_there_are_enough_cases() -> None:
    assert len(ATTRIBUTED) + len(CASES["statements"]) >= 180


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("The government says paying ransom to pirates only fuels more attacks but denied threatening the family.",
         "The government"),
        ("Officials say raising wages only fuels higher prices but deny planning a freeze.", "Officials"),
        ("The airline says flying over the gulf only costs more and denied that crews were tired.", "The airline"),
        ("Orrin Energy said in a statement that two workers were hurt and denied that the plant was understaffed.",
         "Orrin Energy"),
        ("The council said that the mayor had met the builder and denied taking money from him.", "the mayor"),
        ("Prosecutors said Hale took the money and denied it for weeks.", "Hale"),
    ],
)  # fmt: skip
def test_who_denies_behind_what_they_said(said: str, who: str) -> None:
    document = Document(f"The report appeared on Monday.\n\n{said}")
    made = trace(document)
    names = {source.id: source.name for source in made.sources}
    denied = [a for a in made.attributions if a.cue and document.text[slice(*a.cue[0])].startswith(("den", "Den"))]
    assert [names.get(a.source_id or "") for a in denied] == [who]
