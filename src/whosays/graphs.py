"""Opening the ONNX graphs and the tokenizer that ship with the package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODELS = Path(__file__).parent / "models"
_SLOW = ["SkipLayerNormFusion"]  # the fused operator of ONNX Runtime 1.32 takes longer on a CPU than its two parts


def graph(file: Path, threads: int = 1) -> InferenceSession:
    """An ONNX graph, ready to run on so many threads."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return InferenceSession(str(file), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW)


def tokenizer(folder: Path = MODELS) -> Tokenizer:
    """The tokenizer of a model folder, which neither truncates nor pads."""
    from tokenizers import Tokenizer

    opened: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    opened.no_truncation()
    opened.no_padding()
    return opened
