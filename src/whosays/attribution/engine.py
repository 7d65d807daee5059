"""The learned reader of attributions: an encoder over windows of a text, and a head that reads each cue.

The graphs are trained by ``training/attribution`` and run by ONNX Runtime. Windows overlap; every piece takes its
tags from the window in which it is most central, so that a cue is read with the most context around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from whosays.attribution.decoding import CONTENT, SOURCE, best_tags, runs, tag_spans
from whosays.attribution.pieces import Pieces, pieces, window_starts

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Span = tuple[int, int]
Spans = tuple[Span, ...]
FloatArray = npt.NDArray[np.float32]

MODEL = Path(__file__).parents[1] / "models"
WINDOW = 254
STRIDE = 200
NEAR, BEFORE = 184, 72  # pieces tagged for a cue, and how many of them stand before it
BATCH = 8
_OUTSIDE = np.array([1.0] + [0.0] * 8, dtype=np.float32)
CANDIDATE = 0.12  # below this probability a piece is not even looked at as a cue


@dataclass(frozen=True, slots=True)
class Reading:
    """One candidate attribution in character spans; each score is a probability.

    ``cue_score``: that the cue's pieces are a cue; ``valid_score``: that this cue holds an attribution;
    ``content_score``: mean over the content's pieces that they belong to it.
    """

    source: Spans
    cue: Spans
    content: Spans
    cue_score: float
    valid_score: float
    content_score: float


class _Window(NamedTuple):
    """``size`` pieces of a passage from ``begin`` on; it answers for the cues that begin in ``low``..``high``."""

    passage: int
    cut: Pieces
    begin: int
    size: int
    low: int
    high: int


@dataclass(frozen=True)
class Engine:
    """The two graphs and the tokenizer, ready to run on one thread."""

    tokenizer: Tokenizer
    reader: InferenceSession
    relater: InferenceSession
    start: int
    separator: int
    padding: int

    def read(self, text: str, passages: Sequence[Sequence[Span]]) -> list[list[Reading]]:
        """The candidate attributions of each passage, by position of the cue.

        A passage is a list of paragraph spans of ``text``, read as if it stood alone. All are encoded together,
        windows of like length in one batch.
        """
        windows: list[_Window] = []
        for number, passage in enumerate(passages):
            cut = pieces(text, passage, self.tokenizer, self.separator)
            begins = window_starts(len(cut), WINDOW, STRIDE)
            edges = [0, *((b + a + WINDOW) // 2 for a, b in pairwise(begins)), len(cut)]
            for begin, low, high in zip(begins, edges, edges[1:], strict=False):
                if high > low:
                    windows.append(_Window(number, cut, begin, min(WINDOW, len(cut)), low, high))
        windows.sort(key=lambda w: w.size)
        found: list[list[Reading]] = [[] for _ in passages]
        for batch in _batches(windows):
            for number, reading in self._read_windows(text, batch):
                found[number].append(reading)
        return [sorted(readings, key=lambda r: r.cue) for readings in found]

    def _read_windows(self, text: str, windows: list[_Window]) -> Iterator[tuple[int, Reading]]:
        shape = (len(windows), max(w.size for w in windows) + 2)
        ids = np.full(shape, self.padding, dtype=np.int64)
        case, quoted, mask, paragraph = (np.zeros(shape, dtype=np.int64) for _ in range(4))
        for row, w in enumerate(windows):
            inner, outer = slice(1, w.size + 1), slice(w.begin, w.begin + w.size)
            ids[row, 0], ids[row, inner], ids[row, w.size + 1] = self.start, w.cut.ids[outer], self.separator
            case[row, inner], quoted[row, inner] = w.cut.case[outer], w.cut.quoted[outer]
            paragraph[row] = w.cut.paragraph[w.begin]
            paragraph[row, inner] = w.cut.paragraph[outer]
            mask[row, : w.size + 2] = 1
        hidden, cue_logits = self.reader.run(None, {"ids": ids, "case": case, "quoted": quoted, "mask": mask})
        cue_probability = _softmax(cue_logits)
        rows, firsts, lasts, scores = [], [], [], []
        for row, w in enumerate(windows):
            for first, last in runs(cue_probability[row, 1 : w.size + 1], CANDIDATE):
                if w.low <= w.begin + first < w.high:  # the window in which the cue is most central reads it
                    rows.append(row)
                    firsts.append(first + 1)
                    lasts.append(last + 1)
                    scores.append(float(1 - cue_probability[row, first + 1 : last + 2, 0].min()))
        if not rows:
            return
        # pieces far from a cue are hardly ever part of its attribution, so only those around it are tagged
        near = min(NEAR, shape[1] - 2)
        begins = np.clip(np.array(firsts) - BEFORE, 1, shape[1] - 1 - near)
        at = begins[:, None] + np.arange(near)
        cues: dict[str, Any] = {
            "row": np.array(rows, dtype=np.int64),
            "first": np.array(firsts, dtype=np.int64),
            "last": np.array(lasts, dtype=np.int64),
            "at": at.astype(np.int64),
        }
        tag_logits, valid_logits = self.relater.run(None, {"hidden": hidden, "paragraph": paragraph, **cues})
        probability = _softmax(tag_logits)
        probability[at > np.array([windows[row].size for row in rows])[:, None]] = _OUTSIDE  # padding holds nothing
        tags = best_tags(np.log(probability + 1e-9))
        valid = 1 / (1 + np.exp(-valid_logits))
        for k, row in enumerate(rows):
            w = windows[row]
            first = w.begin + int(begins[k]) - 1
            content = _read_spans(text, w.cut, first, tags[k], probability[k], CONTENT)
            source = _read_spans(text, w.cut, first, tags[k], probability[k], SOURCE)
            best = max(source, key=lambda s: s.score, default=None)  # a source is one noun phrase
            cue = whole_words(text, w.cut, w.begin + firsts[k] - 1, w.begin + lasts[k] - 1)
            yield (
                w.passage,
                Reading(
                    source=(best.span,) if best else (),
                    cue=(cue,),
                    content=tuple(s.span for s in content),
                    cue_score=scores[k],
                    valid_score=float(valid[k]),
                    content_score=_mean(content),
                ),
            )


def _batches(windows: list[_Window]) -> Iterator[list[_Window]]:
    """Windows sorted by length in batches of at most ``BATCH``, none padded to more than a quarter over its length."""
    batch: list[_Window] = []
    for window in windows:
        if batch and (len(batch) == BATCH or window.size > batch[0].size * 1.25 + 4):
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


class _Tagged(NamedTuple):
    """A span that the tags give a role: characters, pieces it holds, and their mean probability."""

    span: Span
    pieces: int
    score: float


def _read_spans(
    text: str, cut: Pieces, begin: int, tags: npt.NDArray[np.int64], probability: FloatArray, role: tuple[int, ...]
) -> list[_Tagged]:
    """The spans of a role in tags whose first one is of piece ``begin``."""
    found = []
    for first, last in tag_spans(tags, role):
        score = float(probability[first : last + 1, role[0] : role[-1] + 1].sum(axis=1).mean())
        found.append(_Tagged(whole_words(text, cut, begin + first, begin + last), last - first + 1, score))
    return found


def _mean(spans: list[_Tagged]) -> float:
    """Mean probability over all pieces of the spans."""
    total = sum(s.pieces for s in spans)
    return sum(s.score * s.pieces for s in spans) / total if total else 0.0


def whole_words(text: str, cut: Pieces, first: int, last: int) -> Span:
    """The characters from piece ``first`` to piece ``last``, widened to whole words."""
    start, end = int(cut.starts[first]), int(cut.ends[last])
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _softmax(logits: FloatArray) -> FloatArray:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


@cache
def load(folder: Path = MODEL, threads: int = 1) -> Engine:
    """The engine of a model folder (``reader.onnx``, ``relater.onnx``, ``tokenizer.json``), loaded once."""
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    sessions = [
        InferenceSession(str(folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])
        for name in ("reader", "relater")
    ]
    start, separator, padding = (int(tokenizer.token_to_id(name) or 0) for name in ("[CLS]", "[SEP]", "[PAD]"))
    return Engine(tokenizer, sessions[0], sessions[1], start, separator, padding)
