"""The few words that only the page needs; all others are in ``whosays.reports.wording``."""

from __future__ import annotations

from datetime import datetime

from whosays.model import Naming, Response

# Said beside a response wherever it is shown, because it is so often misread.
CAUTION = {
    Response.CANNOT_CONFIRM: "this is not a denial",
    Response.DECLINE: "this neither confirms nor denies it",
    Response.NO_ANSWER: "this neither confirms nor denies it",
    Response.QUERY: "this is not a denial",
}
NAMING_COUNT = {
    Naming.NAMED: "named",
    Naming.ROLE: "by role only",
    Naming.UNNAMED: "unnamed",
    Naming.CROWD: "of a crowd",
    Naming.NONE: "not given",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 claim``, ``3 claims``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def date_in_words(iso: str) -> str:
    """``2024-11-06T09:30:00+01:00`` as ``6 November 2024, 09:30 (+01:00)``; what is no such date stays as it is."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    if len(iso) <= 10:
        return day
    offset = moment.strftime("%z")
    zone = "" if not offset else " UTC" if offset == "+0000" else f" ({offset[:3]}:{offset[3:5]})"
    return f"{day}, {moment:%H:%M}{zone}"
