"""A house's own standards for drafts, and findings as SARIF, as a CMS's checks take them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import whosays.desk
from whosays.cli import run
from whosays.desk.checking import RULES
from whosays.desk.policy import Policy, read_policy
from whosays.errors import InputError

DRAFT = "The bridge at Marl\n\nIt cost 40 pounds. The bridge will close in May, Bo Rill said on Monday.\n"


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def policy(folder: Path, text: str) -> str:
    path = folder / "standards.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def findings(draft: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, Any]:
    capsys.readouterr()
    status = run(["check", str(draft), *more])
    return status, json.loads(capsys.readouterr().out)


def test_each_rule_is_told_once() -> None:
    folder = Path(whosays.desk.__path__[0])
    text = "".join((folder / name).read_text("utf-8") for name in ("checking.py", "held_against.py"))
    used = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', text)) - {"single-unnamed-source"}
    assert used == set(RULES)
    page = (Path(__file__).parents[1] / "docs" / "desk.md").read_text("utf-8")
    assert all(f"`{rule}`" in page for rule in RULES)


def test_a_policy_says_what_is_asked_and_for_what_to_fail(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, found = findings(draft, capsys, "--format", "json")
    assert (status, {one["rule"]: one["level"] for one in found}) == (
        3, {"number-without-whose": "warning", "office-missing": "warning"},
    )  # fmt: skip
    own = policy(tmp_path, '[rules]\noffice-missing = "off"\n')
    status, found = findings(draft, capsys, "--format", "json", "--policy", own)
    assert (status, [one["rule"] for one in found]) == (3, ["number-without-whose"])
    own = policy(tmp_path, 'fails = "error"\n[rules]\noffice-missing = "note"\n')
    status, found = findings(draft, capsys, "--format", "json", "--policy", own)
    assert (status, sorted(one["level"] for one in found)) == (0, ["note", "warning"]), "told, and no reason to fail"
    own = policy(tmp_path, 'fails = "error"\n[rules]\noffice-missing = "error"\n')
    assert findings(draft, capsys, "--format", "json", "--policy", own)[0] == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules = 3", "is no table"),
        ("[rules", "it is not TOML"),
        ('[rules]\nno-such = "off"', "no-such: there is no such rule"),
        ('[rules]\noffice-missing = "grave"', "office-missing: give one of error, warning, note, off"),
        ("[rules]\noffice-missing = []", "office-missing: give one of"),
        ('fails = "off"', "fails: give one of error, warning, note"),
        ("more = 1", "more: a policy has fails"),
        ("fails = [1]", "fails: give one of"),
    ],
)
def test_a_policy_that_cannot_be_used_says_why(draft: Path, tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        read_policy(Path(policy(tmp_path, text)))
    with pytest.raises(InputError, match="cannot be read"):
        read_policy(tmp_path / "none.toml")
    assert run(["check", str(draft), "--policy", policy(tmp_path, text)]) == 1


def test_findings_are_sarif(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = policy(tmp_path, '[rules]\noffice-missing = "error"\ntold-otherwise = "off"\n')
    status, found = findings(draft, capsys, "--format", "sarif", "--policy", own)
    assert (status, found["version"]) == (3, "2.1.0")
    (one,) = found["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == set(RULES) - {"told-otherwise"}
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (place,) = (location["physicalLocation"] for location in result["locations"])
        assert place["artifactLocation"]["uri"].endswith("/a%20draft.txt")
        region = place["region"]
        start = region["charOffset"]
        assert DRAFT[start : start + region["charLength"]] == region["snippet"]["text"]
    assert {r["ruleId"]: r["level"] for r in one["results"]} == {
        "number-without-whose": "warning", "office-missing": "error",
    }  # fmt: skip


def test_nothing_found_is_sarif_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "plain.txt"
    draft.write_text("The bridge at Marl is closed, the council's clerk, Bo Rill, said.\n", encoding="utf-8")
    status, found = findings(draft, capsys, "--format", "sarif")
    assert (status, found["runs"][0]["results"]) == (0, [])
    assert Policy().level("office-missing") == "warning"
