"""From trained weights to the files that ship: ONNX graphs, int8, and the tokenizer."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import AutoModel

from training.attribution import graph
from training.attribution.network import Network
from training.attribution.relating import relater
from training.attribution.train import settings_of
from whosays.attribution.engine import WINDOW
from whosays.vectors import LONGEST

EMBEDDINGS = "embeddings.bin"


def load(weights: Path) -> Network:
    """The network of a run folder with its averaged weights, in evaluation mode."""
    settings = settings_of(weights)
    network = Network(settings["encoder"], settings["width"])
    network.load_state_dict(torch.load(weights, map_location="cpu"))
    return network.eval()


def export(weights: Path, out: Path) -> None:
    """Write the three graphs, the word embeddings that two of them share and the tokenizer into ``out``.

    Both encoders are int8 (``graph.py``), and so are the large products of the head that reads the cues
    (``relating.py``).
    """
    network = load(weights)
    settings = settings_of(weights)
    out.mkdir(parents=True, exist_ok=True)
    heads = network.encoder.config.num_attention_heads
    untouched = AutoModel.from_pretrained(settings["encoder"], add_pooling_layer=False)
    trained, published = _arrays(network), _arrays(untouched)
    words, _ = graph.quantized_rows(published["embeddings.word_embeddings.weight"])
    if not np.array_equal(words, graph.quantized_rows(trained["encoder.embeddings.word_embeddings.weight"])[0]):
        raise ValueError("training moved the word embeddings, so they cannot be shared")
    (out / EMBEDDINGS).write_bytes(words.tobytes())
    reader = graph.reader(trained, heads, EMBEDDINGS, WINDOW + 2)
    vectors = graph.vectors(published, heads, EMBEDDINGS, LONGEST)
    (out / "reader.onnx").write_bytes(reader.SerializeToString())
    (out / "vectors.onnx").write_bytes(vectors.SerializeToString())
    (out / "relater.onnx").write_bytes(relater(trained, WINDOW + 2).SerializeToString())
    shutil.copy(Path(settings["encoder"]) / "tokenizer.json", out / "tokenizer.json")


def _arrays(module: nn.Module) -> dict[str, graph.FloatArray]:
    """The weights of a module by name."""
    return {name: value.detach().float().numpy() for name, value in module.state_dict().items()}
