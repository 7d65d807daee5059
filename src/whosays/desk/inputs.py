"""What the user's INPUT arguments name: files, the files of a folder, addresses, standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from whosays.errors import InputError, UsageError

if TYPE_CHECKING:
    from whosays.reading.items import Fetch, Item

STDIN = "-"
STDIN_NAME = "standard input"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to trace: ``-``, an address, a file, or a problem found while looking for it.

    ``called`` is what the user knows it by where that is not the argument: the name of a file that was sent.
    """

    argument: str
    problem: InputError | None = None
    called: str | None = None

    @property
    def name(self) -> str:
        """What the user knows it by."""
        if self.called is not None:
            return self.called
        if self.argument == STDIN:
            return STDIN_NAME
        if self.path is not None:
            return self.argument
        from whosays.fetching.urls import shown_as

        return shown_as(self.argument)

    @property
    def is_address(self) -> bool:
        """True for what is fetched."""
        return self.argument != STDIN and self.path is None

    @property
    def path(self) -> Path | None:
        """The file it is; none for an address and for standard input."""
        return None if self.argument == STDIN or _ADDRESS.match(self.argument) else Path(self.argument)

    def items(self, fetch: Fetch | None = None) -> Iterator[Item]:
        """Its documents, or what kept them from being read; ``fetch`` gets the pages behind the entries of a feed."""
        from whosays.reading.apart import documents
        from whosays.reading.items import Item

        if self.problem:
            yield Item(self.name, problem=self.problem)
        elif self.argument != STDIN:
            path = self.path
            yield from documents(self.argument if path is None else path, name=self.name, fetch=fetch)
        elif sys.stdin is None:
            yield Item(STDIN_NAME, problem=InputError(STDIN_NAME, "it is closed"))
        else:
            yield from documents(sys.stdin.buffer, name=STDIN_NAME, fetch=fetch)


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
    from whosays.reading.folder import files_in

    found, problems = files_in(folder)
    return [*map(Input, found), *(Input(problem.name, problem) for problem in problems)]
