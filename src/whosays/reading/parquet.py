"""Apache Parquet: named columns, one document a row, read row group by row group."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from whosays.errors import InputError
from whosays.reading.items import Given, Item
from whosays.reading.records import Records

_MAGIC = b"PAR1"
_ROWS = 64  # held at a time
_BUFFER = 1 << 20  # bytes of a column


def recognises(given: Given) -> bool:
    """True for what begins as Parquet does."""
    return given.head.startswith(_MAGIC)


def items(given: Given) -> Iterator[Item]:
    """The rows as documents, a bad one as a problem in its place, then notes about the columns. Raises InputError."""
    try:
        arrow: Any = import_module("pyarrow")
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError:
        raise InputError(given.name, "it is Parquet, which needs pyarrow: pip install 'whosays[parquet]'") from None
    records = Records(given.name, given.url, given.fetch)
    number = 0
    try:
        # read page by page, however large a row group is, and what was read is given back
        arrow.set_memory_pool(arrow.system_memory_pool())
        file = parquet.ParquetFile(given.file, buffer_size=_BUFFER, pre_buffer=False)
        for batch in file.iter_batches(_ROWS, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield from records.record(_known(row), f"{given.name}:{number}")
    except MemoryError:  # Arrow's own among them, which is an ArrowException as well
        raise
    except (arrow.ArrowException, OSError) as error:
        cause = " ".join(str(error).split())[:160]
        raise InputError(given.name, f"it is damaged Parquet, read as far as row {number} ({cause})") from None
    yield from records.notes()


def _known(row: dict[str, Any]) -> dict[str, Any]:
    """A row without its empty cells, moments as ISO 8601."""
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items() if v is not None}
