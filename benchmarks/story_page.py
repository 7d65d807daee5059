"""What the page of a story costs: CPU-seconds and size beyond tracing and matching.

  python benchmarks/story_page.py FOLDER [--traces FILE] [--rounds N]

FOLDER is read as by ``python -m whosays.evaluation.stories``. Tracing takes minutes; ``--traces`` names a file in which
the traces are kept (pickle: only use a file of your own) and from which they are read where it is there.
"""

from __future__ import annotations

import argparse
import pickle
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from whosays.evaluation.stories import read
from whosays.model import Trace
from whosays.reports.story import report
from whosays.reports.story.html import page
from whosays.story import story
from whosays.trace import trace


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--traces", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    traces = _traces(given.folder, given.traces)
    told = story(traces)
    print(f"{len(told.documents)} documents, {len(told.claims)} claims, "
          f"{sum(len(c.documents) > 1 for c in told.claims)} made by several")  # fmt: skip
    print(f"{'':22}{'CPU-seconds':>12}{'kilobytes':>12}")
    for name, write in (
        ("page", lambda: page(told, traces)),
        ("page, --all", lambda: page(told, traces, everything=True)),
        ("text", lambda: report(told, traces)),
        ("text, --all", lambda: report(told, traces, everything=True)),
    ):
        taken, size = [], 0
        for _ in range(given.rounds):
            start = time.process_time()
            size = len(write().encode("utf-8", "replace"))
            taken.append(time.process_time() - start)
        print(f"{name:22}{median(taken):>12.2f}{size / 1000:>12,.0f}")
    return 0


def _traces(folder: Path, kept: Path | None) -> Sequence[Trace]:
    if kept is not None and kept.exists():
        found: Sequence[Trace] = pickle.loads(kept.read_bytes())
        return found
    documents, _ = read(folder)
    traces = [trace(document) for document in documents]
    if kept is not None:
        kept.write_bytes(pickle.dumps(traces))
    return traces


if __name__ == "__main__":
    raise SystemExit(main())
