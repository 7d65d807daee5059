"""Dates as pages write them, to ISO 8601 with the zone they give and no other."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_MONTH_NAMES = """
january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct
|november nov|december dec
"""
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES.split("|"), 1) for name in names.split()}
# Hours from UTC. Abbreviations that mean several zones (IST, CST) are left out: a wrong zone is worse than none.
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "cet": 1, "west": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
    "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "aest": 10, "aedt": 11, "jst": 9,
}  # fmt: skip
_NAMED = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_ZONE = r"(?P<zone>z|utc|gmt|[a-z]{3,4}|(?:utc|gmt)?\s?[+-]\d{1,2}:?(?:\d\d)?)"
_CLOCK = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?m\.?)?"
_TIME = rf"{_CLOCK}(?:\s*\(?{_ZONE}\)?)?"
_DATES = (
    rf"{_DAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s.-]*(?P<month>{_NAMED})\b\.?,?[\s-]*(?P<year>\d{{4}})",
    rf"{_DAY}(?P<month>{_NAMED})\b\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
)
_BETWEEN = r"(?:[\s,|·•/–—-]|\bat\b|\bon\b)+"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for date in _DATES
    for pattern in (rf"{date}(?:{_BETWEEN}{_TIME})?", rf"{_TIME}{_BETWEEN}{date}")
)
_WORD_BEHIND = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,9})?\s{0,3}\(?([A-Z]{2,5})\)?$")
_SLASHED = re.compile(r"(\d{1,2})[/](\d{1,2})[/](\d{4})(?P<rest>.*)", re.DOTALL)
_ISO_ZONE = re.compile(r"([+-]\d\d)(\d\d)$")
_LONGEST = 80


def iso_date(written: str) -> str | None:
    """The date in ISO 8601, as precise and with the zone that is written; none where it is no date or an ambiguous one.

    Read are ISO 8601, RFC 2822, seconds or milliseconds since 1970, and English dates with the month's name, a time of
    day before or behind. ``3/4/2024`` is ambiguous; ``3/14/2024`` is not.
    """
    written = " ".join(written.split()).strip(" ,;|·•")
    if not 6 <= len(written) <= _LONGEST:
        return None
    return _iso(written) or _named(written) or _slashed(written) or _epoch(written) or _mail(written)


def unknown_zone(written: str) -> str | None:
    """The name of a time zone behind a time of day that is not understood: it means several, or is not known."""
    match = _WORD_BEHIND.search(" ".join(written.split())[-_LONGEST:])
    if match is None or match[1].lower() in _ZONES or match[1] in ("AM", "PM"):
        return None
    return match[1]


def _iso(written: str) -> str | None:
    if not re.match(r"\d{4}-?\d\d-?\d\d(?:[T ]|$)", written) or (written.isdigit() and len(written) != 8):
        return None
    compact = re.sub(r"\s+(?=[+-]\d\d:?\d\d$|Z$)", "", written)
    try:
        moment = datetime.fromisoformat(
            _ISO_ZONE.sub(r"\1:\2", compact) if "T" in compact or " " in compact else compact
        )
    except ValueError:
        return None
    return _shown(moment, len(written) > 10)


def _named(written: str) -> str | None:
    for pattern in _PATTERNS:
        match = pattern.fullmatch(written)
        if match is None:
            continue
        part = match.groupdict()
        month = part["month"].lower()
        clock = part["minute"] or part["half"]
        if part["hour"] and not clock:
            continue
        try:
            hour = int(part["hour"] or 0)
            if part["half"]:
                if not 1 <= hour <= 12:
                    return None
                hour = hour % 12 + (12 if part["half"].lower().startswith("p") else 0)
            moment = datetime(
                int(part["year"]),
                _MONTHS.get(month) or int(month),
                int(part["day"]),
                hour,
                int(part["minute"] or 0),
                int(part["second"] or 0),
                tzinfo=_zone(part["zone"]),
            )
        except (ValueError, OverflowError):
            return None
        return _shown(moment, part["hour"] is not None)
    return None


def _slashed(written: str) -> str | None:
    match = _SLASHED.fullmatch(written)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), match[3]
    if (first > 12) == (second > 12) and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return iso_date(f"{year}-{month:02}-{day:02}{match['rest']}")


def _epoch(written: str) -> str | None:
    if not (written.isascii() and written.isdigit()) or len(written) not in (10, 13):
        return None
    return _shown(datetime.fromtimestamp(int(written[:10]), UTC), True)


def _mail(written: str) -> str | None:
    try:
        return _shown(parsedate_to_datetime(written), True)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _zone(written: str | None) -> timezone | None:
    if not written:
        return None
    name = written.lower().strip()
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    match = re.fullmatch(r"(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d\d)?", name)
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-offset if match[1] == "-" else offset)


def _shown(moment: datetime, with_time: bool) -> str | None:
    if not 1700 <= moment.year <= 2200:
        return None
    return moment.isoformat(timespec="seconds") if with_time else moment.date().isoformat()
