"""Where the headline of a text ends, and which claims below tell what it does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from whosays.claims.candidates import placed, without_signs
from whosays.model import Document, Span
from whosays.text import cut
from whosays.text.fact_checks import checks
from whosays.text.readings import Readings

_SHORT = 18  # words of a headline that ends as a sentence does
_JOINED = 0.3  # how likely a sentence must be the one that tells what the headline does


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
    if any(check.claim[0] < end for check in checks(document.text, document.furniture)):
        return 0  # "CLAIM: …" announces nothing that is told below
    line = document.text[start : without_signs(document.text, start, end)].rstrip()
    if placed(document.text, start, end):
        return 0  # the first post of a thread
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
