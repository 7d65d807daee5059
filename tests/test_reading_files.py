"""PDF, mail and ninjs: single documents of other kinds than a page or a text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pdfs import pdf
from tests.reading import FIXTURES, got, linked, referred
from whosays.errors import InputError
from whosays.model import Document
from whosays.reading import documents, read

REPORT = [
    "Report on the lamp of Cape Orrin",
    "",
    "The keeper told the inquiry on Tuesday that the lamp had failed at two in the morn-",
    "ing, and that nobody had been told of it before the pilots complained to the harbour",
    "office.",
    "The coast guard did not respond to the inquiry's letter of the fourth of March, nor to",
    "the one of the fifth.",
]
SECOND = [
    "A pilot said that he had seen the light go out. “It was dark for an hour,” he said, and",
    "two others agreed.",
]


def test_a_pdf_is_read_in_paragraphs_with_its_page_numbers_as_furniture() -> None:
    document = got(pdf(REPORT, SECOND, title="Report on the lamp", author="Una Prell")).only
    assert document.text == (
        "Report on the lamp of Cape Orrin\n\n"
        "The keeper told the inquiry on Tuesday that the lamp had failed at two in the morning, and that nobody had "
        "been told of it before the pilots complained to the harbour office.\n\n"
        "The coast guard did not respond to the inquiry's letter of the fourth of March, nor to the one of the fifth."
        "\n\n[page 2]\n\n"
        "A pilot said that he had seen the light go out. “It was dark for an hour,” he said, and two others agreed."
    )
    assert [document.text[s:e] for s, e in document.furniture if "page" in document.text[s:e]] == ["[page 2]"]
    assert (document.title, document.authors) == ("Report on the lamp", ("Una Prell",))
    assert read(pdf(REPORT)).language == "en"


def test_a_made_up_title_is_none_and_an_empty_page_is_told() -> None:
    document = got(pdf(REPORT, [], SECOND, title="Microsoft Word - lamp_v3.docx", author="jd")).only
    assert document.title == "Report on the lamp of Cape Orrin"
    assert document.authors == ()
    assert document.warnings == ("There is no text on page 2.",)
    assert "[page 3]" in document.text


def test_a_scan_and_a_damaged_pdf_say_what_they_are() -> None:
    assert "looks scanned" in got(pdf([], [])).problems[0]
    assert "damaged" in got(b"%PDF-1.7\nnothing of a PDF").problems[0]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_mutilated_pdf_raises(data: st.DataObject) -> None:
    content = pdf(REPORT, SECOND)
    start = data.draw(st.integers(8, len(content)))
    content = content[:start] + data.draw(st.binary(max_size=4)) + content[start + data.draw(st.integers(0, 100)) :]
    items = list(documents(content, name="p"))
    assert len(items) == 1
    assert items[0].document or items[0].problem


# --- mail ------------------------------------------------------------------------------------------------------------


def test_a_mail_comes_with_its_headers_and_names_what_hangs_on_it() -> None:
    found = got("letter.eml")
    document = found.documents[""]
    assert document.text == (
        "Keeper: lamp “failed”\n\nThe café keeper says the lamp failed, the Lantern reports.\n\n"
        "The coast guard did not respond."
    )
    assert linked(document) == [("Lantern", "https://lantern.example/lamp?key=***")]
    assert (document.authors, document.outlet) == (("Ida Fälk",), "Herald Evening Letter")
    assert (document.published, document.identifier) == ("2031-03-04T18:59:58+01:00", "mid:letter-17@herald.example")
    assert referred(document) == [("reply", "In-Reply-To", None, None, "mid:tip-3@lantern.example")]
    assert document.warnings[0] == "What hangs on the mail was not read: log.pdf."


@pytest.mark.parametrize(
    "prose",
    [
        "From: the harbour office\nDate: Tuesday\n\nThe ferry is late, she said.\n",
        "Subject: ferries\nThe ferry is late, she said.\n",
        "From the harbour office, a word:\nDate: Tuesday, she said.\n",
    ],
)
def test_a_text_with_a_line_or_two_like_headers_is_no_mail(prose: str) -> None:
    assert got(prose.encode()).only.text == prose


def test_a_mail_without_text_is_a_problem() -> None:
    assert "no text" in got(b"From: a@a.example\nDate: Tue, 4 Mar 2031 18:59:58 +0100\nMessage-ID: <1>\n\n").problems[0]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_mutilated_mail_raises(data: st.DataObject) -> None:
    content = (FIXTURES / "letter.eml").read_bytes()
    start = data.draw(st.integers(0, len(content)))
    content = content[:start] + data.draw(st.binary(max_size=6)) + content[start + data.draw(st.integers(0, 200)) :]
    items = list(documents(content, name="m"))
    assert len(items) == 1
    assert items[0].document or items[0].problem


# --- ninjs -----------------------------------------------------------------------------------------------------------


def test_ninjs_3_with_what_it_rests_on_and_its_kill() -> None:
    document = read(FIXTURES / "ninjs3.json")
    assert document.text.startswith(
        "Keeper: lamp failed\n\nThe lamp at Cape Orrin failed, the keeper told the Lantern."
    )
    assert document.retracted
    assert (document.outlet, document.authors) == ("North Wire", ("Una Prell",))
    assert (document.published, document.modified) == ("2031-03-04T18:00:00+01:00", "2031-03-05T09:00:00+01:00")
    assert [(r.relation.value, r.field, r.name) for r in document.references] == [
        ("source", "infoSources", "Evening Lantern"),
        ("source", "infoSources", "coast guard desk"),
        ("corrects", "associations", "Keeper: lamp lit"),
        ("related", "associations", "background"),
    ]
    assert "misquoted" in document.warnings[0]


def test_ninjs_1() -> None:
    document = read(FIXTURES / "ninjs1.json")
    assert document.text == "Lamp lit\n\nThe lamp is lit, the keeper said."
    assert not document.retracted
    assert [r.name for r in document.references] == ["Evening Lantern", "Old lamp"]


@pytest.mark.parametrize("name", ["ninjs1.json", "ninjs3.json", "letter.eml"])
def test_what_is_one_document_is_read_as_one(name: str) -> None:
    assert isinstance(read(FIXTURES / name), Document)


def test_json_of_an_unknown_kind_says_what_it_has() -> None:
    with pytest.raises(InputError, match="“shares”"):
        read(b'{"shares": 3}')


def test_a_mailbox_is_read_mail_by_mail() -> None:
    mail = (FIXTURES / "letter.eml").read_bytes()
    empty = b"From: a@b.example\nDate: Mon, 03 Mar 2031 10:00:00 +0100\nMessage-ID: <1@b>\n\n"
    line = b"From press@harbour.example Mon Mar  3 10:00:00 2031\n"
    found = got(line + mail + b"\n\n" + line + empty + b"\n\n" + line + mail.replace(b"Date: ", b"Date:  "), "box")
    assert list(found.documents) == ["mail 1", "mail 3"]
    assert ["box mail 2" in problem for problem in found.problems] == [True]
    quoted = got(mail + b"\n\nFrom the tower it was seen in 2031.\n", "one")
    assert list(quoted.documents) == [""]


@pytest.mark.parametrize("start", ["", '<?xml version="1.0"?>\n', "<!-- feeds -->"])
def test_a_list_of_feeds_is_no_article(start: str) -> None:
    found = got(f'{start}<opml version="2.0"><body><outline xmlUrl="https://a.example/f"/></body></opml>'.encode())
    assert not found.documents
    assert "whosays watch" in found.problems[0]


RAILWAY = [
    "The railway company has denied that",
    "drones hit the rail bridge at Halvern",
    "on Wednesday evening. A crane fell dur-",
    "ing works, a spokeswoman, Ana Perle,",
    "said at a press briefing in the town.",
]
MAYOR = [
    "The council of Tarn has not sold the",
    "old waterworks, the mayor, Gerd Noll,",
    "said on Thursday. He called the story",
    "an invention. Brightwell Holdings did",
    "not respond to a request for comment.",
]
FERRY = [
    "The hull of the ferry is cracked, the",
    "harbour master said on Friday. Nobody",
    "was hurt, she said. The company has",
    "not answered. It runs two ferries, and",
    "both of them were built in the north.",
]


def _whole(lines: list[str]) -> str:
    return " ".join(lines).replace("dur- ing", "during")


@pytest.mark.parametrize("by_rows", [True, False])
@pytest.mark.parametrize("columns", [[RAILWAY, MAYOR], [MAYOR, FERRY, RAILWAY]])
def test_a_page_is_read_column_by_column_whatever_order_it_is_drawn_in(by_rows: bool, columns: list[list[str]]) -> None:
    left = [50 + 190 * n for n in range(len(columns))]
    drawn = [
        (x, 670 - 13 * row, 8, line) for x, lines in zip(left, columns, strict=True) for row, line in enumerate(lines)
    ]
    if by_rows:
        drawn.sort(key=lambda one: -one[1])
    heads = [(x, 700, 14, f"Headline {n} of it") for n, x in enumerate(left, 1)]
    content = pdf([(50, 740, 9, "TARN POST   Thursday 13 March 2025   Page 3"), *heads, *drawn])
    document = got(content).only
    parts = document.text.split("\n\n")
    expected = [part for n, lines in enumerate(columns, 1) for part in (f"Headline {n} of it", _whole(lines))]
    assert parts == ["TARN POST Thursday 13 March 2025 Page 3", *expected]
    assert document.quote(document.furniture[:1]) == parts[0]
    assert document.title == "Headline 1 of it"


def test_a_headline_over_both_columns_and_a_sentence_that_goes_on_in_the_next() -> None:
    drawn = [
        (x, 640 - 13 * row, 10, line)
        for x, lines in ((50, RAILWAY[:-1]), (320, [*RAILWAY[-1:], *MAYOR]))
        for row, line in enumerate(lines)
    ]
    content = pdf(
        [(50, 700, 20, "Railway denies that drones hit the bridge at Halvern"), *sorted(drawn, key=lambda one: -one[1])]
    )
    assert _whole(RAILWAY) in got(content).only.text
    assert got(content).only.text.startswith("Railway denies that drones hit the bridge at Halvern\n\nThe railway")


def test_a_table_stays_in_rows() -> None:
    rows = [
        (x, 700 - 13 * row, 10, words)
        for row in range(8)
        for x, words in ((50, f"Ferry {row}"), (200, f"{row} cracks"), (400, "closed"))
    ]
    assert "Ferry 3 3 cracks closed" in " ".join(
        got(pdf([*rows, (50, 500, 10, "The table of cracks of all ferries of the town.")])).only.text.split()
    )
