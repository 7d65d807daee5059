"""Inputs of every kind, changed by chance: each ends in documents, problems or notes, in its time and memory.

``make fuzz`` reads others, and as many as there is time for; what it finds comes into ``FOUND``.
"""

from __future__ import annotations

import os
import random

import pytest

from tests import mutations

COUNT = int(os.environ.get("WHOSAYS_MUTATIONS", "200"))
FOUND: tuple[int, ...] = (6024, 7653, 7759, 9609, 9683)
"""Numbers of inputs that once were not read as they should be."""


def test_mutated_inputs_end_in_no_exception_and_no_process() -> None:
    start = random.SystemRandom().randrange(2**31) if "WHOSAYS_MUTATIONS" in os.environ else 0
    assert list(mutations.faults(start, COUNT)) == []


@pytest.mark.parametrize("number", FOUND)
def test_what_was_found_stays_mended(number: int) -> None:
    assert list(mutations.faults(number, 1)) == []


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
