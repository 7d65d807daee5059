"""``whosays add``: documents into a ledger."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whosays.cli.inputs import INPUT_HELP, PAGES_HELP, Input, expand
from whosays.cli.ledger_options import DEFAULT, Debug, Format, Outlets, Printed, Where, opened, options, print_lines
from whosays.cli.running import Run
from whosays.errors import InputError

if TYPE_CHECKING:
    from whosays.ledger import Added, Ledger, Options
    from whosays.model import Document
    from whosays.reading.items import Item


def command(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=INPUT_HELP, show_default=False)],
    ledger: Where = DEFAULT,
    outlets: Outlets = None,
    pages: Annotated[bool, typer.Option("--pages", help=PAGES_HELP)] = False,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Put documents into a ledger, and tell what each changes: new claims, origins, answers, standing, corrections.

    The ledger is made where it is not there. The same document twice changes nothing; another text at the same address
    (or with the same id on its platform) is a new version of it, or an earlier one where dates say so. What `whosays
    export` wrote is taken in as it is. Each document is kept in one step: after a crash, every finished one is there
    and no half one. JSON is one object a line.

    The exit status is 0 where all went well, 1 where something had to be left out (the rest is in), 2 where the command
    line is wrong, 130 after Ctrl-C.
    """
    chosen = options(outlets)
    given = expand(inputs)
    exports = [item for item in given if is_export(item.path)]
    run = Run([item for item in given if item not in exports], pages=pages, debug=debug)
    counts: Counter[str] = Counter()
    with opened(ledger, create=True) as held, closing(run):
        for export in exports:
            counts.update(run.tried(export.name, partial(_restored, held, export, chosen)) or {})
        for source, item, document in run.documents():
            added = run.tried(item.name, partial(_add, held, source, item, document, chosen))
            if added is not None:
                counts[added.status.value] += 1
                _tell(added, item.name, document, format)
    if format is Format.TEXT and counts.total() > 1:
        earlier = f"{counts['earlier']} earlier texts, " if counts["earlier"] else ""
        decided = f", {counts['decision']} decisions" if counts["decision"] else ""
        print_lines(
            [
                f"{counts['new']} new, {counts['version']} new versions, {earlier}{counts['unchanged']} known already"
                f"{decided}"
            ]
        )
    return 1 if run.failed else 0


def is_export(path: Path | None) -> bool:
    """True of a file that `whosays export` wrote."""
    from whosays.ledger.exporting import MARK

    try:
        if path is None or not path.is_file():
            return False
        with path.open("rb") as stream:
            return stream.read(len(MARK)) == MARK
    except OSError:
        return False


def _restored(ledger: Ledger, given: Input, chosen: Options) -> Counter[str]:
    """What a file that `whosays export` wrote brought, by how it was."""
    path = given.path or Path()

    def lines() -> Iterator[tuple[str, dict[str, Any]]]:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                try:
                    yield f"{given.name}:{number}", json.loads(line)
                except ValueError:
                    raise InputError(f"{given.name}:{number}", "the line is not JSON") from None

    try:
        return Counter(ledger.restore(lines(), chosen))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(given.name, f"it cannot be read ({error})") from None


def _add(ledger: Ledger, source: Input, item: Item, document: Document, chosen: Options) -> Added:
    from whosays.ledger import Capture

    alone = item.name == source.name
    capture = Capture.FILE if alone else Capture.EXPORT
    if item.seen:
        capture = Capture.ARCHIVE
    elif source.is_address and (alone or item.entry):
        capture = Capture.LIVE
    seen = datetime.fromisoformat(item.seen) if item.seen else datetime.now(UTC)
    return ledger.add(document, as_input=item.name, seen=seen, capture=capture, options=chosen)


def _tell(added: Added, name: str, document: Document, format: Format) -> None:
    from whosays.reports.ledger import added_dict, added_text

    if format is Format.JSON:
        print_lines([json.dumps({"input": name, **added_dict(added)}, ensure_ascii=True)])
    else:
        print_lines(added_text(added, name, document.outlet))
