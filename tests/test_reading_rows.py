"""Documents as rows: lines of JSON with named columns."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whosays.errors import InputError
from whosays.model import Dated, Document
from whosays.reading import Item, documents, read

NEWS = "The ferry to Brannock will not sail on Friday, the harbour master said on Tuesday."


def lines(*rows: Any) -> bytes:
    return b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)


def found(items: list[Item]) -> list[Document]:
    return [item.document for item in items if item.document]


def problems(items: list[Item]) -> list[str]:
    return [str(item.problem) for item in items if item.problem]


def notes(items: list[Item]) -> list[str]:
    return [item.note for item in items if item.note]


def test_a_line_is_a_document_with_what_its_columns_say() -> None:
    row = {
        "text": NEWS,
        "outlet": "Brannock Gazette",
        "title": "No ferry",
        "url": "https://gazette.example/ferry",
        "published": "2031-05-06T10:00:00+02:00",
        "authors": ["Una Prell", "Tom Ashe"],
        "identifier": "gazette:77",
    }
    items = list(documents(lines(row, {"text": NEWS}), name="pile.jsonl"))
    assert [item.name for item in items] == ["pile.jsonl:1", "pile.jsonl:2"]
    document = found(items)[0]
    assert (document.outlet, document.title, document.url) == (row["outlet"], row["title"], row["url"])
    assert (document.published, document.dated) == ("2031-05-06T10:00:00+02:00", Dated.GIVEN)
    assert document.authors == ("Una Prell", "Tom Ashe")
    assert document.identifier == "gazette:77"


def test_a_bad_line_is_named_and_the_rest_goes_in() -> None:
    rows = ({"text": NEWS}, b"{broken", {"title": "no text"}, {"text": "  "}, b"[1]", {"text": NEWS + " So it was."})
    items = list(documents(lines(*rows, b"\xff\xfe"), name="p"))
    assert len(found(items)) == 2
    assert [p.split(" ")[0] for p in problems(items)] == ["p:2:", "p:3:", "p:4:", "p:5:", "p:7:"]


def test_other_names_of_columns_are_read_and_told_and_unknown_ones_reported() -> None:
    rows = ({"body": NEWS, "Headline": "No ferry", "publishDate": "2031-05-06", "shares": 7}, {"body": NEWS, "x y": 1})
    items = list(documents(lines(*rows), name="p"))
    assert (found(items)[0].title, found(items)[0].published) == ("No ferry", "2031-05-06")
    told = " ".join(notes(items))
    assert all(part in told for part in ("“body” as text", "“Headline” as title", "“shares”", "“x y”"))
    assert not problems(items)


def test_a_date_that_is_none_is_a_warning_of_its_document() -> None:
    document = found(list(documents(lines({"text": NEWS, "date": "a fortnight ago"}))))[0]
    assert document.published is None
    assert document.dated is None
    assert "a fortnight ago" in document.warnings[0]


def test_secrets_in_addresses_are_not_kept() -> None:
    address = (
        "https://me:pw1@feed.example/a?id=7&token=SECRET&api_key=SECRET2&X-Amz-Signature=SECRET3#access_token=SECRET4"
    )
    document = found(list(documents(lines({"text": NEWS, "url": address}))))[0]
    assert document.url is not None
    assert "SECRET" not in document.url
    assert "pw1" not in document.url
    assert document.url.startswith("https://feed.example/a?id=7&token=")


def test_a_single_article_a_folder_and_a_stream_go_the_same_way(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "a.jsonl").write_bytes(lines({"text": NEWS}, {"text": NEWS + " Twice."}))
    (tmp_path / ".hidden").write_text(NEWS, encoding="utf-8")
    names = [item.name for item in documents(tmp_path)]
    assert names == [f"{tmp_path / 'a.jsonl'}:1", f"{tmp_path / 'a.jsonl'}:2", str(tmp_path / "b.txt")]
    assert [item.name for item in documents(io.BytesIO(NEWS.encode()), name="in")] == ["in"]


class Pipe(io.RawIOBase):
    """A stream that cannot be gone through twice."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._content.readinto(buffer)


def test_a_pipe_is_read_too() -> None:
    assert len(found(list(documents(io.BufferedReader(Pipe(lines({"text": NEWS}, {"text": NEWS}))))))) == 2


def test_what_cannot_be_read_is_a_problem_and_not_raised(tmp_path: Path) -> None:
    for source in (b"", b"\0\0", tmp_path / "none", "ftp://a.example/x", tmp_path / "empty"):
        if source == tmp_path / "empty":
            (tmp_path / "empty").mkdir()
        items = list(documents(source))
        assert [item.document for item in items] == [None]
        assert items[0].problem


def test_lines_that_are_longer_than_what_tells_the_format_are_lines_all_the_same() -> None:
    long = {"text": NEWS + " He said so." * 9_000}
    assert [item.name for item in documents(lines(long, long, {"text": NEWS}), name="p")] == ["p:1", "p:2", "p:3"]


def test_wiki_text_and_notes_in_brackets_are_no_json() -> None:
    for text in ("[[File:Lamp.jpg]] The lamp failed, she said.", "[Editor's note: the lamp failed, she said.]"):
        assert found(list(documents(text.encode())))[0].text == text


def test_read_wants_one_document() -> None:
    with pytest.raises(InputError, match="many documents"):
        read(lines({"text": NEWS}, {"text": NEWS}), name="pile.jsonl")


def test_json_inside_a_page_makes_it_no_json() -> None:
    script = json.dumps({f"name{n}": n for n in range(9)}).encode()
    page = (
        b"<html><head><script>"
        + script
        + b"</script></head><body>"
        + b"<p>The mayor said so.</p>" * 40
        + b"</body></html>"
    )
    assert found(list(documents(page)))[0].text.startswith("The mayor said so.")
    assert problems(list(documents(b"\x01" + script)))[0] == "input: its JSON is broken in line 1, column 1"


# --- tables ----------------------------------------------------------------------------------------------------------


def table(text: str, encoding: str = "utf-8") -> list[Item]:
    return list(documents(text.encode(encoding), name="t.csv"))


def test_a_row_is_a_document_and_a_cell_may_hold_lines_and_quotes() -> None:
    items = table(
        f'title,text,date,outlet,shares\n"No ""ferry""","{NEWS}\nNobody knew, he said.",2031-05-06,Gazette,7\n\n'
        f"B,{NEWS.replace(',', '')},,,\n"
    )
    assert [item.name for item in items if item.document] == ["t.csv:2", "t.csv:5"]
    first, second = found(items)
    assert (first.title, first.outlet, first.published) == ('No "ferry"', "Gazette", "2031-05-06")
    assert first.text.endswith("\nNobody knew, he said.")
    assert second.published is None
    assert any("“date” as published" in note for note in notes(items))
    assert any("“shares”" in note for note in notes(items))
    assert not problems(items)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings_of_spreadsheets(delimiter: str, encoding: str) -> None:
    row = f'"The café said: “No, {delimiter} never”, and the mayor was told so"'
    items = table(f"text{delimiter}url\r\n{row}{delimiter}https://a.example/1\r\n", encoding)
    assert found(items)[0].text == row.strip('"')
    assert found(items)[0].url == "https://a.example/1"


def test_bad_rows_are_named_and_the_rest_goes_in() -> None:
    text = NEWS.replace(",", "")
    items = table(
        f"text,url\n{text},https://a.example/1\n{text},a,b,c\n,https://a.example/2\n"
        f'"{text}"x,b\n{text},https://a.example/3\n'
    )
    assert [d.url for d in found(items)] == ["https://a.example/1", "https://a.example/3"]
    assert [problem.split(":")[1] for problem in problems(items)] == ["3", "4", "5"]


def test_a_table_without_the_text_says_which_columns_it_has() -> None:
    items = table("title,url,date,shares\nNo ferry,https://a.example/1,2031-05-06,7\n")
    assert problems(items) == [
        "t.csv: it is a table without a column for the text (its columns: “title”, “url”, “date”, “shares”)"
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "Text, images and content\nThe mayor said, in a statement, that the ferry will not sail.\n",
        "Author, source and date unknown\n\nThe ferry, she said, is late.\n",
        "Title | Harbour Herald\nThe ferry is late, the mayor said.\n",
        "By Una Prell, Tom Ashe\nThe ferry is late, the mayor said, and so am I.\n",
    ],
)
def test_prose_is_no_table(prose: str) -> None:
    items = table(prose)
    assert [item.name for item in items] == ["t.csv"]
    assert items[0].document is not None
    assert items[0].document.text == prose


def test_a_trace_of_whosays_gives_its_document_again() -> None:
    from tests.sample import sample
    from whosays.exports import json_list, json_object

    assert found(list(documents(json_object(sample()))))[0].text == sample().document.text
    items = list(documents(b"".join(json_list([sample(), sample()])), name="t"))
    assert [item.document.authors for item in items if item.document] == [("Ida Falk",)] * 2
    broken = json_object(sample()).replace(b"sha256:", b"sha256:0", 1)
    assert "no trace of whosays" in problems(list(documents(broken)))[0]


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet='abc ,;"\n\r\t|ä\0“', max_size=60), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_no_table_raises(rows: str, encoding: str) -> None:
    content = f"text,url,title\n{rows}".encode(encoding, "replace")
    for item in documents(content, name="t"):
        assert (item.document is None) != (item.problem is None and item.note is None)
