"""What a story shows first, on small piles of several kinds with look-alikes: who confirms, how many sources there are
at least, in which words it is told, and what must never stand in large type. ``story_first.jsonl`` has the piles, what
must come out, and why what is missed is missed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.test_story_kinds import marked
from whosays.model import Trace
from whosays.model.story import Story
from whosays.reading import read
from whosays.reports.story import report
from whosays.story import story
from whosays.trace import trace

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "story_first.jsonl").read_text(encoding="utf-8").splitlines()
]


def told(documents: dict[str, str]) -> tuple[Story, Sequence[Trace]]:
    traces = [trace(read(text.encode())) for text in documents.values()]
    return story(traces, paths=[f"{name}.txt" for name in documents]), traces


def changed(found: Story) -> set[tuple[str, str]]:
    paths = {document.id: Path(document.paths[0]).stem for document in found.documents}
    names = {node.id: paths[node.document] for node in found.nodes if node.document in paths}
    return {(names[drift.downstream], drift.kind.value) for claim in found.claims for drift in claim.drift}


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_an_editor_sees_first_what_is_so(case: dict[str, Any]) -> None:
    found, traces = told(case["documents"])
    first = found.claims[0]
    shown = " ".join(report(found, traces).split())
    given = {(answer.name or "", answer.response.value) for answer in first.responses}
    for who, how in case.get("answers", ()):
        assert any(re.search(who, name) and how == kind for name, kind in given), given
    assert {how for _, how in given}.isdisjoint(case.get("answers_not", ()))
    assert first.origins.least == case.get("least", 1)
    assert re.search(case.get("first", ""), first.text)
    assert "not_first" not in case or not re.search(case["not_first"], first.text)
    assert [words for words in case.get("says", ()) if not re.search(words, shown)] == []
    assert [words for words in case.get("says_not", ()) if re.search(words, shown)] == []
    if "drift" in case:
        expected = {(document, kind) for document, kind in case["drift"]}
        assert changed(found) == expected
