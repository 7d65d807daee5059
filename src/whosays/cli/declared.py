"""Options by which a user says what documents do not say themselves: when they were published, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whosays.cli.messages import say

if TYPE_CHECKING:
    from whosays.desk.beside import Beside
    from whosays.model import Document

Published = Annotated[
    list[str] | None,
    typer.Option(
        "--published",
        metavar="NAME=DATE",
        help="When a document was published that does not say it; NAME is its file's name. Can be repeated.",
        show_default=False,
    ),
]
PublishedBy = Annotated[
    list[str] | None,
    typer.Option(
        "--outlet",
        metavar="NAME=OUTLET",
        help="Who published a document that does not say it; NAME is its file's name. Can be repeated.",
        show_default=False,
    ),
]
Table = Annotated[
    Path | None,
    typer.Option(
        "--table",
        metavar="FILE",
        help="The same for many documents: a CSV table with the columns file, published, outlet.",
        show_default=False,
    ),
]
Later = Annotated[
    bool, typer.Option("--later", help="A day of publication that is yet to come is meant, and not a slip.")
]


class Declared:
    """What was said of documents; it remembers of which, to say which names none had. Raises ``WhosaysError``."""

    def __init__(
        self, published: Sequence[str] | None, outlet: Sequence[str] | None, table: Path | None, later: bool
    ) -> None:
        from whosays.desk.beside import beside

        self.beside: Beside = beside(published or (), outlet or (), table, later=later)
        self._names: list[str] = []

    @property
    def known(self) -> Callable[[str, Document], Document]:
        """What puts in what was said of a document."""
        return self._of

    def _of(self, name: str, document: Document) -> Document:
        self._names.append(name)
        return self.beside.of(name, document)

    def tell_unused(self) -> None:
        """Say which names no document had."""
        for name in self.beside.unused(self._names):
            say(f"{name}: no document is called so")
