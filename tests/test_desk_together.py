"""Many at one desk: nothing that was answered for is lost, however many decide while others add; names are found."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.desk_server import Browser, desk
from tests.ledger_build import MAYOR, MILL, OUTLETS, WEIR, document, weir
from whosays.ledger import open_ledger, speaking

EDITORS = 20


def test_editors_decide_while_documents_come_in(tmp_path: Path) -> None:
    path = str(tmp_path / "w.db")
    with open_ledger(path) as held, open_ledger(path) as other, desk(held) as door:
        for number, text in enumerate((WEIR, MILL, MAYOR)):
            held.add_trace(document(OUTLETS[number], text), as_input=str(number))
        first = Browser(door)
        first.enter()

        def decide(number: int) -> int:
            browser = Browser(door, cookie=first.cookie)
            fields = (("names", f"k{number % 3 + 1}"), ("who", f"Editor {number}"), ("why", "read"))
            return browser.post("/decide", ("verb", "accept"), *fields).status

        def add(number: int) -> int:
            other.add_trace(weir(f"Wire {number}", ("Ada Venn", f"{MAYOR} {number}")), as_input=f"more {number}")
            return 303

        with ThreadPoolExecutor(EDITORS + 1) as pool:
            decided = [pool.submit(decide, number) for number in range(EDITORS)]
            added = [pool.submit(add, number) for number in range(6)]
            assert {one.result() for one in (*decided, *added)} == {303}
        assert {one.who for one in held.decisions(100)} == {f"Editor {number}" for number in range(EDITORS)}
        assert held.stats()["documents"] == 9
        assert held.verify() is None


def test_who_speaks_is_found_by_a_name_or_a_part_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "_MOST_BLOCKS", 3)
    with open_ledger(str(tmp_path / "w.db")) as held, open_ledger(str(tmp_path / "w.db")) as other:
        held.add_trace(document("Tarn Post", ("Ada Venn", WEIR), ("Bo Venn", MILL)), as_input="a")
        assert held.speakers("ada  VENN") == ["Ada Venn"]
        assert held.speakers("venn") == ["Ada Venn", "Bo Venn"]
        assert [held.speakers(asked) for asked in ("ven", "v", "", "Ada Venn Bo", "%", "\n")] == [[]] * 6
        other.add_trace(document("Upland Wire", ("Venn", MAYOR)), as_input="b")
        assert held.speakers("venn") == ["Venn"], "what another process added is known, and the very name goes first"
        for number in range(5):
            other.add_trace(document("Mere Courier", (f"Una Crane{number}", MILL)), as_input=str(number))
            assert held.speakers(f"crane{number}") == [f"Una Crane{number}"]
        assert held.speakers("ada") == ["Ada Venn"]
