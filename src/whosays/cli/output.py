"""Where output goes: standard output, or a file that is either whole or not there."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whosays.cli.messages import READER_GONE, reader_gone
from whosays.errors import UsageError, WhosaysError

if TYPE_CHECKING:
    from whosays.reports.terminal import Look

STDOUT = Path("-")
_SQLITE = b"SQLite format 3\0"


class Format(StrEnum):
    """What ``--format`` of a report offers."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


AnyFormat = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="text|json|html",
        help="How to write it: text, json, or html (one file for a browser). Without it, the ending of the --output "
        "file decides, else text.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to FILE instead of standard output: the whole report, or nothing where something fails.",
        show_default=False,
    ),
]

_BY_ENDING = {".json": Format.JSON, ".html": Format.HTML, ".htm": Format.HTML}


def destination(output: Path | None, format: Format | None) -> tuple[Path | None, Format]:
    """The file to write (``None`` for standard output) and how: as asked for, else as its ending says, else as text."""
    target = None if output in (None, STDOUT) else output
    if format is None:
        format = _BY_ENDING.get(target.suffix.lower(), Format.TEXT) if target else Format.TEXT
    return target, format


def check_output(output: Path, inputs: Sequence[Path]) -> None:
    """Refuse, before any work is done, an output that could not be written or would overwrite an input.

    Raises ``UsageError`` where it is a folder or one of the inputs, ``WhosaysError`` where its folder is missing or
    does not let us write.
    """
    try:
        os.stat(output)
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
            raise UsageError(f"{str(output)[:80]}…: that is too long for the name of a file") from None
    except ValueError:
        raise UsageError("the output is no name of a file") from None
    if output.is_dir():
        raise UsageError(f"{output}: the output is a folder, give the name of a file")
    if _is_database(output):
        raise UsageError(f"{output}: it is a ledger, or another database; it is not written over")
    for path in inputs:
        with contextlib.suppress(OSError):
            if output.samefile(path):
                raise UsageError(f"{output}: the output would overwrite an input")
    folder = _target(output).parent
    if not folder.is_dir():
        raise WhosaysError(f"{output}: cannot be written, the folder {folder} does not exist")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WhosaysError(f"{output}: cannot be written, the folder {folder} does not allow it")


def _is_database(path: Path) -> bool:
    """True for a SQLite file, which a ledger is: nobody means to replace one by a report."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def write_output(output: Path | None, chunks: Iterable[bytes]) -> None:
    """Write the chunks to standard output (``None``), or to a file, whole or not at all.

    Raises ``WhosaysError`` where there is no space, no permission or another fault of the place; whatever the file
    held before is then still there. Where the reader of a pipe has gone, the program ends without a word.
    """
    if output is None:
        for chunk in chunks:
            _to_stdout(chunk)
        return
    try:
        mode = output.stat().st_mode
    except OSError:
        mode = None
    try:
        if mode is not None and not stat.S_ISREG(mode):  # a device or a pipe, such as /dev/stdout
            with output.open("wb") as stream:
                stream.writelines(chunks)
        else:
            _replace(_target(output), chunks, None if mode is None else stat.S_IMODE(mode))
    except BrokenPipeError:
        raise typer.Exit(READER_GONE) from None
    except OSError as error:
        raise WhosaysError(f"{output}: cannot be written ({error.strerror or error})") from None


def _to_stdout(chunk: bytes) -> None:
    if sys.stdout is None:
        raise WhosaysError("standard output cannot be written (it is closed)")
    try:
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise typer.Exit(reader_gone()) from None
    except OSError as error:
        raise WhosaysError(f"standard output cannot be written ({error.strerror or error})") from None


def _target(output: Path) -> Path:
    """The file itself where the output is a symbolic link: the link stays."""
    return Path(os.path.realpath(output)) if output.is_symlink() else output


def _replace(target: Path, chunks: Iterable[bytes], mode: int | None) -> None:
    """Write to a new file beside the target, make sure it is on the disk, then put it in the target's place."""
    descriptor, name = tempfile.mkstemp(prefix=".whosays-", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, _usual_mode() if mode is None else mode)
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    with contextlib.suppress(OSError):  # not every file system lets a folder be synced
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def look(target: Path | None) -> tuple[Look, str]:
    """How wide, in which colours and in which encoding a text report is to be printed."""
    from rich.console import Console

    from whosays.reports.terminal import Look

    if target is not None or sys.stdout is None:
        return Look(), "utf-8"
    console = Console()
    colours = console.color_system if console.is_terminal and not console.no_color else None
    columns = os.environ.get("COLUMNS", "")
    width = console.width if console.is_terminal or columns.isdigit() else Look().width
    return Look(width, colours), sys.stdout.encoding or "utf-8"
