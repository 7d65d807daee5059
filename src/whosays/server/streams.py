"""What happens to files, told while it happens: server-sent events, which a browser and a program take up again."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from whosays.server.jobs import Jobs

KIND = "text/event-stream"
_LOOK, _QUIET = 0.3, 15.0  # seconds between two looks, and until a sign of life
_NUMBER = re.compile(r"\d{1,9}")


def stream(jobs: Jobs, name: str, request: Request) -> Response:
    """The steps of a job as they are taken, from the first or behind the one that was heard last (``Last-Event-ID``,
    ``after``); at the end of the job an event ``end``."""
    asked = request.headers.get("last-event-id") or request.query_params.get("after", "")
    after = int(asked) if _NUMBER.fullmatch(asked) else 0
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_events(jobs, name, after), media_type=KIND, headers=headers)


async def _events(jobs: Jobs, name: str, after: int) -> AsyncIterator[bytes]:
    heard = time.monotonic()
    while not jobs.stopping.is_set():
        job = await run_in_threadpool(jobs.job, name, after)
        if job is None:
            return
        for step in job.steps:
            after, heard = step.number, time.monotonic()
            data = msgspec.json.encode(step)  # one line: JSON has no line end that is not escaped
            yield b"id: %d\nevent: %s\ndata: %s\n\n" % (step.number, step.kind.encode(), data)
        if job.is_done:
            yield b"event: end\ndata: {}\n\n"
            return
        if time.monotonic() - heard > _QUIET:
            heard = time.monotonic()
            yield b": still there\n\n"
        await asyncio.sleep(_LOOK)
