"""Decisions that are about no claim: what was read in a document that makes none can be corrected, too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from whosays.ledger.migrations.views import drop_views, make_views

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    drop_views()
    with op.batch_alter_table("decision_rows") as table:
        table.alter_column("claim", existing_type=sa.Integer, nullable=True)
    make_views()
