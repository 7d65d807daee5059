"""Sentence vectors: which sentences mean nearly the same, by all-MiniLM-L6-v2 in ONNX (int8).

Mean of the last hidden states, scaled to length 1 (Reimers & Gurevych 2019); the cosine of two is their dot product.
``rough`` makes vectors of the words alone, for a fiftieth of the time: what is far apart by them need not be encoded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from whosays.graphs import MODELS, graph, tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vectors = Callable[[Sequence[str]], npt.NDArray[np.float32]]  # texts to rows of length 1

LONGEST = 128  # pieces; what comes behind is cut off
SIZE = 384
_COMMONEST = 1990  # the encoder's vocabulary holds its whole words from here on, the most frequent first


@cache
def _tokenizer() -> Tokenizer:
    opened = tokenizer()
    opened.enable_truncation(LONGEST)
    return opened


@cache
def _encoder() -> InferenceSession:
    return graph(MODELS / "vectors.onnx")


def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Vectors of length 1, one row a text: float32 [len(texts), 384]. An empty text is a row like any other.

    Each text is encoded by itself, so that a vector never depends on its neighbours.
    """
    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    session = _encoder()
    rows = []
    legible = [text.encode("utf-8", "replace").decode() for text in texts]  # the tokenizer takes no lone surrogate
    for encoding in _tokenizer().encode_batch(legible):
        ids = np.array([encoding.ids], dtype=np.int64)
        hidden = session.run(None, {"ids": ids})[0][0]
        mean = hidden.mean(axis=0)
        rows.append(mean / max(float(np.linalg.norm(mean)), 1e-12))
    return np.stack(rows).astype(np.float32)


@cache
def _words() -> npt.NDArray[np.int8]:
    """The encoder's word embeddings, one row a piece; read from the disk as they are needed."""
    return np.asarray(np.memmap(MODELS / "embeddings.bin", dtype=np.int8, mode="r")).reshape(-1, SIZE)


def rough(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Vectors like those of ``encode`` from the words alone: each piece once, the heavier the rarer it is.

    Order and context count for nothing in them, so they can show that two texts do not mean the same, not that they do.
    """
    rows = np.zeros((len(texts), SIZE), dtype=np.float32)
    if not texts:
        return rows
    table, weight = _words(), _weights()
    legible = [text.encode("utf-8", "replace").decode() for text in texts]
    for row, encoding in zip(rows, _tokenizer().encode_batch_fast(legible, add_special_tokens=False), strict=True):
        ids = sorted(set(encoding.ids))
        row[:] = weight[ids] @ table[ids].astype(np.float32)
        row /= max(float(np.linalg.norm(row)), 1e-12)
    return rows


@cache
def _weights() -> npt.NDArray[np.float64]:
    """What each piece of the vocabulary counts in a rough vector."""
    return np.asarray(np.log(2.0 + np.maximum(np.arange(len(_words())) - _COMMONEST, 0)))
