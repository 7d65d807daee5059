"""What the headers of an answer say about coming again: the version it is, how long it holds, how long to wait."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPMessage

_MOST_SECONDS = 366 * 86_400.0
_LONGEST_VALIDATOR = 1_000


@dataclass(frozen=True, slots=True)
class Version:
    """What a server calls the version that it gave (RFC 9110, 8.8): sent back, it may answer "unchanged"."""

    etag: str | None = None
    modified: str | None = None

    def conditions(self) -> dict[str, str]:
        """The request headers that ask for the page only where it is another version."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


UNKNOWN = Version()


def version(headers: HTTPMessage) -> Version:
    """ETag and Last-Modified as they came; one that could not be sent back as a header is left out."""
    return Version(_harmless(headers.get("ETag")), _harmless(headers.get("Last-Modified")))


def retry_after(headers: HTTPMessage, now: datetime) -> float | None:
    """The seconds of Retry-After (RFC 9110, 10.2.3), none where it is missing or makes no sense.

    A date is counted from the server's own Date, so that a wrong clock here does no harm; ``now`` stands in for it.
    """
    value = (headers.get("Retry-After") or "").strip()
    if re.fullmatch(r"\d{1,12}", value):
        return min(float(value), _MOST_SECONDS)
    until = _date(value)
    if until is None:
        return None
    return min(max(0.0, (until - (_date(headers.get("Date") or "") or now)).total_seconds()), _MOST_SECONDS)


def fresh_for(headers: HTTPMessage) -> float:
    """The seconds that the answer is said to hold (Cache-Control: max-age), 0 where nothing is said."""
    found = re.search(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,12})", headers.get("Cache-Control") or "", re.IGNORECASE)
    return min(float(found.group(1)), _MOST_SECONDS) if found else 0.0


def _harmless(value: str | None) -> str | None:
    value = (value or "").strip()
    return (
        value if value and len(value) <= _LONGEST_VALIDATOR and re.fullmatch(r"[\x20-\x7e\xa0-\xff]+", value) else None
    )


def _date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
