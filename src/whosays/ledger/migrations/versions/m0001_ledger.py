"""The first ledger: the record, and what is looked up by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)


def _of(name: str, target: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(target), nullable=null)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        _text("time"),
        _count("run"),
        _text("kind"),
        _text("subject"),
        _text("digests"),
        _text("previous"),
        _text("hash"),
    )
    op.create_table(
        "index_postings",
        sa.Column("stem", sa.Text, primary_key=True),
        sa.Column("document", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "index_profiles",
        sa.Column("document", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("stems", sa.LargeBinary, nullable=False),
        sa.Column("row", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "index_shingles",
        sa.Column("shingle", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("document", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "index_spread",
        sa.Column("stem", sa.Text, primary_key=True),
        _count("documents"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_rows",
        _number(),
        _count("entry"),
    )
    op.create_table(
        "document_rows",
        _number(),
        _count("entry"),
    )
    op.create_table(
        "runs",
        _number(),
        _count("entry"),
        _text("version"),
        _text("model"),
        _text("options"),
    )
    op.create_table(
        "change_rows",
        _number(),
        _count("entry"),
        _of("claim", "claim_rows.id"),
        _text("kind"),
        _text("text"),
        _text("before", null=True),
        _text("after", null=True),
        _text("evidence"),
    )
    op.create_table(
        "decision_rows",
        _number(),
        _count("entry"),
        _text("verb"),
        _count("event"),
        _of("claim", "claim_rows.id"),
        _text("subject"),
        _text("about"),
        _text("who"),
        _text("why"),
    )
    op.create_table(
        "lineage_rows",
        _number(),
        _count("entry"),
        _of("claim", "claim_rows.id"),
        _text("kind"),
        _of("other", "claim_rows.id"),
    )
    op.create_table(
        "membership_rows",
        _number(),
        _count("entry"),
        _of("document", "document_rows.id"),
        _count("event"),
    )
    op.create_table(
        "state_rows",
        _number(),
        _count("entry"),
        _of("claim", "claim_rows.id"),
        _count("event"),
        _text("text"),
        _count("documents"),
        _count("least"),
        _count("most"),
        _count("credibility"),
        _text("reliability"),
        _text("summary"),
        _text("reasons"),
    )
    op.create_table(
        "version_rows",
        _number(),
        _count("entry"),
        _of("document", "document_rows.id"),
        _count("number"),
        _text("sha256"),
        _text("text"),
        _text("about"),
    )
    op.create_table(
        "part_rows",
        _number(),
        _count("entry"),
        _of("claim", "claim_rows.id"),
        _text("kind"),
        _of("version", "version_rows.id", null=True),
        _text("body"),
    )
    op.create_table(
        "sighting_rows",
        _number(),
        _count("entry"),
        _of("document", "document_rows.id"),
        _of("version", "version_rows.id"),
        _text("identity", null=True),
        _text("input"),
        _text("url", null=True),
        _text("outlet", null=True),
        _text("title", null=True),
        _text("published", null=True),
        _text("seen"),
    )
    op.create_table(
        "state_ends",
        sa.Column("id", sa.Integer, sa.ForeignKey("state_rows.id"), primary_key=True, autoincrement=False),
        _count("entry"),
    )
    op.create_table(
        "trace_rows",
        _number(),
        _count("entry"),
        _of("version", "version_rows.id"),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "part_ends",
        sa.Column("id", sa.Integer, sa.ForeignKey("part_rows.id"), primary_key=True, autoincrement=False),
        _count("entry"),
    )
    op.create_table(
        "speaker_rows",
        _number(),
        _count("entry"),
        _of("trace", "trace_rows.id"),
        _text("source"),
        _text("name"),
        _text("folded"),
        _text("naming"),
        _text("role", null=True),
        _text("affiliation", null=True),
    )
    for table, column in (
        ("entries", "time"),
        ("change_rows", "claim"),
        ("decision_rows", "event"),
        ("decision_rows", "claim"),
        ("lineage_rows", "claim"),
        ("lineage_rows", "other"),
        ("membership_rows", "document"),
        ("membership_rows", "event"),
        ("state_rows", "claim"),
        ("state_rows", "credibility"),
        ("version_rows", "document"),
        ("version_rows", "sha256"),
        ("part_rows", "claim"),
        ("part_rows", "version"),
        ("sighting_rows", "document"),
        ("sighting_rows", "version"),
        ("sighting_rows", "identity"),
        ("state_ends", "entry"),
        ("trace_rows", "version"),
        ("part_ends", "entry"),
        ("speaker_rows", "trace"),
        ("speaker_rows", "folded"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE index_claims USING fts5"
            "(text, content='state_rows', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')"
        )
    else:
        op.execute("CREATE INDEX index_claims ON state_rows USING gin (to_tsvector('english', text))")
