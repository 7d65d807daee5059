"""From trained weights to the files that ship: two ONNX graphs, int8, and the tokenizer."""

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

from training.attribution.network import Network

OPSET = 17


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

    def forward(self, hidden: Tensor, paragraph: Tensor, row: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.relate(hidden, paragraph, row, first, last)


def load(weights: Path) -> Network:
    """The network of a run folder with its averaged weights, in evaluation mode."""
    settings = json.loads((weights.parent / "settings.json").read_text())
    network = Network(settings["encoder"], settings["width"])
    network.load_state_dict(torch.load(weights, map_location="cpu"))
    return network.eval()


def export(weights: Path, out: Path, quantized: bool = True) -> None:
    """Write reader.onnx, relater.onnx and tokenizer.json into ``out``.

    int8 weights per channel in seven bits (``reduce_range``), since processors without VNNI saturate at eight.
    """
    network = load(weights)
    settings = json.loads((weights.parent / "settings.json").read_text())
    out.mkdir(parents=True, exist_ok=True)
    size = network.encoder.config.hidden_size
    batch, length = 2, 16
    pieces = torch.ones(batch, length, dtype=torch.long)
    flags = torch.zeros(batch, length, dtype=torch.long)
    number = torch.tensor([0, 1, 1])
    with tempfile.TemporaryDirectory() as folder:
        graphs = {
            "reader": (
                Reader(network),
                (pieces, flags, flags, pieces),
                ["ids", "case", "quoted", "mask"],
                ["hidden", "cue"],
                {name: {0: "windows", 1: "pieces"} for name in ("ids", "case", "quoted", "mask", "hidden", "cue")},
            ),
            "relater": (
                Relater(network),
                (torch.zeros(batch, length, size), flags, number, number + 2, number + 3),
                ["hidden", "paragraph", "row", "first", "last"],
                ["tags", "valid"],
                {
                    "hidden": {0: "windows", 1: "pieces"},
                    "paragraph": {0: "windows", 1: "pieces"},
                    **{name: {0: "cues"} for name in ("row", "first", "last", "valid")},
                    "tags": {0: "cues", 1: "pieces"},
                },
            ),
        }
        for name, (module, arguments, inputs, outputs, axes) in graphs.items():
            full = Path(folder) / f"{name}.onnx"
            torch.onnx.export(
                module,
                arguments,
                str(full),
                input_names=inputs,
                output_names=outputs,
                dynamic_axes=axes,
                opset_version=OPSET,
                dynamo=False,
            )
            target = out / f"{name}.onnx"
            if quantized and name == "reader":
                ready = Path(folder) / f"{name}-ready.onnx"
                quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
                quantize_dynamic(
                    str(ready), str(target), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
                    op_types_to_quantize=["MatMul", "Gather"],
                )
            else:
                shutil.copy(full, target)
            onnx.checker.check_model(str(target))
    shutil.copy(Path(settings["encoder"]) / "tokenizer.json", out / "tokenizer.json")
