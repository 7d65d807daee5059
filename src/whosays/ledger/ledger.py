"""The ledger as one value: documents go in, what they change of claims comes out, and everything can be asked for."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from msgspec.structs import replace

from whosays import __version__
from whosays.ledger import (
    chain,
    correctable,
    correcting,
    counting,
    deciding,
    doubting,
    exporting,
    factchecks,
    finding,
    headings,
    intact,
    loading,
    placing,
    retracing,
    searching,
    showing,
    speaking,
    wordings,
)
from whosays.ledger import change_log as recorded
from whosays.ledger import claim_as_of as published
from whosays.ledger.adding import Added, Status, add, known
from whosays.ledger.change_log import Recorded
from whosays.ledger.changes import Change
from whosays.ledger.chunks import chunks
from whosays.ledger.document_rows import cleaned, current, newest_documents, trace_of, traces_of, with_text
from whosays.ledger.draft import stamp
from whosays.ledger.event_story import Tools
from whosays.ledger.naming import entry_at, number, text_number
from whosays.ledger.ordering import Capture, Sight
from whosays.ledger.retracing import Retraced
from whosays.ledger.running import Options, Remembering, model, run
from whosays.ledger.searching import Listed
from whosays.ledger.store import Store, opened, storable
from whosays.model import Document, Trace, record
from whosays.model.findings import Findings, Maker
from whosays.vectors import Vectors, encode


def open_ledger(where: str, *, create: bool = True) -> Ledger:
    """The ledger at ``where``: the path of a SQLite file, or a ``postgresql://`` address. To be used with ``with``.

    It is made, and brought to this version's tables, where that is needed. Raises ``UsageError`` for an address of
    another kind, ``WhosaysError`` where it cannot be opened, or is not there and ``create`` is false.
    """
    return Ledger(opened(where, create=create))


class Ledger:
    """An open ledger. Documents are called ``d12`` (``d12.2`` for a second text of one), claims ``k5``."""

    def __init__(self, store: Store, vectors: Vectors = encode) -> None:
        self.store = store
        self._encode = Remembering(vectors)
        self._speakers = speaking.Speakers()
        self._headings = headings.Headings()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or the connections."""
        self.store.close()

    def add(
        self,
        document: Document,
        *,
        as_input: str,
        seen: datetime | None = None,
        capture: Capture = Capture.FILE,
        options: Options | None = None,
    ) -> Added:
        """Put a document into the ledger, in one transaction; what that changed.

        It is traced unless its very text is there already. ``as_input`` is what the user knows it by, ``seen`` when it
        was read (now, without it), and ``capture`` how it is known that it was so then. The same document twice changes
        nothing. A text with the ``identifier`` of one that is there, or its address, is a new version of it, or an
        earlier one. Raises ``WhosaysError`` where the ledger cannot be written; it is then as it was.
        """
        from whosays.trace import trace

        document = cleaned(document)
        sight = Sight(as_input, seen or datetime.now(UTC), capture)
        with self.store.reading() as connection:
            there = known(connection, document, sight).version is not None
        traced = Trace(document) if there else trace(document)
        return self.add_trace(traced, as_input=as_input, seen=sight.seen, capture=capture, options=options)

    def add_trace(
        self,
        trace: Trace,
        *,
        as_input: str,
        seen: datetime | None = None,
        capture: Capture = Capture.FILE,
        options: Options | None = None,
    ) -> Added:
        """Put a document that is traced already into the ledger, as ``add`` does."""
        tools = self._tools(options)
        sight = Sight(as_input, seen or datetime.now(UTC), capture)
        with self._changing() as connection:
            return add(connection, trace, known(connection, trace.document, sight), sight, tools)

    def load(self, items: Iterable[tuple[Trace, str, datetime]], options: Options | None = None) -> list[str]:
        """Put many documents that are traced already into the ledger in one transaction, each with what it was read
        from and when; what each is called. Their events are settled once, at the end."""
        tools = self._tools(options)
        with self._changing() as connection:
            return loading.load(connection, items, tools)

    def decide(
        self, verb: str, names: Sequence[str], *, who: str, why: str, options: Options | None = None
    ) -> tuple[Change, ...]:
        """Write down what a person decided, and what that changed: "accept" or "reject" one claim (``k5``) or link
        (``p30``), "merge" claims, "split" a claim from documents (``d3``) that do not make it, keep two
        "apart". Raises ``UsageError``.
        """
        tools = self._tools(options)
        with self._changing() as connection:
            return deciding.decide(connection, verb, names, who, why, tools)

    def correct(
        self, what: str, values: Mapping[str, str], *, who: str, why: str, options: Options | None = None
    ) -> tuple[Change, ...]:
        """Put right what was read: of an attribution (``d3:a7``) who speaks, how certain, what it answers and how; of
        a claim in a document (``d3:c2``) its chain; of a source (``d3:s4``) how it is named and who else it is; of a
        claim (``k5``) its words; of a document (``d3``) what it says of itself. ``values`` are by
        ``correcting.KINDS``; what that changed. Raises ``UsageError``."""
        from whosays.trace import trace

        tools = self._tools(options)
        with self._changing() as connection:
            return correcting.correct(connection, what, values, who, why, tools, trace)

    def correctable(self, what: str, seen_in: str | None = None) -> record.Correctable:
        """What may be put right of something (``d3:a7``, ``d3``, ``k5``), as it is now and as the story of the claim
        that it was ``seen_in`` (``k5``) shows it. Raises ``UsageError``."""
        with self.store.reading() as connection:
            return correctable.correctable(connection, what, seen_in)

    def beside(self, name: str) -> tuple[record.Choice, ...]:
        """The other claims of a claim's (``k5``) event, those that most documents make first."""
        with self.store.reading() as connection:
            return correctable.beside(connection, name)

    def undo(self, decision: str, *, who: str, why: str, options: Options | None = None) -> tuple[Change, ...]:
        """Take back a decision (``j12``), a correction or an undoing, with what was written down together with it; what
        that changed. Raises ``UsageError``."""
        from whosays.trace import trace

        tools = self._tools(options)
        with self._changing() as connection:
            return correcting.undo(connection, decision, who, why, tools, trace)

    def doubted(self, leaf: int = 0) -> doubting.Doubted:
        """What a person should look at, of the claims that changed last, or of those before (``leaf``): the least sure
        first."""
        with self.store.reading() as connection:
            return doubting.doubted(connection, self._encode, leaf)

    def decision(self, name: str) -> record.Decision | None:
        """A decision (``j12``), told with those that were written down together with it; none where there is none."""
        with self.store.reading() as connection:
            return showing.decision(connection, number(name, "j") or 0)

    def decisions(self, most: int = 100, before: int | None = None) -> tuple[record.Decision, ...]:
        """What people decided last, newest first; ``before`` a decision's number, what was decided before it."""
        with self.store.reading() as connection:
            return showing.latest_decisions(connection, most, before)

    def retrace(self, events: Sequence[int] | None = None, options: Options | None = None) -> Iterator[Retraced]:
        """Read the stored texts again with this version and its model, event by event (all without ``events``), one
        transaction each; what that brought, where it brought anything. Decisions hold."""
        from whosays.trace import trace

        tools = self._tools(options)
        for event in self.events() if events is None else events:
            with self.store.reading() as connection:
                _, new = retracing.traced_anew(connection, event, trace)
            with self._changing() as connection:
                found = retracing.retrace(connection, event, new, tools)
            if found.documents or found.changes:
                yield found

    def events(self) -> list[int]:
        """The numbers of all events that have documents."""
        with self.store.reading() as connection:
            return placing.events(connection)

    def events_of(self, names: Iterable[str]) -> dict[str, int]:
        """The number of the event that each document (``d12``) is part of; those that are not there are left out."""
        wanted = {name: number(name, "d") for name in names}
        with self.store.reading() as connection:
            found = {name: placing.event_of(connection, document or 0) for name, document in wanted.items()}
        return {name: event for name, event in found.items() if event is not None}

    def claims(
        self,
        *,
        search: str | None = None,
        standing: str | None = None,
        since: str | None = None,
        limit: int = 50,
        everything: bool = False,
        carried: bool = False,
        after: tuple[int, int] | None = None,
    ) -> list[Listed]:
        """Claims that hold; see ``whosays.ledger.searching.listed``."""
        with self.store.reading() as connection:
            return searching.listed(
                connection,
                search=search,
                standing=standing,
                since=since,
                limit=limit,
                everything=everything,
                carried=carried,
                after=after,
            )

    def like(self, text: str, *, limit: int = 50, everything: bool = False) -> list[Listed]:
        """Claims that may say what a text says, the likest first; see ``whosays.ledger.searching.like``."""
        with self.store.reading() as connection:
            return searching.like(connection, text, self._encode, limit=limit, everything=everything)

    def claim(self, name: str, *, as_of: str | None = None) -> record.Claim | record.FormerClaim | None:
        """A claim (``k5``) with everything held of it; as of a day in the ledger's own time where one
        is given. None where there is none (yet)."""
        with self.store.reading() as connection:
            wanted, entry = number(name, "k"), entry_at(connection, as_of)
            found = showing.claim(connection, wanted, entry) if wanted else None
            if not isinstance(found, record.Claim):
                return found
            checks = factchecks.fitting(connection, found.text, self._encode, entry)
            return replace(found, fact_checks=checks) if checks else found

    def published_by(self, name: str, day: str, options: Options | None = None) -> record.Claim | None:
        """A claim as it stands by documents dated no later than a day, by what is known now of them; none where none of
        these makes it."""
        with self.store.reading() as connection:
            return published.claim(connection, number(name, "k") or 0, day, self._tools(options))

    def document(self, name: str, *, as_of: str | None = None) -> record.Document | None:
        """A document (``d12``) with its texts, where it was read and the claims it makes; what it said
        in another text than its newest where that is asked for (``d12.2``)."""
        with self.store.reading() as connection:
            wanted, entry = number(name, "d"), entry_at(connection, as_of)
            return showing.document(connection, wanted, entry, text_number(name)) if wanted else None

    def trace(self, name: str) -> Trace | None:
        """The newest trace of a document (``d12``), or of a text of it (``d12.2``)."""
        with self.store.reading() as connection:
            wanted = number(name, "d")
            return trace_of(connection, wanted, text_number(name)) if wanted else None

    def with_text(self, text: str) -> list[str]:
        """The documents whose newest text is this one."""
        with self.store.reading() as connection:
            return [version.name for version in with_text(connection, chain.text_hash(storable(text)))]

    def traces(self, most: int) -> Iterator[tuple[str, Trace]]:
        """The newest texts of the newest documents, with what they are called and their traces, newest first."""
        with self.store.reading() as connection:
            for some in chunks(newest_documents(connection, most)):
                versions = current(connection, some)
                found = traces_of(connection, [version.id for version in versions.values()])
                for document in some:
                    version = versions.get(document)
                    if version is not None and version.id in found:
                        yield version.name, found[version.id]

    def source(
        self, name: str, *, as_of: str | None = None, most: int = showing.MOST_SPEAKING
    ) -> list[record.Speaking]:
        """The documents in which somebody of this name speaks, newest first."""
        with self.store.reading() as connection:
            return showing.source(connection, name, entry_at(connection, as_of), most)

    def speakers(self, name: str, most: int = 10) -> list[str]:
        """Who speaks under this name, else under one that has it as a part, by their names."""
        with self.store.reading() as connection:
            return self._speakers.named(connection, name, most)

    def headed(self, words: str, most: int = 10) -> tuple[record.Headed, ...]:
        """The documents with all these words in outlet or headline, the newest first."""
        with self.store.reading() as connection:
            return self._headings.found(connection, words, most)

    def history(self, name: str) -> list[record.Step]:
        """Everything that changed of a claim, oldest first, people's decisions among it."""
        with self.store.reading() as connection:
            return showing.history(connection, number(name, "k") or 0)

    def stats(self) -> dict[str, Any]:
        """How much the ledger holds."""
        with self.store.reading() as connection:
            return counting.stats(connection)

    def export(self) -> Iterator[dict[str, Any]]:
        """Everything that was put in, one value a line; see ``whosays.ledger.exporting``."""
        with self.store.reading() as connection:
            yield from exporting.lines(connection)

    def claim_rows(self) -> Iterator[tuple[Any, ...]]:
        """The claims that hold, as rows of ``exporting.CLAIM_COLUMNS``."""
        with self.store.reading() as connection:
            yield from exporting.claims(connection)

    def findings(self, names: Iterable[str] | None = None) -> Findings:
        """Everything that is held, or what is held of some claims (``k5``), documents (``d12``) with all that they
        claim, or events (``e3``), as exporters take it. Raises ``NotHeld`` for a name of nothing that is held."""
        with self.store.reading() as connection:
            return finding.findings(connection, Maker(__version__, model()), None if names is None else list(names))

    def restore(
        self, lines: Iterable[tuple[str, dict[str, Any]]], options: Options | None = None, *, origin: str = "an export"
    ) -> Iterator[str]:
        """Put in what ``export`` gave, one transaction a line; what was done with each. Each line comes with the name
        that messages call it by; decisions are marked as imported from ``origin``. Raises ``InputError``."""
        restorer = exporting.Restorer(self._tools(options), origin)
        for name, line in lines:
            with self._changing() as connection:
                done = restorer.restore(connection, line, name)
            yield done

    def verify(self, kept: tuple[int, str] | None = None) -> str | None:
        """The first entry that does not fit, as a sentence; none where everything does. ``kept`` is the sequence and
        the hash of an entry, noted earlier and kept elsewhere."""
        with self.store.reading() as connection:
            try:
                return intact.damage(connection) or chain.broken(connection, kept) or intact.fault(connection)
            except (ValueError, KeyError, TypeError, OverflowError, zlib.error) as error:
                return f"something in it cannot be read ({type(error).__name__}); it was changed or is damaged"

    def odd_times(self) -> list[str]:
        """A sentence for each entry that a wrong clock dated later than what came after it."""
        with self.store.reading() as connection:
            return chain.odd_times(connection, stamp(datetime.now(UTC) + timedelta(days=1)))

    def repair(self) -> list[str]:
        """Make views, triggers, indexes and search anew from the record, which stays as it is; what was done."""
        with self.store.writing() as connection:
            return intact.repair(connection, self._encode)

    def changes(self, after: int) -> tuple[Recorded, ...]:
        """The recorded changes behind the one numbered ``after``, oldest first, some hundred at a time: for who must
        not miss one, by whichever command it was made."""
        with self.store.reading() as connection:
            return recorded.recorded(connection, after)

    def latest_changes(self, after: int, most: int) -> tuple[Recorded, ...]:
        """The last changes of claims that were there before, newest first; none up to the one numbered ``after``."""
        with self.store.reading() as connection:
            return recorded.latest(connection, after, most)

    def last_change(self) -> int:
        """The number of the newest recorded change, 0 where there is none."""
        with self.store.reading() as connection:
            return recorded.last(connection)

    def head(self) -> tuple[int, str]:
        """The sequence and hash of the last entry, to be kept elsewhere."""
        with self.store.reading() as connection:
            return chain.head(connection)

    @contextmanager
    def _changing(self) -> Iterator[sa.Connection]:
        """A writing transaction, at the end of which the claims it brought can be found by what they mean."""
        with self.store.writing() as connection:
            yield connection
            wordings.catch_up(connection, self._encode)

    def _tools(self, options: Options | None) -> Tools:
        chosen = options or Options()
        register = None
        if chosen.outlets is not None:
            from whosays.provenance import extended

            register = extended(chosen.outlets)
        return Tools(register, self._encode, run(chosen))


__all__ = ["Added", "Capture", "Ledger", "Options", "Status", "open_ledger"]
