"""Readings made by hand, for tests of what follows from them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from whosays.model import Response, Span
from whosays.text.readings import KINDS, NEAR, Readings


def made_readings(
    text: str,
    kinds: Mapping[int, Response] | None = None,
    *,
    sure: float = 0.99,
    leads: Mapping[int, float] | None = None,
    tied: Mapping[int, int] | None = None,
    same: tuple[tuple[int, int], ...] = (),
    marked: Mapping[int, str] | None = None,
) -> Readings:
    """Readings of a text of sentences that end with a full stop.

    ``kinds``: sentence → what it is read as, with ``sure``; ``leads``: its weight; ``tied``: what an answer is tied to;
    ``same``: pairs that tell one thing; ``marked``: the words of a sentence that are marked as answering (else all).
    """
    sentences: list[Span] = [m.span() for m in re.finditer(r"\S[^.!?\n]*[.!?]?", text)]
    count, width = len(sentences), len(KINDS)
    rows = np.full((count, width), (1 - 0.97) / (width - 1), dtype=np.float32)
    rows[:, 0] = 0.97
    words: list[Span] = [m.span() for m in re.finditer(r"\w+", text)]
    tags = np.full((len(words), width), 0.001, dtype=np.float32)
    tags[:, 0] = 0.99
    for number, response in (kinds or {}).items():
        kind = KINDS.index(response)
        rows[number] = (1 - sure) / (width - 1)
        rows[number, kind] = sure
        start, end = sentences[number]
        if marked and number in marked:
            start = text.index(marked[number], start)
            end = start + len(marked[number])
        for place, (s, e) in enumerate(words):
            if start <= s and e <= end:
                tags[place] = 0.001
                tags[place, kind] = 0.99
    weight = np.full(count, 0.01, dtype=np.float32)
    for number, share in (leads or {}).items():
        weight[number] = share
    asks, told = np.zeros((count, count), np.float32), np.eye(count, dtype=np.float32)
    for number, target in (tied or {}).items():
        asks[number, target] = 40.0 * count**0.5
    rows_same = np.eye(count, dtype=np.float32)
    for one, other in same:
        rows_same[other] = rows_same[one]
    return Readings(
        tuple(sentences),
        rows,
        weight / weight.sum(),
        weight,
        asks,
        told,
        np.zeros(2 * NEAR + 1, np.float32),
        np.zeros(count, np.float32),
        np.full(count, 5.0, np.float32),
        np.zeros((count, 1), np.float32),
        np.zeros(2, np.float32),
        rows_same,
        np.array([s for s, _ in words], dtype=np.int64),
        np.array([e for _, e in words], dtype=np.int64),
        tags,
    )
