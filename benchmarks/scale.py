"""What the engine of `whosays run` costs over the bare function, and what a second worker brings.

  python benchmarks/scale.py [--documents 2000] [--workers 1,2]

Articles are made of the project's own texts: each is one of ``examples/story`` with a number of its own in it. The bare
function reads, traces and tells them in one process (as `whosays story` does, its result written as JSON); the engine
does the same by `whosays run`. Overhead is CPU time, which other programs on the machine disturb least; speed-up is
time on the clock, which they do disturb.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from report import machine

ROOT = Path(__file__).parent.parent
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
    out.write(json.dumps(story(traces).to_dict()))
"""


def corpus(folder: Path, count: int) -> Path:
    """A file of so many articles as JSON lines, over ten days."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples" / "story").glob("*.txt"))]
    path = folder / "corpus.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            text = f"{texts[number % len(texts)]}\n\nThe report has the number {number}.\n"
            out.write(json.dumps({"text": text, "published": f"2031-03-{1 + number % 10:02}"}) + "\n")
    return path


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds on the clock, and of CPU with all processes that it starts. Raises where it fails."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - begun, cpu


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=2000)
    options.add_argument("--workers", default="1,2")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, none = corpus(folder, asked.documents), folder / "none.jsonl"
        none.write_text('{"text": "The mayor said so."}\n', encoding="utf-8")
        bare = [sys.executable, "-c", _BARE]
        _, starting = timed([*bare, str(none), str(folder / "none.json")])
        clock, cpu = timed([*bare, str(file), str(folder / "bare.json")])
        print(machine())
        print(f"bare: {clock:.1f} s, {cpu:.1f} CPU-s, of which {starting:.1f} to start")
        clocks = []
        for workers in map(int, asked.workers.split(",")):
            run = [sys.executable, "-m", "whosays", "run", "--workers", str(workers), "--output"]
            _, first = timed([*run, str(folder / f"none{workers}"), str(none)])
            took, used = timed([*run, str(folder / f"out{workers}"), str(file)])
            clocks.append(took)
            over = (used - first) / (cpu - starting) - 1
            print(
                f"engine, {workers} workers: {took:.1f} s, {used:.1f} CPU-s, of which {first:.1f} to start; "
                f"CPU over the bare function {over:.1%}; {asked.documents / took:.2f} documents a second; "
                f"{clocks[0] / took:.2f} times as fast as the first"
            )


if __name__ == "__main__":
    main()
