"""Lines of codes of which notices to airmen and mariners, weather reports and trackers consist: they tell nothing in
words, and are no part of what is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 200
_FEWEST = 4  # words; of fewer one that only such notices have decides
_MOSTLY = 0.5
_ENDS = (".", "!", "?", ":", ";", "”", '"')
_CODE = re.compile(r"(?=[^a-z]*\d)(?:[A-Z0-9°º/.,:+-]*[A-Z/°º][A-Z0-9°º/.,:+-]*\d|\d)[A-Z0-9°º/.,:+-]*|\d{6,14}")
_MARKED = re.compile(
    r"(?:ZCZC|NNNN)\b.{0,40}|[A-Z]\d{4}/\d{2}(?: NOTAM[NRC]?)?|(?:[A-GQ]\) ?[A-Z0-9/.-]{4,60}\s*){1,4}"
    r"|\d{6} ?(?:UTC|Z)(?: [A-Z]{3} \d{2,4})?|(?:MAYDAY|PAN[- ]PAN|SECURITE)(?:,? (?:MAYDAY|PAN[- ]PAN|SECURITE))+"
)
_VALUE = re.compile(r"[A-Z]{0,4}\d[\w.,°/-]*°?")
_LABEL = re.compile(r"[A-Za-z]{2,8}")
_VERB = re.compile(r"[a-z]{2,}(?:ed|ing|es)")


def _beside(valued: Sequence[bool]) -> list[bool]:
    """Of each word whether a value stands before or behind it."""
    padded = [False, *valued, False]
    return [padded[n] or padded[n + 2] for n in range(len(valued))]


def is_signal(line: str) -> bool:
    """True for a line of codes, or of labels each with its value ("alt 35000 gs 451"), without a word of a sentence."""
    line = line.strip()
    if not line or len(line) > _LONGEST or line.endswith(_ENDS):
        return False
    if _MARKED.fullmatch(line):
        return True
    words = [word for word in re.split(r"[\s|]+", line) if any(map(str.isalnum, word))]
    if len(words) < _FEWEST or any(_VERB.fullmatch(word) for word in words):
        return False
    coded = [_CODE.fullmatch(word.strip("(),")) is not None for word in words]
    if not any(c and any(map(str.isalpha, w)) for c, w in zip(coded, words, strict=True)):
        return False  # numbers alone are a table's
    valued = [_VALUE.fullmatch(word.strip("(),")) is not None for word in words]
    plain = [
        word
        for word, code, value, near in zip(words, coded, valued, _beside(valued), strict=True)
        if not (code or value or word.isupper() or (near and _LABEL.fullmatch(word)))
    ]
    return not plain and sum(a or b for a, b in zip(coded, valued, strict=True)) >= _MOSTLY * len(words)
