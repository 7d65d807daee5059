"""Which licences pass, and that those of everything the package needs do."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "bill_of_materials.py"


@pytest.fixture(scope="module")
def bill() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bill_of_materials", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("words", "no"),
    [
        ("MIT", False),
        ("Apache-2.0 AND MIT", False),
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License v3", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("LGPL-3.0-only", False),
        ("MIT OR GPL-2.0", False),
        ("", True),
    ],
)
def test_licences(bill: ModuleType, words: str, no: bool) -> None:
    assert bill.refused(words) is no


def test_everything_that_is_needed_may_be_used(bill: ModuleType, tmp_path: Path) -> None:
    assert bill.main(["--json", str(tmp_path / "bill.json")]) == 0
    names = {c["name"] for c in json.loads((tmp_path / "bill.json").read_text(encoding="utf-8"))["components"]}
    assert {"whosays", "lxml", "onnxruntime", "trafilatura"} <= names
