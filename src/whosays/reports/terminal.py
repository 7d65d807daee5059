"""How a report is printed for a terminal: columns, colours, wrapping.

What is printed is plain text to rich, never markup; the words of others go through ``visible`` before.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, RenderableType

WIDEST = 110  # columns; longer lines are hard to read
_NARROWEST = 40
_PLAIN_WIDTH = 80


@dataclass(frozen=True, slots=True)
class Look:
    """How to print: columns, and the colour system of the terminal (``None`` for plain text)."""

    width: int = _PLAIN_WIDTH
    colours: str | None = None


PLAIN = Look()
"""Plain text for a file or a pipe."""


def printed(blocks: Iterable[RenderableType], look: Look) -> str:
    """The blocks one below the other as printable text, no line with blanks at its end."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=max(_NARROWEST, min(look.width, WIDEST)),
        force_terminal=look.colours is not None,
        color_system=look.colours,  # type: ignore[arg-type]
        no_color=look.colours is None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for block in blocks:
        console.print(block)
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))
