"""An audit as text for a terminal, as rows for a spreadsheet, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from whosays.desk.auditing import Row, Statement, Type
from whosays.model import Naming
from whosays.reports.visible import visible
from whosays.wording import NAMING, count

COLUMNS = (
    "key",
    "documents",
    "sources",
    "statements",
    "words",
    "words_per_source",
    *(naming.value for naming in Naming),
    "unnamed_share",
    "unnamed_with_reason",
    *(kind.value for kind in Type),
    "most_quoted",
)
STATEMENT_COLUMNS = (
    *("article", "statement", "type", "name", "title", "justification"),  # those of the sourcing benchmark
    *("naming", "reason", "words", "outlet", "author", "week"),
)


def values(row: Row) -> dict[str, Any]:
    """A row as plain values, in the order of ``COLUMNS``."""
    return {
        "key": row.key,
        "documents": row.documents,
        "sources": row.sources,
        "statements": row.statements,
        "words": row.words,
        "words_per_source": round(row.words_per_source, 1),
        **{naming.value: row.naming.get(naming, 0) for naming in Naming},
        "unnamed_share": round(row.unnamed_share, 3),
        "unnamed_with_reason": row.unnamed_with_reason,
        **{kind.value: row.types.get(kind, 0) for kind in Type},
        "most_quoted": [{"name": name, "words": words} for name, words in row.most_quoted],
    }


def cells(row: Row) -> list[Any]:
    """A row for a spreadsheet."""
    most = "; ".join(f"{name} ({words})" for name, words in row.most_quoted)
    return [*list(values(row).values())[:-1], most]


def statement_cells(one: Statement) -> list[Any]:
    """A statement for a spreadsheet, in the order of ``STATEMENT_COLUMNS``."""
    own = (one.document, one.statement, one.type.value, one.name, one.title, one.justification)
    return [*own, one.naming.value, one.reason, one.words, one.outlet, one.author, one.week]


def audit_text(rows: Iterable[Row]) -> Iterator[str]:
    """An audit, some lines a row."""
    for row in rows:
        yield f"{visible(row.key)}: {count(row.statements, 'statement')} in {count(row.documents, 'document')}"
        naming = [f"{row.naming[one]} {NAMING[one]}" for one in Naming if row.naming.get(one)]
        yield f"    {', '.join(naming)}"
        if row.unnamed:
            yield f"    {row.unnamed_share:.0%} unnamed, with a reason: {row.unnamed_with_reason} of {row.unnamed}"
        yield f"    {count(row.sources, 'source')}, {row.words_per_source:.0f} words each; {_kinds(row)}"
        yield f"    most words: {_most(row.most_quoted)}"


def _kinds(row: Row) -> str:
    return ", ".join(f"{row.types[kind]} {kind.value}" for kind in Type if row.types.get(kind))


def _most(quoted: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{visible(name)} {words}" for name, words in quoted)
