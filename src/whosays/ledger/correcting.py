"""What a person puts right in what was read: a decision about one judgement, after which its event is settled anew.

Judgements have handles: ``d3:a7`` is an attribution of a document (a step of a chain, or an answer), ``d3:c2`` a claim
as the document makes it, ``d3:s4`` a source. ``d3`` alone is the document, of which its outlet, date, headline and
author can be put right: its text is then read anew with them. What was written down together is taken back together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from whosays.errors import UsageError
from whosays.ledger import event_story as telling
from whosays.ledger import tables
from whosays.ledger.chain import dumped
from whosays.ledger.changes import Change
from whosays.ledger.claim_parts import APPEARANCE, RESPONSE, Answer, Appearance
from whosays.ledger.claim_rows import Held, claims_in, held
from whosays.ledger.correction_rows import CORRECTION, read_anew
from whosays.ledger.corrections import (
    ANSWER,
    APART,
    CERTAINTY,
    CHAIN,
    CLAIM,
    NAMING,
    SAID,
    SAME,
    SOURCE,
    SPEAKER,
    found_attribution,
    found_claim,
    found_source,
    place_of,
)
from whosays.ledger.deciding import claim_named, spots_of
from whosays.ledger.decision_rows import CORRECT, MERGE, UNDO
from whosays.ledger.document_rows import Version, current, readings_of, store_trace, texts_of, traces_of
from whosays.ledger.draft import Draft
from whosays.ledger.event_story import Tools
from whosays.ledger.naming import number, text_number
from whosays.ledger.particulars import DATE, PARTICULARS, PLACE, day_or_time, particular, undone
from whosays.ledger.placing import event_of, members, moved_back
from whosays.ledger.settling import joined, settle_many, unjoined
from whosays.model import Attribution, Claim, Document, Factuality, Naming, Response, Source, Trace

WORDS = "words"
Read = Callable[[Document], Trace]
KINDS = (SPEAKER, CHAIN, ANSWER, "to", NAMING, CERTAINTY, SAME, APART, WORDS, *PARTICULARS)
NOBODY = "none"
STEPS = ("chain1", "chain2", "chain3", "chain4")  # the steps of a chain, where a form has them one by one
_HANDLE = re.compile(r"(d\d{1,9}(?:\.\d{1,6})?):([acs]\w{1,9})", re.IGNORECASE)
_LONGEST = 600
_BY_THING: dict[type, tuple[str, ...]] = {
    Attribution: (SPEAKER, ANSWER, "to", NAMING, CERTAINTY, SAME, APART),
    Claim: (CHAIN, CERTAINTY),
    Source: (NAMING, SAME, APART),
}


class WrongValue(UsageError):
    """What was given for one ``field`` (of ``KINDS``, or "who", "why") cannot be taken."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


@contextmanager
def _of_field(field: str) -> Iterator[None]:
    """Of which field it is that something cannot be taken."""
    try:
        yield
    except UsageError as error:
        raise error if isinstance(error, WrongValue) else WrongValue(field, str(error)) from None


@dataclass(frozen=True, slots=True)
class Meant:
    """A judgement: the text, its trace, and the thing in it."""

    version: Version
    trace: Trace
    thing: Attribution | Claim | Source

    @property
    def handle(self) -> str:
        return f"{self.version.name}:{self.thing.id}"


def correct(
    connection: sa.Connection, what: str, values: Mapping[str, str], who: str, why: str, tools: Tools, read: Read
) -> tuple[Change, ...]:
    """Write down what is put right of a judgement (``d3:a7``), of a claim's words (``k5``) or of what a document says
    of itself (``d3``), inside a writing transaction; what that changed. ``values`` has one or more of ``KINDS``,
    ``read`` traces a document anew. Raises ``UsageError``."""
    signed(who, why)
    if not values:
        raise UsageError("it is not said what should be put right")
    if number(what, "d") is not None and text_number(what) is None:
        return _put_particulars(connection, what, values, who, why, tools, read)
    if number(what, "k") is not None:
        return _worded(connection, what, values, who, why, tools)
    meant = judgement(connection, what)
    allowed = _BY_THING[type(meant.thing)]
    if strange := next((kind for kind in values if kind not in allowed), None):
        raise UsageError(f"{what}: {strange} cannot be put right here, but {', '.join(allowed)}")
    draft = Draft(connection)
    document = meant.version.document
    event = event_of(connection, document) or 0
    changes = list(_changes(connection, meant, values))
    claims = _resting(connection, meant)
    for kind, to, was, told in changes:
        about = {"what": CORRECTION, "kind": kind, "document": document, "version": meant.version.id, "to": to,
                 "at": place_of(meant.thing, meant.trace), "was": was, "claims": claims}  # fmt: skip
        _row(draft, CORRECT, event, claims[0] if claims else None, f"{meant.handle} {told}", about, who, why)
    return _settled(draft, event, [document], f"{CORRECT} {meant.handle}", tools)


def undo(
    connection: sa.Connection,
    name: str,
    who: str,
    why: str,
    tools: Tools,
    read: Read | None = None,
    *,
    alone: bool = False,
) -> tuple[Change, ...]:
    """Take a decision (``j12``) back, or an undoing, with all that was written down together with it unless it is meant
    ``alone``, inside a writing transaction; what that changed. ``read`` traces a document whose particulars change.
    Raises ``UsageError``."""
    signed(who, why)
    rows = _together(connection, name)[: 1 if alone else None]
    draft = Draft(connection)
    undoings = [_taken_back(draft, row, who, why) for row in rows]
    event, entry = undoings[0].event, rows[0]["entry"]
    documents = list(dict.fromkeys(document for one in undoings for document in _documents(one.about)))
    large = len(members(connection, event)) > telling.LARGEST
    moved = moved_back(draft, entry)
    draft.flush()
    _read_again(draft, [one.about["document"] for one in undoings if _is_particular(one.about)], read)
    read_anew(draft, documents)
    draft.flush()
    merged = [one for one in undoings if one.verb == MERGE]
    found: list[Change] = []
    if large and any(not one.holds for one in merged):
        found += unjoined(draft, entry)
    by_event: dict[int, list[int]] = {}
    for document in () if found else dict.fromkeys([*documents, *moved]):  # else all is as it was before
        by_event.setdefault(event_of(connection, document) or event, []).append(document)
    for place, near in (by_event or ({} if found else {event: []})).items():
        found += settle_many(draft, place, members(connection, place), near, tools)
    for again in merged:
        if again.holds:
            draft.flush()
            there = event_of(connection, documents[0]) or event
            found += joined(draft, there, _made_at(connection, again.about["places"]))
    draft.write("decision", f"{UNDO} j{rows[0]['id']}", tools.run)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Undoing:
    """What is taken back or brought back in the end: the verb, what it is about, whether it holds afterwards."""

    verb: str
    about: Mapping[str, Any]
    event: int
    holds: bool


def _taken_back(draft: Draft, row: sa.RowMapping, who: str, why: str) -> _Undoing:
    """Write down that a decision is taken back."""
    connection, table = draft.connection, tables.decisions
    last, holds = row, False
    while last["verb"] == UNDO:
        before = json.loads(last["about"])["decision"]
        last, holds = connection.execute(sa.select(table).where(table.c.id == before)).mappings().one(), not holds
    about = json.loads(last["about"])
    documents = _documents(about)
    event = (event_of(connection, documents[0]) if documents else None) or row["event"]
    told = {"what": UNDO, "decision": row["id"], "claims": about.get("claims", [])}
    _row(draft, UNDO, event, row["claim"], f"j{row['id']} {row['verb']} {row['subject']}", told, who, why)
    return _Undoing(last["verb"], about, event, holds)


def _together(connection: sa.Connection, name: str) -> list[sa.RowMapping]:
    """A decision and those that were written down with it and hold, that one first. Raises ``UsageError``."""
    wanted, table = number(name, "j"), tables.decisions
    row = connection.execute(sa.select(table).where(table.c.id == wanted)).mappings().first() if wanted else None
    if row is None:
        raise UsageError(f"{name}: there is no such decision; `whosays history` and `whosays show` have them (j12)")
    gone = undone(connection)
    if row["id"] in gone:
        raise UsageError(f"{name}: it has been taken back already")
    beside = sa.select(table).where(table.c.entry == row["entry"], table.c.id != row["id"]).order_by(table.c.id)
    return [row, *(one for one in connection.execute(beside).mappings() if one["id"] not in gone)]


# --- what a document says of itself ----------------------------------------------------------------------------------


def _put_particulars(
    connection: sa.Connection, what: str, values: Mapping[str, str], who: str, why: str, tools: Tools, read: Read
) -> tuple[Change, ...]:
    wanted = number(what, "d")
    version = current(connection, [wanted]).get(wanted) if wanted is not None else None
    if version is None:
        raise UsageError(f"{what}: there is no such document")
    document = texts_of(connection, [version.id])[version.id]
    given = {kind: to for kind, to in _particulars(what, values).items() if to != particular(document, kind)}
    if not given:
        raise UsageError(f"{what}: it is so already")
    draft, event = Draft(connection), event_of(connection, version.document) or 0
    claims = sorted(held(connection, claims_in(connection, [version.id])))
    for kind, to in given.items():
        about = {"what": CORRECTION, "kind": kind, "document": version.document, "version": version.id,
                 "at": {"of": PLACE}, "to": {"value": to}, "was": {"value": particular(document, kind)},
                 "claims": claims}  # fmt: skip
        told = f"d{version.document}: {kind} {to or NOBODY}"
        _row(draft, CORRECT, event, claims[0] if claims else None, told, about, who, why)
    draft.flush()
    _read_again(draft, [version.document], read)
    return _settled(draft, event, [version.document], f"{CORRECT} d{version.document}", tools)


def _read_again(draft: Draft, documents: Sequence[int], read: Read | None) -> None:
    """Store what is read in documents that say something else of themselves now."""
    if read is None:
        return
    for version in current(draft.connection, documents).values():
        old = readings_of(draft.connection, [version.id])[version.id]
        store_trace(draft, version.id, replace(read(old.document), warnings=old.warnings))
    draft.flush()


def _is_particular(about: Mapping[str, Any]) -> bool:
    return about["what"] == CORRECTION and bool(about["at"]["of"] == PLACE)


def _particulars(what: str, values: Mapping[str, str]) -> dict[str, str | None]:
    """What is given of a document, as it is kept. Raises ``UsageError``."""
    if strange := next((kind for kind in values if kind not in PARTICULARS), None):
        raise UsageError(f"{what}: {strange} cannot be put right of a document, but {', '.join(PARTICULARS)}")
    found: dict[str, str | None] = {}
    for kind, value in values.items():
        given = " ".join(value.split())
        with _of_field(kind):
            if given.casefold() == NOBODY:
                found[kind] = None
            elif not re.search(r"\w", given) or len(given) > _LONGEST:
                raise UsageError(f"{what}: {kind} needs some words, no more than {_LONGEST} characters")
            else:
                found[kind] = day_or_time(given) if kind == DATE else given
    return found


def _made_at(connection: sa.Connection, places: Sequence[Mapping[str, Any]]) -> list[int]:
    """The claims that hold and are made at the places of a decision."""
    wanted = {(place["version"], tuple((start, end) for start, end in place["spans"])) for place in places}
    there = held(connection, claims_in(connection, [place["version"] for place in places]))
    return [
        number
        for number, one in there.items()
        if any((version, made.spans) in wanted for version, made in one.places())
    ]


def corrected_elsewhere(
    connection: sa.Connection, about: Mapping[str, Any], subject: str, who: str, why: str, tools: Tools
) -> int:
    """Write down a correction that was made in another ledger, of a document that is here; its number."""
    document = about["document"]
    version = current(connection, [document])[document]
    trace = traces_of(connection, [version.id])[version.id]
    finders = {SAID: found_attribution, CLAIM: found_claim, SOURCE: found_source}
    if about["at"]["of"] == PLACE:
        claims = sorted(held(connection, claims_in(connection, [version.id])))
    else:
        thing = finders[about["at"]["of"]](trace, version.id, about["version"], about["at"])
        claims = [] if thing is None else _resting(connection, Meant(version, trace, thing))
    draft, event = Draft(connection), event_of(connection, document) or 0
    kept = {**about, "claims": claims}
    number = _row(draft, CORRECT, event, claims[0] if claims else None, subject, kept, who, why)
    _settled(draft, event, [document], f"{CORRECT} {subject}", tools)
    return number


def undone_elsewhere(connection: sa.Connection, decision: int, who: str, why: str, tools: Tools) -> int:
    """Take back a decision that was taken back in another ledger; the number of the undoing."""
    undo(connection, f"j{decision}", who, why, tools, alone=True)
    last: int = connection.execute(sa.select(sa.func.max(tables.decisions.c.id))).scalar_one()
    return last


def signed(who: str, why: str) -> None:
    """Raises ``UsageError`` where it is not said who decides, or why."""
    for field, value in (("who", who), ("why", why)):
        if not value.strip():
            raise WrongValue(field, "a decision needs who decides, and why (--who and --why)")


def _documents(about: Mapping[str, Any]) -> list[int]:
    if about["what"] == CORRECTION:
        return [about["document"]]
    spots = [*about.get("places", ()), *about.get("apart", ())]
    ends = [int(end[1:]) for end in (about.get("from"), about.get("to")) if isinstance(end, str) and end[:1] == "d"
            and end[1:].isdecimal()]  # fmt: skip
    return list(dict.fromkeys([*(spot["document"] for spot in spots), *ends]))


def _row(
    draft: Draft,
    verb: str,
    event: int,
    claim: int | None,
    subject: str,
    about: Mapping[str, Any],
    who: str,
    why: str,
) -> int:
    return draft.row(
        tables.decisions,
        verb=verb,
        event=event,
        claim=claim,
        subject=subject,
        about=dumped(about),
        who=" ".join(who.split()),
        why=" ".join(why.split()),
    )


def _settled(draft: Draft, event: int, near: Sequence[int], subject: str, tools: Tools) -> tuple[Change, ...]:
    draft.flush()
    read_anew(draft, near)
    draft.flush()
    found = settle_many(draft, event, members(draft.connection, event), near, tools)
    draft.write("decision", subject, tools.run)
    return found


def _worded(
    connection: sa.Connection, name: str, values: Mapping[str, str], who: str, why: str, tools: Tools
) -> tuple[Change, ...]:
    if set(values) != {WORDS}:
        raise UsageError(f"{name}: of a claim its words can be put right; `whosays show {name}` has handles for more")
    text = " ".join(values[WORDS].split())
    if not text or len(text) > _LONGEST:
        raise WrongValue(WORDS, f"{name}: a claim needs some words, no more than {_LONGEST} characters")
    claim = claim_named(connection, name)
    spots = spots_of(connection, claim)
    about = {"what": WORDS, "places": spots, "to": text, "was": claim.state["text"]}
    draft, event = Draft(connection), claim.state["event"]
    _row(draft, CORRECT, event, claim.claim, f"{name} words “{text}”", about, who, why)
    near = sorted({spot["document"] for spot in spots})
    return _settled(draft, event, near, f"{CORRECT} {name}", tools)


def judgement(connection: sa.Connection, handle: str) -> Meant:
    """What a handle (``d3:a7``) stands for. Raises ``UsageError``."""
    match = _HANDLE.fullmatch(handle.strip())
    document = number(match[1], "d") if match else None
    if match is None or document is None:
        raise UsageError(f"{handle}: what was read is called as `whosays show` does, such as d3:a7, d3:c2 or d3:s4")
    version = current(connection, [document]).get(document)
    if version is None:
        raise UsageError(f"{handle}: there is no such document")
    which = text_number(match[1])
    if which is not None and which != version.number:
        raise UsageError(f"{handle}: the newest text of this document is {version.name}, which alone can be corrected")
    trace = traces_of(connection, [version.id])[version.id]
    things: tuple[Attribution | Claim | Source, ...] = (*trace.attributions, *trace.claims, *trace.sources)
    thing = next((one for one in things if one.id == match[2].lower()), None)
    if thing is None:
        raise UsageError(f"{handle}: there is no such thing in what was read; `whosays show {match[1]}` has them")
    return Meant(version, trace, thing)


_Made = tuple[str, dict[str, Any], dict[str, Any], str]  # the kind, what it should be, what it was, in words


def _changes(connection: sa.Connection, meant: Meant, values: Mapping[str, str]) -> list[_Made]:
    found: list[_Made] = []
    thing, trace = meant.thing, meant.trace
    for kind, value in values.items():
        with _of_field(kind):
            given = " ".join(value.split())
            if kind == SPEAKER and isinstance(thing, Attribution):
                source = trace.source_of(thing)
                name = None if given.casefold() == NOBODY else _name(given)
                before = {"name": source.name if source else None}
                found.append((kind, {"name": name}, before, f"{kind} {name or NOBODY}"))
            elif kind == CERTAINTY and not isinstance(thing, Source):
                level = _one_of(Factuality, given, kind)
                found.append((kind, {"factuality": level}, {"factuality": thing.factuality.value}, f"{kind} {level}"))
            elif kind in (NAMING, SAME, APART) and not isinstance(thing, Claim):
                found.append(_of_source(meant, kind, given))
            elif kind == CHAIN and isinstance(thing, Claim):
                steps = _steps(meant, given)
                steps_before = {"steps": [place_of(trace.attribution(a), trace) for a in thing.chain]}
                told = ",".join(said.id for said in steps) or NOBODY
                found.append(
                    (kind, {"steps": [place_of(said, trace) for said in steps]}, steps_before, f"{kind} {told}")
                )
    if (ANSWER in values or "to" in values) and isinstance(thing, Attribution):
        found.append(_answer(connection, meant, thing, values))
    return found


def _of_source(meant: Meant, kind: str, given: str) -> _Made:
    thing = meant.thing
    source = meant.trace.source_of(thing) if isinstance(thing, Attribution) else thing
    if not isinstance(source, Source):
        raise UsageError(f"{meant.handle}: nobody is given as speaking there; say first who speaks")
    if kind == NAMING:
        naming = _one_of(Naming, given, kind)
        return kind, {"naming": naming}, {"naming": source.naming.value}, f"{kind} {naming}"
    name = _name(given)
    if kind == APART and name.casefold() == source.name.casefold():
        raise UsageError(f"{meant.handle}: give a name that tells the two apart, such as “{source.name} (of Leeds)”")
    return kind, {"name": name}, {"name": source.name}, f"{kind} {name}"


def _answer(connection: sa.Connection, meant: Meant, thing: Attribution, values: Mapping[str, str]) -> _Made:
    was: dict[str, Any] = {"response": thing.response.value if thing.response else None}
    was["tied"] = next((place_of(c, meant.trace) for c in meant.trace.claims if c.id == thing.responds_to), None)
    given = values.get(ANSWER, was["response"] or NOBODY)
    response = None if given.strip().casefold() == NOBODY else _one_of(Response, given, ANSWER)
    to: dict[str, Any] = {"response": response}
    told = f"{ANSWER} {response or NOBODY}"
    if "to" in values:
        if response is None and values["to"].strip().casefold() != NOBODY:
            raise WrongValue(ANSWER, f"{meant.handle}: it is read as no answer; say which answer it is")
        with _of_field("to"):
            to["tied"] = _tied(connection, meant, values["to"].strip())
        told += f" to {values['to'].strip()}"
    return ANSWER, to, was, told


def _tied(connection: sa.Connection, meant: Meant, given: str) -> dict[str, Any] | None:
    """The claim that is answered, as a place: of the document itself, or of another that makes it."""
    if given.casefold() == NOBODY:
        return None
    if number(given, "k") is None:
        name = given.rpartition(":")[2].lower()
        claim = next((c for c in meant.trace.claims if c.id == name), None)
        if claim is None:
            raise UsageError(f"{given}: an answer is to a claim of the ledger (k5), of its document (c2), or to none")
        return place_of(claim, meant.trace)
    spots = spots_of(connection, claim_named(connection, given))
    own = [spot for spot in spots if spot["version"] == meant.version.id]
    if own:
        return {"of": CLAIM, "words": own[0]["text"], "spans": own[0]["spans"]}
    return {"of": CLAIM, "words": spots[0]["text"], **spots[0]}


def _steps(meant: Meant, given: str) -> list[Attribution]:
    if given.casefold() == NOBODY:
        return []
    known = {a.id: a for a in meant.trace.attributions}
    names = [part.rpartition(":")[2].lower() for part in re.split(r"[,\s]+", given) if part]
    if missing := next((name for name in names if name not in known), None):
        raise UsageError(f"{missing}: a chain is a list of steps of the same document, such as a2,a1, or none")
    if len(set(names)) < len(names):
        raise UsageError(f"{given}: a step stands in a chain once")
    return [known[name] for name in names]


def _name(given: str) -> str:
    if not re.search(r"\w", given) or len(given) > _LONGEST:
        raise UsageError("give the name of a source, or none")
    return given


def _one_of(kind: type[Factuality] | type[Naming] | type[Response], given: str, what: str) -> str:
    known = {one.value.casefold(): one.value for one in kind}
    if given.strip().casefold() not in known:
        raise UsageError(f"{given}: {what} is one of {', '.join(one.value for one in kind)}")
    return known[given.strip().casefold()]


def _resting(connection: sa.Connection, meant: Meant) -> list[int]:
    """The claims of the ledger that a judgement is part of."""
    thing = meant.thing
    if isinstance(thing, Source):
        own = {a.id for a in meant.trace.attributions if a.source_id == thing.id}
    else:
        own = {thing.id}
    claims = held(connection, claims_in(connection, [meant.version.id]))
    answered = _answered(connection, meant.version.id)
    return [n for n, claim in {**claims, **answered}.items() if own & _made_of(claim, meant.version.id)]


def _answered(connection: sa.Connection, version: int) -> dict[int, Held]:
    table = tables.parts
    own = sa.select(table.c.claim).where(table.c.version == version, table.c.kind == RESPONSE).distinct()
    return held(connection, connection.execute(own).scalars())


def _made_of(claim: Held, version: int) -> set[str]:
    """The claims and attributions of a text that a claim of the ledger is made of."""
    found: set[str] = set()
    for part in claim.parts:
        if part.part.version == version and part.part.kind == APPEARANCE:
            place = part.part.read(Appearance)
            found |= {place.claim, *place.chain}
        elif part.part.version == version and part.part.kind == RESPONSE:
            found.add(part.part.read(Answer).attribution)
    return found
