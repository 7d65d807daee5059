"""The learned reader of attributions: an encoder over windows of a text, and a head that reads each cue.

The graphs are trained by ``training/attribution`` and run by ONNX Runtime. Windows overlap; every piece takes its
tags from the window in which it is most central, so that a cue is read with the most context around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from whosays.attribution.decoding import CONTENT, SOURCE, best_tags, likeliest, runs, tag_spans
from whosays.attribution.pieces import Pieces, pieces, window_spans
from whosays.graphs import MODELS, graph, tokenizer
from whosays.text.spans import whole_words as widened
from whosays.text.states import States, unread

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Span = tuple[int, int]
Spans = tuple[Span, ...]
FloatArray = npt.NDArray[np.float32]

WINDOW = 254
OVERLAP = 54  # pieces that two neighbouring windows have in common
# Pieces tagged for a cue, and how many of them stand before it: few at first, and many where those may not hold it all.
NEAR, BEFORE = 96, 36
FAR, FAR_BEFORE = 184, 72
MARGIN = 8  # pieces at an edge whose tags would be others if more were tagged: as far as the relater's convolutions go
DOUBTED = 0.25  # a source is at least as likely as this; 0.2 to 0.3 are alike on PolNeAR dev (LOG.md)
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
    """The pieces ``begin``..``end`` of a passage; it answers for the cues that begin in ``low``..``high``."""

    cut: Pieces
    begin: int
    end: int
    low: int
    high: int


class _Encoded(NamedTuple):
    """What the encoder makes of a window: its states [1, T, D], the cue tags' probabilities [L, 3], the paragraphs.

    T counts the two pieces at its ends, too. ``lower`` are the states half way up, with which ``upper`` begins.
    """

    hidden: FloatArray
    cues: FloatArray
    paragraph: npt.NDArray[np.int64]
    lower: FloatArray


class _Cue(NamedTuple):
    """A candidate cue: its first and last piece in the window, and its score."""

    first: int
    last: int
    score: float


class _Related(NamedTuple):
    """The pieces of a window from ``begin`` on as one cue sees them: tags [L], probabilities [L, 9]; its validity."""

    begin: int
    tags: npt.NDArray[np.int64]
    probability: FloatArray
    valid: float

    def may_reach_out(self, size: int) -> bool:
        """True where the tags might go on, or be others, if more pieces of the window's ``size`` were tagged."""
        near = len(self.tags)
        low = MARGIN if self.begin else 0
        high = near - MARGIN if self.begin + near < size else near
        return bool(self.tags[:low].any() or self.tags[high:].any())


@dataclass(frozen=True)
class Engine:
    """The graphs and the tokenizer, ready to run on one thread.

    ``upper`` has layers of its own over the reader's lower ones, for what is read of whole sentences.
    """

    tokenizer: Tokenizer
    reader: InferenceSession
    relater: InferenceSession
    upper: InferenceSession
    start: int
    separator: int

    def read(self, text: str, passages: Sequence[Sequence[Span]], least: float = CANDIDATE) -> list[list[Reading]]:
        """The candidate attributions of each passage, by position of the cue, whose cue scores at least ``least``.

        A passage is a list of paragraph spans of ``text``, read as if it stood alone. Every window is encoded by
        itself: without padding, and so that a reading depends on nothing but its window.
        """
        return [self._read(text, passage, least, None)[0] for passage in passages]

    def read_with_states(
        self, text: str, passage: Sequence[Span], least: float = CANDIDATE
    ) -> tuple[list[Reading], States]:
        """The candidate attributions of one passage as ``read`` gives them, and the encoder's state of each piece."""
        return self._read(text, passage, least, self.upper)

    def read_alone(self, text: str, passage: Sequence[Span], least: float = CANDIDATE) -> tuple[list[Reading], States]:
        """The same without the states of the layers that read whole sentences: who said what needs none of them."""
        return self._read(text, passage, least, None)

    def _read(
        self, text: str, passage: Sequence[Span], least: float, upper: InferenceSession | None
    ) -> tuple[list[Reading], States]:
        cut = pieces(text, passage, self.tokenizer, self.separator)
        windows = window_spans(len(cut), WINDOW, OVERLAP)
        edges = [0, *((end + begin) // 2 for (_, end), (begin, _) in pairwise(windows)), len(cut)]
        readings: list[Reading] = []
        rows: list[FloatArray] = []
        above: list[FloatArray] = []
        for (begin, end), low, high in zip(windows, edges, edges[1:], strict=False):
            if high > low:
                window = _Window(cut, begin, end, low, high)
                encoded = self._encode(window)
                readings.extend(self._read_window(text, window, encoded, max(least, CANDIDATE)))
                own = slice(1 + low - begin, 1 + high - begin)
                rows.append(encoded.hidden[0, own])
                if upper is not None:
                    above.append(upper.run(None, {"lower": encoded.lower})[0][0, own])
        if not rows:
            return readings, unread()
        states = States(cut.starts, cut.ends, np.concatenate(rows), np.concatenate(above or [rows[0][:0]]))
        return sorted(readings, key=lambda r: r.cue), states

    def _encode(self, w: _Window) -> _Encoded:
        cut = w.cut
        ids = np.array([[self.start, *cut.ids[w.begin : w.end], self.separator]], dtype=np.int64)
        case, quoted, paragraph = (_framed(values[w.begin : w.end]) for values in (cut.case, cut.quoted, cut.paragraph))
        paragraph[0, [0, -1]] = cut.paragraph[w.begin]
        hidden, cue_logits, lower = self.reader.run(None, {"ids": ids, "case": case, "quoted": quoted})
        return _Encoded(hidden, _softmax(cue_logits[0, 1:-1]), paragraph, lower)

    def _read_window(self, text: str, w: _Window, encoded: _Encoded, least: float) -> Iterator[Reading]:
        cut, size = w.cut, w.end - w.begin
        cues: list[_Cue] = []
        for first, last in runs(encoded.cues, CANDIDATE):
            score = float(1 - encoded.cues[first : last + 1, 0].min())
            if score >= least and w.low <= w.begin + first < w.high:
                cues.append(_Cue(first, last, score))
        if not cues:
            return
        related = self._relate({"hidden": encoded.hidden, "paragraph": encoded.paragraph}, size, cues)
        for (first, last, score), (begin, tags, probability, valid) in zip(cues, related, strict=True):
            at = w.begin + begin
            content = _read_spans(text, cut, at, tags, probability, CONTENT)
            source = _read_spans(text, cut, at, tags, probability, SOURCE)
            best = max(source, key=lambda s: s.score, default=None)  # a source is one noun phrase
            speaker = (best.span,) if best else _doubted(text, cut, at, probability)
            yield Reading(
                source=tuple(span for span in speaker if text[slice(*span)].lower() != "there"),  # that is nobody
                cue=(whole_words(text, cut, w.begin + first, w.begin + last),),
                content=tuple(s.span for s in content),
                cue_score=score,
                valid_score=valid,
                content_score=_mean(content),
            )

    def _relate(self, window: Mapping[str, npt.NDArray[Any]], size: int, cues: Sequence[_Cue]) -> list[_Related]:
        """What the pieces around each cue of a window are to it.

        Hardly an attribution reaches far from its cue, so few pieces are tagged at first; where the tags come near an
        end of those, the cue is related again with more around it.
        """
        found = self._relate_near(window, size, cues, NEAR, BEFORE)
        again = [k for k, related in enumerate(found) if related.may_reach_out(size)]
        if again:
            wider = self._relate_near(window, size, [cues[k] for k in again], FAR, FAR_BEFORE)
            for k, related in zip(again, wider, strict=True):
                found[k] = related
        return found

    def _relate_near(
        self, window: Mapping[str, npt.NDArray[Any]], size: int, cues: Sequence[_Cue], near: int, before: int
    ) -> list[_Related]:
        """The same for ``near`` pieces, ``before`` of them before the cue, or as many as the window has."""
        near = min(near, size)
        firsts = np.array([first for first, _, _ in cues], dtype=np.int64)
        lasts = np.array([last for _, last, _ in cues], dtype=np.int64)
        begins = np.clip(firsts - before, 0, size - near)
        at = begins[:, None] + np.arange(1, near + 1)
        probability, valid = self.relater.run(None, {**window, "first": firsts + 1, "last": lasts + 1, "at": at})
        tags = best_tags(probability)
        return [_Related(*of_cue) for of_cue in zip(begins.tolist(), tags, probability, valid.tolist(), strict=True)]


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


def _doubted(text: str, cut: Pieces, begin: int, probability: FloatArray) -> Spans:
    """The likeliest source where the tags give none: hardly a cue is without one ("..., saying that P")."""
    found = likeliest(probability, SOURCE, DOUBTED)
    return (whole_words(text, cut, begin + found[0], begin + found[1]),) if found else ()


def _mean(spans: list[_Tagged]) -> float:
    """Mean probability over all pieces of the spans."""
    total = sum(s.pieces for s in spans)
    return sum(s.score * s.pieces for s in spans) / total if total else 0.0


def whole_words(text: str, cut: Pieces, first: int, last: int) -> Span:
    """The characters from piece ``first`` to piece ``last``, widened to whole words."""
    return widened(text, (int(cut.starts[first]), int(cut.ends[last])))


def _framed(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """What a window's pieces have, as the graphs take it: a row, with a zero for the piece at either end."""
    row = np.zeros((1, len(values) + 2), dtype=np.int64)
    row[0, 1:-1] = values
    return row


def _softmax(logits: FloatArray) -> FloatArray:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


@cache
def load(folder: Path = MODELS, threads: int = 1) -> Engine:
    """The engine of a model folder (``reader``, ``relater`` and ``upper.onnx``, ``tokenizer.json``), loaded once."""
    opened = tokenizer(folder)
    start, separator = (int(opened.token_to_id(name) or 0) for name in ("[CLS]", "[SEP]"))
    reader, relater, upper = (graph(folder / f"{name}.onnx", threads) for name in ("reader", "relater", "upper"))
    return Engine(opened, reader, relater, upper, start, separator)
