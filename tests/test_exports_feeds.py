"""Claims as feeds: read by feedparser, and by whosays itself."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser

from tests.export_build import findings
from tests.ledger_build import MAYOR
from whosays.exports.base import exporter
from whosays.reading import documents


def written(name: str) -> bytes:
    return b"".join(exporter(name).write(findings()))


def test_feedparser_reads_every_claim() -> None:
    feed = feedparser.parse(written("atom"))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) == len(findings().story.claims)
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    (one,) = [entry for entry in feed.entries if entry.title == MAYOR]
    claim = next(c for c in findings().story.claims if c.text == MAYOR)
    assert claim.standing is not None
    assert claim.standing.summary in one.content[0].value
    assert "never whether it is true" in one.content[0].value
    assert {link.href for link in one.links} == {"https://tarn.example/weir", "https://hollow.example/no-warning"}
    assert one.updated == "2031-03-02T00:00:00Z"
    assert [e.updated for e in feed.entries] == sorted((e.updated for e in feed.entries), reverse=True)


def test_a_json_feed_says_the_same() -> None:
    feed = json.loads(written("jsonfeed"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    atom = {entry.id: entry for entry in feedparser.parse(written("atom")).entries}
    for item in feed["items"]:
        entry = atom[item["id"]]
        assert (item["title"], item["content_text"]) == (entry.title, entry.content[0].value)
        assert item["date_modified"] == entry.updated


def test_whosays_reads_its_own_feeds(tmp_path: Path) -> None:
    for name in ("atom", "jsonfeed"):
        path = tmp_path / f"claims.{name}"
        path.write_bytes(written(name))
        titles = [item.document.title for item in documents(str(path)) if item.document]
        assert MAYOR in titles
