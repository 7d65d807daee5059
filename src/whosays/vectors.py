"""Sentence vectors: which sentences mean nearly the same, by all-MiniLM-L6-v2 in ONNX (int8).

Mean of the last hidden states, scaled to length 1 (Reimers & Gurevych 2019); the cosine of two is their dot product.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = Callable[[Sequence[str]], npt.NDArray[np.float32]]  # texts to rows of length 1

MODEL = Path(__file__).parent / "models"
LONGEST = 128  # pieces; what comes behind is cut off
BATCH = 32
SIZE = 384


@cache
def _load() -> tuple[Any, Any]:
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    session = InferenceSession(str(MODEL / "vectors.onnx"), options, providers=["CPUExecutionProvider"])
    return tokenizer, session


def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Vectors of length 1, one row a text: float32 [len(texts), 384]. An empty text is a row like any other.

    Each text is encoded by itself, so that a vector never depends on its neighbours.
    """
    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    tokenizer, session = _load()
    rows = []
    legible = [text.encode("utf-8", "replace").decode() for text in texts]  # the tokenizer takes no lone surrogate
    for encoding in tokenizer.encode_batch(legible):
        ids = np.array([encoding.ids], dtype=np.int64)
        hidden = session.run(None, {"ids": ids})[0][0]
        mean = hidden.mean(axis=0)
        rows.append(mean / max(float(np.linalg.norm(mean)), 1e-12))
    return np.stack(rows).astype(np.float32)
