"""What a cue makes of its content: its class, and what a negation of the cue turns that into."""

from __future__ import annotations

import re

from whosays.factuality import lexicon
from whosays.model import Factuality

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\n": " "})
_NEGATED = re.compile(
    r"(?:n't|\bnot|\bnever|\bneither|\bnor|\bcannot|\bno one|\bnobody|\bnone|\bno longer|\bwithout|\brefus\w+ to|"
    r"\bdeclin\w+ to|"
    r"\bfail\w* to|\bstopp?\w* short of|\bno)\b",
    re.IGNORECASE,
)
_SURE = re.compile(r"\b(?:no|without|little|beyond|never|not|n't)\s+(?:\w+\s+){0,2}(?:doubt|question)", re.IGNORECASE)
_OF_NEGATED = {
    Factuality.CERTAIN: Factuality.UNKNOWN,  # "did not say that" tells nothing of the content
    Factuality.PROBABLE: Factuality.NOT_PROBABLE,  # "does not believe": the negation is raised
    Factuality.POSSIBLE: Factuality.UNKNOWN,
    Factuality.NOT_PROBABLE: Factuality.PROBABLE,
    Factuality.NOT_CERTAIN: Factuality.UNKNOWN,  # "did not deny" neither asserts nor denies
    Factuality.UNKNOWN: Factuality.UNKNOWN,
}
_RAISING = re.compile(
    r"\b(?:think|believe|expect|suppose|feel|imagine|thought|believed|expected|seem|appear)", re.IGNORECASE
)


def cue_class(cue: str, before: str = "", agentless: bool = False) -> Factuality:
    """How certain the words of a cue present their content (FactBank's predicate classes).

    ``before`` are the words directly before the cue, where its negation or modal may stand; ``agentless`` tells that
    nobody is named as speaking, which leaves a plain report at probable. An empty or unknown cue asserts: CT+.
    """
    cue = " ".join(cue.translate(_STRAIGHT).split())
    group = " ".join((_tail(before.translate(_STRAIGHT)) + " " + cue).split())
    if agentless:
        return _first(lexicon.agentless(), group) or Factuality.PROBABLE
    if _SURE.search(group):
        return Factuality.CERTAIN
    value = _last(lexicon.cues(), cue)
    if _NEGATED.search(group):
        if value is Factuality.PROBABLE and not _RAISING.search(cue):
            return Factuality.UNKNOWN
        return _OF_NEGATED.get(value, Factuality.UNKNOWN)
    return value


def _tail(before: str) -> str:
    """The auxiliaries and negations that end the words before a cue."""
    found = re.search(
        r"(?:(?:\b(?:do|does|did|has|have|had|is|are|was|were|be|been|will|would|can|could|may|might|must|should|ca|"
        r"wo|not|never|neither|nor|"
        r"cannot|no|one|nobody|to|refused|declined|failed|\w+ly)|n't|\w+n't)\s*)+$",
        before[-60:],
        re.IGNORECASE,
    )
    return found.group() if found else ""


def _first(classes: lexicon.Classes, words: str) -> Factuality | None:
    for value, pattern in classes:
        if pattern.search(words):
            return value
    return None


def _last(classes: lexicon.Classes, words: str) -> Factuality:
    """The class whose word ends the cue: in "asked and was told" the telling counts."""
    best, at = Factuality.CERTAIN, -1
    for value, pattern in classes:
        for match in pattern.finditer(words):
            if match.start() > at:
                best, at = value, match.start()
    return best
