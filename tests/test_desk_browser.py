"""The desk in a real browser: by keyboard alone, on a phone, in the dark, on paper, without script, and looked over by
axe-core. With WHOSAYS_PICTURES=1 and -k pictures the pictures of docs/desk.md are made anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import axe, chromium, needs_browser
from tests.desk_server import desk, quick_passwords, team_over_https
from whosays.desk.adding import add
from whosays.desk.inputs import Input
from whosays.desk.work import Work
from whosays.ledger import Ledger, Options, open_ledger
from whosays.server.accounts import Role
from whosays.server.feeding import Feeds
from whosays.server.guard import Door, TeamDoor
from whosays.server.state import State

__all__ = ["quick_passwords"]  # a fixture

pytestmark = needs_browser
ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "desk"
DRAFT = (
    "Seals in car park\n\nSome 300 seals live in the car park, an official said. “I counted them,” Nils Orrin said.\n"
)
PAGES = {
    "today": "/",
    "claim": "/claims/{claim}",
    "document": "/documents/d2",
    "source": "/sources?name=Petra+Voss",
    "correct": "/correct?what=d2&back=d2",
    "inbox": "/inbox",
    "search": "/search?q=seals",
    "check": "/check",
    "audit": "/audit?by=document",
    "add": "/add",
    "upload": "/uploads/{upload}",
    "watch": "/watch",
    "help": "/help",
    "shared": "/s/{token}",
}
TEAM_PAGES = {"login": "/login", "settings": "/settings"}
PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path_factory.mktemp("browser") / "whosays.db")) as ledger:
        files = sorted((ROOT / "examples" / "story").glob("*.txt"))[:6]
        assert len(list(add(ledger, Work([Input(str(path)) for path in files]), Options()))) == len(files)
        yield ledger


@pytest.fixture(scope="module")
def claim(held: Ledger) -> str:
    """The claim that most documents make."""
    return held.claims(limit=1, carried=True)[0].claim


@pytest.fixture(scope="module")
def door(held: Ledger) -> Iterator[Door]:
    """A desk that watches two feeds, which nobody asks here."""
    with closing(State(None)) as state, pytest.MonkeyPatch.context() as patched:
        patched.setattr(Feeds, "start", lambda _: None)
        with state.open() as connection:
            for number, problem in enumerate((None, "the server said 503 (Service Unavailable)")):
                feed = f"https://{('tarn', 'upland')[number]}.example/feed"
                values = (feed, feed, "", 0.0, 1930000000.0 + 60 * number, problem)
                columns = "address, shown, account, made, asked, problem"
                connection.execute(f"INSERT INTO feeds ({columns}) VALUES (?, ?, ?, ?, ?, ?)", values)
        with desk(held, state=state) as opened:
            yield opened


@pytest.fixture(scope="module")
def team(held: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TeamDoor]:
    """A desk of a team, over HTTPS."""
    with closing(State(None)) as state, team_over_https(held, state, tmp_path_factory.getbasetemp()) as door:
        for name, role in (("Ida Falk", Role.ADMIN), ("Bo Rill", Role.EDITOR), ("Una Crane", Role.READER)):
            door.accounts.add(name, role, PASSWORD)
        yield door


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def known(browser: Any, door: Door) -> Any:
    """The state of a browser that has come in."""
    context = browser.new_context()
    page = context.new_page()
    assert page.goto(door.address).status == 200
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="module")
def places(browser: Any, known: Any, door: Door, claim: str) -> dict[str, str]:
    """What addresses are made of: the claim, a page of it that was frozen, files that wait for what is said of each."""
    one = Opened(browser, known, door.root)
    page = one.go("/add")
    sent = [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": b"A text."} for name in ("mill", "weir")]
    page.locator("input[type=file]").set_input_files(sent)
    page.get_by_role("button", name="Say it of each file first").click()
    page.wait_for_url("**/uploads/*")
    upload = page.url.rpartition("/")[2]
    page = one.go(f"/claims/{claim}")
    page.get_by_role("button", name="Freeze it").click()
    token = page.locator("a[href^='/s/']").first.get_attribute("href").rpartition("/")[2]
    one.close()
    return {"claim": claim, "upload": upload, "token": token}


class Opened:
    """A page of the desk, with what the browser complained about."""

    def __init__(self, browser: Any, known: Any, root: str, **how: Any) -> None:
        how.setdefault("viewport", {"width": 1100, "height": 800})
        self._context = browser.new_context(storage_state=known, **how)
        self.page = self._context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self._root = root

    def go(self, address: str) -> Any:
        answer = self.page.goto(self._root + address)
        assert answer.status == 200, address
        return self.page

    @property
    def strangers(self) -> list[str]:
        """What was asked of another host."""
        return [url for url in self.asked if not url.startswith((self._root, "data:", "about:"))]

    def close(self) -> None:
        self._context.close()


@pytest.fixture
def opened(browser: Any, known: Any, door: Door) -> Iterator[Any]:
    made: list[Opened] = []

    def open_page(**how: Any) -> Opened:
        made.append(Opened(browser, known, door.root, **how))
        return made[-1]

    yield open_page
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def looked(browser: Any, known: Any, door: Door) -> Iterator[Any]:
    """Opens pages for tests that only look: one page for each way of looking, which goes from address to address.

    A new one costs several processes of the browser.
    """
    made: dict[str, Opened] = {}

    def look(**how: Any) -> Opened:
        one = made.get(repr(how)) or made.setdefault(repr(how), Opened(browser, known, door.root, **how))
        one.complaints.clear()
        one.asked.clear()
        one.page.emulate_media(media="null", color_scheme="null")
        return one

    yield look
    for one in made.values():
        one.close()


@pytest.fixture
def member(browser: Any, team: TeamDoor) -> Iterator[Any]:
    """Opens pages as a member: the cookie is that of a session which the desk made."""
    made: list[Opened] = []

    def open_page(name: str | None = "Ida Falk", **how: Any) -> Opened:
        made.append(Opened(browser, None, team.root, ignore_https_errors=True, **how))
        if name is not None:
            secret = team.accounts.enter(name, PASSWORD)
            cookie = {"name": TeamDoor.cookie, "value": secret, "url": team.root, "secure": True, "httpOnly": True}
            made[-1].page.context.add_cookies([cookie])
        return made[-1]

    yield open_page
    for one in made:
        one.close()


def address(name: str, places: dict[str, str]) -> str:
    return (PAGES | TEAM_PAGES)[name].format_map(places)


def test_axe_finds_nothing_serious(opened: Any, member: Any, places: dict[str, str]) -> None:
    """By every rule in the light; in the dark, where a page has other colours and nothing else, by those of colour."""
    source, found = axe(), []
    how = {"color_scheme": "light", "bypass_csp": True}
    whose = {"settings": member("Ida Falk", **how), "login": member(None, **how)}
    own = opened(**how)
    for name in [*PAGES, *TEAM_PAGES]:
        page = whose.get(name, own).go(address(name, places))
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.evaluate(source)
        for scheme, only in (("light", ""), ("dark", ", runOnly: ['cat.color']")):
            page.emulate_media(color_scheme=scheme)
            result = page.evaluate(f"axe.run(document, {{iframes: false, resultTypes: ['violations']{only}}})")
            for violation in result["violations"]:
                if violation["impact"] in ("serious", "critical"):
                    nodes = [node["html"][:120] for node in violation["nodes"][:3]]
                    found.append((name, scheme, violation["id"], nodes))
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone_asks_nobody_and_runs_clean(looked: Any, places: dict[str, str], name: str) -> None:
    one = looked(viewport={"width": 390, "height": 800})
    page = one.go(address(name, places))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert one.strangers == []
    assert [said for said in one.complaints if "sandbox" not in said] == []


def test_a_page_is_dark_where_it_is_dark(looked: Any) -> None:
    def brightness(scheme: str) -> int:
        page = looked().go("/")
        page.emulate_media(color_scheme=scheme)
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor + "
                               "getComputedStyle(document.body).backgroundColor")  # fmt: skip
        solid = re.findall(r"rgb\((\d+), (\d+), (\d+)\)", colour)
        return sum(map(int, solid[-1]))

    assert brightness("dark") < 200 < 500 < brightness("light")


@pytest.mark.parametrize("name", sorted({*PAGES} - {"shared"}))
def test_on_paper_there_is_the_page_and_no_forms(looked: Any, places: dict[str, str], name: str) -> None:
    page = looked().go(address(name, places))
    page.emulate_media(media="print")
    assert page.locator("h1").first.is_visible()
    assert not page.locator("nav").first.is_visible()
    assert page.locator("main form:visible").count() == 0


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_the_same_without_script(looked: Any, places: dict[str, str], name: str) -> None:
    page = looked(java_script_enabled=False).go(address(name, places))
    assert page.locator("h1").inner_text() == looked().go(address(name, places)).locator("h1").inner_text()
    assert page.locator("main").inner_text().strip()


def test_a_draft_is_checked_without_script(opened: Any) -> None:
    page = opened(java_script_enabled=False).go("/check")
    page.get_by_label("Draft").fill(DRAFT)
    page.get_by_role("button", name="Check it").click()
    assert page.locator("[data-row]").count() >= 1


@pytest.mark.parametrize("scripted", [True, False])
def test_files_are_sent_and_looked_after(opened: Any, tmp_path: Path, scripted: bool) -> None:
    (tmp_path / "mill.txt").write_text(f"Mill {scripted} to close\n\nThe mill at Skelby will close, Ines Pell said.\n")
    (tmp_path / "empty.txt").write_text("")
    one = opened(java_script_enabled=scripted)
    page = one.go("/add")
    page.locator("input[type=file]").set_input_files([tmp_path / "mill.txt", tmp_path / "empty.txt"])
    page.get_by_role("button", name="Add the files").click()
    page.get_by_role("heading", name="1 document taken in").wait_for(timeout=60_000)
    assert "empty.txt" in page.locator(".warnings").inner_text()
    assert one.complaints == []


def focused(page: Any, expression: str) -> Any:
    return page.evaluate(f"(() => {{ const at = document.activeElement; return {expression}; }})()")


def test_files_can_be_dropped_anywhere_on_the_page(opened: Any) -> None:
    page = opened().go("/add")
    page.get_by_text("dropped anywhere on this page").wait_for()
    dropped = """() => {
      const given = new DataTransfer();
      given.items.add(new File(["A text."], "one.txt"));
      given.items.add(new File(["Another."], "two.txt"));
      const event = new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true });
      return !document.querySelector("h1").dispatchEvent(event);
    }"""
    assert page.evaluate(dropped), "the browser does not open them instead"
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 2
    assert focused(page, "at.textContent") == "Add the files"


def test_on_a_phone_the_audit_is_read_without_pushing_it_aside(looked: Any) -> None:
    page = looked(viewport={"width": 390, "height": 800}).go("/audit?by=document")
    assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.scrolled'))")
    assert page.evaluate("getComputedStyle(document.querySelector('.audit td'), '::before').content").startswith('"How')


def test_from_today_to_the_proof_by_two_keys(opened: Any, claim: str) -> None:
    page = opened().go("/")
    page.keyboard.press("j")
    assert focused(page, "at.dataset.row !== undefined")
    page.keyboard.press("p")
    page.wait_for_url("**/claims/*")
    page.keyboard.press("p")
    assert focused(page, "at.id") == "proof"


def test_everything_can_be_reached_and_done_by_keyboard(opened: Any, held: Ledger, claim: str) -> None:
    page = opened().go("/")
    page.keyboard.press("Tab")
    assert focused(page, "at.getAttribute('href')") == "#main"
    page.keyboard.press("/")
    assert focused(page, "at.id") == "search"
    page.keyboard.type(claim)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{claim}")
    page.keyboard.press("?")
    page.wait_for_url("**/help")
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_url("**/correct?what=*")
    assert focused(page, "at.form.getAttribute('action')") == "/correct"
    assert focused(page, "at.name") not in ("who", "why"), "typing goes to what is put right"
    page.go_back()
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert focused(page, "at.name") == "who"
    page.keyboard.type("Ida Falk")
    page.keyboard.press("Tab")
    page.keyboard.type("read again")
    page.keyboard.press("Enter")
    page.wait_for_selector("#decided")
    assert held.claim(claim).decisions[-1].verb == "accept"  # type: ignore[union-attr]


def test_the_inbox_takes_one_key_a_decision_and_one_to_take_it_back(opened: Any, held: Ledger) -> None:
    doubts = held.doubted().doubts
    assert doubts
    page = opened().go("/inbox")
    first = page.locator("h1").inner_text()
    page.get_by_label("Who decides").first.fill("Ida Falk")
    page.keyboard.press("Escape")
    page.keyboard.press("s" if page.locator('button[data-key="s"]').count() else "a")
    page.wait_for_selector(".done")
    page.wait_for_load_state()  # keys are read once the page is there
    decided = held.decisions(1)[0]
    assert (decided.who, decided.undone) == ("Ida Falk", False)
    page.keyboard.press("u")
    assert focused(page, "at.form.getAttribute('action')") == "/undo"
    page.keyboard.type("a slip")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/inbox$"))
    assert page.locator("h1").inner_text() == first
    assert held.decisions(1)[0].verb == "undo"


def test_keys_that_are_off_do_nothing(opened: Any) -> None:
    page = opened().go("/help")
    page.get_by_role("button", name="Switch the keys off").click()
    page.wait_for_selector("body[data-keys=off]")
    page.wait_for_load_state()
    page.keyboard.press("/")
    assert focused(page, "at.id") != "search"
    page.get_by_role("button", name="Switch the keys on").click()
    page.wait_for_selector("body[data-keys=on]")
    page.wait_for_load_state()
    page.keyboard.press("/")
    assert focused(page, "at.id") == "search"


def test_from_an_empty_desk_to_a_corrected_page_to_send(browser: Any, tmp_path: Path) -> None:
    """As somebody goes who was never here: by what the pages say alone."""
    with open_ledger(str(tmp_path / "w.db")) as empty, desk(empty) as door:
        one = Opened(browser, None, door.root)
        page = one.page
        page.goto(door.address)
        assert page.locator("h2").first.inner_text() == "Look around first"
        page.get_by_label("Text").fill(
            "Mill to close\n\nThe mill at Skelby will close in March, the owner, Ines Pell, said on Monday. The union "
            "could not confirm it, its secretary, Bo Rill, said.\n"
        )
        page.get_by_role("button", name="Add the text").click()
        page.get_by_role("link", name="mill at Skelby").first.click()
        page.get_by_role("link", name="Put its words right").click()
        form = page.locator("form[action='/correct']")
        form.get_by_label("In which words").fill("The mill at Skelby is to close in March.")
        form.get_by_label("Who decides").fill("Ida Falk")
        form.get_by_label("Why, in a sentence").fill("shorter")
        form.get_by_role("button").click()
        page.get_by_text("Written down: “The mill at Skelby will close").wait_for()
        assert page.locator("h1").inner_text() == "The mill at Skelby is to close in March."
        page.get_by_role("navigation", name="On this page").get_by_role("link", name="To send").click()
        page.get_by_role("button", name="Freeze it").click()
        page.get_by_text("on this machine only").wait_for()
        address = page.locator("a[href^='/s/']").first
        assert address.inner_text().startswith(f"{door.root}/s/")
        address.click()
        page.get_by_text("Frozen at entry").wait_for()
        assert "The mill at Skelby is to close in March." in page.locator("body").inner_text()
        assert [said for said in one.complaints if "sandbox" not in said] == []
        one.close()


def test_settings_fit_a_phone_print_and_work_without_script(member: Any) -> None:
    one = member("Ida Falk", viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = one.go("/settings")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    parts = page.locator("h2").all_inner_texts()
    assert parts[-4:] == ["Tokens for programs", "Password", "Members", "What was done last"]
    page.get_by_text("Add a member").click()
    page.get_by_label("Name").fill("Edda Marsh")
    page.get_by_label("A first password").fill(PASSWORD)
    page.get_by_role("button", name="Add the member").click()
    page.get_by_role("rowheader", name="Edda Marsh").wait_for()
    page.wait_for_load_state()  # with its style
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.emulate_media(media="print")
    assert page.get_by_role("rowheader", name="Edda Marsh").is_visible()
    assert page.locator("main form:visible").count() == 0
    assert (one.strangers, one.complaints) == ([], [])


def test_a_member_comes_in_takes_a_token_and_goes_out_by_keyboard(member: Any) -> None:
    one = member(None)
    page = one.go("/login")

    def tab_to(expression: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if focused(page, expression):
                return
        raise AssertionError(expression)

    tab_to("at.name === 'name'")
    page.keyboard.type("Bo Rill")
    tab_to("at.name === 'password'")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    tab_to("at.getAttribute('href') === '/settings'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/settings")
    tab_to("at.name === 'label'")
    page.keyboard.type("a reader of feeds")
    page.keyboard.press("Enter")
    page.locator(".done code").wait_for()
    assert page.locator(".done code").inner_text().startswith("wst_")
    tab_to("at.innerText === 'Go out'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/login")


def test_a_feed_is_given_and_ended_by_keyboard(opened: Any) -> None:
    page = opened().go("/watch")
    page.get_by_label("Its address").focus()
    page.keyboard.type("https://mere.example/feed")
    page.keyboard.press("Enter")
    page.get_by_role("rowheader", name="https://mere.example/feed").wait_for()
    page.get_by_role("button", name="Stop watching https://mere.example/feed").focus()
    page.keyboard.press("Enter")
    page.get_by_role("rowheader", name="https://mere.example/feed").wait_for(state="detached")


def test_the_pictures_of_the_page_about_the_desk(opened: Any, member: Any, places: dict[str, str]) -> None:
    shown = re.findall(r"\]\(desk/([a-z]+)\.png\)", (ROOT / "docs" / "desk.md").read_text(encoding="utf-8"))
    assert set(shown) >= set(PAGES) - {"source", "search", "help", "correct", "upload", "shared"}
    if os.environ.get("WHOSAYS_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        for name in shown:
            one = member("Ida Falk" if name != "login" else None) if name in TEAM_PAGES else opened()
            page = one.go(address(name, places))
            page.screenshot(path=str(PICTURES / f"{name}.png"))
    for name in shown:
        assert (PICTURES / f"{name}.png").read_bytes().startswith(b"\x89PNG")
