"""Which claims a document is about."""

from __future__ import annotations

from itertools import pairwise

from whosays.likeness.stemming import stem, word_set, words
from whosays.model import Claim, Trace

_REPEATED, _RESPONDED, _LEAD, _TITLE, _ATTRIBUTED = 3.0, 3.0, 3.0, 3.0, 1.0


def rank(trace: Trace) -> list[str]:
    """The ids of a trace's claims, the one the document makes most of first.

    What counts, in points: it is answered by someone (3); it is said again elsewhere (3 for the first repetition, 1 for
    each more, up to two); it stands in the lead (3, falling to none a tenth of the text or two paragraphs further on);
    its words stand in the title or the topics (up to 3); someone is credited with it (1). What stands in the headline
    alone, on nobody's word, gets nothing for its place: the text below says it with its hedges. Equal claims stay in
    order of position.
    """
    title = _stems(" ".join((trace.document.title or "", *trace.document.topics)))
    scored = [(-_score(trace, claim, title), number, claim.id) for number, claim in enumerate(trace.claims)]
    return [identifier for _, _, identifier in sorted(scored)]


def _score(trace: Trace, claim: Claim, title: frozenset[str]) -> float:
    places = _places(claim)
    points = 0.0
    if set(claim.responses) - set(claim.chain):
        points += _RESPONDED
    if places > 1:
        points += _REPEATED + min(places - 2, 2)
    bare = not claim.chain and places == 1 and _in_headline(trace.document.text, min(claim.spans)[1])
    if not bare:
        points += _LEAD * _lead(min(claim.spans)[0], len(trace.document.text))
    if title and not bare:
        points += _TITLE * len(_stems(claim.text) & title) / len(title)
    if claim.chain:
        points += _ATTRIBUTED
    return points


def _places(claim: Claim) -> int:
    """In how many places it is made; parts of one split quotation stand close together."""
    spans = sorted(claim.spans)
    return 1 + sum(later[0] - earlier[1] > _SPLIT_QUOTATION for earlier, later in pairwise(spans))


def _in_headline(text: str, end: int) -> bool:
    """True where only a first line that does not end as a sentence does comes up to ``end``, and more text follows."""
    line, _, rest = text.lstrip().partition("\n")
    shift = len(text) - len(text.lstrip())
    return end <= shift + len(line) and bool(rest.strip()) and not line.rstrip().endswith((".", "!", "?", "…"))


_SPLIT_QUOTATION = 120


def _lead(start: int, length: int) -> float:
    reach = max(length * 0.1, 400.0)
    return max(0.0, 1.0 - start / reach)


def _stems(text: str) -> frozenset[str]:
    stop = word_set("stop")
    return frozenset(stem(word.text) for word in words(text) if word.low not in stop)
