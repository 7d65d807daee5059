"""Pictures of posts: what is made of the words that Tesseract recognises, and what is said where it cannot."""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import FIXTURES, got
from whosays.errors import InputError
from whosays.model import Document, DocumentKind
from whosays.reading import read
from whosays.reading.apart import documents as apart
from whosays.reading.picture import posted, size_of, words_of
from whosays.trace import trace

installed = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 720, 420) + b"\x08\x02\0\0\0"
WORDS = "The weir at Tarn Hollow broke on Monday night, and nobody in Lower Tarn was warned."


def table(*lines: str | tuple[str, int], sure: float = 96.0) -> str:
    """Tesseract's table of lines, each 40 dots under the one before or at a height that is given."""
    rows, top = [], 0
    for number, given_line in enumerate(lines):
        text, top = (given_line, top + 40) if isinstance(given_line, str) else given_line
        rows.append(f"4\t1\t1\t1\t{number}\t0\t0\t{top}\t600\t24\t-1\t\n")
        rows.extend(
            f"5\t1\t1\t1\t{number}\t{place}\t{place * 60}\t{top}\t50\t24\t{sure}\t{word}\n"
            for place, word in enumerate(text.split(), 1)
        )
    return HEADER + "".join(rows)


def seen(*lines: str | tuple[str, int], sure: float = 96.0) -> Document:
    return posted(words_of(table(*lines, sure=sure)), "shot.png")


@installed
@pytest.mark.parametrize("name", ["post.png", "post-dark.jpg"])
def test_a_screenshot_is_a_post(name: str) -> None:
    document = got(FIXTURES / name).only
    assert document.kind is DocumentKind.POST
    assert (document.authors, document.account) == (("Edda Marsh",), "@edda_marsh")
    assert document.published == "2031-03-03T09:41:00"
    assert document.text == (
        "The weir at Tarn Hollow broke on Monday night, and nobody in Lower Tarn was warned. The mayor said the siren"
        " had failed.\n\nForty houses are under water."
    )
    assert document.recognised is not None
    assert document.recognised < 1
    assert "recognised in a picture" in document.warnings[0]


@installed
def test_a_picture_is_read_apart_and_nothing_in_it_is_certain() -> None:
    (item,) = apart(FIXTURES / "post.png")
    assert item.document is not None
    traced = trace(item.document)
    assert any("the siren had failed" in traced.document.quote(said.content) for said in traced.attributions)
    assert all(said.confidence <= (item.document.recognised or 0) for said in traced.attributions)
    assert traced.to_dict()["document"]["recognised"] == item.document.recognised
    assert Document.from_dict(item.document.to_dict()) == item.document


@pytest.mark.parametrize(
    ("lines", "author", "account"),
    [
        (("Edda Marsh", "@edda_m", WORDS), ("Edda Marsh",), "@edda_m"),
        (("9:41 LTE 80%", "© Edda Marsh", "@edda_m · 3h", WORDS), ("Edda Marsh",), "@edda_m"),
        (("Edda Marsh @edda@tarn.example - 2d", WORDS), ("Edda Marsh",), "@edda@tarn.example"),
        (("@ Edda Marsh @edda_m · Mar 3, 2031", WORDS), ("Edda Marsh",), "@edda_m"),
        (("Follow", "@edda_m Follow", WORDS), (), "@edda_m"),
        ((WORDS, "@SkelbyNews is wrong about this"), (), None),
    ],
)
def test_who_posted(lines: Sequence[str], author: tuple[str, ...], account: str | None) -> None:
    document = seen(*lines)
    assert (document.authors, document.account) == (author, account)
    assert document.text.startswith(WORDS)
    assert any("No account" in warning for warning in document.warnings) == (account is None)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("9:41 AM - Mar 3, 2031", "2031-03-03T09:41:00"),
        ("9:41 AM + Mar 3, 2031 + 12.3K Views", "2031-03-03T09:41:00"),
        ("3 March 2031 at 09:41 · Web", "2031-03-03T09:41:00"),
        ("9:41 PM · Mar 3, 2031 · Twitter for iPhone", "2031-03-03T21:41:00"),
    ],
)
def test_when_it_was_posted_and_what_stands_below_is_no_part_of_it(line: str, published: str) -> None:
    document = seen("Edda Marsh", "@edda_m", WORDS, line, "312 Reposts 1,204 Likes", "Tarn Lad @lad · 1h", "Rubbish!")
    assert document.published == published
    assert document.text == WORDS


def test_the_next_post_and_the_buttons_are_no_part_of_it() -> None:
    document = seen(
        "Edda Marsh @edda_m · 3h", WORDS, "12 48 204 9.1K", "Translate post", "Tarn Lad @lad · 1h", "Rubbish!"
    )
    assert document.text == WORDS
    assert document.published is None
    assert any("no time" in warning.lower() for warning in document.warnings)


def test_a_wider_gap_begins_a_paragraph() -> None:
    document = seen(("@edda_m", 0), ("One line goes on", 60), ("in the next.", 95), ("Another.", 170), ("And on.", 205))
    assert document.text == "One line goes on in the next.\n\nAnother. And on."


def test_doubtful_words_are_named_and_noise_is_left_out() -> None:
    rows = (
        table("@edda_m", WORDS)
        + "5\t1\t1\t1\t9\t1\t0\t90\t50\t24\t55\tsirem\n5\t1\t1\t1\t9\t2\t0\t90\t50\t24\t12\t|#~\n"
    )
    document = posted(words_of(rows), "shot.png")
    assert "least sure: “sirem”" in document.warnings[0]
    assert "|#~" not in document.text
    assert document.recognised is not None
    assert document.recognised < 0.96


@pytest.mark.parametrize(
    ("lines", "sure", "cause"),
    [
        ((), 96.0, "no words could be recognised"),
        (("word",), 96.0, "no words could be recognised"),
        ((WORDS,), 41.0, "no words could be recognised"),
        (("Edda Marsh", "@edda_m", "12 Likes"), 96.0, "no words of a post"),
    ],
)
def test_a_picture_without_a_post_is_one_sentence(lines: Sequence[str], sure: float, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        seen(*lines, sure=sure)


def test_where_tesseract_is_not_there_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match=r"needs Tesseract, which is not installed \(Debian: apt-get install tesser"):
        read(FIXTURES / "post.png")


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """A program in Tesseract's place."""
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("cat >/dev/null; echo 'Error in pixRead' >&2; exit 1", r"could not read the picture \(Error in pixRead\)"),
        ("kill -KILL $$", "more time or memory"),
        ("exec 0<&-; exit 3", r"\(status 3\)"),
    ],
)
def test_what_tesseract_cannot_do_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, cause: str
) -> None:
    stand_in(monkeypatch, tmp_path, script)
    with pytest.raises(InputError, match=cause):
        read(FIXTURES / "post.png")


def test_a_program_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("whosays.reading.picture._SECONDS", 1)
    stand_in(monkeypatch, tmp_path, "exec sleep 60")
    with pytest.raises(InputError, match="more than 1 seconds"):
        read(FIXTURES / "post.png")


def test_sizes_are_read_and_large_pictures_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert size_of((FIXTURES / "post.png").read_bytes(), "a") == (720, 442)
    assert size_of((FIXTURES / "post-dark.jpg").read_bytes(), "a") == (720, 442)
    stand_in(monkeypatch, tmp_path, "exit 0")
    with pytest.raises(InputError, match="million dots"):
        read(PNG.replace(struct.pack(">I", 720), struct.pack(">I", 1 << 30)))
    with pytest.raises(InputError, match="damaged"):
        read(PNG[:20])


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_header_has_a_size_or_is_damaged(rest: bytes) -> None:
    for beginning in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        try:
            width, height = size_of(beginning + rest, "a")
        except InputError:
            continue
        assert width >= 0
        assert height >= 0


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_table_has_words_or_none(text: str) -> None:
    assert all(0.3 <= word.sure <= 1 for word in words_of(HEADER + text))
