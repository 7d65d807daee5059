"""An event settled anew: its story is made of its traces, and what differs from what the ledger holds is written down.

Everything a story says of a claim is laid beside what is held of it. What is still so stays as it is; what is no longer
so is ended; what is new is added. So a new document costs what it changes, and nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from whosays.ledger import event_story as telling
from whosays.ledger import tables
from whosays.ledger.chain import dumped
from whosays.ledger.changes import Change, ChangeKind, Proof, Shown, changes, proofs_dict
from whosays.ledger.claim_parts import APPEARANCE, Appearance, Part, Spot, ToldClaim, as_told
from whosays.ledger.claim_rows import Held, HeldPart, claims_in, held
from whosays.ledger.document_rows import Version, texts_of, versions_of
from whosays.ledger.draft import Draft
from whosays.ledger.event_story import Tools, tell
from whosays.ledger.mapping import mapped
from whosays.model import Trace

MERGED_INTO = "merged-into"  # of a claim that became part of another


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling an event brought: changes, claims that documents no longer make and those that they did not make
    before (by document, these with their words), and notes."""

    changes: tuple[Change, ...]
    dropped: Mapping[int, tuple[int, ...]]
    gained: Mapping[int, Mapping[int, Proof]]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """A new version of a document that has gone back to the text of an earlier one."""

    version: Version
    earlier: Version


def settle(
    draft: Draft, event: int, members: Sequence[int], near: Sequence[int], tools: Tools, again: Again | None = None
) -> Settled:
    """Settle an event. ``members`` are all its documents, ``near`` those that count first where they are many. What the
    draft holds must be flushed; what settling adds to it is not. The claims of a text that is there ``again`` are
    those that it made before."""
    connection = draft.connection
    told = tell(connection, members, near, tools)
    traces, documents = told.traces, {version.id: version.document for version in told.versions.values()}
    earlier = _earlier(connection, told.versions)
    before = held(connection, claims_in(connection, [*documents, *earlier]))
    found = as_told(told.story, traces, told.note)
    spots = _spots(connection, before, traces, earlier)
    superseded = {old: told.versions[document].id for old, document in earlier.items()}
    which = mapped([claim.spots for claim in found], spots, superseded)
    inside = set(documents) | set(earlier)
    used = {h.part.version for one in before.values() for h in one.parts if h.part.version is not None}
    names = {v.id: v.name for v in told.versions.values()} | _names(connection, used | set(earlier))
    shown = Shown(names, {version: trace.document for version, trace in traces.items()})
    writer = _Writer(draft, event, inside, shown)
    made: list[Change] = []
    numbers: dict[int, int] = {}
    former = _former(connection, found, again, before) if again else {}
    for index, claim in enumerate(found):
        number = which.numbers[index]
        if number is None and index not in which.parted:
            number = former.get(index)
        if number is None:
            number = draft.row(tables.claims)
        numbers[index] = number
        moved = [part for old, into in which.merged.items() if into == number for part in writer.outside(before[old])]
        brought = writer.claim(number, claim, before.get(number), moved)
        made.extend(brought if number != former.get(index) else ())  # that it is back, the return says
        if index in which.parted:
            made.append(writer.parted(number, claim.state, which.parted[index]))
    for old, into in which.merged.items():
        made.append(writer.merged(before[old], into))
    for old in which.gone:
        made.extend(writer.gone(before[old]))
    for change in made:
        store(draft, change)
    return Settled(
        tuple(made),
        _dropped(before, found, numbers, earlier, documents),
        _gained(before, found, numbers, {**earlier, **documents}, shown),
        (told.note,) if told.note else (),
    )


def settle_many(
    draft: Draft, event: int, members: Sequence[int], touched: Sequence[int], tools: Tools
) -> tuple[Change, ...]:
    """Settle an event of which the documents ``touched`` are read anew: in rounds, each of some of them beside others,
    where the event has more than are laid side by side."""
    step = max(1, len(members) if len(members) <= telling.LARGEST else telling.LARGEST // 2)
    made: list[Change] = []
    for at in range(0, max(len(touched), 1), step):
        made.extend(settle(draft, event, members, touched[at : at + step], tools).changes)
        draft.flush()
    return tuple(made)


def joined(draft: Draft, event: int, claims: Iterable[int]) -> tuple[Change, ...]:
    """Make one of claims that a person says are one, as far as settling their event has not: it lays only so many
    documents side by side. What the draft holds must be flushed."""
    there = held(draft.connection, claims)
    if len(there) < 2:
        return ()
    into = max(there.values(), key=lambda one: (len(one.of(APPEARANCE)), -one.claim))
    known = {h.part for h in into.parts}
    writer = _Writer(draft, event, set(), Shown({}, {}))
    made = []
    for one in there.values():
        if one.claim == into.claim:
            continue
        for part in dict.fromkeys(h.part for h in one.parts if h.part.version is not None):
            if part not in known:
                known.add(part)
                draft.row(tables.parts, claim=into.claim, kind=part.kind, version=part.version, body=part.body)
        made.append(writer.merged(one, into.claim))
    draft.end(tables.state_ends, into.state["id"])
    _stated(draft, into.state, into.claim, event, known)
    for change in made:
        store(draft, change)
    return tuple(made)


def unjoined(draft: Draft, entry: int) -> tuple[Change, ...]:
    """Take apart again what an entry made one, as claims with the parts that each had before, as far as these hold.
    What the draft holds must be flushed."""
    connection, table = draft.connection, tables.lineage
    rows = connection.execute(
        sa.select(table.c.claim, table.c.other).where(table.c.entry == entry, table.c.kind == MERGED_INTO)
    ).all()
    there = held(connection, {into for _, into in rows})
    before = held(connection, {number for row in rows for number in row}, entry - 1)
    own = {into: {h.part for h in before[into].parts} if into in before else set() for into in there}
    writer = _Writer(draft, 0, set(), Shown({}, {}))
    made: list[Change] = []
    for number, into in rows:
        if into not in there or number not in before:
            continue
        parts = {h.part: h.id for h in there[into].parts if h.part not in own[into]}
        back = [h.part for h in before[number].parts if h.part in parts]
        if not any(part.kind == APPEARANCE for part in back):
            continue
        own[into].update(back)  # what two of them had goes to the first
        again = draft.row(tables.claims)
        for part in back:
            draft.end(tables.part_ends, parts[part])
            draft.row(tables.parts, claim=again, kind=part.kind, version=part.version, body=part.body)
        _stated(draft, before[number].state, again, before[number].state["event"], back)
        made.append(writer.parted(again, before[number].state, into))
    for into, one in there.items():
        gone = {part for number, other in rows if other == into and number in before for part in _parts(before[number])}
        kept = [part for part in _parts(one) if part not in gone or part in _parts(before.get(into))]
        draft.end(tables.state_ends, one.state["id"])
        state = before[into].state if into in before else one.state
        _stated(draft, state, into, state["event"], kept)
    for change in made:
        store(draft, change)
    draft.flush()
    return tuple(made)


def _parts(one: Held | None) -> list[Part]:
    return [h.part for h in one.parts] if one else []


def _stated(draft: Draft, state: Mapping[str, Any], claim: int, event: int, parts: Iterable[Part]) -> None:
    """The row of a claim's state, with the documents that make it."""
    versions = {part.version for part in parts if part.kind == APPEARANCE and part.version is not None}
    documents = {version.document for version in versions_of(draft.connection, versions).values()}
    kept = {name: value for name, value in state.items() if name not in ("id", "entry")}
    draft.row(tables.states, **{**kept, "claim": claim, "documents": len(documents), "event": event})


def store(draft: Draft, change: Change) -> None:
    """The row of a change."""
    draft.row(
        tables.changes,
        claim=int(change.claim[1:]),
        kind=change.kind.value,
        text=change.text,
        before=change.before,
        after=change.after,
        evidence=dumped(proofs_dict(change.evidence)),
    )


def _earlier(connection: sa.Connection, versions: Mapping[int, Version]) -> dict[int, int]:
    """The earlier versions of documents, each with its document."""
    table = tables.versions
    later = sorted(v.document for v in versions.values() if v.number > 1)
    statement = sa.select(table.c.id, table.c.document).where(table.c.document.in_(later))
    newest = {version.id for version in versions.values()}
    rows = connection.execute(statement) if later else ()
    return {number: document for number, document in rows if number not in newest}


def _names(connection: sa.Connection, versions: Iterable[int]) -> dict[int, str]:
    return {number: version.name for number, version in versions_of(connection, versions).items()}


def _spots(
    connection: sa.Connection, before: Mapping[int, Held], traces: Mapping[int, Trace], earlier: Mapping[int, int]
) -> dict[int, list[Spot]]:
    """Where the claims that are held are made, as far as the documents at hand go."""
    texts = {version: trace.document.text for version, trace in traces.items()}
    used = {h.part.version for one in before.values() for h in one.of(APPEARANCE)} & set(earlier)
    texts |= {number: document.text for number, document in texts_of(connection, [v for v in used if v]).items()}
    claims = {(version, claim.id): claim for version, trace in traces.items() for claim in trace.claims}
    found: dict[int, list[Spot]] = {}
    for number, one in before.items():
        for version, place in one.places():
            spans, claim = place.spans, claims.get((version, place.claim))
            if claim is not None and claim.spans == spans:
                found.setdefault(number, []).append(Spot(version, spans, claim.text))
            elif version in texts:
                start, end = spans[0]
                found.setdefault(number, []).append(Spot(version, spans, texts[version][start:end]))
        found.setdefault(number, [])
    return found


def _dropped(
    before: Mapping[int, Held],
    found: Sequence[ToldClaim],
    numbers: Mapping[int, int],
    earlier: Mapping[int, int],
    documents: Mapping[int, int],
) -> dict[int, tuple[int, ...]]:
    """The claims that an earlier text of a document makes and its newest does not, by document."""
    now = {(numbers[index], documents[spot.version]) for index, claim in enumerate(found) for spot in claim.spots}
    dropped: dict[int, list[int]] = {}
    for number, one in before.items():
        for part in one.of(APPEARANCE):
            document = earlier.get(part.part.version or 0)
            if document is not None and (number, document) not in now:
                dropped.setdefault(document, []).append(number)
    return {document: tuple(dict.fromkeys(claims)) for document, claims in dropped.items()}


def _gained(
    before: Mapping[int, Held],
    found: Sequence[ToldClaim],
    numbers: Mapping[int, int],
    documents: Mapping[int, int],
    shown: Shown,
) -> dict[int, dict[int, Proof]]:
    """The claims that a document makes and did not make before, in no text of it, by document, with the words."""
    then = {(n, documents.get(h.part.version or 0)) for n, one in before.items() for h in one.of(APPEARANCE)}
    gained: dict[int, dict[int, Proof]] = {}
    for index, claim in enumerate(found):
        for spot in claim.spots:
            number, document = numbers[index], documents[spot.version]
            proof = shown.proof(spot.version, spot.spans)
            if proof is not None and (number, document) not in then:
                gained.setdefault(document, {}).setdefault(number, proof)
    return gained


def _former(
    connection: sa.Connection, found: Sequence[ToldClaim], again: Again, before: Mapping[int, Held]
) -> dict[int, int]:
    """The claims, by place in the story, that a text made when it was there before and that nobody has made since."""
    parts, lineage = tables.parts, tables.lineage
    merged = sa.exists().where(lineage.c.claim == parts.c.claim, lineage.c.kind == MERGED_INTO)
    statement = (
        sa.select(parts.c.claim, parts.c.body)
        .where(parts.c.version == again.earlier.id, parts.c.kind == APPEARANCE, ~merged)
        .order_by(parts.c.id)
    )
    at = {Part(APPEARANCE, None, body).read(Appearance).spans: n for n, body in connection.execute(statement)}
    back: dict[int, int] = {}
    for index, claim in enumerate(found):
        for spot in claim.spots:
            number = at.get(spot.spans) if spot.version == again.version.id else None
            if number is not None and number not in before and number not in back.values():
                back.setdefault(index, number)
    return back


class _Writer:
    """Writes down, claim by claim, what differs from what is held. ``inside`` are the versions the story was made of
    and those they replace: what rests on others is left as it is."""

    def __init__(self, draft: Draft, event: int, inside: set[int], shown: Shown) -> None:
        self._draft, self._event, self._inside, self._shown = draft, event, inside, shown

    def outside(self, one: Held) -> list[HeldPart]:
        """The parts of a claim that rest on documents which were not looked at."""
        return [h for h in one.parts if h.part.version is not None and h.part.version not in self._inside]

    def claim(self, number: int, claim: ToldClaim, before: Held | None, moved: Sequence[HeldPart]) -> list[Change]:
        """A claim that the story makes: its number, what is held of it, parts of others that became part of it."""
        kept = self.outside(before) if before else []
        beside = {h.part.version for h in (*kept, *moved) if h.part.kind == APPEARANCE}
        state = {**claim.state, "documents": claim.state["documents"] + len(beside), "event": self._event}
        old = {h.part: h.id for h in before.parts} if before else {}
        new = [*claim.parts, *(h.part for h in moved)]
        for part in new:
            if part not in old:
                self._draft.row(tables.parts, claim=number, kind=part.kind, version=part.version, body=part.body)
        stay = dict.fromkeys([*(h.part for h in kept), *new])
        for part, identifier in old.items():
            if part not in stay:
                self._draft.end(tables.part_ends, identifier)
        if before is None or any(before.state[name] != value for name, value in state.items()):
            if before is not None:
                self._draft.end(tables.state_ends, before.state["id"])
            self._draft.row(tables.states, claim=number, **state)
        held = (before.state, [h.part for h in before.parts]) if before else None
        return changes(number, held, (state, list(stay)), self._shown)

    def parted(self, number: int, state: Mapping[str, Any], other: int) -> Change:
        """A claim that was part of another one."""
        self._draft.row(tables.lineage, claim=number, kind="split-from", other=other)
        text = f"k{number} “{state['text'][:90]}” was part of k{other} and is a claim of its own now."
        return Change(ChangeKind.PARTED, f"k{number}", text, f"k{other}", f"k{number}")

    def merged(self, one: Held, into: int) -> Change:
        """A claim that became part of another one."""
        self._end(one, one.parts)
        self._draft.row(tables.lineage, claim=one.claim, kind=MERGED_INTO, other=into)
        text = f"k{one.claim} “{one.state['text'][:90]}” is the same as k{into} and goes on as part of it."
        return Change(ChangeKind.MERGED, f"k{one.claim}", text, f"k{one.claim}", f"k{into}")

    def gone(self, one: Held) -> list[Change]:
        """A claim that no document at hand makes any more."""
        outside = self.outside(one)
        inside = [h for h in one.parts if h not in outside]
        if any(h.part.kind == APPEARANCE for h in outside):
            for h in inside:
                self._draft.end(tables.part_ends, h.id)
            return []
        self._end(one, one.parts)
        text = f"k{one.claim} “{one.state['text'][:90]}”: no document makes it any more."
        return [Change(ChangeKind.GONE, f"k{one.claim}", text)]

    def _end(self, one: Held, parts: Sequence[HeldPart]) -> None:
        self._draft.end(tables.state_ends, one.state["id"])
        for h in parts:
            self._draft.end(tables.part_ends, h.id)
