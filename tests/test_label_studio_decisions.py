"""What people put right in Label Studio comes back into the ledger as decisions: whose, when, why."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sample import sample
from whosays.cli import run
from whosays.desk.putting_right import PutRight, put_right
from whosays.errors import InputError
from whosays.exports.base import exporter
from whosays.ledger import Ledger, open_ledger
from whosays.model import Trace


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "whosays.db")) as held:
        held.add_trace(sample(), as_input="sample.txt")
        yield held


def marked(ledger: Ledger) -> dict[str, Any]:
    """The task of the sample as Label Studio exports it, its prediction accepted as it was."""
    (task,) = json.loads(b"".join(exporter("labelstudio").write(ledger.findings())))
    result = copy.deepcopy(task.pop("predictions")[0]["result"])
    by = {"id": 4, "first_name": "Ida", "last_name": "Falk", "email": "ida@desk.example"}
    annotation = {"id": 3, "completed_by": by, "updated_at": "2031-03-04T10:00:00Z", "result": result}
    return {**task, "id": 7, "annotations": [annotation]}


def results(task: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = task["annotations"][0]["result"]
    return found


def chosen(task: dict[str, Any], anchor: str, name: str) -> dict[str, Any]:
    return next(r for r in results(task) if r.get("id") == anchor and r.get("from_name") == name)


def came_back(ledger: Ledger, tmp_path: Path, *tasks: dict[str, Any], **signed: str) -> list[PutRight]:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return list(put_right(ledger, path, **signed))


def held(ledger: Ledger) -> Trace:
    found = ledger.trace("d1")
    assert found is not None
    return found


def test_what_was_accepted_as_it_was_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    (found,) = came_back(ledger, tmp_path, marked(ledger))
    assert found == PutRight("task 7", "d1")
    assert ledger.decisions() == ()


def test_each_difference_is_a_decision_with_who_when_and_why(ledger: Ledger, tmp_path: Path) -> None:
    before = held(ledger)
    denied = next(a for a in before.attributions if a.response is not None and a.response.value == "deny")
    task = marked(ledger)
    chosen(task, f"{denied.id}-content-1", "response")["value"]["choices"] = ["query"]
    chosen(task, f"{denied.id}-content-1", "factuality")["value"]["choices"] = ["PS+"]
    (found,) = came_back(ledger, tmp_path, task, why="he only asks")
    assert set(found.written) == {f"d1:{denied.id} answer query", f"d1:{denied.id} certainty PS+"}
    assert found.left == ()
    after = held(ledger).attribution(denied.id)
    assert (after.response and after.response.value, after.factuality.value) == ("query", "PS+")
    for one in ledger.decisions():
        assert (one.verb, one.who) == ("correct", "Ida Falk")
        assert one.why == "he only asks (Label Studio, task 7, annotation 3, 2031-03-04)"
    assert came_back(ledger, tmp_path, task)[0].written == ()  # what is written down already is no difference
    ledger.undo(ledger.decisions(1)[0].decision, who="Jon Ask", why="it was a denial")
    assert len(came_back(ledger, tmp_path, task)[0].written) == 1


def test_another_speaker_comes_back_by_name_and_none_as_nobody(ledger: Ledger, tmp_path: Path) -> None:
    trace = held(ledger)
    several = [a for a in trace.attributions if a.source and trace.source_of(a)]
    one, two = several[0], next(a for a in several if a.source_id != several[0].source_id)
    other = trace.source_of(two)
    assert other is not None
    start, end = other.mentions[0]
    task = marked(ledger)
    region = next(r for r in results(task) if r.get("id") == f"{one.id}-source-1" and r["type"] == "labels")
    region["value"].update(start=start, end=end, text=trace.document.text[start:end])
    (found,) = came_back(ledger, tmp_path, task)
    assert f"d1:{one.id} speaker {other.name}" in found.written
    assert held(ledger).source_of(held(ledger).attribution(one.id)).name == other.name  # type: ignore[union-attr]
    task = marked(ledger)
    results(task)[:] = [r for r in results(task) if f"{two.id}-source-1" not in (r.get("id"), r.get("to_id"))]
    (found,) = came_back(ledger, tmp_path, task)
    assert f"d1:{two.id} speaker none" in found.written
    assert held(ledger).attribution(two.id).source_id is None


def test_what_an_answer_is_tied_to_comes_back(ledger: Ledger, tmp_path: Path) -> None:
    trace = held(ledger)
    claims = {claim.id for claim in trace.claims}
    said = next(a for a in trace.attributions if a.response and a.responds_to in claims)
    task = marked(ledger)
    ends = (f"{said.id}-content-1", said.responds_to)
    (tie,) = [r for r in results(task) if r["type"] == "relation" and (r["from_id"], r["to_id"]) == ends]
    other = next(claim.id for claim in trace.claims if claim.id != said.responds_to and claim.spans)
    tie["to_id"] = other
    (found,) = came_back(ledger, tmp_path, task)
    assert found.written == (f"d1:{said.id} to {other}",)
    assert held(ledger).attribution(said.id).responds_to == other
    results(task).remove(tie)
    (found,) = came_back(ledger, tmp_path, task)
    assert found.written == (f"d1:{said.id} to none",)
    assert held(ledger).attribution(said.id).responds_to is None


def test_what_stands_in_what_comes_back_as_a_chain(ledger: Ledger, tmp_path: Path) -> None:
    trace = held(ledger)
    claim = next(c for c in trace.claims if len(c.chain) > 1)
    task = marked(ledger)
    results(task)[:] = [r for r in results(task) if r.get("labels") != ["inside"]]
    (found,) = came_back(ledger, tmp_path, task)
    assert f"d1:{claim.id} chain {claim.chain[-1]}" in found.written
    assert next(c for c in held(ledger).claims if c.id == claim.id).chain == claim.chain[-1:]


def test_what_a_ledger_has_no_correction_for_is_told(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task = marked(ledger)
    gone = held(ledger).attributions[0].id
    results(task)[:] = [r for r in results(task) if not str(r.get("id", "")).startswith(f"{gone}-")
                        and not str(r.get("to_id", "")).startswith(f"{gone}-")
                        and not str(r.get("from_id", "")).startswith(f"{gone}-")]  # fmt: skip
    (found,) = came_back(ledger, tmp_path, task)
    assert "an attribution taken away" in found.left
    arguments = ["corrections", str(tmp_path / "export.json"), "--ledger", str(tmp_path / "whosays.db")]
    assert run(arguments) == 0
    assert "task 7 (d1): " in (out := capsys.readouterr().out)
    assert "not of a ledger: an attribution taken away" in out


def test_a_text_that_the_ledger_has_not_is_told(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    region = {"id": "r", "type": "labels", "from_name": "label", "to_name": "text",
              "value": {"start": 0, "end": 3, "text": "Ida", "labels": ["source"]}}  # fmt: skip
    strange = {"id": 9, "data": {"text": "Ida said so."}, "annotations": [
        {"id": 1, "completed_by": "Jon Ask", "result": [region]}]}  # fmt: skip
    assert came_back(ledger, tmp_path, strange) == [PutRight("task 9", None)]
    arguments = ["corrections", str(tmp_path / "export.json"), "--ledger", str(tmp_path / "whosays.db")]
    assert run(arguments) == 0
    assert capsys.readouterr().out == "task 9: the ledger holds no document with its text\n"


def test_nobody_signs_without_a_name_and_nothing_is_written_before_all_are_known(
    ledger: Ledger, tmp_path: Path
) -> None:
    named, numbered = marked(ledger), marked(ledger)
    said = held(ledger).attributions[0]
    chosen(named, f"{said.id}-content-1", "factuality")["value"]["choices"] = ["Uu"]
    numbered["id"] = 8
    numbered["annotations"][0]["completed_by"] = 4
    with pytest.raises(InputError, match=r"export\.json, task 8: does not say by name who annotated it; .* --who"):
        came_back(ledger, tmp_path, named, numbered)
    assert ledger.decisions() == ()
    came_back(ledger, tmp_path, named, numbered, who="Jon Ask")
    assert [one.who for one in ledger.decisions()] == ["Jon Ask", "Ida Falk"]


def test_regions_drawn_anew_say_nothing_of_what_was_not_chosen(ledger: Ledger, tmp_path: Path) -> None:
    task = marked(ledger)
    names = {r["id"]: f"new{n}" for n, r in enumerate(results(task)) if "id" in r}
    results(task)[:] = [r for r in results(task) if r["type"] in ("labels", "relation")]
    for one in results(task):
        for key in ("id", "from_id", "to_id"):
            if key in one:
                one[key] = names[one[key]]
    (found,) = came_back(ledger, tmp_path, task)
    assert found.written == ()
