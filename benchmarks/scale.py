"""What `whosays run` costs over the bare function, what a second worker brings, and how events grow with a corpus.

  python benchmarks/scale.py engine [--documents 270] [--rounds 2]
  python benchmarks/scale.py growth [--sizes 10000,100000]
  python benchmarks/scale.py memory [--megabytes 200] [--articles 1]

``engine``: articles are made of ``examples/story``: names, numbers and rarer words are renamed event by event, so
that nine articles are about one event. The bare function reads, traces and tells them in one process and writes JSON;
the engine does the same by `whosays run`. Both run in turn, ``--rounds`` times; the least is told. Times are CPU time,
which other programs on the machine disturb least. The speed-up is told twice: by the clock, and as what the CPU time
allows on idle cores, where what the leading process does is done once and what workers do is halved. One pass of the
encoder is its graph over the windows of each whole text, once.

``growth``: profiles of documents are generated: events of 1 to 60 documents (10 on average), 30 words of an event's 60
and 90 of a vocabulary of 200,000 (Zipf) each, with vectors that stand in for sentence vectors: the event's own, and
noise. Only what comes after tracing is timed: weights, likeness, events.

``memory``: reads so many megabytes of JSON lines as a worker does, beside what the process has at its beginning; so
many articles of 70 words are one document.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ledger_pile import _WORD, replaced
from report import machine

ROOT = Path(__file__).parent.parent
BATCH = 200
_ADOPTING = 36  # PR_SET_CHILD_SUBREAPER: orphans become ours, so that their CPU time is counted
_ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # as a worker of the engine has it
_BARE = """
import json, sys
from pathlib import Path
from whosays.reading.apart import documents
from whosays.story import story
from whosays.trace import trace
traces = [trace(item.document) for item in documents(Path(sys.argv[1])) if item.document]
with open(sys.argv[2], "w") as out:
    for one in traces:
        out.write(json.dumps(one.to_dict()))
    if sys.argv[3:] != ["traces"]:
        out.write(json.dumps(story(traces).to_dict()))
"""
_ENCODER = """
import sys
from pathlib import Path
from whosays.attribution.engine import OVERLAP, WINDOW, _Window, load
from whosays.attribution.pieces import pieces, window_spans
from whosays.reading.apart import documents
from whosays.text import cut
engine = load()
for item in documents(Path(sys.argv[1])):
    if item.document:
        text = item.document.text
        whole = pieces(text, cut(text).paragraphs, engine.tokenizer, engine.separator)
        for begin, end in window_spans(len(whole), WINDOW, OVERLAP):
            engine._encode(_Window(whole, begin, end, begin, end))
"""
_RUN = """
import os, resource, sys
from whosays.cli import run
status = run(["run", *sys.argv[2:]])
mine = resource.getrusage(resource.RUSAGE_SELF)
open(sys.argv[1], "w").write(str(mine.ru_utime + mine.ru_stime))
os._exit(status)
"""
_READ = """
import resource, sys
from pathlib import Path
from whosays.scale.layout import Layout
from whosays.scale.reading import read_source, source
layout = Layout(Path(sys.argv[2]), "0" * 64)
(layout.root / "_work").mkdir(parents=True)
layout.begin()
print(read_source(layout, source(sys.argv[1])).documents, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
      resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the clock, and of CPU with all processes that were started."""

    clock: float
    cpu: float


def corpus(path: Path, count: int) -> Path:
    """A file of so many articles as JSON lines: nine about an event, ten events a day."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "examples" / "story").glob("*.txt"))]
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            event, which = divmod(number, len(texts))
            text = renamed(texts[which], f"e{event}")
            day = np.datetime64("2031-01-01") + event // 10
            out.write(json.dumps({"text": text, "published": str(day), "language": "en"}) + "\n")
    return path


def renamed(text: str, key: str) -> str:
    """A text with its rarer words and its numbers replaced, the same word by the same."""
    return _WORD.sub(lambda match: replaced(match.group(), key), text)


def timed(command: list[str]) -> Took:
    """How long a command takes. Raises where it fails."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_ONE_THREAD)
    with suppress(ChildProcessError):  # those that its own children started, and that outlived these for a moment
        while True:
            os.waitpid(-1, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(time.monotonic() - begun, cpu)


def engine(count: int, rounds: int) -> None:
    """Prints what the engine costs, over the bare function and with a second worker."""
    bare, encoder, run = ([sys.executable, "-c", code] for code in (_BARE, _ENCODER, _RUN))
    least: dict[str, Took] = {}
    leading: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = {"some": corpus(folder / "some.jsonl", count), "none": folder / "none.jsonl"}
        given["none"].write_text('{"text": "The mayor said so.", "language": "en"}\n', encoding="utf-8")
        for round_ in range(rounds):
            for size, file in given.items():
                commands = {
                    "bare": [*bare, str(file), str(folder / "bare.json")],
                    "traces": [*bare, str(file), str(folder / "traces.json"), "traces"],
                    "encoder": [*encoder, str(file)],
                    **{
                        f"{workers}": [*run, str(folder / "cpu"), str(file), "--workers", str(workers),
                                       "--output", str(folder / f"{size}{workers}{round_}")]
                        for workers in (1, 2)
                    },
                }  # fmt: skip
                for what, command in commands.items():
                    took, key = timed(command), f"{what} {size}"
                    if key not in least or took.cpu < least[key].cpu:
                        least[key] = took
                        if what in "12":
                            leading[key] = float((folder / "cpu").read_text())

    def cpu(what: str) -> float:
        return least[f"{what} some"].cpu - least[f"{what} none"].cpu

    print(machine())
    print(f"{count} articles, least of {rounds}; CPU-seconds without what one short text takes:")
    for what in ("encoder", "traces", "bare", "1", "2"):
        none, some = least[f"{what} none"], least[f"{what} some"]
        print(f"  {what}: {cpu(what):.1f} CPU-s ({none.cpu:.1f} to start); {some.clock:.0f} s on the clock")
    lead = leading["2 some"] - leading["2 none"]
    over = {w: cpu(w) / cpu("bare") - 1 for w in "12"}
    print(f"engine over the bare function: one worker {over['1']:.1%}, two {over['2']:.1%}")
    print(f"a document read, traced and written, over one pass of the encoder: {cpu('traces') / cpu('encoder'):.2f}")
    clock = {w: least[f"{w} some"].clock - least[f"{w} none"].clock for w in "12"}
    by_cpu = cpu("1") / (lead + (cpu("2") - lead) / 2)
    print(f"two workers over one: {clock['1'] / clock['2']:.2f} by the clock, {by_cpu:.2f} by CPU time "
          f"(the leading process takes {lead:.1f} CPU-s)")  # fmt: skip
    print(f"a document: {cpu('2') / count:.3f} CPU-s")


def generated(count: int, seed: int = 1) -> Iterator[list]:  # type: ignore[type-arg]
    """Profiles of so many documents, some at a time."""
    from whosays.matching.events import Profile

    chance = np.random.default_rng(seed)
    open_events: list[list] = []  # type: ignore[type-arg]
    made: list[Profile] = []
    event = 0
    for number in range(count):
        while len(open_events) < 40:
            event += 1
            size = min(60, 1 + int(chance.exponential(9)))
            own = chance.standard_normal(384).astype(np.float32)
            open_events.append([size, event, own / np.linalg.norm(own)])
        at = int(chance.integers(len(open_events)))
        chosen = open_events[at]
        chosen[0] -= 1
        if not chosen[0]:
            open_events.pop(at)
        stems = {f"e{chosen[1]}w{w}": 1 + w % 3 for w in chance.integers(0, 60, 30).tolist()}
        for rank in (200_000 ** chance.random(90)).astype(np.int64).tolist():
            stems[f"v{rank}"] = 1
        noise = chance.standard_normal(384).astype(np.float32)
        vector = chosen[2] + noise / np.linalg.norm(noise)
        made.append(Profile(stems, vector / np.linalg.norm(vector)))
        if len(made) == BATCH or number + 1 == count:
            yield made
            made = []


def growth(sizes: list[int]) -> None:
    """Prints what finding events costs at each size."""
    from whosays.scale.grouping import events, weighed

    print(machine())
    for size in sizes:
        making = [0.0]

        def profiles(size: int = size, making: list[float] = making) -> Iterator[list]:  # type: ignore[type-arg]
            begun = time.process_time()
            for some in generated(size):
                making[0] += time.process_time() - begun
                yield some
                begun = time.process_time()

        with tempfile.TemporaryDirectory(dir=".") as folder:
            begun = time.process_time()
            given = weighed(range(size), profiles, Path(folder) / "rows")
            weighing = time.process_time() - begun - making[0]
            found = events(given)
            spent = time.process_time() - begun - making[0]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size:,} documents: {1000 * spent / size:.2f} CPU-ms a document, {1000 * weighing / size:.2f} of them "
              f"weights; {len(found):,} events; peak {peak:,} MB", flush=True)  # fmt: skip


def memory(megabytes: int, articles: int) -> None:
    """Prints the most memory that reading takes."""
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        corpus(folder / "one.jsonl", 900)
        single = [json.loads(line) for line in (folder / "one.jsonl").read_text(encoding="utf-8").splitlines()]
        groups = [single[at : at + articles] for at in range(0, len(single), articles)]
        lines = [json.dumps({**some[0], "text": "\n\n".join(one["text"] for one in some)}) + "\n" for some in groups]
        file, written, number = folder / "many.jsonl", 0, 0
        with file.open("w", encoding="utf-8") as out:
            while written < megabytes << 20:
                line = lines[number % len(lines)].replace('"text": "', f'"text": "Number {number}. ', 1)
                written += out.write(line)
                number += 1
        for what, path in (("one short text", folder / "none.jsonl"), (f"{megabytes} MB", file)):
            (folder / "none.jsonl").write_text('{"text": "The mayor said so.", "language": "en"}\n')
            begun = resource.getrusage(resource.RUSAGE_CHILDREN)
            took = subprocess.run([sys.executable, "-c", _READ, str(path), str(folder / what)],
                                  check=True, capture_output=True, text=True)  # fmt: skip
            ended = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime
            read, own, child = map(int, took.stdout.split())
            print(f"{what}: {read:,} documents read in {spent:.0f} CPU-s, peak {own // 1024} MB, the reader's process "
                  f"{child // 1024} MB", flush=True)  # fmt: skip


def main() -> None:
    ctypes.CDLL(None).prctl(_ADOPTING, 1, 0, 0, 0)
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=("engine", "growth", "memory"))
    options.add_argument("--documents", type=int, default=270)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--sizes", default="10000,100000")
    options.add_argument("--megabytes", type=int, default=200)
    options.add_argument("--articles", type=int, default=1)
    asked = options.parse_args()
    match asked.what:
        case "engine":
            engine(asked.documents, asked.rounds)
        case "growth":
            growth([int(size) for size in asked.sizes.split(",")])
        case _:
            memory(asked.megabytes, asked.articles)


if __name__ == "__main__":
    main()
