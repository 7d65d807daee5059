"""Web archives: pages with the archive's date, revisits, versions, and archives that are damaged."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading import Got, got
from tests.warcs import digest, http, page, record
from whosays.model import Dated
from whosays.reading import documents

LAMP = page("Lamp failed", "The lamp failed, the keeper said.")
FERRY = page("Ferry late", "The ferry was late, the harbour office said.")
DAY, NEXT = "2031-03-04T18:00:00Z", "2031-03-05T18:00:00Z"


def archive(gzipped: bool = True) -> bytes:
    """Two pages, one of them seen again, a revisit from elsewhere, and what is no page."""

    def put(kind: str, uri: str, date: str, block: bytes, **headers: str) -> bytes:
        return record(kind, uri, date, block, gzipped=gzipped, **headers)

    lamp, ferry = {"WARC_Payload_Digest": digest(LAMP)}, {"WARC_Payload_Digest": digest(FERRY)}
    first = {"WARC_Refers_To_Target_URI": "https://a.example/lamp", "WARC_Refers_To_Date": DAY}
    return b"".join(
        [
            put("warcinfo", "file:a", DAY, b"software: a crawler\r\n"),
            put("request", "https://a.example/lamp", DAY, b"GET /lamp HTTP/1.1\r\n\r\n"),
            put("response", "https://a.example/lamp", DAY, http(LAMP), **lamp),
            put("response", "https://a.example/old", DAY, http(b"", "301 Moved Permanently")),
            put("response", "https://a.example/p.png", DAY, http(b"\x89PNG\r\n", media_type="image/png")),
            put("response", "https://b.example/f?sid=1&token=S3CRET", DAY,
                http(gzip.compress(FERRY, mtime=0), more="Content-Encoding: gzip\r\n"), **ferry),
            put("revisit", "https://a.example/lamp", NEXT, http(b""), **lamp, **first),
            put("revisit", "https://c.example/lamp", NEXT, http(b""), **lamp),
            put("revisit", "https://d.example/lost", NEXT, http(b""), WARC_Payload_Digest="sha1:ELSEWHERE"),
            put("resource", "https://e.example/saved", DAY, page("Saved", "A saved page, the clerk said, is one too.")),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("gzipped", [True, False])
def test_every_page_comes_with_the_date_of_the_archive(gzipped: bool) -> None:
    found = got(archive(gzipped), "w")
    assert list(found.documents) == [
        f"record 3 (https://a.example/lamp at {DAY})",
        f"record 6 (https://b.example/f?sid=1&token=*** at {DAY})",
        f"record 7 (https://a.example/lamp at {NEXT})",
        f"record 8 (https://c.example/lamp at {NEXT})",
        f"record 10 (https://e.example/saved at {DAY})",
    ]
    first, ferry, *_ = found.documents.values()
    assert first.url == "https://a.example/lamp"
    assert "the keeper said" in first.text
    assert (first.published, first.dated) == (DAY, Dated.ARCHIVE)
    assert "harbour office" in ferry.text  # its body came compressed
    assert [item.seen for item in found.items if item.document] == [DAY, DAY, NEXT, NEXT, DAY]
    assert "S3CRET" not in repr(found.items)
    assert found.notes == ["2 records are no pages (redirects, errors, pictures and the like)"]


def test_a_revisit_is_the_page_it_was_the_same_as_and_one_from_elsewhere_is_told() -> None:
    found = got(archive(), "w")
    lamp, _, again, moved, _ = found.documents.values()
    assert lamp.text == again.text == moved.text
    assert (again.url, again.published) == ("https://a.example/lamp", NEXT)
    assert moved.url == "https://c.example/lamp"
    assert len(found.problems) == 1
    assert "record 9 (https://d.example/lost" in found.problems[0]


def test_versions_are_told_apart_by_address_date_and_digest() -> None:
    changed = LAMP.replace(b"failed", b"did not fail")
    parts = [
        record("response", "https://a.example/lamp", DAY, http(LAMP), WARC_Payload_Digest=digest(LAMP)),
        record("response", "https://a.example/lamp", DAY, http(LAMP), WARC_Payload_Digest=digest(LAMP)),
        record("response", "https://a.example/lamp", NEXT, http(changed), WARC_Payload_Digest=digest(changed)),
    ]
    found = got(b"".join(parts), "w")
    assert [d.published for d in found.documents.values()] == [DAY, NEXT]
    assert len({d.id for d in found.documents.values()}) == 2


def test_a_page_that_gives_its_own_date_keeps_it() -> None:
    tag = b'<meta property="article:published_time" content="2031-03-01T08:00:00+01:00">'
    dated = LAMP.replace(b"<head>", b"<head>" + tag)
    found = got(record("response", "https://a.example/lamp", DAY, http(dated)), "w")
    assert (found.only.published, found.only.dated) == ("2031-03-01T08:00:00+01:00", Dated.GIVEN)
    assert found.items[0].seen == DAY


def test_a_broken_record_is_named_and_the_next_is_read() -> None:
    parts = [record("response", f"https://a.example/{n}", DAY, http(LAMP)) for n in range(3)]
    parts[1] = parts[1][:80] + bytes(b ^ 0x55 for b in parts[1][80:160]) + parts[1][160:]
    found = got(b"".join(parts), "w")
    assert [d.url for d in found.documents.values()] == ["https://a.example/0", "https://a.example/2"]
    assert len(found.problems) == 1
    assert found.problems[0].startswith("w record 2")


def test_a_revisit_behind_a_broken_record_finds_its_page() -> None:
    parts = [record("response", f"https://a.example/{n}", DAY, http(LAMP)) for n in range(2)]
    parts[0] = parts[0][:80] + bytes(b ^ 0x55 for b in parts[0][80:160]) + parts[0][160:]
    parts.append(record("response", "https://a.example/f", DAY, http(FERRY), WARC_Payload_Digest=digest(FERRY)))
    parts.append(record("revisit", "https://b.example/f", NEXT, http(b""), WARC_Payload_Digest=digest(FERRY)))
    texts = [d.text for d in got(b"".join(parts), "w").documents.values()]
    assert texts[1] == texts[2] != texts[0]


@pytest.mark.parametrize("gzipped", [True, False])
def test_an_archive_that_breaks_off_says_so(gzipped: bool) -> None:
    parts = [record("response", f"https://a.example/{n}", DAY, http(LAMP), gzipped=gzipped) for n in range(2)]
    found = got(b"".join(parts)[:-150], "w")
    assert [d.url for d in found.documents.values()] == ["https://a.example/0"]
    assert "record 2" in found.problems[0]


def test_a_page_without_an_article_is_a_problem_of_its_own() -> None:
    empty = b"<html><head><title>404 Not found</title></head><body>Not found</body></html>"
    parts = [record("response", f"https://a.example/{n}", DAY, http(p)) for n, p in enumerate([empty, LAMP])]
    found = got(b"".join(parts), "w")
    assert len(found.documents) == 1
    assert found.problems[0].startswith(f"w record 1 (https://a.example/0 at {DAY}): ")


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    def peak(records: int) -> int:
        path = tmp_path / f"{records}.warc"
        with path.open("wb") as file:
            for n in range(records):
                file.write(record("response", f"https://a.example/{n}", DAY, http(LAMP), gzipped=False))
        next(iter(documents(path)))  # whatever is loaded once
        tracemalloc.start()
        assert sum(item.document is not None for item in documents(path)) == records
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(60) < peak(10) + 150_000  # fifty pages of one kilobyte and more are not kept


@pytest.mark.parametrize("length", ["\0 69", "many", "-5", "9" * 5000])
def test_a_length_that_is_none_is_told(length: str) -> None:
    broken = record("response", "https://a.example/lamp", DAY, http(LAMP), gzipped=False, Content_Length=length)
    whole = record("response", "https://a.example/ferry", NEXT, http(FERRY), gzipped=False)
    found = list(documents(io.BytesIO(whole + broken), name="w"))
    assert found[0].document is not None
    assert any(item.problem for item in found[1:])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.booleans(), st.data())
def test_no_mutilated_archive_raises_or_loses_in_silence(gzipped: bool, data: st.DataObject) -> None:
    whole = archive(gzipped)
    start = data.draw(st.integers(0, len(whole)))
    content = whole[:start] + data.draw(st.binary(max_size=4)) + whole[start + data.draw(st.integers(0, 200)) :]
    items = list(documents(io.BytesIO(content), name="w"))
    if sum(item.document is not None for item in items) < 5:
        complaints = [item for item in items if item.problem]
        assert complaints, Got([*items], {}, [], [])


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("2031-03-04", "2031-03-04"),
        ("2031-03-04T18:00:00.123456789Z", "2031-03-04T18:00:00.123456789Z"),
        ("Tue, 04 Mar 2031 18:00:00 GMT", "2031-03-04T18:00:00+00:00"),
        ("2031-03", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_that_is_none_is_told(written: str, seen: str | None) -> None:
    (item,) = documents(record("response", "https://a.example/lamp", written, http(LAMP)), name="w")
    assert item.document is not None
    assert (item.seen, item.document.published) == (seen, seen)
    assert bool(item.document.warnings) is (seen is None)
