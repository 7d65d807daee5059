"""What stands around an article that was copied from a site or sent by an issuer: menus, lists of links, notes."""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import io
import zipfile

import pytest

from tests.reading import got
from whosays.model import Document
from whosays.reading import read_text
from whosays.reading.furniture import is_furniture

LEAD = "The hull of the ferry is cracked, the harbour master said on Friday."
MORE = "Nobody was hurt, she said. The company has not answered."


def left_out(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.furniture]


@pytest.mark.parametrize(
    "menu",
    [
        "Skip to main content\nTarn Post\nHome\nNews\nSport\nOpinion\nSign in\nNews\nLocal\n",
        "Menu\nSearch\nTarn Post\nUK\nWorld\nPolitics\nBooks\nMore\n",
        "Tarn Post\nSubscribe\nLog in\nHome\nWeather\nObituaries\nJobs\n",
        "Home | News | Sport | Opinion | Contact us\nTarn Post\nNews\nHome\nLocal\n",
    ],
)
def test_a_menu_over_a_page_is_no_part_of_it_and_names_the_paper(menu: str) -> None:
    document = read_text(
        f"{menu}Ferry hull is cracked, says harbour master\nBy Edda Moor\nHarbour reporter\n14 March 2025, 20:01 GMT\nShare\nSave\n"
        f"{LEAD}\n{MORE}\n"
    )
    assert (document.title, document.outlet) == ("Ferry hull is cracked, says harbour master", "Tarn Post")
    assert (document.authors, document.published) == (("Edda Moor",), "2025-03-14T20:01:00+00:00")
    assert not {"Home", "News", "Menu", "Subscribe", "UK"} & set(document.text.splitlines()) - set(left_out(document))
    assert LEAD not in left_out(document)


def test_a_line_under_the_headline_does_not_hide_it() -> None:
    document = read_text(
        f"Ferry hull is cracked\nThe harbour master has seen it and the company is silent\nBy Edda Moor\n14 March 2025\n{LEAD}\n{MORE}\n"
    )
    assert document.title == "Ferry hull is cracked"


@pytest.mark.parametrize("heading", ["Read more", "More on this story", "Related stories", "Most read", "See also"])
def test_headlines_of_other_articles_are_no_claims_of_this_one(heading: str) -> None:
    between = read_text(f"{LEAD}\n{heading}\nMayor sells waterworks, says council\nWho is Edda Moor?\n\n{MORE}\n")
    assert left_out(between) == [heading, "Mayor sells waterworks, says council", "Who is Edda Moor?"]
    under = read_text(
        f"{LEAD}\n{MORE}\n\n{heading}\n\nMayor sells waterworks, says council\n1 day ago\n\nTrains diverted\n2 days ago\n"
    )
    assert left_out(under) == [
        heading,
        "Mayor sells waterworks, says council",
        "1 day ago",
        "Trains diverted",
        "2 days ago",
    ]


def test_a_list_of_links_ends_where_the_article_goes_on() -> None:
    document = read_text(f"{LEAD}\n\nRead more\n\nMayor sells waterworks\n\nWhat the engineers found\n\n{MORE}\n")
    assert "What the engineers found" not in left_out(document)
    assert MORE not in left_out(document)


def test_the_foot_of_a_site() -> None:
    document = read_text(
        f"{LEAD}\n{MORE}\nAbout us\nContact\nTerms of use\nPrivacy policy\n© 2025 Tarn Post. All rights reserved.\n"
    )
    assert left_out(document)[:4] == ["About us", "Contact", "Terms of use", "Privacy policy"]


@pytest.mark.parametrize(
    "line",
    [
        "FOR IMMEDIATE RELEASE",
        "Press release",
        "MEDIA STATEMENT",
        "ENDS",
        "- ENDS -",
        "Notes to editors",
        "Note to Editors:",
        "Media contact: Ana Perle, press@tarnferry.example, 020 7946 0000",
        "Press office: 020 7946 0000",
        "For further information please contact Ana Perle on 020 7946 0000.",
        "Anyone with information is asked to call 101 quoting reference 4471 of 12 March, or Crimestoppers on 0800 555 111.",
        "Witnesses are urged to contact the police on 101.",
        "Anybody who was on the quay at the time is asked to e-mail tips@police.example.",
        "If you saw the ferry on Friday, please call 101.",
        "Please quote reference 4471.",
        "Home | News | Sport",
        "Home News Sport Opinion Culture",
    ],
)
def test_what_an_issuer_or_a_site_writes_around_a_text(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ends of the rope were found on the quay.",
        "Ends",
        "The press release said the ferry was safe.",
        "Press office – the captain has resigned",
        "Police asked anyone with information to come forward.",
        "Anyone with information about the hull has been questioned, police said.",
        "UK politics live",
        "World news, sport",
        "Notes to editors were found in the cabin.",
        "The company contacted the coast guard on Friday.",
        "If you saw the hull you would not board, the captain said.",
    ],
)
def test_what_only_begins_like_it(line: str) -> None:
    assert not is_furniture(line)


def test_a_date_that_may_be_two_is_no_claim_and_not_taken() -> None:
    document = read_text(f"Ferry hull is cracked\n\nPublished: 18:20 12/03/2025\n\n{LEAD} {MORE}\n")
    assert left_out(document) == ["Published: 18:20 12/03/2025"]
    assert document.published is None


def test_a_zip_archive_of_a_version_to_come_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("data/tweets.js", "window.YTD.tweets.part0 = []")
    content = bytearray(held.getvalue())
    at = content.index(b"PK\x01\x02")
    content[at + 6 : at + 8] = (246).to_bytes(2, "little")  # the version that is needed to unpack it
    found = got(bytes(content))
    assert not found.documents
    assert found.problems
