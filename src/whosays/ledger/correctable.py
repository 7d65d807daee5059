"""What a person may put right, as it is now, with what there is to choose from: for whoever makes a form of it."""

from __future__ import annotations

import sqlalchemy as sa

from whosays.errors import UsageError
from whosays.ledger import tables
from whosays.ledger.chunks import chunks
from whosays.ledger.claim_parts import RESPONSE, Answer
from whosays.ledger.claim_rows import Held, claims_in, held, holds
from whosays.ledger.correcting import NOBODY, WORDS, Meant, judgement
from whosays.ledger.corrections import ANSWER, CERTAINTY, CHAIN, NAMING, SPEAKER
from whosays.ledger.deciding import claim_named
from whosays.ledger.document_rows import current, texts_of
from whosays.ledger.naming import number
from whosays.ledger.particulars import PARTICULARS, particular
from whosays.ledger.placing import event_of, members
from whosays.model import Attribution, Claim, Trace, record

_MOST = 60  # claims of other documents of the event that an answer may be to


def correctable(connection: sa.Connection, what: str, seen_in: str | None = None) -> record.Correctable:
    """What a name (``k5``, ``d3``, ``d3:a7``, ``d3:c2``, ``d3:s4``) stands for, as the story of the claim that it was
    ``seen_in`` shows it. Raises ``UsageError``."""
    if number(what, "k") is not None:
        claim = claim_named(connection, what)
        text = claim.state["text"]
        return record.Correctable(what, "words", what, "", text, {WORDS: text})
    document = number(what, "d")
    if document is not None:
        version = current(connection, [document]).get(document)
        if version is None:
            raise UsageError(f"{what}: there is no such document")
        text_of = texts_of(connection, [version.id])[version.id]
        present = {kind: particular(text_of, kind) or "" for kind in PARTICULARS}
        return record.Correctable(f"d{document}", "document", f"d{document}", text_of.outlet or "", text_of.title or "",
                                  present)  # fmt: skip
    return _judgement(connection, judgement(connection, what), number(seen_in or "", "k"))


def _judgement(connection: sa.Connection, found: Meant, seen_in: int | None) -> record.Correctable:
    thing, trace = found.thing, found.trace
    own = f"d{found.version.document}"
    label = trace.document.outlet or next(iter(trace.document.authors), None) or trace.document.title or own
    sources = tuple(dict.fromkeys(source.name for source in trace.sources))
    if isinstance(thing, Claim):
        present = {CHAIN: ",".join(thing.chain) or NOBODY, CERTAINTY: thing.factuality.value}
        return record.Correctable(found.handle, "claim", own, label, thing.text, present, steps=_steps(trace))
    if isinstance(thing, Attribution):
        source = trace.source_of(thing)
        answer, target = _answer(connection, found, thing, seen_in)
        claims = _claims(connection, found, target)
        present = {
            SPEAKER: source.name if source else NOBODY,
            CERTAINTY: thing.factuality.value,
            ANSWER: answer,
            "to": target,
        }
        if source is not None:
            present[NAMING] = source.naming.value
        words = trace.document.quote(tuple(sorted((*thing.source, *thing.cue, *thing.content))))
        return record.Correctable(found.handle, "attribution", own, label, words, present, claims, sources)
    return record.Correctable(
        found.handle, "source", own, label, thing.name, {NAMING: thing.naming.value}, sources=sources
    )


def _steps(trace: Trace) -> tuple[record.Choice, ...]:
    found = []
    for said in trace.attributions:
        source = trace.source_of(said)
        words = " ".join(trace.document.quote(said.content or said.cue).split())
        found.append(record.Choice(said.id, f"{source.name if source else 'nobody who is named'}: {words}"))
    return tuple(found)


def _claims(connection: sa.Connection, found: Meant, target: str) -> tuple[record.Choice, ...]:
    """The claims that an answer may be to: those of its document, then others of the event, in most documents first;
    the one that it is to is always among them."""
    own = [record.Choice(claim.id, claim.text) for claim in found.trace.claims]
    rows = _of_event(connection, event_of(connection, found.version.document))
    here = set(claims_in(connection, [found.version.id]))
    choices = [*own, *(record.Choice(f"k{claim}", text) for claim, text in rows if claim not in here)]
    if target != NOBODY and all(one.value != target for one in choices):
        choices.append(record.Choice(target, claim_named(connection, target).state["text"]))
    return tuple(choices)


def beside(connection: sa.Connection, name: str) -> tuple[record.Choice, ...]:
    """The other claims of a claim's event, those that most documents make first. Raises ``UsageError``."""
    claim = claim_named(connection, name)
    rows = _of_event(connection, claim.state["event"])
    return tuple(record.Choice(f"k{number}", text) for number, text in rows if number != claim.claim)


def _of_event(connection: sa.Connection, event: int | None) -> list[tuple[int, str]]:
    """The claims of an event, those that most documents make first; found by its documents, for no index has them by
    event."""
    if event is None:
        return []
    table = tables.states
    texts = current(connection, members(connection, event)).values()
    found: list[tuple[int, int, str]] = []
    for some in chunks(claims_in(connection, [version.id for version in texts])):
        statement = sa.select(table.c.documents, table.c.claim, table.c.text).where(
            table.c.claim.in_(some), table.c.event == event, holds(table, tables.state_ends, None)
        )
        found.extend((-documents, claim, text) for documents, claim, text in connection.execute(statement))
    return [(claim, text) for _, claim, text in sorted(found)[:_MOST]]


def _answer(connection: sa.Connection, found: Meant, said: Attribution, seen_in: int | None) -> tuple[str, str]:
    """How something answers, and which claim, as a story shows it: the one that it was ``seen_in`` before others. A
    story may know of an answer that its document does not show. What answers nothing yet would answer the claim that
    it was seen in."""
    table = tables.parts
    own = sa.select(table.c.claim).where(table.c.version == found.version.id, table.c.kind == RESPONSE).distinct()
    kept: dict[int, Held] = held(connection, connection.execute(own).scalars())
    for claim in sorted(kept, key=lambda claim: (claim != seen_in, claim)):
        for part in kept[claim].of(RESPONSE):
            answer = part.part.read(Answer) if part.part.version == found.version.id else None
            if answer is not None and answer.attribution == said.id:
                mine = any(one.id == said.responds_to for one in found.trace.claims)
                tied = str(said.responds_to) if mine and claim != seen_in else _own_name(kept[claim], found)
                return answer.response, tied
    if any(one.id == said.responds_to for one in found.trace.claims):
        return said.response.value if said.response else NOBODY, str(said.responds_to)
    if said.response is not None:
        return said.response.value, NOBODY
    there = held(connection, [seen_in]).get(seen_in) if seen_in is not None else None
    return NOBODY, _own_name(there, found) if there is not None else NOBODY


def _own_name(claim: Held, found: Meant) -> str:
    """What a claim is called among those of a document, else in the ledger."""
    return next((place.claim for version, place in claim.places() if version == found.version.id), f"k{claim.claim}")
