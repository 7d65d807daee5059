"""How apps and sites show a post on a screen: who posted and when over it, counts and buttons under it.

What stands there is read in a picture (`whosays.reading.picture`) and in a text that somebody copied
(`whosays.reading.pasted`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from whosays.reading.dates import iso_date
from whosays.reading.wordlists import post_expression

LONGEST_NAME = 6  # words
AROUND = " @\t·•|.,-–—=~_«»©®°¢…<>←→()[]{}\"'✓✔☑🌐👁♬♪🎵€&"
"""What may stand around a name, a count or a button without meaning anything."""

_LONGEST = 160
_HANDLE = re.compile(
    r"@[A-Za-z0-9_](?:[\w.-]{0,60}\w)?(?:@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4})?|(?<![\w/])/?u/[\w-]{3,30}"
)
_TORN = re.compile(r"(?<!\S)@ (?=[A-Za-z0-9_]{2,60}(?:\s|·))")  # a handle as the recognition of a picture may read it
_BIDI = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f]")
_BETWEEN = re.compile(r"\s[·•*+«»|~—–-](?:\s|$)")  # how a dot between two things is recognised
_GLUED = re.compile(
    r"(?<=[A-Za-z]{3})(?=\d{1,2},)|(?<=,)(?=\d{4})|(?<=\d)(?=[AaPp]\.?[Mm]\b)|\s?(?<=\w)(?=·)|(?<=·)\s?(?=\w)"
)
_SEEN = re.compile(
    r"\W{0,4}(?:edited|\d[\d.,]{0,12}[KMB]?)(?: ?views?)?(?:(?: |, ?)\W{0,3}\d[\d.,]{0,12}[KMB]?(?= |,))?,? "
    r"(?=[A-Za-z\d])",
    re.IGNORECASE,
)
_IN_A_CORNER = re.compile(
    r"\W{0,4}(?:(?:edited|\d[\d.,]{0,12}[KMB]?(?: views?)?)[\s,·]{1,3}){1,3}\d{1,2}:\d\d(?:\s?[AP]M)?", re.IGNORECASE
)
_TWO_DIGITS = re.compile(r"(\b\d{1,2}\.? [A-Za-z]{3,9}\.?,? )(\d\d)$")
_NO_YEAR = re.compile(
    r"(?:\d{1,2}\.? (?P<a>[a-z]{3,9})|(?P<b>[a-z]{3,9})\.? \d{1,2})(?:,? (?:at )?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
_WITH_DAY = re.compile(
    r"(?:(?:to|yester)day|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: at \d{1,2}[:.]\d\d.{0,6})?", re.I
)


@dataclass(frozen=True, slots=True)
class Account:
    """What a line over a post tells: the account, the name before it, and what stands behind both."""

    handle: str
    name: str = ""
    behind: str = ""


def clean(line: str) -> str:
    """A line in single spaces, without signs that are not seen."""
    return " ".join(_BIDI.sub("", line).split())


def account(line: str) -> Account | None:
    """The account in a line with nothing else but a name before it, and behind it how long ago it was or a mark."""
    if len(line) > _LONGEST:
        return None
    if _HANDLE.search(line) is None and _TORN.search(line) and is_time(line.rpartition("·")[2]):
        line = _TORN.sub("@", line, count=1)
    if (match := _HANDLE.search(line)) is None:
        return None
    before, behind = line[: match.start()].strip(AROUND), line[match.end() :].strip(AROUND)
    if behind and not (is_time(behind) or is_button(behind)):
        return None
    if len(before.split()) > LONGEST_NAME or (before and post_expression("leads").fullmatch(before)):
        before = "" if before and post_expression("leads").fullmatch(before) else before
        if before:
            return None
    return Account(match[0].lstrip("/"), before, behind)


def is_time(line: str) -> bool:
    """True for what tells when a post was made and nothing else, be it "3h" or a date."""
    line = line.strip(AROUND)
    return 0 < len(line) <= 60 and _is_time(line)


@lru_cache(maxsize=1024)  # each line is asked about several times, and many posts have the same ones
def _is_time(line: str) -> bool:
    return is_ago(line) or time(line) is not None or _without_year(line)


def is_seen(line: str) -> bool:
    """True for how often a post was seen and the time of day, as they stand in its corner."""
    return len(line) <= 60 and _IN_A_CORNER.fullmatch(line) is not None


def is_ago(line: str) -> bool:
    """True for how long ago something was: it gives no date."""
    return bool(post_expression("agos").fullmatch(line) or _WITH_DAY.fullmatch(line))


def _without_year(line: str) -> bool:
    match = _NO_YEAR.fullmatch(line)
    return match is not None and iso_date(f"1 {match['a'] or match['b']} 2000") is not None


def time(line: str) -> str | None:
    """The time in a line with nothing else but how often it was seen, and by which program it was posted."""
    if len(line) > _LONGEST:
        return None
    parts = [part.strip(AROUND) for part in _BETWEEN.split(_GLUED.sub(" ", line) if "·" in line else line)]
    kept = [part for part in parts if part and not is_button(part) and not post_expression("clients").fullmatch(part)]
    written = " ".join(kept)
    seen = _SEEN.match(written)
    return next(
        (
            date
            for one in (written, written[seen.end() :] if seen else "")
            if (date := iso_date(_TWO_DIGITS.sub(r"\g<1>20\2", one)))
        ),
        None,
    )


def is_button(line: str) -> bool:
    """True for what apps write around a post: buttons, and how often it was seen, liked and passed on."""
    return len(line) <= _LONGEST and _is_button(line)


@lru_cache(maxsize=1024)
def _is_button(line: str) -> bool:
    words = [word.strip(AROUND) for word in line.split()]
    return all(post_expression("counts").fullmatch(word) for word in words if word) or bool(
        post_expression("buttons").fullmatch(line.strip(AROUND))
    )
