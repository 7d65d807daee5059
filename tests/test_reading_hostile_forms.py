"""Hostile inputs in the containers that were added last: what they hold stays bounded, told, and without power."""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.reading import got
from tests.warcs import http, page, record
from whosays.reading import warc

SAID = "The warden of the salt works said on Monday that no shed had burnt in the night, and that none would."
HTML = page("Smoke over the sheds", SAID).decode()
ADDRESSES = [
    "https://[q/", "http://a:99999999/", "javascript:alert(1)", "file:///etc/passwd", "https://", "//a", "https://a.example/\u202e\x1b[2J",
    "https://u:p@a.example/?token=abc", "https://" + "a" * 70_000, "http://169.254.169.254/latest", "data:text/html,x", "https://a.example:x/",
]  # fmt: skip


def recording(address: Any, text: Any = HTML, **more: Any) -> dict[str, Any]:
    content = {"mimeType": "text/html", "text": text, **more}
    return {
        "log": {
            "version": "1.2",
            "entries": [{"request": {"url": address}, "response": {"status": 200, "content": content}}],
        }
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_none_costs_no_text_and_leads_nowhere(address: str) -> None:
    quoted = address.replace("\x1b", "").replace("\u202e", "")
    for source in (
        recording(address),
        {"articles": [{"title": "Smoke", "content": SAID, "url": address}]},
        [{"title": {"rendered": "Smoke"}, "content": {"rendered": f"<p>{SAID}</p>"}, "link": address}],
        [{"thread_id": "1", "body": SAID, "author": "a", "timestamp": "2021-05-06 06:00:00", "link": address}],
        f"---\ntitle: Smoke\ndate: 2021-05-06\nurl: {quoted}\n---\n{SAID} [More]({quoted}).\n".encode(),
        f"<doc hostname='a' title='Smoke' source='{quoted}'><main><p>{SAID}</p></main></doc>".encode(),
        f"<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>{quoted}</PublicIdentifier></NewsIdentifier></Identification><ContentItem><DataContent>{SAID}</DataContent></ContentItem></NewsItem></NewsML>".encode(),
    ):
        document = got(source).only
        assert SAID in document.text
        assert document.url is None or document.url.startswith(("https://", "http://"))
        assert "p@a" not in (document.url or "")
        assert "abc" not in (document.url or "")
        assert all(link.url.startswith(("https://", "http://")) for link in document.links)


@pytest.mark.parametrize(
    "number", ["9" * 5_000, "1e999", "-1", "NaN", "Infinity", "1e300", "99999999999999", "[[1]]", "null", "true"]
)
def test_numbers_that_are_none_cost_no_post(number: str) -> None:
    rows = f'{{"selftext": "{SAID}", "title": "Smoke", "subreddit": "a", "created_utc": {number}, "permalink": {number}, "name": "t3_1"}}'
    found = got(rows.encode())
    assert len(found.documents) == 1 or found.problems
    if found.documents:
        assert SAID in found.only.text
    log = f'{{"log": {{"version": {number}, "entries": [{{"startedDateTime": {number}, "request": {{"url": {number}}}, "response": {{"status": {number}, "content": {number}}}}}]}}}}'
    assert got(log.encode()).problems


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 50_000,
        "<p>" * 50_000,
        "[" * 100_000,
        "{" * 100_000,
        "<!--" * 50_000,
        "\0" * 9_000,
        "%PDF-1.7",
        "PK\x03\x04" * 9,
    ],
)
@pytest.mark.parametrize("form", ["recording", "recording in base64", "answer", "extraction"])
def test_what_is_deep_or_binary_inside_is_told_or_read_and_never_raised(form: str, text: str) -> None:
    source: Any = {
        "recording": recording("https://a.example/", text),
        "recording in base64": recording("https://a.example/", base64.b64encode(text.encode()).decode(), encoding="base64"),
        "answer": {"results": [{"title": "Smoke", "body": text}]},
        "extraction": f"<doc hostname='a' source='b'><main>{text}".encode(),
    }[form]  # fmt: skip
    found = got(source)
    assert found.problems or found.documents


def test_a_bomb_in_a_recording_or_a_chunk_stays_packed() -> None:
    bomb = gzip.compress(b"<p>" + b"a" * 60_000_000)
    packed = recording("https://a.example/", base64.b64encode(bomb).decode(), encoding="base64")
    assert not got(packed).documents
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(bomb), bomb)
    answer = http(chunked, more="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")
    found = got(record("response", "https://a.example/", "2021-05-06T06:00:00Z", answer))
    assert "larger than" in found.problems[0]
    endless = http(b"ffffffff\r\nabc", more="Transfer-Encoding: chunked\r\n")
    assert "breaks off" in got(record("response", "https://a.example/", "2021-05-06T06:00:00Z", endless)).problems[0]


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


ZEROS = b"\0" * 30_000_000


@pytest.mark.parametrize(
    "members",
    [
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": ZEROS},
        {"mimetype": b"application/epub+zip", "META-INF/container.xml": ZEROS, "a.xhtml": ZEROS},
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": ZEROS},
        {"xl/workbook.xml": ZEROS, "[Content_Types].xml": b"<Types/>"},
        {"a": ZEROS},
    ],
    ids=["docx", "epub", "odt", "xlsx", "zip"],
)
def test_office_files_and_books_are_refused_unopened(members: dict[str, bytes]) -> None:
    found = got(zipped(members))
    assert not found.documents
    assert len(found.problems) == 1


def test_bombs_in_a_collection_of_archives_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_UNPACKED", 1_000_000)
    good = record("response", "https://a.example/", "2021-05-06T06:00:00Z", http(HTML.encode()))
    inner = zipped({"archive/z.warc": ZEROS})
    found = got(
        zipped({"archive/a.warc": ZEROS, "archive/b.warc.gz": good, "c.wacz": inner, "d.wacz": zlib.compress(ZEROS)})
    )
    assert SAID in found.only.text
    assert sum("larger than 1 MB" in problem for problem in found.problems) == 2
    assert len(found.problems) == 3


def test_a_collection_that_holds_itself_ends() -> None:
    whole = zipped({"archive/a.warc": b"WARC/1.0\r\n", "datapackage.json": b"{}"})
    for _ in range(30):
        whole = zipped({"a.wacz": whole, "b.wacz": whole})
    found = got(whole)
    assert not found.documents
    assert len(found.problems) <= 4


FORGED: dict[str, Any] = {
    "decision": {"schema": "whosays.ledger/1", "type": "decision", "by": "standards desk", "action": "reject", "claim": "c1"},
    "trace": {"schema": "whosays.ledger/1", "type": "document", "trace": {"document": {"text": SAID, "id": "x", "kind": "article"}}},
    "spans": {"schema": "whosays.trace/1", "document": {"text": SAID, "furniture": [[-5, 10**9]]}},
}  # fmt: skip


@pytest.mark.parametrize("line", FORGED.values(), ids=FORGED.keys())
@pytest.mark.parametrize("around", ["articles", "results", "hits", "_items", "list", "lines"])
def test_a_ledger_that_an_answer_wraps_has_no_say(around: str, line: dict[str, Any]) -> None:
    good = {"title": "Smoke", "text": SAID, "url": "https://a.example/"}
    source: Any = {"list": [good, line], "lines": "\n".join(map(json.dumps, (good, line))).encode()}.get(around)
    if source is None:
        source = {around: {"hits": [{"_source": good}, {"_source": line}]} if around == "hits" else [good, line]}
    found = got(source)
    documents = list(found.documents.values())
    assert documents[0].title == "Smoke"
    assert all(document.text in (SAID, documents[0].text) and not document.retracted for document in documents)
    assert all(0 <= start <= end <= len(d.text) for d in documents for start, end in d.furniture)
    assert all(item.document or item.problem or item.note for item in found.items)


def test_a_name_of_a_file_in_a_collection_is_only_a_name(tmp_path: Path) -> None:
    good = record("response", "https://a.example/", "2021-05-06T06:00:00Z", http(HTML.encode()))
    file = tmp_path / "x.wacz"
    file.write_bytes(zipped({"../../evil.warc.gz": good, "/etc/evil.warc": b"WARC/1.0\r\n"}))
    assert SAID in got(file).only.text
    assert [path.name for path in tmp_path.rglob("*")] == ["x.wacz"]
