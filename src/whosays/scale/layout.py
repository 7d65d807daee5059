"""Which files a run makes, and how each comes to be whole or not at all.

OUTPUT/TABLE/day=2031-03-02/model=MODEL/NAME.parquet   what was found, one file a table and unit of work
OUTPUT/datapackage.json                                what each column means
OUTPUT/_work/…                                         what the next start goes by; names with _ are no data to Spark

A unit of work is done when its last file is there: ``inputs`` of an input, ``documents`` of a chunk, ``told`` of a
block. Names depend on what is worked on alone, so that work done again replaces what was there before.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from whosays.exports.base import library

UNDATED: Final = "undated"
_PART: Final = ".part"


class Ended(Exception):
    """The run that this work is part of is ended."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of one run: where its output is, and the hash of the model it is made with."""

    root: Path
    model: str

    def table(self, name: str, day: str, unit: str) -> Path:
        """The file of a table for a unit of work."""
        return self.root / name / f"day={day}" / f"model={self.model[:12]}" / f"{unit}.parquet"

    def work(self, kind: str, name: str) -> Path:
        """A file by which the next start goes: ``inputs``, ``read``, ``traces``, ``profiles``, ``told``."""
        return self.root / "_work" / kind / f"{name}.parquet"

    def names(self, kind: str) -> list[str]:
        """The units of a kind whose file is there."""
        return sorted(path.stem for path in self.root.glob(f"_work/{kind}/*.parquet"))

    def files(self, table: str) -> list[Path]:
        """All files of a table."""
        return sorted(self.root.glob(f"{table}/day=*/model=*/*.parquet"))

    def begin(self) -> None:
        """Lets workers work, wherever they are. Raises OSError."""
        self._going().touch()

    def end(self) -> None:
        """Has all workers stop at their next document; a file can be taken away from a full disk, too."""
        self._going().unlink(missing_ok=True)

    def check(self) -> None:
        """Raises Ended where workers shall stop."""
        if not self._going().exists():
            raise Ended

    def _going(self) -> Path:
        return self.root / "_work" / "going"


def day_of(published: str | None) -> str:
    """The day of a date (``2031-03-02``), as far as it is known to the day; else ``undated``."""
    day = (published or "")[:10]
    return day if len(day) == 10 and day.replace("-", "").isdecimal() else UNDATED


def key(*parts: object) -> str:
    """A short name for what is worked on."""
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def put(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file whole, on the disk, under its name. Raises OSError, and then there is nothing of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=_PART, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def put_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of texts and numbers as Parquet: a column whose name ends in ``_n`` holds whole numbers, in ``_s``
    seconds, in ``_list`` texts, in ``_bytes`` bytes. Raises OSError."""
    arrow: Any = library("pyarrow", package="pyarrow", extra="scale", purpose="whosays run")
    parquet: Any = library("pyarrow.parquet", package="pyarrow", extra="scale", purpose="whosays run")
    types = {"n": arrow.int64(), "s": arrow.float64(), "list": arrow.list_(arrow.string()), "bytes": arrow.binary()}
    fields = [arrow.field(name, types.get(name.rpartition("_")[2], arrow.string())) for name in columns]
    held = [dict(zip(columns, map(_legible, row), strict=True)) for row in rows]
    sink = arrow.BufferOutputStream()
    parquet.write_table(arrow.Table.from_pylist(held, schema=arrow.schema(fields)), sink, compression="zstd")
    put(path, [sink.getvalue().to_pybytes()])


def _legible(value: Any) -> Any:
    """A text that UTF-8 can hold; a file may have a name that it cannot."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def rows_of(
    path: Path, columns: Sequence[str] | None = None, documents: Collection[str] | None = None
) -> Iterator[Mapping[str, Any]]:
    """The rows of a file that ``put_rows`` wrote, a few at a time; those of some documents only where they are
    named."""
    parquet: Any = library("pyarrow.parquet", package="pyarrow", extra="scale", purpose="whosays run")
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(64, columns=None if columns is None else list(columns)):
            if documents is not None:
                batch = batch.filter([one in documents for one in batch.column("document").to_pylist()])
            yield from batch.to_pylist()


def swept(root: Path) -> None:
    """Takes away what a run or a worker that was killed left half-written."""
    for path in root.rglob(f".*{_PART}"):
        with contextlib.suppress(OSError):
            path.unlink()
