"""Who does what a participle behind a noun tells: "a memo, confirmed as genuine by two councillors"."""

from __future__ import annotations

import re

from whosays.model import Span

PARTICIPLE = re.compile(
    r"(?:later |since |also |independently |\w+ly )?(?P<verb>confirmed|verified|authenticated|corroborated|certified|"
    r"dismissed|rejected|denied|disputed|refuted|contradicted)(?: as)?",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"(?:\s+as)?(?:\s+(?:an?\s+|the\s+)?(?!by\b)[\w-]+){0,2}?\s+by\s+(?P<who>[^\s,;:.()\"“”][^,;:.()\"“”\n]{0,60}?)"
    r"(?=\s*[,;:.)]|\s+(?:and|but|who|which|that|in|on|at|says?|said|shows?|showed|names?|lists?|tells?|has|have|had|is|are|was|"
    r"were|would|will|could)\b|\s*$)"
)
_THING = re.compile(
    r"\b(?:the|an?|his|her|its|their|this|that|these|those|two|three|four|some|several)\s", re.IGNORECASE
)
_GOVERNED = re.compile(r"\b(?:by|of|to|from|in|for|at|on|with)\s+$", re.IGNORECASE)
_CUT = re.compile(r",|\s(?:(?:seen|obtained|published|leaked|posted|reviewed|shared|read|sent|given|shown)\b)")


def agent(text: str, at: int, end: int) -> Span | None:
    """The "by" phrase behind a participle that ends at a place: who confirmed it."""
    match = _AGENT.match(text, at, end)
    return match.span("who") if match else None


def thing(text: str, start: int, at: int) -> Span | None:
    """The noun phrase that a participle at a place is said of: "a letter" of "obtained a letter, | confirmed by"."""
    places = [m.start() for m in _THING.finditer(text, start, at) if not _GOVERNED.search(text, start, m.start())]
    begin = places[-1] if places else start
    cut = _CUT.search(text, begin, at)
    end = cut.start() if cut else at
    while end > begin and not text[end - 1].isalnum():
        end -= 1
    return (begin, end) if end > begin else None
