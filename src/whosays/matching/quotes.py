"""The same words quoted in several documents, with what differs between them word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

import numpy as np

from whosays.matching.copies import shared_grams
from whosays.matching.word_runs import Words, words
from whosays.model import Document, Span, Spans
from whosays.text import cut

FEWEST = 4  # words
_SIZE = 3
_LONGEST = 400  # words of a quotation that are compared
_CONTAINED = 0.4  # of the shorter one's runs of three words, to be worth aligning
_ALIKE = 0.7  # of the shorter one's words, aligned in order


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks: the document's index, their span without the marks, and the words."""

    document: int
    span: Span
    words: Words


@dataclass(frozen=True, slots=True)
class SharedQuotation:
    """A quotation of two documents; ``left`` and ``right`` are where the words differ inside both, cut ends aside."""

    first: Quoted
    second: Quoted
    share: float
    left: Spans
    right: Spans

    @property
    def same_words(self) -> bool:
        """True where neither changes a word of what both quote."""
        return not (self.left or self.right)

    @property
    def confidence(self) -> float:
        """By length and likeness: four words may be a saying, a dozen are somebody's."""
        length = min(len(self.first.words.low), len(self.second.words.low))
        return round(min(0.98, (0.55 + 0.04 * min(length, 10)) * self.share), 4)

    @property
    def reason(self) -> str:
        change = "the same words" if self.same_words else "words that differ in places"
        return f"both quote {change}: “{' '.join(self.first.words.low[:8])}”"


def quoted(documents: Sequence[Document]) -> list[Quoted]:
    """Every quotation of four words and more that stands in no other."""
    found = []
    for index, document in enumerate(documents):
        for quotation in cut(document.text, document.furniture).quotations:
            inside = words(document.text, [quotation.inner])
            if quotation.depth == 0 and quotation.closed | quotation.runs_on and len(inside.low) >= FEWEST:
                found.append(Quoted(index, quotation.inner, inside))
    return found


def shared_quotations(quotes: Sequence[Quoted]) -> list[SharedQuotation]:
    """Pairs of quotations of different documents that are the same words, or nearly."""
    grams = [np.unique(quote.words.grams(_SIZE)) for quote in quotes]
    found = []
    for (one, two), count in shared_grams(grams).items():
        first, second = quotes[one], quotes[two]
        if first.document == second.document or count < _CONTAINED * min(len(grams[one]), len(grams[two])):
            continue
        shared = compare(first, second)
        if shared.share >= _ALIKE:
            found.append(shared)
    return found


def compare(first: Quoted, second: Quoted) -> SharedQuotation:
    """Two quotations laid side by side."""
    left, right = first.words.low[:_LONGEST], second.words.low[:_LONGEST]
    blocks = _blocks(left, right)
    share = sum(size for _, _, size in blocks) / min(len(left), len(right))
    changed_left: list[Span] = []
    changed_right: list[Span] = []
    for before, after in pairwise(blocks):
        changed_left.extend(_between(first, before[0] + before[2], after[0]))
        changed_right.extend(_between(second, before[1] + before[2], after[1]))
    return SharedQuotation(first, second, share, tuple(changed_left), tuple(changed_right))


@lru_cache(maxsize=65536)
def _blocks(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[tuple[int, int, int], ...]:
    """Where two rows of words run alike; kept, since what one outlet quotes, others quote too."""
    if left == right:
        return ((0, 0, len(left)),)
    found = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()[:-1]
    return tuple((block.a, block.b, block.size) for block in found)


def _between(quote: Quoted, start: int, end: int) -> list[Span]:
    return [(quote.words.spans[start][0], quote.words.spans[end - 1][1])] if start < end else []
