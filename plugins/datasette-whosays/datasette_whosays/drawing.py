"""Who took a claim from whom, as a drawing: an arrow runs from left to right, to whoever took it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_WIDTH, _HEIGHT, _APART, _DOWN = 190, 34, 90, 14
_LONGEST = 26
_MOST = 60


def drawing(edges: Sequence[tuple[str, str, str]]) -> str:
    """An SVG of edges (who took, from whom, how that is shown), at most sixty; nothing of a label runs as markup."""
    edges = list(dict.fromkeys(edge for edge in edges if edge[0] != edge[1]))[:_MOST]
    column = _columns(edges)
    rows: dict[int, int] = {}
    at: dict[str, tuple[int, int]] = {}
    for node, place in column.items():
        row = rows[place] = rows.get(place, -1) + 1
        at[node] = (8 + place * (_WIDTH + _APART), 8 + row * (_HEIGHT + _DOWN))
    width = 16 + (max(column.values(), default=0) + 1) * (_WIDTH + _APART) - _APART
    height = 16 + (max(rows.values(), default=0) + 1) * (_HEIGHT + _DOWN)
    arrows = "".join(_arrow(at[source], at[taker], kind) for taker, source, kind in edges)
    boxes = "".join(_box(node, *place) for node, place in at.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img" '
        'aria-label="Who has it from whom"><defs><marker id="whosays-tip" viewBox="0 0 8 8" refX="8" refY="4" '
        'markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#57606a"/></marker></defs>'
        f"{arrows}{boxes}</svg>"
    )


def _columns(edges: Sequence[tuple[str, str, str]]) -> dict[str, int]:
    """How far each node is from whoever has it from nobody. A circle ends after as many rounds as there are nodes."""
    column = {node: 0 for taker, source, _ in edges for node in (source, taker)}
    for _ in range(min(len(column), 12)):
        moved = False
        for taker, source, _ in edges:
            if column[taker] <= column[source] < 12:
                column[taker], moved = column[source] + 1, True
        if not moved:
            break
    return column


def _arrow(start: tuple[int, int], end: tuple[int, int], kind: str) -> str:
    x1, y1, x2, y2 = start[0] + _WIDTH, start[1] + _HEIGHT // 2, end[0], end[1] + _HEIGHT // 2
    if x2 < x1:  # back, in a circle
        x1, x2 = start[0], end[0] + _WIDTH
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#57606a" marker-end="url(#whosays-tip)">'
        f"<title>{escape(kind)}</title></line>"
    )


def _box(label: str, x: int, y: int) -> str:
    shown = label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"
    frame = f'x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="4" fill="#fff" stroke="#57606a"'
    words = f'x="{x + 8}" y="{y + 22}" font-size="13" font-family="sans-serif"'
    return f"<g><title>{escape(label)}</title><rect {frame}/><text {words}>{escape(shown)}</text></g>"
