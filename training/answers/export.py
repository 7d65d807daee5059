"""From trained weights to the files that ship: the heads' own upper layers as a graph, and the heads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor

from training.answers.train import Settings, network_of
from training.attribution import graph
from whosays.heads import FILE


def export(weights: Path, out: Path, temperature: float = 1.0) -> None:
    """Write the upper layers (``upper.onnx``) and the heads of a run's weights into ``out``, where the reader is.

    The reader's own graph is left as it is, but for an output of the states that the upper layers begin with.
    ``temperature`` divides the logits of a sentence's kinds (Guo et al. 2017).
    """
    settings = Settings(**{k: tuple(v) if isinstance(v, list) else v for k, v in settings_of(weights).items()})
    whole: dict[str, Tensor] = torch.load(weights, map_location="cpu")
    network = network_of(settings)
    network.load_state_dict({k.removeprefix("network."): v for k, v in whole.items() if k.startswith("network.")})
    arrays = {
        name.removeprefix("encoder."): value.detach().float().numpy() for name, value in network.state_dict().items()
    }
    heads = network.encoder.config.num_attention_heads
    (out / "upper.onnx").write_bytes(graph.upper(arrays, heads, settings.frozen).SerializeToString())
    reader = onnx.load(str(out / "reader.onnx"), load_external_data=False)
    if all(output.name != "lower" for output in reader.graph.output):
        (out / "reader.onnx").write_bytes(graph.with_lower(reader, settings.frozen).SerializeToString())
    stored = {
        name.removeprefix("heads."): value.detach().numpy().astype(np.float16)
        for name, value in whole.items()
        if name.startswith("heads.")
    }
    np.savez_compressed(out / FILE, temperature=np.float16(temperature), **stored)


def keep(weights: Path, out: Path) -> None:
    """Write what a run learned, in half precision, to ``out`` (.npz): ``--initial`` begins from it."""
    settings = settings_of(weights)
    whole: dict[str, Tensor] = torch.load(weights, map_location="cpu")
    learned = {
        name: value.half().numpy()
        for name, value in whole.items()
        if name.startswith("heads.")
        or (".layer." in name and int(name.split(".layer.")[1].split(".")[0]) >= settings["frozen"])
    }
    np.savez_compressed(out, **learned)


def settings_of(weights: Path) -> dict[str, Any]:
    """The settings with which a file of weights was trained."""
    return dict(json.loads((weights.parent / "settings.json").read_text()))
