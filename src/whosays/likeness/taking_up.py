"""A deed that is spoken of in a phrase, and which telling of it that phrase takes up: "stealing the money"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.likeness.stemming import plain_stem, words

_DOING = re.compile(
    r"(?:(?:ever|knowingly|deliberately|wrongly|personally|repeatedly|also)\s+)?(?P<verb>[a-z]{2,}ing)\s+\S"
)
_NO_DOING = frozenset(
    ("anything", "everything", "something", "nothing", "wrongdoing", "planning", "bearing", "building", "funding",
     "training", "parking", "housing", "clothing", "financing", "licensing", "evening", "morning", "standing")
)  # fmt: skip
_ANAPHOR = re.compile(
    r"(?:such|these|those|this|that|the)\s+(?:an?\s+)?(?P<noun>[a-z]+)|(?P<pronoun>it|them|him|her)\b(?!\s+[a-z]+ing)",
    re.IGNORECASE,
)
_MONEY = frozenset(("money", "cash", "sum", "funds", "amount", "payment", "payments", "bribe", "bribes"))
_FIGURE = re.compile(r"[£$€]\s?\d|\b\d[\d,.]*\s?(?:pounds|dollars|euros|kroner|francs)\b")


def doing(phrase: str) -> str | None:
    """The verb of a deed that a phrase begins with: "stealing" of "ever stealing £86,000"; none of a thing."""
    found = _DOING.match(phrase)
    return None if found is None or found["verb"] in _NO_DOING else found["verb"]


def home(denied: str, claims: Sequence[str]) -> int | None:
    """Which of the claims, the nearest last, somebody denies who takes it up: "denied stealing the money" of "the
    treasurer stole £86,000", "having given such an order" of "the captain was ordered". The deed must be the same,
    and what it is done to be named there or be money where a sum is; else none."""
    said = denied.split(" … ", 1)[-1]
    taken, deed = _ANAPHOR.search(said), doing(said)
    if taken is None or deed is None:
        return None
    verb = None if deed in ("having", "being") else _stem(deed)
    noun = (taken["noun"] or "").lower()
    for number in range(len(claims) - 1, -1, -1):
        stems = {_stem(word.low) for word in words(claims[number])}
        there = not noun or _stem(noun) in stems or (noun in _MONEY and _FIGURE.search(claims[number]) is not None)
        if there and (verb in stems if verb else bool(noun)):
            return number
    return None


def _stem(word: str) -> str:
    """The stem without the e that "took" keeps and "taking" does not."""
    return plain_stem(word).removesuffix("e")
