"""One tool in one process: what ``attribution.py`` starts, and talks to in lines of JSON.

worker.py TOOL PIPELINE           reads a line with the texts, says ``ready``, then does a round for each line it gets
worker.py TOOL PIPELINE FILE      analyses a file and ends: the start and the first article of a fresh process
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tools import TOOLS, NotHere, installed_bytes, pipeline_name

WARM = 'The first call loads what a tool loads late, the builder said. "It is not timed," she added.'


def say(answer: dict[str, Any]) -> None:
    """Answer with a line."""
    print(json.dumps(answer), flush=True)


def peak_bytes() -> int:
    """The largest memory that this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def describe(name: str, pipeline: str) -> dict[str, Any]:
    """Versions and sizes of what is measured."""
    own, everything = installed_bytes(name, pipeline)
    return {
        "version": version(TOOLS[name].distribution),
        "parser": pipeline_name(pipeline) if TOOLS[name].parses else None,
        "python": sys.version.split()[0],
        "own_bytes": own,
        "all_bytes": everything,
    }


def main() -> None:
    """Do as the module's docstring says."""
    name, pipeline, *file = sys.argv[1:]
    try:
        analyse = TOOLS[name].load(pipeline)
    except NotHere as error:
        say({"not_here": str(error)})
        return
    if file:
        analyse(Path(file[0]).read_text(encoding="utf-8"))
        return
    texts: list[str] = json.loads(sys.stdin.readline())
    analyse(WARM)
    say({"ready": True})
    found: list[Any] = []
    for _ in sys.stdin:
        started = time.process_time()
        found = [analyse(text) for text in texts]
        seconds = time.process_time() - started
        say({"cpu_seconds": seconds})
    say({"found": found, "peak_bytes": peak_bytes(), **describe(name, pipeline)})


if __name__ == "__main__":
    main()
