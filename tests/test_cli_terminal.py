"""The command line as a process: on a terminal, in a pipe, interrupted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sample import TEXT

pty = pytest.importorskip("pty")

# a tracing of its own, quick and the same everywhere: what is tested here is the process around it
COMMAND = """\
import sys, time, types
from tests.sample import sample
def trace(document):
    if "SLOW" in document.text:
        print("started", file=sys.stderr, flush=True)
        time.sleep(60)
    return sample()
sys.modules["whosays.trace"] = types.SimpleNamespace(trace=trace)
from whosays.cli import main
main()
"""
ROOT = Path(__file__).parent.parent
ENVIRONMENT = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}


def arguments(*words: object) -> list[str]:
    return [sys.executable, "-c", COMMAND, *map(str, words)]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def on_a_terminal(article: Path, **environment: str) -> str:
    """What a terminal would get on standard output."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        arguments("trace", article),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env={**ENVIRONMENT, "TERM": "xterm-256color", "LANG": "C.UTF-8", **environment},
    )
    os.close(theirs)
    found = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        found += piece
    os.close(ours)
    assert process.communicate()[1] == b""
    assert process.returncode == 0
    return found.decode()


def test_colours_on_a_terminal_and_none_where_they_are_not_wanted(article: Path) -> None:
    assert "\x1b[1m" in on_a_terminal(article)
    assert "\x1b[3" not in on_a_terminal(article, NO_COLOR="1")


def test_no_colours_in_a_pipe(article: Path) -> None:
    done = subprocess.run(arguments("trace", article), cwd=ROOT, capture_output=True, env=ENVIRONMENT, check=True)
    assert b"\x1b" not in done.stdout
    assert "unnamed source" in done.stdout.decode()


def test_a_terminal_that_cannot_write_every_letter(article: Path) -> None:
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(arguments("trace", article), cwd=ROOT, capture_output=True, env=environment, check=True)
    assert b"unnamed source: The lamp failed at two" in done.stdout


def test_json_is_utf8_whatever_the_terminal_can_write(article: Path) -> None:
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": "ascii"}
    command = arguments("trace", article, "--format", "json")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=environment, check=True)
    assert json.loads(done.stdout.decode("utf-8"))["document"]["outlet"] == "The Orrin Courier"


def test_a_reader_that_goes_away_is_no_error(article: Path) -> None:
    inputs = [article] * 400  # more than a pipe holds
    process = subprocess.Popen(
        arguments("trace", *inputs), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["int", "term", "hup"]
)
def test_a_signal_stops_it_at_once_and_leaves_nothing(
    tmp_path: Path, article: Path, sent: signal.Signals, status: int
) -> None:
    slow = tmp_path / "slow.txt"
    slow.write_text("SLOW, she said.", encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    process = subprocess.Popen(
        arguments("trace", article, slow, "-o", folder / "out.json"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        # a shell's background job starts with the signal ignored, and so would this child of the tests
        preexec_fn=lambda: signal.signal(sent, signal.SIG_DFL),
    )
    assert process.stderr is not None
    assert process.stderr.readline() == b"started\n"
    time.sleep(0.1)
    assert [path.suffix for path in folder.iterdir()] == [".part"]
    process.send_signal(sent)
    _, err = process.communicate(timeout=30)
    assert process.returncode == status
    assert b"Traceback" not in err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("given", [b"", b"\x00\x01\x02\x00\xff" * 100])
def test_standard_input_that_is_no_text(given: bytes) -> None:
    done = subprocess.run(arguments("trace", "-"), cwd=ROOT, input=given, capture_output=True, env=ENVIRONMENT)
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.startswith(b"whosays: standard input: ")
    assert done.stderr.count(b"\n") == 1


def test_closed_standard_input_is_told() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *arguments("trace", "-")],
        cwd=ROOT,
        capture_output=True,
        env=ENVIRONMENT,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(b"whosays: standard input: ")
    assert b"Traceback" not in done.stderr


def test_closed_standard_output_is_told(article: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *arguments("trace", article)],
        cwd=ROOT,
        capture_output=True,
        env=ENVIRONMENT,
    )
    assert done.returncode == 1
    assert b"standard output" in done.stderr
    assert b"Traceback" not in done.stderr
