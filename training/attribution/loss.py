"""What the network is told it did wrong: by the annotators, by a teacher, and by its own false cues."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F

from training.attribution.batches import IGNORE, Batch, Cues
from training.attribution.network import Network


def with_false_cues(batch: Batch, tags: torch.Tensor, rng: np.random.Generator, most: int = 8) -> Cues:
    """The batch's cues and some that the tagger wrongly takes for cues, which have neither source nor content."""
    likely = tags[:, :, 1].float().softmax(-1)[..., 1]
    likely[batch.cues.row, batch.cues.first] = 0  # those have their targets already
    false = ((likely > 0.1) & (batch.labels[..., 1] == 0)).nonzero()
    if len(false) > most:
        false = false[torch.as_tensor(rng.permutation(len(false))[:most])]
    cues = batch.cues
    if not len(false):
        return cues
    row, at = false[:, 0], false[:, 1]
    empty = torch.where(batch.labels[row, :, 0] == IGNORE, IGNORE, 0)
    soft = None
    if cues.soft is not None:
        soft = torch.cat([cues.soft, torch.zeros(len(false), *cues.soft.shape[1:])])
    return Cues(
        torch.cat([cues.row, row]),
        torch.cat([cues.first, at]),
        torch.cat([cues.last, at]),
        torch.cat([cues.tags, empty]),
        torch.cat([cues.valid, torch.zeros(len(false))]),
        soft,
    )


def loss_of(
    network: Network, batch: Batch, false_cues: bool, soft_share: float, rng: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Losses of the tagger and of the cue-conditioned head."""
    hidden = network.encode(batch.ids, batch.case, batch.quoted, batch.mask)
    tags = network.tags(hidden)
    tagging = mixed(tags.float().flatten(0, 2), batch.labels.flatten(), batch.soft, soft_share)
    cues = with_false_cues(batch, tags.detach(), rng) if false_cues else batch.cues
    if not len(cues.row):
        return tagging, torch.zeros(())
    related, valid = network.relate(hidden, batch.paragraph, cues.row, cues.first, cues.last)
    relating = mixed(related.float().flatten(0, 1), cues.tags.flatten(), cues.soft, soft_share)
    return tagging, relating + 0.1 * F.binary_cross_entropy_with_logits(valid.float(), cues.valid)


def mixed(logits: torch.Tensor, labels: torch.Tensor, soft: torch.Tensor | None, share: float) -> torch.Tensor:
    """Cross-entropy against labels and, where a teacher said anything, against its probabilities (Hinton et al. 2015).

    ``soft`` has the classes last and any shape before them; a row of zeros is one of which the teacher said nothing.
    """
    if soft is None:
        return F.cross_entropy(logits, labels, ignore_index=IGNORE)
    told = labels != IGNORE
    logs = F.log_softmax(logits[told], -1)
    hard = -logs.gather(-1, labels[told][:, None]).squeeze(-1)
    wished = soft.reshape(logits.shape)[told]
    taught = -(wished * logs).sum(-1)
    weight = share * wished.sum(-1)
    return ((1 - weight) * hard + share * taught).mean()
