"""A letter is shown in the view of claims only where a register of the user's own gave it."""

from __future__ import annotations

from whosays.ledger.migrations.views import make_views

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    make_views()
