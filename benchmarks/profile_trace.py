"""Where the time goes when whosays traces: CPU-seconds by stage, each stage without those inside it.

  python benchmarks/profile_trace.py FOLDER [--texts N] [--rounds N] [--functions N]

FOLDER holds texts or pages to trace (of a gold folder: its ``text``). Every stage is a function or a graph of whosays
with a clock put around it; a stage that runs inside another stops the other's clock, so the shares sum to the whole.
What belongs to no stage is ``trace itself``. ``--functions`` adds the N costliest Python functions, by cProfile, in a
run of its own, since cProfile slows Python down but not the graphs.
"""

from __future__ import annotations

import argparse
import cProfile
import importlib
import io
import os
import pstats
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

REST = "trace itself"
# (module, name, stage); a stage is opened wherever the module calls the name
STAGES = (
    ("whosays.attribution", "read", "attribution: everything else"),
    ("whosays.text.cut", "paragraphs", "paragraphs, quotations, sentences"),
    ("whosays.text.cut", "quotations", "paragraphs, quotations, sentences"),
    ("whosays.text.cut", "sentences", "paragraphs, quotations, sentences"),
    ("whosays.attribution", "quotations", "paragraphs, quotations, sentences"),
    ("whosays.attribution", "sentences", "paragraphs, quotations, sentences"),
    ("whosays.attribution", "nested", "nesting"),
    ("whosays.attribution", "agentless", "reports without a speaker"),
    ("whosays.attribution.engine", "pieces", "tokenizer and pieces"),
    ("whosays.attribution.engine", "best_tags", "decoding"),
    ("whosays.sourcing", "resolve", "sourcing"),
    ("whosays.responses", "with_statements", "responses"),
    ("whosays.responses", "respond", "responses"),
    ("whosays.factuality", "weigh", "factuality: certainty"),
    ("whosays.factuality", "rate", "factuality: certainty"),
    ("whosays.responses", "link", "responses: links"),
    ("whosays.claims", "extract", "claims"),
    ("whosays.heads", "read", "heads over the upper layers"),
    ("whosays.vectors", "encode", "vectors of claims"),
    ("whosays.vectors", "rough", "rough vectors of claims"),
    ("whosays.standing", "judge", "standing"),
)
READING, READER, RELATER, UPPER = "reading", "engine: encoder", "engine: relater", "engine: upper layers"
INNER = "nesting"  # the engine's stages inside it are told apart


class Clock:
    """Exclusive CPU time by stage: opening a stage stops the one around it."""

    def __init__(self, now: Callable[[], float] = time.process_time) -> None:
        self._now = now
        self._open: list[str] = []
        self._since = now()
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside for ``name``; for ``name (nested)`` where nesting is open around it."""
        self._turn()
        self._open.append(f"{name} (nested)" if INNER in self._open and name != INNER else name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def _turn(self) -> None:
        now = self._now()
        if self._open:
            self.seconds[self._open[-1]] = self.seconds.get(self._open[-1], 0.0) + now - self._since
        self._since = self._now()

    def around(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The function with the stage's clock around it."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                return function(*args, **kwargs)

        return timed


class _Graph:
    """A session of ONNX Runtime with a clock around its runs."""

    def __init__(self, session: Any, clock: Clock, name: str) -> None:
        self.run = clock.around(session.run, name)


@contextmanager
def timed_stages(clock: Clock) -> Iterator[None]:
    """Put the clock around every stage for a while."""
    attribution = importlib.import_module("whosays.attribution")
    engine = attribution.load()
    engine = replace(
        engine,
        reader=_Graph(engine.reader, clock, READER),
        relater=_Graph(engine.relater, clock, RELATER),
        upper=_Graph(engine.upper, clock, UPPER),
    )
    places = [(importlib.import_module(module), name, stage) for module, name, stage in STAGES]
    before = [(module, name, getattr(module, name)) for module, name, _ in places]
    before.append((attribution, "load", attribution.load))
    try:
        for module, name, stage in places:
            setattr(module, name, clock.around(getattr(module, name), stage))
        attribution.load = lambda: engine  # type: ignore[attr-defined]
        yield
    finally:
        for module, name, function in before:
            setattr(module, name, function)


def traced(files: Sequence[Path], clock: Clock) -> int:
    """Read and trace the files on the clock; the number of words."""
    from whosays.reading import read
    from whosays.trace import trace

    words = 0
    for file in files:
        with clock.stage(READING):
            document = read(file)
        with clock.stage(REST):
            trace(document)
        words += len(document.text.split())
    return words


def rows(runs: Sequence[dict[str, float]], words: int) -> Iterator[str]:
    """The table's lines: the median of each stage over the runs, the costliest first."""
    stages = {stage: median(run.get(stage, 0.0) for run in runs) for run in runs for stage in run}
    whole = sum(stages.values())
    yield "| stage | CPU-s | share | words per CPU-second |"
    yield "|---|---|---|---|"
    for stage, seconds in sorted(stages.items(), key=lambda item: -item[1]):
        speed = (
            f"{words / seconds:,.0f}" if seconds >= 0.001 else "over a million" if words > 1000 else "not measurable"
        )
        yield f"| {stage} | {seconds:.3f} | {100 * seconds / whole:.1f} % | {speed} |"
    yield f"| all | {whole:.3f} | 100 % | {words / whole:,.0f} |"


def functions(files: Sequence[Path], number: int) -> str:
    """The costliest Python functions by cProfile."""
    profile = cProfile.Profile(time.process_time)
    with profile_on(profile):
        traced(files, Clock())
    out = io.StringIO()
    pstats.Stats(profile, stream=out).strip_dirs().sort_stats("tottime").print_stats(number)
    return out.getvalue()


@contextmanager
def profile_on(profile: cProfile.Profile) -> Iterator[None]:
    """Profile for a while."""
    profile.enable()
    try:
        yield
    finally:
        profile.disable()


def main() -> int:
    """Measure and print."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command has it
    parser = argparse.ArgumentParser(description="CPU time of whosays' stages over a folder of texts.")
    parser.add_argument("folder", type=Path, help="a folder with texts or pages")
    parser.add_argument("--texts", type=int, metavar="N", help="only the first N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often; medians are shown (%(default)s)")
    parser.add_argument("--functions", type=int, default=0, metavar="N", help="also the N costliest Python functions")
    options = parser.parse_args()
    files = sorted(f for f in options.folder.glob("*") if f.is_file())[: options.texts]
    if not files:
        print(f"profile_trace.py: {options.folder} holds no files", file=sys.stderr)
        return 1
    traced(files[:1], Clock())  # loads what is loaded late
    runs, words = [], 0
    for _ in range(max(1, options.rounds)):
        clock = Clock()
        with timed_stages(clock):
            words = traced(files, clock)
        runs.append(clock.seconds)
    print(f"{len(files)} files, {words:,} words, medians of {len(runs)} rounds\n")
    print("\n".join(rows(runs, words)))
    if options.functions:
        print("\n" + functions(files, options.functions))
    return 0


if __name__ == "__main__":
    sys.exit(main())
