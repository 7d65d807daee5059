"""Two indexes that a large ledger needs: claims by how many documents make them, and the few texts with fact-checks."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_index("ix_state_rows_documents", "state_rows", ["documents"])
    op.execute("CREATE INDEX ix_version_rows_fact_checks ON version_rows (id) WHERE about LIKE '%\"fact_checks\"%'")
