"""Long texts are read in parts, and odd ones as if their runs of blanks were short; spans stay those of the text."""

from __future__ import annotations

import pytest

from whosays import parts
from whosays.model import Document, Trace
from whosays.model.wire.fitting import fitting
from whosays.trace import trace

STORY = (
    "The mill at Wick will shut in June, the reeve Una Vale said on Monday.\n\n"
    "“Nobody has bought the wheel,” Vale told the guild. The miller, Tom Rowe, denied that it was sold.\n\n"
)


def traced(text: str) -> Trace:
    return fitting(trace(Document(text, language="en")))


def test_a_text_of_usual_length_is_one_part_and_itself() -> None:
    document = Document(STORY * 20, language="en")
    (part,) = parts.parts(document)
    assert part.document is document


def test_parts_are_the_text_and_end_with_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LONGEST_WHOLE", 1_000)
    monkeypatch.setattr(parts, "PART", 500)
    text = STORY * 20
    document = Document(text, language="en", furniture=((0, 8), (len(text) - 6, len(text))))
    found = parts.parts(document)
    assert "".join(part.document.text for part in found) == text
    assert all(part.document.text.endswith("\n\n") or part.document.text.startswith("\n") for part in found[:-1])
    assert found[0].document.furniture == ((0, 8),)
    last = found[-1]
    assert last.there(last.document.furniture[-1]) == (len(text) - 6, len(text))


def test_a_long_text_is_read_in_parts_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LONGEST_WHOLE", 600)
    monkeypatch.setattr(parts, "PART", 400)
    text = STORY * 5
    found = traced(text)
    assert "in 3 parts" in found.warnings[-1] or "parts" in found.warnings[-1]
    vale = [s for s in found.sources if "Vale" in s.name]
    assert len(vale) == 1
    assert len(vale[0].mentions) > 4
    said = [a for a in found.attributions if found.document.quote(a.content).startswith("“Nobody has bought")]
    assert len(said) == 5
    assert len({a.id for a in found.attributions}) == len(found.attributions)
    for claim in found.claims:
        assert found.document.quote(claim.spans)[:9] == claim.text[:9]


@pytest.mark.parametrize("run", [" " * 90_000, "\n" * 3_000, " \n" * 3_000, "\t" * 300])
def test_runs_of_blanks_cost_and_change_nothing(run: str) -> None:
    plain, odd = (
        traced(STORY),
        traced(STORY.replace("\n\n", run + "\n\n") if "\n" not in run else STORY.replace("\n\n", run)),
    )
    assert [c.text for c in odd.claims] == [c.text for c in plain.claims]
    for claim in odd.claims:
        assert odd.document.quote(claim.spans) == claim.text


def test_a_word_without_end_is_cut_for_reading_only() -> None:
    found = traced(f"{STORY}{'x' * 60_000} said the reeve.\n\n{STORY}")
    assert found.document.text.count("x") >= 60_000
    assert any(c.spans[0][0] > 60_000 or c.spans[-1][0] > 60_000 for c in found.claims)
