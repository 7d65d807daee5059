"""What the reader makes of each sentence of a text, for later stages to weigh: does it answer, what, is it central."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from whosays.model import Response, Span, Spans

FloatArray = npt.NDArray[np.float32]

NEAR = 8  # sentences: further ones are equally far
SHARP = 8.0  # what the nearness of two rows of length 1 counts
KINDS: tuple[Response | None, ...] = (None, *Response)  # what a sentence may be read as; none first


def _nothing(*shape: int) -> FloatArray:
    return np.zeros(shape, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Readings:
    """The sentences of a text, in order, as code points, and what they are read as.

    ``kinds`` [S, 10]: the probability of each of ``KINDS``. ``leads`` [S]: how likely it is that the sentence, of all
    of them, tells what the text is about (sums to 1). ``mains`` [S]: the probability that it tells any main claim.
    ``asks``, ``told`` [S, 64], ``gaps`` [2 * NEAR + 1], ``central`` [S] and ``unsaid`` [S] score what an answer is tied
    to; ``same`` [S, 96] are rows of length 1, near for sentences that tell one thing, ``words`` [S, 384] rows of their
    words alone, of which the first factor of ``shared`` counts for ties and the second for telling the same.
    ``starts``, ``ends`` [P] and ``tags`` [P, 10] give each piece of the text the probability of each kind.
    """

    sentences: tuple[Span, ...] = ()
    kinds: FloatArray = field(default_factory=lambda: _nothing(0, len(KINDS)))
    leads: FloatArray = field(default_factory=lambda: _nothing(0))
    mains: FloatArray = field(default_factory=lambda: _nothing(0))
    asks: FloatArray = field(default_factory=lambda: _nothing(0, 0))
    told: FloatArray = field(default_factory=lambda: _nothing(0, 0))
    gaps: FloatArray = field(default_factory=lambda: _nothing(2 * NEAR + 1))
    central: FloatArray = field(default_factory=lambda: _nothing(0))
    unsaid: FloatArray = field(default_factory=lambda: _nothing(0))
    words: FloatArray = field(default_factory=lambda: _nothing(0, 0))
    shared: FloatArray = field(default_factory=lambda: _nothing(2))
    same: FloatArray = field(default_factory=lambda: _nothing(0, 0))
    starts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    ends: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    tags: FloatArray = field(default_factory=lambda: _nothing(0, len(KINDS)))

    def __bool__(self) -> bool:
        return bool(self.sentences)

    def at(self, place: int) -> int:
        """The number of the sentence in which a character stands, or of the last one before it; -1 before the first."""
        return bisect_right(self.sentences, (place, 1 << 62)) - 1

    def touched(self, spans: Spans | Sequence[Span]) -> list[int]:
        """The numbers of the sentences that any of the spans meets."""
        found = set()
        for start, end in spans:
            number = max(self.at(start), 0)
            while number < len(self.sentences) and self.sentences[number][0] < end:
                if self.sentences[number][1] > start:
                    found.add(number)
                number += 1
        return sorted(found)

    def ties(self, sentence: int) -> FloatArray:
        """How likely an answer in ``sentence`` is tied to each sentence, and last to what the text does not tell."""
        count = len(self.sentences)
        gap = np.clip(np.arange(count) - sentence, -NEAR, NEAR) + NEAR
        score = self.told @ self.asks[sentence] / self.asks.shape[1] ** 0.5 + self.gaps[gap] + self.central
        score = score + self.shared[0] * (self.words @ self.words[sentence])
        return _softmax(np.append(score, self.unsaid[sentence]).astype(np.float32))

    def tellings(self, sentence: int) -> FloatArray:
        """How much each sentence tells the same as ``sentence``, as logits; training made them those of a softmax."""
        score = SHARP * (self.same @ self.same[sentence]) + self.shared[1] * (self.words @ self.words[sentence])
        return np.asarray(score, dtype=np.float32)

    def kind_within(self, spans: Spans | Sequence[Span]) -> FloatArray:
        """The strongest reading of each kind over the pieces that the spans meet, [10]; zeros where there is none."""
        best = np.zeros(len(KINDS), dtype=np.float32)
        for start, end in spans:
            first = np.searchsorted(self.ends, start, "right")
            behind = np.searchsorted(self.starts, end, "left")
            if behind > first:
                best = np.maximum(best, self.tags[first:behind].max(axis=0))
        return best


def _softmax(scores: FloatArray) -> FloatArray:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)
