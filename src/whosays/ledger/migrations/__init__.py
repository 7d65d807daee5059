"""The ledger's tables as they came to be (Alembic). ``upgrade`` brings a database to this version's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlalchemy as sa

HEAD = "0007"


def upgrade(connection: sa.Connection) -> None:
    """Run what is missing, inside the connection's transaction. Raises ``LookupError`` for an unknown version."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise LookupError(str(error)) from error
