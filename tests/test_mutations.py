"""Inputs of every kind, changed by chance: each ends in documents, problems or notes, in its time and memory.

``make fuzz`` reads others, and as many as there is time for; what it finds comes into ``tests/mutated``.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests import mutations

COUNT = int(os.environ.get("WHOSAYS_MUTATIONS", "200"))
FOUND = sorted((Path(__file__).parent / "mutated").iterdir())
"""Inputs that once were not read as they should be, kept as they were: a number means another as soon as there is one
more seed."""


def test_mutated_inputs_end_in_no_exception_and_no_process() -> None:
    start = random.SystemRandom().randrange(2**31) if "WHOSAYS_MUTATIONS" in os.environ else 0
    assert list(mutations.faults(start, COUNT)) == []


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_stays_mended(path: Path) -> None:
    assert mutations.fault(path.read_bytes()) is None


def test_the_same_number_is_the_same_input() -> None:
    before = [mutations.mutated(number) for number in range(30)]
    mutations.seeds.cache_clear()
    assert [mutations.mutated(number) for number in range(30)] == before
    assert len(set(before)) > 25


def test_an_exception_a_crash_and_a_loop_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The harness itself: what it is there to find, it finds, and goes on behind it."""

    def reading(content: bytes, name: str) -> object:
        if content == b"1":
            raise KeyError("nothing")
        if content == b"2":
            os._exit(7)
        if content == b"3":
            while True:
                pass
        return iter(())

    monkeypatch.setattr(mutations, "mutated", lambda number: str(number).encode())
    monkeypatch.setattr(mutations, "CPU_SECONDS", 0)
    monkeypatch.setattr("whosays.reading.documents", reading, raising=False)
    found = dict(mutations.faults(0, 6))
    assert sorted(found) == [1, 2, 3]
    assert "KeyError" in found[1]
    assert "the process ended" in found[2]
    assert "the process ended" in found[3]


def test_several_processes_read_each_number_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutations, "mutated", lambda number: str(number).encode())
    monkeypatch.setattr(mutations, "_IN_ONE", 4)
    monkeypatch.setattr(mutations, "_warm", lambda: None)
    monkeypatch.setattr(mutations, "fault", lambda content: content.decode() if int(content) % 3 == 0 else None)
    events = list(mutations._events(0, 30, 3, float("inf")))
    assert sorted(number for number, wrong in events if wrong) == list(range(0, 30, 3))
    assert sum(number for number, wrong in events if not wrong) == 30


def test_each_value_of_json_is_another_once() -> None:
    whole = [mutations.typed(number) for number in range(3 * len(mutations.VALUES))]
    assert len(set(whole)) > 0.9 * len(whole)
    seeds = {place[0] for place in mutations._places()}
    assert any(seed.startswith(b"window.YTD") for seed in seeds)
    assert any(b"<script" in seed for seed in seeds)
    assert any(seed.count(b"\n") > 1 and seed.startswith(b'{"') for seed in seeds)
