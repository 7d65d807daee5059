"""Inputs that hold many documents, on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.reading import FIXTURES
from whosays.cli import run
from whosays.errors import FetchError
from whosays.fetching import fetch as fetch_module
from whosays.model import Document, Trace


@pytest.fixture(autouse=True)
def _untraced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading is tested here, not tracing."""
    monkeypatch.setitem(
        sys.modules, "whosays.trace", SimpleNamespace(trace=lambda document: Trace(document), READS="en")
    )


def told(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = run([str(argument) for argument in arguments])
    return status, *capfd.readouterr()


def test_a_feed_gives_a_list_and_its_bad_entry_a_sentence_and_status_1(capfd: pytest.CaptureFixture[str]) -> None:
    feed = FIXTURES / "harbour.rss.xml"
    status, out, err = told(capfd, "trace", feed, "--format", "json")
    traces = json.loads(out)
    assert status == 1
    assert [t["document"]["title"] for t in traces] == ["Crane “unsafe”, inspector says", "Ferry late"]
    assert traces[0]["document"]["references"][0]["field"] == "source"
    assert traces[0]["document"]["dated"] == "feed"
    assert err == f"whosays: {feed} entry 3: it has no text\n"
    assert "S3CRET" not in out


def test_one_document_stays_one_object_and_one_of_many_is_a_list(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert isinstance(json.loads(told(capfd, "trace", FIXTURES / "ninjs3.json", "--format", "json")[1]), dict)
    path = tmp_path / "one.json"
    path.write_text('[{"text": "The ferry is late, she said."}]', encoding="utf-8")
    assert len(json.loads(told(capfd, "trace", path, "--format", "json")[1])) == 1


def test_what_loses_nothing_is_told_and_leaves_the_status(capfd: pytest.CaptureFixture[str]) -> None:
    path = FIXTURES / "bluesky-feed.json"
    status, out, err = told(capfd, "trace", path)
    assert status == 0
    assert "record 2 (quoted)" in out
    assert err == f"whosays: {path}: 1 post without text (a picture or the like) is no document\n"


def test_pages_are_fetched_where_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def fetch(address: str, **_: object) -> None:
        asked.append(address)
        raise FetchError(address, "there is no network")

    monkeypatch.setattr(fetch_module, "fetch", fetch)
    feed = FIXTURES / "quay.atom.xml"
    assert told(capfd, "trace", feed)[0] == 0
    assert asked == []
    status, out, _ = told(capfd, "trace", feed, "--pages", "--format", "json")
    assert (status, asked) == (0, ["https://quay.example/lamp"])
    assert "there is no network" in json.loads(out)[0]["document"]["warnings"][0]


def test_secrets_of_an_address_are_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    for address in ("https://me:pw7@[::1]/feed?token=S3CRET", "https://localhost:1/feed?api_key=S3CRET#sig=S3CRET"):
        status, out, err = told(capfd, "trace", address)
        assert status == 1
        assert err.count("\n") == 1
        assert "S3CRET" not in out + err
        assert "pw7" not in out + err


def test_a_story_of_an_export_names_its_messages(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, _ = told(capfd, "story", FIXTURES / "channel.telegram.json", "--format", "json")
    assert status == 1
    paths = [path for document in json.loads(out)["documents"] for path in document["paths"]]
    assert [path.rpartition(" ")[2] for path in paths] == ["2", "3", "4", "6", "7"]


def test_documents_of_a_trace_are_read_again(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    first = told(capfd, "trace", FIXTURES / "tide.feed.json", "--format", "json")[1]
    path = tmp_path / "traces.json"
    path.write_text(first, encoding="utf-8")
    assert json.loads(told(capfd, "trace", path, "--format", "json")[1]) == json.loads(first)
    documents = [Document.from_dict(trace["document"]) for trace in json.loads(first)]
    assert documents[0].references[0].field == "external_url"


def test_an_address_may_lead_to_a_feed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    content = (FIXTURES / "quay.atom.xml").read_bytes()

    def fetch(address: str, *, wanted: fetch_module.Wanted) -> fetch_module.Page:
        assert all(map(wanted.taken, ("text/html", "application/atom+xml", "application/feed+json", "application/pdf")))
        assert not wanted.taken("image/png")
        return fetch_module.Page(address, content, "application/atom+xml", None)

    monkeypatch.setattr(fetch_module, "fetch", fetch)
    status, out, err = told(capfd, "trace", "https://quay.example/feed?key=S3CRET", "--format", "json")
    assert (status, err) == (0, "")
    assert [trace["document"]["url"] for trace in json.loads(out)] == [
        "https://quay.example/lamp",
        "https://quay.example/plain",
    ]
    assert "S3CRET" not in out
