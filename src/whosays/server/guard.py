"""Who is let in: whoever came with the address that was printed, by the desk's own name, from the desk's own pages.

Where there are accounts (``TeamDoor``), whoever has one, over HTTPS.

Every page of the web can send a browser to 127.0.0.1, and every program of every user of the machine can ask there, so
being asked from this machine proves nothing. The address that is printed holds a token which is good once; it is turned
into a session, kept in a cookie that no script can read and that no other site's page can send.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whosays.server.accounts import Accounts, Role
from whosays.server.problems import problem

if TYPE_CHECKING:
    from whosays.server.oidc import SignOn

ENTRY, LOGIN, ADMINS = "/enter", "/login", "/settings/members"
SIGN_ON = (f"{LOGIN}/oidc", f"{LOGIN}/oidc/back")
FEEDS = ("/feed.atom", "/feed.json")
FOR_READERS = frozenset(
    {"/check", "/keys", "/logout", "/searches", "/settings/password", "/settings/sessions", "/settings/tokens"}
)
"""What somebody may send who may not write."""

MOST_UPLOADED, MOST_TEXT = 256 * 1024 * 1024, 8 * 1024 * 1024
"""How many bytes of files, and of anything else, may be sent at once."""

_SENDS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


_OVER_HTTPS = {"strict-transport-security": "max-age=31536000; includeSubDomains"}


@dataclass(slots=True)
class Session:
    """Somebody at the desk: the name they last signed a decision with, whether single keys do something, their account
    where there are accounts, whether they may write and are an admin, the secret of the session."""

    who: str = ""
    keys: bool = True
    account: str | None = None
    may_write: bool = True
    is_admin: bool = False
    secret: str | None = None

    @property
    def signer(self) -> str | None:
        """The name to be filled in where something is decided; none for who may not decide."""
        return self.who if self.may_write else None


def cookie_of(headers: Mapping[str, str], name: str) -> str | None:
    """The value of a cookie that was sent."""
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return None
    return jar[name].value if name in jar else None


def token_of(headers: Mapping[str, str], path: str) -> str | None:
    """The token with which a program asks the API. For a feed it may be the password of basic authentication, which
    readers of feeds know; a browser, which might keep that and send it along, is never asked for one."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if not path.startswith("/api/"):
        return None
    if scheme.casefold() == "bearer":
        return given.strip()
    if scheme.casefold() == "basic" and path.endswith(FEEDS):
        try:
            return base64.b64decode(given.strip(), validate=True).decode().partition(":")[2]
        except ValueError:
            return ""
    return None


@dataclass
class Door:
    """What is needed to be let in: by which names the desk is called, and the token of the printed address.

    ``bearer`` is a token with which programs ask the API; none may where there is none.
    """

    port: int
    bearer: str | None = None
    token: str | None = field(default_factory=lambda: secrets.token_urlsafe(32))
    sessions: dict[str, Session] = field(default_factory=dict)

    is_team = False

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which the desk is called."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost"))

    def origin(self, host: str) -> str:
        """The origin of the desk's own pages, for whoever called it by this host."""
        return f"http://{host}"

    def fault(self, headers: Mapping[str, str]) -> str | None:
        """Why a request is not let through whoever sends it; none where it may be."""
        return None

    @property
    def root(self) -> str:
        """What all addresses of the desk begin with."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """The address to open, good once."""
        return f"{self.root}{ENTRY}?token={self.token}"

    @property
    def cookie(self) -> str:
        """The cookie's name; a browser shares cookies among all ports of a host."""
        return f"whosays-{self.port}"

    def enter(self, given: str) -> str | None:
        """A new session's name for the token, which is used up by it; none for a wrong one."""
        if self.token is None or not hmac.compare_digest(given.encode(), self.token.encode()):
            return None
        self.token = None
        name = secrets.token_urlsafe(32)
        self.sessions[name] = Session()
        return name

    def session(self, headers: Mapping[str, str], path: str) -> Session | None:
        """The session of a request, by its cookie, or for the API by its bearer's token."""
        given = token_of(headers, path)
        if self.bearer and given is not None:
            known = hmac.compare_digest(given.encode("utf-8", "replace"), self.bearer.encode())
            return Session() if known else None
        secret = cookie_of(headers, self.cookie)
        return None if secret is None else self.sessions.get(secret)


@dataclass
class TeamDoor:
    """What is needed to be let in where there are accounts: a password or a token, by the public address, over HTTPS.

    ``public`` is that address (``https://desk.example.org``). A proxy in front ends HTTPS and says so
    (``X-Forwarded-Proto``); without it nothing is answered. ``sign_on`` is the single sign-on, where there is one.
    """

    port: int
    public: str
    accounts: Accounts
    sign_on: SignOn | None = None
    is_team = True
    cookie = "__Host-whosays"

    @property
    def hosts(self) -> frozenset[str]:
        """The name by which the desk is called."""
        return frozenset({urlsplit(self.public).netloc.casefold()})

    @property
    def root(self) -> str:
        """What all addresses of the desk begin with."""
        return self.public

    @property
    def address(self) -> str:
        """The address to open."""
        return self.public

    def origin(self, host: str) -> str:
        """The origin of the desk's own pages."""
        return self.public

    def fault(self, headers: Mapping[str, str]) -> str | None:
        """Why a request is not let through whoever sends it; none where it may be."""
        if headers.get("x-forwarded-proto", "").casefold() != "https":
            return "This desk answers over HTTPS only; the proxy in front must say so (X-Forwarded-Proto)."
        return None

    def session(self, headers: Mapping[str, str], path: str) -> Session | None:
        """The session of a request, by its cookie, or for the API by a token."""
        given = token_of(headers, path)
        if given is not None:
            known, secret = self.accounts.token(given), None
        else:
            secret = cookie_of(headers, self.cookie)
            known = None if secret is None else self.accounts.session(secret)
        if known is None:
            return None
        is_admin = known.role is Role.ADMIN
        return Session(known.name, known.keys, known.name, known.writes, is_admin, secret)


@dataclass
class Rate:
    """How often each account may ask: so many requests a minute, and as many at once."""

    most: int = 600
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def allows(self, who: str) -> bool:
        """Whether one more may be answered."""
        now = time.monotonic()
        left, since = self._left.get(who, (float(self.most), now))
        left = min(self.most, left + (now - since) * self.most / 60)
        self._left[who] = (left - 1 if left >= 1 else left, now)
        return left >= 1


class Guard:
    """Stands before the application: refuses what must not get in, and puts the headers on what goes out."""

    def __init__(self, app: ASGIApp, door: Door | TeamDoor) -> None:
        self._app, self._door = app, door
        self._headers = _HEADERS | (_OVER_HTTPS if door.is_team else {})
        self._rate = Rate()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._answer(scope)
        await (self._app if answer is None else answer)(scope, receive, sent)

    def _answer(self, scope: Scope) -> Response | None:
        """What is answered in the application's place; none where it may answer itself."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [headers.get("host", "")] or headers["host"].casefold() not in self._door.hosts:
            return _refused(scope, 421, f"This desk is at {min(self._door.hosts)} and answers to no other name.")
        fault = self._door.fault(headers)
        if fault is not None:
            return _refused(scope, 403, fault)
        session = self._door.session(headers, scope["path"])
        if scope["method"] in _SENDS:
            if token_of(headers, scope["path"]) is None and not self._from_here(headers):
                if session is None and scope["path"].startswith("/api/"):
                    return _refused(scope, 401, "The API needs a token: Authorization: Bearer …")
                return _refused(scope, 403, "This was sent by another site's page, so nothing was done.")
            length = headers.get("content-length", "" if scope["method"] == "POST" else "0")
            if not length.isdecimal():
                return _refused(scope, 411, "What is sent to the desk must say how long it is.")
            most = MOST_UPLOADED if headers.get("content-type", "").startswith("multipart/") else MOST_TEXT
            if int(length) > most:
                return _refused(scope, 413, f"No more than {most // 1024 // 1024} MB of this can be sent at once.")
        if isinstance(self._door, TeamDoor):
            return self._member(scope, headers, session)
        if scope["path"] == ENTRY and scope["method"] == "GET":
            return self._entered(scope, session, self._door)
        if session is None:
            return _refused(
                scope,
                401 if scope["path"].startswith("/api/") else 403,
                "The desk opens by the address that `whosays desk` printed. It is good once, for one browser; start "
                "the desk again for another.",
            )
        scope["session"] = session
        return None

    def _member(self, scope: Scope, headers: Headers, session: Session | None) -> Response | None:
        """The same where there are accounts: who is not known may only come in; a reader may not write."""
        path, is_sent = scope["path"], scope["method"] in _SENDS
        who = session.account if session is not None and session.account else "nobody yet"
        if not self._rate.allows(who):
            return _refused(scope, 429, "That is more than the desk answers in a minute. Wait a little.")
        if session is None:
            if path in (LOGIN, *SIGN_ON, "/static/desk.css") or (path.startswith("/s/") and not is_sent):
                scope["session"] = Session(may_write=False)
                return None
            if path.startswith("/api/") or is_sent:
                return _refused(scope, 401, "Come in first: this desk has accounts.")
            return RedirectResponse(LOGIN, status_code=303)
        if is_sent and not session.may_write and not path.startswith("/api/") and path not in FOR_READERS:
            return self._may_not(scope, who, "Your account may read, and not write.")
        if path.startswith(ADMINS) and not session.is_admin:
            return self._may_not(scope, who, "This is for admins.")
        scope["session"] = session
        return None

    def _may_not(self, scope: Scope, who: str, sentence: str) -> Response:
        """Refused for want of a role, which is noted."""
        assert isinstance(self._door, TeamDoor)
        self._door.accounts.state.log(who, "refused", f"{scope['method']} {scope['path']}")
        return _refused(scope, 403, sentence)

    def _from_here(self, headers: Headers) -> bool:
        """Whether one of the desk's own pages sent this, by what the browser says; it always says something."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and origin.casefold() != self._door.origin(headers["host"]).casefold():
            return False
        return site in (None, "same-origin") and (origin, site) != (None, None)

    def _entered(self, scope: Scope, session: Session | None, door: Door) -> Response:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        name = door.enter(given)
        if name is None and session is None:
            return _refused(
                scope, 403, "This address is not good, or was used already; start the desk again for a new one."
            )
        answer = RedirectResponse("/", status_code=303)
        if name is not None:
            answer.set_cookie(door.cookie, name, httponly=True, samesite="strict", path="/")
        return answer


def _refused(scope: Scope, status: int, sentence: str) -> Response:
    if scope["path"].startswith("/api/"):
        return problem(status, sentence, {"www-authenticate": "Bearer"} if status == 401 else None)
    return PlainTextResponse(f"{sentence}\n", status_code=status)
