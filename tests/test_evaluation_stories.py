"""How a labelled pile is scored: B³ by hand, and the events of a ledger that gets it one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whosays.cli import run
from whosays.evaluation.stories import b_cubed

WEIR = "The weir at Tarn Hollow broke on Sunday night and flooded forty houses in Lower Tarn, where nobody was warned."
MILL = "The paper mill at Skelby will close in March after ninety years, its owners told the workers."


def test_b_cubed_as_worked_out_by_hand() -> None:
    assert b_cubed("aabb", "xxyy") == (1.0, 1.0, 1.0)
    precision, recall, f1 = b_cubed("aaab", "xxyy")
    assert precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))
    assert b_cubed("", "") == (0.0, 0.0, 0.0)


def test_a_ledger_that_gets_them_one_by_one_is_scored_beside_all_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [
        (f"{outlet} reports. {text}", story) for outlet in ("Post", "Times") for text, story in ((WEIR, 1), (MILL, 2))
    ]
    wrong = [(MILL, 1)]  # labelled otherwise than it reads, so the figure cannot be whole
    lines = [json.dumps({"text": text, "story": story}) for text, story in texts + wrong]
    (tmp_path / "stories.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run(["evaluate", "stories", str(tmp_path), "--quick", "--one-by-one", "--format", "json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["one_by_one"]["events"] == figures["events"] == 2
    assert figures["one_by_one"]["b3"] == figures["b3"]
    assert figures["b3"]["precision"] == pytest.approx((1 + 1 + 2 / 3 + 2 / 3 + 1 / 3) / 5)
    assert run(["evaluate", "stories", str(tmp_path), "--quick"]) == 0
    assert "one_by_one" not in capsys.readouterr().out
