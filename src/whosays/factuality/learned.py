"""The learned estimate of an author's commitment to an event: a ridge regression over hashed features, and one over the
reader's states where they are at hand.

Weights ship as ``commitment.npz`` with a card beside them; ``training/factuality`` makes both. Loaded once, lazily.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from whosays.factuality.features import features
from whosays.factuality.hashing import columns
from whosays.factuality.lexicon import words_of

LEAST, MOST = -3.0, 3.0
WORDS = 0.6  # what the words count beside the states


class _Model(NamedTuple):
    weights: NDArray[np.float32]  # [2 ** bits], of the hashed features
    bits: int
    states: NDArray[np.float32]  # [SIZE], of the reader's states
    bias: float


@cache
def _model() -> _Model:
    with as_file(files(__package__) / "commitment.npz") as path, np.load(path) as stored:
        weights, states = (stored[name].astype(np.float32) for name in ("weights", "states"))
        return _Model(weights, int(stored["bits"]), states, float(stored["bias"]))


def commitment(words: Sequence[str], start: int, end: int, state: NDArray[np.float32] | None = None) -> float:
    """How far the author holds the event at ``words[start:end]`` for fact: -3 (did not happen) to 3 (did).

    The scale of UDS (White et al. 2016; Rudinger et al. 2018) and the CommitmentBank (de Marneffe et al. 2019).
    ``words`` are the words and marks of the sentence, and of what stands before it, as ``features.tokens`` cuts them.
    ``state`` [SIZE] is the mean of the reader's states of the event's pieces (``text.states``), where it was read.
    """
    model = _model()
    found = columns(features(words, start, end), model.bits)
    by_words = model.weights[found].sum() / np.sqrt(len(found)) if len(found) else 0.0
    by_words = np.clip(by_words, LEAST, MOST)
    if state is None:
        return float(by_words)
    by_state = np.clip(state @ model.states + model.bias, LEAST, MOST)
    return float(WORDS * by_words + (1 - WORDS) * by_state)


def event(words: Sequence[str]) -> int | None:
    """Where the first finite event of a clause stands, by its form: an auxiliary's verb, or a past form.

    None where no word shows by its form that it is one; a bare present ("plans") looks like a noun.
    """
    auxiliaries, past = words_of("auxiliaries"), words_of("irregular")
    passing = words_of("adverbs") | words_of("negations")
    low = [word.lower() for word in words]
    for index, word in enumerate(low):
        if word in auxiliaries and word != "'s":
            behind = index + 1
            while behind < len(low) and (
                low[behind] in passing or low[behind] in auxiliaries or low[behind].endswith("ly")
            ):
                behind += 1
            if behind < len(low) and (
                word in words_of("modals") or low[behind].endswith(("ed", "en", "ing")) or low[behind] in past
            ):
                return behind
            return index
        if index and (word in past or (word.endswith("ed") and len(word) > 4)):
            return index
    return None
