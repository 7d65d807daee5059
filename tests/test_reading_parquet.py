"""Parquet: rows as documents; what is broken in a cell costs that cell, and is told."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from tests.reading import Got, got

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

SAID = "The warden of the salt works said on Monday that no shed had burnt."
BROKEN = arrow.array([SAID.encode(), b"\xff\xfe " + SAID.encode()], arrow.binary())


def read(columns: dict[str, Any], mended: tuple[bytes, bytes] = (b"", b"")) -> Got:
    file = io.BytesIO()
    parquet.write_table(arrow.table(columns), file)
    return got(file.getvalue().replace(*mended) if mended[0] else file.getvalue())


def unchecked(kind: Any) -> Any:
    """Texts of which the second is no UTF-8, as other programs write them without looking."""
    content = BROKEN if kind == arrow.string() else BROKEN.cast(arrow.large_binary())
    return arrow.Array.from_buffers(kind, len(content), content.buffers())


def test_rows_are_documents() -> None:
    found = read({"text": [SAID, SAID[4:]], "title": ["One", None], "published": [date(2030, 6, 1), None]})
    one, two = found.documents.values()
    assert (one.text, one.title, one.published) == (SAID, "One", "2030-06-01")
    assert (two.text, two.title, two.published) == (SAID[4:], None, None)
    assert not found.notes


@pytest.mark.parametrize("kind", [arrow.string(), arrow.large_string()], ids=str)
@pytest.mark.parametrize("named", [False, True])
def test_bytes_that_are_no_utf8_are_replaced_and_the_other_rows_are_as_they_were(kind: Any, named: bool) -> None:
    text = unchecked(kind)
    found = read({"text": text.dictionary_encode() if named else text, "title": ["One", "Two"]})
    one, two = found.documents.values()
    assert one.text == SAID
    assert two.text == f"\ufffd\ufffd {SAID}"
    assert two.title == "Two"
    assert "in 1 cell some bytes are no valid UTF-8" in found.notes


def test_a_list_keeps_what_is_whole_in_it() -> None:
    names = arrow.array([b"Mira Holt", b"Ida \xff Falk"], arrow.binary())
    texts = arrow.Array.from_buffers(arrow.string(), 2, names.buffers())
    found = read({"text": [SAID], "topics": arrow.ListArray.from_arrays([0, 2], texts)})
    assert next(iter(found.documents.values())).topics == ("Mira Holt", "Ida \ufffd Falk")


@pytest.mark.parametrize(
    ("moments", "published"),
    [
        # as pandas writes them: finer than Python's
        (arrow.array([1900000000000000001, None], arrow.timestamp("ns")), "2030-03-17T17:46:40"),
        (arrow.array([1900000000000000001, None], arrow.timestamp("ns", "UTC")), "2030-03-17T17:46:40+00:00"),
        (arrow.array([1900000000000000, None], arrow.timestamp("us", "Nowhere/Tarn")), "2030-03-17T17:46:40+00:00"),
    ],
)
def test_a_moment_is_kept_whatever_it_is_counted_in(moments: Any, published: str) -> None:
    found = read({"text": [SAID, SAID[4:]], "published": moments})
    assert [document.published for document in found.documents.values()] == [published, None]
    assert not found.notes


@pytest.mark.parametrize(
    "column",
    [
        arrow.array([2**62, 0], arrow.timestamp("us")),
        arrow.array([2**31 - 1, 0], arrow.date32()),
        arrow.array([2**62, 0], arrow.duration("s")),
        arrow.array([-5, 0], arrow.time64("ns")),
    ],
    ids=lambda column: str(column.type),
)
def test_a_time_beyond_all_years_costs_its_cell_only(column: Any) -> None:
    found = read({"text": [SAID, SAID[4:]], "published": column})
    assert [document.text for document in found.documents.values()] == [SAID, SAID[4:]]
    assert "what 1 cell held could not be read, and was left out" in found.notes


def test_a_column_whose_name_is_broken_is_damage_that_is_told() -> None:
    found = read({"text": [SAID], "titleX": ["a"]}, (b"titleX", b"title\xff"))
    assert not found.documents
    assert "it is damaged Parquet, read as far as row 0" in found.problems[0]
