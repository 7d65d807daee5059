"""Measured figures as a table or as JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whosays.reports.visible import visible


def as_json(figures: Mapping[str, Any]) -> str:
    """The figures as one JSON object."""
    return json.dumps(figures, ensure_ascii=False, indent=2) + "\n"


def table(title: str, figures: Mapping[str, Any]) -> str:
    """The figures as a plain table: members of the same shape share columns, the rest stand one to a line."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    columns = _shared_columns(figures)
    grid = Table(title=visible(title), title_justify="left", box=None, pad_edge=False, padding=(0, 3, 0, 0))
    grid.add_column("")
    for column in columns or [""]:
        grid.add_column(visible(column), justify="right")
    lists: list[tuple[str, Sequence[Any]]] = []
    for name, cells in _rows(figures, columns, lists):
        grid.add_row(Text(visible(name)), *(Text(cell) for cell in cells))
    stream = io.StringIO()
    console = Console(file=stream, width=100, highlight=False, markup=False, emoji=False)
    console.print(grid)
    for name, members in lists:
        console.print(Text(f"\n{visible(name)}:"))
        for member in members:
            console.print(Text(f"  {_cell(member)}", overflow="fold"))
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def _shared_columns(figures: Mapping[str, Any]) -> list[str]:
    columns: dict[str, None] = {}
    for value in figures.values():
        if isinstance(value, Mapping) and not any(isinstance(v, Mapping | list) for v in value.values()):
            columns.update(dict.fromkeys(value))
    return list(columns) if len(columns) <= 6 else []


def _rows(
    figures: Mapping[str, Any], columns: list[str], lists: list[tuple[str, Sequence[Any]]], prefix: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """The rows of the table; lists, which have no place in one, are put aside."""
    for key, value in figures.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and value and set(value) <= set(columns):
            yield name, [_cell(value.get(column)) for column in columns]
        elif isinstance(value, Mapping):
            yield from _rows(value, columns, lists, f"{name}.")
        elif isinstance(value, list | tuple):
            if value:
                lists.append((name, value))
        else:
            yield name, [_cell(value)]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1 else f"{value:,.1f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
