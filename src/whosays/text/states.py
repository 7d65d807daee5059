"""What the reader makes of each piece of a text: its states in their context, for later stages to weigh."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from whosays.model import Spans

SIZE = 384


@dataclass(frozen=True, slots=True)
class States:
    """The pieces of a text in order: ``starts`` and ``ends`` in code points, and a row [SIZE] of ``rows`` each.

    ``rows`` are the states by which the reader tells who said what; ``upper`` those of the layers that read sentences
    (``whosays.heads``), as many or none.
    """

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    rows: npt.NDArray[np.float32]
    upper: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, SIZE), dtype=np.float32))

    def mean(self, spans: Spans) -> npt.NDArray[np.float32]:
        """The mean state of the pieces that any of the spans meets, float32 [SIZE]; zeros where there is none."""
        parts = [self.rows[first:behind] for first, behind in self._places(spans)]
        met = parts[0] if len(parts) == 1 else np.concatenate([self.rows[:0], *parts])
        return met.mean(axis=0) if len(met) else np.zeros(SIZE, dtype=np.float32)

    def met(self, spans: Spans) -> bool:
        """Whether any of the spans meets a piece that was read."""
        return any(first < min(behind, len(self.rows)) for first, behind in self._places(spans))

    def _places(self, spans: Spans) -> list[tuple[int, int]]:
        return [
            (int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left")))
            for start, end in spans
        ]


def unread() -> States:
    """The states of a text that nobody has read."""
    none = np.zeros(0, dtype=np.int64)
    return States(none, none, np.zeros((0, SIZE), dtype=np.float32))
