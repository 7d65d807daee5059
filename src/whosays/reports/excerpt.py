"""The document's own words, short enough for a report and with the line they stand in."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from whosays.model import Span
from whosays.reports.context import cut, gathered, pieces
from whosays.reports.view import TraceView
from whosays.reports.visible import visible

_LONGEST = 240  # characters of one part


def excerpt(view: TraceView, spans: Iterable[Span], strong: Iterable[Span] = (), longest: int | None = None) -> Text:
    """The document's own words at the spans, with their line number; what lies far between them is left out.

    ``strong`` spans, the speaker and the verb, are underlined; ``longest`` is how many characters one part may have.
    """
    text = view.trace.document.text
    parts = list(gathered(spans))
    if not parts:
        return Text("no words of it were found", "dim")
    line = Text(f"line {view.line(parts[0][0])} ", "dim")
    line.append("“", "not dim")
    for index, (start, end) in enumerate(parts):
        if index:
            line.append(" […] ", "dim")
        stop = cut(text, start, end, longest or _LONGEST)
        for a, b, marked in pieces(start, stop, sorted(strong)):
            body = visible(f"|{text[a:b]}|")[1:-1]  # keeps the spaces at the edges
            line.append(body, "underline not dim" if marked else "not dim")
        if stop < end:
            line.append(" […]", "dim")
    line.append("”", "not dim")
    return line
