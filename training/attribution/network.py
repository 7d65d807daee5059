"""The network: an encoder, a tagger for cues, and a head that reads each cue's source and content.

One encoder pass serves every cue of a window. For a cue, each piece gets the vector

    A h + B h_cue + (P h) * (Q h_cue) + distance bucket + paragraph bucket

which two convolutions widen before it is tagged, with BILU tags, as that cue's source, content or neither. A last
logit says whether the candidate cue holds an attribution at all. The product term is the low-rank bilinear form of
biaffine parsers (Dozat & Manning 2017).
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import AutoModel

from whosays.attribution.pieces import CASES

BUCKETS = 35
PARAGRAPHS = 7
TAGS = 9  # O, then B I L U of the source, then B I L U of the content


def distance_bucket(distance: Tensor) -> Tensor:
    """Signed distance to the cue in pieces, exact to 6 and logarithmic beyond, as 0..BUCKETS-1."""
    size = distance.abs().float()
    bucket = torch.where(size <= 6, size, 6 + torch.log2(size.clamp(min=6) / 6) * 2).floor().clamp(max=17)
    return (torch.sign(distance) * bucket).long() + 17


class Network(nn.Module):
    def __init__(self, encoder_folder: str, width: int = 160) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder_folder, add_pooling_layer=False, attn_implementation="eager")
        size = self.encoder.config.hidden_size
        self.case = nn.Embedding(CASES, size)
        self.quoted = nn.Embedding(2, size)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.quoted.weight)
        self.drop = nn.Dropout(0.1)
        self.tagger = nn.Linear(size, 9)  # three roles x (O, B, I)
        self.a = nn.Linear(size, width)
        self.b = nn.Linear(2 * size, width)
        self.p = nn.Linear(size, width)
        self.q = nn.Linear(2 * size, width)
        self.distance = nn.Embedding(BUCKETS, width)
        self.paragraph = nn.Embedding(PARAGRAPHS, width)
        self.norm = nn.LayerNorm(width)
        self.near = nn.Conv1d(width, width, 5, padding=2)
        self.norm2 = nn.LayerNorm(width)
        self.far = nn.Conv1d(width, width, 5, padding=6, dilation=3)
        self.out = nn.Linear(width, TAGS)
        self.valid = nn.Sequential(nn.Linear(2 * size, width), nn.GELU(), nn.Linear(width, 1))

    def encode(self, ids: Tensor, case: Tensor, quoted: Tensor, mask: Tensor) -> Tensor:
        """[B, T] each -> [B, T, D]."""
        embedded = self.encoder.get_input_embeddings()(ids) + self.case(case) + self.quoted(quoted)
        return self.drop(self.encoder(inputs_embeds=embedded, attention_mask=mask)[0])

    def tags(self, hidden: Tensor) -> Tensor:
        """[B, T, D] -> [B, T, 3 roles, 3 tags] logits."""
        return self.tagger(hidden).unflatten(-1, (3, 3))

    def relate(
        self, hidden: Tensor, paragraph: Tensor, row: Tensor, first: Tensor, last: Tensor, at: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """For K cues at pieces first..last of window row: [K, L, TAGS] tag logits and [K] validity logits.

        ``at`` [K, L] names the pieces of the window to tag for each cue; without it all T are.
        """
        cue = torch.cat([hidden[row, first], hidden[row, last]], -1)
        place = (row,) if at is None else (row[:, None], at)
        at = torch.arange(hidden.shape[1])[None] if at is None else at
        first_, last_ = first[:, None], last[:, None]
        distance = torch.where(at < first_, at - first_, torch.where(at > last_, at - last_, torch.zeros_like(at)))
        turn = (paragraph[place] - paragraph[row, first][:, None]).clamp(-3, 3) + 3
        z = self.a(hidden)[place] + self.b(cue)[:, None] + self.p(hidden)[place] * self.q(cue)[:, None]
        z = F.gelu(self.norm(z + self.distance(distance_bucket(distance)) + self.paragraph(turn)))
        z = self.norm2(z + F.gelu(self.near(z.transpose(1, 2)).transpose(1, 2)))
        z = z + F.gelu(self.far(z.transpose(1, 2)).transpose(1, 2))
        return self.out(self.drop(z)), self.valid(self.drop(cue)).squeeze(-1)
