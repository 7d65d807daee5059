"""Nothing that is built to be slow is: reading any 100 KB takes 5 seconds of CPU time at the most, and 500 MB."""

from __future__ import annotations

import multiprocessing
import resource
import time
from typing import Any

import pytest

from tests import floods
from tests.mutations import fault
from tests.seeds import seeds
from whosays.model import Document
from whosays.reading import read_text

SIZE, SECONDS = 100_000, 5.0
KILOBYTES = 250_000  # beyond the half of 500 MB that an interpreter with everything imported may have


@pytest.fixture(scope="module")
def warm() -> None:
    """What is imported by the first input of a kind is no cost of the next."""
    for content in seeds():
        fault(content)


def _read(channel: Any, content: bytes) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    begun, had = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wrong = fault(content)
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - had
    channel.send((wrong, time.process_time() - begun, more))


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("name", floods.READ)
def test_reading_is_quick_whatever_is_read(name: str) -> None:
    content = floods.READ[name](SIZE)
    assert 0.5 * SIZE < len(content) < 3 * SIZE
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_read, args=(theirs, content))
    process.start()
    theirs.close()
    wrong, seconds, memory = ours.recv()
    process.join()
    assert wrong is None
    assert seconds < SECONDS
    assert memory < KILOBYTES


def test_a_long_text_costs_as_many_parts_as_it_has() -> None:
    """What is laid side by side is bounded, whatever a text is made of: the rest is as many times that."""
    from whosays.parts import PART, parts

    for name, made in floods.TRACED.items():
        document = Document(made(200_000), language="en")
        cut = parts(document)
        assert max((len(part.document.text) for part in cut), default=0) <= 1.5 * PART, name
        assert sum(len(part.document.text) for part in cut) <= 200_000, name
        assert len(cut) <= 2 * 200_000 // PART + 1, name


@pytest.mark.parametrize("name", ["quotations", "names", "one word"])
def test_parts_stand_where_they_say(name: str) -> None:
    document = read_text(floods.TRACED[name](120_000))
    from whosays.parts import parts

    for part in parts(document):
        text = part.document.text
        start, end = part.there((10, len(text) - 10))
        assert document.text[start:end] == text[10 : len(text) - 10]
