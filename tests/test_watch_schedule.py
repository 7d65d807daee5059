"""When a feed is asked next: decisions without a network and without a clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.fetching.headers import UNKNOWN, Version
from whosays.watching.schedule import (
    DAY,
    GONE,
    LONGEST,
    Answer,
    Failed,
    Feed,
    Fresh,
    Gone,
    Unchanged,
    remaining,
    spread,
    worth_saying,
)
from whosays.watching.schedule import after as decide

FEED = Feed("https://quay.example/feed")
NOW = 1_900_000_000.0
MINUTES = 600.0
V1 = Version('"1"', None)

answers = st.one_of(
    st.builds(
        Fresh,
        st.just(V1),
        st.just("d"),
        st.none(),
        st.floats(0, 1e9),
        st.booleans(),
        st.none() | st.just("the XML is broken"),
    ),
    st.builds(Unchanged, st.none(), st.floats(0, 1e9), st.none() | st.just(V1)),
    st.builds(Failed, st.just("no answer"), st.none() | st.floats(0, 1e9)),
    st.builds(Gone, st.just("the page has been taken down")),
)


@given(st.lists(answers, max_size=60), st.floats(1, 10 * DAY))
def test_the_wait_is_bounded_whatever_comes(given_answers: list[Answer], every: float) -> None:
    feed = FEED
    for answer in given_answers:
        feed = decide(feed, answer, now=NOW, every=every)
        assert every <= feed.wait <= max(every, GONE if feed.gone else LONGEST)
        assert 0 <= remaining(feed, NOW + 5) <= feed.wait
    assert feed.gone == (bool(given_answers) and isinstance(given_answers[-1], Gone))


def test_failures_double_the_wait_up_to_a_day_and_one_answer_ends_it() -> None:
    feed, waits = FEED, []
    for _ in range(12):
        feed = decide(feed, Failed("no answer"), now=NOW, every=MINUTES)
        waits.append(feed.wait)
    for place, wait in enumerate(waits):
        assert min(MINUTES * 2**place, LONGEST) <= wait <= min(MINUTES * 2**place * 1.1, LONGEST)
    assert (feed.failures, feed.problem) == (12, "no answer")
    well = decide(feed, Unchanged(), now=NOW, every=MINUTES)
    assert (well.failures, well.problem) == (0, None)
    assert MINUTES <= well.wait <= MINUTES * 1.1


def test_a_server_may_ask_for_more_time_but_not_for_less() -> None:
    assert decide(FEED, Failed("busy", 7_200), now=NOW, every=MINUTES).wait == 7_200
    assert decide(FEED, Failed("busy", 1), now=NOW, every=MINUTES).wait >= MINUTES
    assert decide(FEED, Failed("busy", 9e9), now=NOW, every=MINUTES).wait == LONGEST
    assert decide(FEED, Unchanged(fresh_for=3_600), now=NOW, every=MINUTES).wait == 3_600


def test_the_version_is_kept_only_where_everything_was_taken_in() -> None:
    whole = decide(FEED, Fresh(V1, "d1"), now=NOW, every=MINUTES)
    assert (whole.version, whole.digest) == (V1, "d1")
    part = decide(whole, Fresh(Version('"2"'), "d2", whole=False), now=NOW, every=MINUTES)
    assert (part.version, part.digest) == (UNKNOWN, None)
    failed = decide(whole, Failed("no answer"), now=NOW, every=MINUTES)
    assert (failed.version, failed.digest) == (V1, "d1")


def test_where_a_new_address_fails_the_old_one_is_asked_again() -> None:
    moved = decide(FEED, Fresh(V1, "d", moved="https://new.example/feed"), now=NOW, every=MINUTES)
    assert moved.moved == "https://new.example/feed"
    assert decide(moved, Unchanged(), now=NOW, every=MINUTES).moved == "https://new.example/feed"
    assert decide(moved, Failed("no such host"), now=NOW, every=MINUTES).moved is None


def test_a_clock_that_jumps_costs_one_wait_at_most() -> None:
    feed = replace(FEED, polled=NOW, wait=MINUTES)
    assert remaining(feed, NOW + 100) == MINUTES - 100
    assert remaining(feed, NOW + 10 * DAY) == 0
    assert remaining(feed, NOW - 10 * DAY) == MINUTES
    assert remaining(FEED, NOW) == 0


def test_what_spreads_polls_is_the_same_every_time_and_differs_between_feeds() -> None:
    drawn = [spread(f"https://quay.example/{n}", 0, 100.0) for n in range(200)]
    assert drawn == [spread(f"https://quay.example/{n}", 0, 100.0) for n in range(200)]
    assert all(100 <= seconds <= 110 for seconds in drawn)
    assert max(drawn) - min(drawn) > 8


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([Fresh(V1, "d")], [None]),
        ([Failed("no answer"), Failed("no answer"), Unchanged()], ["no answer", None, "can be read again"]),
        ([Failed("no answer"), Failed("status 500")], ["no answer", "status 500"]),
        ([Gone("taken down"), Gone("taken down")], ["left out from now on", None]),
        ([Fresh(V1, "d", problem="broken"), Fresh(V1, "e", problem="broken"), Unchanged()], ["broken", None, None]),
        ([Fresh(V1, "d", problem="broken"), Fresh(V1, "e")], ["broken", "can be read again"]),
        ([Fresh(V1, "d", moved="https://n.example/"), Unchanged(moved="https://n.example/")], ["moved for good", None]),
    ],
)
def test_a_thing_is_said_once(answers: list[Answer], said: list[str | None]) -> None:
    feed = FEED
    for answer, expected in zip(answers, said, strict=True):
        before, feed = feed, decide(feed, answer, now=NOW, every=MINUTES)
        sentence = worth_saying(before, feed)
        assert (sentence is None) == (expected is None)
        if expected:
            assert sentence is not None
            assert expected in sentence
            assert sentence.startswith(FEED.name)
