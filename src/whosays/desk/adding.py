"""Documents put into a ledger, and what each changed there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from whosays.desk.declaring import day_of_publication
from whosays.desk.inputs import Input
from whosays.desk.work import Given, Known, Work
from whosays.errors import InputError
from whosays.ledger import Added, Capture, Ledger, Options, Status
from whosays.ledger.particulars import AUTHOR, DATE, HEADLINE, OUTLET
from whosays.model import Dated, Document, record

PASTED = "pasted text"
_SAID = ("outlet", "published")  # what is said of a document beside its text, wherever it comes from


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that a ledger took in, under a name, and what it changed; of a text that was there, what is said of it
    ``otherwise`` now, by kind of correction."""

    name: str
    outlet: str | None
    added: Added
    otherwise: Mapping[str, str] = field(default_factory=dict)

    @property
    def notes(self) -> tuple[str, ...]:
        """What somebody should know of it: also what was said of it and not taken."""
        if not self.otherwise:
            return self.added.notes
        given = ", ".join(f"{kind} “{value}”" for kind, value in self.otherwise.items())
        return (*self.added.notes, f"it is here already, so what was given is not taken, and can be put right: {given}")


@dataclass(frozen=True, slots=True)
class Restored:
    """A ledger's export that was taken in: how many of its lines were new, known already, decisions."""

    name: str
    counts: Counter[str]


def add(ledger: Ledger, work: Work, options: Options, known: Known = lambda _, document: document) -> Iterator[Taken]:
    """Put the documents of some inputs into a ledger, each as soon as it is read; ``known`` puts in what is known of a
    document beside its text. Of a ledger's export, that is its
    documents: what somebody decided is taken in only where it is asked for (`take_in`)."""
    for given in work.documents():
        taken = work.tried(given.item.name, partial(_add, ledger, given, options, known))
        if taken is not None:
            yield taken


def take_in(ledger: Ledger, work: Work, options: Options, origin: str | None = None) -> Iterator[Restored]:
    """Put what `whosays export` wrote into a ledger: documents as they were traced, and decisions, marked as imported
    from ``origin`` (else the file's name). Every span, hash and reference is checked against its text."""
    for given in work.inputs:
        counts = work.tried(given.name, partial(_restored, ledger, given, options, origin))
        if counts is not None:
            yield Restored(given.name, counts)


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of a text that they give: its headline, outlet, author, address, date; empty is unknown."""

    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    published: str = ""
    meant: str | bool = False  # a day of publication that is yet to come and meant, or any

    @property
    def day(self) -> str:
        """The day of publication in ISO 8601; empty where none is given. Raises ``UsageError`` as
        `day_of_publication` does."""
        return day_of_publication(self.published, meant=self.meant) if self.published.strip() else ""

    def of(self, document: Document) -> Document:
        """The document with what is said of it, where something is. Raises ``UsageError`` for a date that
        `day_of_publication` refuses."""
        given: dict[str, Any] = {
            name: " ".join(value.split())
            for name in ("title", "outlet", "url", "published")
            if (value := getattr(self, name)).strip()
        }
        if "published" in given:
            given["published"] = self.day
        dated = Dated.GIVEN if "published" in given else document.dated
        authors = (self.author.strip(),) if self.author.strip() else document.authors
        return replace(document, authors=authors, dated=dated, **given)

    def otherwise(self, held: record.Document) -> dict[str, str]:
        """What is said of a document here that a ledger has otherwise, as a correction has it."""
        given = {OUTLET: self.outlet, DATE: self.published, HEADLINE: self.title, AUTHOR: self.author}
        there = {OUTLET: held.outlet, DATE: held.published, HEADLINE: held.title, AUTHOR: ", ".join(held.authors)}
        said = {kind: " ".join(value.split()) for kind, value in given.items() if value.strip()}
        if DATE in said:
            said[DATE] = self.day
        return {kind: value for kind, value in said.items() if value != (there[kind] or "")}


def given_text(text: str, about: About, name: str) -> Document:
    """The document of a text that was pasted or sent. Raises ``InputError`` where it is none."""
    from whosays.reading.apart import first

    if not text.strip():
        raise InputError(name, "it is empty")
    document = first(text.encode("utf-8", "replace"), name=name, charset="utf-8")
    if document is None:
        raise InputError(name, "no document was found in it")
    return about.of(document)


def add_text(ledger: Ledger, text: str, about: About, options: Options) -> Taken:
    """Put a text into a ledger that somebody gives by hand. Raises ``WhosaysError``."""
    document = given_text(text, about, PASTED)
    added = ledger.add(document, as_input=PASTED, options=options)
    held = ledger.document(added.document) if added.status is Status.UNCHANGED else None
    return Taken(PASTED, document.outlet, added, about.otherwise(held) if held is not None else {})


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


def _restored(ledger: Ledger, given: Input, options: Options, origin: str | None) -> Counter[str]:
    """What a file that `whosays export` wrote brought, by how it was. Raises InputError."""
    path = given.path
    if given.problem is not None:
        raise given.problem
    if path is None or not is_export(path):
        raise InputError(given.name, "it is no ledger's export (a file that `whosays export` wrote)")

    def lines() -> Iterator[tuple[str, dict[str, Any]]]:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                try:
                    yield f"{given.name}:{number}", json.loads(line)
                except (ValueError, RecursionError):
                    raise InputError(f"{given.name}:{number}", "the line is not JSON") from None

    try:
        return Counter(ledger.restore(lines(), options, origin=origin or path.name))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(given.name, f"it cannot be read ({error})") from None


def _add(ledger: Ledger, given: Given, options: Options, known: Known) -> Taken:
    item, document = given.item, known(given.item.name, given.document)
    capture = Capture.FILE if given.is_alone else Capture.EXPORT
    if item.seen:
        capture = Capture.ARCHIVE
    elif given.source.is_address and (given.is_alone or item.entry):
        capture = Capture.LIVE
    seen = datetime.fromisoformat(item.seen) if item.seen else datetime.now(UTC)
    added = ledger.add(document, as_input=item.name, seen=seen, capture=capture, options=options)
    held = ledger.document(added.document) if document != given.document and added.status is Status.UNCHANGED else None
    if held is None:
        return Taken(item.name, document.outlet, added)
    said = {name: now for name in _SAID if (now := getattr(document, name)) != getattr(given.document, name)}
    return Taken(item.name, document.outlet, added, About(**said, meant=True).otherwise(held))
