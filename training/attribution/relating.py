"""The head that reads each cue, as an ONNX graph of few operators, int8 where it multiplies much.

Built straight from the weights, as the encoder is (``graph.py``): a traced graph convolves in fp32, and that takes two
thirds of its time. Here a convolution is one int8 product with the neighbours of each piece laid side by side, distance
and paragraph are looked up in one table, and what of a piece does not depend on the cue is computed once for all cues.
"""

from __future__ import annotations

import numpy as np
import torch
from onnx import ModelProto, TensorProto

from training.attribution.graph import FUSED, Graph, Quantized, Weights, linear, quantized_columns
from training.attribution.network import PARAGRAPHS, distance_bucket

EPSILON = 1e-5  # of PyTorch's layer norms
SIDE = PARAGRAPHS // 2


def relater(weights: Weights, longest: int) -> ModelProto:
    """The relating graph for one window: its states and K cues -> the tags of L pieces each, and whether each is one.

    Inputs are ``hidden`` [1, T, D], ``paragraph`` [1, T], the places ``first`` and ``last`` of each cue's pieces [K]
    and the places ``at`` [K, L] of the pieces to tag. Outputs are the logits ``tags`` [K, L, 9] and ``valid`` [K].
    ``weights`` are those of ``network.Network``; ``longest`` counts a window's pieces with the two at its ends.
    """
    graph = Graph()
    one = graph.constant([1], np.int64)
    zero = graph.constant([0], np.int64)
    hidden, paragraph = (graph.node("Squeeze", name, zero) for name in ("hidden", "paragraph"))
    quantized = Quantized(graph, hidden)
    ends = (graph.node("Gather", quantized.values, name) for name in ("first", "last"))
    cue = graph.node("Concat", *ends, axis=-1)
    factor, shift, asked = (
        quantized.times(*linear(graph, weights, name), values=cue) for name in ("q", "b", "valid.0")
    )
    asked = graph.node("Gelu", asked, domain=FUSED)
    graph.node("Sigmoid", graph.node("Squeeze", _dense(graph, weights, "valid.2", asked), one), to="valid")
    own, product = (graph.node("Gather", quantized.times(*linear(graph, weights, name)), "at") for name in ("a", "p"))
    factor, shift = (graph.node("Unsqueeze", name, one) for name in (factor, shift))
    state = graph.node("Add", own, graph.node("Mul", product, factor))
    state = graph.node("Add", state, graph.node("Add", _places(graph, weights, paragraph, longest), shift))
    state = graph.node("Gelu", _norm(graph, weights, "norm", state), domain=FUSED)
    state = _norm(graph, weights, "norm2", graph.node("Add", state, _convolution(graph, weights, "near", state, 1)))
    state = graph.node("Add", state, _convolution(graph, weights, "far", state, 3))
    graph.node("Softmax", _dense(graph, weights, "out", state), axis=-1, to="tags")
    floats, integers = TensorProto.FLOAT, TensorProto.INT64
    return graph.model(
        "relater",
        {
            "hidden": (floats, (1, "pieces", weights["a.weight"].shape[1])),
            "paragraph": (integers, (1, "pieces")),
            "first": (integers, ("cues",)),
            "last": (integers, ("cues",)),
            "at": (integers, ("cues", "near")),
        },
        {"tags": (floats, ("cues", "near", weights["out.weight"].shape[0])), "valid": (floats, ("cues",))},
    )


def _dense(graph: Graph, weights: Weights, name: str, values: str) -> str:
    product = graph.node("MatMul", values, graph.constant(weights[f"{name}.weight"].T))
    return graph.node("Add", product, graph.constant(weights[f"{name}.bias"]))


def _norm(graph: Graph, weights: Weights, name: str, values: str) -> str:
    scale, shift = (graph.constant(weights[f"{name}.{part}"]) for part in ("weight", "bias"))
    return graph.node("LayerNormalization", values, scale, shift, axis=-1, epsilon=EPSILON)


def _places(graph: Graph, weights: Weights, paragraph: str, longest: int) -> str:
    """What distance and paragraph add to each piece: a row of one table, [K, L, width]."""
    one = graph.constant([1], np.int64)
    first, last = (graph.node("Unsqueeze", name, one) for name in ("first", "last"))
    zero = graph.constant(0, np.int64)
    before = graph.node("Min", graph.node("Sub", "at", first), zero)
    behind = graph.node("Max", graph.node("Sub", "at", last), zero)
    apart = graph.node("Add", graph.node("Add", before, behind), graph.constant(longest, np.int64))
    buckets = distance_bucket(torch.arange(-longest, longest + 1)).numpy() * PARAGRAPHS
    turn = graph.node("Sub", graph.node("Gather", paragraph, "at"), graph.node("Gather", paragraph, first))
    turn = graph.node("Clip", turn, graph.constant(-SIDE, np.int64), graph.constant(SIDE, np.int64))
    row = graph.node("Add", graph.node("Gather", graph.constant(buckets + SIDE, np.int64), apart), turn)
    table = weights["distance.weight"][:, None] + weights["paragraph.weight"]
    return graph.node("Gather", graph.constant(table.reshape(-1, table.shape[-1])), row)


def _convolution(graph: Graph, weights: Weights, name: str, values: str, dilation: int) -> str:
    """GELU of a convolution over the pieces, as one product: each piece's row beside those of its neighbours."""
    kernel = weights[f"{name}.weight"]  # [outputs, inputs, taps]
    taps = kernel.shape[2]
    reach = dilation * (taps // 2)
    quantized = Quantized(graph, values)
    padding = graph.constant([0, reach, 0, 0, reach, 0], np.int64)
    padded = graph.node("Pad", quantized.values, padding, quantized.zero)
    along = graph.constant([1], np.int64)
    size = graph.node("Shape", values, start=1, end=2)
    sides = []
    for tap in range(taps):
        begin = graph.constant([tap * dilation], np.int64)
        sides.append(graph.node("Slice", padded, begin, graph.node("Add", begin, size), along))
    weight, step = quantized_columns(kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0]))
    beside = graph.node("Concat", *sides, axis=-1)
    product = quantized.times(graph.constant(weight, np.int8), graph.constant(step), values=beside)
    return graph.node("BiasGelu", product, graph.constant(weights[f"{name}.bias"]), domain=FUSED)
