"""Lines that say who published a text, with when or by whom: "Tarn Post, 3 March 2031", "By Mira Holt | Tarn Post".

A line is one only where every piece of it is a publisher's name, a date, a byline or what stands around these, and
where the publisher stands beside a date or a name: "Aldmoor, 3 March 2031" names a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from whosays.outlets import is_outlet_name, is_section
from whosays.reading import bylines
from whosays.reading.dates import iso_date

_LONGEST = 160
_MOST_PIECES = 10
_APART = re.compile(
    r"\s{0,3}[|·•‧/]\s{0,3}|\s{1,3}[-–—]{1,2}\s{1,3}|[–—]|,?\s(?=\()"
    r"|[,.]?\s(?=(?:first |last |originally )?(?:published|posted|updated|modified)\b)",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s{0,3}")
_LABEL = re.compile(
    r"(?P<label>(?:(?:first|last|originally|article|story) )?(?:published|posted|updated|modified|issued|date)"
    r"(?: (?:on|at))?)?\s{0,2}:?\s{0,2}(?P<date>.{6,80})",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"updat|modif", re.IGNORECASE)
_PUT_OUT = re.compile(
    r"(?:(?:first|originally) )?(?:published|posted|issued)(?:(?: on)? (?P<before>.{6,60}?),?)? (?:by|in) "
    r"(?P<who>[^,|]{3,60}?)(?:(?:,? on|,) (?P<behind>.{6,60}))?",
    re.IGNORECASE,
)
_FOR = re.compile(r"(?P<by>by .{3,120}?),? (?:for|at|of) (?:the )?(?P<house>[A-Z].{2,60})", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,30}){1,3}", re.IGNORECASE)
# beside a date or a byline more is a publisher's name than where it stands alone
_HOUSE = re.compile(
    r"(?:The )?(?:[A-Z][\w’'&.-]* (?:(?:&|and|of) )?){1,3}"
    r"(?:Daily|Weekly|Online|Today|Review|Digest|Monitor|Reporter|Citizen|Globe|Broadcasting|Television|FM|Network|"
    r"Check|Agency|Newsroom|Insider|Live)"
    r"|(?:The )?(?:Daily|Weekly|Radio|TV|Channel|Evening|Sunday) (?:[A-Z][\w’'&-]*|\d)(?: [A-Z][\w’'&-]*)?"
    r"|[A-Z][a-z]+[A-Z][A-Za-z]+"  # "BuzzLine" is no place and no person
)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What such a line tells."""

    outlet: str
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None


def imprint(line: str, around: Callable[[str], bool], *, person: bool = True) -> Imprint | None:
    """What a line tells that says who published a text; none for any other line.

    ``around`` tells of a piece of it whether it is what sites write around these ("4 min read"). ``person``: whether a
    name without "By" may be the author's.
    """
    line = " ".join(line.split()).strip(" \t|·•–—-*_")
    if not 8 <= len(line) <= _LONGEST or line.endswith(("!", "?", ":", ";")):
        return None
    put_out = _put_out(line)
    if put_out is not None:
        return put_out
    houses: list[str] = []
    authors: list[str] = []
    dates: dict[str, str] = {}
    by = False
    for piece in _pieces(line):
        if found := _date(piece):
            kind, date = found
            dates.setdefault(kind, date)
        elif written := _by(piece):
            by = True
            authors += written[0]
            houses += written[1]
        elif house := _house(piece):
            houses.append(house)
        elif bylines.is_name(piece) and not authors and person:
            authors.append(piece)
        elif not (around(piece) or (authors and bylines.is_role(piece))):
            return None
    if len({house.casefold().removeprefix("the ") for house in houses}) != 1 or not (dates or by):
        return None
    return Imprint(houses[0], tuple(dict.fromkeys(authors)), dates.get("published"), dates.get("modified"))


def _put_out(line: str) -> Imprint | None:
    """ "Published 3 March 2031 by Tarn Post", "Posted by Tarn Post on 3 March 2031 at 05:10"."""
    match = _PUT_OUT.fullmatch(line)
    house = _house(match["who"]) if match else None
    if match is None or house is None:
        return None
    written = match["before"] or match["behind"]
    date = iso_date(written) if written else None
    return Imprint(house, (), date) if date else None


def _pieces(line: str) -> Iterator[str]:
    """The pieces of a line, dates with commas in them whole."""
    for part in _APART.split(line):
        words = [word.strip(" ()[]") for word in _COMMA.split(part)]
        words = [word for word in words if word]
        if len(words) > _MOST_PIECES:
            yield part
            continue
        at = 0
        while at < len(words):
            whole = next((end for end in range(len(words), at, -1) if _date(", ".join(words[at:end]))), None)
            end = whole or at + 1
            yield ", ".join(words[at:end])
            at = end


def _date(piece: str) -> tuple[str, str] | None:
    match = _LABEL.fullmatch(piece)
    date = iso_date(match["date"]) if match else None
    if match is None or date is None:
        return None
    return ("modified" if match["label"] and _CHANGED.search(match["label"]) else "published"), date


def _by(piece: str) -> tuple[Sequence[str], Sequence[str]] | None:
    """Authors and publisher of a byline: "By Mira Holt", "By Mira Holt for the Tarn Post"."""
    written = _FOR.fullmatch(piece)
    if written is not None and (house := _house(written["house"])):
        names = bylines.byline(written["by"])
        return (names, (house,)) if names else None
    if piece[:3].casefold() == "by " and bylines.is_role(piece):
        return (), ()  # "By Staff Writer"
    names = bylines.byline(piece)
    if names and not any(_house(name) for name in names):
        return names, ()
    return None


def _house(piece: str) -> str | None:
    """The publisher whose name a piece is and nothing else."""
    name = piece.strip(" .*_")
    printed = name.title() if name.isupper() and " " in name else name
    hyphened = re.sub(r"(?<=[a-z])-(?=[A-Z])", " ", printed)
    if is_section(printed):
        return None
    if is_outlet_name(printed) or is_outlet_name(hyphened) or _HOUSE.fullmatch(printed):
        return name
    return name if _DOMAIN.fullmatch(name) and not iso_date(name) and not name.replace(".", "").isdigit() else None
