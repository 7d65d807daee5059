"""What claims are worded like: their sentence vectors, and the headlines over them, to be found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "index_wordings",
        sa.Column("state", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("title", sa.Text, nullable=True),
        sa.Column("row", sa.LargeBinary, nullable=False),
        sa.Column("over", sa.LargeBinary, nullable=True),
    )
    op.create_table(
        "index_codes",
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("codes", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE index_titles USING fts5"
            "(title, content='index_wordings', content_rowid='state', tokenize='porter unicode61 remove_diacritics 2')"
        )
    else:
        op.execute(
            "CREATE INDEX index_titles ON index_wordings USING gin (to_tsvector('english', coalesce(title, '')))"
        )
