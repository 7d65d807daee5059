"""The quality gate: measured figures against the floors and ceilings of quality/floors.json.

  python scripts/gate.py                     measure, compare; exit status 1 where a figure is on the wrong side
  python scripts/gate.py --only gold,start   measure these suites only
  python scripts/gate.py --update            raise floors that are beaten; refuses where one would have to be lowered
  python scripts/gate.py --update --lower "why"   lower them as well; the reason is kept in the file

Every suite pins the digest of the data that its figures were measured on, so that a figure and its data cannot drift
apart: where the data is another, the gate shuts until --update --lower "why" says why it was changed.

Data that is no part of the project is looked for in ``../shared/data``, or in the folder that WHOSAYS_DATA names. A
suite whose data is not there is left out, and the gate says so.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import math
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "quality" / "floors.json"
SPEED = "words_per_cpu_second"  # depends on the machine: its floor is a promise, not a record

Figures = dict[str, float]


def just_under(value: float) -> float:
    """A floor a little under what was measured, since another processor rounds differently: half a point, or 0.01."""
    return math.floor((value - 0.5) * 10) / 10 if value > 1.5 else math.floor((value - 0.01) * 1000) / 1000


def flat(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """Every number of nested figures under its dotted name."""
    for key, value in figures.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield f"{prefix}{key}", float(value)


def start_up() -> Mapping[str, Any]:
    """CPU-seconds of ``whosays --help``, the best of five."""
    return {"help_cpu_seconds": min(_cpu_seconds("--help") for _ in range(5))}


def _cpu_seconds(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from whosays.cli import main; main()", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, 3)


def folder_of(suite: Mapping[str, Any], data: Path) -> Path | None:
    """The folder a suite measures on; none for the one that measures the command line."""
    if "package" in suite:
        return None
    return ROOT / suite["folder"] if "folder" in suite else data / suite["data"]


def digest(folder: Path) -> str:
    """One hash over the names and contents of all files below a folder, hidden ones and caches left out."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in name.parts):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            total.update(f"{name.as_posix()}\0{content}\n".encode())
    return f"sha256:{total.hexdigest()}"


def measure(name: str, folder: Path | None) -> Figures:
    """The figures of a suite on the data in a folder."""
    if folder is None:
        return dict(flat(start_up()))
    evaluate: Callable[[Path], Mapping[str, Any]] = import_module(f"whosays.evaluation.{name}").evaluate
    return dict(flat(evaluate(folder)))


def compare(name: str, suite: Mapping[str, Any], figures: Figures) -> list[str]:
    """What is on the wrong side, as sentences; prints every figure that has a floor or a ceiling."""
    wrong = []
    for kind, sign, fails in (("floors", ">=", lambda v, at: v < at), ("ceilings", "<=", lambda v, at: v > at)):
        for figure, at in suite.get(kind, {}).items():
            value = figures.get(figure)
            bad = value is None or fails(value, at)
            shown = "not measured" if value is None else f"{value:g}"
            print(f"{'FAIL' if bad else 'ok':>4}  {name} {figure}: {shown} ({sign} {at:g})")
            if bad:
                wrong.append(f"{name} {figure} is {shown}, the {kind[:-1]} is {at:g}")
    return wrong


def drifted(name: str, suite: Mapping[str, Any], found: str | None) -> list[str]:
    """A sentence where the data of a suite is not the data that its figures were pinned on."""
    if found is None or suite.get("digest") == found:
        return []
    print(f"FAIL  {name} data: {found} (pinned: {suite.get('digest', 'nothing')})")
    return [f"{name}: its data is not the data that its floors were measured on"]


def repin(floors: dict[str, Any], name: str, found: str | None, reason: str | None) -> list[str]:
    """Pin the digest of a suite's data, another one than before only for a reason; returns what was refused."""
    suite = floors["suites"][name]
    before = suite.get("digest")
    if found is None or found == before:
        return []
    if before is not None and reason is None:
        return [f"{name}: its data is another than what was pinned; --lower needs a reason"]
    suite["digest"] = found
    if before is not None:
        floors["lowered"].append({"figure": f"{name} data", "from": before, "to": found, "why": reason, "on": _today()})
    return []


def _today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def update(floors: dict[str, Any], name: str, figures: Figures, reason: str | None) -> list[str]:
    """Raise the floors of a suite to what was measured, lower them only for a reason; returns what was refused."""
    refused = []
    own = floors["suites"][name].get("floors", {})
    for figure, at in own.items():
        if figure not in figures or figure == SPEED:
            continue
        new = just_under(figures[figure])
        if new > at:
            own[figure] = new
        elif figures[figure] < at and reason is None:
            refused.append(f"{name} {figure}: {figures[figure]:g} is under the floor {at:g}; --lower needs a reason")
        elif figures[figure] < at:
            own[figure] = new
            floors["lowered"].append(
                {"figure": f"{name} {figure}", "from": at, "to": new, "why": reason, "on": _today()}
            )
    return refused


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="suites to measure, separated by commas")
    parser.add_argument("--update", action="store_true", help="raise the floors that are beaten")
    parser.add_argument("--lower", metavar="REASON", help="with --update, lower floors that are missed")
    options = parser.parse_args(arguments)
    if options.lower is not None and not (options.update and options.lower.strip()):
        parser.error("--lower needs --update and a reason")
    return options


def main(arguments: list[str] | None = None, path: Path = FLOORS) -> int:
    """Measure and compare, or update; the exit status."""
    options = parse(arguments)
    floors = json.loads(path.read_text(encoding="utf-8"))
    wanted = [name for name in options.only.split(",") if name] or list(floors["suites"])
    unknown = set(wanted) - set(floors["suites"])
    if unknown:
        print(f"no such suite: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    data = Path(os.environ.get("WHOSAYS_DATA") or ROOT.parent / "shared" / "data")
    wrong, refused, measured = [], [], 0
    for name in wanted:
        suite = floors["suites"][name]
        folder = folder_of(suite, data)
        if folder is not None and not folder.is_dir():
            print(f"{name}: left out, its data is not there ({suite.get('data', suite.get('folder'))})")
            continue
        found = digest(folder) if folder else None
        figures = measure(suite.get("measure", name), folder)
        measured += 1
        if options.update:
            refused += update(floors, name, figures, options.lower) + repin(floors, name, found, options.lower)
        wrong += drifted(name, suite, found) + compare(name, floors["suites"][name], figures)
    for sentence in refused:
        print(f"refused: {sentence}", file=sys.stderr)
    if options.update and not refused:
        path.write_text(json.dumps(floors, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"gate: {measured} of {len(wanted)} suites measured, {len(wrong)} figures on the wrong side")
    return 1 if wrong or refused else 0


if __name__ == "__main__":
    sys.exit(main())
