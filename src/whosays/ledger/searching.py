"""Claims looked for by words, by what they rest on, and by when they last changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from whosays.errors import UsageError
from whosays.ledger import tables
from whosays.ledger.chunks import chunks
from whosays.ledger.claim_parts import RESPONSE
from whosays.ledger.claim_rows import graded, holds
from whosays.ledger.decision_rows import REJECT
from whosays.ledger.draft import stamp
from whosays.ledger.naming import end_of
from whosays.ledger.nearby import spread_of
from whosays.ledger.particulars import undone
from whosays.ledger.wordings import Wording, nearest, wordings
from whosays.matching.alike import alike, both, roots, telling_words, written
from whosays.vectors import Vectors

_GRADE = re.compile(r"([A-F])?([1-6])?")
_ENGLISH: Any = sa.literal_column("'english'")  # literal, so that PostgreSQL finds its index
_DENYING = re.compile(
    r"\b(?:not|never|nor|neither|un)[ -]?(?:yet |been |otherwise )?(?:confirmed|denied|backed)\b", re.IGNORECASE
)
_MOST_LIKE = 100  # states that are compared with a text for their words, and as many for their headlines'
_MOST_NEAR = 60  # that are compared for their meaning
_NEAR = 0.4  # as near as a claim must be that shares no word
_MOST_FOUND = 2000  # matches of a search among which those in most documents come first


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim as lists show it. ``since`` is when it last changed; ``rejected`` where a person said it is none;
    ``answered`` where somebody answers it. Of a search for claims like a text, ``likeness`` is how like it is and
    ``shared`` which words both have.
    """

    claim: str
    text: str
    documents: int
    least: int
    most: int
    grade: str
    summary: str
    since: str
    rejected: bool
    likeness: float | None = None
    shared: tuple[str, ...] = ()
    event: str = ""
    answered: bool = False


def listed(
    connection: sa.Connection,
    *,
    search: str | None = None,
    standing: str | None = None,
    since: str | None = None,
    limit: int = 50,
    everything: bool = False,
    carried: bool = False,
    after: tuple[int, int] | None = None,
) -> list[Listed]:
    """Claims that hold. A ``search`` has all its words in the claim, in any form; ``standing`` is a grade ("B2"), a
    letter, a digit or words of the summary ("denied"); ``since`` a date. Without ``everything``, those that a person
    rejected are left out. A search puts those of most documents first, a list those that changed last or, if
    ``carried``, those that most documents make. For who asks page by page, ``after`` is how many documents make the
    last claim seen, and its number: those of most documents come first then, by number. Raises ``UsageError``.
    """
    table = tables.states
    which: list[Any] = []
    if search is not None:
        which.append(_having(connection, search))
    told = None
    if standing is not None:
        which.append(_standing(standing))
        told = None if _graded(standing) else _saying(standing)
    if since is not None:
        which.append(table.c.entry >= _first_since(connection, since))
    newest, widest = table.c.id.desc(), table.c.documents.desc()
    if after is not None:
        many, claim = after
        behind = sa.and_(table.c.documents == many, table.c.claim > claim)
        which.append(sa.or_(table.c.documents < many, behind))
        order: tuple[Any, ...] = (widest, table.c.claim, newest)
    else:
        order = (widest, newest) if carried else (newest,)
    most = max(limit, _MOST_FOUND) if search or told else limit * 2
    statement = _held().where(*which).order_by(*order)
    if told is None and search is not None and after is None:
        # the newest matches by number alone, and of those in most documents the rest: rows are long
        own = sa.select(table.c.id, table.c.documents).where(*which, holds(table, tables.state_ends, None))
        found = own.order_by(*order).limit(most).subquery()
        first = sa.select(found.c.id).order_by(found.c.documents.desc(), found.c.id.desc()).limit(limit * 2)
        statement = _held().where(table.c.id.in_(first)).order_by(widest, newest)
    rows = list(connection.execute(statement.limit(most)).mappings())
    if told is not None:
        rows = [
            row
            for row in rows
            if told.search(row["summary"] if _DENYING.search(standing or "") else _DENYING.sub(" ", row["summary"]))
        ]
        if search is not None and after is None:
            rows.sort(key=lambda row: (-row["documents"], -row["id"]))
    return _shown(connection, rows, everything, limit)


def like(
    connection: sa.Connection, text: str, vectors: Vectors, *, limit: int = 50, everything: bool = False
) -> list[Listed]:
    """Claims that hold and may say what a text says, in whatever words, the likest first. Each shares one of its
    telling words, or is under a headline that does, or means much the same. Raises ``UsageError`` where the text has
    no words.
    """
    asked = roots(both(text))
    if not asked:
        raise UsageError("--like needs some words")
    spread = spread_of(connection, asked.values())
    pile = connection.execute(sa.select(sa.func.max(tables.documents.c.id))).scalar() or 0
    words = telling_words(both(text), spread, pile)
    found = dict.fromkeys(_nearest(connection, words))
    found.update(dict.fromkeys(_headed(connection, words)))
    found.update(dict.fromkeys(nearest(connection, vectors([written(text)])[0], _NEAR, _MOST_NEAR)))
    rows = list(connection.execute(_held().where(tables.states.c.id.in_(list(found)))).mappings())
    kept = wordings(connection, [row["id"] for row in rows])
    texts, titles = (
        [row["text"] for row in rows],
        [kept[row["id"]].title if row["id"] in kept else None for row in rows],
    )
    near = alike(text, texts, spread, pile, _kept(vectors, rows, kept), titles)
    ranked = sorted(zip(rows, near, strict=True), key=lambda pair: (-pair[1].score, pair[0]["id"]))
    shown = _shown(connection, [row for row, _ in ranked], everything, limit)
    score = {f"k{row['claim']}": one for row, one in ranked}
    return [replace(c, likeness=score[c.claim].score, shared=score[c.claim].shared) for c in shown]


def _kept(vectors: Vectors, rows: Sequence[Any], kept: Mapping[int, Wording]) -> Vectors:
    """Vectors that are kept in the ledger taken from there, others made."""
    known = {row["text"]: kept[row["id"]].row for row in rows if row["id"] in kept}
    known.update({one.title: one.over for one in kept.values() if one.title is not None and one.over is not None})

    def rows_of(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        made = dict(zip(new, vectors(new), strict=True)) if new else {}
        return np.stack([known[text] if text in known else made[text] for text in texts])

    return rows_of


def _held() -> Any:
    """The statement for states that hold, with the time of their entry."""
    table, entries = tables.states, tables.entries
    names = ("claim", "event", "text", "documents", "least", "most", "credibility", "reliability", "reasons", "summary")
    columns = [table.c[name] for name in names]
    statement = sa.select(table.c.id, *columns, entries.c.time).join(entries, entries.c.sequence == table.c.entry)
    return statement.where(holds(table, tables.state_ends, None))


def _shown(connection: sa.Connection, rows: Sequence[Any], everything: bool, most: int) -> list[Listed]:
    """The first rows as lists show them; those that a person rejected only with ``everything``."""
    rejected = _rejected(connection, [row["claim"] for row in rows])
    kept = [row for row in rows if everything or row["claim"] not in rejected][:most]
    answered = _answered(connection, [row["claim"] for row in kept])
    return [_listed(row, row["claim"] in rejected, row["claim"] in answered) for row in kept]


def _answered(connection: sa.Connection, claims: Sequence[int]) -> set[int]:
    """The claims that somebody answers."""
    table, found = tables.parts, set[int]()
    for some in chunks(sorted(claims)):
        statement = sa.select(table.c.claim).where(
            table.c.claim.in_(some), table.c.kind == RESPONSE, holds(table, tables.part_ends, None)
        )
        found.update(connection.execute(statement.distinct()).scalars())
    return found


def _nearest(connection: sa.Connection, words: Sequence[str]) -> list[int]:
    """States with any of the words, those that have most and the seldomest first (BM25 in SQLite)."""
    return _ranked(connection, words, "index_claims", tables.states.c.id, tables.states.c.text)


def _headed(connection: sa.Connection, words: Sequence[str]) -> list[int]:
    """States under a headline with any of the words, in the same order."""
    table = tables.index_wordings
    return _ranked(
        connection, words, "index_titles", table.c.state, sa.func.coalesce(table.c.title, sa.literal_column("''"))
    )


def _ranked(connection: sa.Connection, words: Sequence[str], index: str, number: Any, text: Any) -> list[int]:
    if connection.dialect.name == "sqlite":
        quoted = " OR ".join(f'"{word}"' for word in words)
        statement = sa.text(
            f"SELECT rowid FROM {index} WHERE {index} MATCH :words ORDER BY rank, rowid LIMIT :most"  # noqa: S608  our own names
        ).bindparams(words=quoted, most=_MOST_LIKE)
        return list(connection.execute(statement).scalars())
    vector = sa.func.to_tsvector(_ENGLISH, text)
    asked: Any = sa.func.plainto_tsquery(_ENGLISH, words[0])
    for word in words[1:]:
        asked = asked.op("||")(sa.func.plainto_tsquery(_ENGLISH, word))
    found = sa.select(number).where(vector.op("@@")(asked))
    found = found.order_by(sa.func.ts_rank(vector, asked).desc(), number).limit(_MOST_LIKE)
    return list(connection.execute(found).scalars())


def _listed(row: Any, rejected: bool, answered: bool) -> Listed:
    return Listed(f"k{row['claim']}", row["text"], row["documents"], row["least"], row["most"], graded(row),
                  row["summary"], row["time"], rejected, event=f"e{row['event']}", answered=answered)  # fmt: skip


def _having(connection: sa.Connection, search: str) -> Any:
    """The condition that a state has all the words."""
    words = re.findall(r"\w+", search)
    if not words:
        raise UsageError("--search needs some words")
    if connection.dialect.name == "sqlite":
        quoted = " ".join(f'"{word}"' for word in words)
        found = sa.text(
            "SELECT rowid FROM index_claims WHERE index_claims MATCH :words ORDER BY rowid DESC LIMIT :most"
        )
        return tables.states.c.id.in_(found.bindparams(words=quoted, most=_MOST_FOUND * 10).columns(sa.column("rowid")))
    vector = sa.func.to_tsvector(_ENGLISH, tables.states.c.text)
    return vector.op("@@")(sa.func.plainto_tsquery(_ENGLISH, " ".join(words)))


def _standing(wanted: str) -> Any:
    table = tables.states
    match = _graded(wanted)
    if match:
        rated = table.c.reasons.contains('"rule":"register"', autoescape=True)
        parts = [table.c.reliability == match[1], rated] if match[1] else []
        return sa.and_(*parts, table.c.credibility == int(match[2])) if match[2] else sa.and_(*parts)
    if not wanted.strip():
        raise UsageError("--standing needs a grade such as B2, a letter, a digit, or words such as denied")
    return sa.func.lower(table.c.summary).contains(wanted.strip().lower(), autoescape=True)


def _graded(wanted: str) -> re.Match[str] | None:
    match = _GRADE.fullmatch(wanted.strip().upper())
    return match if match and (match[1] or match[2]) else None


def _saying(wanted: str) -> re.Pattern[str]:
    """What a summary must have that says these words: whole words, as they stand."""
    words = r"\s+".join(map(re.escape, wanted.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _first_since(connection: sa.Connection, since: str) -> int:
    """The first entry at or after the beginning of a day."""
    moment = end_of(since)
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", since.strip()):
        padded = (since.strip() + "-01-01")[:10]
        moment = end_of(padded).replace(hour=0, minute=0, second=0, microsecond=0)
    table = tables.entries
    statement = sa.select(table.c.sequence).where(table.c.time >= stamp(moment))
    first = connection.execute(statement.order_by(table.c.time, table.c.sequence).limit(1)).scalar()
    if first is not None:
        return int(first)
    return (connection.execute(sa.select(sa.func.max(table.c.sequence))).scalar() or 0) + 1


def _rejected(connection: sa.Connection, claims: list[int]) -> set[int]:
    """The claims of which a person said last that they are none."""
    table = tables.decisions
    found: dict[int, str] = {}
    gone = undone(connection)
    for at in range(0, len(claims), 900):
        statement = sa.select(table.c.id, table.c.claim, table.c.verb).where(
            table.c.claim.in_(claims[at : at + 900]), table.c.about == '{"what":"claim"}'
        )
        rows = connection.execute(statement.order_by(table.c.id))
        found.update((claim, verb) for number, claim, verb in rows if number not in gone)
    return {claim for claim, verb in found.items() if verb == REJECT}
