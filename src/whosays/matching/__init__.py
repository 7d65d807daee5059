"""What many documents have in common: events, copies, shared quotations, and the same claim in other words.

``match`` does all four, in order. It knows traces, and nothing of who took what from whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whosays.matching.answers import Answered, answered
from whosays.matching.copies import NearCopy, near_copies
from whosays.matching.events import events
from whosays.matching.quotes import SharedQuotation, quoted, shared_quotations
from whosays.matching.reasons import related, strongest
from whosays.matching.regrouping import regrouped
from whosays.matching.same import Match, Told, described, grouped, matches
from whosays.matching.word_runs import body_words
from whosays.model import Claim, Span, Trace
from whosays.vectors import Vectors

__all__ = [
    "Match",
    "Matched",
    "NearCopy",
    "SharedQuotation",
    "Told",
    "answered",
    "match",
    "regrouped",
    "related",
    "strongest",
]

_SAME_WORDS = 0.6  # of the words of both claims


@dataclass(frozen=True, slots=True)
class Matched:
    """What the documents of a pile share; they are known by their index.

    ``events`` and ``groups`` are the largest first: indices of documents, and lists of the claims that are one.
    ``matches`` has what joined them or keeps them apart, as pairs of claims. ``answers`` has for a group, by its
    number, the answers of documents that do not make the claim.
    """

    events: tuple[tuple[int, ...], ...]
    copies: tuple[NearCopy, ...]
    quotations: tuple[SharedQuotation, ...]
    groups: tuple[tuple[Told, ...], ...]
    matches: tuple[tuple[Told, Told, Match], ...]
    answers: Answered


def match(traces: Sequence[Trace], vectors: Vectors, *, one_event: bool = False) -> Matched:
    """Everything that documents share. ``traces`` are of different texts; ``vectors`` gives texts as rows of unit
    length; time grows with their number, but for a small part. ``one_event`` where it is known already that all are
    about the same event.
    """
    documents = [trace.document for trace in traces]
    copies = near_copies([body_words(d.text, d.furniture) for d in documents])
    if one_event:
        found = [list(range(len(documents)))] if documents else []
    else:
        found = events(documents, vectors, [(copy.first, copy.second) for copy in copies])
    event_of = {index: number for number, event in enumerate(found) for index in event}
    shared = shared_quotations(quoted(documents))
    within: dict[int, list[SharedQuotation]] = {}
    for quotation in shared:
        event = event_of[quotation.first.document]
        if event == event_of[quotation.second.document]:
            within.setdefault(event, []).append(quotation)
    groups: list[tuple[Told, ...]] = []
    pairs: list[tuple[Told, Told, Match]] = []
    for number, members in enumerate(found):
        told = [Told(index, claim.id, claim.text) for index in members for claim in traces[index].claims]
        known = described(told)
        same = [*matches(told, known, vectors), *_quoting(told, traces, within.get(number, ()))]
        groups.extend(tuple(told[i] for i in group) for group in grouped(known, same))
        pairs.extend((told[m.first], told[m.second], m) for m in same)
    kept = tuple(quotation for number in sorted(within) for quotation in within[number])
    groups.sort(key=lambda group: (-len({t.document for t in group}), event_of[group[0].document]))
    return Matched(
        tuple(map(tuple, found)), tuple(copies), kept, tuple(groups), tuple(pairs), answered(traces, found, groups)
    )


def _quoting(told: Sequence[Told], traces: Sequence[Trace], shared: Sequence[SharedQuotation]) -> list[Match]:
    """Claims that are made in the same quotation of two documents, and mostly in the same words."""
    places: dict[tuple[int, str], int] = {(t.document, t.claim): number for number, t in enumerate(told)}
    found: dict[tuple[int, int], Match] = {}
    for quotation in shared:
        one, two = quotation.first, quotation.second
        for a in _inside(one.document, one.span, traces):
            for b in _inside(two.document, two.span, traces):
                left, right = set(a.text.casefold().split()), set(b.text.casefold().split())
                if a.text != b.text and len(left & right) >= _SAME_WORDS * len(left | right):
                    first, second = sorted((places[one.document, a.id], places[two.document, b.id]))
                    match = Match(first, second, "same", quotation.confidence, (quotation.reason,))
                    found.setdefault((first, second), match)
    return list(found.values())


def _inside(document: int, span: Span, traces: Sequence[Trace]) -> list[Claim]:
    return [c for c in traces[document].claims if any(s < span[1] and span[0] < e for s, e in c.spans)]
