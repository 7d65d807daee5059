"""What a user is told on standard error: one sentence at a time, safe to print."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback

from whosays.reports.visible import visible

READER_GONE = 141  # 128 + SIGPIPE, as a shell reports it


def say(sentence: str) -> None:
    """Print one sentence for the user on standard error, with nothing in it that a terminal would obey."""
    line = visible(sentence)
    try:
        print(f"whosays: {line}", file=sys.stderr, flush=True)
    except UnicodeEncodeError:
        print(f"whosays: {line.encode('ascii', 'backslashreplace').decode()}", file=sys.stderr, flush=True)
    except OSError:
        pass  # nobody is listening


def unexpected(error: Exception, name: str | None, *, debug: bool) -> None:
    """Tell of an error that is a fault of whosays, with the traceback where it was asked for."""
    if debug:
        traceback.print_exception(error)
    place = f"{name}: " if name else ""
    detail = " ".join(str(error).split())[:200]
    kind = type(error).__name__ + (f": {detail}" if detail else "")
    hint = "" if debug else "; --debug shows where it happened"
    say(f"{place}whosays failed on this in a way it should not ({kind}), please report it{hint}")


def reader_gone() -> int:
    """Stop quietly when the reader of our output has gone: nothing more can be written, nor flushed at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return READER_GONE
