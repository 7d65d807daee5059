"""From trained weights to the files that ship: ONNX graphs, int8, and the tokenizer."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from transformers import AutoModel

from training.attribution.network import Network

OPSET = 17
EMBEDDINGS = "embeddings.bin"


class Reader(nn.Module):
    """The first graph: pieces -> hidden states and cue logits. The tagger's other roles only helped it to learn."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, case: Tensor, quoted: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.network.encode(ids, case, quoted, mask)
        return hidden, self.network.tags(hidden)[:, :, 1]


class Relater(nn.Module):
    """The second graph: hidden states and cues -> tags of every piece for each cue, and whether the cue is one."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, hidden: Tensor, paragraph: Tensor, row: Tensor, first: Tensor, last: Tensor, at: Tensor
    ) -> tuple[Tensor, Tensor]:
        return self.network.relate(hidden, paragraph, row, first, last, at)


def load(weights: Path) -> Network:
    """The network of a run folder with its averaged weights, in evaluation mode."""
    settings = json.loads((weights.parent / "settings.json").read_text())
    network = Network(settings["encoder"], settings["width"])
    network.load_state_dict(torch.load(weights, map_location="cpu"))
    return network.eval()


class Vectors(nn.Module):
    """The third graph: the untouched encoder, whose mean-pooled states are sentence vectors."""

    def __init__(self, encoder: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, add_pooling_layer=False, attn_implementation="eager").eval()

    def forward(self, ids: Tensor) -> Tensor:
        return self.encoder(input_ids=ids, attention_mask=torch.ones_like(ids))[0]


def export(weights: Path, out: Path, quantized: bool = True) -> None:
    """Write the three graphs, the word embeddings they share and the tokenizer into ``out``.

    int8 weights per channel in seven bits (``reduce_range``), since processors without VNNI saturate at eight. The
    head that reads the cues stays in fp32: it is small, and its sums are not.
    """
    network = load(weights)
    settings = json.loads((weights.parent / "settings.json").read_text())
    out.mkdir(parents=True, exist_ok=True)
    size = network.encoder.config.hidden_size
    pieces = torch.ones(2, 16, dtype=torch.long)
    flags = torch.zeros(2, 16, dtype=torch.long)
    mask = pieces.clone()
    mask[1, 12:] = 0  # a mask of ones alone would be traced away
    number = torch.tensor([0, 1, 1])
    by_piece = {0: "windows", 1: "pieces"}
    _write(
        Reader(network),
        {"ids": pieces, "case": flags, "quoted": flags, "mask": mask},
        {"hidden": by_piece, "cue": by_piece},
        dict.fromkeys(("ids", "case", "quoted", "mask"), by_piece),
        out / "reader.onnx",
        quantized,
    )
    _write(
        Relater(network),
        {
            "hidden": torch.zeros(2, 16, size),
            "paragraph": flags,
            "row": number,
            "first": number + 2,
            "last": number + 3,
            "at": torch.arange(8)[None] + number[:, None],
        },
        {"tags": {0: "cues", 1: "near"}, "valid": {0: "cues"}},
        {
            "hidden": by_piece,
            "paragraph": by_piece,
            **{name: {0: "cues"} for name in ("row", "first", "last")},
            "at": {0: "cues", 1: "near"},
        },
        out / "relater.onnx",
        quantized=False,
    )
    _write(
        Vectors(settings["encoder"]),
        {"ids": pieces},
        {"hidden": by_piece},
        {"ids": by_piece},
        out / "vectors.onnx",
        quantized,
    )
    if quantized:
        share_embeddings([out / "reader.onnx", out / "vectors.onnx"])
    shutil.copy(Path(settings["encoder"]) / "tokenizer.json", out / "tokenizer.json")


def _write(
    module: nn.Module,
    inputs: dict[str, Tensor],
    outputs: dict[str, dict[int, str]],
    axes: dict[str, dict[int, str]],
    target: Path,
    quantized: bool,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        full, ready = Path(folder) / "full.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(full),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={**axes, **outputs},
            opset_version=OPSET,
            dynamo=False,
        )
        if not quantized:
            shutil.copy(full, target)
            return
        quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(target),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )


def share_embeddings(graphs: list[Path]) -> None:
    """Move the word embeddings, which training leaves as they are, out of the graphs into one file they both name."""
    stored: bytes | None = None
    for path in graphs:
        graph = onnx.load(str(path))
        tensor = next(t for t in graph.graph.initializer if t.name.endswith("word_embeddings.weight_quantized"))
        if stored is None:
            stored = tensor.raw_data
            (path.parent / EMBEDDINGS).write_bytes(stored)
        elif tensor.raw_data != stored:
            raise ValueError(f"{path.name}: its word embeddings differ, so they cannot be shared")
        tensor.ClearField("raw_data")
        tensor.data_location = onnx.TensorProto.EXTERNAL
        for key, value in (("location", EMBEDDINGS), ("offset", "0"), ("length", str(len(stored)))):
            tensor.external_data.add(key=key, value=value)
        path.write_bytes(graph.SerializeToString())
