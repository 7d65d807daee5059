"""Findings to export, made of traces by hand: a rumour, an answer, a decision, a nested chain."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.ledger_build import MAYOR, MILL, OUTLETS, document, weir
from tests.sample import sample
from whosays.ledger import open_ledger
from whosays.model import Response, Trace
from whosays.model.findings import Findings, Maker
from whosays.story import story

MAKER = Maker("9.9.9", "0" * 64)


def traces() -> list[Trace]:
    """The traces that all tests of exports use."""
    return [
        weir(OUTLETS[0], MAYOR, published="2031-03-01T08:00:00+00:00", url="https://tarn.example/weir",
             title="Weir breaks", authors=("Ida Falk", "Jon Ask")),
        document(OUTLETS[1], (OUTLETS[0], MAYOR), published="2031-03-02", url="https://hollow.example/no-warning",
                 title="-Nobody was warned"),
        weir(OUTLETS[2], ("Edda Marsh", "it did not break", Response.DENY), published="2031-03-02T10:00:00Z"),
        document(OUTLETS[3], MILL),
        sample(),
    ]  # fmt: skip


@cache
def findings() -> Findings:
    """What is found in them."""
    given = traces()
    return Findings(tuple(given), story(given, paths=[f"{n}.txt" for n in range(len(given))]), MAKER)


def kept(path: Path) -> Findings:
    """The same out of a ledger, with a decision."""
    with open_ledger(str(path)) as ledger:
        for number, trace in enumerate(traces()):
            ledger.add_trace(trace, as_input=f"{number}.txt")
        ledger.decide("accept", ["k1"], who="Ida Falk", why="checked")
        return ledger.findings()
