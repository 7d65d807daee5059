"""The files of a folder."""

from __future__ import annotations

import os

from whosays.errors import InputError


def files_in(folder: str) -> tuple[list[str], list[InputError]]:
    """A folder's files, at any depth, by name, hidden ones left out; and what of it could not be looked into.

    A link that leads out of the folder is not followed: who may put one there could otherwise have any file read.
    """
    failed: list[OSError] = []
    found: list[str] = []
    for root, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (os.path.join(root, name) for name in sorted(files) if not name.startswith("."))
        found.extend(path for path in paths if os.path.isfile(path))
    problems = [InputError(str(e.filename), f"the folder cannot be read ({e.strerror})") for e in failed]
    inside = os.path.join(os.path.realpath(folder), "")
    out = [path for path in found if os.path.islink(path) and not os.path.realpath(path).startswith(inside)]
    if out:
        found = [path for path in found if path not in set(out)]
        problems += [
            InputError(path, "it is a link that leads out of the folder; give the file itself") for path in out
        ]
    if not found and not problems:
        problems.append(InputError(folder, "the folder holds no files"))
    return found, problems
