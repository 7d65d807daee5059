"""Which claims a document is about: how much of what the reader takes for its point each of them tells.

The reader gives every sentence a probability that it tells what the text is about. A claim has its part of that. What
the document says in its own voice, in a headline above all, rests on the telling that says where it comes from, so such
a claim hands on what it has to the claims of others that tell the same (a step of a random walk: LexRank, Erkan & Radev
2004, with nearness learned).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from whosays.model import Document, Span
from whosays.text import cut
from whosays.text.readings import Readings

_HEADLINE = 0.05  # what a headline keeps: the text below says it with its hedges, and by whom it was said
_MAIN = 0.2  # the probability of being any main claim, beside that of being the first
_FLAT = 0.5  # the power of the latter: the reader is surer than it is right
_OPENING, _REACH = 1.0, 600  # what stands first below the headline gets, and by how many characters further nothing
_HANDED = 0.5
_SHORT = 18  # words of a headline that ends as a sentence does
_JOINED = 0.3  # how likely a sentence must be the one that tells what the headline does


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as places: its spans, and whether the document says it in its own voice."""

    spans: Sequence[Span]
    own_voice: bool


def weights(document: Document, told: Sequence[Told], readings: Readings) -> list[float]:
    """How much each claim is what the document is about; where nothing was read, the less the later it stands."""
    if not readings:
        return [1.0 / (1 + number) for number in range(len(told))]
    sentences = [readings.touched(one.spans) for one in told]
    own = _own(told, sentences, readings)
    headline = headline_end(document, readings)
    in_headline = [max(end for _, end in one.spans) <= headline for one in told]
    found = [weight * (_HEADLINE if bare else 1.0) for weight, bare in zip(own, in_headline, strict=True)]
    for number, one in enumerate(told):
        after = min((start for start, _ in one.spans if start >= headline), default=headline + _REACH) - headline
        found[number] += _OPENING * max(0.0, 1 - after / _REACH)
    for number, one in enumerate(told):
        if one.own_voice or in_headline[number]:
            others = [k for k, o in enumerate(told) if not in_headline[k] and (in_headline[number] or not o.own_voice)]
            for k, share in _tellings(sentences, number, [k for k in others if k != number], readings):
                found[k] += _HANDED * own[number] * share
    return found


def _own(told: Sequence[Told], sentences: Sequence[Sequence[int]], readings: Readings) -> list[float]:
    """What each claim has of its sentences, which claims part by the length they have there."""
    standing: dict[int, list[tuple[int, int]]] = {}
    for number, one in enumerate(told):
        for sentence in sentences[number]:
            start, end = readings.sentences[sentence]
            inside = sum(max(0, min(e, end) - max(s, start)) for s, e in one.spans)
            standing.setdefault(sentence, []).append((number, inside))
    found = [0.0] * len(told)
    for sentence, here in standing.items():
        whole = sum(inside for _, inside in here) or 1
        share = float(readings.leads[sentence]) ** _FLAT + _MAIN * float(readings.mains[sentence])
        for number, inside in here:
            found[number] += share * inside / whole
    return found


def _tellings(
    sentences: Sequence[Sequence[int]], number: int, others: Sequence[int], readings: Readings
) -> list[tuple[int, float]]:
    """Which of the other claims tell the same as one, with the share of it that each has."""
    mine = sentences[number]
    if not mine or not others:
        return []
    count = np.zeros(len(readings.sentences))
    for k in others:
        count[list(sentences[k])] += 1
    near = np.max([readings.tellings(sentence) for sentence in mine], axis=0)
    near[count == 0] = -np.inf  # nobody's claim stands there
    near[list(mine)] = -np.inf
    if not np.isfinite(near.max()):
        return []
    raised = np.exp(near - near.max())
    whole = float(raised.sum())
    return [(k, sum(float(raised[s]) / whole / count[s] for s in sentences[k] if count[s])) for k in others]


def with_headline(document: Document, spans: Sequence[Sequence[Span]], readings: Readings) -> dict[int, list[int]]:
    """For each group of places that stands in the headline alone, the groups of the sentence that tells the same.

    Empty where no sentence does by ``_JOINED`` or more. A headline is no claim beside the one that it announces.
    """
    headline = headline_end(document, readings)
    if not readings or not headline:
        return {}
    sentences = [readings.touched(one) for one in spans]
    inside = {number for number, one in enumerate(spans) if max(end for _, end in one) <= headline}
    found = {}
    for number in inside:
        mine = sentences[number]
        if not mine:
            continue
        near = np.max([readings.tellings(sentence) for sentence in mine], axis=0)
        near[[s for k in inside for s in sentences[k]]] = -np.inf
        if not np.isfinite(near.max()):
            continue
        raised = np.exp(near - near.max())
        best = int(raised.argmax())
        if raised[best] / raised.sum() >= _JOINED:
            found[number] = [k for k, own in enumerate(sentences) if best in own and k not in inside]
    return found


def headline_end(document: Document, readings: Readings) -> int:
    """Where the headline ends that a text begins with; 0 where it begins with none.

    That is a first paragraph that does not end as a sentence does; or one that does, but is short and is told again,
    at more length, by one sentence below.
    """
    blocks = cut(document.text, document.furniture).paragraphs
    if len(blocks) < 2:
        return 0
    start, end = blocks[0]
    line = document.text[start:end].rstrip()
    if not line.endswith((".", "!", "?", "…", '."', ".”", ".’")):
        return end
    within = [n for n, (s, _) in enumerate(readings.sentences) if s < end]
    if len(within) != 1 or len(line.split()) > _SHORT or len(readings.sentences) < 2:
        return 0
    near = readings.tellings(within[0])
    near[within[0]] = -np.inf
    raised = np.exp(near - near.max())
    best = int(raised.argmax())
    again = raised[best] / raised.sum() >= _JOINED
    s, e = readings.sentences[best]
    return end if again and e - s > end - start else 0
