"""Who is let in: whoever came with the address that was printed, by the desk's own name, from the desk's own pages.

Every page of the web can send a browser to 127.0.0.1, and every program of every user of the machine can ask there, so
being asked from this machine proves nothing. The address that is printed holds a token which is good once; it is turned
into a session, kept in a cookie that no script can read and that no other site's page can send.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whosays.server.problems import problem

ENTRY = "/enter"
MOST_UPLOADED, MOST_TEXT = 256 * 1024 * 1024, 8 * 1024 * 1024
"""How many bytes of files, and of anything else, may be sent at once."""

_SENDS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'"
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


@dataclass(slots=True)
class Session:
    """Somebody at the desk: the name they last signed a decision with, whether single keys do something, their account
    where there are accounts, whether they may write."""

    who: str = ""
    keys: bool = True
    account: str | None = None
    may_write: bool = True


@dataclass
class Door:
    """What is needed to be let in: by which names the desk is called, and the token of the printed address.

    ``bearer`` is a token with which programs ask the API; none may where there is none.
    """

    port: int
    bearer: str | None = None
    token: str | None = field(default_factory=lambda: secrets.token_urlsafe(32))
    sessions: dict[str, Session] = field(default_factory=dict)

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which the desk is called."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost"))

    @property
    def address(self) -> str:
        """The address to open, good once."""
        return f"http://127.0.0.1:{self.port}{ENTRY}?token={self.token}"

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
        scheme, _, given = headers.get("authorization", "").partition(" ")
        asks_api = path.startswith("/api/")
        if self.bearer and asks_api and scheme.casefold() == "bearer":
            known = hmac.compare_digest(given.strip().encode("utf-8", "replace"), self.bearer.encode())
            return Session() if known else None
        try:
            jar = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return None
        return self.sessions.get(jar[self.cookie].value) if self.cookie in jar else None


class Guard:
    """Stands before the application: refuses what must not get in, and puts the headers on what goes out."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._answer(scope)
        await (self._app if answer is None else answer)(scope, receive, sent)

    def _answer(self, scope: Scope) -> Response | None:
        """What is answered in the application's place; none where it may answer itself."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [headers.get("host", "")] or headers["host"].casefold() not in self._door.hosts:
            return _refused(scope, 421, f"This desk is at 127.0.0.1:{self._door.port} and answers to no other name.")
        session = self._door.session(headers, scope["path"])
        if scope["method"] in _SENDS:
            if "authorization" not in headers and not self._from_here(headers):
                return _refused(scope, 403, "This was sent by another site's page, so nothing was done.")
            length = headers.get("content-length", "" if scope["method"] == "POST" else "0")
            if not length.isdecimal():
                return _refused(scope, 411, "What is sent to the desk must say how long it is.")
            most = MOST_UPLOADED if headers.get("content-type", "").startswith("multipart/") else MOST_TEXT
            if int(length) > most:
                return _refused(scope, 413, f"No more than {most // 1024 // 1024} MB of this can be sent at once.")
        if scope["path"] == ENTRY and scope["method"] == "GET":
            return self._entered(scope, session)
        if session is None:
            return _refused(
                scope,
                401 if scope["path"].startswith("/api/") else 403,
                "The desk opens by the address that `whosays desk` printed. It is good once, for one browser; start "
                "the desk again for another.",
            )
        scope["session"] = session
        return None

    def _from_here(self, headers: Headers) -> bool:
        """Whether one of the desk's own pages sent this, by what the browser says; it always says something."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and origin.casefold() != f"http://{headers['host'].casefold()}":
            return False
        return site in (None, "same-origin") and (origin, site) != (None, None)

    def _entered(self, scope: Scope, session: Session | None) -> Response:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        name = self._door.enter(given)
        if name is None and session is None:
            return _refused(
                scope, 403, "This address is not good, or was used already; start the desk again for a new one."
            )
        answer = RedirectResponse("/", status_code=303)
        if name is not None:
            answer.set_cookie(self._door.cookie, name, httponly=True, samesite="strict", path="/")
        return answer


def _refused(scope: Scope, status: int, sentence: str) -> Response:
    if scope["path"].startswith("/api/"):
        return problem(status, sentence, {"www-authenticate": "Bearer"} if status == 401 else None)
    return PlainTextResponse(f"{sentence}\n", status_code=status)
