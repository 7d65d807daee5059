"""The encoder as an ONNX graph of the operators that ONNX Runtime runs fastest, int8.

Built straight from the weights: a traced graph keeps the shapes it was traced with in dozens of small nodes, hides the
attention from the runtime's fused kernel, and quantises the same states three times, for queries, keys and values.
Weights are int8 per output channel in seven bits (processors without VNNI saturate at eight), activations uint8 by what
they are at the time (dynamic). A graph reads one window at a time, so that it needs no mask.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, TensorProto, helper, numpy_helper

FloatArray = npt.NDArray[np.float32]
Weights = Mapping[str, FloatArray]
Kind = tuple[int, tuple[int | str, ...]]  # of a tensor: element type and shape, a name for each size that varies

OPSET = 18
FUSED = "com.microsoft"  # the domain of ONNX Runtime's own operators
LEVELS = 64  # of a weight, to either side of zero
EPSILON = 1e-12  # of BERT's layer norms


class Graph:
    """Nodes and constants of an ONNX graph as they are added, one after the other."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: list[TensorProto] = []

    def constant(self, value: npt.ArrayLike, dtype: Any = np.float32) -> str:
        """Add a constant; its name."""
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=dtype), name))
        return name

    def stored(self, name: str, kind: int, shape: tuple[int, ...], file: str) -> str:
        """Add a constant whose values are the bytes of a ``file`` beside the graph's; its name."""
        tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
        tensor.external_data.add(key="location", value=file)
        self._constants.append(tensor)
        return name

    def node(self, operator: str, *inputs: str, to: str = "", domain: str = "", **attributes: Any) -> str:
        """Add a node with one output, which ``to`` names; the output's name."""
        return self.nodes(operator, *inputs, to=(to or f"{operator}{len(self._nodes)}",), domain=domain, **attributes)[
            0
        ]

    def nodes(
        self, operator: str, *inputs: str, to: tuple[str, ...], domain: str = "", **attributes: Any
    ) -> tuple[str, ...]:
        """Add a node with the outputs ``to``; their names."""
        self._nodes.append(helper.make_node(operator, inputs, to, domain=domain, **attributes))
        return to

    def model(self, name: str, inputs: Mapping[str, Kind], outputs: Mapping[str, Kind]) -> ModelProto:
        """The whole, with the element type and shape of what goes in and comes out."""
        graph = helper.make_graph(
            self._nodes,
            name,
            [helper.make_tensor_value_info(value, *kind) for value, kind in inputs.items()],
            [helper.make_tensor_value_info(value, *kind) for value, kind in outputs.items()],
            self._constants,
        )
        versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=9)


def quantized_rows(table: FloatArray) -> tuple[npt.NDArray[np.int8], float]:
    """A table of embeddings as int8 and what one step of it is worth."""
    step = float(np.abs(table).max()) / 127
    return np.round(table / step).astype(np.int8), step


def quantized_columns(weight: FloatArray) -> tuple[npt.NDArray[np.int8], FloatArray]:
    """A weight [inputs, outputs] as int8 in seven bits, and what one step of each column is worth."""
    step = np.maximum(np.abs(weight).max(axis=0), 1e-12) / LEVELS
    return np.round(weight / step).astype(np.int8), step.astype(np.float32)


def encode(graph: Graph, weights: Weights, embedded: str, heads: int, longest: int) -> str:
    """Add BERT's layers over summed embeddings (without those of position and type); the last hidden states.

    ``weights`` are named as in Hugging Face's BertModel, with linear weights as [outputs, inputs]; ``longest`` is how
    many pieces there may be at most.
    """
    places = weights["embeddings.position_embeddings.weight"][:longest]
    places = places + weights["embeddings.token_type_embeddings.weight"][0]
    zero = graph.constant([0], np.int64)
    length = graph.node("Shape", embedded, start=1, end=2)
    place = graph.node("Slice", graph.constant(places), zero, length, zero)
    hidden = _norm(graph, weights, "embeddings", graph.node("Add", embedded, place))
    layer = 0
    while f"encoder.layer.{layer}.output.dense.bias" in weights:
        hidden = _layer(graph, weights, f"encoder.layer.{layer}", hidden, heads)
        layer += 1
    return hidden


def _layer(graph: Graph, weights: Weights, name: str, hidden: str, heads: int) -> str:
    asked = [linear(graph, weights, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
    seen = Quantized(graph, hidden)
    mixed = graph.node("MultiHeadAttention", *(seen.times(*one) for one in asked), domain=FUSED, num_heads=heads)
    out = Quantized(graph, mixed).times(*linear(graph, weights, f"{name}.attention.output.dense"))
    hidden = _norm(graph, weights, f"{name}.attention.output", graph.node("Add", hidden, out))
    weight, step, bias = linear(graph, weights, f"{name}.intermediate.dense")
    wide = graph.node("BiasGelu", Quantized(graph, hidden).times(weight, step), bias, domain=FUSED)
    out = Quantized(graph, wide).times(*linear(graph, weights, f"{name}.output.dense"))
    return _norm(graph, weights, f"{name}.output", graph.node("Add", hidden, out))


def linear(graph: Graph, weights: Weights, name: str) -> tuple[str, str, str]:
    """Add a linear layer's weight; the names of its integers, of their steps and of the bias."""
    weight, step = quantized_columns(weights[f"{name}.weight"].T)
    return graph.constant(weight, np.int8), graph.constant(step), graph.constant(weights[f"{name}.bias"])


def _norm(graph: Graph, weights: Weights, name: str, summed: str) -> str:
    scale, shift = (graph.constant(weights[f"{name}.LayerNorm.{part}"]) for part in ("weight", "bias"))
    return graph.node("LayerNormalization", summed, scale, shift, axis=-1, epsilon=EPSILON)


class Quantized:
    """Activations quantised once, for as many products as are asked."""

    def __init__(self, graph: Graph, values: str) -> None:
        self._graph = graph
        self.values, self.step, self.zero = graph.nodes(
            "DynamicQuantizeLinear", values, to=tuple(f"{values}.{part}" for part in ("uint8", "step", "zero"))
        )

    def times(self, weight: str, step: str, bias: str = "", *, values: str = "") -> str:
        """The product of the activations, or of ``values`` rearranged from theirs, with a quantised weight, plus the
        bias if there is one, as floats.
        """
        inputs = (values or self.values, weight, self.step, step, self.zero, "", bias)
        return self._graph.node("MatMulIntegerToFloat", *(inputs if bias else inputs[:5]), domain=FUSED)


def reader(weights: Weights, heads: int, words: str, longest: int) -> ModelProto:
    """The reading graph: pieces with case and quotation -> hidden states and cue logits (outside, begin, inside).

    ``weights`` are those of ``network.Network``, ``words`` the file of the word embeddings beside the graph;
    ``longest`` counts a window's pieces with the two at its ends.
    """
    graph = Graph()
    own = _below(weights, "encoder.")
    embedded = _words(graph, own, words)
    for name in ("case", "quoted"):
        table = graph.constant(weights[f"{name}.weight"])
        embedded = graph.node("Add", embedded, graph.node("Gather", table, name))
    graph.node("Identity", encode(graph, own, embedded, heads, longest), to="hidden")
    size = weights["tagger.weight"].shape[1]
    cue = slice(3, 6)  # of the tagger's roles the second; the others only helped it to learn
    product = graph.node("MatMul", "hidden", graph.constant(weights["tagger.weight"][cue].T))
    graph.node("Add", product, graph.constant(weights["tagger.bias"][cue]), to="cue")
    return _over_pieces(graph, "reader", ("ids", "case", "quoted"), {"hidden": size, "cue": 3})


def upper(weights: Weights, heads: int, first: int) -> ModelProto:
    """The graph of an encoder's layers from ``first`` on: states [windows, pieces, size] -> last states."""
    graph = Graph()
    hidden, layer = "lower", first
    while f"encoder.layer.{layer}.output.dense.bias" in weights:
        hidden = _layer(graph, weights, f"encoder.layer.{layer}", hidden, heads)
        layer += 1
    graph.node("Identity", hidden, to="hidden")
    size = weights[f"encoder.layer.{first}.output.dense.bias"].shape[0]
    kind: Kind = (TensorProto.FLOAT, ("windows", "pieces", size))
    return graph.model("upper", {"lower": kind}, {"hidden": kind})


def with_lower(reader: ModelProto, layers: int) -> ModelProto:
    """A reading graph that gives the states after its first ``layers`` layers, too, as ``lower``."""
    found = ModelProto()
    found.CopyFrom(reader)
    norms = [node for node in found.graph.node if node.op_type == "LayerNormalization"]
    states = norms[2 * layers].output[0]  # one for the embeddings, then two a layer
    found.graph.node.append(helper.make_node("Identity", [states], ["lower"]))
    size = next(o for o in found.graph.output if o.name == "hidden").type.tensor_type.shape.dim[2].dim_value
    found.graph.output.append(helper.make_tensor_value_info("lower", TensorProto.FLOAT, ("windows", "pieces", size)))
    return found


def vectors(weights: Weights, heads: int, words: str, longest: int) -> ModelProto:
    """The graph of the untouched encoder, whose mean-pooled states are sentence vectors: pieces -> hidden states."""
    graph = Graph()
    graph.node("Identity", encode(graph, weights, _words(graph, weights, words), heads, longest), to="hidden")
    size = weights["embeddings.word_embeddings.weight"].shape[1]
    return _over_pieces(graph, "vectors", ("ids",), {"hidden": size})


def _over_pieces(graph: Graph, name: str, inputs: tuple[str, ...], outputs: Mapping[str, int]) -> ModelProto:
    """The model from int64 [windows, pieces] to so many floats a piece."""
    shape = ("windows", "pieces")
    return graph.model(
        name,
        dict.fromkeys(inputs, (TensorProto.INT64, shape)),
        {value: (TensorProto.FLOAT, (*shape, size)) for value, size in outputs.items()},
    )


def _words(graph: Graph, weights: Weights, file: str) -> str:
    table, step = quantized_rows(weights["embeddings.word_embeddings.weight"])
    stored = graph.stored("words", TensorProto.INT8, table.shape, file)
    return graph.node("DequantizeLinear", graph.node("Gather", stored, "ids"), graph.constant(step))


def _below(weights: Weights, name: str) -> dict[str, FloatArray]:
    return {key.removeprefix(name): value for key, value in weights.items() if key.startswith(name)}
