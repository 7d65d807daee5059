"""Run the commands of docs/its-18-40.md and write their output under them; draw docs/annotated-report.svg.

Every ``sh`` block of the page that is followed by a ``text`` block is run on a copy of the examples, and what it prints
becomes that block. The picture is the report of one example with what each row of it is.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "its-18-40.md"
PICTURE = ROOT / "docs" / "annotated-report.svg"
EXAMPLE = "examples/story/saltmere-echo.txt"

_SHOWN = re.compile(r"(?ms)(?P<before>^```sh\n(?P<command>[^`]*?)^```\n\n```text\n).*?^```$")

# What each row of the report is, by its label; the claim itself has none.
_NOTES = {
    "": ("the claim", "in the article's own words"),
    "standing": ("standing", "what it rests on, who answered"),
    "chain": ("chain", "who has it from whom, inward"),
    "proof": ("proof", "the words that show it, and their line"),
    "answer": ("answer", "who answered and how, in their words"),
    "certainty": ("certainty", "how sure whoever said it was"),
    "grade": ("grade", "Admiralty digit, and the rules behind it"),
}
_ROW, _COLUMN, _TOP, _LEFT = 19, 7.85, 26, 16


def page(text: str) -> str:
    """The page with the output of each of its commands as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copytree(ROOT / "examples", place / "examples")
        return _SHOWN.sub(lambda m: f"{m['before']}{run(m['command'], place)}```", text)


def run(command: str, place: Path) -> str:
    """What a command of the page prints, run in a folder that has the examples. ``RuntimeError`` where it fails.

    Whosays runs in this process, which has its networks open already; whatever else a line names, in a shell.
    """
    shown = b""
    with contextlib.chdir(place):
        for line in re.split(r"\n|&&", command.strip()):
            shown += _piped(line)
    return shown.decode().strip("\n") + "\n"


def _piped(line: str) -> bytes:
    """What a pipe prints at its end."""
    passed = b""
    for stage in line.split("|"):
        words = shlex.split(stage)
        if words[0] == "whosays":
            passed = _whosays(words[1:], passed)
        elif words[0] == "cd":
            os.chdir(words[1])
        else:
            passed = subprocess.run(["/bin/sh", "-c", stage], input=passed, capture_output=True, check=True).stdout  # noqa: S603  # the project's own pages
    return passed


def _whosays(arguments: list[str], given: bytes) -> bytes:
    from whosays import cli

    said, told = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    plain = {name: os.environ.pop(name, None) for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
            status = cli.run(arguments)
    finally:
        sys.stdin = before
        os.environ.update({name: value for name, value in plain.items() if value is not None})
    for stream in (said, told):
        stream.flush()
    out, err = (stream.buffer.getvalue() for stream in (said, told))
    if status or err:
        raise RuntimeError(f"{arguments!r} ended with {status}: {err.decode()}")
    return out


def picture() -> str:
    """The first claim of the example's report, every row with a note of what it is, as SVG."""
    from whosays import read, trace
    from whosays.reports.text import Look, report

    shown = report(trace(read(str(ROOT / EXAMPLE))), everything=True, look=Look(92))
    first = re.split(r"(?m)^ 2  ", re.split(r"(?m)^ 1  ", shown, maxsplit=1)[1], maxsplit=1)[0]
    lines = [f" 1  {first.splitlines()[0]}", *(line for line in first.splitlines()[1:] if line.strip())]
    right = _LEFT + max(map(len, lines)) * _COLUMN + 24
    width, height = round(right + 290), _TOP + len(lines) * _ROW + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="The report of one claim, with what each row of it is" font-family="monospace" font-size="13">',
        f'<rect width="{width}" height="{height}" rx="6" fill="#fbfaf7"/>',
    ]
    for number, line in enumerate(lines):
        y = _TOP + number * _ROW
        weight = ' font-weight="bold"' if number == 0 else ""
        parts.append(f'<text x="{_LEFT}" y="{y}" fill="#222" xml:space="preserve"{weight}>{escape(line)}</text>')
        label = line.strip().split(" ")[0] if re.match(r" {4}[a-z]", line) else "" if number == 0 else None
        if label in _NOTES:
            name, words = _NOTES[label]
            start = _LEFT + len(line) * _COLUMN + 6
            parts.append(f'<line x1="{start:.0f}" y1="{y - 4}" x2="{right - 6:.0f}" y2="{y - 4}" '
                         f'stroke="#b8860b" stroke-dasharray="2 3"/>')  # fmt: skip
            parts.append(f'<text x="{right:.0f}" y="{y}" fill="#8a5a00" font-family="sans-serif" font-size="12">'
                         f'<tspan font-weight="bold">{escape(name)}</tspan> {escape(words)}</text>')  # fmt: skip
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    PICTURE.write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
