"""The two evaluations, on small data made here."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from whosays.errors import InputError
from whosays.evaluation import factuality, stance
from whosays.factuality.features import tokens
from whosays.factuality.learned import commitment, event


def words(text: str) -> list[str]:
    return [word for _, _, word in tokens(text)]


def estimate(text: str, target: str) -> float:
    cut = words(text)
    at = cut.index(target)
    return commitment(cut, at, at + 1)


def test_the_learned_estimate_tells_fact_from_the_rest() -> None:
    happened = estimate("The ferry sank off the coast on Sunday .", "sank")
    not_so = estimate("The ferry did n't sink off the coast on Sunday .", "sink")
    asked = estimate("Please sink the ferry before Sunday .", "sink")
    wished = estimate("They want to sink the ferry before Sunday .", "sink")
    assert happened > 1.5
    assert not_so < happened - 1
    assert max(asked, wished) < 0


def test_the_learned_estimate_reads_text_as_the_corpora_cut_it() -> None:
    assert words("They didn’t leave; I can't, he's 1,200 m off.") == [
        "They", "did", "n't", "leave", ";", "I", "ca", "n't", ",", "he", "'s", "1,200", "m", "off", ".",
    ]  # fmt: skip


def test_first_event_of_a_clause() -> None:
    assert event(["the", "mill", "has", "been", "sold"]) == 4
    assert event(["the", "mill", "burned", "down"]) == 2
    assert event(["a", "mill"]) is None


def write_targets(folder: Path) -> None:
    rows = [
        ("The barn burned down last night .", 2, 3.0),
        ("They did n't sell the barn .", 3, -2.5),
        ("She wants to sell the barn .", 3, -1.0),
        ("He bought a mill in May .", 1, 3.0),
    ]
    for name in factuality.SETS:
        (folder / name).mkdir()
        lines = [json.dumps({"text": t, "targets": [{"span1": [at, at + 1], "label": y}]}) for t, at, y in rows]
        (folder / name / "dev.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_factuality_figures(tmp_path: Path) -> None:
    write_targets(tmp_path)
    figures = factuality.evaluate(tmp_path)["uds"]
    assert figures["targets"] == 4
    assert figures["r"] > 0.8
    assert figures["mae"] < figures["median_mae"] == pytest.approx(2.375)


def test_factuality_without_data(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"dev\.jsonl"):
        factuality.evaluate(tmp_path)
    write_targets(tmp_path)
    (tmp_path / "uds" / "dev.jsonl").write_text("no json", encoding="utf-8")
    with pytest.raises(InputError, match="JSON"):
        factuality.evaluate(tmp_path)


REPLIES = [
    ("Where is your source for this?", 1),
    ("Do you have any proof?", 1),
    ("This is fake, it never happened.", 2),
    ("That is not true at all, a lie.", 2),
    ("Yes, police confirmed it now.", 0),
    ("Confirmed, I was there and saw it.", 0),
    ("My thoughts are with them.", 3),
    ("What a sad morning for the town.", 3),
]


def write_threads(folder: Path) -> None:
    """Four events, ten days apart, one thread each, with the same kinds of replies."""
    posts: dict[str, dict[str, object]] = {}
    trees: dict[str, object] = {}
    ids, labels = [], []
    for thread, place in enumerate(["bridge", "harbour", "market", "school"]):
        root = f"r{thread}"
        begun = thread * 10 * 86400.0
        posts[root] = {"text": f"BREAKING: the {place} has been closed after an explosion", "time": begun}
        ids.append(root)
        labels.append(0)
        tree: dict[str, object] = {}
        for number, (text, label) in enumerate(REPLIES):
            post = f"{root}-{number}"
            posts[post] = {"text": f"{text} #{place}", "time": begun + 60}
            tree[post] = []
            ids.append(post)
            labels.append(label)
        trees[root] = {root: tree}
    (folder / "posts.json").write_text(json.dumps(posts), encoding="utf-8")
    (folder / "structures.json").write_text(json.dumps(trees), encoding="utf-8")
    (folder / "post_id.txt").write_text("\n".join(ids), encoding="utf-8")
    (folder / "post_label.txt").write_text("\n".join(map(str, labels)), encoding="utf-8")


def test_stance_figures(tmp_path: Path) -> None:
    write_threads(tmp_path)
    figures = stance.evaluate(tmp_path)
    assert figures["posts"] == 36
    assert figures["replies"] == 32
    assert figures["events"] == 4
    assert sorted(event for fold in figures["folds"] for event in fold) == [0, 1, 2, 3]
    assert figures["macro_f1"] > 0.9
    assert figures["majority_macro_f1"] < 0.2
    assert figures == stance.evaluate(tmp_path)


def test_stance_without_data(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"posts\.json"):
        stance.evaluate(tmp_path)
    write_threads(tmp_path)
    (tmp_path / "structures.json").write_text('{"unknown": {}}', encoding="utf-8")
    with pytest.raises(InputError, match="reply trees"):
        stance.evaluate(tmp_path)


def test_events_are_cut_where_nothing_happens_for_days() -> None:
    day = 86400.0
    assert stance.event_of_threads({"a": 0.0, "b": 3 * day, "c": 9 * day}) == {"a": 0, "b": 0, "c": 1}


def test_no_event_is_in_two_folds() -> None:
    groups = np.array([0] * 50 + [1] * 30 + [2] * 20 + [3] * 10)
    folds = stance.split(groups)
    assert all(len(set(folds[groups == g].tolist())) == 1 for g in range(4))
    assert len(set(folds.tolist())) == 3
