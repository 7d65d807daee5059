"""What many documents have in common: events, copies, shared quotations, and the same claim in other words.

``match`` does all four, in order. It knows traces, and nothing of who took what from whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whosays.matching.alike import Likeness
from whosays.matching.copies import NearCopy, near_copies
from whosays.matching.events import events
from whosays.matching.quotes import SharedQuotation, quoted, shared_quotations
from whosays.matching.same import Match, Told, grouped, matches
from whosays.matching.words import body_words
from whosays.model import Trace

__all__ = ["Likeness", "Match", "Matched", "NearCopy", "SharedQuotation", "Told", "match"]


@dataclass(frozen=True, slots=True)
class Matched:
    """What the documents of a pile share; they are known by their index.

    ``events`` and ``groups`` are the largest first: indices of documents, and lists of the claims that are one.
    ``matches`` has what joined them or keeps them apart, as pairs of claims.
    """

    events: tuple[tuple[int, ...], ...]
    copies: tuple[NearCopy, ...]
    quotations: tuple[SharedQuotation, ...]
    groups: tuple[tuple[Told, ...], ...]
    matches: tuple[tuple[Told, Told, Match], ...]


def match(traces: Sequence[Trace], likeness: Likeness) -> Matched:
    """Everything that documents share. ``traces`` are of different texts; time grows with their number, but for
    a small part."""
    documents = [trace.document for trace in traces]
    copies = near_copies([body_words(d.text, d.furniture) for d in documents])
    found = events(documents, likeness, [(copy.first, copy.second) for copy in copies])
    event_of = {index: number for number, event in enumerate(found) for index in event}
    shared = shared_quotations(quoted(documents))
    groups: list[tuple[Told, ...]] = []
    pairs: list[tuple[Told, Told, Match]] = []
    for event in found:
        told = [Told(index, claim.id, claim.text) for index in event for claim in traces[index].claims]
        same = matches(told, likeness)
        groups.extend(tuple(told[i] for i in group) for group in grouped(told, same, likeness))
        pairs.extend((told[m.first], told[m.second], m) for m in same)
    within = [s for s in shared if event_of[s.first.document] == event_of[s.second.document]]
    groups.sort(key=lambda group: (-len({t.document for t in group}), event_of[group[0].document]))
    return Matched(tuple(map(tuple, found)), tuple(copies), tuple(within), tuple(groups), tuple(pairs))
