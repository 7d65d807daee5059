"""The page of a story in a real browser: the answer on a phone's first screen, text to pass on, two pages of paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import chromium, needs_browser
from whosays.reading import read
from whosays.reports.story.html import page as written
from whosays.story import story
from whosays.trace import trace

pytestmark = needs_browser

PATHS = sorted((Path(__file__).parent.parent / "examples" / "story").glob("*.txt"))
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    traces = [trace(read(path)) for path in PATHS]
    target = tmp_path_factory.mktemp("page") / "story.html"
    target.write_text(written(story(traces, paths=[str(path) for path in PATHS]), traces), encoding="utf-8")
    return target.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


def test_on_a_phone_the_answer_is_on_the_first_screen(browser: Any, address: str) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(address)
    for part in ("h1", ".opening .rests", ".opening .given", ".opening button", ".opening .next li"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], part
    assert "Up to 300 seals" in page.locator("h1").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_button_copies_three_sentences_and_the_words_that_show_them(browser: Any, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)
    page.locator(".opening button").click()
    page.get_by_text("Copied").wait_for()
    claim, said, *proofs = page.evaluate("navigator.clipboard.readText()").split("\n\n")
    assert "seals are living in the flooded car park" in claim
    assert said.startswith("Rests on an unnamed source")
    assert "1 independent origin." in said
    assert "Petra Voss cannot confirm it" in said
    assert "Ines Caldow, 2025-03-03: “A friend who works for the council" in proofs[0]


def test_without_a_script_the_text_to_pass_on_is_there(browser: Any, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    assert page.locator(".opening .note").is_visible()


def test_ten_documents_are_two_pages_of_paper(browser: Any, address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(address)
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2
    page.emulate_media(media="print")
    for part in ("h1", ".opening .rests", ".told .graph"):
        assert page.locator(part).first.is_visible()
    assert not page.locator("table.ways").first.is_visible()
