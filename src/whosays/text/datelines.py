"""Datelines: "TOLM, May 3 (Norpress) —" before the first words of a report says where and by whom it was written."""

from __future__ import annotations

import re

# Some print no dash: "TOLM (Norpress)The ferry sank".
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_BEFORE_A_CLAIM = re.compile(
    r"(?:[A-Z][\w.'’/ ,-]{1,60}?)?\((?:[A-Z][\w .]{1,30})\)(?:\s{0,3}[-–—]{1,3}\s{0,3}|(?=[A-Z]))"
    r"|[A-Z]{3}[A-Z .'’]{0,60}(?:, [\w. ]{2,20})?\s{1,3}[-–—]{1,2}\s{1,3}"
    rf"|[A-Z][\w.'’ -]{{1,40}}(?:, [A-Z][\w.'’ -]{{1,30}})?, {_MONTH}"
    r"[a-z]{0,6}\.? \d{1,2}(?:, \d{4})?\s+[-–—]{1,2}\s+"
)
_MARKED = re.compile(r"[(–—-]")  # every dateline before a claim has one of them
_WITH_HOUSE = re.compile(
    r"^[A-Z][\w.,'’ -]{2,60} ?\((?P<who>[A-Z][\w.&'’ -]{1,40})\)(?: ?[-–—]|(?=[A-Z]))", re.MULTILINE
)
_CLOSED = re.compile(r"[^)]{0,30}\)\s{0,5}[-–—:]")
_HEAD = 600  # characters of a text in which its dateline stands


def end_of(text: str, start: int, end: int) -> int:
    """Where the words behind a dateline begin that stands at ``start``; ``start`` where none does."""
    found = _BEFORE_A_CLAIM.match(text, start, end) if _MARKED.search(text, start, end) else None
    return found.end() if found else start


def house(text: str) -> str | None:
    """Who published a text by the dateline at its head: "Norpress"."""
    found = _WITH_HOUSE.search(text[:_HEAD])
    return found["who"] if found else None


def closes(text: str, end: int) -> bool:
    """True where the brackets around a name that ends at ``end`` are those of a dateline."""
    return _CLOSED.match(text, end, end + 30) is not None
