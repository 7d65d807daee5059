"""Headlines: which nouns are for those who speak, and which subject of a headline is spoken about."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from whosays.model import Span

OPENING = ('"', "“", "'", "‘")
ENDS = (".", "…", ";", ",")
"""How a line ends that is no headline."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICIPLE = re.compile(
    r"(?P<word>confirmed|denied|announced|reported|revealed|rejected|dismissed|debunked|disputed|alleged|claimed)\s*[:,]?",
    re.IGNORECASE,
)
_STOPS = re.compile(r"\s*(?:[:,–—]|-\s|by\s|$)")
_ARTICLE = re.compile(r"(?:an?|the)\s", re.IGNORECASE)  # which headlines leave out
# Nouns of ``speakers`` that are also what is confirmed or denied
_THINGS = frozenset((
    "leak", "report", "document", "footage", "memo", "paper", "study", "survey", "poll", "statement", "filing",
    "review", "lawsuit", "indictment",
))  # fmt: skip


@cache
def _speakers() -> frozenset[str]:
    lines = files(__package__).joinpath("speakers.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def speaks(word: str) -> bool:
    """True of a noun, in the singular or plural, for those who speak: "minister", "ex-minister", "firms"."""
    low = word.lower().replace("’", "'")
    forms = {low, low.rpartition("-")[2]}
    forms |= {f.removesuffix("s") for f in forms} | {f[:-3] + "y" for f in forms if f.endswith("ies")}
    forms |= {f.removesuffix("es") for f in forms} | {f[:-3] + "man" for f in forms if f.endswith("men")}
    return not forms.isdisjoint(_speakers())


def undergoes(text: str, subject: Span, verb: Span, line: Span) -> bool:
    """True where the subject that opens a headline is what was "confirmed" or "denied" ("Leak confirmed: …"), not who
    did so: a noun for a thing, or one that is neither for those who speak nor a name which the text has elsewhere."""
    start, end = line
    participle = _PARTICIPLE.fullmatch(text[slice(*verb)].strip())
    if subject[0] != start or verb[1] > end or text[start:end].endswith(ENDS) or participle is None:
        return False
    behind = text[verb[0] : end].lstrip()[len(participle["word"]) :]
    said = behind.lstrip(" :,–—-").startswith(OPENING) or _ARTICLE.match(text, *subject)
    if said or text[subject[1] : verb[0]].strip() or not _STOPS.match(behind):
        return False
    word = next(iter(WORD.findall(text[slice(*subject)])[-1:]), "")
    low = word.lower()
    named = re.search(rf"\b{re.escape(word)}\b", text[end:]) is not None
    common = re.search(rf"\b{re.escape(low)}s?\b", text[end:]) is not None
    return bool(word) and (low in _THINGS or (not speaks(word) and (common or not named)))
