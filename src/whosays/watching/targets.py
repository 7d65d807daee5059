"""Where notices go: a webhook, a command, a file, a chat. Each gets every notice at least once, and its id with it."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from whosays.errors import UsageError
from whosays.fetching.exchange import Guard
from whosays.watching.chat import chat
from whosays.watching.undelivered import Undelivered
from whosays.watching.webhook import SECRET, webhook

_COMMAND_SECONDS = 60.0
_MOST_SAID = 4_096


class Target(Protocol):
    """One place that notices go to."""

    @property
    def name(self) -> str:
        """What it is called in messages and in the state: nothing secret."""

    def deliver(self, identifier: str, body: str) -> None:
        """Hands over one notice (JSON). Raises Undelivered."""


@dataclass(frozen=True, slots=True)
class Command:
    """A program that is run for each notice, with the JSON on standard input; exit status 0 means that it is taken.

    No shell reads anything: the words are split once, from the command line, and nothing of a notice is among them.
    """

    words: tuple[str, ...]
    seconds: float = _COMMAND_SECONDS

    @property
    def name(self) -> str:
        """The program without its arguments, which may hold secrets."""
        return f"command:{self.words[0]}"

    def deliver(self, identifier: str, body: str) -> None:
        """Runs the program once. Raises Undelivered where it fails, is missing, or takes over a minute."""
        environment = {key: value for key, value in os.environ.items() if key != SECRET}
        try:
            running = subprocess.Popen(  # noqa: S603  # the user's own command, split without a shell
                self.words,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={**environment, "WHOSAYS_NOTICE": identifier},
                start_new_session=True,
            )
        except OSError as error:
            raise Undelivered(f"it cannot be run ({error.strerror or error})") from error
        try:
            _, said = running.communicate(body.encode("utf-8", "surrogatepass") + b"\n", timeout=self.seconds)
        except subprocess.TimeoutExpired:
            # Its own children too: it was started as the first of a session.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.communicate()
            raise Undelivered(f"it did not end within {self.seconds:g} seconds") from None
        except OSError as error:
            running.kill()
            running.communicate()
            raise Undelivered(f"it does not read its input ({error.strerror or error})") from error
        if running.returncode != 0:
            lines = said[-_MOST_SAID:].decode("utf-8", "replace").strip().splitlines()
            last = f": {lines[-1][:200]}" if lines else ""
            raise Undelivered(f"it ended with status {running.returncode}{last}")


@dataclass(frozen=True, slots=True)
class File:
    """A file that each notice is appended to as one line of JSON, whole or not at all."""

    path: Path

    @property
    def name(self) -> str:
        """``file:`` and the path as given."""
        return f"file:{self.path}"

    def deliver(self, identifier: str, body: str) -> None:
        """Appends one line and waits until it is on the disk. Raises Undelivered; the file is then as it was."""
        line = body.encode("utf-8", "surrogatepass") + b"\n"
        try:
            with open(self.path, "ab+", buffering=0) as file:
                end = file.seek(0, os.SEEK_END)
                if end:
                    # A line that a crash cut off gets its end, so that this one stands alone.
                    file.seek(end - 1)
                    line = line if file.read(1) == b"\n" else b"\n" + line
                try:
                    if file.write(line) != len(line):
                        raise OSError(28, "there is no space left")
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(end)
                    raise
        except OSError as error:
            raise Undelivered(f"it cannot be written ({error.strerror or error})") from error


def target(text: str, environment: Mapping[str, str], private: frozenset[tuple[str, int]]) -> Target:
    """The target that a ``--notify`` value names. Raises UsageError.

    ``private`` are the hosts, with their ports, which a webhook may be on though they have no public address.
    """
    kind, colon, rest = text.partition(":")
    rest = rest.strip()
    if not colon or not rest or kind not in ("webhook", "command", "file", "apprise"):
        raise UsageError("--notify: give webhook:https://…, command:…, file:… or apprise:…")
    if kind == "apprise":
        return chat(rest, environment)
    if kind == "webhook":
        return webhook(rest, environment.get(SECRET), Guard(private=private))
    if kind == "file":
        path = Path(rest)
        if path.is_dir() or not path.parent.is_dir():
            raise UsageError(f"--notify {text}: {'that is a folder' if path.is_dir() else 'its folder does not exist'}")
        return File(path)
    try:
        words = tuple(shlex.split(rest))
    except ValueError as error:
        raise UsageError(f"--notify command: the command cannot be split into words ({error})") from None
    if not words or shutil.which(words[0]) is None:
        raise UsageError(f"--notify command: there is no program {words[0] if words else ''}")
    return Command(words)
