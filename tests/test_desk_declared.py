"""What somebody says of documents that they give (outlet, day of publication), and the one rule for days, on forms, in
the API and in the terminal."""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.desk_server import Answer, Browser, desk
from tests.page import Node, parse
from whosays.cli import run
from whosays.desk.adding import About
from whosays.desk.declaring import YetToCome, dated, day_of_publication
from whosays.errors import UsageError
from whosays.ledger import Ledger, open_ledger
from whosays.server.jobs import ASKED, Jobs
from whosays.server.state import State

TOKEN = "a-token-of-some-length"
MILL = "The paper mill at Skelby will close in March, the owner, Ines Pell, said on Monday.\n"
TOLL = "A toll of two pounds will be asked for the bridge at Marl, the council's clerk, Odo Finn, said.\n"
MEANT = "16 April 2031 is yet to come: put the date right, or say that it is meant"


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whosays.desk.declaring.today", lambda: date(2031, 3, 4))


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "w.db")) as ledger:
        yield ledger


@pytest.fixture
def browser(held: Ledger) -> Iterator[Browser]:
    with desk(held, bearer=TOKEN) as door:
        browser = Browser(door)
        browser.enter()
        yield browser


def the_form(text: str) -> Node:
    (form,) = (form for form in parse(text).all("form") if form.attributes["action"] == "/add/files")
    return form


def send(browser: Browser, files: dict[str, str], **fields: str) -> Answer:
    """What a browser sends of the form for files, as it stands on the page, filled in."""
    return browser.upload("/add/files", *((name, text.encode()) for name, text in files.items()), **fields)


def came_of(browser: Browser, answer: Answer) -> str:
    for _ in range(600):
        text = browser.get(answer.headers["location"]).text
        if "taken in</h1>" in text:
            return text
        time.sleep(0.05)
    raise AssertionError(text)


def told(held: Ledger) -> dict[str, tuple[str | None, str | None]]:
    """What each document of the ledger says of itself, by its first words."""
    found = {}
    for number in range(1, 10):
        one = held.document(f"d{number}")
        trace = held.trace(f"d{number}") if one is not None else None
        if one is not None and trace is not None:
            found[trace.document.text.split()[1]] = (one.outlet, one.published)
    return found


def test_what_is_said_of_all_files_holds_for_each(browser: Browser, held: Ledger) -> None:
    form = the_form(browser.get("/add").text)
    assert {i.attributes.get("name") for i in form.all("input")} == {"files", "outlet", "published"}
    answer = send(browser, {"a.txt": MILL, "b.txt": TOLL}, outlet="Skelby Star", published="2031-03-02")
    assert answer.status == 303
    came_of(browser, answer)
    assert told(held) == dict.fromkeys(("paper", "toll"), ("Skelby Star", "2031-03-02"))
    trace = held.trace("d1")
    assert trace is not None
    assert trace.document.dated == "given"


def test_each_file_can_be_asked_about_before_it_is_read_without_script(browser: Browser, held: Ledger) -> None:
    answer = send(browser, {"a.txt": MILL, "b.txt": TOLL}, outlet="Skelby Star", published="", each="1")
    address = answer.headers["location"]
    page = parse(browser.get(address).text)
    assert [one.text for one in page.all("legend")] == ["a.txt", "b.txt"]
    form = {i.attributes["name"]: i.attributes.get("value", "") for i in page.all("input") if "name" in i.attributes}
    asked = {name: form[name] for name in ("outlet-0", "published-0", "outlet-1", "published-1")}
    assert asked == {"outlet-0": "Skelby Star", "published-0": "", "outlet-1": "Skelby Star", "published-1": ""}
    assert held.document("d1") is None, "nothing is read before"
    asked |= {"outlet-1": "Marl Post", "published-0": "1 March 2031", "published-1": "2031-04-16"}
    again = browser.post(address, *asked.items())
    assert again.status == 400
    page = parse(again.text)
    assert [one.text for one in page.all(class_="wrong")] == [f"{MEANT}, by sending it once more."]
    later = next(i.attributes["value"] for i in page.all("input") if i.attributes.get("name") == "later")
    done = browser.post(address, *{**asked, "later": later}.items())
    came_of(browser, done)
    assert told(held) == {"paper": ("Skelby Star", "2031-03-01"), "toll": ("Marl Post", "2031-04-16")}
    assert browser.post(address, *{**asked, "outlet-1": "Another"}.items()).status in (303, 400)
    assert told(held)["toll"] == ("Marl Post", "2031-04-16"), "it is said once"


@pytest.mark.parametrize("day", ["2031-04-16", "soon"])
def test_a_day_that_cannot_be_is_asked_about_where_files_are_sent(browser: Browser, held: Ledger, day: str) -> None:
    answer = send(browser, {"a.txt": MILL}, outlet="Skelby Star", published=day)
    page = parse(answer.text)
    assert (answer.status, held.document("d1")) == (400, None)
    said = "“soon” cannot be read as a date" if day == "soon" else MEANT
    assert said in page.one(class_="warnings").text
    there = the_form(answer.text).all("input")
    typed = {i.attributes["name"]: i.attributes.get("value", "") for i in there if i.attributes["name"] != "files"}
    assert (typed["outlet"], typed["published"]) == ("Skelby Star", day), "what was typed stays"
    if day != "soon":
        came_of(browser, send(browser, {"a.txt": MILL}, **typed))
        assert told(held) == {"paper": ("Skelby Star", day)}


def test_files_that_nobody_said_anything_of_are_kept_for_a_day(held: Ledger, tmp_path: Path) -> None:
    import io
    import threading

    from whosays.ledger import Options

    state = State(tmp_path / "w.db.desk")
    jobs = Jobs(held, Options(), state, threading.Lock())
    name = jobs.begin([("a.txt", io.BytesIO(MILL.encode()))], ask=True)
    kept = jobs.job(name)
    assert kept is not None
    assert [one.status for one in kept.files] == [ASKED]
    jobs.take_up()
    jobs.stop()
    assert held.document("d1") is None, "a desk that is started again goes on waiting"
    with state.open() as connection:
        connection.execute("UPDATE jobs SET made = made - 90000")
    jobs = Jobs(held, Options(), state, threading.Lock())
    jobs.begin([("b.txt", io.BytesIO(TOLL.encode()))], ask=True)
    assert jobs.job(name) is None
    assert len(list((tmp_path / "w.db.desk-files").iterdir())) == 1
    state.close()


def call(browser: Browser, address: str, body: Any) -> tuple[int, Any, str]:
    answer = browser.ask("POST", f"/api/v1{address}", json.dumps(body).encode(), Content_Type="application/json",
                         Authorization=f"Bearer {TOKEN}")  # fmt: skip
    return answer.status, json.loads(answer.body), answer.headers["content-type"]


@pytest.mark.parametrize("address", ["/trace", "/documents", "/story", "/uploads"])
def test_the_api_asks_about_a_day_that_cannot_be(browser: Browser, held: Ledger, address: str) -> None:
    def body(published: str, **more: bool) -> Any:
        if address == "/uploads":
            content = base64.b64encode(MILL.encode()).decode()
            return {"files": [{"name": "a.txt", "content": content, "published": published, **more}]}
        one = {"text": MILL, "published": published, **more}
        return {"documents": [one]} if address == "/story" else one

    status, problem, kind = call(browser, address, body("2031-04-16"))
    assert (status, kind, problem["detail"]) == (409, "application/problem+json", f"{MEANT} (`later`).")
    assert call(browser, address, body("2031-13-40"))[0] == 400
    assert held.document("d1") is None
    assert call(browser, address, body("2031-04-16", later=True))[0] in (200, 201, 202)


def test_the_api_asks_about_a_day_that_is_put_right(browser: Browser, held: Ledger) -> None:
    call(browser, "/documents", {"text": MILL})
    given = {"what": "d1", "date": "16 April 2031", "who": "Ida Falk", "why": "it stands on the page"}
    status, problem, _ = call(browser, "/corrections", given)
    assert (status, problem["detail"]) == (409, f"{MEANT} (`later`).")
    assert call(browser, "/corrections", {**given, "later": True})[0] == 201
    assert told(held)["paper"] == (None, "2031-04-16")


@pytest.mark.parametrize("command", ["trace", "story", "add"])
def test_the_terminal_asks_about_a_day_that_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (tmp_path / "a.txt").write_text(MILL)
    more = ["--ledger", str(tmp_path / "l.db")] if command == "add" else []
    asked = [command, str(tmp_path / "a.txt"), *more, "--outlet", "a=Skelby Star"]
    assert run([*asked, "--published", "a=2031-04-16"]) == 2
    assert f"--published a=2031-04-16: {MEANT} (--later)" in capsys.readouterr().err
    assert run([*asked, "--published", "a=soon"]) == 2
    assert "“soon” cannot be read as a date" in capsys.readouterr().err
    assert run([*asked, "--published", "a=2031-04-16", "--outlet", "b=Nobody", "--later"]) == 0
    out, err = capsys.readouterr()
    assert "Skelby Star" in out
    assert "b: no document is called so" in out + err


def test_what_is_said_in_the_terminal_is_kept_and_can_be_put_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(MILL)
    where = ["--ledger", str(tmp_path / "l.db")]
    add = ["add", str(tmp_path / "a.txt"), *where]
    assert run([*add, "--published", "a=2031-03-01", "--outlet", "a=Skelby Star"]) == 0
    with open_ledger(str(tmp_path / "l.db")) as ledger:
        assert told(ledger) == {"paper": ("Skelby Star", "2031-03-01")}
    capsys.readouterr()
    assert run([*add, "--outlet", "a=Marl Post"]) == 0
    assert "what was given is not taken, and can be put right: outlet “Marl Post”" in capsys.readouterr().out
    correct = ["correct", "d1", "--date", "2031-04-16", "--who", "Ida Falk", "--why", "it says so", *where]
    assert run(correct) == 2
    assert f"{MEANT} (--later)" in capsys.readouterr().err
    assert run([*correct, "--later"]) == 0
    with open_ledger(str(tmp_path / "l.db")) as ledger:
        assert told(ledger) == {"paper": ("Skelby Star", "2031-04-16")}


def test_the_rule_for_days() -> None:
    assert day_of_publication("2031-03-05") == "2031-03-05", "it is that day somewhere"
    assert day_of_publication("4 March 2031, 18:05") == "2031-03-04T18:05:00"
    with pytest.raises(YetToCome, match=re.escape("6 March 2031 is yet to come")):
        day_of_publication("6 March 2031")
    assert day_of_publication("6 March 2031", meant="2031-03-06") == "2031-03-06"
    with pytest.raises(YetToCome):
        day_of_publication("7 March 2031", meant="2031-03-06")
    with pytest.raises(UsageError, match="cannot be read"):
        day_of_publication("32 March 2031")
    assert dated({"date": "none", "outlet": "x"}) == {"date": "none", "outlet": "x"}
    assert About(published="").day == ""


@pytest.mark.parametrize("blank", ["\x1e", "\ufeff", " \u00a0", "\x85", "\t\r\n", "\u2003"])
def test_blanks_are_no_words_in_any_dialect_of_patterns(browser: Browser, blank: str) -> None:
    assert call(browser, "/trace", {"text": MILL, "title": blank})[0] == 400
    assert call(browser, "/trace", {"text": f"{blank}½"})[0] == 400, "not a letter in each dialect"
    assert call(browser, "/trace", {"text": MILL, "title": f"{blank}Mill"})[0] == 200
