"""Folders that are watched: which files are new or changed, and no longer being written.

A file is ready when two looks at it, some time apart, find the same size, time and inode: time is what passed between
the looks, and not what a file's date says of it, since a clock that jumps or a copied date would be believed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from whosays.errors import InputError

Stamp = tuple[int, int, int]
"""Inode, size and time of the last change (nanoseconds): the same stamp, the same content, as far as can be told."""

MOST_FILES = 1_000_000
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".swp", "~")


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a folder or file found: the stamp of each file by its path, and what could not be looked at."""

    stamps: Mapping[str, Stamp]
    problems: tuple[InputError, ...] = ()


def look(place: str) -> Look:
    """The files of a folder at any depth, or the file itself. Hidden and unfinished ones are left out.

    Symbolic links are not followed: who may put a link into the folder could otherwise have any file read.
    """
    problems: list[InputError] = []
    stamps: dict[str, Stamp] = {}
    for path in _paths(place, problems):
        try:
            found = os.stat(path, follow_symlinks=path == place)
        except FileNotFoundError:
            if path == place:
                problems.append(InputError(place, "there is no such file or folder"))
            continue
        except OSError as error:
            problems.append(InputError(path, f"it cannot be looked at ({error.strerror or error})"))
            continue
        if stat.S_ISREG(found.st_mode):
            stamps[path] = stamp(found)
        if len(stamps) >= MOST_FILES:
            problems.append(InputError(place, f"it holds more than {MOST_FILES:,} files; the rest is left out"))
            break
    return Look(stamps, tuple(problems))


def stamp(found: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return found.st_ino, found.st_size, found.st_mtime_ns


def ready(known: Mapping[str, Stamp], before: Mapping[str, Stamp], now: Mapping[str, Stamp]) -> tuple[str, ...]:
    """The files to read, by name: new or changed against ``known``, and the same in both looks; empty ones wait."""
    return tuple(
        sorted(path for path, mark in now.items() if known.get(path) != mark == before.get(path) and mark[1] > 0)
    )


def _paths(place: str, problems: list[InputError]) -> Iterator[str]:
    if not Path(place).is_dir():
        yield place
        return

    def failed(error: OSError) -> None:
        problems.append(InputError(str(error.filename), f"the folder cannot be read ({error.strerror or error})"))

    for root, folders, files in os.walk(place, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and not name.lower().endswith(_UNFINISHED):
                yield os.path.join(root, name)
