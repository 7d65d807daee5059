"""The names by which people ask for something, and the days as of which they ask."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from whosays.errors import UsageError
from whosays.ledger import tables
from whosays.ledger.draft import stamp

_NAME = re.compile(r"([kdpej])(\d{1,9})(?:\.(\d{1,6}))?", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def number(name: str, letter: str) -> int | None:
    """The number in a name such as ``k5``; none where it is no name of that letter."""
    match = _NAME.fullmatch(name.strip())
    if match is None or match[1].lower() != letter or (match[3] and letter != "d"):
        return None
    return int(match[2])


def text_number(name: str) -> int | None:
    """Which text of a document is meant by ``d12.2``; none where it does not say."""
    match = _NAME.fullmatch(name.strip())
    return int(match[3]) if match and match[3] else None


def end_of(day: str) -> datetime:
    """The last moment of a year, month, day, or an exact time with or without zone (UTC, without). ``UsageError``."""
    match = _DAY.fullmatch(day.strip())
    try:
        if match is None:
            moment = datetime.fromisoformat(day.strip().replace("Z", "+00:00"))
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        year, month = int(match[1]), int(match[2] or 12)
        date = datetime(year, month, int(match[3] or calendar.monthrange(year, month)[1]), tzinfo=UTC)
        return date + timedelta(days=1) - timedelta(microseconds=1)
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        raise UsageError(f"{day}: give a date such as 2025-03-14, 2025-03 or 2025, or a time in ISO 8601") from None


def entry_at(connection: sa.Connection, day: str | None) -> int | None:
    """The last entry as of a day; none for now."""
    if day is None:
        return None
    table = tables.entries
    until = sa.select(sa.func.max(table.c.sequence)).where(table.c.time <= stamp(end_of(day)))
    return connection.execute(until).scalar() or 0
