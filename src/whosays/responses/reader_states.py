"""An answer as the reader sees it: the mean states of its cue, its content, its sentence and the sentence before.

What words a correction is made of no list holds; the states, learned for who says what, tell much of it. Their
weights (``correction_weights.npz``) come from ``python -m training.corrections``, with those of the signals.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from whosays.model import Attribution, Span
from whosays.text.states import States

_PARTS = 3  # spans of a content that are looked at
_LONGEST = 400  # characters of each


def sentence_of(a: Attribution, sentences: Sequence[Span]) -> int:
    """The number of the sentence in which the cue begins, or the attribution; -1 before the first."""
    return bisect_right(sentences, (a.cue[0][0] if a.cue else a.start, math.inf)) - 1


def vectors(a: Attribution, sentences: Sequence[Span], states: States) -> NDArray[np.float32]:
    """The mean states of cue, content, sentence and the sentence before, float32 [4, SIZE]; zeros where there is none.

    ``sentences`` are those of the text, in order.
    """
    index = sentence_of(a, sentences)
    content = tuple((s, min(e, s + _LONGEST)) for s, e in a.content[:_PARTS])
    sentence = tuple(sentences[max(0, index) : index + 1])
    before = tuple(sentences[index - 1 : index]) if index > 0 else ()
    return np.stack([states.mean(spans) for spans in (a.cue, content, sentence, before)])


def leaning(a: Attribution, sentences: Sequence[Span], states: States) -> float:
    """How much the states speak for a correction: their part of the score of ``correcting.corrects``."""
    return float((vectors(a, sentences, states) * _weights()).sum()) if len(states.rows) else 0.0


@cache
def _weights() -> NDArray[np.float32]:
    with as_file(files(__package__) / "correction_weights.npz") as path, np.load(path) as stored:
        return np.asarray(stored["states"], dtype=np.float32)
