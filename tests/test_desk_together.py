"""Many at one desk: nothing that was answered for is lost, however many decide while others add; names are found."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.desk_server import Browser, desk
from tests.ledger_build import MAYOR, MILL, OUTLETS, WEIR, document, weir
from whosays.ledger import Ledger, open_ledger, speaking
from whosays.ledger.searching import Listed

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


def test_a_few_pages_are_made_at_a_time_and_whoever_decides_does_not_wait_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, most, go = [0], [0], Event()
    made = Ledger.claims

    def slow(ledger: Ledger, **asked: Any) -> list[Listed]:
        here[0] += 1
        most[0] = max(most[0], here[0])
        go.wait(20)
        here[0] -= 1
        return made(ledger, **asked)

    with open_ledger(str(tmp_path / "w.db")) as held, desk(held) as door:
        held.add_trace(document(OUTLETS[0], WEIR), as_input="a")
        first = Browser(door)
        first.enter()
        monkeypatch.setattr(Ledger, "claims", slow)
        with ThreadPoolExecutor(EDITORS) as pool:
            pages = [pool.submit(Browser(door, cookie=first.cookie).get, "/") for _ in range(EDITORS - 1)]
            while here[0] < 12:
                time.sleep(0.01)
            fields = (("verb", "accept"), ("names", "k1"), ("who", "Ines Pell"), ("why", "read"))
            assert Browser(door, cookie=first.cookie).post("/decide", *fields).status == 303
            go.set()
            assert {page.result().status for page in pages} == {200}
    assert most == [12]


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
