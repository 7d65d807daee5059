"""From trained weights to the files that ship: ONNX graphs, int8, and the tokenizer."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel

from training.attribution import graph
from training.attribution.network import Network
from training.attribution.train import settings_of
from whosays.attribution.engine import WINDOW
from whosays.vectors import LONGEST

EMBEDDINGS = "embeddings.bin"


class Relater(nn.Module):
    """Hidden states and cues -> tags of every piece for each cue, and whether the cue is one."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, hidden: Tensor, paragraph: Tensor, row: Tensor, first: Tensor, last: Tensor, at: Tensor
    ) -> tuple[Tensor, Tensor]:
        return self.network.relate(hidden, paragraph, row, first, last, at)


def load(weights: Path) -> Network:
    """The network of a run folder with its averaged weights, in evaluation mode."""
    settings = settings_of(weights)
    network = Network(settings["encoder"], settings["width"])
    network.load_state_dict(torch.load(weights, map_location="cpu"))
    return network.eval()


def export(weights: Path, out: Path) -> None:
    """Write the three graphs, the word embeddings that two of them share and the tokenizer into ``out``.

    Both encoders are int8 (``graph.py``). The head that reads the cues stays in fp32, being small.
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
    _export_relater(network, out / "relater.onnx")
    shutil.copy(Path(settings["encoder"]) / "tokenizer.json", out / "tokenizer.json")


def _arrays(module: nn.Module) -> dict[str, graph.FloatArray]:
    """The weights of a module by name."""
    return {name: value.detach().float().numpy() for name, value in module.state_dict().items()}


def _export_relater(network: Network, target: Path) -> None:
    flags = torch.zeros(2, 16, dtype=torch.long)
    number = torch.tensor([0, 1, 1])
    by_piece, by_cue, by_near = {0: "windows", 1: "pieces"}, {0: "cues"}, {0: "cues", 1: "near"}
    inputs = {
        "hidden": (torch.zeros(2, 16, network.encoder.config.hidden_size), by_piece),
        "paragraph": (flags, by_piece),
        "row": (number, by_cue),
        "first": (number + 2, by_cue),
        "last": (number + 3, by_cue),
        "at": (torch.arange(8)[None] + number[:, None], by_near),
    }
    torch.onnx.export(
        Relater(network),
        tuple(value for value, _ in inputs.values()),
        str(target),
        input_names=list(inputs),
        output_names=["tags", "valid"],
        dynamic_axes={name: axes for name, (_, axes) in inputs.items()} | {"tags": by_near, "valid": by_cue},
        opset_version=graph.OPSET,
        dynamo=False,
    )
