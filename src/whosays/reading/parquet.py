"""Apache Parquet: named columns, one document a row, read row group by row group."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

from whosays.errors import InputError
from whosays.reading.items import Given, Item
from whosays.reading.records import Records

_MAGIC = b"PAR1"
_ROWS = 64  # held at a time
_BUFFER = 1 << 20  # bytes of a column
_UNREAD = (ValueError, OverflowError, KeyError)  # of bytes that are no UTF-8, moments out of reach, zones


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
    cells = _Cells(arrow)
    number = 0
    try:
        # read page by page, however large a row group is, and what was read is given back
        arrow.set_memory_pool(arrow.system_memory_pool())
        file = parquet.ParquetFile(given.file, buffer_size=_BUFFER, pre_buffer=False)
        for batch in file.iter_batches(_ROWS, use_threads=False):
            for row in cells.rows(batch):
                number += 1
                yield from records.record(_known(row), f"{given.name}:{number}")
    except MemoryError:  # Arrow's own among them, which is an ArrowException as well
        raise
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:  # the last of the name of a column
        cause = " ".join(str(error).split())[:160]
        raise InputError(given.name, f"it is damaged Parquet, read as far as row {number} ({cause})") from None
    yield from records.notes()
    yield from cells.notes(given.name)


class _Cells:
    """Cells as values of Python, and how many could not be had as they are."""

    def __init__(self, arrow: Any) -> None:
        self._arrow = arrow
        self._mended = self._lost = 0

    def rows(self, batch: Any) -> Iterator[dict[str, Any]]:
        """The rows of a batch. What is broken in a cell costs that cell only."""
        columns = [self._column(column) for column in batch.columns]
        for cells in zip(*columns, strict=True):
            yield dict(zip(batch.schema.names, cells, strict=True))

    def notes(self, name: str) -> Iterator[Item]:
        """What the user has to know of the cells, once all are read."""
        if self._mended:
            yield Item(name, note=f"in {_counted(self._mended)} some bytes are no valid UTF-8")
        if self._lost:
            yield Item(name, note=f"what {_counted(self._lost)} held could not be read, and was left out")

    def _column(self, column: Any) -> list[Any]:
        try:
            return list(column.to_pylist())
        except _UNREAD:
            return [self._cell(cell) for cell in column]

    def _cell(self, cell: Any) -> Any:
        """A value; a text whose bytes are no UTF-8 with signs in their place, a moment to the microsecond."""
        arrow = self._arrow
        try:
            return cell.as_py()
        except _UNREAD as error:
            if isinstance(cell, arrow.DictionaryScalar):
                return self._cell(cell.value)
            if isinstance(cell, (arrow.ListScalar, arrow.LargeListScalar)):
                return [self._cell(inner) for inner in cell.values]
            if isinstance(error, UnicodeDecodeError) and isinstance(
                cell, (arrow.StringScalar, arrow.LargeStringScalar)
            ):
                self._mended += 1
                return error.object.decode("utf-8", "replace")
            if isinstance(cell, arrow.TimestampScalar):
                # finer than a microsecond, or in a zone that is not known here: what is kept is the moment in UTC
                with suppress(*_UNREAD):
                    return cell.cast(arrow.timestamp("us", "UTC" if cell.type.tz else None), safe=False).as_py()
        self._lost += 1
        return None


def _counted(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells:,} cells"


def _known(row: dict[str, Any]) -> dict[str, Any]:
    """A row without its empty cells, moments as ISO 8601."""
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items() if v is not None}
