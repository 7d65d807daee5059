"""The learned estimate of an author's commitment to an event: a ridge regression over hashed features.

Weights ship as ``commitment.npz`` with a card beside them; ``training/factuality`` makes both. Loaded once, lazily.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from whosays.factuality.features import features
from whosays.factuality.hashing import columns
from whosays.factuality.lexicon import words_of

LEAST, MOST = -3.0, 3.0


@cache
def _model() -> tuple[NDArray[np.float32], int]:
    with as_file(files(__package__) / "commitment.npz") as path, np.load(path) as stored:
        return stored["weights"].astype(np.float32), int(stored["bits"])


def commitment(words: Sequence[str], start: int, end: int) -> float:
    """How far the author holds the event at ``words[start:end]`` for fact: -3 (did not happen) to 3 (did).

    The scale of UDS (White et al. 2016; Rudinger et al. 2018) and the CommitmentBank (de Marneffe et al. 2019).
    ``words`` are the words and marks of the sentence, and of what stands before it, as ``features.tokens`` cuts them.
    """
    weights, bits = _model()
    found = columns(features(words, start, end), bits)
    if not len(found):
        return 0.0
    return float(np.clip(weights[found].sum() / np.sqrt(len(found)), LEAST, MOST))


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
