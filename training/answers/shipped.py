"""The weights of the graphs that ship, read back as those of ``training.attribution.network.Network``.

What ships is int8; one step of a weight is a sixty-fourth of its column's largest, so what is read back is as good a
start as the weights that were exported (the figures of a graph exported from them again are the same).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.attribution.network import BUCKETS, PARAGRAPHS, distance_bucket

Arrays = dict[str, np.ndarray]
CUE = slice(3, 6)  # the rows of the tagger that ship


def weights(models: Path) -> dict[str, Tensor]:
    """The state of a ``Network``: encoder, cue tagger (other roles zero) and relater. Word embeddings included."""
    found = {f"encoder.{name}": value for name, value in _encoder(models).items()}
    reader, constants = _opened(models / "reader.onnx")
    case, quoted = (constants[n.input[0]] for n in reader if n.op_type == "Gather" and n.input[1] in ("case", "quoted"))
    found["case.weight"], found["quoted.weight"] = case, quoted
    added = next(n for n in reader if n.output[0] == "cue")
    product = next(n for n in reader if n.output[0] == added.input[0])
    tagger, bias = np.zeros((9, case.shape[1]), np.float32), np.zeros(9, np.float32)
    tagger[CUE], bias[CUE] = constants[product.input[1]].T, constants[added.input[1]]
    found["tagger.weight"], found["tagger.bias"] = tagger, bias
    found.update(_relater(models / "relater.onnx"))
    return {name: torch.as_tensor(np.ascontiguousarray(value)).float() for name, value in found.items()}


def _opened(file: Path) -> tuple[list[onnx.NodeProto], Arrays]:
    graph = onnx.load(str(file), load_external_data=False).graph
    constants = {t.name: numpy_helper.to_array(t) for t in graph.initializer if not t.external_data}
    return list(graph.node), constants


def _linear(nodes: list[onnx.NodeProto], constants: Arrays) -> Iterator[tuple[np.ndarray, np.ndarray | None]]:
    """Weight [outputs, inputs] and bias of each quantised product, in the order of the graph."""
    for node in nodes:
        if node.op_type == "MatMulIntegerToFloat":
            weight = constants[node.input[1]].astype(np.float32) * constants[node.input[3]]
            bias = constants[node.input[6]] if len(node.input) > 6 and node.input[6] else None
            yield weight.T, bias


def _encoder(models: Path) -> Arrays:
    nodes, constants = _opened(models / "reader.onnx")
    rows = next(n for n in nodes if n.op_type == "DequantizeLinear")
    norms = [(constants[n.input[1]], constants[n.input[2]]) for n in nodes if n.op_type == "LayerNormalization"]
    wide = [constants[n.input[1]] for n in nodes if n.op_type == "BiasGelu"]
    products = list(_linear(nodes, constants))
    places = next(constants[n.input[0]] for n in nodes if n.op_type == "Slice")
    size = places.shape[1]
    words = np.fromfile(models / "embeddings.bin", np.int8).reshape(-1, size) * constants[rows.input[1]]
    found = {
        "embeddings.word_embeddings.weight": words,
        "embeddings.position_embeddings.weight": places,  # with the one type embedding in it
        "embeddings.LayerNorm.weight": norms[0][0],
        "embeddings.LayerNorm.bias": norms[0][1],
    }
    parts = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
    for layer in range(len(products) // 6):
        name = f"encoder.layer.{layer}"
        of = products[6 * layer : 6 * layer + 6]
        for part, (weight, bias) in zip((*parts, "intermediate.dense", "output.dense"), of, strict=True):
            found[f"{name}.{part}.weight"] = weight
            found[f"{name}.{part}.bias"] = wide[layer] if bias is None else bias
        for part, (scale, shift) in zip(("attention.output", "output"), norms[1 + 2 * layer :][:2], strict=True):
            found[f"{name}.{part}.LayerNorm.weight"], found[f"{name}.{part}.LayerNorm.bias"] = scale, shift
    return found


def _relater(file: Path) -> Arrays:
    nodes, constants = _opened(file)
    products = list(_linear(nodes, constants))
    found: Arrays = {}
    for name, (weight, bias) in zip(("q", "b", "valid.0", "a", "p", "near", "far"), products, strict=True):
        if name in ("near", "far"):
            width = weight.shape[0]
            weight = weight.T.reshape(-1, width, width).transpose(2, 1, 0)  # [outputs, inputs, taps]
        found[f"{name}.weight"] = weight
        if bias is not None:
            found[f"{name}.bias"] = bias
    biases = [constants[n.input[1]] for n in nodes if n.op_type == "BiasGelu"]
    found["near.bias"], found["far.bias"] = biases
    norms = [(constants[n.input[1]], constants[n.input[2]]) for n in nodes if n.op_type == "LayerNormalization"]
    for name, (scale, shift) in zip(("norm", "norm2"), norms, strict=True):
        found[f"{name}.weight"], found[f"{name}.bias"] = scale, shift
    dense = [n for n in nodes if n.op_type == "MatMul"]
    for name, node in zip(("valid.2", "out"), dense, strict=True):
        found[f"{name}.weight"] = constants[node.input[1]].T
        added = next(n for n in nodes if n.op_type == "Add" and n.input[0] == node.output[0])
        found[f"{name}.bias"] = constants[added.input[1]]
    table = next(c for c in constants.values() if c.ndim == 2 and len(c) == BUCKETS * PARAGRAPHS)
    table = table.reshape(BUCKETS, PARAGRAPHS, -1)
    middle = int(distance_bucket(torch.tensor(0)))
    found["distance.weight"] = table[:, PARAGRAPHS // 2]
    found["paragraph.weight"] = table[middle] - table[middle, PARAGRAPHS // 2]
    return found
