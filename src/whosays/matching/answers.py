"""Answers that their own document ties to no claim of its own, brought to the claim of another document.

"She could not say whether any planes had been held" answers what other documents tell, in one that tells nothing of
planes. What is answered must be said in words: most of what tells in them, two words at least, must stand in the claim,
and nothing (a number, a place, a day) may keep the two apart. Whoever made the claim is no answerer of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from whosays.likeness import Features, Weights, conflict, features, weights
from whosays.matching.same import Told
from whosays.model import Attribution, Trace, meaning

_COVERED = 0.7  # of the weight of the answer's words
_FEWEST = 2  # words that tell
_LEAD = re.compile(
    r"^\W*(?:(?:whether|if|that|on|about|of|claims?|reports?|rumou?rs?|allegations?|or not)\s+)+", re.IGNORECASE
)

Answered = Mapping[int, Sequence[tuple[int, str]]]


def answered(traces: Sequence[Trace], events: Sequence[Sequence[int]], groups: Sequence[Sequence[Told]]) -> Answered:
    """For each group of claims by its number the answers (document, attribution id) from documents that do not make it.

    ``groups`` are claims of one event each; only groups of other documents of the same event are looked at.
    """
    event_of = {index: number for number, event in enumerate(events) for index in event}
    found: dict[int, list[tuple[int, str]]] = {}
    by_event: dict[int, list[int]] = {}
    for number, group in enumerate(groups):
        by_event.setdefault(event_of[group[0].document], []).append(number)
    for number, event in enumerate(events):
        loose = [(index, a) for index in event for a in _loose(traces[index])]
        if not loose or len(event) < 2:
            continue
        told = {k: [features(t.text) for t in groups[k]] for k in by_event.get(number, ())}
        weight = weights(f for each in told.values() for f in each)
        for index, attribution in loose:
            words = _LEAD.sub("", traces[index].document.quote(attribution.content))
            nearest = _nearest(features(words), index, told, groups, weight)
            if nearest is not None:
                found.setdefault(nearest, []).append((index, attribution.id))
    return found


def _loose(trace: Trace) -> list[Attribution]:
    """The answers of a document that answer none of its own claims."""
    own = {claim.id for claim in trace.claims}
    tied = {identifier for claim in trace.claims for identifier in (*claim.responses, *claim.chain)}
    return [
        a
        for a in trace.attributions
        if a.response in meaning.GIVEN and a.content and a.responds_to not in own and a.id not in tied
    ]


def _nearest(
    answer: Features,
    document: int,
    told: Mapping[int, Sequence[Features]],
    groups: Sequence[Sequence[Told]],
    weight: Weights,
) -> int | None:
    """The group whose words cover the answer's best, if they cover enough; the one most documents make first."""
    stems = set(answer.stems)
    if len(stems) < _FEWEST:
        return None
    heaviest = max(weight.values(), default=1.0)
    whole = sum(weight.get(stem, heaviest) for stem in stems)
    best: tuple[float, int, int] | None = None
    for number, rows in told.items():
        if any(t.document == document for t in groups[number]):
            continue
        fit = [r for r in rows if conflict(answer, r) in (None, "polarity")]
        if len(fit) < len(rows):
            continue
        cover = max(sum(weight.get(s, heaviest) for s in stems & set(r.stems)) for r in fit) / whole
        if cover >= _COVERED:
            documents = len({t.document for t in groups[number]})
            if best is None or (cover, documents) > best[:2]:
                best = (cover, documents, number)
    return best[2] if best else None
