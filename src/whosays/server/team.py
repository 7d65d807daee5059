"""Addresses that are there only with accounts: coming in and going out, one's own settings, members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from whosays.errors import UsageError
from whosays.server.accounts import Role
from whosays.server.desk import desk_of
from whosays.server.guard import LOGIN, SIGN_ON, TeamDoor, cookie_of
from whosays.server.pages import settings
from whosays.server.routes import sent, session_of, shown, text_of

if TYPE_CHECKING:
    from whosays.server.oidc import SignOn

_LOGGED = 200
_GOING = "__Host-whosays-going"


def login_page(request: Request) -> Response:
    """Where somebody comes in."""
    return shown(request, "Come in", settings.login(by_sign_on=_sign_on(request) is not None))


def _sign_on(request: Request) -> SignOn | None:
    found: SignOn | None = request.app.state.sign_on
    return found


async def to_sign_on(request: Request) -> Response:
    """To the single sign-on, which sends back whom it knows."""
    sign_on = _sign_on(request)
    if sign_on is None:
        raise HTTPException(404)
    address, state = await run_in_threadpool(sign_on.begin)
    answer = RedirectResponse(address, 303)
    # Lax: it must come along when the provider sends the browser back.
    answer.set_cookie(_GOING, state, max_age=600, httponly=True, secure=True, samesite="lax", path="/")
    return answer


async def from_sign_on(request: Request) -> Response:
    """Somebody who comes back."""
    sign_on = _sign_on(request)
    if sign_on is None:
        raise HTTPException(404)
    secret = await run_in_threadpool(sign_on.enter, request.query_params, cookie_of(request.headers, _GOING))
    if secret is None:
        told = "The single sign-on did not name anybody who has an account here."
        answer: Response = shown(request, "Come in", settings.login(told, by_sign_on=True), 403)
    else:
        answer = shown(request, "You are in", settings.entered(), onward="/")
        answer.set_cookie(TeamDoor.cookie, secret, httponly=True, secure=True, samesite="strict", path="/")
    answer.delete_cookie(_GOING, path="/", secure=True, httponly=True, samesite="lax")
    return answer


async def login(request: Request) -> Response:
    """A name and a password, which become a session."""
    form = await sent(request)
    name, password = text_of(form, "name"), text_of(form, "password")
    secret = await run_in_threadpool(desk_of(request).accounts.enter, name, password)
    if secret is None:
        return shown(request, "Come in", settings.login("That is no name and password of an account here."), 403)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(TeamDoor.cookie, secret, httponly=True, secure=True, samesite="strict", path="/")
    return answer


async def logout(request: Request) -> Response:
    """The session ended."""
    session = session_of(request)
    if session.secret is not None:
        await run_in_threadpool(desk_of(request).accounts.leave, session.secret)
    answer = RedirectResponse(LOGIN, 303, {"clear-site-data": '"cache", "storage"'})
    answer.delete_cookie(TeamDoor.cookie, path="/", secure=True, httponly=True, samesite="strict")
    return answer


def settings_page(request: Request, told: str | None = None) -> Response:
    """One's own password and tokens; for admins the members and what was done."""
    session, accounts = session_of(request), desk_of(request).accounts
    members = accounts.all() if session.is_admin else []
    logged = desk_of(request).state.logged(_LOGGED) if session.is_admin else []
    own = accounts.tokens(session.account or "")
    entered = accounts.sessions(session.account or "", session.secret)
    return shown(request, "Settings", settings.settings(session, own, entered, members, logged, told))


async def password(request: Request) -> Response:
    """A new password of one's own, for which the old one is needed; every session ends."""
    form, name = await sent(request), session_of(request).account or ""
    accounts = desk_of(request).accounts
    if await run_in_threadpool(accounts.enter, name, text_of(form, "old")) is None:
        raise UsageError("That is not your password.")
    if text_of(form, "new") != text_of(form, "again"):
        raise UsageError("The new password was not given twice.")
    await run_in_threadpool(lambda: accounts.change(name, password=text_of(form, "new")))
    desk_of(request).state.log(name, "password", "changed")
    return RedirectResponse(LOGIN, 303)


async def tokens(request: Request) -> Response:
    """A token given, and shown this once, or ended."""
    form, session = await sent(request), session_of(request)
    name, accounts = session.account or "", desk_of(request).accounts
    if mark := text_of(form, "end"):
        await run_in_threadpool(accounts.end_token, name, mark)
        return RedirectResponse("/settings", 303)
    days = text_of(form, "days").strip()
    if not days.isdecimal() or len(days) > 4:
        raise UsageError("Say for how many days the token should hold.")
    writes = text_of(form, "writes") == "yes" and session.may_write
    secret = await run_in_threadpool(
        lambda: accounts.give_token(name, text_of(form, "label"), writes=writes, days=int(days))
    )
    return settings_page(request, secret)


async def sessions(request: Request) -> Response:
    """A session of one's own ended."""
    form, name = await sent(request), session_of(request).account or ""
    await run_in_threadpool(desk_of(request).accounts.end_session, name, text_of(form, "end"))
    return RedirectResponse("/settings", 303)


async def members(request: Request) -> Response:
    """A member added, changed, closed."""
    form, admin = await sent(request), session_of(request).account or ""
    accounts, state = desk_of(request).accounts, desk_of(request).state
    name, action = " ".join(text_of(form, "name").split()), text_of(form, "action")
    given = text_of(form, "role")
    role = Role(given) if given in list(Role) else Role.READER
    if action == "add":
        await run_in_threadpool(accounts.add, name, role, text_of(form, "password"))
    elif action == "role":
        await run_in_threadpool(lambda: accounts.change(name, role=role))
    elif action == "close":
        await run_in_threadpool(accounts.close, name)
    else:
        raise UsageError("It is not said what should be done.")
    state.log(admin, "member", f"{action} {name}" + (f" {role.value}" if action != "close" else ""))
    return RedirectResponse("/settings", 303)


TEAM = [
    Route(SIGN_ON[0], to_sign_on),
    Route(SIGN_ON[1], from_sign_on),
    Route(LOGIN, login_page),
    Route(LOGIN, login, methods=["POST"]),
    Route("/logout", logout, methods=["POST"]),
    Route("/settings", settings_page),
    Route("/settings/password", password, methods=["POST"]),
    Route("/settings/tokens", tokens, methods=["POST"]),
    Route("/settings/sessions", sessions, methods=["POST"]),
    Route("/settings/members", members, methods=["POST"]),
]
