"""Web archives of other kinds than a WARC that is compressed record by record; bombs; records that are broken."""

from __future__ import annotations

import gzip
import io
import resource
import zipfile
import zlib

import pytest

from tests.reading import got
from tests.warcs import digest, http, page, record

ONE, TWO, THREE = (page(f"Report {n}", f"The keeper of lamp {n} spoke.") for n in (1, 2, 3))
URI = "https://tern.example/"
DAY = "2030-06-01T05:10:00Z"


def warc(*, gzipped: bool) -> list[bytes]:
    again = {"WARC_Refers_To_Target_URI": f"{URI}1", "WARC_Refers_To_Date": DAY, "WARC_Payload_Digest": digest(ONE)}
    return [
        record("response", f"{URI}1", DAY, http(ONE), gzipped=gzipped, WARC_Payload_Digest=digest(ONE)),
        record("revisit", f"{URI}1", "2030-06-02T05:10:00Z", b"", gzipped=gzipped, **again),
        record("response", f"{URI}2", DAY, http(TWO), gzipped=gzipped),
    ]


@pytest.mark.parametrize(
    "archive",
    [
        b"".join(warc(gzipped=True)),
        b"".join(warc(gzipped=False)),
        gzip.compress(b"".join(warc(gzipped=False))),
        gzip.compress(b"".join(warc(gzipped=False))[:2000]) + gzip.compress(b"".join(warc(gzipped=False))[2000:]),
    ],
    ids=["by record", "plain", "as a whole", "in two members"],
)
def test_however_it_is_compressed_every_record_is_read(archive: bytes) -> None:
    found = got(archive)
    assert not found.problems
    assert [d.title for d in found.documents.values()] == ["Report 1", "Report 1", "Report 2"]


def test_an_archive_compressed_as_a_whole_that_breaks_off() -> None:
    whole = gzip.compress(b"".join(warc(gzipped=False)) * 20)
    found = got(whole[: len(whole) - 40])
    assert found.documents
    assert "breaks off" in found.problems[0]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw"])
def test_a_page_is_unpacked_under_a_limit(coding: str) -> None:
    large = b"<html><body><p>" + b"a" * 300_000_000
    packer = {"gzip": 31, "deflate": 15, "raw": -15}[coding]
    packing = zlib.compressobj(9, zlib.DEFLATED, packer)
    packed = packing.compress(large) + packing.flush()
    del large
    header = f"Content-Encoding: {'gzip' if coding == 'gzip' else 'deflate'}\r\n"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = got(record("response", f"{URI}bomb", DAY, http(packed, more=header)) + warc(gzipped=True)[2])
    assert "larger than 20 MB" in found.problems[0]
    assert [d.title for d in found.documents.values()] == ["Report 2"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


@pytest.mark.parametrize(("coding", "wbits"), [("gzip", 31), ("x-gzip", 31), ("deflate", 15), ("deflate", -15)])
def test_compressed_pages_are_read(coding: str, wbits: int) -> None:
    packing = zlib.compressobj(9, zlib.DEFLATED, wbits)
    packed = packing.compress(ONE) + packing.flush()
    found = got(record("response", f"{URI}1", DAY, http(packed, more=f"Content-Encoding: {coding}\r\n")))
    assert found.only.title == "Report 1"


@pytest.mark.parametrize("uri", ["https://[tern/", "https://tern.example:x/", "http://[::1", "https://tern.example/%"])
def test_an_address_that_is_none_loses_no_other_record(uri: str) -> None:
    good = warc(gzipped=True)
    found = got(good[0] + record("response", uri, DAY, http(TWO)) + record("response", f"{URI}3", DAY, http(THREE)))
    assert {d.title for d in found.documents.values()} >= {"Report 1", "Report 3"}


def wacz(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        for name, content in members.items():
            archive.writestr(f"archive/{name.replace('_', '.')}", content)
    return out.getvalue()


def test_a_collection_is_read_archive_by_archive() -> None:
    found = got(wacz(a_warc_gz=b"".join(warc(gzipped=True)), b_warc=b"no archive", c_warc=warc(gzipped=False)[2]))
    assert [d.title for d in found.documents.values()] == ["Report 1", "Report 1", "Report 2", "Report 2"]
    assert "no web archive" in found.problems[0]


def test_a_collection_without_archives_is_told() -> None:
    assert "holds no WARC" in got(wacz()).problems[0]


def arc(*, gzipped: bool) -> bytes:
    def one(line: str, content: bytes) -> bytes:
        whole = f"{line} {len(content)}\n".encode() + content + b"\n"
        return gzip.compress(whole) if gzipped else whole

    head = b"1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n"
    return (
        one("filedesc://x.arc 0.0.0.0 20100601051000 text/plain", head)
        + one(f"{URI}1 192.0.2.1 20100601051000 text/html", http(ONE))
        + one(f"{URI}p 192.0.2.1 20100601051000 image/png", http(b"x", media_type="image/png"))
        + one(f"{URI}2 192.0.2.1 20100602051000 text/html", http(TWO))
    )


@pytest.mark.parametrize("gzipped", [False, True])
def test_the_form_before_warc(gzipped: bool) -> None:
    found = got(arc(gzipped=gzipped))
    assert [(d.title, d.published) for d in found.documents.values()] == [
        ("Report 1", "2010-06-01T05:10:00+00:00"),
        ("Report 2", "2010-06-02T05:10:00+00:00"),
    ]
    assert found.notes == ["1 records are no pages (redirects, errors, pictures and the like)"]


def test_of_a_broken_record_the_rest_goes_in() -> None:
    whole = (
        arc(gzipped=False).replace(b"text/html 3", b"text/html x3", 1) if b"text/html 3" in arc(gzipped=False) else b""
    )
    whole = whole or arc(gzipped=False).replace(b"text/html ", b"text/html -", 1)
    found = got(whole)
    assert [d.title for d in found.documents.values()] == ["Report 2"]
    assert "broken" in found.problems[0]
