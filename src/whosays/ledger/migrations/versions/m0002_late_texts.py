"""Texts that came late: versions older than one that was there before; and the views that people read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from whosays.ledger.migrations.views import make_views

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "late_rows",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, sa.ForeignKey("version_rows.id"), nullable=False),
    )
    op.create_index("ix_late_rows_version", "late_rows", ["version"])
    make_views()
