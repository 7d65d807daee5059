"""Coming in by single sign-on, against a real small provider of OpenID Connect on this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.browsers import chromium, needs_browser
from tests.desk_server import Answer, quick_passwords, team_over_https
from tests.ledger_build import weir
from tests.test_desk_team import PASSWORD, PUBLIC, Member, team
from whosays.cli import run
from whosays.errors import UsageError
from whosays.ledger import open_ledger
from whosays.server.accounts import Accounts, Role
from whosays.server.guard import TeamDoor
from whosays.server.state import State

pytest.importorskip("authlib", reason="authlib is not installed: pip install 'whosays[oidc]'")
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from whosays.server.oidc import Provider, SignOn

__all__ = ["quick_passwords"]  # a fixture

CLIENT, SECRET = "the-desk", "a secret between both"


@dataclass
class Issuer:
    """The provider: whom it will name, and what it does wrong."""

    port: int
    key: RSAKey
    person: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "one"})
    signs: Any = None
    given: dict[str, dict[str, str]] = field(default_factory=dict)
    desk: str = PUBLIC

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def described(self) -> dict[str, Any]:
        return {
            "issuer": self.root,
            "authorization_endpoint": f"{self.root}/authorize",
            "token_endpoint": f"{self.root}/token",
            "jwks_uri": f"{self.root}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes on to."""
        assert (asked["client_id"], asked["response_type"], asked["code_challenge_method"]) == (CLIENT, "code", "S256")
        assert asked["redirect_uri"] == f"{self.desk}/login/oidc/back"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(8)
        self.given[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, authorization: str, sent: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code, which is good once; none for whoever is not the desk."""
        asked = self.given.pop(sent.get("code", ""), None)
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or authorization != f"Basic {known}" or sent["redirect_uri"] != asked["redirect_uri"]:
            return None
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if proof != asked["code_challenge"]:
            return None
        now = int(time.time())
        said = {"iss": self.root, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = {name: value for name, value in {**said, **self.person, **self.wrong}.items() if value is not None}
        signed = jwt.encode(self.header, claims, self.signs or self.key, algorithms=["RS256", "HS256"])
        return {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "id_token": signed}


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    made = Issuer(0, RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", made.authorize(asked))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            keys = {"keys": [made.key.as_dict(private=False)]}
            self.reply(keys if parts.path == "/keys" else made.described())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            found = made.token(self.headers.get("Authorization", ""), sent)
            self.reply(found or {"error": "invalid_grant"}, 200 if found else 400)

        def reply(self, value: Any, status: int = 200) -> None:
            content = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = listening.server_address[1]
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield made
    listening.shutdown()
    listening.server_close()


@pytest.fixture(scope="module")
def desk(issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TeamDoor]:
    folder = tmp_path_factory.mktemp("sign-on")
    with open_ledger(str(folder / "w.db")) as ledger, closing(State(folder / "w.db.desk")) as state:
        ledger.add_trace(weir("Tarn Post"), as_input="a")
        Accounts(state).add("Ida Falk", Role.EDITOR, PASSWORD)
        with team(ledger, state, Provider(issuer.root, CLIENT, SECRET)) as door:
            yield door


@pytest.fixture
def ida(issuer: Issuer, desk: TeamDoor) -> Issuer:
    """The provider knows Ida Falk, whose account nobody has come in to yet."""
    desk.accounts.identify("Ida Falk", "ida@tarn.example")
    issuer.person = {"sub": "person-7", "email": "Ida@tarn.example", "email_verified": True}
    issuer.wrong, issuer.signs, issuer.header = {}, None, {"alg": "RS256", "kid": "one"}
    return issuer


def cookies(answer: Answer, browser: Member) -> None:
    """Keep the session that was given, if one was."""
    if "__Host-whosays=" in answer.headers.get("set-cookie", ""):
        browser.cookie = "__Host-whosays=" + answer.headers["set-cookie"].partition("__Host-whosays=")[2].split(";")[0]


def come_in(desk: TeamDoor, issuer: Issuer, *, brought: str | None = None, state: str | None = None) -> tuple[Any, Any]:
    """As a browser goes: to the desk, to the provider, back to the desk."""
    browser = Member(desk)  # type: ignore[arg-type]
    sent = browser.get("/login/oidc")
    assert sent.status == 303
    cookie = sent.headers["set-cookie"].partition(";")[0]
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= {
        part.strip() for part in sent.headers["set-cookie"].split(";")
    }
    asked = {name: values[0] for name, values in parse_qs(urlsplit(sent.headers["location"]).query).items()}
    back = urlsplit(issuer.authorize(asked))
    address = f"{back.path}?{back.query}"
    if state is not None:
        address = address.replace(asked["state"], state)
    browser.cookie = cookie if brought is None else brought
    answer = browser.get(address)
    browser.cookie = None
    cookies(answer, browser)
    return browser, answer


def test_who_the_provider_knows_comes_in_as_their_account(desk: TeamDoor, ida: Issuer) -> None:
    assert 'href="/login/oidc"' in Member(desk).get("/login").text  # type: ignore[arg-type]
    browser, answer = come_in(desk, ida)
    assert (answer.status, "You are in" in answer.text) == (200, True)
    assert "SameSite=strict" in answer.headers["set-cookie"]
    page = browser.get("/settings")
    assert "Ida Falk" in page.text
    fields = (("verb", "accept"), ("names", "k1"), ("who", "Somebody"), ("why", "seen"), ("back", "k1"))
    assert browser.post("/decide", *fields).status == 303
    assert any(
        what == "entered" and about == "by single sign-on" for _, _, what, about in desk.accounts.state.logged(9)
    )
    ida.person = {"sub": "person-7"}
    assert come_in(desk, ida)[1].status == 200, "from then on it is the provider's own name that counts"
    ida.person = {"sub": "person-8", "email": "ida@tarn.example", "email_verified": True}
    assert come_in(desk, ida)[1].status == 403, "an address that is somebody else's now lets nobody in"


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"sub": None},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": "bo@tarn.example"},
        {"email": None},
    ],
)
def test_what_the_provider_did_not_say_lets_nobody_in(desk: TeamDoor, ida: Issuer, wrong: dict[str, Any]) -> None:
    ida.wrong = wrong
    browser, answer = come_in(desk, ida)
    assert (answer.status, browser.cookie) == (403, None)


def test_a_token_that_others_signed_lets_nobody_in(desk: TeamDoor, ida: Issuer) -> None:
    ida.signs = RSAKey.generate_key(2048, {"kid": "one"})
    assert come_in(desk, ida)[1].status == 403
    ida.signs, ida.header = OctKey.import_key(SECRET * 2), {"alg": "HS256", "kid": "one"}
    assert come_in(desk, ida)[1].status == 403, "no shared secret signs for the provider"


def test_only_who_went_comes_back_and_once(desk: TeamDoor, ida: Issuer) -> None:
    assert come_in(desk, ida, brought="__Host-whosays-going=guessed")[1].status == 403
    assert come_in(desk, ida, brought="")[1].status == 403
    assert come_in(desk, ida, state="guessed")[1].status == 403
    browser = Member(desk)  # type: ignore[arg-type]
    for address in ("/login/oidc/back", "/login/oidc/back?state=x&code=y", "/login/oidc/back?error=access_denied"):
        assert browser.get(address).status == 403
    sent = browser.get("/login/oidc")
    browser.cookie = sent.headers["set-cookie"].partition(";")[0]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(sent.headers["location"]).query).items()}
    back = urlsplit(ida.authorize(asked))
    assert browser.get(f"{back.path}?{back.query}").status == 200
    assert browser.get(f"{back.path}?{back.query}").status == 403, "what came back is good once"


@needs_browser
def test_a_browser_goes_there_and_comes_back(issuer: Issuer, tmp_path: Path) -> None:
    """The session's cookie is for the desk's own pages only: who comes from the provider must be in all the same."""
    provider = Provider(issuer.root, CLIENT, SECRET)
    with open_ledger(str(tmp_path / "w.db")) as ledger, closing(State(None)) as state, chromium() as browser:
        ledger.add_trace(weir("Tarn Post"), as_input="a")
        with team_over_https(ledger, state, tmp_path, provider) as door:
            door.accounts.add("Ida Falk", Role.EDITOR, PASSWORD)
            door.accounts.identify("Ida Falk", "ida@tarn.example")
            issuer.desk, issuer.wrong, issuer.signs = door.root, {}, None
            issuer.person = {"sub": "person-7", "email": "ida@tarn.example", "email_verified": True}
            page = browser.new_context(ignore_https_errors=True).new_page()
            page.goto(f"{door.root}/login")
            page.get_by_role("link", name="single sign-on").click()
            page.get_by_role("link", name="Ida Falk").wait_for()
            assert page.url == f"{door.root}/"
            issuer.desk = PUBLIC


def test_a_provider_that_is_away_is_told(tmp_path: Path) -> None:
    with closing(State(None)) as state, open_ledger(str(tmp_path / "w.db")) as ledger:
        Accounts(state).add("Ida Falk", Role.EDITOR, PASSWORD)
        with team(ledger, state, Provider("http://127.0.0.1:9", CLIENT, SECRET)) as door:
            answer = Member(door).get("/login/oidc")  # type: ignore[arg-type]
            assert (answer.status, "cannot be asked now" in answer.text) == (503, True)
        with team(ledger, state) as door:
            assert Member(door).get("/login/oidc").status == 404  # type: ignore[arg-type]


def test_a_provider_of_another_name_is_refused(issuer: Issuer) -> None:
    with closing(State(None)) as state, pytest.raises(Exception, match="another name"):
        SignOn(Provider(f"{issuer.root}/", CLIENT, SECRET), Accounts(state), PUBLIC).begin()
    for wrong in ("http://login.example", "login.example", "http://localhost:80"):
        with pytest.raises(UsageError):
            Provider(wrong, CLIENT, SECRET)


def test_the_terminal_gives_a_member_an_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--ledger", str(tmp_path / "w.db")]
    with closing(State(tmp_path / "w.db.desk")) as state:
        for name in ("Ida Falk", "Bo Rill"):
            Accounts(state).add(name, Role.EDITOR, PASSWORD)
    assert run(["account", "address", "Ida Falk", "Ida@tarn.example", *where]) == 0
    assert run(["account", "address", "Bo Rill", "ida@tarn.example", *where]) == 2
    assert run(["account", "address", "Bo Rill", "no address", *where]) == 2
    assert run(["account", "address", "Nobody", "no@tarn.example", *where]) == 2
    assert "another account has this address" in capsys.readouterr().err
