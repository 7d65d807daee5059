"""The table, and what the figures were measured on. Nothing in it is filled in that was not measured."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Protocol

MEGA = 1_000_000
COLUMNS = (
    "tool",
    "version",
    "relation F1",
    "strict F1",
    "content F1",
    "words per CPU-second",
    "ratio to textacy",
    "peak memory, MB",
    "start to first article, CPU-s",
    "size with models, MB",
    "and with all it needs, MB",
)


class Timed(Protocol):
    """The CPU-seconds of each round, and of each fresh process."""

    seconds: list[float]
    starts: list[float]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one tool."""

    name: str
    version: str
    runs_on: str
    f1: Mapping[str, float]
    speeds: tuple[float, ...]
    starts: tuple[float, ...]
    peak_bytes: int
    own_bytes: int
    all_bytes: int

    @classmethod
    def of(cls, name: str, last: Mapping[str, Any], f1: Mapping[str, float], words: int, timed: Timed) -> Measured:
        """From a worker's last answer and its rounds."""
        return cls(
            name=name,
            version=last["version"],
            runs_on=f"Python {last['python']}" + (f", {last['parser']}" if last["parser"] else ""),
            f1=f1,
            speeds=tuple(words / seconds for seconds in timed.seconds),
            starts=tuple(timed.starts),
            peak_bytes=last["peak_bytes"],
            own_bytes=last["own_bytes"],
            all_bytes=last["all_bytes"],
        )


def table(measured: Sequence[Measured], beside: str = "textacy") -> str:
    """The figures as a Markdown table; the ratio is round by round, and left out where ``beside`` is missing."""
    other = next((m for m in measured if m.name == beside), None)
    columns = [c for c in COLUMNS if other is not None or not c.startswith("ratio")]
    rows = [columns, ["---"] * len(columns)]
    for m in measured:
        row = [m.name, m.version, *(f"{m.f1[f]:.1f}" for f in ("relation", "strict", "content"))]
        row.append(spread(m.speeds, ",.0f"))
        if other is not None:
            row.append(spread([a / b for a, b in zip(m.speeds, other.speeds, strict=True)], ".2f"))
        row += [f"{m.peak_bytes / MEGA:.0f}", spread(m.starts, ".2f")]
        row += [f"{size / MEGA:.1f}" for size in (m.own_bytes, m.all_bytes)]
        rows.append(row)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def spread(values: Sequence[float], form: str) -> str:
    """The median, and lowest to highest where they differ as printed."""
    middle, low, high = (format(v, form) for v in (median(values), min(values), max(values)))
    return middle if low == high else f"{middle} ({low} to {high})"


def machine() -> str:
    """A line that says what the figures were measured on, and when."""
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return (
        f"Measured {datetime.date.today().isoformat()} on {processor()}, {os.cpu_count()} CPUs{load}; "
        f"{platform.system()} {platform.machine()}; one thread for each tool."
    )


def processor(file: Path = Path("/proc/cpuinfo")) -> str:
    """The processor's name, with the vector instructions that int8 models gain from."""
    fields: dict[str, str] = {}
    if file.is_file():
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = line.partition(":")
            fields.setdefault(key.strip(), value.strip())
    name = fields.get("model name") or platform.processor() or platform.machine()
    flags = fields.get("flags", "").split()
    known = [f for f in ("avx2", "avx512f", "avx_vnni", "avx512_vnni") if f in flags]
    return f"{name} ({', '.join(known)})" if known else name
