"""A clock that was wrong for once does not date what comes after it, and what it dated is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.ledger_build import MILL, weir
from tests.ledger_stores import rows
from whosays.cli import run
from whosays.ledger import Ledger, draft

NOW = datetime(2021, 3, 1, 12, tzinfo=UTC)


class Clock(datetime):
    """What the clock of the machine says."""

    says = NOW

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return cls.says


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(draft, "datetime", Clock)
    monkeypatch.setattr(Clock, "says", NOW)
    return Clock


def times(ledger: Ledger) -> list[str]:
    return [time for (time,) in rows(ledger, "SELECT time FROM entries ORDER BY sequence")]


def test_one_entry_at_the_end_of_time_leaves_the_later_ones_their_own(
    ledger: Ledger, where: str, clock: type[Clock], capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.add_trace(weir("Tarn Post"), as_input="a", seen=NOW)
    clock.says = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    ledger.add_trace(weir("Hollow Times"), as_input="b", seen=NOW)
    clock.says = NOW + timedelta(hours=1)
    ledger.add_trace(weir("Upland Wire", MILL), as_input="c", seen=NOW)
    assert [time[:13] for time in times(ledger)] == ["2021-03-01T12", "9999-12-31T23", "2021-03-01T13"]
    assert ledger.verify() is None
    (odd,) = ledger.odd_times()
    assert odd.startswith("entry 2 is dated 9999-12-31")
    assert run(["verify", "--ledger", where]) == 0
    assert "Entry 2 is dated 9999" in capsys.readouterr().out
    then = ledger.claim("k1", as_of="2021-03-01T12:30:00Z")
    assert then is not None
    assert ledger.document("d3", as_of="2021-03-02") is not None


def test_a_clock_that_is_put_back_a_little_does_not_turn_the_order(ledger: Ledger, clock: type[Clock]) -> None:
    ledger.add_trace(weir("Tarn Post"), as_input="a", seen=NOW)
    clock.says = NOW - timedelta(hours=3)
    ledger.add_trace(weir("Hollow Times"), as_input="b", seen=NOW)
    first, second = times(ledger)
    assert first == second


def test_a_clock_that_begins_at_1970_again_is_not_believed(ledger: Ledger, clock: type[Clock]) -> None:
    ledger.add_trace(weir("Tarn Post"), as_input="a", seen=NOW)
    clock.says = datetime(1970, 1, 1, tzinfo=UTC)
    ledger.add_trace(weir("Hollow Times"), as_input="b", seen=NOW)
    first, second = times(ledger)
    assert first == second
