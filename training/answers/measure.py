"""What trained heads give on texts kept aside."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from training.answers.examples import NONE
from training.answers.network import Heads, Read
from whosays.text.readings import KINDS


@torch.no_grad()
def readings(weights: dict[str, Tensor], settings, found) -> list[Read]:
    """What the heads read in every text."""
    from training.answers.train import gathered, layers, network_of, stacked

    network, heads = network_of(settings), Heads()
    network.load_state_dict({k[8:]: v for k, v in weights.items() if k.startswith("network.")})
    heads.load_state_dict({k[6:]: v for k, v in weights.items() if k.startswith("heads.")})
    network.eval()
    heads.eval()
    made = []
    for item in found:
        lower, mask, _ = stacked([item])
        states, inside = gathered(layers(network, lower, mask, settings.frozen, None), item, 0)
        tags, vectors = heads(states, inside)
        made.append(heads.read(tags, inside, vectors, item.rough.float()))
    return made


def report(weights: dict[str, Tensor], settings, found) -> str:
    """Figures by sort of text: recall of answers at precision .85 and .7, ties, leads."""
    read = readings(weights, settings, found)
    lines = []
    for sort in ("passage", "news"):
        some = [(i, r) for i, r in zip(found, read, strict=True) if i.told.sort == sort]
        if not some:
            continue
        probability = torch.cat([r.kind.softmax(-1) for _, r in some]).numpy()
        gold = torch.cat([i.kinds for i, _ in some]).numpy()
        parts = [sort, f"sentences {len(gold)} answers {int((gold[:, NONE] == 0).sum())}"]
        parts += [f"r@p{int(100 * p)} {recall_at(probability, gold, p):.3f}" for p in (0.9, 0.85, 0.7, 0.5)]
        parts.append(f"macro-F1 {macro(probability, gold):.3f}")
        by = [f"{k} {one:.2f}" for k, one in per_kind(probability, gold)]
        parts.append("F1 " + " ".join(by))
        right = known = first_right = first = 0
        for item, one in some:
            for sentence, targets in item.ties:
                if targets:
                    known += 1
                    right += int(one.tie[sentence, :-1].argmax()) in targets
            if item.claims and item.claims[0]:
                first += 1
                first_right += int(one.lead[:, 0].argmax()) in item.claims[0]
        parts.append(f"ties {right}/{known} leads {first_right}/{first}")
        lines.append(" | ".join(parts))
    return "\n".join(lines)


def recall_at(probability: np.ndarray, gold: np.ndarray, precision: float) -> float:
    """Greatest share of the answers found with a right kind at a precision of at least ``precision``."""
    kind = probability[:, 1:].argmax(1) + 1
    score = 1 - probability[:, NONE]
    right = gold[np.arange(len(gold)), kind] > 0
    order = np.argsort(-score)
    hits = np.cumsum(right[order])
    sharp = hits / np.arange(1, len(order) + 1)
    reached = np.nonzero(sharp >= precision)[0]
    return float(hits[reached[-1]] / max((gold[:, NONE] == 0).sum(), 1)) if len(reached) else 0.0


def per_kind(probability: np.ndarray, gold: np.ndarray) -> list[tuple[str, float]]:
    """F1 of each kind, the likeliest taken."""
    taken, best = probability.argmax(1), gold.argmax(1)
    found = []
    for number, kind in enumerate(KINDS[1:], 1):
        given, wanted = taken == number, best == number
        hits = (given & (gold[:, number] > 0)).sum()
        found.append((str(kind), 2 * hits / max(given.sum() + wanted.sum(), 1)))
    return found


def macro(probability: np.ndarray, gold: np.ndarray) -> float:
    return float(np.mean([f for _, f in per_kind(probability, gold)]))
