"""What a document says of itself, put right: seen in every face, kept through retrace, taken back; and the forms by
which anything is put right, with what is there now and what was typed."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.desk_server import Browser, desk
from tests.ledger_build import WEIR, document, weir
from tests.page import Node, parse
from whosays.cli import run
from whosays.desk import auditing
from whosays.errors import UsageError
from whosays.ledger import Ledger, open_ledger
from whosays.model import (
    Attribution,
    Dated,
    Document,
    Naming,
    Response,
    Source,
    SourceKind,
    Trace,
    record,
)

WHO = {"who": "Ida Falk", "why": "it stands on the page"}
SIGNED = (("who", "Ida Falk"), ("why", "it stands on the page"))
TEXT = (
    "MILL HERALD ONLINE\n\nThe paper mill at Skelby will close in March, the owner, Ines Pell, said on Monday.\n\n"
    "The union could not confirm it, its secretary, Bo Rill, said.\n"
)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "w.db")) as ledger:
        yield ledger


def put(ledger: Ledger, text: str = TEXT) -> record.Document:
    from whosays.desk.adding import About, given_text

    added = ledger.add(given_text(text, About(), "x"), as_input="mill.txt")
    return shown(ledger, added.document)


def shown(ledger: Ledger, name: str = "d1") -> record.Document:
    found = ledger.document(name)
    assert found is not None
    return found


# --- in the ledger ---------------------------------------------------------------------------------------------------


def test_an_outlet_is_put_right_in_every_face_and_taken_back(held: Ledger) -> None:
    before = put(held)
    assert (before.outlet, before.title) == (None, "MILL HERALD ONLINE")
    values = {
        "outlet": "Mill Herald",
        "date": "2 March 2031",
        "headline": "Skelby mill to close",
        "author": "Ada Venn",
    }
    held.correct("d1", values, **WHO)
    after = shown(held)
    assert (after.outlet, after.published, after.title) == ("Mill Herald", "2031-03-02", "Skelby mill to close")
    assert (after.authors, after.dated) == (("Ada Venn",), Dated.GIVEN.value)
    made = [claim.claim for claim in after.claims]
    assert made
    claim = held.claim(made[0])
    assert isinstance(claim, record.Claim)
    assert {place.outlet for place in claim.appearances} == {"Mill Herald"}
    assert next(d.subject for d in claim.decisions or ()) == "d1: outlet Mill Herald"
    assert [row.outlet for row in held.source("Ines Pell")] == ["Mill Herald"]
    assert {one.outlet for one in auditing.of_ledger(held)} == {"Mill Herald"}
    (appeared,) = held.findings([made[0]]).story.documents
    assert (appeared.outlet, appeared.title, appeared.published) == ("Mill Herald", values["headline"], "2031-03-02")
    list(held.retrace())
    assert shown(held).outlet == "Mill Herald", "it outlives a new reading"
    last = held.decisions(1)[0].decision
    held.undo(last, **WHO)
    again = shown(held)
    assert (again.outlet, again.title, again.published) == (None, "MILL HERALD ONLINE", None), "all of it at once"
    assert held.trace("d1").document.outlet is None  # type: ignore[union-attr]
    held.undo(held.decisions(1)[0].decision, **WHO)
    assert (shown(held).outlet, shown(held).published) == ("Mill Herald", "2031-03-02"), "and back"
    assert held.verify() is None


def test_the_past_has_what_was_known_then(held: Ledger) -> None:
    put(held)
    then = held.history(shown(held).claims[0].claim)[-1].time
    held.correct("d1", {"outlet": "Mill Herald"}, **WHO)
    assert shown(held).outlet == "Mill Herald"
    assert held.document("d1", as_of=then).outlet is None  # type: ignore[union-attr]


def test_a_new_text_that_is_as_wrong_is_put_right_too(held: Ledger) -> None:
    held.add_trace(document("", WEIR, bare=True, url="https://x.example/1"), as_input="a")
    held.correct("d1", {"outlet": "Tarn Post", "headline": "Weir breaks"}, **WHO)
    held.add_trace(document("", WEIR, "It held.", bare=True, url="https://x.example/1", title="Held"), as_input="a")
    again = shown(held)
    assert (len(again.versions), again.outlet, again.title) == (2, "Tarn Post", "Held")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2031-03-14", "2031-03-14"),
        ("14 March 2031", "2031-03-14"),
        ("Friday, 14 March 2031", "2031-03-14"),
        ("March 14, 2031", "2031-03-14"),
        ("14.3.2031", "2031-03-14"),
        ("14/03/2031", "2031-03-14"),
        ("2031-03-14 07:41", "2031-03-14T07:41:00"),
        ("4.3.26", None),
        ("last Friday", None),
        ("3/4/2031", None),
        ("March 2031", None),
        ("2031", None),
        ("31 February 2031", None),
    ],
)
def test_a_date_is_read_or_refused_and_never_cut(held: Ledger, written: str, day: str | None) -> None:
    held.add_trace(weir("Tarn Post"), as_input="a")
    if day is None:
        with pytest.raises(UsageError, match="cannot be read as a date"):
            held.correct("d1", {"date": written}, **WHO)
        assert (shown(held).published, held.decisions()) == (None, ())
    else:
        held.correct("d1", {"date": written}, **WHO)
        assert shown(held).published == day


def test_what_cannot_be_put_right_of_a_document_is_told(held: Ledger) -> None:
    held.add_trace(weir("Tarn Post"), as_input="a")
    for values in (
        {"speaker": "X"},
        {"outlet": "  "},
        {"outlet": "?!"},
        {"outlet": "x" * 601},
        {"outlet": "Tarn Post"},
    ):
        with pytest.raises(UsageError):
            held.correct("d1", values, **WHO)
    with pytest.raises(UsageError):
        held.correct("d9", {"outlet": "X"}, **WHO)
    assert held.decisions() == ()


def test_it_goes_with_an_export_into_another_ledger(held: Ledger, tmp_path: Path) -> None:
    put(held)
    held.correct("d1", {"outlet": "Mill Herald", "date": "2031-03-02"}, **WHO)
    lines = [("x", json.loads(json.dumps(line))) for line in held.export()]
    assert lines[0][1]["trace"]["document"].get("outlet") is None, "the document goes as it came"
    with open_ledger(str(tmp_path / "other.db")) as other:
        assert list(other.restore(lines)) == ["new", "decision", "decision"]
        assert (shown(other).outlet, shown(other).published) == ("Mill Herald", "2031-03-02")
        assert list(other.restore(lines)) == ["unchanged"] * 3
        assert other.verify() is None


def test_the_terminal_puts_it_right_too(held: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held.add_trace(weir("Tarn Post"), as_input="a")
    given = ["correct", "d1", "--outlet", "Tarn Evening Post", "--date", "none", "--who", "Ida", "--why", "seen"]
    assert run([*given, "--ledger", str(tmp_path / "w.db")]) == 0
    assert shown(held).outlet == "Tarn Evening Post"
    assert (
        run(["correct", "d1", "--date", "soon", "--who", "Ida", "--why", "x", "--ledger", str(tmp_path / "w.db")]) == 2
    )
    assert "cannot be read as a date" in capsys.readouterr().err


# --- on the pages ----------------------------------------------------------------------------------------------------


@pytest.fixture
def browser(held: Ledger, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    monkeypatch.setattr("whosays.desk.declaring.today", lambda: date(2031, 3, 4))
    held.add_trace(weir("Tarn Post", published="2031-03-02"), as_input="a")
    held.add_trace(document("Hollow Times", ("Edda Marsh", WEIR)), as_input="b")
    with desk(held) as door:
        made = Browser(door)
        assert made.enter().status == 303
        yield made


def fields(text: str, what: str) -> dict[str, str]:
    """What a form about something holds as it stands."""
    page = parse(text)
    (form,) = (f for f in page.all("form") if f.attributes.get("action") == "/correct"
               and any(i.attributes.get("value") == what for i in f.all("input")))  # fmt: skip
    found = {i.attributes["name"]: i.attributes.get("value", "") for i in form.all("input")}
    for select in form.all("select"):
        (chosen,) = (o for o in select.all("option") if "selected" in o.attributes)
        found[select.attributes["name"]] = chosen.attributes["value"]
    return found


def beside(page: Node, name: str) -> str:
    """What is wrong about a field."""
    (told,) = (p for p in page.all("p") if p.attributes.get("id") == f"wrong-{name}")
    return told.text


def test_the_documents_page_has_the_form_with_what_is_there(browser: Browser, held: Ledger) -> None:
    there = fields(browser.get("/documents/d1").text, "d1")
    assert (there["outlet"], there["date"], there["headline"]) == ("Tarn Post", "2031-03-02", "")
    sent = {**there, "outlet": "Tarn Weekly", "headline": "Weir breaks", **dict(SIGNED)}
    answer = browser.post("/correct", *sent.items())
    assert (answer.status, answer.headers["location"]) == (303, "/documents/d1?done=j2")
    page = browser.get(answer.headers["location"]).text
    told = parse(page).one(class_="done").text
    assert "the outlet of d1 is “Tarn Weekly” (it was “Tarn Post”)" in told
    assert "the headline of Tarn Weekly is “Weir breaks” (it was not given)" in told, "one form is one decision"
    assert [d.subject for d in held.decisions()] == ["d1: headline Weir breaks", "d1: outlet Tarn Weekly"]
    browser.post("/undo", ("decision", "j2"), ("back", "d1"), *SIGNED)
    assert (shown(held).outlet, shown(held).title) == ("Tarn Post", None)
    emptied = {**fields(browser.get("/documents/d1").text, "d1"), "date": "", **dict(SIGNED)}
    browser.post("/correct", *emptied.items())
    assert shown(held).published is None


def test_a_refusal_stands_beside_its_field_with_what_was_typed(browser: Browser, held: Ledger) -> None:
    sent = {
        "what": "d1",
        "back": "d1",
        "outlet": "Tarn Weekly",
        "date": "4.3.26",
        "headline": "",
        "author": "",
        **dict(SIGNED),
    }
    answer = browser.post("/correct", *sent.items())
    assert answer.status == 400
    page = parse(answer.text)
    assert "“4.3.26” cannot be read as a date" in beside(page, "date")
    (wrong,) = (i for i in page.all("input") if i.attributes.get("aria-invalid") == "true")
    assert (wrong.attributes["name"], wrong.attributes["value"]) == ("date", "4.3.26")
    assert "data-first" in wrong.attributes
    assert fields(answer.text, "d1")["outlet"] == "Tarn Weekly"
    assert "Leave it as it is" in page.text
    same = fields(browser.get("/documents/d1").text, "d1") | dict(SIGNED)
    assert "Nothing is otherwise than it is now" in browser.post("/correct", *same.items()).text
    assert "wrong-why" in browser.post("/correct", *{**sent, "date": "", "why": " "}.items()).text
    assert held.decisions() == ()


def test_what_was_not_there_is_filled_in_without_a_why_and_is_one_decision(browser: Browser, held: Ledger) -> None:
    def wants_why(what: str) -> bool:
        page = parse(browser.get("/correct", what=what, back=what).text)
        (why,) = (i for i in page.all("input") if i.attributes.get("name") == "why")
        return "required" in why.attributes

    there = fields(browser.get("/documents/d1").text, "d1") | {"who": "Ida Falk", "why": ""}
    assert not wants_why("d1")
    assert wants_why("k1")
    assert wants_why("d2:a1")
    assert browser.post("/correct", *{**there, "outlet": "Tarn Weekly", "author": "Bo Rill"}.items()).status == 400
    assert browser.post("/correct", *{**there, "headline": "Weir breaks", "author": "Bo Rill"}.items()).status == 303
    assert {(d.who, d.why) for d in held.decisions()} == {("Ida Falk", "it was not given")}
    page = parse(browser.get("/documents/d1").text)
    (row,) = page.by_id("decided").all("li")
    assert "the headline of Tarn Post is “Weir breaks”" in row.text
    assert "; the author of Tarn Post is “Bo Rill”" in row.text
    (told,) = (part for part in parse(browser.get("/claims/k1/report").text).all("section") if "by people" in part.text)
    assert len(told.all("li")) == 1
    full = fields(browser.get("/documents/d1").text, "d1")
    assert all(full[kind] for kind in ("outlet", "date", "headline", "author"))
    assert wants_why("d1"), "nothing is left to fill in"


@pytest.mark.parametrize("day", ["2031-03-06", "2062-11-29", "9999-12-31", "29 November 2062"])
def test_a_day_that_is_yet_to_come_is_asked_about(browser: Browser, held: Ledger, day: str) -> None:
    there = fields(browser.get("/documents/d1").text, "d1") | dict(SIGNED)
    answer = browser.post("/correct", *{**there, "date": day}.items())
    assert (answer.status, held.decisions()) == (400, ())
    assert "is yet to come" in beside(parse(answer.text), "date")
    (box,) = (i for i in parse(answer.text).all("input") if i.attributes.get("name") == "later")
    other = {**there, "date": "2062-11-28", "later": box.attributes["value"]}
    assert browser.post("/correct", *other.items()).status == 400, "what was meant was another day"
    assert browser.post("/correct", *{**there, "date": day, "later": box.attributes["value"]}.items()).status == 303
    assert shown(held).published == box.attributes["value"]


def test_the_day_of_a_pasted_text_is_asked_about_too(browser: Browser, held: Ledger) -> None:
    given = {"text": TEXT, "published": "2062-11-29", "outlet": "Mill Herald"}
    answer = browser.post("/add/text", *given.items())
    assert (answer.status, held.document("d3")) == (400, None)
    page = parse(answer.text)
    assert "29 November 2062 is yet to come" in page.one(class_="warnings").text
    (form,) = (form for form in page.all("form") if form.attributes["action"] == "/add/text")
    values = {i.attributes["name"]: i.attributes.get("value", "") for i in form.all("input")}
    assert (values["published"], values["later"]) == ("2062-11-29", "2062-11-29"), "what was typed stays"
    assert browser.post("/add/text", *{**given, "later": values["later"]}.items()).status == 303
    assert shown(held, "d3").published == "2062-11-29"
    today = {"text": TEXT + "It rained.", "published": "2031-03-05"}
    assert browser.post("/add/text", *today.items()).status == 303, "it is that day somewhere"


def test_a_judgements_form_has_what_it_is_now_and_what_there_is_to_choose(browser: Browser, held: Ledger) -> None:
    text = browser.get("/correct", what="d2:a1", back="k1").text
    there = fields(text, "d2:a1")
    assert (there["speaker"], there["naming"], there["answer"], there["to"]) == ("Edda Marsh", "named", "none", "c1")
    elsewhere = fields(browser.get("/correct", what="d2:a1", back="d2").text, "d2:a1")
    assert (elsewhere["answer"], elsewhere["to"]) == ("none", "none"), "no story shows it there"
    choices = [o.text for s in parse(text).all("select") if s.attributes["name"] == "to" for o in s.all("option")]
    assert choices[0] == "None of these"
    assert WEIR in choices, "claims are chosen by their words"
    steps = fields(browser.get("/correct", what="d2:c1", back="k1").text, "d2:c1")
    assert (steps["chain1"], steps["chain2"]) == ("a1", "")
    answer = browser.post("/correct", *{**steps, "chain1": "", **dict(SIGNED)}.items())
    assert answer.headers["location"] == "/claims/k1?done=j1"
    (place,) = (p for p in held.claim("k1").appearances if p.document == "d2")  # type: ignore[union-attr]
    assert place.chain == ()
    assert browser.get("/correct", what="d9:a1").status == 404
    assert browser.get("/correct", what="d2:c9").status == 404


def test_a_name_that_nobody_has_is_asked_for_once_more(browser: Browser, held: Ledger) -> None:
    there = fields(browser.get("/correct", what="d2:a1", back="k1").text, "d2:a1")
    sent = {**there, "speaker": "Eda Marsh", **dict(SIGNED)}
    answer = browser.post("/correct", *sent.items())
    assert answer.status == 400
    page = parse(answer.text)
    assert "Nobody called “Eda Marsh” speaks in this ledger." in beside(page, "speaker")
    assert "Did you mean “Edda Marsh”?" in page.text
    assert held.decisions() == ()
    assert browser.post("/correct", *{**sent, "speaker": "Olga Senn", "new": "Eda Marsh"}.items()).status == 400
    assert browser.post("/correct", *{**sent, "new": "Eda Marsh"}.items()).status == 303
    assert held.document("d2").said[0].who == "Eda Marsh"  # type: ignore[union-attr]
    again = {
        **fields(browser.get("/correct", what="d2:a1", back="k1").text, "d2:a1"),
        "speaker": "none",
        **dict(SIGNED),
    }
    assert browser.post("/correct", *again.items()).status == 303, "nobody is no name"


def test_a_text_that_is_there_with_other_particulars_says_so(browser: Browser, held: Ledger) -> None:
    text = shown(held).text
    about = {"outlet": "Tarn Weekly", "published": "2031-03-03", "title": "", "author": "", "url": ""}
    answer = browser.post("/add/text", ("text", text), *about.items())
    assert answer.status == 200
    page = parse(answer.text)
    assert "This text is here already" in page.one("h1").text
    assert "Outlet: here “Tarn Post”; you gave “Tarn Weekly”." in page.text
    sent = fields(answer.text, "d1") | dict(SIGNED)
    assert browser.post("/correct", *sent.items()).status == 303
    assert (shown(held).outlet, shown(held).published) == ("Tarn Weekly", "2031-03-03")
    assert browser.post("/add/text", ("text", text), *about.items()).headers["location"] == "/documents/d1"


def test_a_pasted_texts_date_is_refused_with_all_that_was_typed(browser: Browser, held: Ledger) -> None:
    before = held.head()
    answer = browser.post("/add/text", ("text", "Some words."), ("published", "4.3.26"), ("outlet", "Tarn Weekly"))
    assert answer.status == 400
    page = parse(answer.text)
    assert "“4.3.26” cannot be read as a date" in page.one(class_="warnings").text
    assert "Some words." in page.text
    assert 'value="Tarn Weekly"' in answer.text
    assert held.head() == before


def test_each_file_that_was_sent_can_be_told_whose_it_is(browser: Browser, held: Ledger) -> None:
    answer = browser.upload(
        "/add/files", ("one.txt", TEXT.encode()), ("two.txt", b"The harbour at Merrin is shut, Olga Senn said.\n")
    )
    job = answer.headers["location"]
    for _ in range(600):
        page = browser.get(job).text
        if "taken in" in page:
            break

        time.sleep(0.1)
    assert "2 documents do not say who published them: fill that in below." in page
    sent = fields(page, "d3") | {"outlet": "Mill Herald"} | dict(SIGNED)
    done = browser.post("/correct", *sent.items())
    assert re.fullmatch(rf"{job}\?done=j\d+", done.headers["location"]), "back to the other files"
    assert "1 document does not say who published it: fill that in below." in browser.get(done.headers["location"]).text
    assert shown(held, "d3").outlet == "Mill Herald"


def test_a_source_page_says_what_somebody_does_with_each_claim(held: Ledger) -> None:

    held.add_trace(
        weir("Upland Wire", ("Bo Rill", "No.", Response.DENY), ("Bo Rill", "The mill will stay open.")), as_input="a"
    )
    with desk(held) as door:
        browser = Browser(door)
        browser.enter()
        page = parse(browser.get("/sources", name="Bo Rill").text)
    rows = [row.text for part in page.all("ul") for row in part.all("li")]
    assert any(row.startswith("denies it: The weir") for row in rows)
    assert any(row.startswith("says: The mill") for row in rows)


# --- what is sent says what people did -------------------------------------------------------------------------------


def test_what_is_sent_says_who_put_what_right_and_why_in_words(browser: Browser, held: Ledger) -> None:
    held.add_trace(weir("Upland Wire", ("Bo Rill", "That is not so.", Response.DENY)), as_input="c")
    held.correct("d1", {"outlet": "Tarn Weekly"}, who="Ida Falk", why="it stands on the page")
    held.correct("d2:a1", {"speaker": "Olga Senn"}, who="Nils Orrin", why="she was on the phone")
    gone = held.correct("d2:a1", {"certainty": "PS+"}, who="Nils Orrin", why="a slip")
    held.undo(held.decisions(1)[0].decision, **WHO)
    assert gone is not None
    token = browser.post("/claims/k1/freeze").text
    (address,) = set(re.findall(r'href="(/s/[^"?]+)"', token))
    for text in (browser.get("/claims/k1/report", file="1").text, browser.get(address).text):
        page = parse(text)
        assert page.all("title")[0].text.startswith(WEIR[:40]), "its title is the claim"
        (told,) = (part for part in page.all("section") if "Decided and put right by people" in part.text)
        assert (
            "Ida Falk: the outlet of d1 is “Tarn Weekly” (it was “Tarn Post”). Why: it stands on the page" in told.text
        )
        assert (
            "is the word of Olga Senn (it was read as the word of Edda Marsh). Why: she was on the phone" in told.text
        )
        assert "a slip" not in told.text, "what was taken back is gone"
        assert not re.search(r"\b(?:j|p)\d|d\d:a\d", told.text), "words, not codes"
        rests = next(p.text for p in page.all("p") if "rests" in p.classes)
        assert rests.startswith("Rests on")
        assert "Bo Rill denies it" in rests, "whoever reads no further has read that"
    memo = held_memo(browser)
    assert memo.startswith(f"# Sourcing summary: {WEIR.rstrip('.')}"[:60])
    assert "Ida Falk, " in memo
    assert "is the word of Olga Senn" in memo


def held_memo(browser: Browser) -> str:
    return browser.get("/export", of="k1", to="markdown").text


def test_every_decision_is_told_in_words(held: Ledger) -> None:
    mill = "The paper mill at Skelby will close in March."
    for outlet in ("Tarn Post", "Hollow Times", "Upland Wire"):
        held.add_trace(weir(outlet, mill), as_input=outlet)
    held.add_trace(document("Fell Gazette", ("Edda Marsh", WEIR), ("Bo Rill", "No.", Response.DENY)), as_input="f")
    claims = {c.text: c.claim for c in held.claims()}
    k, other = claims[WEIR], claims[mill]

    def told() -> str:
        return held.decisions(1)[0].told

    held.decide("reject", [other], **WHO)
    assert told() == f"“{mill}” is no claim"
    held.undo(held.decisions(1)[0].decision, **WHO)
    assert told() == f"took back: “{mill}” is no claim"
    held.decide("apart", [k, other], **WHO)
    assert told().endswith(f"do not make the claim “{mill}”")
    held.correct("d4:a1", {"speaker": "none"}, **WHO)
    assert (
        told() == f"“{WEIR}” in Fell Gazette is the word of nobody who is named (it was read as the word of Edda Marsh)"
    )
    held.correct("d4:a2", {"answer": "cannot-confirm", "to": k}, **WHO)
    assert told() == f"“No.” in Fell Gazette: cannot confirm it, namely “{WEIR}”"
    held.correct("d4:a2", {"answer": "none"}, **WHO)
    assert told() == "“No.” in Fell Gazette is no answer"
    held.correct("d4:c1", {"certainty": "PS+"}, **WHO)
    assert told() == f"“{WEIR}” in Fell Gazette is told as possible"
    held.correct("d4:c1", {"chain": "none"}, **WHO)
    assert told() == f"Fell Gazette has “{WEIR}” in its own voice"
    held.correct("d4:a2", {"same": "Bo Rill of Skelby", "naming": "role"}, **WHO)
    assert {d.told for d in held.decisions(2)} == {
        "Bo Rill in Fell Gazette is the same as Bo Rill of Skelby",
        "who says “No.” in Fell Gazette is by role, not by name",
    }
    held.correct(k, {"words": "The weir broke."}, **WHO)
    assert told() == f"“{WEIR}” is told as “The weir broke.”"
    held.decide("split", [k, "d2"], **WHO)
    assert told().startswith(f"“{WEIR}” in Hollow Times makes another claim than")
    held.correct("d1", {"date": "2031-03-02"}, **WHO)
    assert told() == "the date of Tarn Post is “2031-03-02” (it was not given)"
    assert all(re.match(r"[“\w]", one.told) for one in held.decisions())


# --- found, and quoted -----------------------------------------------------------------------------------------------


def test_a_search_finds_documents_and_sources_with_what_they_say(browser: Browser, held: Ledger) -> None:
    denied = weir("Upland Wire", ("Bo Rill", "That is not so.", Response.DENY), title="Weir never broke")
    held.add_trace(denied, as_input="c")

    def heading(words: str) -> list[str]:
        return [h.text for h in parse(browser.get("/search", q=words).text).all("h2")]

    def link(words: str, where: str) -> bool:
        return f'href="{where}"' in browser.get("/search", q=words).text.partition("</header>")[2]

    assert link("upland wire", "/documents/d3"), "by its outlet"
    assert link("never broke", "/documents/d3"), "by its headline"
    assert not link("upland gazette", "/documents/d3")
    page = parse(browser.get("/search", q="Rill").text).text
    assert "denies it: The weir at Tarn Hollow" in page
    assert "Nothing was found" not in page
    assert heading("Rill") == ["Sources of this name, and what they say"]
    assert not link("tarn weekly", "/documents/d1")
    held.correct("d1", {"outlet": "Tarn Weekly"}, **WHO)
    assert link("tarn weekly", "/documents/d1"), "as it was put right"
    assert not link("tarn post", "/documents/d1"), "and no longer as it was"
    held.undo("j1", **WHO)
    assert link("tarn post", "/documents/d1")
    assert "Nothing was found" in browser.get("/search", q="zzyzx").text


def test_a_quotation_keeps_the_texts_words_whoever_speaks(held: Ledger) -> None:
    text = "Tarn Post\n\nNordwell runs the mill. The Post has asked Nordwell. The company had not replied by Monday.\n"
    at, cue = text.index("The company"), text.index("had not replied")
    said = Attribution("a1", ((at, at + 11),), ((cue, cue + 15),), (), source_id="s1", response=Response.NO_ANSWER)
    post = Source("s1", "The Post", SourceKind.ORGANIZATION, Naming.NAMED, mentions=((at, at + 11),))
    held.add_trace(Trace(Document(text, outlet="Tarn Post", language="en"), (post,), (said,)), as_input="a")
    held.correct("d1:a1", {"speaker": "Nordwell"}, **WHO)
    (one,) = shown(held).said
    assert (one.who, one.words) == ("Nordwell", "The company … had not replied")


def test_a_name_that_was_read_wrong_is_not_quoted_as_the_other(held: Ledger) -> None:
    held.add_trace(document("Tarn Post", ("Edda Marsh", WEIR), "Olga Senn was there."), as_input="a")
    held.correct("d1:a1", {"speaker": "Olga Senn"}, **WHO)
    assert "Edda Marsh" not in shown(held).said[0].words


def test_what_makes_a_claim_stands_before_why(browser: Browser) -> None:
    page = browser.get("/claims/k1").text
    assert page.index('id="made"') < page.index('id="answers"') < page.index('id="proof"')
    assert "told as certain" in page
    assert ">CT+<" not in page
    assert "It says nothing of whether the claim is true" in page
