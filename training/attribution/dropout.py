"""Dropout that a CPU can afford."""

from __future__ import annotations

import torch
from torch import Tensor, nn

POOL, REUSE = 1 << 23, 2000  # elements of a pool, and how many cuts are made before it is drawn anew


class PooledDropout(nn.Module):
    """Dropout whose masks are cut at random from a pool drawn once in a while.

    On a CPU drawing a mask for every element costs as much as the layer it follows; cutting one from a pool of
    a few million costs nothing and is as good, as no two cuts line up with the same activations twice.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share, self.used, self.pool = share, 0, torch.empty(0)

    def forward(self, hidden: Tensor) -> Tensor:
        if not self.training or not self.share:
            return hidden
        if not len(self.pool) or self.used % REUSE == 0:
            kept = torch.rand(POOL) >= self.share
            self.pool = kept.to(torch.bfloat16) / (1 - self.share)
        self.used += 1
        at = int(torch.randint(POOL - hidden.numel(), ()))
        return hidden * self.pool[at : at + hidden.numel()].view(hidden.shape).to(hidden.dtype)


def cheap_dropout(encoder: nn.Module, share: float) -> None:
    """Dropout behind every block of the encoder from one shared pool, and none on attention, where it would be dear."""
    pooled = PooledDropout(share)
    for name, module in list(encoder.named_modules()):
        for child, layer in list(module.named_children()):
            if isinstance(layer, nn.Dropout):
                behind_block = name.endswith(("attention", "output"))
                setattr(module, child, pooled if behind_block else nn.Dropout(0.0))
        if isinstance(getattr(module, "dropout_prob", None), float):
            module.dropout_prob = 0.0
    encoder.config.attention_probs_dropout_prob = 0.0
