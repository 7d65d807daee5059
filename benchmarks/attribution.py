"""whosays beside what a user would install instead: one table, measured in one run.

  python benchmarks/attribution.py GOLD_DIR [--rivals PYTHON] [--pipeline NAME] [--texts N] [--rounds N] [--tools A,B]

GOLD_DIR holds ``text/*.txt`` and ``attributions/*.ann`` (brat standoff, PolNeAR's layout). The other tools run in their
own environment, so that neither side's dependencies bind the other's:

  python -m venv build/rivals
  build/rivals/bin/pip install -r benchmarks/requirements.txt
  build/rivals/bin/python -m spacy download en_core_web_sm
  python benchmarks/attribution.py GOLD_DIR --rivals build/rivals/bin/python

Every tool has a process of its own, on one thread, and takes its turn in every round, so that a machine which slows
down slows all of them. CPU time is counted, not the clock on the wall; the table has the medians. A tool that cannot
be run here is left out of the table, with the reason below it. Where no model hub can be reached, standin.py makes a
pipeline of the real one's size: --pipeline takes its folder.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from report import Measured, machine, table
from tools import PIPELINE, TOOLS

from whosays.errors import InputError
from whosays.evaluation.attribution import read_gold
from whosays.evaluation.scoring import Event, Scored, score

WORKER = Path(__file__).with_name("worker.py")
FIRST_ARTICLE = 500  # words
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
) | {"TOKENIZERS_PARALLELISM": "false", "CUDA_VISIBLE_DEVICES": ""}

Gold = dict[str, tuple[str, list[Event]]]


@dataclass
class Runner:
    """A tool's process, and what it has answered so far."""

    name: str
    process: subprocess.Popen[str]
    seconds: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)

    def ask(self, line: str) -> dict[str, Any]:
        """Send a line and wait for the answer; a process that died answers with ``not_here``."""
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """The next answer."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        return json.loads(line) if line else {"not_here": f"its process ended with status {self.process.wait()}"}

    def finish(self) -> dict[str, Any]:
        """Close the input; the last answer."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        last = self.answer()
        self.process.wait()
        return last


def start(name: str, python: str, pipeline: str) -> Runner:
    """A tool's process, one thread wide."""
    command = [python, "-W", "ignore", str(WORKER), name, pipeline]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment()
    )
    return Runner(name, process)


def environment() -> dict[str, str]:
    """The environment of every process that is measured."""
    return {**os.environ, **ONE_THREAD}


def first_article(texts: Sequence[str], words: int = FIRST_ARTICLE) -> str:
    """The first ``words`` words of the first text that has as many, lines kept; of the longest where none has."""
    enough = [t for t in texts if len(t.split()) >= words]
    text = enough[0] if enough else max(texts, key=lambda t: len(t.split()))
    ends = [word.end() for word in re.finditer(r"\S+", text)]
    return text[: ends[words - 1]] if len(ends) > words else text


def start_seconds(name: str, python: str, pipeline: str, file: Path) -> float:
    """CPU-seconds of a process that starts, analyses one file and ends; of whosays, what its user types."""
    command = [python, "-W", "ignore", str(WORKER), name, pipeline, str(file)]
    if name == "whosays":
        command = [python, "-c", "from whosays.cli import main; main()", "trace", str(file), "--format", "json"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment())
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{name} ended with status {process.returncode} on its first article")
    return usage.ru_utime + usage.ru_stime


def measure(gold: Gold, pythons: dict[str, str], pipeline: str, rounds: int) -> tuple[list[Measured], dict[str, str]]:
    """What was measured of each tool, and why the others were not."""
    texts = [text for text, _ in gold.values()]
    missing: dict[str, str] = {}
    measured: list[Measured] = []
    with contextlib.ExitStack() as stack:
        runners = []
        for name, python in pythons.items():
            runner = start(name, python, pipeline)
            stack.callback(_end, runner.process)
            answer = runner.ask(json.dumps(texts))
            if "ready" in answer:
                runners.append(runner)
            else:
                missing[name] = answer["not_here"]
        file = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "article.txt"
        file.write_text(first_article(texts), encoding="utf-8")
        for number in range(rounds):
            for runner in runners if number % 2 == 0 else runners[::-1]:
                print(f"round {number + 1} of {rounds}: {runner.name}", file=sys.stderr)
                runner.seconds.append(runner.ask("again")["cpu_seconds"])
                runner.starts.append(start_seconds(runner.name, pythons[runner.name], pipeline, file))
        words = sum(len(text.split()) for text in texts)
        for runner in runners:
            last = runner.finish()
            measured.append(Measured.of(runner.name, last, figures(gold, last["found"]), words, runner))
    return measured, missing


def figures(gold: Gold, found: Sequence[Sequence[Event]]) -> dict[str, float]:
    """F1 of relation, strict and content."""
    pairs = zip(gold.values(), found, strict=True)
    scored = score(Scored(text, events, predicted) for (text, events), predicted in pairs)
    return {name: scored[name]["f1"] for name in ("relation", "strict", "content")}


def _end(process: subprocess.Popen[str]) -> None:
    """End a process that is still there."""
    if process.poll() is None:
        process.kill()
        process.wait()


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="whosays beside textacy and sayswho, on the same texts in the same run."
    )
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR", help="a folder with text/*.txt and attributions/*.ann")
    parser.add_argument(
        "--rivals", default=sys.executable, metavar="PYTHON", help="the Python that has the other tools"
    )
    parser.add_argument(
        "--pipeline", default=PIPELINE, help="the spaCy pipeline they parse with (%(default)s), or its folder"
    )
    parser.add_argument("--texts", type=positive, metavar="N", help="only N texts, spread over the folder")
    parser.add_argument(
        "--rounds", type=positive, default=5, metavar="N", help="how often each tool runs (%(default)s)"
    )
    parser.add_argument("--tools", default=",".join(TOOLS), help="which tools, with commas (%(default)s)")
    options = parser.parse_args(given)
    options.tools = [t for t in options.tools.split(",") if t]
    if unknown := [t for t in options.tools if t not in TOOLS]:
        parser.error(f"no such tool: {', '.join(unknown)}")
    return options


def positive(value: str) -> int:
    """A number over zero."""
    number = int(value)
    if number < 1:
        raise ValueError(value)
    return number


def some(gold: Gold, number: int | None) -> Gold:
    """``number`` of the texts, evenly spread; all of them where there is no number."""
    if number is None or number >= len(gold):
        return gold
    stems = list(gold)
    return {stem: gold[stem] for stem in (stems[i * len(stems) // number] for i in range(number))}


def lines(
    measured: Sequence[Measured], missing: dict[str, str], gold: Gold, options: argparse.Namespace
) -> Iterator[str]:
    """All that is printed."""
    yield table(measured)
    yield ""
    words = sum(len(text.split()) for text, _ in gold.values())
    texts, rounds = counted(len(gold), "text"), counted(options.rounds, "round")
    yield f"{texts}, {words:,} words; medians of {rounds}, the lowest and highest in brackets."
    for m in measured:
        yield f"{m.name}: {TOOLS[m.name].what}; {m.runs_on}."
    for name, why in missing.items():
        yield f"{name}: not measured, {why}."
    yield machine()


def counted(number: int, thing: str) -> str:
    """ "1 text", "2 texts"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def main() -> int:
    """Measure and print."""
    options = arguments()
    try:
        gold = some(read_gold(options.gold), options.texts)
    except InputError as error:
        print(f"attribution.py: {error}", file=sys.stderr)
        return 1
    pythons = {name: sys.executable if name == "whosays" else options.rivals for name in options.tools}
    measured, missing = measure(gold, pythons, options.pipeline, options.rounds)
    print("\n".join(lines(measured, missing, gold, options)))
    return 0 if measured else 1


if __name__ == "__main__":
    sys.exit(main())
