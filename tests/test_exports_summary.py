"""The sourcing summary, read back by a Markdown parser and by python-docx."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from markdown_it import MarkdownIt

from tests.export_build import findings, kept
from tests.ledger_build import MAYOR
from whosays.exports.base import exporter
from whosays.exports.summary import summary
from whosays.model.findings import Findings


def markdown(found: Findings | None = None) -> str:
    return b"".join(exporter("markdown").write(found or findings())).decode()


def word(found: Findings | None = None) -> Any:
    return docx.Document(io.BytesIO(b"".join(exporter("docx").write(found or findings()))))


def said_by_markdown(text: str) -> list[str]:
    """The texts of the blocks of a page, as a reader sees them."""
    tokens = MarkdownIt("commonmark").parse(text)
    return ["".join(c.content for c in t.children or ()) for t in tokens if t.type == "inline"]


def test_a_statement_has_its_source_line_grade_and_documents() -> None:
    told = summary(findings())
    (one,) = [s for s in told.statements if s.text == MAYOR]
    claim = next(c for c in findings().story.claims if c.text == MAYOR)
    assert claim.standing is not None
    assert one.grade.startswith(f"{claim.standing.credibility} (source reliability not rated: ")
    assert len(one.documents) == 2
    assert one.lines[0] == "Dated: 1 March 2031 to 2 March 2031."
    assert not any("“”" in line or len(line) > 400 for s in told.statements for line in s.lines)
    assert any(line.startswith("Rests on: ") and "Independent origins: " in line for line in one.lines)
    assert any(line.startswith("Hollow Times credits Tarn Post: “") for line in one.lines)
    denied = [line for s in told.statements for line in s.lines if " denies: “" in line]
    assert denied
    assert denied[0].startswith("Edda Marsh denies: “it did not break”")
    notes = " ".join(told.notes)
    assert (
        "Ida Falk, Jon Ask, “Weir breaks”, Tarn Post, dated 1 March 2031, 08:00 UTC, https://tarn.example/weir" in notes
    )
    assert "undated" in notes


def test_markdown_and_word_say_the_same() -> None:
    told = summary(findings())
    blocks = said_by_markdown(markdown())
    paragraphs = [p.text for p in word().paragraphs]
    for statement in told.statements:
        assert any(" ".join(statement.text.split()) in block for block in blocks)
        assert any(statement.text in paragraph for paragraph in paragraphs)
        for line in statement.lines:
            assert " ".join(line.split()) in blocks
            assert line in paragraphs
    headings = [p.text for p in word().paragraphs if p.style.name.startswith("Heading")]
    assert headings == [told.title, "Documents", "Signed"]
    assert [row.cells[0].text for row in word().tables[0].rows] == ["Reviewed by", "Date", "Signature"]


@pytest.mark.parametrize(
    "words",
    ["# not *a* heading", "- no list", "1. no list", "1) none", "<b>&amp;</b> [x](http://y)", "= `a` | b", "+ ~~x~~"],
)
def test_no_text_of_a_document_becomes_markup(words: str) -> None:
    found = findings()
    claims = (replace(found.story.claims[0], text=words), *found.story.claims[1:])
    page = markdown(replace(found, story=replace(found.story, claims=claims)))
    assert f"{words} " in " ".join(f"{block} " for block in said_by_markdown(page))
    kinds = {t.type for t in MarkdownIt("commonmark").parse(page)}
    assert "html_block" not in kinds
    children = [c.type for t in MarkdownIt("commonmark").parse(page) for c in t.children or ()]
    assert "link_open" not in children
    assert "html_inline" not in children


def test_a_decision_is_told_with_its_person(tmp_path: Path) -> None:
    assert "Decided by Ida Falk" in markdown(kept(tmp_path / "whosays.db"))


def test_control_characters_do_not_break_word() -> None:
    found = findings()
    claims = (replace(found.story.claims[0], text="bell\x07here"), *found.story.claims[1:])
    made = word(replace(found, story=replace(found.story, claims=claims)))
    assert any("bell�here" in p.text for p in made.paragraphs)
