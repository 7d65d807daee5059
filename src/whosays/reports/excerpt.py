"""The document's own words, short enough for a report and with the line they stand in."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from whosays.model import Span
from whosays.reports.view import View
from whosays.reports.visible import visible

_LONGEST = 240  # characters of one part
_SHORTEST_GAP = 100  # characters between two quoted parts before they are told apart


def excerpt(view: View, spans: Iterable[Span], strong: Iterable[Span] = ()) -> Text:
    """The document's own words at the spans, with their line number; what lies far between them is left out.

    ``strong`` spans, the speaker and the verb, are underlined.
    """
    text = view.trace.document.text
    parts = list(_gathered(spans))
    if not parts:
        return Text("no words of it were found", "dim")
    line = Text(f"line {view.line(parts[0][0])} ", "dim")
    line.append("“", "not dim")
    for index, (start, end) in enumerate(parts):
        if index:
            line.append(" […] ", "dim")
        cut = _cut(text, start, end)
        for a, b, marked in _pieces(start, cut, sorted(strong)):
            body = visible(f"|{text[a:b]}|")[1:-1]  # keeps the spaces at the edges
            line.append(body, "underline not dim" if marked else "not dim")
        if cut < end:
            line.append(" […]", "dim")
    line.append("”", "not dim")
    return line


def _gathered(spans: Iterable[Span]) -> Iterable[Span]:
    """The spans in order, those that overlap or stand close together as one."""
    start = end = -1
    for s, e in sorted(spans):
        if end >= 0 and s - end <= _SHORTEST_GAP:
            end = max(end, e)
            continue
        if end >= 0:
            yield start, end
        start, end = s, e
    if end >= 0:
        yield start, end


def _cut(text: str, start: int, end: int) -> int:
    """Where a long quotation may stop: at a space before the limit, if there is one."""
    if end - start <= _LONGEST:
        return end
    space = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
    return space if space > 0 else start + _LONGEST


def _pieces(start: int, end: int, strong: Iterable[Span]) -> Iterable[tuple[int, int, bool]]:
    """The stretch from start to end in pieces, told apart by whether they stand in a strong span."""
    at = start
    for s, e in strong:
        s, e = max(s, at), min(e, end)
        if s < e:
            if at < s:
                yield at, s, False
            yield s, e, True
            at = e
    if at < end:
        yield at, end, False
