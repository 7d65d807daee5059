"""A text as the engine reads it: word pieces with their place, letter case and quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from whosays.text import quotations

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Span = tuple[int, int]
IntArray = npt.NDArray[np.int64]

# What the encoder, which is uncased, cannot see of a word.
CASE_BREAK, CASE_LOWER, CASE_TITLE, CASE_UPPER, CASE_DIGIT, CASE_OTHER = range(6)
CASES = 6
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text, one row a piece, with a separator piece between paragraphs.

    ``ids`` are vocabulary numbers; ``starts``/``ends`` code points into the text (equal for a separator); ``case`` one
    of the ``CASE_`` values of the whole word; ``quoted`` 1 inside quotation marks; ``paragraph`` counts from 0.
    """

    ids: IntArray
    starts: IntArray
    ends: IntArray
    case: IntArray
    quoted: IntArray
    paragraph: IntArray

    def __len__(self) -> int:
        return len(self.ids)


def case_of(word: str) -> int:
    """The ``CASE_`` value of a word as printed."""
    first = word[:1]
    if first.islower():
        return CASE_LOWER
    if first.isupper():
        return CASE_UPPER if len(word) > 1 and word.isupper() else CASE_TITLE
    return CASE_DIGIT if first.isdigit() else CASE_OTHER


def pieces(text: str, spans: Sequence[Span], tokenizer: Tokenizer, separator: int) -> Pieces:
    """Cut the paragraphs ``spans`` of ``text`` into word pieces.

    ``separator`` is the vocabulary number put between two paragraphs. The tokenizer must not truncate or pad.
    """
    quoted_at = np.zeros(len(text) + 1, dtype=np.int64)
    for quotation in quotations(text, spans):
        quoted_at[quotation.outer[0] : quotation.outer[1]] = 1
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    case: list[int] = []
    paragraph: list[int] = []
    # one for one, so that offsets stay; the tokenizer takes no surrogate
    legible = (_SURROGATE.sub("\ufffd", text[s:e]) for s, e in spans)
    encoded: list[Any] = [tokenizer.encode(words, add_special_tokens=False) for words in legible]
    for number, ((base, _), encoding) in enumerate(zip(spans, encoded, strict=True)):
        if number:
            ids.append(separator)
            starts.append(base)
            ends.append(base)
            case.append(CASE_BREAK)
            paragraph.append(number)
        words = encoding.word_ids
        offsets = encoding.offsets
        count = len(offsets)
        ids.extend(encoding.ids)
        at = 0
        while at < count:
            word, after = words[at], at + 1
            while after < count and words[after] == word:
                after += 1
            kind = case_of(text[base + offsets[at][0] : base + offsets[after - 1][1]])
            case.extend([kind] * (after - at))
            at = after
        starts.extend(base + s for s, _ in offsets)
        ends.extend(base + e for _, e in offsets)
        paragraph.extend([number] * count)
    place = np.array(starts, dtype=np.int64)
    return Pieces(
        np.array(ids, dtype=np.int64),
        place,
        np.array(ends, dtype=np.int64),
        np.array(case, dtype=np.int64),
        quoted_at[place] * (np.array(case, dtype=np.int64) != CASE_BREAK),
        np.array(paragraph, dtype=np.int64),
    )


def window_spans(length: int, width: int, overlap: int) -> list[Span]:
    """The fewest windows of at most ``width`` pieces that cover ``length``, each sharing ``overlap`` with the next.

    They are of nearly one size, so that no piece is read twice that need not be.
    """
    if length <= width:
        return [(0, length)]
    count = -(-(length - overlap) // (width - overlap))
    step = (length - overlap) / count
    return [(round(i * step), round((i + 1) * step) + overlap) for i in range(count)]
