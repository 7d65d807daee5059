"""The Inbox: what is in doubt comes one at a time, is decided by one key, and is asked once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.desk_server import Browser, desk
from tests.ledger_build import MAYOR, WEIR, document, weir
from tests.page import parse
from whosays.errors import UsageError
from whosays.ledger import Ledger, open_ledger
from whosays.model import Response

OTHER = "The weir at Tarn Hollow broke on Sunday night and drowned four cows in Lower Tarn."
WHO = {"who": "Ida Falk", "why": "read side by side"}


@pytest.fixture
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path_factory.mktemp("inbox") / "whosays.db")) as ledger:
        unsure = document("Tarn Post", ("Edda Marsh", WEIR), published="2031-03-02")
        ledger.add_trace(replace(unsure, attributions=(replace(unsure.attributions[0], confidence=0.4),)), as_input="a")
        answer = weir("Upland Wire", ("Bo Rill", "That is not so.", Response.DENY))
        ledger.add_trace(replace(answer, attributions=(replace(answer.attributions[0], confidence=0.6),)), as_input="b")
        ledger.add_trace(document("Hollow Times", OTHER, MAYOR), as_input="c")
        yield ledger


def kinds(ledger: Ledger) -> list[str]:
    return [doubt.kind for doubt in ledger.doubts()]


def test_doubts_come_the_least_sure_first(held: Ledger) -> None:
    doubts = held.doubts()
    assert [d.confidence for d in doubts] == sorted(d.confidence for d in doubts)
    assert {"speaker", "answer", "link"} <= {d.kind for d in doubts}
    (speaker,) = (d for d in doubts if d.kind == "speaker")
    assert (speaker.names, speaker.value) == (("d1:a1",), "Edda Marsh")
    assert WEIR in speaker.other.words


def test_what_is_decided_is_not_asked_again(held: Ledger) -> None:
    before = kinds(held)
    held.correct("d1:a1", {"speaker": "Edda Marsh"}, **WHO)
    held.correct("d2:a1", {"answer": "deny", "to": "k1"}, **WHO)
    after = kinds(held)
    assert {"speaker", "answer", "link"} & set(before)
    assert not {"speaker", "answer", "link"} & set(after)


def test_claims_that_are_kept_apart_are_not_asked_about_again(held: Ledger) -> None:
    pairs = [d for d in held.doubts() if d.kind == "claims"]
    assert pairs, [c.text for c in held.claims()]
    held.decide("apart", list(pairs[0].names), **WHO)
    assert pairs[0].names not in [d.names for d in held.doubts()]
    texts = {c.claim: c.text for c in held.claims()}
    held.add_trace(weir("Mere Courier", OTHER), as_input="d")
    assert {name: c for name, c in ((c.claim, c.text) for c in held.claims()) if name in texts} == texts
    held.undo("j1", **WHO)
    assert pairs[0].names in [d.names for d in held.doubts()]


@pytest.mark.parametrize("names", [["k1"], ["k1", "k1"], ["k1", "k99"], ["d1:s1", "k1"], ["d1:s1", "d99:s1"]])
def test_keeping_apart_needs_two_things_that_are_there(held: Ledger, names: list[str]) -> None:
    head = held.head()
    with pytest.raises(UsageError):
        held.decide("apart", names, **WHO)
    assert held.head() == head


def test_one_doubt_a_page_with_both_texts_and_one_button_a_decision(held: Ledger) -> None:
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        doubts = held.doubts()
        for at, doubt in enumerate(doubts):
            page = parse(browser.get("/inbox", at=str(at)).text)
            assert page.one("h1").text == doubt.question
            assert doubt.why in page.text
            assert len(page.all("article")) == 2
            keys = {b.attributes["data-key"] for b in page.all("button") if b.attributes.get("name") == "verb"}
            assert keys in ({"m", "s"}, {"a", "x"})
        assert browser.get("/inbox", at="99999").status == 200
        assert browser.get("/inbox", at="-1", done="j<b>").status == 200


def test_deciding_leads_on_and_can_be_taken_back(held: Ledger) -> None:
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        (at,) = (n for n, d in enumerate(held.doubts()) if d.kind == "speaker")
        page = parse(browser.get("/inbox", at=str(at)).text)
        (form,) = (f for f in page.all("form") if f.attributes.get("action") == "/inbox")
        fields = [
            (node.attributes["name"] or "", node.attributes.get("value") or "")
            for node in form.all("input")
            if node.attributes["name"] not in ("who", "verb")
        ]
        answer = browser.post("/inbox", *fields, ("who", "Ed"), ("verb", "accept"))
        assert (answer.status, answer.headers["location"]) == (303, f"/inbox?at={at}&done=j1")
        assert "speaker" not in kinds(held)
        next_page = browser.get(answer.headers["location"]).text
        assert re.search(r'name="decision" value="j1"|value="j1" name="decision"', next_page)
        assert 'value="Ed"' in next_page, "who decides is remembered"
        assert browser.post("/undo", ("decision", "j1"), ("who", "Ed"), ("why", "no"), ("back", "inbox")).status == 303
        assert "speaker" in kinds(held)
        assert browser.post("/inbox", ("kind", "odd"), ("who", "Ed"), ("why", "x")).status == 400
        assert held.verify() is None
