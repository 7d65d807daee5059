"""Notices on their way through a watch: in order, again and again until they are taken, and over the end of a run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.errors import WhosaysError
from whosays.fetching.hosts import Rules, Turns
from whosays.ledger import Change, ChangeKind, Proof
from whosays.reports.ledger import recorded_text
from whosays.watching.deliveries import FIRST_RETRY, LONGEST_RETRY, retry_in
from whosays.watching.hooks import Hooks
from whosays.watching.notices import TOLD, notice
from whosays.watching.polling import Poller
from whosays.watching.state import State, open_state
from whosays.watching.targets import Target
from whosays.watching.undelivered import Undelivered
from whosays.watching.watch import Plan, watch


@dataclass
class Shaky:
    """A target that refuses some notices, as often as it is told to."""

    name: str = "shaky"
    refusals: int = 0
    got: list[str] = field(default_factory=list)
    tried: int = 0

    def deliver(self, identifier: str, body: str) -> None:
        self.tried += 1
        if self.refusals:
            self.refusals -= 1
            raise Undelivered("no room")
        self.got.append(identifier)


def queue(state: State, *identifiers: str, targets: tuple[str, ...] = ("shaky",)) -> None:
    state.keep_notices(dict.fromkeys(identifiers, "{}"), targets, {})


def run(
    state: State, *targets: Target, once: bool = True, faster: float = 1.0, until: Callable[[], bool] = lambda: False
) -> list[str]:
    said: list[str] = []
    end = time.monotonic() + 10
    hooks = Hooks(lambda d, n, s: None, lambda: None, said.append, clock=lambda: time.monotonic() * faster)
    plan = Plan(targets=targets, once=once)
    poller = Poller(Turns(), Rules())
    watch(plan, state=state, poller=poller, hooks=hooks, stopped=lambda: until() or time.monotonic() > end)
    return said


def test_notices_go_out_in_order_and_each_once(tmp_path: Path) -> None:
    with open_state(tmp_path / "s") as state:
        queue(state, "n1", "n2")
        queue(state, "n2", "n3")
        target = Shaky()
        assert run(state, target) == []
        assert target.got == ["n1", "n2", "n3"]
        assert state.waiting() == {}


def test_a_notice_is_tried_again_until_it_is_taken_and_the_others_wait_behind_it(tmp_path: Path) -> None:
    with open_state(tmp_path / "s") as state:
        queue(state, "n1", "n2")
        target = Shaky(refusals=3)
        said = run(state, target, once=False, faster=100, until=lambda: len(target.got) == 2 and not state.waiting())
        assert target.got == ["n1", "n2"]
        assert target.tried == 5
        assert len(said) == 2  # said once, and once more when it is well again
        assert "no room" in said[0]
        assert "taken again" in said[1]


def test_what_is_not_delivered_waits_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with open_state(path) as state:
        queue(state, "n1", "n2")
        assert "next run" in run(state, Shaky(refusals=9))[0]
    with open_state(path) as state:
        other = Shaky("other")
        assert "2 notices wait for it" in run(state, other)[0]
        assert other.got == []
        target = Shaky()
        run(state, target)
        assert target.got == ["n1", "n2"]


def test_one_target_that_fails_does_not_keep_the_others_waiting(tmp_path: Path) -> None:
    with open_state(tmp_path / "s") as state:
        well, ill = Shaky("well"), Shaky("ill", refusals=99)
        queue(state, "n1", "n2", targets=("well", "ill"))
        run(state, ill, well)
        assert well.got == ["n1", "n2"]
        assert state.waiting() == {"ill": 2}


def test_a_fault_in_a_delivery_loses_nothing(tmp_path: Path) -> None:
    class Faulty(Shaky):
        def deliver(self, identifier: str, body: str) -> None:
            raise RuntimeError("boom")

    with open_state(tmp_path / "s") as state:
        queue(state, "n1")
        assert "should not" in run(state, Faulty())[0]
        assert state.waiting() == {"shaky": 1}


def test_notices_and_the_mark_are_kept_together(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with open_state(path) as state:
        assert state.mark("changes") is None
        state.keep_notices({"n1": "{}"}, ["a", "b"], {"changes": 7})
    with open_state(path) as state:
        assert state.mark("changes") == 7
        assert state.waiting() == {"a": 1, "b": 1}


@given(st.text(max_size=20), st.integers(0, 10_000))
def test_the_time_to_the_next_try_is_bounded(name: str, tries: int) -> None:
    assert FIRST_RETRY <= retry_in(name, tries) <= LONGEST_RETRY
    assert retry_in(name, tries) <= retry_in(name, tries + 1) * 1.1


# --- what a notice and a line say ------------------------------------------------------------------------------------

CHANGE = Change(
    ChangeKind.STANDING,
    "k4",
    "k4 “The gate stays shut”: its grade is now 4, was 6.",
    "6",
    "4",
    (Proof("d2", ((3, 9), (12, 20)), "it is not\x1b[31m so\u202e"), Proof("d1", ((0, 4),), "w" * 1_000)),
)


def test_a_notice_has_the_change_its_time_and_an_id_that_stays() -> None:
    made = notice(CHANGE, "2031-03-04T12:00:00Z", "desk.db")
    assert made == notice(CHANGE, "2031-03-04T12:00:00Z", "desk.db")
    assert made["schema"] == "whosays.notice/1"
    assert (made["kind"], made["claim"], made["before"], made["after"]) == ("standing", "k4", "6", "4")
    assert made["evidence"][0]["spans"] == [[3, 9], [12, 20]]
    others = {notice(CHANGE, "2031-03-04T12:00:01Z", "desk.db")["id"], notice(CHANGE, made["time"], "b.db")["id"]}
    assert len(others | {made["id"]}) == 3


def test_one_more_outlet_alone_is_no_news() -> None:
    assert {ChangeKind.STANDING, ChangeKind.ORIGINS, ChangeKind.RESPONSE, ChangeKind.CORRECTION} <= TOLD
    assert ChangeKind.RETRACTION in TOLD
    assert not TOLD & {ChangeKind.NEW_CLAIM, ChangeKind.APPEARANCE}


def test_the_line_on_the_terminal_is_readable_and_safe() -> None:
    first, *proofs = recorded_text(CHANGE, "2031-03-04T12:00:00.123Z")
    assert first == "2031-03-04 12:00  k4 “The gate stays shut”: its grade is now 4, was 6."
    assert len(proofs) == 2
    assert "d2" in proofs[0]
    assert "\x1b" not in proofs[0]
    assert "\u202e" not in proofs[0]
    assert len(proofs[1]) < 400


@pytest.mark.parametrize("number", [1, 2**63 + 5])
def test_stamps_of_any_inode_are_kept(tmp_path: Path, number: int) -> None:
    with open_state(tmp_path / "s") as state:
        state.keep_file("a.txt", (number, 5, 7))
        assert state.files() == {"a.txt": (number, 5, 7)}


def test_changes_that_another_command_made_are_told_while_nothing_comes(tmp_path: Path) -> None:
    told = [0]

    def tell() -> None:
        told[0] += 1
        if told[0] == 1:
            raise WhosaysError("desk.db: it is locked")

    said: list[str] = []
    end = time.monotonic() + 10
    hooks = Hooks(lambda d, n, s: None, tell, said.append)
    with open_state(tmp_path / "s") as state:
        watch(
            Plan(look=0.01),
            state=state,
            poller=Poller(Turns(), Rules()),
            hooks=hooks,
            stopped=lambda: told[0] >= 3 or time.monotonic() > end,
        )
    assert told[0] == 3
    assert said == ["desk.db: it is locked"]


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with open_state(tmp_path / "s") as state:
        state._db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(WhosaysError, match="cannot be written"):
            state.keep_notices({f"n{number}": "x" * 4_000 for number in range(50)}, ["a"], {})
        assert state.waiting() == {}
