"""The API's addresses: each takes what its operation describes, asks the desk, and gives JSON with an ETag."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whosays.errors import InputError, UsageError
from whosays.server.api.description import KEY, ROOT, description
from whosays.server.api.operations import OPERATIONS, NotThere, Operation, Refused
from whosays.server.desk import Desk, File, desk_of, note
from whosays.server.problems import problem
from whosays.server.streams import KIND, stream

_KEY = re.compile(KEY["pattern"])


def routes() -> list[Route]:
    """The routes of all operations, and of their description."""
    by_path: dict[str, dict[str, Operation]] = {}
    for op in OPERATIONS:
        by_path.setdefault(op.path, {})[op.method] = op
    made = [Route(ROOT + path, _endpoint(ops), methods=list(ops)) for path, ops in by_path.items()]
    return [Route(f"{ROOT}/openapi.json", _described), *made]


def _described(request: Request) -> Response:
    return _tagged(request, description())


def _endpoint(ops: dict[str, Operation]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        op = ops["GET" if request.method == "HEAD" else request.method]
        try:
            given = _given(op, request, await request.body())
            if op.writes and request.scope["session"].account and hasattr(given[-1], "who"):
                given[-1] = msgspec.structs.replace(given[-1], who=request.scope["session"].account)
        except (msgspec.ValidationError, msgspec.DecodeError, UnicodeError, ValueError) as error:
            return problem(400, str(error))
        if op.writes and not request.scope["session"].may_write:
            return problem(403, "This token may read, and not write.")
        if op.kind == KIND:
            return await run_in_threadpool(_streamed, op, request, given)
        answer = await run_in_threadpool(_answered, op, request, given, await request.body())
        if op.writes and answer.status_code < 300:
            note(request, f"api {op.identifier}", bytes(answer.body)[:60].decode("utf-8", "replace"))
        return answer

    return answer


def _answered(op: Operation, request: Request, given: list[Any], body: bytes) -> Response:
    desk = desk_of(request)
    key = request.headers.get("idempotency-key") if op.writes else None
    if key is None:
        return _done(op, desk, request, given)
    if not _KEY.fullmatch(key):
        return problem(400, "An Idempotency-Key has 8 to 128 letters, digits, hyphens and underscores.")
    digest = hashlib.sha256(f"{op.method} {op.path}\0".encode() + body).hexdigest()
    who = request.scope["session"].account or ""
    with desk.keyed:
        before = desk.state.answer(who, key)
        if before is not None:
            if before.request != digest:
                return problem(409, "This Idempotency-Key came with something else before.")
            return Response(before.body, before.status, media_type="application/json")
        answer = _done(op, desk, request, given)
        if answer.status_code < 300:
            desk.state.keep_answer(who, key, digest, answer.status_code, bytes(answer.body))
        return answer


def _streamed(op: Operation, request: Request, given: list[Any]) -> Response:
    """The steps of a job, where it is there."""
    desk = desk_of(request)
    try:
        return stream(desk.jobs, op.run(desk, *given), request)
    except NotThere as error:
        return problem(404, str(error))


def _done(op: Operation, desk: Desk, request: Request, given: list[Any]) -> Response:
    try:
        found = op.run(desk, *given)
    except NotThere as error:
        return problem(404, str(error))
    except Refused as error:
        return problem(409, str(error))
    except (UsageError, InputError) as error:
        return problem(400, str(error))
    if isinstance(found, File):
        return _tagged(request, found.content, op.kind, found.headers)
    content = found if isinstance(found, bytes) else msgspec.json.encode(found)
    if op.method == "GET":
        return _tagged(request, content, op.kind)
    return Response(content, op.status, media_type="application/json")


def _tagged(
    request: Request, content: bytes, kind: str = "application/json", more: Mapping[str, str] | None = None
) -> Response:
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**(more or {}), "etag": tag, "cache-control": "private, no-cache"}
    if tag in re.findall(r'"[^"]{0,100}"', request.headers.get("if-none-match", "")[:4000]):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=kind, headers=headers)


def _given(op: Operation, request: Request, body: bytes) -> list[Any]:
    """What an operation is called with. Raises ``ValueError`` or an error of msgspec for what is not as described."""
    given: list[Any] = []
    if op.name is not None:
        try:
            given.append(msgspec.convert(request.path_params["name"], op.name))
        except msgspec.ValidationError:
            raise HTTPException(404) from None
    names = [name for name, _ in request.query_params.multi_items()]
    if op.query is None and names:
        raise ValueError(f"There is no parameter {names[0]}.")
    if op.query is not None:
        if len(set(names)) < len(names):
            raise ValueError("A parameter was given twice.")
        given.append(msgspec.convert(dict(request.query_params), op.query, strict=False))
    if op.body is not None:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise ValueError("What is sent must be application/json.")
        given.append(msgspec.json.decode(body, type=op.body))
    return given
