"""The heads that read sentences: what one answers, what that answers, and whether it is what the article is about.

A sentence is two vectors of its pieces' states, one weighted by what the head attends to and one plain mean, mixed to
``WIDTH``; two blocks of attention over the sentences of the text (``Among``) then let each be read beside the others.
Its kind (nine responses or none) is read from that and from the strongest reading of any of its pieces. What
an answer is tied to is a bilinear score over all sentences of the text, with their distance; ``same`` tells whether two
sentences tell one thing. The pieces' own readings say which words of a sentence answer.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from whosays.text.readings import KINDS, NEAR, SHARP

WIDTH, TIE, SAME = 192, 64, 96
AMONG, ASPECTS = 2, 4  # blocks of attention over the sentences, and what each attends to at once
LEADS = 10  # buckets of a sentence's place in its text


class Read(NamedTuple):
    """Logits of S sentences of one text: ``kind`` [S, 10], ``lead`` [S, 2] (the first claim; any main claim),

    ``tie`` [S, S + 1] (row answers column; the last column is what the text does not tell), ``same`` [S, S].
    """

    kind: Tensor
    lead: Tensor
    tie: Tensor
    same: Tensor


class Among(nn.Module):
    """A block of attention over the sentences of a text, normed before (Xiong et al. 2020); adds nothing at first."""

    def __init__(self) -> None:
        super().__init__()
        self.before = nn.LayerNorm(WIDTH)
        self.parts = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.gap = nn.Embedding(2 * NEAR + 1, ASPECTS)
        self.then = nn.LayerNorm(WIDTH)
        self.wide = nn.Linear(WIDTH, 2 * WIDTH)
        self.back = nn.Linear(2 * WIDTH, WIDTH)
        self.drop = nn.Dropout(0.15)
        for linear in (self.out, self.back):
            nn.init.zeros_(linear.weight)
            nn.init.zeros_(linear.bias)
        nn.init.zeros_(self.gap.weight)

    def forward(self, vectors: Tensor, gap: Tensor) -> Tensor:
        """Vectors [S, WIDTH] and the bucket of each pair's distance [S, S] -> [S, WIDTH]."""
        count, size = len(vectors), WIDTH // ASPECTS
        asks, keys, values = self.parts(self.before(vectors)).view(count, 3, ASPECTS, size).permute(1, 2, 0, 3)
        weight = (asks @ keys.transpose(1, 2) / size**0.5 + self.gap(gap).permute(2, 0, 1)).softmax(-1)
        vectors = vectors + self.drop(self.out((weight @ values).transpose(0, 1).reshape(count, WIDTH)))
        return vectors + self.drop(self.back(F.gelu(self.wide(self.then(vectors)))))


class Heads(nn.Module):
    def __init__(self, size: int = 384) -> None:
        super().__init__()
        self.tag = nn.Linear(size, len(KINDS))
        self.attend = nn.Linear(size, 1)
        self.mix = nn.Linear(2 * size, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.among = nn.ModuleList(Among() for _ in range(AMONG))
        self.kind = nn.Linear(WIDTH + len(KINDS), len(KINDS))
        self.lead = nn.Linear(WIDTH, 2)
        self.place = nn.Embedding(LEADS, 2)
        self.asks = nn.Linear(WIDTH, TIE)
        self.told = nn.Linear(WIDTH, TIE)
        self.gap = nn.Embedding(2 * NEAR + 1, 1)
        self.unsaid = nn.Linear(WIDTH, 1)
        self.same = nn.Linear(WIDTH, SAME)
        self.shared = nn.Parameter(
            torch.tensor([4.0, 4.0])
        )  # what words in common count for ties, for telling the same
        self.central = nn.Parameter(torch.tensor(0.3))  # what is answered is mostly what the text is about
        self.drop = nn.Dropout(0.1)
        nn.init.zeros_(self.place.weight)
        nn.init.zeros_(self.gap.weight)

    def forward(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """States [S, L, D] of each sentence's pieces with their mask -> tags [S, L, 10] and vectors [S, WIDTH]."""
        tags = self.tag(self.drop(states))
        weight = self.attend(states).squeeze(-1).masked_fill(~mask, -1e4).softmax(-1)
        attended = (weight[..., None] * states).sum(1)
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
        return tags, self.norm(F.gelu(self.mix(self.drop(torch.cat([attended, mean], -1)))))

    def read(self, tags: Tensor, mask: Tensor, vectors: Tensor, rough: Tensor) -> Read:
        """The logits of the sentences of one text; ``rough`` [S, D] are vectors of their words alone, of length 1."""
        count = len(vectors)
        strongest = tags.masked_fill(~mask[..., None], -1e4).amax(1)
        places = torch.arange(count, device=vectors.device)
        gap = (places[None] - places[:, None]).clamp(-NEAR, NEAR) + NEAR
        beside = vectors
        for block in self.among:
            beside = block(beside, gap)
        kind = self.kind(torch.cat([self.drop(beside), strongest], -1))
        lead = self.lead(self.drop(beside)) + self.place(place_bucket(places, count))
        common = rough @ rough.T
        tie = self.asks(beside) @ self.told(beside).T / TIE**0.5 + self.gap(gap).squeeze(-1)
        tie = tie + self.shared[0] * common + self.central * lead[:, 0].detach()
        tie = torch.cat([tie, self.unsaid(beside)], -1)
        own = F.normalize(self.same(vectors), dim=-1)
        return Read(kind, lead, tie, SHARP * own @ own.T + self.shared[1] * common)


def place_bucket(places: Tensor, count: int) -> Tensor:
    """The first five sentences by themselves, then the rest by fifths of the text."""
    later = 5 + ((places - 5) * 5 / max(count - 5, 1)).floor().clamp(0, 4)
    return torch.where(places < 5, places, later).long()
