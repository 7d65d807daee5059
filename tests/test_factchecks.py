"""Published fact-checks: read from ClaimReview, MediaReview and plain layouts; shown beside the claims they fit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.ledger_build import MAYOR, MILL, OUTLETS, document
from whosays.cli import run
from whosays.ledger import open_ledger
from whosays.model import Document, FactCheck, record
from whosays.reading import documents, read
from whosays.reading.factchecks import in_layout

BODY = "".join(f"<p>The report number {n} was looked at by the desk for a whole day.</p>" for n in range(12))
REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://tern.example/check/weir",
    "claimReviewed": "No warning was given before the weir at Tarn Hollow broke",
    "datePublished": "2031-03-05",
    "author": {"@type": "Organization", "name": "Tern Check"},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "alternateName": "Mostly wrong"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Bay Truth"},
        "datePublished": "2031-03-01",
        "appearance": {"@type": "SocialMediaPosting", "url": "https://chirper.example/9", "headline": "THEY KNEW"},
    },
}


def page(tmp_path: Path, *described: Any, body: str = BODY) -> Document:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in described)
    path = tmp_path / "check.html"
    path.write_text(
        f"<html lang=en><head><title>Was nobody warned?</title>{scripts}</head>"
        f"<body><article><h1>Was nobody warned?</h1>{body}</article></body></html>",
        encoding="utf-8",
    )
    return read(str(path))


def test_a_claim_review_is_read_and_what_it_reviews_is_not_the_page(tmp_path: Path) -> None:
    read_page = page(tmp_path, REVIEW)
    assert read_page.fact_checks == (
        FactCheck(
            claim="No warning was given before the weir at Tarn Hollow broke",
            verdict="Mostly wrong",
            publisher="Tern Check",
            date="2031-03-05",
            url="https://tern.example/check/weir",
            claimant="Bay Truth",
            appearance="https://chirper.example/9",
        ),
    )
    assert read_page.published == "2031-03-05"
    assert "Bay Truth" not in read_page.authors
    assert read_page.title == "Was nobody warned?"


def test_reviews_come_in_graphs_and_lists_and_each_counts_once(tmp_path: Path) -> None:
    other = {**REVIEW, "claimReviewed": "The mill was closed by order"}
    found = page(tmp_path, {"@graph": [REVIEW, other]}, [REVIEW]).fact_checks
    assert [check.claim for check in found] == [REVIEW["claimReviewed"], "The mill was closed by order"]


def test_a_media_review_is_read(tmp_path: Path) -> None:
    review = {
        "@type": "MediaReview",
        "mediaAuthenticityCategory": "DecontextualizedContent",
        "originalMediaContextDescription": "The picture shows the weir of another river",
        "url": "https://tern.example/check/weir",
        "datePublished": "2031-03-06",
        "author": {"name": "Tern Check"},
        "itemReviewed": {
            "@type": "ImageObject",
            "contentUrl": "https://chirper.example/9.jpg",
            "mediaItemAppearance": [
                {"@type": "ImageObjectSnapshot", "accessedOnUrl": "https://chirper.example/9",
                 "description": "The weir at Tarn Hollow breaks"}
            ],
        },
    }  # fmt: skip
    read_page = page(tmp_path, review)
    (check,) = read_page.fact_checks
    assert check.claim == "The weir at Tarn Hollow breaks", "what it was said to show, not what it shows"
    assert check.verdict == "DecontextualizedContent: The picture shows the weir of another river"
    assert check.appearance == "https://chirper.example/9"
    assert (read_page.url, read_page.published) == ("https://tern.example/check/weir", "2031-03-06")


@pytest.mark.parametrize(
    "broken",
    [
        {"@type": "ClaimReview"},
        {"@type": "ClaimReview", "claimReviewed": 7},
        {"@type": "ClaimReview", "claimReviewed": ["", {}]},
        {"@type": "Review", "reviewBody": "A fine book"},
        {"@type": "MediaReview", "mediaAuthenticityCategory": "Satire", "itemReviewed": {"@type": "VideoObject"}},
        {"@type": "MediaReview", "originalMediaContextDescription": "Another river, in 2019"},
    ],
)
def test_what_names_no_claim_is_no_fact_check(tmp_path: Path, broken: Any) -> None:
    assert page(tmp_path, broken).fact_checks == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CLAIM: It was old.\n\nWords.\n\nVERDICT: False. It was new.", [("It was old.", "False. It was new.")]),
        ("The claim: it fell\nOur rating: Half right", [("it fell", "Half right")]),
        ("CLAIM — it fell\nTP’s assessment: Missing context", [("it fell", "Missing context")]),
        ("Claim: one\nVerdict: True\nClaim: two\nVerdict: False", [("one", "True"), ("two", "False")]),
        ("The claim: it fell", []),
        ("The verdict: guilty", []),
        ("He said the claim: it fell, was wrong.\nVerdict: False", []),
        ("Claim: it fell\n" + "line\n" * 60 + "Verdict: False", []),
    ],
)
def test_the_plain_layout(text: str, found: list[tuple[str, str]]) -> None:
    checks = in_layout(text, url="https://tern.example/1", outlet="Tern Check", date="2031-03-05")
    assert [(check.claim, check.verdict) for check in checks] == found
    assert {check.publisher for check in checks} <= {"Tern Check"}


def test_a_document_keeps_them_and_one_without_any_looks_as_before() -> None:
    plain = document(OUTLETS[0], MAYOR).document
    assert "fact_checks" not in plain.to_dict()
    checked = replace(plain, fact_checks=(FactCheck("It fell", "False", "Tern Check"),))
    assert Document.from_dict(checked.to_dict()) == checked
    assert checked.id == plain.id


def fact_check(claim: str, verdict: str = "Mostly wrong") -> Any:
    told = document("Tern Check", "Tern Check was founded by four students above a bakery.")
    check = FactCheck(claim, verdict, "Tern Check", "2031-03-05", "https://tern.example/check/weir")
    return replace(told, document=replace(told.document, fact_checks=(check,)))


WARNED = "No warning was given to the people of Lower Tarn before the weir at Tarn Hollow broke."


def test_a_claim_shows_the_fact_checks_that_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "whosays.db"
    with open_ledger(str(path)) as ledger:
        ledger.add_trace(document(OUTLETS[0], WARNED), as_input="a")
        ledger.add_trace(document(OUTLETS[1], MILL), as_input="b")
        ledger.add_trace(fact_check("No warning was given before the weir at Tarn Hollow broke"), as_input="c")
        names = {listed.text: listed.claim for listed in ledger.claims()}
        warned, mill = ledger.claim(names[WARNED]), ledger.claim(names[MILL])
    assert isinstance(warned, record.Claim)
    assert isinstance(mill, record.Claim)
    assert isinstance(warned.fact_checks, tuple)
    (check,) = warned.fact_checks
    assert (check.verdict, check.publisher, check.document) == ("Mostly wrong", "Tern Check", "d3")
    assert not mill.fact_checks
    assert run(["show", names[WARNED], "--ledger", str(path)]) == 0
    out = capsys.readouterr().out
    assert "the verdicts are theirs" in out
    assert "Mostly wrong (Tern Check, 2031-03-05, https://tern.example/check/weir, d3)" in out
    assert run(["show", names[WARNED], "--ledger", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["fact_checks"][0]["verdict"] == "Mostly wrong"


@pytest.mark.parametrize(
    "near",
    [
        "The weir at Tarn Hollow broke on Sunday",  # another claim about the same
        "Warning was given to the people of Lower Tarn before the weir at Skelby broke",  # another place
        "Forty warnings were given in the year before",
    ],
)
def test_a_fact_check_of_something_near_is_not_shown(tmp_path: Path, near: str) -> None:
    with open_ledger(str(tmp_path / "whosays.db")) as ledger:
        ledger.add_trace(document(OUTLETS[0], WARNED), as_input="a")
        ledger.add_trace(fact_check(near), as_input="b")
        held = ledger.claim("k1")
    assert isinstance(held, record.Claim)
    assert held.text == WARNED
    assert not held.fact_checks


FEED = {
    "@context": "https://schema.org",
    "@type": "DataFeed",
    "dataFeedElement": [
        {"@type": "DataFeedItem", "url": "https://tern.example/check/weir", "item": [REVIEW]},
        {
            "@type": "DataFeedItem",
            "item": [
                {**REVIEW, "claimReviewed": "The mill was closed by order", "url": "https://tern.example/check/mill",
                 "reviewBody": "The mayor said on Monday that the owner had closed it."},
            ],
        },
        {"@type": "DataFeedItem", "item": None},
        {"@type": "DataFeedItem", "item": [{"@type": "ClaimReview", "url": "https://tern.example/check/none"}]},
    ],
}  # fmt: skip


def test_a_dump_of_reviews_is_a_document_each_and_what_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_text(json.dumps(FEED), encoding="utf-8")
    items = list(documents(path))
    weir, mill = (item.document for item in items if item.document is not None)
    assert (weir.outlet, weir.published, weir.url) == ("Tern Check", "2031-03-05", "https://tern.example/check/weir")
    assert weir.fact_checks == (
        FactCheck(
            REVIEW["claimReviewed"],
            "Mostly wrong",
            "Tern Check",
            "2031-03-05",
            "https://tern.example/check/weir",
            "Bay Truth",
            "https://chirper.example/9",
        ),
    )
    assert weir.quote(weir.furniture) == f"Claim: {REVIEW['claimReviewed']} … Verdict: Mostly wrong"
    assert "owner had closed it" in mill.text
    assert "owner had closed it" not in mill.quote(mill.furniture)
    problems = [(item.name, item.problem.cause) for item in items if item.problem is not None]
    assert [name for name, _ in problems] == [f"{path} record 3", f"{path} record 4"]
    assert "holds no ClaimReview" in problems[0][1]
    assert "does not say what was claimed" in problems[1][1]


def test_a_list_and_lines_of_reviews_are_read_the_same(tmp_path: Path) -> None:
    for name, text in (("list.json", json.dumps([REVIEW])), ("lines.jsonl", (json.dumps(REVIEW) + "\n") * 2)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        found = [item.document for item in documents(tmp_path / name)]
        assert {one.fact_checks[0].claim for one in found if one is not None} == {REVIEW["claimReviewed"]}
        assert None not in found


def test_whoever_checks_a_claim_does_not_make_it(tmp_path: Path) -> None:
    path, dump = tmp_path / "whosays.db", tmp_path / "dump.json"
    dump.write_text(json.dumps([REVIEW]), encoding="utf-8")
    with open_ledger(str(path)) as ledger:
        ledger.add_trace(document(OUTLETS[0], WARNED), as_input="a")
        ledger.add_trace(document(OUTLETS[1], MILL), as_input="b")
    assert run(["add", str(dump), "--ledger", str(path)]) == 0
    with open_ledger(str(path)) as ledger:
        names = {listed.text: listed.claim for listed in ledger.claims()}
        assert set(names) == {WARNED, MILL}
