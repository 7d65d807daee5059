"""Foreign bytes are read in a child process: what ends it is one sentence about one input, and the next is read."""

# ruff: noqa: E501  (markup stands as it comes)
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.reading import FIXTURES
from whosays.errors import FetchError, InputError
from whosays.fetching.fetch import Page
from whosays.model import Document, Reference, Relation
from whosays.reading import documents as here
from whosays.reading.apart import documents, first, pool, wire
from whosays.reading.items import Item
from whosays.reading.jsonguard import DEEPEST, Guarded

GOOD = b"The warden of the salt works said that nobody was hurt.\n"

pytestmark = pytest.mark.skipif(not pool.POSSIBLE, reason="no file can be handed to another process here")


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_what_is_read_apart_is_what_is_read_here(name: str) -> None:
    def shown(items: list[Item]) -> list[tuple[object, ...]]:
        return [(i.name, i.document, str(i.problem), i.note, i.seen, i.entry) for i in items]

    path = FIXTURES / name
    assert shown(list(documents(path))) == shown(list(here(path)))
    assert shown(list(documents(path.read_bytes(), name="in"))) == shown(list(here(path.read_bytes(), name="in")))


def test_one_child_reads_one_input_after_the_other() -> None:
    list(documents(GOOD, name="first"))
    worker = pool.POOL.take()
    number = worker._process.pid
    pool.POOL.give_back(worker)
    assert all(item.document for _ in range(3) for item in documents(GOOD, name="next"))
    worker = pool.POOL.take()
    pool.POOL.give_back(worker)
    assert worker._process.pid == number


def test_the_first_document_is_read_by_a_child_that_then_reads_the_next() -> None:
    assert first(GOOD, name="in")
    worker = pool.POOL.take()
    number = worker._process.pid
    pool.POOL.give_back(worker)
    for _ in range(3):
        given = first(GOOD, name="in", url="https://salt.example/a", charset="utf-8")
        assert given == next(here(GOOD, name="in", url="https://salt.example/a", charset="utf-8")).document
    worker = pool.POOL.take()
    pool.POOL.give_back(worker)
    assert worker._process.pid == number


def test_the_first_document_of_many_is_that_of_the_first_line() -> None:
    many = b'{"text": "The warden said that nobody was hurt."}\n{"text": "Nobody saw it."}\n{"text": "All did."}\n'
    found = first(many, name="many")
    assert found is not None
    assert found.text == "The warden said that nobody was hurt."
    broken = many.replace(b'Nobody saw it."}', b'"')
    assert first(broken, name="broken") == found
    with pytest.raises(InputError):
        first(b"\x00\x01\x02" * 99, name="none")
    assert first(b'<?xml version="1.0"?><rss version="2.0"><channel><title>A</title></channel></rss>', name="a") is None


def test_a_child_that_dies_is_one_sentence_and_the_next_input_is_read(tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_bytes(b'{"text": "The warden said that nobody was hurt."}\n' * 60_000)
    taken: list[pool.Worker] = []
    take = pool.POOL.take
    pool.POOL.take = lambda: taken.append(take()) or taken[-1]  # type: ignore[method-assign]
    try:
        reading = documents(lines)
        assert next(reading).document
        os.kill(taken[-1]._process.pid, signal.SIGSEGV)
        rest = list(reading)
    finally:
        del pool.POOL.take  # type: ignore[method-assign]
    problems = [item.problem for item in rest if item.problem]
    assert [problem.name for problem in problems] == [str(lines)]
    assert "segmentation fault" in problems[0].cause
    assert next(iter(documents(GOOD, name="next"))).document


def test_a_reader_that_stops_early_leaves_no_child_behind(tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_bytes(b'{"text": "The warden said that nobody was hurt."}\n' * 60_000)
    reading = documents(lines)
    next(reading)
    reading.close()
    assert next(iter(documents(GOOD, name="next"))).document


def run(code: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=900
    )  # of a clock: others may have the processor


def test_cpu_time_is_limited_and_renewed() -> None:
    spin = "import time\nfrom whosays.reading.apart.limits import Allowance\na = Allowance(1)\na.begin()\n"
    assert run(spin + "while True: pass").returncode == -signal.SIGXCPU
    until = "end = time.process_time() + 2.2\nwhile time.process_time() < end:\n    a.renew()\n"
    assert run(spin + until).returncode == 0


def test_more_time_is_given_only_for_bytes_that_were_not_read_before() -> None:
    code = (
        "import resource\nfrom whosays.reading.apart.limits import Allowance, BYTES_A_SECOND\na = Allowance(2)\na.begin()\n"
        "soft = lambda: resource.getrlimit(resource.RLIMIT_CPU)[0]\nfirst = soft()\na.advanced(5 * BYTES_A_SECOND)\n"
        "assert soft() == first + 5\nfor _ in range(9): a.advanced(3 * BYTES_A_SECOND)\nassert soft() == first + 5\n"
    )
    assert run(code).returncode == 0


def test_memory_is_limited() -> None:
    code = "from whosays.reading.apart import limits\nlimits.MEMORY = 50_000_000\nlimits.bind()\n"
    assert run(code + "b = bytes(10_000_000)").returncode == 0
    assert b"MemoryError" in run(code + "b = bytes(100_000_000)").stderr


def test_pages_behind_entries_are_fetched_by_the_parent() -> None:
    feed = FIXTURES / "harbour.rss.xml"
    asked: list[str] = []

    def fetch(url: str) -> Page:
        asked.append(url)
        if len(asked) > 1:
            raise FetchError(url, "the site is away")
        text = "The keeper of the lamp said that the boats were late. " * 20
        return Page(url, f"<html><body><article><p>{text}</p></article></body></html>".encode(), "text/html", None)

    items = [item for item in documents(feed, fetch=fetch) if item.document]
    assert len(asked) > 1
    assert "boats were late" in items[0].document.text  # type: ignore[union-attr]
    assert any("the site is away" in warning for warning in items[1].document.warnings)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "item",
    [
        Item("a", Document("Text \ud800 with a lone surrogate", references=(Reference(Relation.VIA, "x"),)), seen="2030", entry=True),
        Item("b", problem=InputError("c", "it is “broken”")),
        Item("d", note="a word"),
    ],
)  # fmt: skip
def test_items_come_through_whole(item: Item) -> None:
    back = wire.item_from(wire.item_message(item))
    assert (back.name, back.document, str(back.problem), back.note) == (
        item.name,
        item.document,
        str(item.problem),
        item.note,
    )
    assert (back.seen, back.entry) == (item.seen, item.entry)


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"name": 5, "document": None, "problem": None, "note": None, "seen": None, "entry": False},
        {"name": "a", "document": {"text": 5}, "problem": None, "note": None, "seen": None, "entry": False},
        {"name": "a", "document": None, "problem": [1], "note": None, "seen": None, "entry": False},
        {"name": "a", "document": None, "problem": None, "note": {}, "seen": None, "entry": False},
    ],
)
def test_an_answer_that_is_no_item_is_not_taken(message: wire.Message) -> None:
    with pytest.raises(wire.Ended):
        wire.item_from(message)


HOSTILE = {
    "digits": b'[{"a":' + b"9" * 4_301 + b"}]",
    "digits in telegram": b'{"about":"x","chats":{"list":[{"messages":[{"id":' + b"9" * 5_000,
    "nested lists": b'{"text":' + b"[" * 65_000,
    "nested objects": b'{"a":' * 60_000,
    "nested in telegram": b'{"about":"x","chats":{"list":[{"id":1,"messages":[{"text":' + b"[" * 200_000,
    "nested in tweets": b'window.YTD.tweets.part0 = [{"tweet":' + b'{"a":' * 100_000,
    "nested lines": (b'{"text":"The warden spoke.","b":' + b"[" * 50_000 + b"]" * 50_000 + b"}\n") * 3,
    "comments": b"<!---->" * 20_000 + b"<html>",
    "comments in a feed": b"<!---->" * 50_000 + b"<rss version='2.0'>",
    "title of blanks": b"<html><head><title>" + b" " * 100_000 + b"x</title></head><body><p>A warden spoke.</p></body></html>",
    "blanks": b" " * 100_000 + b"<p>A warden spoke of it.</p>" + b" " * 100_000,
    "links": b"<html><body><p>" + b'<a href="/x">word</a> ' * 20_000 + b"</p></body></html>",
    "attributes": b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(40_000)) + b">A warden spoke.</p></body></html>",
    "bodies": b"".join(b"<body a%d=1>" % n for n in range(30_000)) + b"<p>A warden spoke.</p>",
    "sup": b"<html><body>" + b"<p>One <sup>1</sup> two three four said.</p>" * 15_000 + b"</body></html>",
    "open tags": b"<div>" * 100_000,
    "quotation marks": b'"' * 100_000,
    "header": b"From: a@b.example\nSubject: x\nTo: y\n" + b"a" * 100_000 + b"\n\nText of it.",
    "references": b"<rss version='2.0'><channel><item><title>" + b"&#1114112;\xff" * 5_000 + b"</title></item></channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_read_or_refused_within_seconds(name: str) -> None:
    """In this process: what mends the causes is measured here, not what holds the child."""
    start = time.process_time()
    items = list(here(HOSTILE[name], name=name))
    assert time.process_time() - start < 5
    assert items


class _File:
    def __init__(self, content: bytes, size: int) -> None:
        self._content, self._size = content, size

    def read(self, _: int = -1) -> bytes:
        block, self._content = self._content[: self._size], self._content[self._size :]
        return block


@pytest.mark.parametrize("size", [1, 7, 1_000, 100_000])
@pytest.mark.parametrize(
    ("content", "fits"),
    [
        (b"[" * DEEPEST + b"]" * DEEPEST, True),
        (b"[" * (DEEPEST + 1), False),
        (b'["' + b"[{" * 2_000 + b'"]', True),
        (b'["\\"' + b"[" * 2_000 + b'"]', True),
        (b'["a\\\\",' + b"[" * 2_000, False),
        (b'["' + b"]" * 5_000 + b'",' + b"[" * (DEEPEST + 2), False),
        (b'["' + b"\\\\" * 3_000 + b'",' + b"[" * 2_000, False),
        (b'["' + b"\\\\" * 3_000 + b'\\"' + b"[" * 2_000 + b'"]', True),
        (b"[" + b'{"a":[1]},' * 3_000 + b"1]", True),
        (b"[1" + b"0" * 1_200 + b"]", False),
        (b"[1" + b"0" * 900 + b"]", True),
    ],
)
def test_the_guard_before_a_json_parser(content: bytes, fits: bool, size: int) -> None:
    guarded = Guarded(_File(content, size), "in")

    def read() -> bytes:
        return b"".join(iter(guarded.read, b""))

    if fits:
        assert read() == content
    else:
        with pytest.raises(InputError):
            read()
