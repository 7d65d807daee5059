"""Which of the dates that a page gives is when it was published, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from whosays.reading.dates import iso_date, unknown_zone

_EPOCH = "1970-01-01"
_MOST_COMPARED = 8
_FAR = 3_650


@dataclass(frozen=True, slots=True)
class Dates:
    """The first usable date of some, in ISO 8601, and sentences about what is odd about it."""

    date: str | None = None
    doubts: tuple[str, ...] = ()


def chosen(written: Iterable[str | None], what: str = "publication") -> Dates:
    """The first of several dates, surest first, that is one.

    1970-01-01 is what programs write for none. A date in the future is kept and told: it may be an embargo or a fault,
    and a clock here may be wrong. That two of a page's dates have one time of day in different zones is told, too.
    """
    dates = list(written)[:_MOST_COMPARED]
    found = [iso for text in dates if text and (iso := iso_date(text))]
    real = [date for date in found if not date.startswith(_EPOCH)]
    if not real:
        epoch = f"The page's {what} date is 1970-01-01, which programs write where none is known; it was not taken."
        return Dates(None, (epoch,) if found else ())
    date = real[0]
    doubts = []
    if unclear := next((zone_doubt(text) for text in dates if text and iso_date(text) == date), None):
        doubts.append(unclear)
    if is_future(date):
        doubts.append(f"The page's {what} date ({date}) lies in the future by this computer's clock.")
    other = next((o for o in real[1:] if len(o) > 10 and o[:19] == date[:19] and o[19:] != date[19:]), None)
    if other is not None and len(date) > 10:
        doubts.append(
            f"The page gives its {what} time in two zones, {date} and {other}; the first, which is surer, was taken."
        )
    return Dates(date, tuple(doubts))


def given(written: str, what: str = "publication") -> Dates:
    """A date that a feed, an export or a table gives, in ISO 8601, and what is odd about it; none where it is no date,
    or the first of January 1970, which programs write for none."""
    date = iso_date(written)
    if date is None:
        return Dates(None, (f"The date “{written[:60]}” could not be read.",))
    if date.startswith(_EPOCH):
        return Dates(None, (f"Its {what} date is 1970-01-01, which programs write for none; it was not taken.",))
    doubts = [doubt] if (doubt := zone_doubt(written)) else []
    if what == "publication" and is_future(date):
        doubts.append(f"Its publication date ({date}) lies in the future by this computer's clock.")
    return Dates(date, tuple(doubts))


def zone_doubt(written: str) -> str | None:
    """A sentence about a time zone that a date names and that is not understood."""
    zone = unknown_zone(written)
    if zone is None:
        return None
    return f"The date “{written[:60]}” names a time zone that is not clear ({zone}); the time is kept without one."


def in_address(day: str, before: Dates) -> Dates:
    """The day in a page's address, where it gives no other; one years ahead is rather a number of the page's."""
    if not is_future(day):
        return Dates(day, before.doubts)
    doubt = f"The date in the page's address ({day}) lies in the future by this computer's clock"
    if is_future(day, timedelta(days=_FAR)):
        return Dates(None, (*before.doubts, f"{doubt}; it was not taken."))
    return Dates(day, (*before.doubts, f"{doubt}."))


def is_future(date: str, ahead: timedelta = timedelta(days=1)) -> bool:
    """True for a day or time that has not come yet: by a day, anywhere on earth."""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return False
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment > datetime.now(UTC) + ahead
