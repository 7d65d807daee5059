"""Inputs of every kind that is read, and what chance makes of them: bytes turned, cut, doubled, spliced, put in, values
of JSON of another type.

``python -m tests.mutations 50000`` reads so many (``--from N`` begins behind the first N, ``--seconds N`` ends after so
long, ``--processes N`` reads N at once), each with 5 seconds of CPU time and 500 MB for it. What ends in an exception, or
ends the process, is printed with its number; ``--show N`` writes that input to standard output. The same numbers give the
same inputs, as long as the seeds (`tests.seeds`) are the same. With ``--types`` nothing is left to chance: every value of
JSON in the seeds is put in as each of `VALUES`, one at a time.
"""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import argparse
import gc
import json
import mmap
import multiprocessing
import random
import re
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from tests.seeds import seeds

MOST = 100_000
CPU_SECONDS = 5
MEMORY = 500_000_000
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")
_RARELY = 10  # times that a picture is as rare: another program takes a hundred times as long for it as we for the rest
_SILENCE = 300.0  # seconds without a next input after which one is given up that waits for something
_IN_ONE = 1000  # inputs that one process reads

TOKENS = (
    b"<!--", b"-->", b"<!DOCTYPE", b"]]>", b"<![CDATA[", b"<?xml", b"&#1114112;", b"&#0;", b"&#xD800;", b"&lt;", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\0", b"\r\n\r\n", b'{"a":', b"[[[[[[[[", b"}}}}", b'"', b"\\", b"\\u0000", b"\\ud800", b"null", b"true",
    b"-1", b"1e999", b"9" * 40, b"9" * 2000, b"9999-12-31T23:59:59Z", b"0000-00-00", b"1970-01-01", b"Mon, 31 Feb 2031",
    b"https://[", b"http://a:99999/", b"//", b"javascript:x", b"data:text/html,x", b"=?utf-8?b?//8=?=", b"Content-Length: -1\r\n",
    b"Content-Encoding: gzip\r\n", b"charset=utf-7", b"charset=x", b"xmlns:a='b'", b"<br>" * 50, b"<div>" * 300, b"(" * 200,
    b"\xe2\x80\x9c" * 100, b" " * 3000, b"\n" * 3000, b"a" * 3000, b"<p", b"</", b"/>", b"%PDF-1.7", b"PK\x03\x04", b"\x1f\x8b\x08",
)  # fmt: skip

VALUES = (
    "null", "[]", "{}", '""', "0", "-1", "1" + 400 * "0", "1e308", "Infinity", "NaN", "true", '"x"', r'"\ud800"', r'"\u0000"', '"https://[q/"', "[null]",
    "[[]]", "[{}]", '[1, "a", null]', '{"a": 1}', '{"": null}', f'"{5000 * "a"}"', '"9999-12-31T23:59:59Z"', '"0001-01-01T00:00:00+14:00"', '{"name": [{}]}',
)  # fmt: skip

_JSON = re.compile(
    rb"\A(?:\s*|window\.YTD\.[\w.]+ = )([\[{].*)\Z|<script type=\"application/ld\+json\">(.*?)</script>", re.DOTALL
)


def mutated(number: int) -> bytes:
    """The input of a number."""
    chance = random.Random(number)
    seed = chance.choice(seeds())
    while seed.startswith(_PICTURES) and chance.randrange(_RARELY):
        seed = chance.choice(seeds())
    if not chance.randrange(4):
        seed = _of_other_types(seed, chance)
    content = bytearray(seed)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 20))):
        _change(content, chance)
    return bytes(content[:MOST])


def _of_other_types(seed: bytes, chance: random.Random) -> bytes:
    """JSON, alone or in a page or script, in which a few values are others than are due there; anything else as it is."""
    found = _json_in(seed)
    if found is None:
        return seed
    start, end, value = found
    for _ in range(chance.choice((1, 1, 2, 5))):
        value = _with_another(value, chance)
    return seed[:start] + json.dumps(value).encode() + seed[end:]


def _json_in(seed: bytes) -> tuple[int, int, Any] | None:
    """The JSON in a seed, and where it stands; of lines of it the first."""
    found = _JSON.search(seed)
    if found is None:
        return None
    start, end = found.span(found.lastindex or 0)
    for stop in (end, start + (seed[start:end] + b"\n").index(b"\n")):
        with suppress(ValueError):
            return start, stop, json.loads(seed[start:stop])
    return None


@cache
def _places() -> tuple[tuple[bytes, int, int, Any, tuple[Any, ...]], ...]:
    """Every value in the JSON of the seeds: the seed, where its JSON stands, what it says, and the way to the value."""
    found = [(seed, *inside) for seed in seeds() if (inside := _json_in(seed)) is not None]
    return tuple((seed, start, end, value, way) for seed, start, end, value in found for way in _ways(value))


def _ways(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield above
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from _ways(member, (*above, key))


def typed(number: int) -> bytes:
    """The input of a number among all in which one value of JSON is another."""
    seed, start, end, value, way = _places()[number // len(VALUES)]
    return seed[:start] + json.dumps(_put(value, way, json.loads(VALUES[number % len(VALUES)]))).encode() + seed[end:]


def _put(value: Any, way: tuple[Any, ...], other: Any) -> Any:
    if not way:
        return other
    made = dict(value) if isinstance(value, dict) else list(value)
    made[way[0]] = _put(value[way[0]], way[1:], other)
    return made


def _with_another(value: Any, chance: random.Random) -> Any:
    """A value in which one, wherever it stands, is another."""
    if isinstance(value, (dict, list)) and value and chance.randrange(6):
        place = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
        value[place] = _with_another(value[place], chance)
        return value
    return json.loads(chance.choice(VALUES))


def _change(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content) + 1)
    end = min(len(content), at + chance.choice((1, 2, 8, 64, 1000)))
    match chance.randrange(8):
        case 0 if content:
            content[min(at, len(content) - 1)] ^= 1 << chance.randrange(8)
        case 1:
            content[at:end] = b""
        case 2:
            content[at:at] = chance.choice(TOKENS)
        case 3:
            content[at:end] = chance.choice(TOKENS)
        case 4:
            content[at:at] = bytes(content[at:end]) * chance.choice((1, 2, 50))
        case 5:
            other = chance.choice(seeds())
            cut = chance.randrange(len(other))
            content[at:at] = other[cut : cut + chance.choice((20, 500, 5000))]
        case 6:
            content[at:end] = chance.randbytes(end - at)
        case _:
            del content[max(at, 1) :]


def fault(content: bytes) -> str | None:
    """What is wrong with how an input is read, as a sentence; none where it ends in documents, problems or notes."""
    from whosays.errors import InputError
    from whosays.reading import documents

    try:
        for item in documents(content, name="in"):
            if item.problem is not None and not isinstance(item.problem, InputError):
                return f"a problem that is none of an input: {item.problem!r}"
            if item.document is not None:
                item.document.to_dict()
    except Exception as error:
        import traceback

        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:100]} ({Path(place.filename).name}:{place.lineno})"
    return None


@cache
def _warm() -> None:
    """Reads every seed once: what is slow to import or to load is there before the processes are, which share it."""
    for content in seeds():
        fault(content)
    gc.collect()
    gc.freeze()  # what is not looked at again by the collector is not copied into each process


@dataclass(slots=True)
class _Reading:
    """A process, and the numbers that it reads; ``place`` holds the one that it is at."""

    start: int
    end: int
    process: Any
    channel: Connection
    place: mmap.mmap
    seen: int = -1
    since: float = 0.0

    @property
    def at(self) -> int:
        return int(struct.unpack_from("q", self.place)[0])

    def is_silent(self) -> bool:
        if self.at != self.seen:
            self.seen, self.since = self.at, time.monotonic()
        return time.monotonic() - self.since > _SILENCE


def _begun(start: int, end: int, made: Callable[[int], bytes]) -> _Reading:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    place = mmap.mmap(-1, 8)  # shared with the process
    process = context.Process(target=_some, args=(theirs, place, start, end, made))
    process.start()
    theirs.close()
    return _Reading(start, end, process, ours, place)


def _events(
    start: int, count: int, processes: int, until: float, made: Callable[[int], bytes] | None = None
) -> Iterator[tuple[int, str | None]]:
    """What is wrong with the input of a number, as `mutated` or ``made`` has it; or how many more were read, and none."""
    _warm()
    made = made or mutated
    due = iter(range(start, start + count, _IN_ONE))
    reading: list[_Reading] = []
    while True:
        while len(reading) < processes and time.monotonic() < until and (number := next(due, None)) is not None:
            reading.append(_begun(number, min(start + count, number + _IN_ONE), made))
        if not reading:
            return
        ready = wait([one.channel for one in reading], timeout=5)
        for one in list(reading):
            if one.channel not in ready:
                if one.is_silent():
                    one.process.kill()
                continue
            try:
                yield one.channel.recv()
                continue
            except EOFError:
                reading.remove(one)
                one.process.join()
            ended = one.process.exitcode
            behind = one.at + 1 if ended else one.end
            yield behind - one.start, None
            if ended:
                yield one.at, f"the process ended ({ended}): {CPU_SECONDS} s of CPU time, or a crash"
            if behind < one.end:
                reading.append(_begun(behind, one.end, made))


def faults(start: int, count: int) -> Iterator[tuple[int, str]]:
    """The numbers from ``start`` on whose inputs are not read as they should be, each with what was wrong."""
    return ((number, wrong) for number, wrong in _events(start, count, 1, float("inf")) if wrong)


def _some(channel: Connection, place: mmap.mmap, start: int, end: int, made: Callable[[int], bytes]) -> None:
    import resource

    with open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * 4096
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))
    for number in range(start, end):
        struct.pack_into("q", place, 0, number)
        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
        if wrong := fault(made(number)):
            channel.send((number, wrong))
    channel.close()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--from", dest="start", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--types", action="store_true", help="each value of JSON in the seeds as each of other types")
    parser.add_argument("--show", type=int)
    given = parser.parse_args(arguments)
    made = typed if given.types else mutated
    if given.show is not None:
        sys.stdout.buffer.write(made(given.show))
        return 0
    count = min(given.count, len(_places()) * len(VALUES) - given.start) if given.types else given.count
    found = done = 0
    begun = shown = time.monotonic()
    for number, wrong in _events(given.start, count, given.processes, begun + given.seconds, made):
        if wrong:
            found += 1
            print(f"{number}: {wrong}", flush=True)
        else:
            done += number
        if time.monotonic() - shown > 60:
            shown = time.monotonic()
            print(f"{done} read in {shown - begun:.0f} s, {found} not as they should be", file=sys.stderr, flush=True)
    print(f"{done} inputs from {given.start} on, {found} not read as they should be", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
