"""A desk with accounts: who may come in, what each role may do, what is noted, what is limited."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from tests.desk_server import Answer, Browser, quick_passwords, running
from tests.ledger_build import weir
from tests.page import parse
from whosays.cli import run
from whosays.errors import UsageError, WhosaysError
from whosays.ledger import Ledger, Options, open_ledger
from whosays.server.accounts import IDLE, Accounts, Role
from whosays.server.guard import Rate, TeamDoor
from whosays.server.serving import listen, server
from whosays.server.state import State

__all__ = ["quick_passwords"]  # a fixture

PUBLIC = "https://desk.example"
PASSWORD = "a long enough password"


class Member(Browser):
    """A browser behind the proxy that ends HTTPS."""

    def ask(self, method: str, address: str, body: bytes = b"", **headers: str) -> Answer:
        proxied = {"Host": "desk.example", "X_Forwarded_Proto": "https"}
        if "Origin" in headers and headers["Origin"].startswith("http://127.0.0.1"):
            headers["Origin"] = PUBLIC
        return super().ask(method, address, body, **(proxied | headers))

    def come_in(self, name: str, password: str = PASSWORD) -> Answer:
        answer = self.post("/login", ("name", name), ("password", password))
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0] or self.cookie
        return answer


@contextmanager
def team(ledger: Ledger, state: State, provider: Any = None) -> Iterator[TeamDoor]:
    """A desk with accounts, and a single sign-on where a provider is given."""
    begun = threading.Event()
    with listen(0) as listening:
        door = TeamDoor(listening.getsockname()[1], PUBLIC, Accounts(state))
        if provider is not None:
            from whosays.server.oidc import SignOn

            door.sign_on = SignOn(provider, door.accounts, door.root)
        answering = server(ledger, Options(), door, begun.set, state)
        with running(answering, listening, begun):
            yield door


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, State, TeamDoor]]:
    folder = tmp_path_factory.mktemp("team")
    with open_ledger(str(folder / "w.db")) as ledger, closing(State(folder / "w.db.desk")) as state:
        ledger.add_trace(weir("Tarn Post"), as_input="a")
        accounts = Accounts(state)
        for name, role in (("Ada", Role.ADMIN), ("Ed", Role.EDITOR), ("Rea", Role.READER)):
            accounts.add(name, role, PASSWORD)
        with team(ledger, state) as door:
            yield ledger, state, door


@pytest.fixture
def member(made: tuple[Ledger, State, TeamDoor]) -> Any:
    def come_in(name: str) -> Member:
        browser = Member(made[2])  # type: ignore[arg-type]
        assert browser.come_in(name).status == 303
        return browser

    return come_in


def test_nobody_sees_anything_without_an_account(made: tuple[Ledger, State, TeamDoor]) -> None:
    stranger = Member(made[2])  # type: ignore[arg-type]
    for address in ("/", "/claims/k1", "/audit.csv", "/settings", "/static/desk.js"):
        answer = stranger.get(address)
        assert (answer.status, answer.headers["location"]) == (303, "/login"), address
    assert stranger.get("/api/v1/claims").status == 401
    assert stranger.post("/decide", ("verb", "accept")).status == 401
    assert stranger.get("/login").status == 200
    assert stranger.get("/static/desk.css").status == 200


def test_it_answers_over_https_by_its_own_name_only(made: tuple[Ledger, State, TeamDoor]) -> None:
    stranger = Member(made[2])  # type: ignore[arg-type]
    assert stranger.ask("GET", "/login", X_Forwarded_Proto="http").status == 403
    assert stranger.ask("GET", "/login", Host="evil.example").status == 421
    assert stranger.post("/login", ("name", "Ed"), ("password", PASSWORD), Origin="https://evil.example").status == 403


def test_a_session_is_a_cookie_that_no_script_and_no_other_site_has(made: tuple[Ledger, State, TeamDoor]) -> None:
    browser = Member(made[2])  # type: ignore[arg-type]
    cookie = browser.come_in("Ed").headers["set-cookie"]
    parts = set(re.split(r";\s*", cookie))
    assert cookie.startswith("__Host-whosays=")
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= parts
    assert browser.get("/").status == 200
    assert browser.post("/logout").headers["location"] == "/login"
    assert browser.get("/").status == 303, "the session is over on the server, too"


def test_ones_own_sessions_are_seen_and_ended(made: tuple[Ledger, State, TeamDoor], member: Any) -> None:
    Accounts(made[1]).add("Sol", Role.READER, PASSWORD)
    here, there, other = member("Sol"), member("Sol"), member("Ed")
    page = parse(here.get("/settings").text)
    (form,) = (one for one in page.all("form") if one.attributes.get("action") == "/settings/sessions")
    mark = form.one("button").attributes["value"] or ""
    assert other.post("/settings/sessions", ("end", mark)).status == 400, "it is not theirs"
    assert there.get("/").status == 200
    assert here.post("/settings/sessions", ("end", mark)).status == 303
    assert (here.get("/").status, there.get("/").status) == (200, 303)
    assert "You are in elsewhere" not in here.get("/settings").text


def test_wrong_names_and_passwords_are_told_alike_and_not_often(made: tuple[Ledger, State, TeamDoor]) -> None:
    stranger = Member(made[2])  # type: ignore[arg-type]
    wrong = stranger.come_in("Ed Nobody", "x" * 14)
    known = stranger.come_in("Rea", "x" * 14)
    assert wrong.status == known.status == 403
    assert wrong.text == known.text
    for _ in range(4):
        stranger.come_in("Ed Nobody", "x" * 14)
    answer = stranger.come_in("Ed Nobody", "x" * 14)
    assert answer.status == 503
    assert "too often" in answer.text


def test_a_reader_reads_an_editor_decides_an_admin_looks_after_members(
    made: tuple[Ledger, State, TeamDoor], member: Any
) -> None:
    ledger = made[0]
    fields = (("verb", "accept"), ("names", "k1"), ("who", "Somebody Else"), ("why", "seen"), ("back", "k1"))
    reader, editor, admin = member("Rea"), member("Ed"), member("Ada")
    assert reader.get("/claims/k1").status == 200
    assert reader.post("/check", ("text", "A draft on the weir at Tarn Hollow.")).status == 200
    before = ledger.head()
    for address in ("/decide", "/correct", "/undo", "/inbox", "/add/text", "/add/examples", "/claims/k1/freeze"):
        assert reader.post(address, *fields).status == 403, address
    assert ledger.head() == before
    assert editor.post("/decide", *fields).status == 303
    (decision,) = ledger.claim("k1").decisions  # type: ignore[union-attr]
    assert decision.who == "Ed", "who decides is who came in, whatever the form says"
    change = (("action", "role"), ("name", "Rea"), ("role", "editor"))
    assert editor.post("/settings/members", *change).status == 403
    assert "Members" not in editor.get("/settings").text
    page = admin.get("/settings").text
    assert "Members" in page
    assert "decide" in parse(page).by_id("log").text
    assert admin.post("/settings/members", ("action", "close"), ("name", "Ada")).status == 400, "the only admin stays"


def test_members_are_added_changed_and_closed(made: tuple[Ledger, State, TeamDoor], member: Any) -> None:
    admin = member("Ada")
    new = (("action", "add"), ("name", "Nia"), ("password", PASSWORD), ("role", "reader"))
    assert admin.post("/settings/members", *new).status == 303
    assert admin.post("/settings/members", *new).status == 400
    nia = member("Nia")
    assert admin.post("/settings/members", ("action", "role"), ("name", "Nia"), ("role", "editor")).status == 303
    assert nia.get("/").status == 303, "a new role ends what was open"
    nia = member("Nia")
    token = re.search(r"wst_[\w-]+", nia.post("/settings/tokens", ("label", "x"), ("days", "3")).text)
    assert token
    assert admin.post("/settings/members", ("action", "close"), ("name", "Nia")).status == 303
    assert nia.get("/").status == 303
    assert Member(made[2]).come_in("Nia").status == 403  # type: ignore[arg-type]
    asked = nia.ask("GET", "/api/v1/claims", Authorization=f"Bearer {token.group()}")
    assert asked.status == 401


def test_who_may_only_read_is_shown_no_form_that_writes(made: tuple[Ledger, State, TeamDoor], member: Any) -> None:
    made[0].add_trace(weir("Hollow Times", ("Ada Venn", "The mayor heard sirens.")), as_input="b")
    reader, editor = member("Rea"), member("Ed")
    writes = {"/decide", "/correct", "/undo", "/inbox", "/add/text", "/add/files", "/claims/k1/freeze"}
    shown: dict[str, set[str]] = {"Rea": set(), "Ed": set()}
    for address in ("/", "/claims/k1", "/documents/d2", "/sources?name=Ada+Venn", "/inbox", "/add"):
        for name, browser in (("Rea", reader), ("Ed", editor)):
            page = parse(browser.get(address).text)
            shown[name] |= {form.attributes.get("action") or "" for form in page.all("form")} & writes
            if name == "Rea" and address not in ("/", "/inbox"):
                assert "Your account reads." in page.text, address
    assert shown["Rea"] == set()
    assert shown["Ed"] >= {"/decide", "/correct", "/add/text", "/claims/k1/freeze"}
    assert "/add" not in {a.attributes["href"] for a in parse(reader.get("/").text).all("a")}


def test_a_token_asks_the_api_as_its_member(made: tuple[Ledger, State, TeamDoor], member: Any) -> None:
    ledger, editor = made[0], member("Ed")
    shown = editor.post("/settings/tokens", ("label", "a bot"), ("days", "3"), ("writes", "yes")).text
    reading = editor.post("/settings/tokens", ("label", "a feed"), ("days", "3")).text
    secrets = [re.search(r"wst_[\w-]+", text).group() for text in (shown, reading)]  # type: ignore[union-attr]
    assert "wst_" not in editor.get("/settings").text, "it is shown once"
    body = b'{"what": "k1", "words": "The weir broke.", "who": "Somebody Else", "why": "shorter"}'
    stranger = Member(made[2])  # type: ignore[arg-type]

    def send(secret: str) -> int:
        kind = {"Content_Type": "application/json", "Authorization": f"Bearer {secret}"}
        return stranger.ask("POST", "/api/v1/corrections", body, **kind).status

    assert send(secrets[1]) == 403
    assert send(secrets[0]) == 201
    assert ledger.claim("k1").decisions[-1].who == "Ed"  # type: ignore[union-attr]
    assert stranger.ask("GET", "/", Authorization=f"Bearer {secrets[0]}").status == 303, "pages take no token"
    forms = [f for f in parse(editor.get("/settings").text).all("form") if f.attributes["action"] == "/settings/tokens"]
    ends = [b.attributes["value"] or "" for f in forms for b in f.all("button") if b.attributes.get("name") == "end"]
    assert len(ends) == 2
    for end in ends:
        assert editor.post("/settings/tokens", ("end", end)).status == 303
    assert send(secrets[0]) == 401


def test_a_password_is_changed_by_who_knows_it(made: tuple[Ledger, State, TeamDoor], member: Any) -> None:
    Accounts(made[1]).add("Pia", Role.READER, PASSWORD)
    pia, new = member("Pia"), "another long password"

    def change(old: str, one: str, two: str) -> int:
        return pia.post("/settings/password", ("old", old), ("new", one), ("again", two)).status  # type: ignore[no-any-return]

    assert change("wrong" * 4, new, new) == 400
    assert change(PASSWORD, new, new + "x") == 400
    assert change(PASSWORD, "short", "short") == 400
    assert change(PASSWORD, new, new) == 303
    assert pia.get("/").status == 303
    assert pia.come_in("Pia").status == 403
    assert pia.come_in("Pia", new).status == 303


def test_a_frozen_page_is_there_for_whoever_has_its_address(made: tuple[Ledger, State, TeamDoor], member: Any) -> None:
    page = member("Ed").post("/claims/k1/freeze").text
    address = re.search(r'href="(/s/[\w-]+)"', page)
    assert address
    answer = Member(made[2]).get(address[1])  # type: ignore[arg-type]
    assert answer.status == 200
    assert "Frozen at entry" in answer.text
    assert "sandbox" in answer.headers["content-security-policy"]
    assert Member(made[2]).get("/s/guessed").status == 404  # type: ignore[arg-type]


def test_every_test_that_the_table_of_asvs_names_is_there() -> None:
    root = Path(__file__).parent.parent
    table = (root / "docs" / "asvs.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(tests/\w+\.py)(?:::(\w+))?`", table))
    assert len(named) > 40
    missing = [one for one in named if f"def {one[1]}" not in (root / one[0]).read_text(encoding="utf-8")]
    assert missing == []


def test_what_is_refused_and_what_fails_is_noted(
    made: tuple[Ledger, State, TeamDoor], member: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = member("Rea")
    assert reader.post("/decide", ("verb", "accept")).status == 403
    assert reader.post("/settings/members", ("action", "close"), ("name", "Ada")).status == 403
    monkeypatch.setattr(Ledger, "source", lambda *_: 1 / 0)
    failed = reader.get("/sources", name="x")
    assert (failed.status, "ZeroDivisionError" in failed.text, "Traceback" in failed.text) == (500, True, False)
    noted = [(who, what, about) for _, who, what, about in made[1].logged(3)]
    assert noted == [
        ("", "fault", "/sources: ZeroDivisionError"),
        ("Rea", "refused", "POST /settings/members"),
        ("Rea", "refused", "POST /decide"),
    ]


def test_a_browser_is_told_to_come_over_https_only_and_to_forget(
    made: tuple[Ledger, State, TeamDoor], member: Any
) -> None:
    editor = member("Ed")
    for answer in (
        editor.get("/"),
        editor.get("/static/desk.css"),
        editor.get("/api/v1/claims"),
        editor.get("/nothing"),
    ):
        assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
        assert "object-src 'none'" in answer.headers["content-security-policy"]
        assert "base-uri 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert editor.post("/logout").headers["clear-site-data"] == '"cache", "storage"'


def test_a_password_counts_whole() -> None:
    with closing(State(None)) as state:
        accounts = Accounts(state)
        accounts.add("Ed", Role.EDITOR, "ß" * 200)
        assert accounts.enter("Ed", "ß" * 201) is None
        assert accounts.enter("Ed", "ß" * 199) is None
        assert accounts.enter("Ed", "ß" * 200) is not None


def test_a_password_is_hashed_as_slowly_as_is_recommended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whosays.server.accounts.PasswordHasher", PasswordHasher)
    with closing(State(None)) as state:
        accounts = Accounts(state)
        accounts.add("Ed", Role.EDITOR, PASSWORD)
        with state.open() as connection:
            (kept,) = connection.execute("SELECT password FROM accounts").fetchone()
        assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
        assert accounts.enter("Ed", PASSWORD) is not None
        assert accounts.enter("Ed", f"{PASSWORD}?") is None


def test_passwords_and_secrets_are_not_kept(made: tuple[Ledger, State, TeamDoor], member: Any) -> None:
    browser = member("Ed")
    with made[1].open() as connection:
        rows = [row for table in ("accounts", "sessions", "tokens", "log")
                for row in connection.execute(f"SELECT * FROM {table}")]  # fmt: skip
    kept = repr(rows)
    assert "$argon2id$" in kept
    assert PASSWORD not in kept
    assert (browser.cookie or "").partition("=")[2] not in kept


def test_sessions_and_tokens_end() -> None:
    with closing(State(None)) as state:
        accounts = Accounts(state)
        accounts.add("Ed", Role.EDITOR, PASSWORD)
        secret, token = accounts.enter("Ed", PASSWORD), accounts.give_token("Ed", "x", writes=True, days=1)
        assert secret is not None
        assert accounts.session(secret) is not None
        assert accounts.token(token) is not None
        with state.open() as connection:
            connection.execute("UPDATE sessions SET seen = seen - ?", (IDLE + 1,))
            connection.execute("UPDATE tokens SET ends = 1")
        assert accounts.session(secret) is None
        assert accounts.token(token) is None
        assert accounts.session("guessed") is None


def test_accounts_that_cannot_be_are_refused() -> None:
    with closing(State(None)) as state:
        accounts = Accounts(state)
        for name, password in (("", PASSWORD), ("<b>", PASSWORD), ("Ed", "short"), ("Ed", "x" * 201)):
            with pytest.raises(UsageError):
                accounts.add(name, Role.READER, password)
        with pytest.raises(UsageError):
            accounts.change("Nobody", role=Role.ADMIN)
        with pytest.raises(UsageError):
            accounts.give_token("Nobody", "x", writes=False, days=3)
        for _ in range(5):
            assert accounts.enter("Nobody", PASSWORD) is None
        with pytest.raises(WhosaysError, match="too often"):
            accounts.enter("Nobody", PASSWORD)


def test_who_asks_too_much_waits() -> None:
    rate = Rate(most=3)
    assert [rate.allows("Ed") for _ in range(4)] == [True, True, True, False]
    assert rate.allows("Ada")


def test_the_terminal_makes_accounts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--ledger", str(tmp_path / "w.db")]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert run(["account", "add", "Ada", "--role", "admin", *where]) == 0
    assert run(["account", "token", "Ada", "--label", "a bot", *where]) == 0
    assert "wst_" in capsys.readouterr().out
    assert run(["account", "list", *where]) == 0
    assert capsys.readouterr().out == "admin    Ada\n"
    assert run(["account", "close", "Ada", *where]) == 2
    assert (tmp_path / "w.db.desk").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--team"], "--public https"),
        (["--team", "--public", "http://desk.example"], "--public https"),
        (["--team", "--public", PUBLIC], "whosays account add"),
        (["--public", PUBLIC], "--team"),
    ],
)
def test_a_team_needs_accounts_and_https(
    tmp_path: Path, options: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: pytest.fail("it answers"))
    assert run(["desk", "--port", "0", "--ledger", str(tmp_path / "w.db"), *options]) == 2
    assert said in capsys.readouterr().err
