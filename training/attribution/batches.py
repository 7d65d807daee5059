"""Windows of articles as tensors."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from training.attribution.corpus import ROLES, Article
from training.attribution.distil import Soft
from training.attribution.network import TAGS

IGNORE = -100


@dataclass
class Cues:
    """K cues of a batch: window row, first and last piece, tags of every piece, whether they hold an attribution."""

    row: Tensor
    first: Tensor
    last: Tensor
    tags: Tensor
    valid: Tensor
    soft: Tensor | None = None  # [K, T, TAGS], a teacher's probabilities; zeros where it said nothing


@dataclass
class Batch:
    ids: Tensor
    case: Tensor
    quoted: Tensor
    mask: Tensor
    paragraph: Tensor
    labels: Tensor  # [B, T, 3 roles], O B I
    cues: Cues
    soft: Tensor | None = None  # [B, T, 3 roles, 3], a teacher's probabilities


def role_labels(article: Article) -> np.ndarray:
    """[pieces, 3] with 0 outside, 1 at the first piece of a span, 2 inside; a first piece wins over an inside one."""
    labels = np.zeros((len(article.pieces), 3), dtype=np.int64)
    for begin in (False, True):
        for event in article.events:
            for column, role in enumerate(ROLES):
                for first, last in event[role]:
                    if begin:
                        labels[first, column] = 1
                    else:
                        labels[first + 1 : last + 1, column] = 2
    return labels


def windows(articles: list[Article], width: int, size: int, rng: random.Random) -> list[list[tuple[int, int, int]]]:
    """Batches of (article, start, end), each article cut at a random offset, like lengths together, in random order."""
    cut = []
    for number, article in enumerate(articles):
        length = len(article.pieces)
        at = -rng.randrange(width) if length > width else 0
        at = at if at < -40 else 0
        while at < length:
            start, end = max(at, 0), min(at + width, length)
            if end - start > 20:
                cut.append((number, start, end))
            at += width
    cut.sort(key=lambda w: w[2] - w[1] + rng.random() * 8)
    batches = [cut[k : k + size] for k in range(0, len(cut), size)]
    rng.shuffle(batches)
    return batches


def spread(spans: list[tuple[int, int]], start: int, end: int, tags: np.ndarray, base: int) -> None:
    """Write the BILU tags of the spans, as far as they lie in start..end, into ``tags`` (piece 0 is at index 1)."""
    for first, last in spans:
        low, high = max(first, start), min(last, end - 1)
        if low > high:
            continue
        tags[low - start + 1 : high - start + 2] = base + 1
        if first >= start and last < end and first == last:
            tags[first - start + 1] = base + 3
            continue
        if first >= start:
            tags[first - start + 1] = base
        if last < end:
            tags[last - start + 1] = base + 2


def make_batch(
    articles: list[Article],
    labels: list[np.ndarray],
    batch: list[tuple[int, int, int]],
    special: tuple[int, int, int, int],
    masked: float,
    rng: np.random.Generator,
    taught: list[Soft] | None = None,
) -> Batch:
    """Tensors for the windows of ``batch``; ``special`` are the ids of CLS, SEP, PAD and MASK.

    ``masked`` is the share of pieces hidden from the encoder, so that it learns to lean on their surroundings.
    """
    cls, sep, pad, mask_id = special
    length = max(end - start for _, start, end in batch) + 2
    shape = (len(batch), length)
    ids = np.full(shape, pad)
    case, quoted, mask, paragraph = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    tagged = np.full((*shape, 3), IGNORE)
    soft = np.zeros((*shape, 3, 3), dtype=np.float32) if taught else None
    cues: list[_Cue] = []
    for row, (number, start, end) in enumerate(batch):
        article = articles[number]
        count = end - start
        inner = slice(1, count + 1)
        ids[row, 0], ids[row, inner], ids[row, count + 1] = cls, article.pieces.ids[start:end], sep
        case[row, inner] = article.pieces.case[start:end]
        quoted[row, inner] = article.pieces.quoted[start:end]
        paragraph[row, : count + 1] = article.pieces.paragraph[start]
        paragraph[row, inner] = article.pieces.paragraph[start:end]
        mask[row, : count + 2] = 1
        tagged[row, inner] = labels[number][start:end]
        known = taught[number] if taught else None
        if soft is not None and known is not None:
            soft[row, inner] = known.tags[start:end]
        for event in article.events:
            if not event["cue"]:
                continue
            first, last = event["cue"][0]
            if first < start or last >= end:
                continue
            tags = np.full(length, IGNORE)
            tags[inner] = 0
            spread(event["content"], start, end, tags, 5)
            spread(event["source"], start, end, tags, 1)
            of = known.find(first, last) if known else None
            cues.append(
                _Cue(row, first - start + 1, last - start + 1, tags, *_taught(known, of, start, end, length, 1))
            )
        for of in known.doubtful if known else ():
            first, last = int(known.first[of]), int(known.last[of])
            if first >= start and last < end:
                tags = np.full(length, IGNORE)
                tags[inner] = 0
                told = _taught(known, of, start, end, length, 0)
                cues.append(_Cue(row, first - start + 1, last - start + 1, tags, *told))
    if masked:
        hide = (rng.random(shape) < masked) & (ids != cls) & (ids != sep) & (ids != pad)
        ids[hide] = mask_id
    tensor = torch.as_tensor
    return Batch(
        tensor(ids),
        tensor(case),
        tensor(quoted),
        tensor(mask),
        tensor(paragraph),
        tensor(tagged),
        Cues(
            tensor([c.row for c in cues], dtype=torch.long),
            tensor([c.first for c in cues], dtype=torch.long),
            tensor([c.last for c in cues], dtype=torch.long),
            tensor(np.array([c.tags for c in cues], dtype=np.int64).reshape(len(cues), length)),
            tensor([c.valid for c in cues], dtype=torch.float32),
            tensor(np.array([c.soft for c in cues], dtype=np.float32).reshape(len(cues), length, TAGS))
            if taught
            else None,
        ),
        None if soft is None else tensor(soft),
    )


class _Cue(NamedTuple):
    row: int
    first: int
    last: int
    tags: np.ndarray
    valid: float
    soft: np.ndarray | None


def _taught(
    known: Soft | None, of: int | None, start: int, end: int, length: int, holds: int
) -> tuple[float, np.ndarray | None]:
    """Whether a cue holds an attribution (mean of annotator and teacher), and the teacher's tags of the window."""
    if known is None:
        return float(holds), None
    soft = np.zeros((length, TAGS), dtype=np.float32)
    if of is None:
        return float(holds), soft
    begin = int(known.begin[of])
    low, high = max(begin, start), min(begin + known.related.shape[1], end)
    if low < high:
        soft[low - start + 1 : high - start + 1] = known.related[of, low - begin : high - begin]
    return (holds + float(known.valid[of])) / 2, soft


def _stacked(rows: list[np.ndarray | None], length: int) -> Tensor:
    return torch.as_tensor(np.array(rows, dtype=np.float32).reshape(len(rows), length, TAGS))
