"""Coming again to an address: what did not change, what moved, how long to wait; and ways into the network, shut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.site import Handler, Site, serve
from whosays.errors import FetchError
from whosays.fetching import headers, robots
from whosays.fetching.exchange import Guard, Limits
from whosays.fetching.fetch import FEEDS, fetch, post
from whosays.fetching.headers import UNKNOWN, Version

FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title></channel></rss>'
NOW = datetime(2031, 3, 4, 12, 0, tzinfo=UTC)
QUICK = Limits(seconds=5, operation=2)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


def message(**fields: str) -> HTTPMessage:
    made = HTTPMessage()
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    return made


def conditional(handler: Handler) -> None:
    """A server that knows its versions."""
    if handler.headers.get("If-None-Match") == '"v1"' or handler.headers.get("If-Modified-Since"):
        handler.reply(304, Content_Length="")
    else:
        handler.reply(200, FEED, Content_Type="application/rss+xml", ETag='"v1"', Cache_Control="max-age=120")


def test_a_page_that_is_known_is_not_sent_again(site: Site) -> None:
    site.answers["/feed"] = conditional
    first = fetch(site.url("/feed"), guard=site.guard(), wanted=FEEDS, limits=QUICK)
    assert (first.version, first.unchanged, first.fresh_for) == (Version('"v1"', None), False, 120)
    again = fetch(site.url("/feed"), guard=site.guard(), wanted=FEEDS, known=first.version, limits=QUICK)
    assert (again.unchanged, again.body, again.version) == (True, b"", first.version)
    by_date = Version(None, "Tue, 04 Mar 2031 12:00:00 GMT")
    assert fetch(site.url("/feed"), guard=site.guard(), wanted=FEEDS, known=by_date, limits=QUICK).unchanged


def test_unchanged_is_no_answer_to_who_knows_nothing(site: Site) -> None:
    site.at("/feed", 304, Content_Length="")
    with pytest.raises(FetchError, match="status 304"):
        fetch(site.url("/feed"), guard=site.guard(), wanted=FEEDS, limits=QUICK)


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), "/1"), ((308, 301), "/2"), ((302,), None), ((302, 301), None), ((301, 302), "/1"), ((307,), None)],
)
def test_only_what_moved_for_good_is_told(site: Site, statuses: tuple[int, ...], moved: str | None) -> None:
    for step, status in enumerate(statuses):
        site.at(f"/{step}", status, Location=f"/{step + 1}")
    site.at(f"/{len(statuses)}", body=FEED, Content_Type="text/xml")
    page = fetch(site.url("/0"), guard=site.guard(), limits=QUICK)
    assert page.moved == (moved and site.url(moved))


def test_robots_txt_is_asked_once_where_it_is_kept(site: Site) -> None:
    rules: dict[str, str] = {}
    for path in ("/a", "/b"):
        site.at(path, body=FEED, Content_Type="text/xml")
        fetch(site.url(path), guard=site.guard(), rules=rules, limits=QUICK)
    assert site.asked == ["/robots.txt", "/a", "/b"]
    rules[site.url("")] = "User-agent: *\nDisallow: /"
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetch(site.url("/a"), guard=site.guard(), rules=rules, limits=QUICK)


def test_an_error_tells_its_status_and_when_to_come_again(site: Site) -> None:
    site.at("/busy", 429, Retry_After="90")
    with pytest.raises(FetchError) as caught:
        fetch(site.url("/busy"), guard=site.guard(), limits=QUICK)
    assert (caught.value.status, caught.value.retry_after) == (429, 90)
    site.at("/robots.txt", 503, Retry_After="30")
    with pytest.raises(FetchError) as caught:
        fetch(site.url("/busy"), guard=site.guard(), limits=QUICK)
    assert (caught.value.status, caught.value.retry_after) == (None, 30)


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"Retry_After": "120"}, 120),
        ({"Retry_After": " 0 "}, 0),
        ({"Retry_After": "-5"}, None),
        ({"Retry_After": "soon"}, None),
        ({}, None),
        ({"Retry_After": "999999999999"}, 366 * 86_400),
        ({"Retry_After": "Tue, 04 Mar 2031 12:01:00 GMT"}, 60),
        ({"Retry_After": "Tue, 04 Mar 2031 11:00:00 GMT"}, 0),
        # The server's clock is an hour behind ours: its own Date is what counts.
        ({"Retry_After": "Tue, 04 Mar 2031 11:01:00 GMT", "Date": "Tue, 04 Mar 2031 11:00:00 GMT"}, 60),
    ],
)
def test_retry_after(fields: dict[str, str], seconds: float | None) -> None:
    assert headers.retry_after(message(**fields), NOW) == seconds


@given(st.text(max_size=40))
def test_no_header_can_break_the_reading_of_it(value: str) -> None:
    made = HTTPMessage()
    for name in ("Retry-After", "Cache-Control", "ETag", "Last-Modified"):
        made._headers.append((name, value))  # type: ignore[attr-defined]
    after = headers.retry_after(made, NOW)
    assert after is None or 0 <= after <= 366 * 86_400
    assert headers.fresh_for(made) >= 0
    for sent in headers.version(made).conditions().values():
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", sent)
        assert sent.encode("latin-1")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("max-age=600", 600), ("public, Max-Age=60", 60), ("s-maxage=9", 0), ("no-cache", 0), ('max-age="5"', 5), ("", 0)],
)
def test_fresh_for(value: str, seconds: float) -> None:
    assert headers.fresh_for(message(Cache_Control=value)) == seconds


def test_a_version_that_cannot_be_sent_back_is_none() -> None:
    assert headers.version(message(ETag='"' + "x" * 2_000 + '"')) == UNKNOWN
    assert headers.version(message(ETag='"a\u20acb"')) == UNKNOWN


def test_crawl_delay() -> None:
    rules = "User-agent: *\nCrawl-delay: 5\nDisallow: /x\n\nUser-agent: whosays\nCrawl-delay: 0.5\n"
    rules += "User-agent: odd\nCrawl-delay: ages"
    assert [robots.delay(rules, agent) for agent in ("another", "whosays", "odd")] == [5, 0.5, 0]
    assert robots.delay("", "whosays") == 0


@pytest.mark.parametrize("kind", ["application/rss+xml", "application/feed+json", "text/html", "", "application/json"])
def test_feeds_come_under_many_media_types(site: Site, kind: str) -> None:
    site.at("/feed", body=FEED, Content_Type=kind)
    assert fetch(site.url("/feed"), guard=site.guard(), wanted=FEEDS, limits=QUICK).body == FEED


def test_a_picture_is_no_feed(site: Site) -> None:
    site.at("/feed", body=b"\x89PNG", Content_Type="image/png")
    with pytest.raises(FetchError, match="image/png"):
        fetch(site.url("/feed"), guard=site.guard(), wanted=FEEDS, limits=QUICK)


# --- messages --------------------------------------------------------------------------------------------------------


def test_a_message_is_posted_whole_and_no_redirect_is_followed(site: Site) -> None:
    site.at("/hook", 204)
    answer = post(site.url("/hook"), b"{}", {"X-Mark": "1"}, limits=QUICK, guard=site.guard())
    assert (answer.status, site.handler.posted) == (204, [b"{}"])
    assert site.asked == ["/hook"]
    assert site.handler.asked[0][1]["X-Mark"] == "1"
    site.at("/away", 307, Location="/hook")
    assert post(site.url("/away"), b"{}", {}, limits=QUICK, guard=site.guard()).status == 307
    assert site.asked == ["/hook", "/away"]


def test_a_message_into_the_network_is_refused(site: Site) -> None:
    with pytest.raises(FetchError, match="no public address"):
        post(site.url("/hook", "127.0.0.1"), b"{}", {}, limits=QUICK, guard=Guard())
    assert site.asked == []


# --- ways into the network -------------------------------------------------------------------------------------------


def test_a_host_of_ones_own_network_is_let_through_by_name_and_port_only(site: Site) -> None:
    site.at("/", body=FEED, Content_Type="text/xml")
    own = Guard(site.resolver, private=frozenset([("news.example", site.port)]))
    assert fetch(site.url("/"), guard=own, limits=QUICK).body == FEED
    # The same server by another name or by its address is still refused: somebody else may have named it.
    with pytest.raises(FetchError, match="no public address"):
        fetch(site.url("/", "127.0.0.1"), guard=own, limits=QUICK)
    site.at("/in", 302, Location=f"http://127.0.0.1:{site.port}/")
    with pytest.raises(FetchError, match="no public address"):
        fetch(site.url("/in"), guard=own, limits=QUICK)
    with serve() as other:
        site.at("/port", 302, Location=other.url("/"))
        with pytest.raises(FetchError, match="no public address"):
            fetch(site.url("/port"), guard=own, limits=QUICK)
        assert other.asked == []


def test_a_name_that_turns_inward_between_two_requests_is_refused(site: Site) -> None:
    """DNS rebinding: robots.txt comes from where the name pointed first; what it points to next is checked again."""
    site.at("/", body=FEED, Content_Type="text/xml")
    answers = iter([["127.0.0.1"], ["10.0.0.5"], ["127.0.0.1", "169.254.169.254"]])
    guard = Guard(lambda host, port, seconds: next(answers), allow=site.guard().allow)
    rules: dict[str, str] = {}
    for inward in (r"10\.0\.0\.5", r"169\.254\.169\.254"):
        with pytest.raises(FetchError, match=inward):
            fetch(site.url("/"), guard=guard, rules=rules, limits=QUICK)
    assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    "target",
    [
        "http://2130706433/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://127.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[::127.0.0.1]/",
        "http://[fe80::1]/",
        "http://0/",
        "http://localhost/",
        "http://169.254.169.254./",
    ],
)
def test_a_redirect_to_this_machine_in_disguise_is_refused(site: Site, target: str) -> None:
    from whosays.fetching.addresses import resolve

    site.at("/away", 301, Location=target)

    def lookup(host: str, port: int, seconds: float) -> list[str]:
        return ["127.0.0.1"] if host == "news.example" else resolve(host, port, seconds)

    guard = Guard(lookup, private=frozenset([("news.example", site.port)]))
    with pytest.raises(FetchError, match=r"no public address|not known|no valid host"):
        fetch(site.url("/away"), guard=guard, limits=QUICK)
    assert site.asked == ["/robots.txt", "/away"]
