"""A watch of feeds: against real servers on this machine that misbehave, with a list in the place of the ledger."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.site import Handler, Site, serve
from whosays.errors import InputError, WhosaysError
from whosays.fetching.exchange import Limits
from whosays.fetching.hosts import Rules, Turns
from whosays.ledger import Sight
from whosays.model import Document
from whosays.watching import polling
from whosays.watching.hooks import Hooks
from whosays.watching.polling import Poller, Source
from whosays.watching.schedule import DAY
from whosays.watching.state import open_state
from whosays.watching.watch import Plan, watch

WORDS = "The harbour office said on Monday that the {} gate will stay shut until the diver has been down."


def entry(number: int, text: str | None = None, **fields: str) -> dict[str, str]:
    return {
        "guid": f"tag:{number}",
        "link": f"https://quay.example/{number}",
        "title": f"Gate {number} stays shut",
        "description": text or WORDS.format(number),
        "pubDate": f"Mon, 03 Mar 2031 {number % 24:02}:00:00 +0100",
        **fields,
    }


def rss(*entries: dict[str, str]) -> bytes:
    """A feed, the last entry on top as feeds have it."""
    items = "".join(
        "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in fields.items()) + "</item>"
        for fields in reversed(entries)
    )
    head = "<title>The Quay</title><link>https://quay.example/</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


class Desk:
    """A watch that can be run again and again: its state, what it took in, what it said."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site = site
        self.path = folder / "desk.watch"
        self.taken: list[Document] = []
        self.said: list[str] = []
        self.failed = False
        self.now = 1_900_000_000.0
        self.limits = Limits(seconds=6, operation=0.8, size=300_000)
        self.refuse: Callable[[Document], WhosaysError | None] = lambda document: None

    def take(self, document: Document, sight: Sight) -> None:
        if error := self.refuse(document):
            raise error
        self.taken.append(document)

    def run(self, *addresses: str, pages: bool = False, **plan: Any) -> list[str]:
        """One round; the texts that it took in."""
        before = len(self.taken)
        self.said = []
        sources = [Source(a.replace("hush", "***"), a if "//" in a else self.site.url(a)) for a in addresses]
        hooks = Hooks(self.take, lambda: None, self.said.append, wall=lambda: self.now)
        poller = Poller(Turns(), Rules(), pages, self.site.guard(), self.limits, lambda s: None)
        with open_state(self.path) as state:
            watch(Plan(sources, **{"once": True, "look": 0.05, **plan}), state=state, poller=poller, hooks=hooks)
        self.failed = hooks.failed
        return [document.text for document in self.taken[before:]]


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    return Desk(site, tmp_path)


def feed(site: Site, path: str, *entries: dict[str, str], **headers: str) -> None:
    site.at(path, body=rss(*entries), **{"Content_Type": "application/rss+xml", **headers})


# --- what is new -----------------------------------------------------------------------------------------------------


def test_what_is_new_is_taken_in_once_and_the_oldest_first(desk: Desk, site: Site) -> None:
    feed(site, "/feed", entry(1), entry(2))
    assert [f" {n} gate" in text for n, text in enumerate(desk.run("/feed"), 1)] == [True, True]
    assert (desk.failed, desk.said) == (False, [])
    feed(site, "/feed", entry(1), entry(2), entry(3))
    (text,) = desk.run("/feed")
    assert " 3 gate" in text
    assert desk.taken[-1].identifier == "tag:3"
    assert desk.taken[-1].url == "https://quay.example/3"


def test_an_entry_that_was_changed_comes_again(desk: Desk, site: Site) -> None:
    feed(site, "/feed", entry(1), entry(2))
    desk.run("/feed")
    feed(site, "/feed", entry(1), entry(2, "Correction: the harbour office said that the second gate is open again."))
    (text,) = desk.run("/feed")
    assert "open again" in text


def test_a_server_with_versions_sends_nothing_twice(desk: Desk, site: Site) -> None:
    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"1"':
            handler.reply(304, Content_Length="")
        else:
            handler.reply(200, rss(entry(1)), Content_Type="text/xml", ETag='"1"')

    site.answers["/feed"] = answer
    assert len(desk.run("/feed")) == 1
    assert desk.run("/feed") == []
    assert site.handler.asked[-1][1]["If-None-Match"] == '"1"'
    assert desk.said == []


def test_a_server_that_says_unchanged_for_ever_hides_nothing_for_more_than_a_day(desk: Desk, site: Site) -> None:
    current = [rss(entry(1))]

    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match"):
            handler.reply(304, Content_Length="")
        else:
            handler.reply(200, current[0], Content_Type="text/xml", ETag='"1"')

    site.answers["/feed"] = answer
    assert len(desk.run("/feed")) == 1
    current[0] = rss(entry(1), entry(2))
    desk.now += DAY / 2
    assert desk.run("/feed") == []
    assert len(desk.run("/feed", refresh=True)) == 1, "asked for by hand"
    current[0] = rss(entry(1), entry(2), entry(3))
    assert desk.run("/feed") == []
    desk.now += DAY
    assert len(desk.run("/feed")) == 1, "once a day in any case"
    assert desk.run("/feed") == []
    assert desk.said == []


def test_robots_txt_is_obeyed_and_asked_once_a_day(desk: Desk, site: Site) -> None:
    site.at("/robots.txt", body=b"User-agent: *\nDisallow: /private", Content_Type="text/plain")
    feed(site, "/private/feed", entry(1))
    feed(site, "/feed", entry(2))
    assert len(desk.run("/private/feed", "/feed")) == 1
    assert "robots.txt" in desk.said[0]
    assert site.asked == ["/robots.txt", "/feed"]


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title><entry><id>tag:1</id>
<title>Gate 1 stays shut</title><link href="https://quay.example/1"/><updated>2031-03-03T01:00:00+01:00</updated>
<content type="text">The harbour office said on Monday that the 1 gate will stay shut.</content></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Quay",
    "items": [{"id": "tag:1", "url": "https://quay.example/1", "title": "Gate 1", "content_text": WORDS.format(1)}],
}
LINES = json.dumps({"text": WORDS.format(1), "url": "https://quay.example/1", "identifier": "tag:1"})


@pytest.mark.parametrize("body", [ATOM, json.dumps(JSON), LINES + "\n" + LINES.replace("tag:1", "tag:" + "2" * 5_000)])
@pytest.mark.parametrize("kind", ["application/octet-stream", "text/html"])
def test_whatever_holds_entries_can_be_watched(desk: Desk, site: Site, body: str, kind: str) -> None:
    site.at("/feed", body=body.encode(), Content_Type=kind)
    assert all(" 1 gate" in text for text in desk.run("/feed"))
    assert desk.taken[-1].identifier == "tag:1"
    count = len(desk.taken)
    site.at("/feed", body=body.encode() + b"\n", Content_Type=kind)
    assert desk.run("/feed") == []
    with open_state(desk.path) as state:
        assert len(state.entries("/feed")) == count
        assert all(len(key) < 400 for key in state.entries("/feed"))


def test_a_list_of_feeds_at_an_address_is_told(desk: Desk, site: Site) -> None:
    site.at("/list", body=b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', Content_Type="text/xml")
    assert desk.run("/list") == []
    assert "OPML" in desk.said[0]


# --- servers that misbehave ------------------------------------------------------------------------------------------


def stall(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(rss(entry(9))[:100])
    handler.wfile.flush()
    time.sleep(1)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (stall, "did not answer within"),
        (lambda h: time.sleep(1), "did not answer within"),
        (lambda h: h.reply(200, rss(entry(9)), Content_Type="text/xml", Content_Length="9000"), "cut"),
        (lambda h: h.reply(302, Location="/bad"), "redirected more than"),
        (lambda h: h.reply(200, gzip.compress(b" " * 3_000_000), Content_Encoding="gzip"), "larger than"),
        (lambda h: h.reply(200, b"no gzip", Content_Encoding="gzip"), "compression is broken"),
        (lambda h: h.reply(200, b"\x89PNG", Content_Type="image/png"), "image/png"),
        (lambda h: h.reply(200, b"", Content_Type="text/xml"), "no feed"),
        (lambda h: h.reply(500), "fault"),
        (lambda h: h.reply(404), "no such page"),
        (lambda h: h.reply(304, Content_Length=""), "status 304"),
        (lambda h: h.reply(302, Location="http://169.254.169.254/feed"), "no public address"),
        (lambda h: h.wfile.write(b"\x00\x01 no http\r\n\r\n") and None, "no valid HTTP"),
        (lambda h: h.reply(200, b"<html><title>Log in</title><p>Please log in to read.</p></html>"), "no feed"),
    ],
)
def test_a_feed_that_cannot_be_had_is_told_and_the_others_are_read(
    desk: Desk, site: Site, answer: Callable[[Handler], None], said: str
) -> None:
    site.answers["/bad"] = answer
    feed(site, "/feed", entry(1))
    texts = desk.run(site.url("/bad", "slow.quay.example"), "/feed")
    assert len(texts) == 1
    (sentence,) = desk.said
    assert said in sentence
    assert "slow.quay.example" in sentence
    assert "\n" not in sentence
    assert desk.failed
    asked = len(site.asked)
    assert desk.run(site.url("/bad", "slow.quay.example")) == []  # it is left alone for a while
    assert "not asked again" in desk.said[0]
    assert len(site.asked) == asked
    feed(site, "/bad", entry(2))
    desk.now += 3_600
    assert len(desk.run(site.url("/bad", "slow.quay.example"))) == 1
    assert "can be read again" in desk.said[0]


def test_a_server_that_asks_for_time_gets_it(desk: Desk, site: Site) -> None:
    site.at("/feed", 429, Retry_After="7200")
    desk.run("/feed")
    feed(site, "/feed", entry(1))
    desk.now += 7_000
    assert desk.run("/feed") == []
    desk.now += 300
    assert len(desk.run("/feed")) == 1


def test_a_web_page_is_told_with_its_feed(desk: Desk, site: Site) -> None:
    link = b'<link rel="alternate" type="application/rss+xml" href="/news.xml?a=1&amp;b=2">'
    site.at("/", body=b"<!doctype html><head>" + link + b"</head><p>News from the quay, every day.</p>")
    desk.run("/")
    assert site.url("/news.xml?a=1&b=2") in desk.said[0]


def test_a_feed_that_moved_for_good_is_asked_there(desk: Desk, site: Site) -> None:
    site.at("/old", 301, Location="/new")
    feed(site, "/new", entry(1))
    desk.run("/old")
    assert "moved for good" in desk.said[0]
    site.handler.asked.clear()
    desk.run("/old")
    assert (site.asked, desk.said) == (["/robots.txt", "/new"], [])
    site.at("/new", 404)
    desk.run("/old")
    feed(site, "/newest", entry(2))
    site.at("/old", 301, Location="/newest")
    desk.now += DAY
    assert len(desk.run("/old")) == 1


def test_a_feed_that_is_gone_is_left_for_a_month(desk: Desk, site: Site) -> None:
    site.at("/feed", 410)
    desk.run("/feed")
    assert "taken down" in desk.said[0]
    assert "30 days" in desk.said[0]
    site.handler.asked.clear()
    desk.now += 29 * DAY
    desk.run("/feed")
    assert site.asked == []
    desk.now += 2 * DAY
    feed(site, "/feed", entry(1))
    assert len(desk.run("/feed")) == 1


def test_a_broken_feed_is_salvaged_and_said_to_be_broken(desk: Desk, site: Site) -> None:
    broken = rss(entry(1), entry(2)).replace(b"</channel></rss>", b"<item><title>Half an")
    site.at("/feed", body=broken, Content_Type="application/rss+xml")
    assert len(desk.run("/feed")) >= 2
    assert desk.said
    assert desk.failed
    assert desk.run("/feed") == []
    assert desk.said == []  # said once


@pytest.mark.parametrize("jump", [-10 * DAY, 400 * DAY])
def test_a_clock_that_jumps_does_no_harm(desk: Desk, site: Site, jump: float) -> None:
    site.at("/feed", 500)
    desk.run("/feed")
    feed(site, "/feed", entry(1))
    desk.now += jump
    taken = desk.run("/feed")
    assert len(taken) == (jump > 0)
    desk.now += DAY
    assert len(taken) + len(desk.run("/feed")) == (1 if jump > 0 or desk.taken else 0)


# --- politeness ------------------------------------------------------------------------------------------------------


def test_there_is_one_connection_at_a_time_to_a_host(desk: Desk, site: Site) -> None:
    lock = threading.Lock()
    now: Counter[str] = Counter()
    most: Counter[str] = Counter()
    all_hosts = [0]

    def answer(handler: Handler) -> None:
        host = handler.headers["Host"]
        with lock:
            now[host] += 1
            most[host] = max(most[host], now[host])
            all_hosts[0] = max(all_hosts[0], sum(now.values()))
        time.sleep(0.05)
        with lock:
            now[host] -= 1
        handler.reply(200, rss(entry(1)), Content_Type="text/xml")

    addresses = []
    for host in ("a", "b", "c"):
        for number in range(2):
            site.answers[f"/{number}"] = answer
            addresses.append(site.url(f"/{number}", f"{host}.quay.example"))
    desk.run(*addresses)
    assert len(desk.taken) == 6
    assert max(most.values()) == 1
    assert all_hosts[0] > 1


def test_a_redirect_waits_for_its_host_too() -> None:
    turns = Turns()
    with turns("a.example", 1), pytest.raises(TimeoutError), turns("a.example", 0.05):
        pass
    with turns("a.example", 0.05), turns("b.example", 0.05):
        pass


def test_a_host_is_left_alone_for_as_long_as_its_robots_txt_asks() -> None:
    clock = [0.0]
    turns, rules = Turns(lambda: clock[0]), Rules(lambda: clock[0])
    rules["https://quay.example"] = "User-agent: *\nCrawl-delay: 20"
    rules["https://slow.example"] = "User-agent: *\nCrawl-delay: 90000"
    turns.rest("quay.example", rules.pause("https://quay.example"))
    assert (turns.wait("quay.example"), turns.wait("pier.example")) == (20, 0)
    clock[0] += 15
    assert turns.wait("quay.example") == 5
    assert rules.pause("https://slow.example") == 300
    clock[0] += DAY
    assert rules.get("https://quay.example") is None


# --- pages -----------------------------------------------------------------------------------------------------------

PAGE = """<!doctype html><html><head><title>{0}</title><meta property="og:site_name" content="The Quay"></head><body>
<article><h1>{0}</h1><p>The harbour office said on Monday that gate {1} will stay shut. "The diver has been down, and
the hinge is gone," the harbour master, Ilse Brandt, told The Quay.</p>
<p>The lock keeper said he could not confirm when it
would open again, and the shipping line that uses it most did not answer a request for comment.</p></article>
</body></html>"""


def page(site: Site, number: int) -> dict[str, str]:
    body = PAGE.format(f"Gate {number} stays shut", number).encode()
    site.at(f"/{number}.html", body=body)
    return entry(number, "In short.", link=site.url(f"/{number}.html"))


def test_the_page_behind_an_entry_is_taken_where_that_is_wanted(desk: Desk, site: Site) -> None:
    def sourced(*entries: dict[str, str]) -> None:
        source = b'<item><source url="https://pier.example/feed">The Pier</source>'
        site.at("/feed", body=rss(*entries).replace(b"<item>", source), Content_Type="application/rss+xml")

    sourced(page(site, 1), page(site, 2))
    texts = desk.run("/feed", pages=True)
    for document in desk.taken:
        assert [(r.relation.value, r.name) for r in document.references] == [("source", "The Pier")]
    assert all("hinge is gone" in " ".join(text.split()) for text in texts)
    assert [document.identifier for document in desk.taken] == ["tag:1", "tag:2"]
    assert desk.taken[0].published == "2031-03-03T01:00:00+01:00"
    sourced(page(site, 1), page(site, 2), page(site, 3))
    site.handler.asked.clear()
    assert len(desk.run("/feed", pages=True)) == 1
    assert site.asked == ["/robots.txt", "/feed", "/3.html"]


def test_a_page_that_cannot_be_had_is_tried_three_times_and_the_feed_stands_in(desk: Desk, site: Site) -> None:
    feed(site, "/feed", page(site, 1), page(site, 2), ETag='"1"')
    site.at("/2.html", 503)
    texts = desk.run("/feed", pages=True)
    assert ["hinge" in text for text in texts] == [True, False]
    assert "1 page behind it could not be had" in desk.said[0]
    for _ in range(4):
        desk.now += DAY
        assert not any("hinge" in text for text in desk.run("/feed", pages=True))
    assert site.asked.count("/2.html") == 3
    assert site.asked.count("/1.html") == 1


def test_a_page_inside_the_network_is_not_fetched(desk: Desk, site: Site) -> None:
    with serve() as inner:
        inner.at("/", body=PAGE.format("Secret", 7).encode())
        feed(site, "/feed", entry(1, link=inner.url("/", "127.0.0.1")), entry(2, link="http://169.254.169.254/latest"))
        texts = desk.run("/feed", pages=True)
        assert len(texts) == 2
        assert not any("hinge" in text for text in texts)
        assert inner.asked == []
    assert "no public address" in desk.said[0]


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_what_the_ledger_did_not_take_comes_again(desk: Desk, site: Site) -> None:
    feed(site, "/feed", entry(1), entry(2), entry(3), ETag='"1"')
    desk.refuse = lambda d: WhosaysError("desk.db: another writer has it") if d.identifier == "tag:2" else None
    assert len(desk.run("/feed")) == 1
    assert desk.failed
    assert len(desk.said) == 1  # a ledger that is not to be had is not asked for every entry
    desk.refuse = lambda document: None
    assert [f" {n} gate" in text for n, text in enumerate(desk.run("/feed"), 2)] == [True, True]


def test_a_document_that_cannot_be_used_is_said_and_not_tried_for_ever(desk: Desk, site: Site) -> None:
    feed(site, "/feed", entry(1), entry(2))
    desk.refuse = lambda d: InputError("feed entry 1", "it is too odd") if d.identifier == "tag:2" else None
    assert len(desk.run("/feed")) == 1
    assert "too odd" in desk.said[0]
    desk.refuse = lambda document: None
    assert desk.run("/feed") == []


def test_a_watch_that_is_cut_off_in_a_feed_takes_the_rest_next_time(desk: Desk, site: Site) -> None:
    feed(site, "/feed", *(entry(n) for n in range(1, 9)), ETag='"1"')

    class Killed(BaseException):
        pass

    def kill(document: Document) -> WhosaysError | None:
        if document.identifier == "tag:4":
            raise Killed
        return None

    desk.refuse = kill
    with pytest.raises(Killed):
        desk.run("/feed")
    desk.refuse = lambda document: None
    desk.run("/feed")
    # Some come twice, which changes nothing in a ledger; none is missing.
    assert {document.identifier for document in desk.taken} == {f"tag:{n}" for n in range(1, 9)}


def test_no_secret_of_an_address_is_stored_or_said(desk: Desk, site: Site) -> None:
    site.at("/feed", 301, Location="/new?token=hush")
    feed(site, "/new", entry(1))
    assert len(desk.run(site.url("/feed?token=hush"))) == 1
    site.at("/new", 500)
    desk.run(site.url("/feed?token=hush"))
    assert desk.said
    assert "hush" not in " ".join(desk.said)
    assert b"hush" not in desk.path.read_bytes()
    assert site.asked.count("/feed?token=hush") == 2


def test_two_watches_do_not_share_a_state(desk: Desk, tmp_path: Path) -> None:
    with open_state(desk.path), pytest.raises(WhosaysError, match="another whosays watch"), open_state(desk.path):
        pass
    other = tmp_path / "notes.txt"
    other.write_text("These are notes, and no state of a watch at all. " * 20, encoding="utf-8")
    with pytest.raises(WhosaysError, match="no file of a watch"), open_state(other):
        pass
    assert other.read_text(encoding="utf-8").startswith("These are notes")


def test_a_watch_goes_on_until_it_is_stopped(desk: Desk, site: Site) -> None:
    feed(site, "/feed", entry(1))
    polls = [0]
    end = time.monotonic() + 10
    hooks = Hooks(desk.take, lambda: None, desk.said.append, clock=lambda: time.monotonic() * 1_000)
    poller = Poller(Turns(), Rules(), False, site.guard())

    def stopped() -> bool:
        polls[0] = site.asked.count("/feed")
        if polls[0] == 2:
            feed(site, "/feed", entry(1), entry(2))
        return len(desk.taken) == 2 or time.monotonic() > end

    with open_state(desk.path) as state:
        source = Source("q", site.url("/feed"))
        watch(Plan([source], every=600.0), state=state, poller=poller, hooks=hooks, stopped=stopped)
    assert polls[0] >= 3
    assert len(desk.taken) == 2


def test_entries_that_left_the_feed_are_forgotten(desk: Desk, site: Site) -> None:
    feed(site, "/feed", *(entry(n) for n in range(1, 6)))
    desk.run("/feed")
    feed(site, "/feed", entry(5), entry(6))
    desk.run("/feed")
    with open_state(desk.path) as state:
        assert sorted(state.entries("/feed")) == ["tag:5", "tag:6"]


def test_what_is_said_can_be_put_on_one_line(desk: Desk, site: Site) -> None:
    site.at("/feed", 302, Location="http://10.0.0.1/\u2028a")
    desk.run("/feed")
    assert json.dumps(desk.said)
    assert all(len(sentence) < 500 for sentence in desk.said)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="its memory is measured in a process that it forks")
def test_a_feed_of_thousands_of_entries_is_bounded(desk: Desk, site: Site, tmp_path: Path) -> None:
    """The newest five thousand are taken in, once, and never do all of them wait in memory to be taken."""
    import resource

    entries = [entry(number) for number in range(5_100)]
    bodies = [rss(*entries, entry(5_100)), rss(*entries)]
    site.answers["/feed"] = lambda h: h.reply(200, bodies.pop(), Content_Type="application/rss+xml")
    feed(site, "/warm", entry(1))
    desk.limits, told = polling.LIMITS, tmp_path / "told.json"

    def work() -> None:
        desk.run("/warm")  # what is loaded once is not what is measured
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        desk.taken.clear()
        desk.run("/feed")
        more, said, started = (
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before,
            desk.said,
            time.process_time(),
        )
        ends = [desk.taken[0].identifier, desk.taken[-1].identifier]
        again = len(desk.run("/feed"))
        values = [len(desk.taken), ends, said, more / 1_024, again, time.process_time() - started]
        told.write_text(json.dumps(values), encoding="utf-8")

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(300)
    count, ends, said, megabytes, again, seconds = json.loads(told.read_text(encoding="utf-8"))
    assert (count, ends) == (5_001, ["tag:100", "tag:5099"])
    assert "more than 5,000 entries" in said[0]
    assert again == 1, "what is known is not taken in again"
    assert megabytes < 100
    assert seconds < 60, "CPU-seconds"
