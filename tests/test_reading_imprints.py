"""Lines that say who published a text and when: they give outlet, date and author, and are no part of the article."""

from __future__ import annotations

from itertools import pairwise

import pytest

from whosays.reading import read_text

HEADLINE = "Ferry hull is cracked, engineers find"
BODY = (
    "Engineers who went down on Monday found a crack two metres long in the hull of the ferry.\n\n"
    "The company said that the ferry would stay in port until April.\n"
)
HOLT = ("Mira Holt",)


@pytest.mark.parametrize(
    ("lines", "outlet", "published", "authors"),
    [
        ("By Mira Holt\nEstuary Mercury, 28 November 2026", "Estuary Mercury", "2026-11-28", HOLT),
        ("Estuary Mercury, 28 November 2026, 05:10", "Estuary Mercury", "2026-11-28T05:10:00", ()),
        ("By Mira Holt | Tarn Post | 3 March 2031", "Tarn Post", "2031-03-03", HOLT),
        ("Tarn Post | By Mira Holt | 3 March 2031", "Tarn Post", "2031-03-03", HOLT),
        ("Tarn Post - 3 Mar 2031, 05:10", "Tarn Post", "2031-03-03T05:10:00", ()),
        ("Published 3 March 2031 by Tarn Post", "Tarn Post", "2031-03-03", ()),
        ("Posted by Tarn Post on 3 March 2031 at 05:10", "Tarn Post", "2031-03-03T05:10:00", ()),
        ("By Mira Holt, Tarn Post\n3 March 2031", "Tarn Post", "2031-03-03", HOLT),
        ("Mira Holt, Tarn Post, 3 March 2031", "Tarn Post", "2031-03-03", HOLT),
        ("3 March 2031 | Tarn Post", "Tarn Post", "2031-03-03", ()),
        ("The Tarn Gazette — March 3, 2031", "The Tarn Gazette", "2031-03-03", ()),
        ("Tarn Post · 3 March 2031 · 4 min read", "Tarn Post", "2031-03-03", ()),
        ("Tarn Evening News (3 March 2031)", "Tarn Evening News", "2031-03-03", ()),
        ("The Daily Star-Courier, February 2, 2031", "The Daily Star-Courier", "2031-02-02", ()),
        ("Mira Holt\nTarn Post\n3 March 2031", "Tarn Post", "2031-03-03", HOLT),
        ("By Mira Holt\n\nThe Evening Echo\n\n3 March 2031", "The Evening Echo", "2031-03-03", HOLT),
        ("By Mira Holt in Aldmoor, Tarn Post\nUpdated 3 March 2031", "Tarn Post", None, HOLT),
        (
            "By Mira Holt for the Tarn Post\nPublished: 3 March 2031, 05:10 GMT",
            "Tarn Post",
            "2031-03-03T05:10:00+00:00",
            HOLT,
        ),
        ("www.tarnpost.example | 3 March 2031", "www.tarnpost.example", "2031-03-03", ()),
        ("By Staff Writer\nTarnLine · 3 March 2031", "TarnLine", "2031-03-03", ()),
        ("Radio Tarn, 3 March 2031", "Radio Tarn", "2031-03-03", ()),
    ],
)
def test_a_line_with_a_papers_name_and_a_date_says_who_published_it(
    lines: str, outlet: str, published: str | None, authors: tuple[str, ...]
) -> None:
    document = read_text(f"{HEADLINE}\n\n{lines}\n\n{BODY}")
    assert (document.outlet, document.published, document.authors) == (outlet, published, authors)
    assert document.title == HEADLINE
    left = "".join(document.text[end:start] for (_, end), (start, _) in _gaps(document.furniture, len(document.text)))
    assert " ".join(left.split()) == " ".join(f"{HEADLINE} {BODY}".split())


def _gaps(furniture: tuple[tuple[int, int], ...], length: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    edges = [(0, 0), *furniture, (length, length)]
    return list(pairwise(edges))


@pytest.mark.parametrize("name", ["Tarn Post, 3 March 2031", "TARN POST\n3 March 2031"])
def test_it_may_stand_over_the_headline(name: str) -> None:
    document = read_text(f"{name}\n\n{HEADLINE}\n\nBy Mira Holt\n\n{BODY}")
    assert (document.outlet, document.title) == (name.split(",")[0].split("\n")[0], HEADLINE)
    assert (document.published, document.authors) == ("2031-03-03", HOLT)


@pytest.mark.parametrize(
    "line",
    [
        "Source: Tarn Post, 3 March 2031",
        "From the Tarn Post, 3 March 2031",
        "Aldmoor, 3 March 2031",
        "Aldmoor Town Hall, 3 March 2031",
        "The ferry left Aldmoor on 3 March 2031 with 40 people aboard.",
        "The Tarn Post reported on 3 March 2031 that the hull was cracked.",
        "Tarn Post wins award, 3 March 2031",
        "World News, 3 March 2031",
        "Mira Holt, 3 March 2031",
    ],
)
def test_what_says_where_it_was_taken_from_or_names_a_place_gives_no_outlet(line: str) -> None:
    assert read_text(f"{HEADLINE}\n\n{line}\n\n{BODY}").outlet is None
