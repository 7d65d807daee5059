"""Sentence vectors: which sentences mean nearly the same, by all-MiniLM-L6-v2 in ONNX (int8).

Mean of the last hidden states, scaled to length 1 (Reimers & Gurevych 2019); the cosine of two is their dot product.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from whosays.graphs import MODELS, graph, tokenizer

Vectors = Callable[[Sequence[str]], npt.NDArray[np.float32]]  # texts to rows of length 1

LONGEST = 128  # pieces; what comes behind is cut off
SIZE = 384


@cache
def _load() -> tuple[Any, Any]:
    opened = tokenizer()
    opened.enable_truncation(LONGEST)
    return opened, graph(MODELS / "vectors.onnx")


def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Vectors of length 1, one row a text: float32 [len(texts), 384]. An empty text is a row like any other.

    Each text is encoded by itself, so that a vector never depends on its neighbours.
    """
    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    opened, session = _load()
    rows = []
    legible = [text.encode("utf-8", "replace").decode() for text in texts]  # the tokenizer takes no lone surrogate
    for encoding in opened.encode_batch(legible):
        ids = np.array([encoding.ids], dtype=np.int64)
        hidden = session.run(None, {"ids": ids})[0][0]
        mean = hidden.mean(axis=0)
        rows.append(mean / max(float(np.linalg.norm(mean)), 1e-12))
    return np.stack(rows).astype(np.float32)
