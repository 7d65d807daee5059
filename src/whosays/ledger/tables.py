"""The ledger's tables. Rows are only ever added, but for the ``index_`` tables, which are made from the others.

Each row of the record belongs to an entry, which has the time from which it holds and the run that made it. What no
longer holds has a row in ``part_ends`` or ``state_ends``, with the entry that ended it.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()


def _table(name: str, *columns: sa.Column[Any]) -> sa.Table:
    """A table of the record: numbered rows, each of one entry."""
    number = sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)
    return sa.Table(name, metadata, number, _entry(), *columns)


def _entry(*, index: bool = False) -> sa.Column[Any]:
    """The entry a row belongs to. It is written after its rows, with their hash; as a foreign key it would have SQLite
    look through every table for them, so `whosays verify` is what checks it."""
    return sa.Column("entry", sa.Integer, nullable=False, index=index)


def _of(name: str, target: str, *, index: bool = False) -> sa.Column[Any]:
    """A column that names a row of another table."""
    return sa.Column(name, sa.Integer, sa.ForeignKey(target), nullable=False, index=index)


def _ends(name: str, of: str) -> sa.Table:
    """Which rows of a table no longer hold, and by which entry."""
    row = sa.Column("id", sa.Integer, sa.ForeignKey(f"{of}.id"), primary_key=True, autoincrement=False)
    entry = _entry(index=True)
    return sa.Table(name, metadata, row, entry)


entries = sa.Table(
    "entries",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("time", sa.Text, nullable=False, index=True),  # ISO 8601, UTC, never before that of the entry before
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("digests", sa.Text, nullable=False),  # JSON: table -> SHA-256 of the entry's rows in it
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)
runs = _table(
    "runs",
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),  # SHA-256 of the model's files
    sa.Column("options", sa.Text, nullable=False),  # JSON
)
documents = _table("document_rows")
versions = _table(
    "version_rows",
    _of("document", "document_rows.id", index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),  # JSON: the document without its text
)
TELLS_OF_CHECKS = sa.text("version_rows.about LIKE '%\"fact_checks\"%'")
"""True of the few texts that tell of fact-checks: word for word as their index has it (migration 0006), which is not
used for a value that is bound later."""

sa.Index(
    "ix_version_rows_fact_checks",
    versions.c.id,
    sqlite_where=sa.text("about LIKE '%\"fact_checks\"%'"),
    postgresql_where=sa.text("about LIKE '%\"fact_checks\"%'"),
)
late = _table(
    "late_rows",
    # an earlier text of a document that came when a later one was there: it is kept, and is never the newest
    _of("version", "version_rows.id", index=True),
)
sightings = _table(
    "sighting_rows",
    _of("document", "document_rows.id", index=True),
    _of("version", "version_rows.id", index=True),
    sa.Column("identity", sa.Text, index=True),
    sa.Column("input", sa.Text, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("outlet", sa.Text),
    sa.Column("title", sa.Text),
    sa.Column("published", sa.Text),
    sa.Column("seen", sa.Text, nullable=False),
)
traces = _table(
    "trace_rows",
    _of("version", "version_rows.id", index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),  # zlib: the trace as JSON, without its document
)
speakers = _table(
    "speaker_rows",
    _of("trace", "trace_rows.id", index=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("folded", sa.Text, nullable=False, index=True),
    sa.Column("naming", sa.Text, nullable=False),
    sa.Column("role", sa.Text),
    sa.Column("affiliation", sa.Text),
)
memberships = _table(
    "membership_rows",
    _of("document", "document_rows.id", index=True),
    sa.Column("event", sa.Integer, nullable=False, index=True),
)
claims = _table("claim_rows")
states = _table(
    "state_rows",
    _of("claim", "claim_rows.id", index=True),
    sa.Column("event", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("documents", sa.Integer, nullable=False, index=True),
    sa.Column("least", sa.Integer, nullable=False),
    sa.Column("most", sa.Integer, nullable=False),
    sa.Column("credibility", sa.Integer, nullable=False, index=True),
    sa.Column("reliability", sa.Text, nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("reasons", sa.Text, nullable=False),  # JSON: of origins, of standing, circles, a note
)
state_ends = _ends("state_ends", "state_rows")
parts = _table(
    "part_rows",
    _of("claim", "claim_rows.id", index=True),
    sa.Column("kind", sa.Text, nullable=False),  # appearance, origin, edge, drift, response
    sa.Column("version", sa.Integer, sa.ForeignKey("version_rows.id"), index=True),  # whose text shows it
    sa.Column("body", sa.Text, nullable=False),  # JSON
)
part_ends = _ends("part_ends", "part_rows")
lineage = _table(
    "lineage_rows",
    _of("claim", "claim_rows.id", index=True),
    sa.Column("kind", sa.Text, nullable=False),  # merged-into, split-from
    _of("other", "claim_rows.id", index=True),
)
decisions = _table(
    "decision_rows",
    sa.Column("verb", sa.Text, nullable=False),
    sa.Column("event", sa.Integer, nullable=False, index=True),
    sa.Column("claim", sa.Integer, sa.ForeignKey("claim_rows.id"), index=True),  # none of a document that makes none
    sa.Column("subject", sa.Text, nullable=False),  # as the person gave it
    sa.Column("about", sa.Text, nullable=False),  # JSON: what it is known by, whatever a later run makes of it
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
)
OF_PARTICULARS = sa.text('decision_rows.about LIKE \'%"of":"document"%\'')
"""True of the few decisions about what documents say of themselves: as their index has it (migration 0007)."""

sa.Index(
    "ix_decision_rows_particulars",
    decisions.c.id,
    sqlite_where=sa.text('about LIKE \'%"of":"document"%\''),
    postgresql_where=sa.text('about LIKE \'%"of":"document"%\''),
)
changes = _table(
    "change_rows",
    _of("claim", "claim_rows.id", index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Column("evidence", sa.Text, nullable=False),  # JSON
)

RECORD = (
    runs, documents, versions, late, sightings, traces, speakers, memberships, claims, states, state_ends, parts,
    part_ends, lineage, decisions, changes,
)  # fmt: skip
"""The tables that entries cover, in the order in which their rows are hashed."""

index_shingles = sa.Table(
    "index_shingles",
    metadata,
    sa.Column("shingle", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("document", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
index_postings = sa.Table(
    "index_postings",
    metadata,
    sa.Column("stem", sa.Text, primary_key=True),
    sa.Column("document", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
index_spread = sa.Table(
    "index_spread",
    metadata,
    sa.Column("stem", sa.Text, primary_key=True),
    sa.Column("documents", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
index_profiles = sa.Table(
    "index_profiles",
    metadata,
    sa.Column("document", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("stems", sa.LargeBinary, nullable=False),  # zlib: all it uses
    sa.Column("row", sa.LargeBinary, nullable=False),  # what it is compared by
)
index_wordings = sa.Table(
    "index_wordings",
    metadata,
    sa.Column("state", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("title", sa.Text),  # the headline of the first document that makes the claim
    sa.Column("row", sa.LargeBinary, nullable=False),  # the sentence vector of the claim, a byte a number
    sa.Column("over", sa.LargeBinary),  # that of the headline
)
index_codes = sa.Table(
    "index_codes",
    metadata,
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("codes", sa.LargeBinary, nullable=False),  # of a thousand states each: the signs of their vectors
)
