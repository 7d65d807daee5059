"""How the CPU time of a trace grows with its text, for each text of ``tests/floods.py`` that is built to be slow.

  python benchmarks/growth.py [TEXT...] [--sizes 16000,1000000]

``CPU-s`` is the time of a trace, networks and all. A long text is read in parts (`whosays.parts`), and of a text that
is one thing again and again many parts are the same, letter for letter: what one of them costs is measured once and
counted for each, since the whole would take a day. What is done to the whole text, cutting and joining, is done to all
of it. ``growth`` is how many times more the larger text takes, over how many times larger it is: 1.00 is linear.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from report import machine

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.floods import TRACED
from whosays import trace as _  # noqa: F401  (the function hides the module of its name)
from whosays.model import Document, Trace

tracing = sys.modules["whosays.trace"]


class Once:
    """Reads each part once, and counts its time for each that is the same."""

    def __init__(self, read: Any) -> None:
        self._read = read
        self._kept: dict[str, tuple[float, Trace]] = {}
        self.parts = 0
        self.saved = 0.0

    def __call__(self, document: Document, register: Any) -> Trace:
        self.parts += 1
        if document.text in self._kept:
            seconds, made = self._kept[document.text]
            self.saved += seconds
            return made
        begun = time.process_time()
        made = self._read(document, register)
        self._kept[document.text] = time.process_time() - begun, made
        return made


def cost(text: str, read: Any) -> tuple[float, int, int]:
    """CPU-seconds of a trace, how many parts it has, and how many of them differ."""
    once = Once(read)
    tracing._read = once  # type: ignore[attr-defined]
    begun = time.process_time()
    tracing.trace(Document(text, language="en"))
    return time.process_time() - begun + once.saved, once.parts, len(once._kept)


def main() -> int:
    """Measures each text at each size and prints a line for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", help="which; all without")
    parser.add_argument("--sizes", default="16000,1000000")
    given = parser.parse_args()
    read = tracing._read  # type: ignore[attr-defined]
    small, large = map(int, given.sizes.split(","))
    print(f"# {machine()}; {small:,} and {large:,} characters", flush=True)
    cost(TRACED["prose"](2_000), read)
    worst = 0.0
    for name in given.texts or TRACED:
        least = cost(TRACED[name](small), read)[0]
        most, parts, differ = cost(TRACED[name](large), read)
        growth = most / max(least, 0.05) / (large / small)
        worst = max(worst, growth)
        told = f"{parts:4} parts ({differ:2} differ)  growth {growth:5.2f}"
        print(f"{name:<22}{least:8.2f}{most:9.1f} CPU-s {told}", flush=True)
    print(f"# growth at most {worst:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
