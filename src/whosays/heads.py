"""The heads that read sentences from the reader's states (``training/answers``, which has the same as a network).

They cost next to nothing: a sentence is the mean of its pieces' states and a mean weighted by what the head attends to,
then read beside the other sentences of its text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from whosays.graphs import MODELS
from whosays.model import Span
from whosays.text.readings import NEAR, Readings
from whosays.text.states import States
from whosays.vectors import Vectors

FloatArray = npt.NDArray[np.float32]

LONGEST = 96  # pieces of a sentence that are read
FILE = "heads.npz"
_EPSILON = 1e-5
_FIRST = 5  # sentences that have a place of their own; the rest is parted in as many


@cache
def load(file: Path = MODELS / FILE) -> Mapping[str, FloatArray]:
    """The weights by name, float32, as they are named in ``training/answers/network.py``.

    They lie in memory as a product takes them: turned round for each of them, they take longer than the product.
    """
    with np.load(file) as stored:
        return {name: np.asarray(stored[name], dtype=np.float32, order="F") for name in stored.files}


def read(
    text: str,
    states: States,
    sentences: Sequence[Span],
    rough: Vectors,
    weights: Mapping[str, FloatArray] | None = None,
) -> Readings:
    """What each sentence is read as; a sentence of which no piece was read is left out.

    ``rough`` makes vectors of the words of texts (``whosays.vectors.rough``).
    """
    found, places = _places(states, sentences)
    if not found or not len(states.upper):
        return Readings()
    w = weights or load()
    rows = states.upper
    tags = _linear(w, "tag", rows)
    attended = np.exp(np.clip(_linear(w, "attend", rows)[:, 0], -60, 60))
    parts, strongest = [], []
    for first, behind in places:
        own, weight = rows[first:behind], attended[first:behind]
        parts.append(np.concatenate([weight @ own / max(float(weight.sum()), 1e-12), own.mean(axis=0)]))
        strongest.append(tags[first:behind].max(axis=0))
    vectors = _norm(w, "norm", _gelu(_linear(w, "mix", np.stack(parts))))
    beside = _among(w, vectors)
    kinds = _linear(w, "kind", np.concatenate([beside, np.stack(strongest)], axis=1))
    lead = _linear(w, "lead", beside) + w["place.weight"][_place_buckets(len(found))]
    same = _linear(w, "same", vectors)
    return Readings(
        tuple(found),
        _softmax(kinds / w["temperature"]),
        _softmax(lead[:, 0]),
        np.asarray(1 / (1 + np.exp(-lead[:, 1])), dtype=np.float32),
        _linear(w, "asks", beside),
        _linear(w, "told", beside),
        w["gap.weight"][:, 0],
        w["central"] * lead[:, 0],
        _linear(w, "unsaid", beside)[:, 0],
        rough([text[start:end] for start, end in found]),
        w["shared"],
        same / np.maximum(np.linalg.norm(same, axis=1, keepdims=True), 1e-12),
        states.starts,
        states.ends,
        _softmax(tags),
    )


def _among(w: Mapping[str, FloatArray], vectors: FloatArray) -> FloatArray:
    """The vectors of sentences [S, D] after the blocks of attention over all of them (normed before)."""
    count, block = len(vectors), 0
    places = np.arange(count)
    gap = np.clip(places[None] - places[:, None], -NEAR, NEAR) + NEAR
    while f"among.{block}.out.weight" in w:
        name = f"among.{block}."
        bias = w[f"{name}gap.weight"][gap].transpose(2, 0, 1)
        parts = _linear(w, f"{name}parts", _norm(w, f"{name}before", vectors)).reshape(count, 3, len(bias), -1)
        asks, keys, values = parts.transpose(1, 2, 0, 3)
        weight = _softmax(asks @ keys.transpose(0, 2, 1) / np.float32(asks.shape[-1] ** 0.5) + bias)
        seen = (weight @ values).transpose(1, 0, 2).reshape(count, -1)
        vectors = vectors + _linear(w, f"{name}out", seen)
        wide = _gelu(_linear(w, f"{name}wide", _norm(w, f"{name}then", vectors)))
        vectors = vectors + _linear(w, f"{name}back", wide)
        block += 1
    return vectors


def _places(states: States, sentences: Sequence[Span]) -> tuple[list[Span], list[tuple[int, int]]]:
    """The sentences with pieces, and those as (first, behind)."""
    found, places = [], []
    for start, end in sentences:
        first = int(np.searchsorted(states.ends, start, "right"))
        behind = int(np.searchsorted(states.starts, end, "left"))
        while first < behind and states.starts[first] == states.ends[first]:  # a separator before it
            first += 1
        if behind > first:
            found.append((start, end))
            places.append((first, min(behind, first + LONGEST)))
    return found, places


def _place_buckets(count: int) -> npt.NDArray[np.int64]:
    places = np.arange(count)
    later = _FIRST + np.clip((places - _FIRST) * _FIRST // max(count - _FIRST, 1), 0, _FIRST - 1)
    return np.where(places < _FIRST, places, later)


def _linear(w: Mapping[str, FloatArray], name: str, values: FloatArray) -> FloatArray:
    return np.asarray(values @ w[f"{name}.weight"].T + w[f"{name}.bias"], dtype=np.float32)


def _norm(w: Mapping[str, FloatArray], name: str, values: FloatArray) -> FloatArray:
    centred = values - values.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + _EPSILON)
    return np.asarray(centred / spread * w[f"{name}.weight"] + w[f"{name}.bias"], dtype=np.float32)


def _gelu(values: FloatArray) -> FloatArray:
    """By tanh; training uses the error function, which differs in the fourth digit."""
    cubed = values * values * values  # ``values**3`` takes hundreds of times as long
    return np.asarray(0.5 * values * (1 + np.tanh(0.7978845608 * (values + 0.044715 * cubed))), dtype=np.float32)


def _softmax(logits: FloatArray) -> FloatArray:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)
