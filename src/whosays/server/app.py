"""The desk put together: its addresses, what is told where something goes wrong, and the guard before all of it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from whosays.errors import InputError, UsageError, WhosaysError
from whosays.reports.html.shell import asset
from whosays.server.api.routes import routes
from whosays.server.desk import Desk
from whosays.server.guard import Door, Guard, TeamDoor
from whosays.server.problems import problem, told_fault
from whosays.server.routes import ROUTES, not_done
from whosays.server.team import TEAM


def application(desk: Desk, door: Door | TeamDoor) -> ASGIApp:
    """The desk as an ASGI application, behind its guard."""
    made = Starlette(
        routes=[
            *ROUTES,
            *(TEAM if door.is_team else ()),
            *routes(),
            Route("/static/{name}", _static),
            Route("/favicon.ico", _no_icon),
        ],
        exception_handlers={WhosaysError: _told, HTTPException: _told, Exception: _told},
    )
    made.state.desk = desk
    made.state.sign_on = door.sign_on if isinstance(door, TeamDoor) else None
    return Guard(made, door)


def _told(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        status, said = error.status_code, Exception(_SAID.get(error.status_code, error.detail))
    elif isinstance(error, WhosaysError):
        status, said = (400 if isinstance(error, (UsageError, InputError)) else 503), error
    else:
        status, said = 500, Exception(told_fault(error))
        request.app.state.desk.state.log("", "fault", f"{request.url.path}: {type(error).__name__}")
    if request.url.path.startswith("/api/"):
        return problem(status, str(said), error.headers if isinstance(error, HTTPException) else None)
    return not_done(request, said, status)


_SAID = {404: "There is no such thing here.", 405: "This address is not asked in this way."}


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _KINDS:
        raise HTTPException(404)
    return Response(_file(name), media_type=_KINDS[name], headers={"cache-control": "no-cache"})


def _no_icon(request: Request) -> Response:
    """Browsers ask for one by themselves."""
    return Response(status_code=204)


_KINDS = {"desk.css": "text/css", "desk.js": "text/javascript"}


@cache
def _file(name: str) -> str:
    own = files("whosays.server").joinpath(name).read_text("utf-8")
    return asset("page.css") + own if name == "desk.css" else own
