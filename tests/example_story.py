"""The example story, read and told once for all tests of a process: both are values, which nobody changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from whosays.model import Trace
from whosays.model.story import Story
from whosays.reading import read
from whosays.story import story
from whosays.trace import trace

PATHS = sorted((Path(__file__).parent.parent / "examples" / "story").glob("*.txt"))


@cache
def traced() -> tuple[Trace, ...]:
    """The traces of its documents, in the order of ``PATHS``."""
    return tuple(trace(read(path)) for path in PATHS)


@cache
def told_whole() -> Story:
    """The story of all its documents."""
    return story(traced(), paths=[str(path) for path in PATHS])
