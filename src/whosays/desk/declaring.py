"""What a person says of a document that they give: the day of its publication, held against the rule for days.

Every face asks here (forms, API, terminal): a day that cannot be read is refused, and one that is yet to come is asked
about once, in one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from whosays.errors import UsageError
from whosays.wording import date_in_words


class YetToCome(UsageError):
    """A day of publication that is yet to come, which nobody said is meant; ``day`` is that day."""

    def __init__(self, day: str) -> None:
        super().__init__(f"{date_in_words(day)} is yet to come: put the date right, or say that it is meant")
        self.day = day


def day_of_publication(written: str, *, meant: str | bool = False) -> str:
    """The day or time in ISO 8601. Raises ``UsageError`` where it cannot be read as one, ``YetToCome`` where it is
    later than it is anywhere and not ``meant`` (the day that is, or any)."""
    from whosays.ledger.particulars import day_or_time  # a ledger is dear to load, and a mere trace needs none

    found = day_or_time(written)
    if meant is not True and meant != found[:10] and found[:10] > (today() + timedelta(days=1)).isoformat():
        raise YetToCome(found[:10])
    return found


def dated(values: Mapping[str, str], *, meant: str | bool = False) -> dict[str, str]:
    """What is put right of a document, its date held against the rule. Raises ``YetToCome``; a date that cannot be read
    is left to the ledger, which refuses it with its field."""
    from whosays.ledger.correcting import NOBODY
    from whosays.ledger.particulars import DATE

    if values.get(DATE, NOBODY).strip().casefold() != NOBODY:
        try:
            return {**values, DATE: day_of_publication(values[DATE], meant=meant)}
        except YetToCome:
            raise
        except UsageError:
            pass
    return dict(values)


def today() -> date:
    """The day."""
    return date.today()
