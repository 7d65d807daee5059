"""What telling the story of many documents costs beyond tracing them, and how that grows with their number.

    python benchmarks/story.py ../shared/data/rumours --sizes 453,1000,5000 --traces build/traces.pickle

The folder has ``stories.jsonl`` (an object a line, with ``text``). Sizes beyond the pile are reached by variants of
its documents: the same text with 60 words of the pile, drawn by a seeded generator, set behind it, so every event
grows with the pile, which is the harder case. A variant has its original's trace, whose offsets still hold.
CPU-seconds of one process; tracing is left out, and its traces are kept in ``--traces`` for the next run where that is
given.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from whosays.evaluation.stories import read
from whosays.model import Trace
from whosays.story import story
from whosays.trace import trace

ADDED = 60  # words behind a variant's text
SEED = 20261125


def traced(folder: Path, kept: Path | None) -> list[Trace]:
    """The traces of the folder's documents, from ``kept`` where they are there."""
    if kept is not None and kept.is_file():
        return [Trace.from_dict(row) for row in pickle.loads(kept.read_bytes())]
    made = [trace(document) for document in read(folder).documents]
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(pickle.dumps([one.to_dict() for one in made]))
        part.replace(kept)
    return made


def pile(traces: Sequence[Trace], size: int) -> list[Trace]:
    """So many traces: those given, then variants of them in turn."""
    words = [word for one in traces for word in one.document.text.split()]
    draw = random.Random(SEED)
    grown = list(traces[:size])
    while len(grown) < size:
        one = traces[len(grown) % len(traces)]
        text = f"{one.document.text}\n\n{' '.join(draw.choices(words, k=ADDED))}."
        grown.append(replace(one, document=replace(one.document, text=text)))
    return grown


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default="453,1000,2000,5000", help="numbers of documents, separated by commas")
    parser.add_argument("--traces", type=Path, help="where traces are kept from one run to the next")
    options = parser.parse_args()
    traces = traced(options.folder, options.traces)
    story(traces[:2])  # loads the model of sentence vectors
    print("| documents | CPU-seconds beyond tracing | times the first | documents times the first | peak memory, MB |")
    print("|---|---|---|---|---|")
    first: tuple[int, float] | None = None
    for size in [int(size) for size in options.sizes.split(",")]:
        documents = pile(traces, size)
        started = time.process_time()
        story(documents)
        spent = time.process_time() - started
        first = first or (size, spent)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {size:,} | {spent:.1f} | {spent / first[1]:.1f} | {size / first[0]:.1f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()
