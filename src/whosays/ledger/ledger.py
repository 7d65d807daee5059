"""The ledger as one value: documents go in, what they change of claims comes out, and everything can be asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from types import TracebackType

from whosays.ledger import chain, recorded
from whosays.ledger.adding import Added, Status, Tools, add, known
from whosays.ledger.record import cleaned
from whosays.ledger.recorded import Recorded
from whosays.ledger.running import Options, Remembering, run
from whosays.ledger.store import Store, opened
from whosays.model import Document, Trace
from whosays.vectors import encode


def open_ledger(where: str, *, create: bool = True) -> Ledger:
    """The ledger at ``where``: the path of a SQLite file, or a ``postgresql://`` address. To be used with ``with``.

    It is made, and brought to this version's tables, where that is needed. Raises ``UsageError`` for an address of
    another kind, ``WhosaysError`` where it cannot be opened, or is not there and ``create`` is false.
    """
    return Ledger(opened(where, create=create))


class Ledger:
    """An open ledger. Documents are called ``d12`` (``d12.2`` for a second text of one), claims ``k5``."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._encode = Remembering(encode)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or the connections."""
        self.store.close()

    def add(
        self, document: Document, *, as_input: str, seen: datetime | None = None, options: Options | None = None
    ) -> Added:
        """Put a document into the ledger, in one transaction; what that changed.

        It is traced unless its very text is there already. ``as_input`` is what the user knows it by, ``seen`` when it
        was read (now, without it). The same document twice changes nothing. A text with the ``identifier`` of one that
        is there, or its address, is a new version of it. Raises ``WhosaysError`` where the ledger cannot be written; it
        is then as it was.
        """
        from whosays.trace import trace

        document = cleaned(document)
        with self.store.reading() as connection:
            there = known(connection, document).version is not None
        return self.add_trace(
            Trace(document) if there else trace(document), as_input=as_input, seen=seen, options=options
        )

    def add_trace(
        self, trace: Trace, *, as_input: str, seen: datetime | None = None, options: Options | None = None
    ) -> Added:
        """Put a document that is traced already into the ledger, as ``add`` does."""
        tools = self._tools(options)
        with self.store.writing() as connection:
            found = known(connection, trace.document)
            return add(connection, trace, found, as_input, seen or datetime.now(UTC), tools)

    def verify(self, kept: tuple[int, str] | None = None) -> str | None:
        """The first entry that does not fit, as a sentence; none where everything does. ``kept`` is the sequence and
        the hash of an entry, noted earlier and kept elsewhere."""
        with self.store.reading() as connection:
            return chain.broken(connection, kept)

    def changes(self, after: int) -> tuple[Recorded, ...]:
        """The recorded changes behind the one numbered ``after``, oldest first, some hundred at a time: for who must
        not miss one, by whichever command it was made."""
        with self.store.reading() as connection:
            return recorded.recorded(connection, after)

    def last_change(self) -> int:
        """The number of the newest recorded change, 0 where there is none."""
        with self.store.reading() as connection:
            return recorded.last(connection)

    def head(self) -> tuple[int, str]:
        """The sequence and hash of the last entry, to be kept elsewhere."""
        with self.store.reading() as connection:
            return chain.head(connection)

    def _tools(self, options: Options | None) -> Tools:
        chosen = options or Options()
        register = None
        if chosen.outlets is not None:
            from whosays.provenance import extended

            register = extended(chosen.outlets)
        return Tools(register, self._encode, run(chosen))


__all__ = ["Added", "Ledger", "Options", "Status", "open_ledger"]
