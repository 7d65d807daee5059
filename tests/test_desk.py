"""The desk in a browser: who is let in, what its pages show, what is written down, and that nothing of a text runs."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.desk_server import Answer, Browser, desk
from tests.ledger_build import MAYOR, WEIR, document, weir
from tests.page import parse
from tests.test_report_html_samples import HOSTILE, hostile
from whosays.cli import run
from whosays.ledger import Ledger, open_ledger
from whosays.model import Response
from whosays.server.guard import Door, Session
from whosays.server.jobs import DONE, READING, WAITING, Job, Put, Sent, Told
from whosays.server.pages import adding
from whosays.server.pages.layout import page

EVIL = "\"><script>alert(4)</script>'‮<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path_factory.mktemp("desk") / "whosays.db")) as ledger:
        ledger.add_trace(weir("Tarn Post", published="2031-03-02"), as_input="tarn.txt")
        ledger.add_trace(weir("Hollow Times", ("Ada Venn", MAYOR)), as_input="hollow.txt")
        ledger.add_trace(
            document("Upland Wire", WEIR, ("Bo Rill", "That is not what happened at the weir.", Response.DENY)),
            as_input="upland.txt",
        )
        evil = hostile()
        text = replace(evil.document, text=HOSTILE.replace("\ud800", "?").replace("\x00", "?"))
        ledger.add_trace(replace(evil, document=text), as_input=EVIL)
        yield ledger


@pytest.fixture(scope="module")
def door(held: Ledger) -> Iterator[Door]:
    with desk(held, bearer="a-token-of-some-length") as opened:
        yield opened


@pytest.fixture(scope="module")
def browser(door: Door) -> Browser:
    made = Browser(door)
    assert made.enter().status == 303
    return made


def claim_named(browser: Browser, words: str) -> str:
    found = browser.get("/search", q=words)
    match = re.search(r'href="/claims/(k\d+)"', found.text)
    assert match, found.text
    return match[1]


# --- who is let in ---------------------------------------------------------------------------------------------------


def test_nobody_gets_in_without_the_address_that_was_printed(door: Door, browser: Browser) -> None:
    stranger = Browser(door)
    for address in ("/", "/claims/k1", "/documents/d1/report", "/static/desk.css", "/enter?token=wrong", "/enter"):
        answer = stranger.get(address)
        assert answer.status == 403, address
        assert "weir" not in answer.text
    assert "set-cookie" not in stranger.get("/enter?token=wrong").headers


def test_the_address_is_good_once(held: Ledger) -> None:
    with desk(held) as opened:
        token, first, second = opened.token, Browser(opened), Browser(opened)
        cookie = first.enter().headers["set-cookie"]
        assert {"HttpOnly", "SameSite=strict"} <= set(re.split(r";\s*", cookie))
        assert second.get(f"/enter?token={token}").status == 403
        assert second.get("/enter?token=None").status == 403
        assert first.get("/").status == 200
        assert first.get(f"/enter?token={token}").status == 303, "who is in already is let through"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1.evil.example:{port}"])
def test_the_desk_answers_to_no_other_name(door: Door, browser: Browser, host: str) -> None:
    answer = browser.ask("GET", "/", Host=host.format(port=door.port))
    assert answer.status == 421
    assert browser.ask("GET", "/", Host=f"localhost:{door.port}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_no_other_sites_page_changes_anything(held: Ledger, browser: Browser, headers: dict[str, str]) -> None:
    before = held.head()
    fields = (("verb", "reject"), ("names", "k1"), ("who", "x"), ("why", "y"))
    assert browser.post("/decide", *fields, **headers).status == 403
    assert browser.ask("POST", "/decide", b"verb=reject&names=k1&who=x&why=y").status == 403
    assert held.head() == before


def test_reading_addresses_change_nothing(held: Ledger, browser: Browser) -> None:
    before = held.head()
    for address in ("/decide?verb=reject&names=k1&who=x&why=y", "/add/examples", "/keys?keys=off"):
        assert browser.get(address).status == 405
    assert held.head() == before


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_another_address_than_this_machines_is_refused(
    host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["desk", "--host", host, "--ledger", str(tmp_path / "w.db")]) == 2
    said = rf"whosays: --host {re.escape(host)}: the desk listens on 127\.0\.0\.1 only, .*\n"
    assert re.fullmatch(said, capsys.readouterr().err)
    assert not (tmp_path / "w.db").exists()


def _heeds_interrupts() -> None:
    """Ctrl-C does something, even where the suite itself runs in the background of a shell that ignores it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_the_command_opens_an_empty_desk_and_ends_cleanly(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    command = [sys.executable, "-m", "whosays", "desk", "--no-browser", "--port", "0", "--ledger", str(path)]
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heeds_interrupts,
    )
    try:
        assert running.stdout is not None
        printed = re.search(r"http://127\.0\.0\.1:\d+/enter\?token=\S+", running.stdout.readline())
        assert printed
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        assert "Load the examples" in opener.open(printed.group()).read().decode()
        time.sleep(0.1)
        running.send_signal(2)
        out, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert (running.returncode, err) == (130, "")
    assert "Traceback" not in out
    with open_ledger(str(path)) as ledger:
        assert ledger.verify() is None


# --- what the pages show ---------------------------------------------------------------------------------------------


def test_today_opens_with_what_most_documents_carry(browser: Browser) -> None:
    page = parse(browser.get("/").text)
    headings = [node.text for node in page.all("h2")]
    assert headings == ["Stories, those of most documents first", "What changed last"]
    first = page.all("section")[0].all("li")[0].text
    assert WEIR in first
    assert "3 documents" in first


def test_a_claim_shows_what_it_rests_on_its_proof_and_who_answers(browser: Browser) -> None:
    page = browser.get(f"/claims/{claim_named(browser, 'weir broke Sunday')}")
    text = parse(page.text).text
    for part in (WEIR, "Independent origins:", "Tarn Post", "Hollow Times", "Bo Rill: denies", "Upland Wire"):
        assert part in text
    assert page.text.index("<h2>Made by") < page.text.index("Independent origins")


def test_a_document_shows_its_report_in_a_frame_that_reaches_nothing(browser: Browser) -> None:
    frame = parse(browser.get("/documents/d2").text).one("iframe")
    assert frame.attributes["src"] == "/documents/d2/report"
    assert "allow-same-origin" not in (frame.attributes["sandbox"] or "")
    report = browser.get("/documents/d2/report")
    policy = report.headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert MAYOR in report.text


def test_a_claims_report_is_that_of_the_ledger(browser: Browser) -> None:
    report = browser.get(f"/claims/{claim_named(browser, 'weir broke Sunday')}/report")
    assert report.status == 200
    assert "<svg" in report.text
    assert "sandbox" in report.headers["content-security-policy"]


def test_a_source_shows_where_it_speaks(browser: Browser) -> None:
    text = parse(browser.get("/sources", name="Ada Venn").text).text
    assert "Hollow Times" in text
    assert MAYOR in text
    assert browser.get("/sources", name="Nobody Atall").status == 404


def test_search_finds_claims_names_and_numbers(browser: Browser) -> None:
    assert WEIR in parse(browser.get("/search", q="weir flooded").text).text
    assert "Ada Venn" in browser.get("/search", q="Ada Venn").text
    assert browser.get("/search", q="d2").headers["location"] == "/documents/d2"
    assert browser.get("/search", q="K1").headers["location"] == "/claims/k1"
    assert browser.get("/search", q=" ?! ").headers["location"] == "/"


def test_a_search_is_saved_has_a_place_on_today_and_is_forgotten(browser: Browser) -> None:
    assert 'action="/searches"' in browser.get("/search", q="weir flooded").text
    made = browser.post("/searches", ("words", f"weir {EVIL}"))
    address = made.headers["location"]
    page = browser.get(address)
    harmless(page)
    assert EVIL.replace("\u202e", "") in parse(page.text).one("h1").text.replace("\u202e", "")
    assert f"/api/v1{address}/feed.atom" in page.text
    assert f'href="{address}"' in browser.get("/").text
    assert browser.post("/searches", ("words", "?!")).status == 400
    assert browser.post("/searches", ("forget", address.rpartition("/")[2])).status == 303
    assert browser.get(address).status == 404


@pytest.mark.parametrize(
    "address", ["/claims/k999", "/claims/d1", "/documents/d999", "/documents/k1", "/documents/d1.9/report", "/nothing"]
)
def test_what_is_not_there_is_told_in_a_sentence(browser: Browser, address: str) -> None:
    answer = browser.get(address)
    assert answer.status == 404
    assert parse(answer.text).one(class_="warnings").text


def test_as_of_is_in_the_address(browser: Browser) -> None:
    assert browser.get("/claims/k1", as_of="2001-01-01").status == 404
    assert browser.get("/claims/k1", as_of="soon").status == 400
    now = browser.get("/claims/k1", as_of="2100")
    assert now.status == 200
    assert "Accept or reject" not in now.text, "the past is not decided about"
    assert "Should this claim stand here?" not in now.text


# --- what is written down --------------------------------------------------------------------------------------------


def test_a_decision_is_a_row_of_the_ledger(held: Ledger, browser: Browser) -> None:
    name = claim_named(browser, "mayor sirens dealer")
    fields = [("verb", "reject"), ("names", name), ("who", "Ed <b>"), ("why", "an opinion"), ("back", name)]
    answer = browser.post("/decide", *fields)
    assert (answer.status, answer.headers["location"]) == (303, f"/claims/{name}?done=j1")
    (decision,) = held.claim(name).decisions  # type: ignore[union-attr]
    assert (decision.verb, decision.subject, decision.who, decision.why) == ("reject", name, "Ed <b>", "an opinion")
    told = parse(browser.get(answer.headers["location"]).text).one(class_="done")
    assert ("Written down: “The mayor" in told.text, told.one("button").text) == (True, "Take it back")
    assert "done" not in browser.get(f"/claims/{name}?done=<b>").text.partition("</main>")[0].partition("<main")[2]
    assert "an opinion" in browser.get(f"/claims/{name}").text
    assert 'value="Ed &lt;b&gt;"' in browser.get("/claims/k1").text, "who decided is remembered"
    assert held.verify() is None


@pytest.mark.parametrize(
    ("verb", "names", "who", "why"),
    [
        ("reject", "k1", "", "y"),
        ("reject", "k1", "x", " "),
        ("erase", "k1", "x", "y"),
        ("reject", "", "x", "y"),
        ("reject", "k1 k2", "x", "y"),
        ("reject", "k999", "x", "y"),
        ("merge", "k1", "x", "y"),
    ],
)
def test_a_decision_that_means_nothing_is_refused(
    held: Ledger, browser: Browser, verb: str, names: str, who: str, why: str
) -> None:
    before = held.head()
    answer = browser.post("/decide", ("verb", verb), ("names", names), ("who", who), ("why", why))
    assert answer.status == 400
    assert parse(answer.text).one(class_="warnings").text
    assert held.head() == before


def test_files_are_taken_in_while_one_looks_on_and_problems_are_told_by_file(browser: Browser) -> None:
    article = b"Mill to close\n\nThe mill at Skelby will close in March, the owner, Ines Pell, said on Monday.\n"
    sent = browser.upload("/add/files", ("../../mill<b>.txt", article), ("empty.txt", b""))
    assert sent.status == 303
    address = sent.headers["location"]
    told = browser.get(f"{address}/events")
    assert told.headers["content-type"].startswith("text/event-stream")
    kinds = re.findall(r"^event: (.+)$", told.text, re.MULTILINE)
    assert kinds == ["begun", "taken", "done", "begun", "problem", "done", "end"]
    steps = [json.loads(line) for line in re.findall(r"^data: (.+)$", told.text, re.MULTILINE)[:-1]]
    assert [step["number"] for step in steps] == sorted(step["number"] for step in steps)
    assert (steps[1]["put"]["name"], steps[1]["put"]["status"]) == ("mill<b>.txt", "new")
    behind = browser.ask("GET", f"{address}/events", Last_Event_ID=str(steps[3]["number"]))
    assert re.findall(r"^event: (.+)$", behind.text, re.MULTILINE) == ["problem", "done", "end"]
    page = browser.get(address)
    harmless(page)
    assert "empty.txt" in parse(page.text).one(class_="warnings").text
    assert "mill<b>.txt" in parse(page.text).all(class_="rows")[0].text
    assert ".." not in parse(page.text).all(class_="rows")[0].text
    assert browser.upload("/add/files").status == 400
    assert browser.get("/uploads/u0").status == browser.get("/uploads/u0/events").status == 404


def test_a_page_of_files_that_are_being_read_shows_how_far_they_are() -> None:
    put = Put("<i>mill", None, "d5", "new", (), (), 0)
    steps = (Told(3, 0, "begun", "mill"), Told(4, 0, "taken", "", put), Told(5, 1, "problem", "<b>: it is empty"))
    job = Job("u1", (Sent("mill", DONE), Sent("<b>", READING), Sent("c", WAITING)), steps)
    text = page("Reading", adding.progress(job), Session(), again=True)
    shown = parse(text)
    assert "Reading <b>" in shown.text
    assert (shown.one("progress").attributes["value"], shown.one("progress").attributes["max"]) == ("1", "3")
    assert "<b>: it is empty" in shown.text
    assert [a.text for a in shown.all("a") if a.attributes["href"] == "/documents/d5"] == ["<i>mill"]
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in text
    assert 'data-job="/uploads/u1/events?after=5"' in text


def test_a_pasted_text_is_one_step_from_its_document(browser: Browser) -> None:
    fields = {
        "text": "The dam at Orrin is safe, the engineer Tom Vale said.",
        "outlet": EVIL,
        "title": EVIL,
        "url": EVIL,
    }
    answer = browser.post("/add/text", *fields.items())
    assert answer.status == 303
    shown = browser.get(answer.headers["location"])
    assert EVIL in parse(shown.text).one("h1").text.replace("\u202e", "‮")
    harmless(shown)
    assert browser.post("/add/text", ("text", "  ")).status == 400


# --- nothing of a text runs ------------------------------------------------------------------------------------------


def harmless(answer: Answer) -> None:
    """What must hold of every page of the desk, whatever stands in it."""
    page = parse(answer.text)
    assert [n.attributes.get("src") for n in page.all("script")] == ["/static/desk.js"]
    assert [n.attributes.get("href") for n in page.all("link")] == ["/static/desk.css"]
    assert not page.all("style")
    assert not page.all("img")
    for node in page:
        assert not [name for name in node.attributes if name.startswith("on") or name == "style"]
        for name in ("src", "action", "formaction"):
            assert (node.attributes.get(name) or "/").startswith("/")
        address = node.attributes.get("href") or "/"
        assert re.match(r"[/#]|https?://", address), address
        assert not address.startswith("//")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_hostile_texts_run_nothing(browser: Browser) -> None:
    claims = set(re.findall(r"/claims/k\d+", browser.get("/").text))
    pages = ["/", "/add", "/help", "/documents/d4", "/documents/d1", *sorted(claims)]
    pages += [f"/search?q={quote(text)}" for text in (EVIL, "javascript:alert(3)", "{{7*7}}", "'; DROP TABLE claims")]
    pages += [f"/sources?name={quote(EVIL)}", f"/claims/{quote(EVIL, safe='')}", f"/{quote(EVIL, safe='')}"]
    pages += [f"/claims/k1?as_of={quote(EVIL)}", "/search?q=%ff%fe%00x", "/search?q=%ED%A0%80x"]
    for address in pages:
        answer = browser.get(address)
        assert answer.status in (200, 400, 404), address
        harmless(answer)
    assert EVIL in parse(browser.get("/documents/d4").text).text, "it is shown, as text"


def test_the_report_of_a_hostile_text_is_shut_in(browser: Browser) -> None:
    report = browser.get("/documents/d4/report")
    assert report.status == 200
    assert "<script>alert" not in report.text
    assert "sandbox" in report.headers["content-security-policy"]


def test_own_script_makes_no_markup_and_asks_nobody(browser: Browser) -> None:
    script = browser.get("/static/desk.js").text
    assert "keydown" in script
    assert not re.search(r"innerHTML|insertAdjacent|document\.write|eval|Function\(|fetch|XMLHttp|import|http", script)
    assert not re.search(r"url\(|@import|http", browser.get("/static/desk.css").text)
    assert browser.get("/static/..%2fapp.py").status == 404
    assert browser.get("/static/app.py").status == 404


def test_keys_can_be_switched_off(browser: Browser) -> None:
    assert parse(browser.get("/").text).one("body").attributes["data-keys"] == "on"
    assert browser.post("/keys", ("keys", "off")).status == 303
    assert parse(browser.get("/").text).one("body").attributes["data-keys"] == "off"
    browser.post("/keys", ("keys", "on"))


def test_a_draft_is_checked_and_not_kept(held: Ledger, browser: Browser) -> None:
    before = held.head()
    draft = f"The vault of the bank at Orrin is empty, a person familiar with the matter said on Monday. {EVIL}"
    answer = browser.post("/check", ("title", EVIL), ("text", draft))
    assert "one-unnamed-source" in answer.text
    harmless(answer)
    harmless(browser.get("/check"))
    assert browser.post("/check", ("text", "")).status == 400
    assert held.head() == before


# --- what was read, put right ----------------------------------------------------------------------------------------


def test_every_judgement_has_the_way_to_its_form_where_it_is_shown(browser: Browser) -> None:
    def ways(address: str, **query: str) -> set[str]:
        return set(re.findall(r'href="/correct\?what=([^&"]+)', browser.get(address, **query).text.replace("%3A", ":")))

    assert {"k1", "d1:c1", "d3:a1"} <= ways("/claims/k1")
    assert "d2:a1" in ways("/documents/d2")
    assert "d2:s1" in ways("/sources", name="Ada Venn")
    assert not ways("/claims/k1", as_of="2100"), "the past is not put right"


def test_a_correction_is_a_row_of_the_ledger_and_is_taken_back(held: Ledger, browser: Browser) -> None:
    fields = [
        ("what", "d3:a1"),
        ("answer", "none"),
        ("speaker", " "),
        ("who", "Ed"),
        ("why", "a guess"),
        ("back", "k1"),
    ]
    before = [int(decision.decision[1:]) for decision in held.decisions(1)]  # of a test that ran before, if one did
    answer = browser.post("/correct", *fields)
    assert (answer.status, answer.headers["location"]) == (303, f"/claims/k1?done=j{sum(before) + 1}")
    assert held.claim("k1").responses == ()  # type: ignore[union-attr]
    page = browser.get("/claims/k1").text
    assert "a guess" in page
    decision = re.findall(r'name="decision" value="(j\d+)"|value="(j\d+)"', page)
    name = held.claim("k1").decisions[-1].decision  # type: ignore[union-attr]
    assert name in {part for pair in decision for part in pair}
    undone = browser.post("/undo", ("decision", name), ("who", "Ed"), ("why", "no"), ("back", "source:Bo Rill"))
    assert re.fullmatch(r"/sources\?name=Bo\+Rill&done=j\d+", undone.headers["location"])
    assert [a.response for a in held.claim("k1").responses] == ["deny"]  # type: ignore[union-attr]
    assert browser.post("/correct", ("what", "d3:a1"), ("who", "Ed"), ("why", "x")).status == 400
    assert browser.post("/undo", ("decision", "j99"), ("who", "Ed"), ("why", "x")).status == 400
    assert held.verify() is None
