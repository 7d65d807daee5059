"""What the user's INPUT arguments name: files, the files of a folder, addresses, standard input."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from whosays.errors import InputError, UsageError
from whosays.model import Document

STDIN = "-"
STDIN_NAME = "standard input"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to trace: ``-``, an address, a file, or a problem found while looking for it."""

    argument: str
    problem: InputError | None = None

    @property
    def name(self) -> str:
        """What the user knows it by."""
        return STDIN_NAME if self.argument == STDIN else self.argument

    @property
    def path(self) -> Path | None:
        """The file it is; none for an address and for standard input."""
        return None if self.argument == STDIN or _ADDRESS.match(self.argument) else Path(self.argument)

    def read(self) -> Document:
        """The document; ``InputError`` where it cannot be had."""
        from whosays.reading import read

        if self.problem:
            raise self.problem
        if self.argument != STDIN:
            path = self.path
            return read(self.argument if path is None else path, name=self.argument)
        if sys.stdin is None:
            raise InputError(STDIN_NAME, "it is closed")
        try:
            return read(sys.stdin.buffer, name=STDIN_NAME)
        except OSError as error:
            raise InputError(STDIN_NAME, f"it cannot be read ({error.strerror or error})") from None


def expand(arguments: Sequence[str]) -> list[Input]:
    """The inputs that the arguments name, in order, folders replaced by their files.

    Raises ``UsageError`` where standard input is asked for twice. A folder that cannot be used becomes an input whose
    ``problem`` says why, so that the others are still done.
    """
    if arguments.count(STDIN) > 1:
        raise UsageError("standard input (-) can be given only once")
    inputs: list[Input] = []
    for argument in arguments:
        item = Input(argument)
        if item.path is not None and item.path.is_dir():
            inputs.extend(_files(argument))
        else:
            inputs.append(item)
    return inputs


def several(arguments: Sequence[str]) -> bool:
    """True where the arguments ask for more than one document, whatever a folder turns out to hold."""
    return len(arguments) > 1 or any(path is not None and path.is_dir() for path in (Input(a).path for a in arguments))


def _files(folder: str) -> list[Input]:
    """A folder's files, at any depth, by name; hidden ones are left out."""
    failed: list[OSError] = []
    found: list[str] = []
    for root, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (os.path.join(root, name) for name in sorted(files) if not name.startswith("."))
        found.extend(path for path in paths if os.path.isfile(path))
    problems = [
        Input(str(e.filename), InputError(str(e.filename), f"the folder cannot be read ({e.strerror})")) for e in failed
    ]
    if not found and not problems:
        problems.append(Input(folder, InputError(folder, "the folder holds no files")))
    return [*map(Input, found), *problems]
