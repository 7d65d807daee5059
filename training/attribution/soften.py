"""What a trained teacher says of every training article, written once before the student learns from it."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

from training.attribution.corpus import Article, read_corpus, to_article
from training.attribution.export import load
from training.attribution.network import TAGS, Network
from training.attribution.train import open_tokenizer, settings_of, special_ids
from whosays.attribution.decoding import runs

WINDOW, STRIDE = 254, 200
DOUBTFUL = 0.05  # a piece that the teacher takes for a cue with less is asked about no further


def write_soft(weights: Path, target: Path) -> None:
    """Write to ``target`` a teacher's `distil.Soft` for each annotation file it was trained on, in their order."""
    settings = settings_of(weights)
    network = load(weights)
    tokenizer = open_tokenizer(settings["encoder"])
    special = special_ids(tokenizer)
    corpus = [item for folder in settings["train"] for item in read_corpus(Path(folder))]
    rows = [soften([network], to_article(s, t, e, tokenizer, special[1]), special) for s, t, e in corpus]
    torch.save(rows, target.with_suffix(".tmp"))
    os.replace(target.with_suffix(".tmp"), target)


@torch.no_grad()
def soften(networks: list[Network], article: Article, special: tuple[int, int, int, int]) -> dict:
    """The mean of the networks' probabilities for an article, as the fields of a `Soft`.

    ``special`` are the ids of CLS, SEP, PAD and MASK.
    """
    cls, sep, pad, _ = special
    cut = article.pieces
    begins = window_starts(len(cut))
    size = min(WINDOW, len(cut))
    edges = [0, *((b + a + WINDOW) // 2 for a, b in pairwise(begins)), len(cut)]
    shape = (len(begins), size + 2)
    ids = np.full(shape, pad)
    case, quoted, paragraph = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, begin in enumerate(begins):
        outer = slice(begin, begin + size)
        ids[row, 0], ids[row, 1:-1], ids[row, -1] = cls, cut.ids[outer], sep
        case[row, 1:-1], quoted[row, 1:-1] = cut.case[outer], cut.quoted[outer]
        paragraph[row], paragraph[row, 1:-1] = cut.paragraph[begin], cut.paragraph[outer]
    tensor = torch.as_tensor
    with torch.autocast("cpu", torch.bfloat16):
        hidden = [n.encode(tensor(ids), tensor(case), tensor(quoted), tensor(np.ones_like(ids))) for n in networks]
        tagged = _mean([n.tags(h).float().softmax(-1) for n, h in zip(networks, hidden, strict=True)])
    tags = np.zeros((len(cut), 3, 3), dtype=np.float16)
    owner = np.zeros(len(cut), dtype=np.int64)
    for row, (low, high) in enumerate(pairwise(edges)):
        tags[low:high] = tagged[row, 1 + low - begins[row] : 1 + high - begins[row]]
        owner[low:high] = row
    marked = sorted({e["cue"][0] for e in article.events if e["cue"]})
    taken = {piece for first, last in marked for piece in range(first, last + 1)}
    seen = [(f, t) for f, t in runs(tags[:, 1].astype(np.float32), DOUBTFUL) if not taken & set(range(f, t + 1))]
    cues, gold = [], 0
    for number, (first, last) in enumerate([*marked, *seen]):
        begin = begins[owner[first]]
        if last < begin + size:
            cues.append((int(owner[first]), first, last, begin))
            gold += number < len(marked)
    related = np.zeros((len(cues), size, TAGS), dtype=np.float16)
    valid = np.zeros(len(cues), dtype=np.float32)
    if cues:
        row, first, last, begin = (tensor(np.array(column)) for column in zip(*cues, strict=True))
        with torch.autocast("cpu", torch.bfloat16):
            told = [
                n.relate(h, tensor(paragraph), row, first - begin + 1, last - begin + 1)
                for n, h in zip(networks, hidden, strict=True)
            ]
        related[:] = _mean([t.float().softmax(-1) for t, _ in told])[:, 1:-1]
        valid[:] = _mean([v.float().sigmoid() for _, v in told])
    column = [np.array([c[k] for c in cues], dtype=np.int64) for k in range(4)]
    return {"tags": tags, "first": column[1], "last": column[2], "begin": column[3], "related": related, "valid": valid,
            "gold": gold}  # fmt: skip


def window_starts(length: int) -> list[int]:
    """Where windows of ``WINDOW`` pieces begin so that they cover ``length`` evenly, at most ``STRIDE`` apart."""
    if length <= WINDOW:
        return [0]
    steps = -(-(length - WINDOW) // STRIDE)
    return [round(i * (length - WINDOW) / steps) for i in range(steps + 1)]


def _mean(tensors: list[torch.Tensor]) -> np.ndarray:
    return torch.stack(tensors).mean(0).numpy()
