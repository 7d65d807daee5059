"""Documents put into a ledger, and what each changed there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from whosays.desk.inputs import Input
from whosays.desk.work import Given, Work
from whosays.errors import InputError
from whosays.ledger import Added, Capture, Ledger, Options


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that a ledger took in, under a name, and what it changed."""

    name: str
    outlet: str | None
    added: Added


@dataclass(frozen=True, slots=True)
class Restored:
    """A ledger's export that was taken in: how many of its lines were new, known already, decisions."""

    name: str
    counts: Counter[str]


def add(ledger: Ledger, work: Work, options: Options) -> Iterator[Taken | Restored]:
    """Put the documents of some inputs into a ledger, each as soon as it is read; exports of a ledger go in first, as
    they are. What cannot be used is told by ``work``."""
    exports = [given for given in work.inputs if is_export(given.path)]
    for export in exports:
        counts = work.tried(export.name, partial(_restored, ledger, export, options))
        if counts is not None:
            yield Restored(export.name, counts)
    for given in work.documents([source for source in work.inputs if source not in exports]):
        added = work.tried(given.item.name, partial(_add, ledger, given, options))
        if added is not None:
            yield Taken(given.item.name, given.document.outlet, added)


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


def _restored(ledger: Ledger, given: Input, options: Options) -> Counter[str]:
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
        return Counter(ledger.restore(lines(), options))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(given.name, f"it cannot be read ({error})") from None


def _add(ledger: Ledger, given: Given, options: Options) -> Added:
    item = given.item
    capture = Capture.FILE if given.is_alone else Capture.EXPORT
    if item.seen:
        capture = Capture.ARCHIVE
    elif given.source.is_address and (given.is_alone or item.entry):
        capture = Capture.LIVE
    seen = datetime.fromisoformat(item.seen) if item.seen else datetime.now(UTC)
    return ledger.add(given.document, as_input=item.name, seen=seen, capture=capture, options=options)
