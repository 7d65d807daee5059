"""Who answers a claim, put right from the page of that claim: the form has what the story shows, and what is chosen is
what is written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk_server import Browser, desk
from tests.ledger_build import WEIR, document, weir
from tests.page import parse
from tests.test_desk_particulars import SIGNED, WHO, beside, fields
from whosays.ledger import Ledger, open_ledger
from whosays.model import Response, Trace, record
from whosays.reports.html.markup import el
from whosays.reports.ledger import source_text
from whosays.server.jobs import READING, WAITING, Job, Put, Sent, Told
from whosays.server.pages import adding
from whosays.server.pages import document as pages_document
from whosays.wording import role_in_words

MILL = "The paper mill at Skelby will close in March after ninety years of work."
UNTIED = "The weir at Tarn Hollow did not break, and no house in Lower Tarn was flooded."


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "w.db")) as ledger:
        ledger.add_trace(weir("Tarn Post", published="2031-03-02"), as_input="a")
        ledger.add_trace(
            document("Hollow Times", WEIR, ("Bo Rill", "That is not so.", Response.DENY), published="2031-03-03"),
            as_input="b",
        )
        yield ledger


@pytest.fixture
def browser(held: Ledger) -> Iterator[Browser]:
    with desk(held) as door:
        made = Browser(door)
        assert made.enter().status == 303
        yield made


def answers(held: Ledger, name: str = "k1") -> dict[str, str]:
    claim = held.claim(name)
    assert isinstance(claim, record.Claim)
    return {one.handle: one.response for one in claim.responses}


def form(browser: Browser, what: str, back: str = "k1") -> dict[str, str]:
    return fields(browser.get("/correct", what=what, back=back).text, what)


def send(browser: Browser, given: dict[str, str], **more: str) -> int:
    return browser.post("/correct", *{**given, **more, **dict(SIGNED)}.items()).status


def untied(outlet: str) -> Trace:
    """A document whose speaker answers what only other documents tell."""
    made = document(outlet, MILL, ("Olga Senn", UNTIED, Response.DENY), published="2031-03-04")
    said = replace(made.attributions[0], responds_to=None)
    return replace(made, attributions=(said,), claims=tuple(replace(c, responses=()) for c in made.claims))


@pytest.mark.parametrize("answer", ["cannot-confirm", "confirm", "decline", "no-answer", "query", "support"])
def test_what_is_chosen_is_what_is_written(browser: Browser, held: Ledger, answer: str) -> None:
    there = form(browser, "d2:a1")
    assert (there["answer"], there["to"]) == ("deny", "c1"), "as the story shows it"
    assert send(browser, there, answer=answer) == 303
    assert answers(held) == {"d2:a1": answer}
    assert "answers no claim" not in held.decisions(1)[0].told
    there = form(browser, "d2:a1")
    assert (there["answer"], there["to"]) == (answer, "c1")
    assert send(browser, there, answer="none") == 303
    assert answers(held) == {}


def test_an_answer_that_only_the_story_ties_is_shown_and_put_right(browser: Browser, held: Ledger) -> None:
    held.add_trace(untied("Upland Wire"), as_input="c")
    held.correct("d3:a1", {"answer": "deny", "to": "k1"}, **WHO)
    assert answers(held)["d3:a1"] == "deny"
    there = form(browser, "d3:a1")
    assert (there["answer"], there["to"]) == ("deny", "k1")
    assert send(browser, there, answer="cannot-confirm") == 303
    assert answers(held) == {"d2:a1": "deny", "d3:a1": "cannot-confirm"}
    assert "cannot confirm it, namely “The weir" in held.decisions(1)[0].told


def test_a_claim_that_its_document_makes_too_is_the_one_chosen(browser: Browser, held: Ledger) -> None:
    held.correct("d2:a1", {"answer": "none"}, **WHO)
    held.add_trace(document("Mere Courier", WEIR, ("Ines Pell", "No.", Response.DENY), MILL), as_input="m")
    held.correct("d3:a1", {"answer": "deny", "to": "k1"}, **WHO)
    there = form(browser, "d3:a1")
    assert there["to"] == "c1"
    assert send(browser, there, answer="cannot-confirm") == 303
    assert answers(held) == {"d3:a1": "cannot-confirm"}


def test_what_the_story_ties_to_a_claim_of_the_document_is_in_the_list(browser: Browser, held: Ledger) -> None:
    """By the ledger's name of the claim it was in no list: the browser sent the first entry, "None of these"."""
    made = document("Mere Courier", WEIR, ("Ines Pell", UNTIED, Response.DENY), published="2031-03-04")
    loose = tuple(replace(c, responses=()) for c in made.claims)
    held.add_trace(
        replace(made, attributions=(replace(made.attributions[0], responds_to=None),), claims=loose), as_input="m"
    )
    assert answers(held)["d3:a1"] == "deny", "the story ties it"
    there = form(browser, "d3:a1")
    assert (there["answer"], there["to"]) == ("deny", "c1")
    assert send(browser, there, answer="cannot-confirm") == 303
    assert answers(held)["d3:a1"] == "cannot-confirm"


def test_a_step_that_is_an_answer_answers_the_claim_one_came_from(browser: Browser, held: Ledger) -> None:
    held.add_trace(document("Mere Courier", WEIR, ("Ines Pell", MILL)), as_input="m")
    there = form(browser, "d3:a1")
    assert (there["answer"], there["to"]) == ("none", "c1")
    assert send(browser, there, answer="deny") == 303
    assert answers(held)["d3:a1"] == "deny"


def test_an_answer_to_nothing_is_asked_for_once(browser: Browser, held: Ledger) -> None:
    held.add_trace(document("Mere Courier", WEIR, ("Ines Pell", MILL)), as_input="m")
    there = form(browser, "d3:a1", "d3")
    assert there["to"] == "none"
    head = held.head()
    page = parse(browser.post("/correct", *{**there, "answer": "deny", **dict(SIGNED)}.items()).text)
    assert "say which one it answers" in beside(page, "to")
    assert held.head() == head
    assert send(browser, there, answer="deny", to="k1") == 303
    assert answers(held)["d3:a1"] == "deny"
    there = form(browser, "d3:a1", "d3")
    assert send(browser, there, to="none") == 400
    assert send(browser, there, to="none", nothing="1") == 303
    assert "d3:a1" not in answers(held)


def test_what_else_somebody_says_that_still_counts_is_told(browser: Browser, held: Ledger) -> None:
    """One sentence of his was put elsewhere; another one of the same document, not shown before, denies it too."""
    made = document("Mere Courier", MILL, WEIR, ("Jon Ilve", "No.", Response.DENY), ("Jon Ilve", "It holds.",
                    Response.DENY), ("Ada Venn", "It is not so.", Response.DENY))  # fmt: skip
    held.add_trace(made, as_input="m")
    assert set(answers(held)) == {"d2:a1", "d3:a1", "d3:a3"}, "each speaker once a document"

    def still(done: str) -> list[str]:
        page = parse(browser.get("/claims/k1", done=done).text)
        told = [p for p in page.all("div") if "warnings" in p.classes and "still count" in p.text]
        return [a.attributes["href"] for p in told for a in p.all("a") if "correct" in a.attributes["href"]]

    assert send(browser, form(browser, "d3:a1"), to="c1") == 303
    assert set(answers(held)) == {"d2:a1", "d3:a2", "d3:a3"}
    assert still("j1") == ["/correct?what=d3%3Aa2&back=k1"], "his other one, nobody else's"
    assert "still count" not in browser.get("/claims/k1").text
    assert send(browser, form(browser, "d3:a2"), to="c1") == 303
    assert still("j2") == []
    assert set(answers(held)) == {"d2:a1", "d3:a3"}


# --- whether a claim should stand ------------------------------------------------------------------------------------


def asked_of(browser: Browser, name: str = "k1") -> dict[str, str]:
    """The buttons by which a claim itself is decided about, by what they send."""
    page = parse(browser.get(f"/claims/{name}").text)
    for form in page.all("form"):
        about = [i.attributes.get("value") for i in form.all("input") if i.attributes.get("name") == "names"]
        if form.attributes.get("action") == "/decide" and about == [name] and "no claim" in form.text:
            assert "A claim that is denied, or that is false, is a claim: keep it." in form.text
            return {b.attributes["value"]: b.text for b in form.all("button")}
    raise AssertionError("it is not asked about")


def warned(browser: Browser) -> str:
    page = parse(browser.get("/claims/k1").text)
    return " ".join(p.text for p in page.all("p") if "warnings" in p.classes)


def test_a_denied_claim_is_not_asked_whether_it_is_so(browser: Browser) -> None:
    assert asked_of(browser) == {"accept": "Keep it", "reject": "It is no claim"}
    assert "is it so" not in browser.get("/claims/k1").text


def test_a_claim_that_was_taken_out_says_so_until_that_is_taken_back(browser: Browser, held: Ledger) -> None:
    assert "no claim" not in warned(browser)
    browser.post("/decide", ("verb", "reject"), ("names", "k1"), ("back", "k1"), *SIGNED)
    assert "Ida Falk decided that this is no claim (it stands on the page)." in warned(browser), "on every visit"
    browser.post("/decide", ("verb", "accept"), ("names", "k1"), ("back", "k1"), *SIGNED)
    assert "no claim" not in warned(browser), "the last word counts"
    held.undo("j2", **WHO)
    assert "no claim" in warned(browser)
    held.undo("j1", **WHO)
    assert "no claim" not in warned(browser)


def test_the_address_of_what_was_frozen_can_be_opened_again(browser: Browser) -> None:
    assert "Nothing of this claim is frozen" in browser.get("/claims/k1/freeze").text
    links = []
    for _ in range(2):
        page = parse(browser.post("/claims/k1/freeze").text).one("main")
        links.append(next(a.attributes["href"] for a in page.all("a") if a.attributes["href"].startswith("/s/")))
    again = browser.get("/claims/K1/freeze")
    page = parse(again.text).one("main")
    shown = [a.attributes["href"] for a in page.all("a") if a.attributes["href"].startswith("/s/")]
    assert (again.status, shown) == (200, links[::-1]), "each, the newest first"
    assert browser.get("/claims/k99/freeze").status == 404
    assert browser.get("/claims/d1/freeze").status == 404


def test_what_is_sent_has_findings_before_decisions_and_a_name(browser: Browser, held: Ledger) -> None:
    held.correct("d2:a1", {"answer": "cannot-confirm"}, **WHO)
    address = next(
        a.attributes["href"]
        for a in parse(browser.post("/claims/k1/freeze").text).all("a")
        if a.attributes["href"].startswith("/s/") and "?" not in a.attributes["href"]
    )
    for text in (browser.get(address).text, browser.get("/claims/k1/report").text):
        page = parse(text).one("main").text
        places = [page.index(part) for part in ("Bo Rill", "Decided and put right by people")]
        assert places == sorted(places)
        assert text.index('id="c1-claim"') < text.index("Decided and put right by people")
    name = browser.get(address, file="1").headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="whosays-k1-\d{4}-\d\d-\d\d\.html"', name), "which claim, and when"


# --- what is told while files are read -------------------------------------------------------------------------------

PROBLEM = Told(1, 0, "problem", "empty.txt: it is empty")
TAKEN = Told(2, 0, "taken", "", Put("mill.txt", None, "d3", "new", (), (), 0))


@pytest.mark.parametrize(
    ("steps", "headings"),
    [
        ((), []),
        ((PROBLEM,), ["Could not be used"]),
        ((TAKEN,), ["Taken in"]),
        ((PROBLEM, TAKEN), ["Could not be used", "Taken in"]),
    ],
)
def test_nothing_is_told_to_have_failed_before_it_did(steps: tuple[Told, ...], headings: list[str]) -> None:
    job = Job("u0", (Sent("mill.txt", READING), Sent("empty.txt", WAITING)), steps)
    page = parse(str(el("main", adding.progress(job))))
    assert [h.text for h in page.all("h2") if "hidden" not in h.attributes] == headings


@pytest.mark.parametrize(
    ("role", "house", "told"),
    [
        ("spokeswoman for the authority", "the authority", "spokeswoman for the authority"),
        ("spokeswoman for the authority", "The Authority", "spokeswoman for the authority"),
        ("harbour board spokesman", "the harbour board", "harbour board spokesman"),
        ("director of Nordwell (Skelby)", "Nordwell (Skelby)", "director of Nordwell (Skelby)"),
        ("mayor", "Lower Tarn", "mayor of Lower Tarn"),
        ("millwright", "the mill", "millwright of the mill"),
        ("secretary", None, "secretary"),
        (None, "the union", "the union"),
        (None, None, ""),
    ],
)
def test_a_house_is_said_once(held: Ledger, role: str | None, house: str | None, told: str) -> None:
    made = weir("Mere Courier", ("Ida Senn", "No.", Response.DENY))
    speaker = replace(made.sources[0], role=role, affiliation=house)
    held.add_trace(replace(made, sources=(speaker,)), as_input="m")
    (row,) = held.source("Ida Senn")
    assert role_in_words(row.role, row.affiliation) == told
    page = str(el("main", pages_document.source("Ida Senn", [row], None)))
    assert not told or told in parse(page).text
    (line, *_) = source_text([row])
    assert line.endswith(f", {told}" if told else row.naming)
