"""The noun phrase that a relative clause hangs on, read off word forms: "a letter to the board, | which".

It reaches back to an article or a possessive, or over the capitals of a name, and further over "of" and the like where
another such phrase stands before; never over a verb.
"""

from __future__ import annotations

from whosays.likeness import verbs
from whosays.likeness.stemming import WORD, Word, listed, straight
from whosays.model import Span

_OPENERS = listed(
    "the a an this that these those his her its their our my your some any no every each another both several many few "
    "most all two three four five six seven eight nine ten"
)
_JOINS = listed("of in at on over for from by with to between near against about under along across into")
_ENDS = (
    listed(
        "and or but nor so yet if then than because as while when where who which whom whose what that how why whether"
    )
    | listed("after before since until although though he she it they we i you not there here")
    | _JOINS
)
_MOST = 12  # words of one phrase
_FURTHEST = 300  # characters that are looked back over


def before(text: str, start: int, at: int) -> Span | None:
    """The noun phrase that ends in front of ``at`` in the sentence from ``start`` on; none without a noun there."""
    low = max(start, at - _FURTHEST)
    found = [Word(m.start(), m.end(), m.group(), straight(m.group())) for m in WORD.finditer(text, low, at)]
    if not found or text[found[-1].end : at].strip(" ,–—-\t\n"):
        return None
    end = len(found)
    first = _phrase(text, found, end)
    if first is None:
        return None
    while first and found[first - 1].low in _JOINS and not _gap(text, found, first):
        further = _phrase(text, found, first - 1)
        if further is None or not (found[further].low in _OPENERS or found[further].text[0].isupper()):
            break
        first = further
    return found[first].start, found[-1].end


def _gap(text: str, found: list[Word], index: int) -> bool:
    """True where a comma or another mark stands in front of a word."""
    return index > 0 and bool(text[found[index - 1].end : found[index].start].strip())


def _phrase(text: str, found: list[Word], end: int) -> int | None:
    """The index of the first word of the phrase that ends in front of ``end``; none where that is no noun."""
    first = end
    while first > max(0, end - _MOST):
        word = found[first - 1]
        if first < end and _gap(text, found, first):
            break
        if word.low in _OPENERS:
            return first - 1 if first < end else None
        if word.low in _ENDS or (word.text[0].islower() and verbs.likely(found, first - 1)):
            break
        first -= 1
    return first if first < end else None
