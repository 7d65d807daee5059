"""Who wrote it: names out of bylines and author fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from whosays.reading.wordlists import alternation

_PARTICLES = r"(?:de|da|di|do|dos|del|della|du|la|le|van|von|der|den|ter|bin|ibn|ben|al|el|y|e|zu|st\.?)"
_CAPITAL = r"(?:[^\W\d_a-zà-öø-ÿ][^\W\d_]*(?:[’'.-][^\W\d_]+)*\.?)"
_NAME = re.compile(rf"{_CAPITAL}(?:[ -](?:{_CAPITAL}|{_PARTICLES})){{0,4}} (?:{_PARTICLES} )?{_CAPITAL}")
_BY = re.compile(
    r"\b(?:(?:written|reported|words|story|posted|published|text|analysis|opinion|review|column) )?by:?\s+",
    re.IGNORECASE,
)
_TAGS = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\S)\S+@\S+\.\w+|(?<!\w)@\w+", re.IGNORECASE)
_AND = re.compile(
    r"(?<!\s)\s*(?:[;|/•·\n]|(?<=[a-z]{3})\.(?=\s[A-Z])|\s(?:and|und|et|y|&|\+|with)\s)\s*", re.IGNORECASE
)
_COMMA = re.compile(r"(?<!\s)\s*,\s*")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|phd|ph\.d|md|m\.d|esq|mbe|obe|cbe)\.?", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:admin(?:istrator)?|staff|staff (?:writer|reporter)s?|editor(?:s|ial)?|guest|unknown|webmaster|none|null|n/a"
    r"|anonymous"
    r"|undefined|author|web ?desk|news ?desk|newsroom|our correspondent|contributor|user|team|agenc(?:y|ies)"
    r"|published|updated|posted|about the author|follow|view profile|more (?:from|by).*|see (?:all|more).*)",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(
    r"(?<!\s)(?:\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|\s+(?:in|at|for|from)\s+\S.*"
    r"|\s+(?:published|updated|posted|last updated)\b.*|\s*\(.*)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september"
    r"|october|november|december|the|a|an)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 80
_MOST_NAMES = 20


def authors(written: str | Iterable[str], own: Iterable[str] = ()) -> tuple[str, ...]:
    """The names in an author field, each once, in order: without "By", addresses, roles, and the
    outlet's ``own`` names.

    An organization that is not the outlet stays (an agency's report carries its name).
    """
    found: dict[str, str] = {}
    own = list(own)
    outlet = {core_name(name) for name in own}
    tails = [name for name in own if name] + ["The Associated Press", "Associated Press"]
    for field in [written] if isinstance(written, str) else written:
        for name in _names(field):
            # "Jane Doe The Outlet"
            for tail in tails:
                if len(name.split()) > len(tail.split()) + 1 and name.casefold().endswith(f" {tail.casefold()}"):
                    name = name[: -len(tail)].strip(" ,-")
            if core_name(name) not in outlet and not _NOBODY.fullmatch(name):
                found.setdefault(name.casefold(), name)
    return tuple(found.values())[:_MOST_NAMES]


def byline(line: str) -> tuple[str, ...]:
    """The names of a byline ("By Jane Doe and John Roe, Foreign Correspondents"); none for any other line."""
    match = _BY.match(line)
    if match is None or len(line) > 200 or line.endswith((".", "!", "?", ":", ",", ";")) or _NO_NAME.search(line):
        return ()
    first = _IN_PLACE.sub("", _AND.split(_COMMA.split(line[match.end() :])[0])[0])
    return authors(line) if _NAME.fullmatch(first) or _is_role(first) else ()


def is_name(text: str) -> bool:
    """True for what is written like a name: two to six words that begin with capitals."""
    return bool(_NAME.fullmatch(text)) and not _NO_NAME.search(text)


def core_name(name: str) -> str:
    """An outlet's name without article, domain and signs, to compare."""
    return re.sub(r"\.(?:com|org|net|info|co\.uk)$|^the\b|\W", "", name.casefold())


def is_role(line: str) -> bool:
    """True for a short line that tells a role or a desk, as it stands under a byline."""
    return len(line.split()) <= 7 and not line.endswith((".", "!", "?", ":", ",")) and _is_role(line)


def _names(field: str) -> Iterable[str]:
    text = _ADDRESS.sub(" ", _TAGS.sub(" ", unescape(field[:2_000])))
    text = _BY.sub("", text.strip(), count=1)
    for part in _AND.split(text):
        pieces = _COMMA.split(part)
        for index, piece in enumerate(pieces):
            name = " ".join(_IN_PLACE.sub("", _BY.sub("", piece.strip(), count=1)).split()).strip(" -–—:.,|*\"'“”")
            if index and _SUFFIX.fullmatch(name):
                continue
            if not 2 <= len(name) <= _LONGEST_NAME or not any(map(str.isalpha, name)) or any(map(str.isdigit, name)):
                continue
            if len(name.split()) > 7 or (_is_role(name) and (index or len(pieces) > 1 or not _NAME.fullmatch(name))):
                continue
            yield name


def _is_role(text: str) -> bool:
    return bool(alternation("roles").search(text))
