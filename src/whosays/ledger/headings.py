"""Documents by words of their outlet or headline: kept in memory as names of speakers are (``speaking``), since
words in the middle of a heading have no index in a database."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from threading import Lock

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.document_rows import documents_of, folded
from whosays.model import Document, record

_MOST_LOOKED_AT = 40  # documents with the words, of which those that still have them are found


@dataclass
class Headings:
    """The headings of one ledger that were read so far, a line a document: its number, then the words."""

    _blocks: list[str] = field(default_factory=list)
    _last: int = 0
    _decision: int = 0
    _lock: Lock = field(default_factory=Lock)

    def found(self, connection: sa.Connection, asked: str, most: int) -> tuple[record.Headed, ...]:
        """The documents that have all the words in outlet or headline, the newest first."""
        words = re.findall(r"\w+", folded(asked))
        if not words:
            return ()
        self._catch_up(connection)
        numbers: dict[int, None] = {}
        for number in self._with(words):
            numbers[number] = None
            if len(numbers) == _MOST_LOOKED_AT:
                break
        held = documents_of(connection, list(numbers))
        fitting = [number for number in numbers if number in held and _fits(held[number], words)]
        return tuple(
            record.Headed(f"d{number}", one.title, one.outlet, one.published)
            for number in fitting[:most]
            for one in (held[number],)
        )

    def _with(self, words: list[str]) -> Iterator[int]:
        with self._lock:
            blocks = list(self._blocks)
        longest = max(words, key=len)
        for block in reversed(blocks):
            at = block.rfind(longest)
            while at >= 0:
                start, end = block.rfind("\n", 0, at) + 1, block.find("\n", at)
                number, _, line = block[start:end].partition("\t")
                if number.isdecimal() and all(word in line for word in words):
                    yield int(number)
                at = block.rfind(longest, 0, max(start - 1, 0))

    def _catch_up(self, connection: sa.Connection) -> None:
        """Read what came since: where documents were seen, and what people put right of them."""
        at, given = tables.sightings, tables.decisions
        with self._lock:
            last = connection.execute(sa.select(sa.func.max(at.c.id))).scalar() or 0
            corrected = sa.select(given.c.id, given.c.about).where(tables.OF_PARTICULARS, given.c.id > self._decision)
            rows = connection.execute(corrected.order_by(given.c.id)).all()
            if last <= self._last and not rows:
                return
            written = StringIO()
            columns = (at.c.document, at.c.outlet, at.c.title)
            for number, outlet, title in connection.execute(sa.select(*columns).where(at.c.id > self._last)):
                if outlet or title:
                    written.write(f"{number}\t{folded(' '.join(filter(None, (outlet, title))))}\n")
            for number, about in rows:
                told = json.loads(about)
                written.write(f"{told['document']}\t{folded(told['to']['value'] or '')}\n")
                self._decision = number
            self._last = last
            self._blocks.append(written.getvalue())
            if len(self._blocks) > 1 and len(self._blocks[-1]) < len(self._blocks[-2]):
                self._blocks[-2:] = ["".join(self._blocks[-2:])]


def _fits(document: Document, words: list[str]) -> bool:
    told = " ".join(filter(None, (document.outlet, document.title)))
    there = set(re.findall(r"\w+", folded(told)))
    return all(any(one.startswith(word) for one in there) for word in words)
