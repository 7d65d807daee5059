"""Which claims mean nearly what a text says, whatever their words: sentence vectors of claims and their headlines.

Each state of a claim has its vector, a byte a number, and the signs of it, a bit a number. A search goes through the
signs of the newest half million states, and through the vectors of the few that agree most: its cost has a bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.chunks import chunks
from whosays.ledger.claim_parts import APPEARANCE
from whosays.vectors import SIZE, Vectors

Floats = npt.NDArray[np.float32]

_WIDTH = SIZE // 8  # bytes that hold the signs of a vector
_TOGETHER = 1024  # states whose signs are one row
_MOST_PARTS = 512  # that a search goes through, the newest
_AGREEING = 400  # states whose vectors are compared
_AT_ONCE = 512  # states that one writer brings in
_BITS = np.array([number.bit_count() for number in range(256)], dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Wording:
    """The vector of a claim, and the headline over it with its own, where there is one."""

    row: Floats
    title: str | None = None
    over: Floats | None = None


def catch_up(connection: sa.Connection, encode: Vectors, most: int | None = _AT_ONCE) -> int:
    """Make the states findable that came since, at most so many, inside a writing transaction; how many."""
    states, table = tables.states, tables.index_wordings
    last = connection.execute(sa.select(sa.func.max(table.c.state))).scalar() or 0
    statement = sa.select(states.c.id, states.c.claim, states.c.text).where(states.c.id > last).order_by(states.c.id)
    new = connection.execute(statement.limit(most)).all()
    for some in chunks(new):
        titles = _titles(connection, {claim for _, claim, _ in some})
        over = {claim: title for claim, title in titles.items() if title.strip()}
        rows = encode([*(text for _, _, text in some), *over.values()])
        above = dict(zip(over, rows[len(some) :], strict=True))
        found = {
            number: Wording(rows[place], over.get(claim), above.get(claim))
            for place, (number, claim, _) in enumerate(some)
        }
        _store(connection, found)
    return len(new)


def clear(connection: sa.Connection) -> None:
    """Take everything away, to be made anew."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO index_titles(index_titles) VALUES('delete-all')")
    for table in (tables.index_wordings, tables.index_codes):
        connection.execute(sa.delete(table))


def wordings(connection: sa.Connection, states: Iterable[int]) -> dict[int, Wording]:
    """What is kept of states, by number; those that came since are not there."""
    table = tables.index_wordings
    found: dict[int, Wording] = {}
    for some in chunks(sorted(set(states))):
        for number, title, row, over in connection.execute(sa.select(table).where(table.c.state.in_(some))):
            found[number] = Wording(_unpacked(row), title, None if over is None else _unpacked(over))
    return found


def nearest(connection: sa.Connection, asked: Floats, least: float, most: int) -> list[int]:
    """The states whose claim or headline is nearest to a vector, the nearest first, each at least so near."""
    agreeing = _agreeing(connection, np.packbits(asked > 0))
    near = {
        number: max(float(kept.row @ asked), -1.0 if kept.over is None else float(kept.over @ asked))
        for number, kept in wordings(connection, agreeing).items()
    }
    ranked = sorted(near, key=lambda number: (-near[number], number))
    return [number for number in ranked if near[number] >= least][:most]


def _agreeing(connection: sa.Connection, signs: npt.NDArray[np.uint8]) -> list[int]:
    """The states whose vectors, or those of their headlines, have most signs in common with some."""
    table = tables.index_codes
    numbers: list[npt.NDArray[np.int64]] = []
    apart: list[npt.NDArray[np.int64]] = []
    for part, codes in connection.execute(sa.select(table).order_by(table.c.part.desc()).limit(_MOST_PARTS)):
        each = _BITS[np.frombuffer(codes, np.uint8).reshape(-1, 2, _WIDTH) ^ signs].sum(axis=2, dtype=np.int64)
        numbers.append(part * _TOGETHER + np.arange(len(each)))
        apart.append(each.min(axis=1))
    if not numbers:
        return []
    order = np.argsort(np.concatenate(apart), kind="stable")[:_AGREEING]
    found: list[int] = np.concatenate(numbers)[order].tolist()
    return found


def _titles(connection: sa.Connection, claims: Iterable[int]) -> dict[int, str]:
    """The headline of the first document that makes each claim, as far as one has any."""
    parts, seen = tables.parts, tables.sightings
    found: dict[int, str] = {}
    for some in chunks(sorted(claims)):
        statement = (
            sa.select(parts.c.claim, seen.c.title)
            .join(seen, seen.c.version == parts.c.version)
            .where(parts.c.claim.in_(some), parts.c.kind == APPEARANCE, seen.c.title.is_not(None))
            .order_by(parts.c.id, seen.c.id)
        )
        for claim, title in connection.execute(statement):
            found.setdefault(claim, title)
    return found


def _store(connection: sa.Connection, found: Mapping[int, Wording]) -> None:
    values = [
        {
            "state": number,
            "title": one.title,
            "row": _packed(one.row),
            "over": None if one.over is None else _packed(one.over),
        }
        for number, one in found.items()
    ]
    connection.execute(sa.insert(tables.index_wordings), values)
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("INSERT INTO index_titles (rowid, title) VALUES (:state, :title)"), values)
    for part in sorted({number // _TOGETHER for number in found}):
        inside = {n % _TOGETHER: one for n, one in found.items() if n // _TOGETHER == part}
        _store_signs(connection, part, inside)


def _store_signs(connection: sa.Connection, part: int, found: Mapping[int, Wording]) -> None:
    table = tables.index_codes
    held = connection.execute(sa.select(table.c.codes).where(table.c.part == part)).scalar()
    codes = np.zeros((max(found) + 1, 2, _WIDTH), dtype=np.uint8)
    if held is not None:
        before = np.frombuffer(held, np.uint8).reshape(-1, 2, _WIDTH)
        codes[: len(before)] = before
    for place, one in found.items():
        signs = np.packbits(one.row > 0)
        codes[place] = signs, signs if one.over is None else np.packbits(one.over > 0)
    if held is None:
        connection.execute(sa.insert(table), {"part": part, "codes": codes.tobytes()})
    else:
        connection.execute(sa.update(table).where(table.c.part == part).values(codes=codes.tobytes()))


def _packed(row: Floats) -> bytes:
    """A vector as signed bytes; its length is 1 again when it is unpacked."""
    most = max(float(np.abs(row).max()), 1e-12)
    return np.round(row * (127 / most)).astype(np.int8).tobytes()


def _unpacked(packed: bytes) -> Floats:
    row = np.frombuffer(packed, np.int8).astype(np.float32)
    return np.asarray(row / max(float(np.linalg.norm(row)), 1e-12), dtype=np.float32)
