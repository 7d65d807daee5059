"""RSS, Atom and JSON Feed: entries as documents, what they rest on, and feeds that are broken."""

# ruff: noqa: E501  (markup stands as it comes)
from __future__ import annotations

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.reading import FIXTURES, got, linked, referred
from whosays.errors import FetchError, InputError
from whosays.fetching.fetch import Page
from whosays.model import Dated, DocumentKind
from whosays.reading import documents, read

RSS = (FIXTURES / "harbour.rss.xml").read_bytes()
PAGE = (
    b"""<html><head><title>Crane</title><meta property="og:site_name" content="Herald Online"></head><body><article>
<h1>Crane is unsafe</h1>"""
    + b"<p>The crane is unsafe, the inspector said on Tuesday, and nobody may use it.</p>" * 20
)
PAGE += b"</article></body></html>"


def test_an_entry_of_rss_is_an_article_with_its_full_content() -> None:
    document = got("harbour.rss.xml").documents["entry 1"]
    assert document.kind is DocumentKind.ARTICLE
    assert document.text == (
        "Crane “unsafe”, inspector says\n\n"
        "The old crane on the east quay is unsafe, an inspector told the Evening Lantern.\n\n"
        "“We will not use it,” the harbour office said."
    )
    assert linked(document) == [("Evening Lantern", "https://lantern.example/crane")]
    assert (document.outlet, document.authors, document.topics) == (
        "Harbour Herald",
        ("Ida Falk",),
        ("Harbour", "Safety"),
    )
    assert (document.published, document.modified, document.dated) == ("2031-03-04T18:05:00+01:00", None, Dated.FEED)
    assert document.identifier == "herald.example#crane-17"
    assert referred(document) == [("source", "source", "Evening Lantern", "https://lantern.example/rss", None)]


def test_secrets_are_neither_kept_nor_told() -> None:
    for name in ("harbour.rss.xml", "quay.atom.xml", "tide.feed.json"):
        assert "S3CRET" not in repr(got(name).items)
        assert ":pw@" not in repr(got(name).items)


def test_a_summary_that_is_cut_says_so_and_an_empty_entry_is_a_problem() -> None:
    found = got("harbour.rss.xml")
    assert "only the beginning" in found.documents["entry 2"].warnings[0]
    assert found.problems == ["harbour.rss.xml entry 3: it has no text"]


def test_atom_keeps_zones_and_tells_what_an_entry_is_from() -> None:
    first, second = got("quay.atom.xml").documents.values()
    assert first.text == "Lamp & lens\n\nThe keeper says the lamp failed.\n\nNobody else saw it."
    assert (first.published, first.modified) == ("2031-03-04T22:15:00-05:00", "2031-03-05T09:00:00+00:00")
    assert referred(first) == [
        ("source", "source", "Coast Courier", "https://coast.example/", "tag:coast.example,2031:f"),
        ("via", "link rel=via", "Lamp blog", "https://blog.example/lamp", None),
        ("related", "link rel=related", None, "https://quay.example/lens", None),
    ]
    assert second.text == "Plain words\n\nFewer than 5 < 6 boats came, the mayor said."
    assert second.published == "2031-03-03T10:00:00+00:00"
    assert "only when it was last changed" in second.warnings[0]


def test_relative_addresses_are_those_of_the_feed() -> None:
    found = got("quay.atom.xml", url="https://quay.example/feed/atom")
    assert found.documents["entry 2"].url == "https://quay.example/plain"


def test_json_feed() -> None:
    found = got("tide.feed.json")
    first, second = found.documents.values()
    assert linked(first) == [("the Lantern", "https://lantern.example/dyke")]
    assert first.authors == ("Rhea Mott",)
    assert referred(first) == [("source", "external_url", None, "https://lantern.example/dyke?sig=***", None)]
    assert (second.authors, second.identifier) == (("Old Form",), "tide.example#2")
    assert "soon" in second.warnings[0]
    assert found.problems == ["tide.feed.json entry 3: it is no JSON object", "tide.feed.json entry 4: it has no text"]


def test_a_feed_is_many_documents() -> None:
    with pytest.raises(InputError, match="feed"):
        read(FIXTURES / "harbour.rss.xml")


# --- the pages behind ------------------------------------------------------------------------------------------------


def test_the_pages_behind_are_read_by_choice_and_stay_entries_of_the_feed() -> None:
    asked: list[str] = []

    def fetch(address: str) -> Page:
        asked.append(address)
        if "crane" in address:
            return Page(address, PAGE, "text/html", "utf-8")
        raise FetchError(address, "there is no such page (status 404)")

    found = got("harbour.rss.xml", fetch=fetch)
    assert asked == ["https://herald.example/crane?utm_source=rss&token=S3CRET", "https://herald.example/ferry"]
    first, second = found.documents.values()
    assert "nobody may use it" in first.text
    assert (first.outlet, first.published, first.dated) == ("Herald Online", "2031-03-04T18:05:00+01:00", Dated.FEED)
    assert first.identifier == "herald.example#crane-17"
    assert first.references[0].name == "Evening Lantern"
    assert "token=***" in (first.url or "")
    assert second.text.startswith("Ferry late")
    assert "status 404" in second.warnings[0]


# --- broken feeds ----------------------------------------------------------------------------------------------------


def test_a_feed_that_is_no_xml_is_salvaged_and_said_to_be_broken() -> None:
    broken = RSS.replace(b"<title>Ferry late</title>", b"<title>Ferry & late</title>").replace(b"<language>", b"")
    found = got(broken, "f")
    assert list(found.documents) == ["entry 1", "entry 2"]
    assert found.documents["entry 2"].title == "Ferry & late"
    assert any("broken" in note for note in found.notes)
    assert found.problems == ["f entry 3: it has no text"]


def test_a_feed_that_breaks_off_is_a_problem() -> None:
    cut = RSS[: RSS.index(b"passengers told")]
    found = got(cut, "f")
    assert found.documents["entry 2"].warnings[0] == "The feed breaks off here; the entry may be incomplete."
    assert "breaks off" in found.problems[-1]


def test_an_empty_feed_is_no_problem() -> None:
    found = got(b"<rss version='2.0'><channel><title>Nothing</title></channel></rss>")
    assert (found.documents, found.problems) == ({}, [])
    assert "no entries" in found.notes[0]


def test_entities_are_not_expanded_from_outside_or_without_end() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(8)
    )
    feed = b'<rss version="2.0"><channel><title>t</title><item><title>x &i; y</title></item></channel></rss>'
    assert len(repr(got(b"<?xml version='1.0'?>" + bomb + b"]>" + feed).items)) < 5_000
    outside = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + feed.replace(b"&i;", b"&x;")
    assert "localhost" not in repr(got(outside).items)


def whole(content: bytes) -> bool:
    """True for what is a whole feed still, if a smaller one: two entries grown into one are a loss nobody can see."""
    try:
        json.loads(content) if content.lstrip().startswith(b"{") else etree.fromstring(content)
    except (ValueError, etree.XMLSyntaxError):
        return False
    return True


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_mutilated_feed_raises_or_loses_in_silence(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["harbour.rss.xml", "quay.atom.xml", "tide.feed.json"]))
    content = (FIXTURES / name).read_bytes()
    start = data.draw(st.integers(60, len(content)))
    length = data.draw(st.integers(0, 400))
    content = content[:start] + data.draw(st.binary(max_size=6)) + content[start + length :]
    wanted = len(got(name).documents)
    items = list(documents(io.BytesIO(content), name="f"))
    if sum(item.document is not None for item in items) < wanted and not whole(content):
        assert any(item.problem or item.note for item in items)


def test_an_identifier_that_different_entries_share_is_nobodys() -> None:
    feed = b"""<rss version="2.0"><channel><title>The Quay</title><link>https://quay.example/</link>
    <item><guid>https://quay.example/</guid><title>The crane</title><description>It lifts again.</description></item>
    <item><guid>https://quay.example/</guid><title>The lamp is out</title><description>It failed.</description></item>
    <item><guid>tag:9</guid><title>The ferry</title><description>It is late.</description></item>
    <item><guid>tag:9</guid><title>The ferry</title><description>It is on time.</description></item>
    <item><guid>tag:10</guid><title>The tide</title><description>It is high.</description></item></channel></rss>"""
    items = [item for item in got(feed).items if item.document]
    names = [item.document.identifier or "" for item in items if item.document]
    assert len(set(names)) == 4
    assert all(name.startswith("https://quay.example/#") for name in names[:2])
    assert names[2] == names[3] == "tag:9"
    assert [item.entry for item in items] == [True, True, False, False, True]
    top = feed.replace(b"<item>", b"<item><guid>https://quay.example/</guid><title>New</title></item><item>", 1)
    again = [item.document.identifier for item in got(top).items if item.document]
    assert set(names) <= set(again), "what comes on top changes no identifier"


@pytest.mark.parametrize("address", ["https://[q/", "http://[::1", "//[", "https://tern.example:x/"])
def test_an_address_that_is_none_costs_no_entry(address: str) -> None:
    """Wherever it stands: in a JSON Feed, in RSS and Atom, in posts of Mastodon and an outbox."""
    words = "The warden of the salt works said that no shed had burnt."
    json_feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "home_page_url": address,
        "feed_url": address,
    }
    json_feed["items"] = [{"id": "1", "url": address, "external_url": address, "content_text": words}]  # type: ignore[assignment]
    item = f"<link>{address}</link><guid>{address}</guid><source url='{address}'>S</source><description>{words}</description>"
    rss = f"<rss version='2.0'><channel><title>T</title><link>{address}</link><item>{item}</item></channel></rss>"
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><id>{address}</id><entry><id>1</id><link href='{address}'/><summary>{words}</summary></entry></feed>"
    status = {"id": "1", "uri": address, "url": address, "created_at": "2030-06-01T05:10:00.000Z", "content": f"<p>{words}</p>",
              "account": {"acct": "mira", "url": address}, "in_reply_to_id": "7", "in_reply_to_account_id": "3", "visibility": "public"}  # fmt: skip
    note = {
        "type": "Create",
        "actor": address,
        "object": {"type": "Note", "id": address, "attributedTo": address, "content": words},
    }
    outbox = {"@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollection", "orderedItems": [note]}
    for source in (json_feed, rss.encode(), atom.encode(), [status], outbox):
        found = got(source)
        assert [words in document.text for document in found.documents.values()] == [True], (source, found)


@pytest.mark.parametrize(("site", "is_own"), [("Tarn Post", True), ("The Tarn Post", True), ("Salt News", False)])
def test_the_line_by_which_a_feed_names_itself_is_no_part_of_an_entry(site: str, is_own: bool) -> None:
    foot = f"The post Railway denies drone strike appeared first on {site}."
    feed = (
        "<rss version='2.0'><channel><title>Tarn Post</title><item><title>Railway denies drone strike</title><description>"
        f"&lt;p&gt;The railway has denied that drones hit the bridge.&lt;/p&gt;&lt;p&gt;{foot}&lt;/p&gt;</description></item></channel></rss>"
    )
    document = got(feed.encode()).only
    assert (foot in [document.text[a:b] for a, b in document.furniture]) is is_own
