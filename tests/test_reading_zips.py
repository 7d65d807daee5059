"""Archives in ZIP files that are damaged: a member costs itself, whatever it was compressed with, and is told."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.mutations import fault
from tests.reading import FIXTURES, Got, got
from tests.warcs import http, page, record

WAYS = {"deflate": zipfile.ZIP_DEFLATED, "bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}
SAID = "The warden of the salt works said on Monday that no shed had burnt."


def packed(members: dict[str, bytes], way: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", WAYS[way]) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, WAYS[way])
    return file.getvalue()


def damaged(archive: bytes, name: str) -> bytes:
    """An archive in which the bytes of a member are others from its beginning on, but its length is what it was."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        member = opened.getinfo(name)
    start = member.header_offset + 30 + len(name)
    length = min(member.compress_size, 60)
    return archive[:start] + b"\xff" * length + archive[start + length :]


def collection(way: str) -> bytes:
    """A collection of three archives with a page each."""
    pages = {n: record("response", f"https://tarn.example/{n}", "2030-06-01T05:10:00Z", http(page(f"Sheds {n}", SAID)), gzipped=False) for n in "abc"}  # fmt: skip # noqa: E501
    return packed({"datapackage.json": b"{}", **{f"archive/{n}.warc": content for n, content in pages.items()}}, way)


def posts(way: str) -> bytes:
    """An archive of X with its posts in three files."""
    whole = (FIXTURES / "tweets.js").read_bytes()
    parts = {f"data/tweets{part}.js": whole.replace(b"19000000000000000", b"1900000000000%04d" % number)
             for number, part in enumerate(("", "-part1", "-part2"))}  # fmt: skip
    return packed({"data/account.js": (FIXTURES / "account.js").read_bytes(), **parts}, way)


@pytest.mark.parametrize("way", WAYS)
def test_good_damaged_good_of_a_collection(way: str) -> None:
    archive = collection(way)
    assert len(got(archive).documents) == 3
    found = got(damaged(archive, "archive/b.warc"))
    assert [document.title for document in found.documents.values()] == ["Sheds a", "Sheds c"]
    assert found.problems == ["in archive/b.warc: it is damaged or protected by a password"]


@pytest.mark.parametrize("way", WAYS)
def test_good_damaged_good_of_an_archive_of_x(way: str) -> None:
    archive = posts(way)
    whole = got(archive)
    found = got(damaged(archive, "data/tweets-part1.js"))
    assert _posts(found) == [name for name in _posts(whole) if "part1" not in name]
    assert (
        "in data/tweets-part1.js: the ZIP archive is damaged here; what else could be read of it was" in found.problems
    )
    assert all(
        document.authors == ("Ida Falk",) for name, document in found.documents.items() if name.endswith("post 1")
    )


@pytest.mark.parametrize("way", WAYS)
def test_posts_of_x_stay_where_what_says_whose_they_are_is_damaged(way: str) -> None:
    archive = posts(way)
    found = got(damaged(archive, "data/account.js"))
    assert _posts(found) == _posts(got(archive))
    assert found.problems[0].startswith("in data/account.js: the ZIP archive is damaged here")
    assert all(document.authors == () for name, document in found.documents.items() if name.endswith("post 1"))


def _posts(found: Got) -> list[str]:
    return list(found.documents)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("made", [collection, posts])
def test_a_byte_that_is_another_ends_in_no_exception(made: object, way: str) -> None:
    assert callable(made)
    archive = made(way)
    for place in range(0, len(archive), 37):
        assert fault(archive[:place] + bytes([archive[place] ^ 0xFF]) + archive[place + 1 :]) is None, place
