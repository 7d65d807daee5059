"""What a larger network says of the training articles, as soft targets for the small one (Hinton et al. 2015).

Both encoders cut words into the same pieces, so the teacher's probabilities are the student's targets piece by piece.
The teacher reads the text as it is; the student reads it restyled and with pieces hidden, and is to say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch


@dataclass(frozen=True)
class Soft:
    """A teacher's probabilities for one article of n pieces and K cues.

    ``tags`` [n, 3 roles, 3]; ``first``, ``last`` [K] pieces of each cue; ``begin`` [K] the first piece of its region,
    ``related`` [K, L, TAGS] the tags of the region; ``valid`` [K]; ``gold`` how many of the K the annotator marked.
    """

    tags: np.ndarray
    first: np.ndarray
    last: np.ndarray
    begin: np.ndarray
    related: np.ndarray
    valid: np.ndarray
    gold: int

    def find(self, first: int, last: int) -> int | None:
        """The annotator's cue at these pieces, if the teacher was asked about it."""
        found = np.nonzero((self.first[: self.gold] == first) & (self.last[: self.gold] == last))[0]
        return int(found[0]) if len(found) else None

    @property
    def doubtful(self) -> range:
        """The cues that only the teacher sees."""
        return range(self.gold, len(self.first))


def read_soft(file: Path) -> list[Soft]:
    """What `soften.write_soft` wrote."""
    return [Soft(**row) for row in torch.load(file, weights_only=False)]
