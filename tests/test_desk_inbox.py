"""The Inbox: what is in doubt comes one at a time, is decided by one key, and is asked once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.desk_server import Browser, desk
from tests.ledger_build import MAYOR, WEIR, document, weir
from tests.page import parse
from whosays.desk.adding import About, given_text
from whosays.errors import UsageError
from whosays.ledger import Ledger, doubting, open_ledger
from whosays.model import Response
from whosays.server.state import State

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
    return [doubt.kind for doubt in ledger.doubted().doubts]


def test_doubts_come_the_least_sure_first(held: Ledger) -> None:
    doubts = held.doubted().doubts
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
    pairs = [d for d in held.doubted().doubts if d.kind == "claims"]
    assert pairs, [c.text for c in held.claims()]
    held.decide("apart", list(pairs[0].names), **WHO)
    assert pairs[0].names not in [d.names for d in held.doubted().doubts]
    texts = {c.claim: c.text for c in held.claims()}
    held.add_trace(weir("Mere Courier", OTHER), as_input="d")
    assert {name: c for name, c in ((c.claim, c.text) for c in held.claims()) if name in texts} == texts
    held.undo("j1", **WHO)
    assert pairs[0].names in [d.names for d in held.doubted().doubts]


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
        doubts = held.doubted().doubts
        for at, doubt in enumerate(doubts):
            page = parse(browser.get("/inbox", at=str(at)).text)
            assert page.one("h1").text == doubt.question
            assert doubt.why in page.text
            assert len(page.all("article")) == 2
            keys = {b.attributes["data-key"] for b in page.all("button") if b.attributes.get("name") == "verb"}
            assert keys in ({"m", "s"}, {"a", "x"})
        assert browser.get("/inbox", at="99999").status == 200
        assert browser.get("/inbox", at="-1", done="j<b>").status == 200


def test_the_inbox_leads_on_to_claims_that_changed_before(held: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubting, "_CLAIMS", 1)
    leaves = [held.doubted(leaf) for leaf in range(len(held.claims()) + 1)]
    assert [leaf.more for leaf in leaves] == [*[True] * (len(leaves) - 2), False, False]
    assert leaves[-1].doubts == ()
    assert [doubt for leaf in leaves[1:] for doubt in leaf.doubts]
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        pages, address = 0, "/inbox"
        while address:
            page = parse(browser.get(address).text)
            pages += 1
            on = [a.attributes["href"] for a in page.all("a") if "before these" in a.text]
            address = (on[0] or "") if on else ""
        assert pages == len(leaves) - 1
        assert [a.text for a in page.all("a") if "after these" in a.text]


def test_deciding_leads_on_and_can_be_taken_back(held: Ledger) -> None:
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        (at,) = (n for n, d in enumerate(held.doubted().doubts) if d.kind == "speaker")
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


def test_a_slider_shows_a_claim_after_each_of_its_changes(held: Ledger) -> None:
    times = list(dict.fromkeys(step.time for step in held.history("k1")))
    assert len(times) > 1
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        slider = next(n for n in parse(browser.get("/claims/k1").text).all("input") if n.attributes["name"] == "step")
        assert slider.attributes["max"] == str(len(times) - 1)
        first = browser.get("/claims/k1", step="0")
        assert (first.status, first.headers["location"]) == (303, f"/claims/k1?as_of={times[0]}")
        then = browser.get(first.headers["location"]).text
        assert "in 1 document" in parse(then).one(class_="eyebrow").text
        assert 'action="/decide"' not in then, "the past is not decided about"
        assert browser.get("/claims/k1", step="999").headers["location"] == "/claims/k1"


def test_today_says_what_changed_since_the_last_visit(held: Ledger) -> None:
    with closing(State(None)) as state, desk(held, state=state) as door:
        browser = Browser(door)
        browser.enter()

        def again() -> str:
            with state.open() as connection:
                connection.execute("UPDATE visits SET seen = seen - 3600")
            return parse(browser.get("/").text).text

        assert "What changed last" in browser.get("/").text
        assert "Nothing changed of what was there." in again()
        held.add_trace(weir("Mere Courier"), as_input="d")
        assert "What changed since your last visit" in again()
        assert "Mere Courier" in browser.get("/").text, "who comes back at once is still on that visit"
        assert "Nothing changed" in again()


def test_a_visit_is_written_down_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_900_000_000.0]
    monkeypatch.setattr("whosays.server.state.time", SimpleNamespace(time=lambda: now[0]))
    with closing(State(None)) as state:

        def looks(after: float, upto: int) -> tuple[int | None, int]:
            now[0] += after
            with state.open() as connection:
                before = connection.total_changes
                connection.commit()
            since = state.visit("ines", upto)
            with state.open() as connection:
                return since, connection.total_changes - before

        assert looks(0, 10) == (None, 1)
        assert looks(30, 12) == (None, 0)
        assert looks(31, 14) == (None, 1)
        assert looks(3600, 20) == (14, 1)
        assert looks(59, 25) == (14, 0)
        assert looks(-7200, 26) == (14, 1), "a clock that was put back holds nothing up"


def test_a_claim_is_sent_as_a_file_or_frozen(held: Ledger) -> None:
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        sent = browser.get("/claims/k1/report", file="1")
        assert sent.headers["content-disposition"] == 'attachment; filename="whosays-k1.html"'
        page = browser.post("/claims/k1/freeze").text
        number, head = held.head()
        address = re.search(r'href="(/s/[\w-]+)"', page)
        assert address
        assert head in page
        held.correct("k1", {"words": "The weir broke."}, **WHO)
        frozen = browser.get(address[1]).text
        assert f"Frozen at entry {number} of the ledger, whose hash is {head}." in parse(frozen).text
        assert WEIR in frozen
        assert held.verify((number, head)) is None
        assert browser.post("/claims/k99/freeze").status == 400


TOLD = (
    "{outlet}\n3 March 2031\n\nPaper mill at Skelby to close, 90 lose their jobs\n\nBy our business desk\n\n"
    "The paper mill at Skelby will close in March and lay off all 90 workers, a person familiar with the matter told "
    "{outlet}.\n\nThe machines will be sold to a dealer in Osterholm, the person said. The person asked not to be "
    "named because the plans are not public.\n"
)


@pytest.mark.parametrize("outlet", ["Skelby News", "The Tarn Gazette"])
def test_no_document_is_asked_whether_it_has_something_from_its_own_outlet(tmp_path: Path, outlet: str) -> None:
    text = TOLD.format(outlet=outlet)
    with open_ledger(str(tmp_path / "w.db")) as ledger:
        ledger.add(given_text(text, About(), "x"), as_input="3-report.txt")
        ledger.add_trace(document("Fell Gazette", "The paper mill at Skelby will close in March."), as_input="b")
        asked = [d.question for d in ledger.doubted().doubts if d.kind == "link"]
    assert not [one for one in asked if outlet in one.partition(" this from ")[2]], asked


def test_what_somebody_said_of_a_passage_is_not_asked_again_under_another_name(held: Ledger) -> None:
    first = next(d for d in held.doubted().doubts if d.kind == "claims")
    place = held.claim("k1").appearances[0]  # type: ignore[union-attr]
    held.decide("reject", [place.link], **WHO)
    taken_out = held.document(place.document).claims[0].claim  # type: ignore[union-attr]
    asked = [set(d.names) for d in held.doubted().doubts if d.kind in ("claims", "place")]
    assert {taken_out, "k1"} not in asked, "it was said a minute ago that they are not the same"
    assert first is not None


def test_a_link_that_was_rejected_is_not_asked_about_again(held: Ledger) -> None:
    links = [d for d in held.doubted().doubts if d.kind == "link"]
    assert links
    questions = {d.question for d in links}
    held.decide("reject", list(links[0].names), **WHO)
    held.add_trace(weir("Mere Courier", MAYOR), as_input="d")
    left = {d.question for d in held.doubted().doubts if d.kind == "link"}
    assert links[0].question in questions
    assert links[0].question not in left


def test_a_passage_that_denies_the_claim_takes_one_button(held: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubting, "_PLACE", 2.0)  # every passage is asked about
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        doubts = held.doubted().doubts
        (at,) = (n for n, d in enumerate(doubts) if d.kind == "place" and d.value == "d1:a1")
        page = parse(browser.get("/inbox", at=str(at)).text)
        assert "No, it denies it" in [b.text.removesuffix("d") for b in page.all("button")]
        (own,) = (n for n, d in enumerate(doubts) if d.kind == "place" and d.one.label == "k1" and d.value is None)
        assert "it denies it" not in browser.get("/inbox", at=str(own)).text, "its own voice answers nothing"
        fields = [("names", doubts[at].names[0]), ("kind", "place"), ("claim", doubts[at].claim), ("value", "d1:a1")]
        answer = browser.post("/inbox", *fields, ("verb", "deny"), ("who", "Ida"), ("why", "it does"), ("at", "0"))
        assert answer.status == 303
    claim = held.claim(doubts[at].claim)
    assert ("deny", "Edda Marsh") in [(r.response, r.who) for r in claim.responses]  # type: ignore[union-attr]
    assert "d1" not in [place.document for place in claim.appearances]  # type: ignore[union-attr]
    assert held.verify() is None


def test_today_has_a_story_once_and_folds_what_one_document_alone_makes(held: Ledger) -> None:
    held.add_trace(
        document("Fell Gazette", "The harbour at Merrin has been shut since Friday by a sunken barge."), as_input="z"
    )
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        page = parse(browser.get("/").text)
    (stories,) = page.all("ol", "stories")
    rows = [row for row in stories.all("li") if "data-row" in row.attributes]
    assert len(rows) == 2, "two matters, each once"
    assert WEIR[:40] in rows[0].all("a")[0].text, "that of most documents first"
    (folded,) = rows[0].all("details")
    assert "one document alone makes" in folded.one("summary").text
    assert MAYOR[:30] in folded.text
    assert "credibility" in rows[0].text, "no bare figure"
    assert not re.search(r"\bk\d", rows[0].text)
