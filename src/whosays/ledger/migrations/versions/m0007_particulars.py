"""An index of the decisions about what documents say of themselves, which every reading of a document asks for."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:  # what an earlier step laid out anew from today's tables has it already
    op.execute(
        "CREATE INDEX IF NOT EXISTS ix_decision_rows_particulars ON decision_rows (id) "
        """WHERE about LIKE '%"of":"document"%'"""
    )
