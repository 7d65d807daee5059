"""What the ledger holds of claims: open states and parts, now or as of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.chunks import chunks
from whosays.ledger.claim_parts import APPEARANCE, DRIFT, EDGE, ORIGIN, Appearance, Drift, Edge, Origin, Part, Reasons
from whosays.model.trace import RATING
from whosays.wording import grade


@dataclass(frozen=True, slots=True)
class HeldPart:
    """A part with its number in the ledger."""

    id: int
    part: Part


@dataclass(frozen=True, slots=True)
class Held:
    """A claim as the ledger holds it: its number, its state as a row, its parts in the order in which they came."""

    claim: int
    state: dict[str, Any]
    parts: tuple[HeldPart, ...]

    def of(self, kind: str) -> list[HeldPart]:
        """The parts of one kind."""
        return [held for held in self.parts if held.part.kind == kind]

    def places(self) -> list[tuple[int, Appearance]]:
        """Where it is made: versions, and what is held of each place."""
        return [(held.part.version or 0, held.part.read(Appearance)) for held in self.of(APPEARANCE)]

    def edges(self) -> list[Edge]:
        """Who has it from whom."""
        return [held.part.read(Edge) for held in self.of(EDGE)]

    @property
    def versions(self) -> set[int]:
        """The texts that what is held of it speaks of."""
        found = {held.part.version for held in self.parts if held.part.version is not None} | self.reasons.versions
        said: list[Origin | Edge | Drift] = [*(held.part.read(Origin) for held in self.of(ORIGIN)), *self.edges()]
        said += (held.part.read(Drift) for held in self.of(DRIFT))
        return found.union(*(one.versions for one in said))

    @property
    def reasons(self) -> Reasons:
        """Why it stands as it does."""
        return reasons_of(self.state)


def reasons_of(state: Mapping[str, Any]) -> Reasons:
    """Why a claim of this state stands as it does."""
    return msgspec.json.decode(state["reasons"], type=Reasons)


def letter(state: Mapping[str, Any]) -> str | None:
    """The reliability letter of a state as it may be shown: none where no register of the user's own gave it."""
    rated = any(reason.rule in RATING for reason in reasons_of(state).standing)
    return str(state["reliability"]) if rated else None


def graded(state: Mapping[str, Any]) -> str:
    """The grade of a state: its digit, with a letter in front where there is one."""
    return grade(letter(state), state["credibility"])


def holds(table: sa.Table, ends: sa.Table, entry: int | None) -> Any:
    """The condition that a row holds: now, or as of an entry."""
    ended = sa.select(ends.c.id).where(ends.c.id == table.c.id)
    if entry is None:
        return ~sa.exists(ended)
    return sa.and_(table.c.entry <= entry, ~sa.exists(ended.where(ends.c.entry <= entry)))


def claims_in(connection: sa.Connection, versions: Iterable[int], entry: int | None = None) -> list[int]:
    """The claims that texts make, by number."""
    table = tables.parts
    found: set[int] = set()
    for some in chunks(sorted(set(versions))):
        statement = sa.select(table.c.claim).where(table.c.version.in_(some), table.c.kind == APPEARANCE)
        found.update(connection.execute(statement.where(holds(table, tables.part_ends, entry))).scalars())
    return sorted(found)


def held(connection: sa.Connection, claims: Iterable[int], entry: int | None = None) -> dict[int, Held]:
    """Claims that hold, by number."""
    wanted = sorted(set(claims))
    states: dict[int, dict[str, Any]] = {}
    parts: dict[int, list[HeldPart]] = {}
    for some in chunks(wanted):
        table = tables.states
        statement = sa.select(table).where(table.c.claim.in_(some), holds(table, tables.state_ends, entry))
        states.update((row["claim"], dict(row)) for row in connection.execute(statement).mappings())
        table = tables.parts
        columns = (table.c.id, table.c.claim, table.c.kind, table.c.version, table.c.body)
        statement = sa.select(*columns).where(table.c.claim.in_(some), holds(table, tables.part_ends, entry))
        for number, claim, kind, version, body in connection.execute(statement.order_by(table.c.id)):
            parts.setdefault(claim, []).append(HeldPart(number, Part(kind, version, body)))
    return {claim: Held(claim, states[claim], tuple(parts.get(claim, ()))) for claim in wanted if claim in states}
