"""Feeds that the desk watches: given on a page, asked while it is open, told how they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk_server import Browser, desk
from tests.page import parse
from tests.site import Site, serve
from whosays.errors import UsageError
from whosays.ledger import Ledger, open_ledger
from whosays.server.state import State

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tarn Post</title><item>
<title>Mill to close</title><link>https://tarn.example/mill</link><guid>m1</guid>
<description>The mill at Skelby will close in March, the owner, Ines Pell, said on Monday to the council.</description>
</item></channel></rss>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as made:
        yield made


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "w.db")) as ledger:
        yield ledger


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(State(tmp_path / "w.db.desk")) as made:
        yield made


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_feed_is_watched_for_as_long_as_the_desk_is_open(site: Site, held: Ledger, state: State) -> None:
    site.at("/feed", body=FEED.encode(), Content_Type="application/rss+xml")
    address = f"http://127.0.0.1:{site.port}/feed"
    with desk(held, state=state, private=[f"127.0.0.1:{site.port}"]) as door:
        browser = Browser(door)
        browser.enter()
        assert "No feed is watched yet." in browser.get("/watch").text
        for wrong in ("", "tarn.example", "file:///etc/passwd", "/etc/passwd"):
            assert browser.post("/watch", ("address", wrong)).status == 400
        assert browser.post("/watch", ("address", address)).status == 303
        assert browser.post("/watch", ("address", address)).status == 400, "it is watched already"
        until(lambda: held.stats()["documents"] == 1)
        until(lambda: "well" in parse(browser.get("/watch").text).one("tbody").text)
        gone = f"http://127.0.0.1:{site.port}/gone?key=secret"
        browser.post("/watch", ("address", gone))
        until(lambda: "404" in browser.get("/watch").text)
        assert "secret" not in browser.get("/watch").text
    asked = len(site.asked)
    with desk(held, state=state, private=[f"127.0.0.1:{site.port}"]) as door:
        browser = Browser(door)
        browser.enter()
        (first, second) = parse(browser.get("/watch").text).one("tbody").all("tr")
        assert (address in first.text, "404" in second.text) == (True, True), "it is taken up again"
        for end in ("f1", "f2"):
            assert browser.post("/watch", ("end", end)).status == 303
        assert browser.post("/watch", ("end", "f9")).status == 400
        assert "No feed is watched yet." in browser.get("/watch").text
    assert len(site.asked) <= asked + 1, "what was asked a moment ago waits its time"
    assert held.stats()["documents"] == 1


def test_a_feed_in_the_own_network_is_not_asked(site: Site, held: Ledger, state: State) -> None:
    with desk(held, state=state) as door:
        browser = Browser(door)
        browser.enter()
        browser.post("/watch", ("address", f"http://127.0.0.1:{site.port}/feed"))
        until(lambda: "never" not in parse(browser.get("/watch").text).one("tbody").text)
        assert "well" not in parse(browser.get("/watch").text).one("tbody").text
    assert site.asked == []


def test_what_another_watch_holds_is_told(held: Ledger, state: State) -> None:
    from whosays.watching.state import open_state

    assert state.watch is not None
    with open_state(state.watch), desk(held, state=state) as door:
        browser = Browser(door)
        browser.enter()
        browser.post("/watch", ("address", "https://tarn.invalid/feed"))
        until(lambda: "another whosays watch is using it" in browser.get("/watch").text)


def test_addresses_that_are_none_are_refused(held: Ledger) -> None:
    from threading import Lock

    from whosays.ledger import Options
    from whosays.server.feeding import Feeds

    feeds = Feeds(held, Options(), State(None), Lock())
    for address in ("http://", "https://user name@x y/", "http://[::1", "ftp://tarn.example/feed"):
        with pytest.raises(UsageError):
            feeds.add(address)
    assert feeds.all() == []
