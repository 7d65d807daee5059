"""Label Studio both ways: tasks that its SDK accepts, and corrections that come back as gold.

The SDK brings OpenCV and pandas: `make test-formats` installs it into an environment of its own and runs this file.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.export_build import findings
from tests.sample import TEXT, sample
from whosays.cli import run
from whosays.errors import InputError
from whosays.evaluation.gold import pair
from whosays.evaluation.label_studio import passages
from whosays.evaluation.passages import read_passages
from whosays.exports.base import exporter
from whosays.exports.labelstudio import config


def tasks() -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads(b"".join(exporter("labelstudio").write(findings())))
    return made


def accepted() -> dict[str, Any]:
    """The task of the sample, its prediction accepted as it is."""
    (task,) = [task for task in tasks() if task["data"]["text"] == TEXT]
    result = copy.deepcopy(task.pop("predictions")[0]["result"])
    return {**task, "id": 7, "annotations": [{"id": 1, "was_cancelled": False, "result": result}]}


def read(tmp_path: Path, *given: Any) -> list[dict[str, Any]]:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(list(given)), encoding="utf-8")
    return passages(path)


def test_the_interface_has_every_label_and_choice_that_is_used() -> None:
    tree = etree.fromstring(config())
    controls = {tag.get("name"): {child.get("value") for child in tag} for tag in tree if tag.get("toName") == "text"}
    relations = {tag.get("value") for tag in tree.iter("Relation")}
    assert b"".join(exporter("labelstudio").write(findings(), "config")).decode() == config()
    for task in tasks():
        for one in task["predictions"][0]["result"]:
            if one["type"] == "relation":
                assert set(one["labels"]) <= relations
            elif one["type"] in ("labels", "choices"):
                assert set(one["value"][one["type"]]) <= controls[one["from_name"]]


def test_the_sdk_accepts_interface_and_predictions() -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface", reason="make test-formats installs the SDK")
    made = interface.LabelInterface(config())
    made.validate()
    for task in tasks():
        assert made.validate_task({"data": task["data"]})
        for prediction in task["predictions"]:
            assert made.validate_prediction(prediction, return_errors=True) == []


def test_regions_are_the_words_they_stand_at() -> None:
    for task in tasks():
        for one in task["predictions"][0]["result"]:
            if one["type"] == "labels":
                value = one["value"]
                assert task["data"]["text"][value["start"] : value["end"]] == value["text"]


def test_a_prediction_that_is_accepted_is_gold_that_the_trace_meets(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    source = tmp_path / "export.json"
    source.write_text(json.dumps([accepted()]), encoding="utf-8")
    target = tmp_path / "gold" / "corrected.json"
    assert run(["evaluate", "label-studio", str(source), "-o", str(target)]) == 0
    (passage,) = read_passages(tmp_path / "gold")
    found = sample().attributions
    assert len(passage.attributions) == len(found)
    paired = pair(passage, sample())
    assert len(paired.pairs) + len(paired.loose) == len(found)
    for gold, said in ((passage.attributions[g], found[p]) for g, p in paired.pairs.items()):
        assert (gold.source, gold.cue, gold.content) == (said.source, said.cue, said.content)
        assert gold.response == (said.response.value if said.response else None,)
        assert gold.factuality == (said.factuality.value,)
        assert gold.channel == (said.channel,)
        parent = None if gold.parent is None else found[paired.pairs[gold.parent]].id
        assert parent == said.parent
        assert gold.agentless == (not said.source)


def test_a_correction_changes_the_gold(tmp_path: Path) -> None:
    task = accepted()
    result = task["annotations"][0]["result"]
    denied = next(r for r in result if r.get("from_name") == "response" and r["value"]["choices"] == ["deny"])
    denied["value"]["choices"] = ["query"]
    result[:] = [r for r in result if not (r.get("id") or "").startswith("a1-")]
    (passage,) = read(tmp_path, task)
    assert "query" in [a["response"] for a in passage["attributions"]]
    assert len(passage["attributions"]) == len(sample().attributions) - 1


def test_the_ground_truth_counts_and_what_was_skipped_does_not(tmp_path: Path) -> None:
    task = accepted()
    whole = task["annotations"][0]
    task["annotations"] = [
        {**whole, "id": 2, "ground_truth": True},
        {**whole, "id": 3, "result": [], "updated_at": "2031-01-01"},
        {**whole, "id": 4, "result": [], "was_cancelled": True},
    ]
    (passage,) = read(tmp_path, task, {"id": 8, "data": {"text": "x"}, "annotations": []})
    assert passage["attributions"]


def test_offsets_in_utf16_are_known_by_their_words(tmp_path: Path) -> None:
    text = "🦭 Ida Falk said so."
    region = {"id": "r", "type": "labels", "from_name": "label", "to_name": "text",
              "value": {"start": 3, "end": 11, "text": "Ida Falk", "labels": ["source"]}}  # fmt: skip
    (passage,) = read(tmp_path, {"id": 1, "data": {"text": text}, "annotations": [{"id": 1, "result": [region]}]})
    assert passage["attributions"][0]["source"] == ["Ida Falk"]


def annotated(**value: Any) -> dict[str, Any]:
    whole = {"start": 0, "end": 3, "text": "Ida", "labels": ["source"], **value}
    region = {"id": "r1", "type": "labels", "from_name": "label", "to_name": "text", "value": whole}
    return {"id": 5, "data": {"text": "Ida Falk said so."}, "annotations": [{"id": 1, "result": [region]}]}


@pytest.mark.parametrize(
    ("task", "cause"),
    [
        (annotated(text="Jon"), "task 5: region r1 says 'Jon', which is not what stands at 0 to 3"),
        (annotated(start=3, end=3), "task 5: region r1 has no span"),
        (annotated(end=2, text="Id"), "task 5: the words 'Id' at 0 are no whole words"),
        ({"id": 5, "annotations": [{"id": 1, "result": []}]}, "task 5: Object missing required field `data`"),
        ({"id": 5, "data": {"text": "x"}}, "holds no task that somebody has annotated"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(tmp_path: Path, task: Any, cause: str) -> None:
    with pytest.raises(InputError) as told:
        read(tmp_path, task)
    assert cause in str(told.value)
