"""What went wrong, in a sentence; for programs as RFC 9457 has it."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import JSONResponse


def told_fault(error: Exception, name: str = "") -> str:
    """A fault of whosays in one sentence."""
    place = f"{name}: " if name else ""
    return f"{place}whosays failed on this in a way it should not ({type(error).__name__}), please report it"


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """An answer that says in one sentence why something was not done."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body, status, headers, "application/problem+json")
