"""The training loop: upper layers of their own over the reader's lower ones, and the heads.

The lower layers stay as they ship, so what they make of each window is computed once. The upper ones begin as copies of
the reader's. Seeded and resumable: the same command goes on after the last whole epoch.
"""

from __future__ import annotations

import json
import os
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.answers import shipped
from training.answers.examples import NONE, Cut, Told, cut, is_aside, read_articles, read_news, read_passages, touched
from training.answers.network import Heads, Read
from training.attribution.dropout import cheap_dropout
from training.attribution.network import Network
from training.attribution.train import open_tokenizer, schedule, special_ids
from whosays.attribution.pieces import Pieces
from whosays.text.readings import KINDS
from whosays.vectors import rough

LONGEST = 96  # pieces of a sentence that are read
AT_ONCE = 16  # windows


@dataclass(frozen=True)
class Settings:
    """Everything that decides what a run learns; written beside its weights."""

    encoder: str
    models: str
    corpus: str
    passages: str
    aside: tuple[str, ...] = ("aside", "unseen")
    frozen: int = 3
    epochs: int = 6
    encoder_rate: float = 1.2e-4
    head_rate: float = 1.5e-3
    average: float = 0.995
    warm_up: float = 0.06
    batch: int = 900
    news_share: float = 0.5
    rare: float = 3.0
    initial: str | None = None
    seed: int = 1
    threads: int = 2


class Window(NamedTuple):
    """One window: the lower layers' states [T, D]."""

    lower: Tensor


@dataclass
class Item:
    """A text ready to learn from."""

    told: Told
    cut: Cut
    windows: list[Window]
    kinds: Tensor  # [S, 10] how likely each kind is right
    tags: list[np.ndarray]  # a row of kinds for each window's pieces
    ties: list[tuple[int, list[int]]]
    claims: list[list[int]] | None
    rough: Tensor  # [S, D]

    @property
    def size(self) -> int:
        return sum(len(w.lower) for w in self.windows)


def network_of(settings: Settings) -> Network:
    """The network with the weights that ship."""
    network = Network(settings.encoder)
    state = network.state_dict()
    for name, value in shipped.weights(Path(settings.models)).items():
        if state[name].shape == value.shape:
            state[name] = value
        else:  # places behind the longest window are never used
            state[name] = torch.cat([value, state[name][len(value) :]])
    state["encoder.embeddings.token_type_embeddings.weight"].zero_()
    network.load_state_dict(state)
    return network


def layers(network: Network, hidden: Tensor, mask: Tensor, begin: int, end: int | None) -> Tensor:
    """The states [B, T, D] after the encoder's layers ``begin`` to ``end`` over those before."""
    wide = torch.zeros(mask.shape)[:, None, None].masked_fill(~mask[:, None, None], -1e4)
    for layer in network.encoder.encoder.layer[begin:end]:
        out = layer(hidden, wide)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden


@torch.no_grad()
def items(settings: Settings, network: Network, told: list[Told], log=print) -> list[Item]:
    """Every text with what the lower layers make of it."""
    tokenizer = open_tokenizer(settings.encoder)
    start, separator, _, _ = special_ids(tokenizer)
    network.eval()
    seen = [(one, cut(one.text, tokenizer, separator)) for one in told]
    seen = [(one, found) for one, found in seen if found.sentences]
    framed = [_inputs(found.pieces, begin, end, start, separator) for _, found in seen for begin, end in found.windows]
    windows: list[Window | None] = [None] * len(framed)
    order = sorted(range(len(framed)), key=lambda k: len(framed[k].ids))
    for at in range(0, len(order), AT_ONCE):
        some = order[at : at + AT_ONCE]
        for k, window in zip(some, _read(network, settings.frozen, [framed[k] for k in some]), strict=True):
            windows[k] = window
        if at // AT_ONCE % 20 == 19:
            log(f"{at + len(some)} of {len(order)} windows read")
    made, at = [], 0
    for one, found in seen:
        its = [w for w in windows[at : at + len(found.windows)] if w is not None]
        at += len(found.windows)
        made.append(_item(one, found, its))
    return made


class _Inputs(NamedTuple):
    ids: np.ndarray
    case: np.ndarray
    quoted: np.ndarray


def _inputs(pieces: Pieces, begin: int, end: int, start: int, separator: int) -> _Inputs:
    """The pieces of one window with the two at its ends."""
    case, quoted = (_framed(column[begin:end]) for column in (pieces.case, pieces.quoted))
    return _Inputs(np.array([start, *pieces.ids[begin:end], separator]), case, quoted)


def _read(network: Network, frozen: int, some: list[_Inputs]) -> list[Window]:
    """What the lower layers and the whole encoder make of windows of about one length."""
    length = max(len(i.ids) for i in some)
    ids, case, quoted = (torch.zeros(len(some), length, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(len(some), length, dtype=torch.bool)
    for row, one in enumerate(some):
        size = len(one.ids)
        ids[row, :size], case[row, :size], quoted[row, :size] = map(torch.as_tensor, (one.ids, one.case, one.quoted))
        mask[row, :size] = True
    embedded = network.encoder.get_input_embeddings()(ids) + network.case(case) + network.quoted(quoted)
    hidden = network.encoder.embeddings(inputs_embeds=embedded)
    hidden = layers(network, hidden, mask, 0, frozen)
    return [Window(hidden[row, : len(one.ids)].half()) for row, one in enumerate(some)]


def _framed(values: np.ndarray) -> np.ndarray:
    row = np.zeros(len(values) + 2, dtype=np.int64)
    row[1:-1] = values
    return row


def _item(told: Told, seen: Cut, windows: list[Window]) -> Item:
    kinds = torch.zeros(len(seen.sentences), len(KINDS))
    piece_kinds = np.zeros(len(seen.pieces), dtype=np.int64)
    ties = []
    for answer in told.answers:
        values = [KINDS.index(kind) for kind in answer.kinds]
        share = [1.0] if len(values) == 1 else [0.65, *([0.35 / (len(values) - 1)] * (len(values) - 1))]
        where = touched(answer.span, seen.sentences)
        for sentence in where:
            for value, part in zip(values, share, strict=True):
                kinds[sentence, value] = max(kinds[sentence, value], part)
        met = (seen.pieces.starts < answer.span[1]) & (seen.pieces.ends > answer.span[0])
        piece_kinds[met] = values[0]
        targets = sorted({t for span in answer.targets for t in touched(span, seen.sentences)})
        ties.extend((sentence, targets) for sentence in where[:1])
    total = kinds.sum(1, keepdim=True)
    kinds = torch.where(total > 0, kinds / total.clamp(min=1e-6), kinds)
    kinds[total.squeeze(1) == 0, NONE] = 1
    claims = None
    if told.claims is not None:
        claims = [sorted({t for span in spans for t in touched(span, seen.sentences)}) for spans in told.claims]
    tags = [_framed(piece_kinds[begin:end]) for begin, end in seen.windows]
    words = torch.as_tensor(rough([told.text[s:e] for s, e in seen.sentences])).half()
    return Item(told, seen, windows, kinds, tags, ties, claims, words)


class Losses(NamedTuple):
    """What a batch was told it did wrong."""

    kind: Tensor
    tag: Tensor
    tie: Tensor
    lead: Tensor
    same: Tensor

    def total(self) -> Tensor:
        return self.kind + 0.5 * self.tag + 0.6 * self.tie + 0.5 * self.lead + 0.3 * self.same


def gathered(hidden: Tensor, item: Item, base: int) -> tuple[Tensor, Tensor]:
    """States [S, L, D] of an item's sentences out of the windows of a batch, its first at row ``base``; their mask."""
    spans = [(first, min(last, first + LONGEST - 1)) for first, last in item.cut.places]
    length = max(last - first + 1 for first, last in spans)
    at = torch.tensor([[min(first + k, last) for k in range(length)] for first, last in spans])
    mask = torch.tensor([[first + k <= last for k in range(length)] for first, last in spans])
    rows = torch.tensor(item.cut.rows) + base
    return hidden[rows[:, None], at], mask


def stacked(batch: list[Item]) -> tuple[Tensor, Tensor, list[int]]:
    """All windows of a batch, padded: lower states, mask, and the row of each item's first window."""
    windows = [w for item in batch for w in item.windows]
    length = max(len(w.lower) for w in windows)
    lower = torch.zeros(len(windows), length, windows[0].lower.shape[1])
    mask = torch.zeros(len(windows), length, dtype=torch.bool)
    for row, window in enumerate(windows):
        lower[row, : len(window.lower)] = window.lower.float()
        mask[row, : len(window.lower)] = True
    bases = np.cumsum([0, *(len(item.windows) for item in batch)])[:-1].tolist()
    return lower, mask, bases


def losses(network: Network, heads: Heads, settings: Settings, batch: list[Item]) -> Losses:
    lower, mask, bases = stacked(batch)
    hidden = network.drop(layers(network, lower, mask, settings.frozen, None))
    sums: dict[str, list[Tensor]] = {name: [] for name in Losses._fields}
    for item, base in zip(batch, bases, strict=True):
        states, inside = gathered(hidden, item, base)
        tags, vectors = heads(states, inside)
        read = heads.read(tags, inside, vectors, item.rough.float())
        own = torch.zeros(inside.shape, dtype=torch.long)
        for s, ((first, last), row) in enumerate(zip(item.cut.places, item.cut.rows, strict=True)):
            last = min(last, first + LONGEST - 1)
            own[s, : last - first + 1] = torch.as_tensor(item.tags[row][first : last + 1])
        answered = 1 + (settings.rare - 1) * (1 - item.kinds[:, NONE]) if item.told.sort == "news" else 1.0
        sums["kind"].append(answered * -(item.kinds * F.log_softmax(read.kind, -1)).sum(-1))
        sums["tag"].append(F.cross_entropy(tags[inside], own[inside], reduction="none"))
        _tied(item, read, sums)
        if item.claims:
            _leads(item, item.claims, read, sums)
    return Losses(
        *(torch.cat([p.flatten() for p in parts]).mean() if parts else torch.zeros(()) for parts in sums.values())
    )


def _tied(item: Item, read: Read, sums: dict[str, list[Tensor]]) -> None:
    unsaid = read.tie.shape[1] - 1
    for sentence, targets in item.ties:
        logs = F.log_softmax(read.tie[sentence], -1)
        places = targets or [unsaid]
        weight = 1.0 if targets else 0.3
        sums["tie"].append(-weight * torch.logsumexp(logs[places], 0)[None])


def _leads(item: Item, claims: list[list[int]], read: Read, sums: dict[str, list[Tensor]]) -> None:
    wanted = torch.zeros(read.lead.shape)
    wanted[claims[0], 0] = 1
    wanted[[s for places in claims for s in places], 1] = 1
    first = -torch.logsumexp(F.log_softmax(read.lead[:, 0], 0)[claims[0]], 0) if claims[0] else torch.zeros(())
    every = F.binary_cross_entropy_with_logits(read.lead[:, 1], wanted[:, 1])
    sums["lead"].append((first + every)[None])
    for places in claims:
        for one in places:
            others = [p for p in places if p != one]
            if others:
                scores = read.same[one].masked_fill(torch.arange(len(read.same)) == one, -1e4)
                sums["same"].append(-torch.logsumexp(F.log_softmax(scores, -1)[others], 0)[None])


def batches(found: list[Item], settings: Settings, rng: random.Random) -> list[list[Item]]:
    """All invented texts and a share of the news, like lengths together, in random order."""
    news = [i for i in found if i.told.sort == "news"]
    rng.shuffle(news)
    some = [i for i in found if i.told.sort != "news"] + news[: round(len(news) * settings.news_share)]
    some.sort(key=lambda i: i.size + rng.random() * 20)
    made: list[list[Item]] = []
    for item in some:
        if made and sum(i.size for i in made[-1]) + item.size <= settings.batch:
            made[-1].append(item)
        else:
            made.append([item])
    rng.shuffle(made)
    return made


def texts(settings: Settings) -> list[Told]:
    """All that there is to learn from and to measure on."""
    return [*read_passages(Path(settings.passages)), *read_articles(), *read_news(Path(settings.corpus))]


def train(settings: Settings, out: Path, log=print) -> Path:
    """Train, or go on where an interrupted run in ``out`` stopped; the file of averaged weights."""
    os.makedirs(out, exist_ok=True)
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1))
    network = network_of(settings)
    heads = Heads()
    if settings.initial:
        with np.load(settings.initial) as stored:
            begun = {name: torch.as_tensor(stored[name]).float() for name in stored.files}
        network.load_state_dict({k[8:]: v for k, v in begun.items() if k.startswith("network.")}, strict=False)
        # a block of attention that the earlier run did not have adds nothing at first
        heads.load_state_dict({k[6:]: v for k, v in begun.items() if k.startswith("heads.")}, strict=False)
    kept = out / "items.pt"
    if kept.exists():
        found = torch.load(kept, weights_only=False)
    else:
        found = items(settings, network, texts(settings), log)
        torch.save(found, kept)
    learned = [i for i in found if not is_aside(i.told, settings.aside)]
    aside = [i for i in found if is_aside(i.told, settings.aside)]
    log(f"{len(learned)} texts to learn from, {len(aside)} aside")
    cheap_dropout(network.encoder, 0.1)
    groups = _groups(network, heads, settings)
    parameters = [p for g in groups for p in g["params"]]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    whole = nn.ModuleDict({"network": network, "heads": heads})
    average = {k: v.detach().clone() for k, v in whole.state_dict().items() if v.is_floating_point()}
    epoch = step = 0
    state_file = out / "state.pt"
    if state_file.exists():
        state = torch.load(state_file, weights_only=False)
        whole.load_state_dict(state["whole"])
        optimizer.load_state_dict(state["optimizer"])
        average, epoch, step = state["average"], state["epoch"], state["step"]
        torch.set_rng_state(state["rng"])
        log(f"resuming after epoch {epoch}")
    while epoch < settings.epochs:
        whole.train()
        rng = random.Random(f"{settings.seed}/{epoch}")
        planned = batches(learned, settings, rng)
        began, sums = time.time(), np.zeros(len(Losses._fields))
        for number, batch in enumerate(planned):
            progress = (epoch + number / len(planned)) / settings.epochs
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * schedule(progress, settings.warm_up)
            told = losses(network, heads, settings, batch)
            optimizer.zero_grad(set_to_none=True)
            told.total().backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            step += 1
            decay = min(settings.average, step / (step + 10))
            with torch.no_grad():
                for name, value in whole.state_dict().items():
                    if name in average:
                        average[name].lerp_(value, 1 - decay)
            sums += [float(part.detach()) for part in told]
            if number % 50 == 49:
                shown = " ".join(f"{name} {value / 50:.3f}" for name, value in zip(Losses._fields, sums, strict=True))
                log(f"epoch {epoch} {number + 1}/{len(planned)} {shown} {time.time() - began:.0f} s")
                sums[:] = 0
        epoch += 1
        state: dict[str, Any] = {
            "whole": whole.state_dict(), "optimizer": optimizer.state_dict(), "average": average,
            "epoch": epoch, "step": step, "rng": torch.get_rng_state(),
        }  # fmt: skip
        torch.save(state, out / "state.tmp")
        os.replace(out / "state.tmp", state_file)
        averaged = {**whole.state_dict(), **average}
        torch.save(averaged, out / f"average-{epoch}.pt")
        from training.answers.measure import report

        log(f"epoch {epoch} done in {time.time() - began:.0f} s")
        log(report(averaged, settings, aside))
    return out / f"average-{settings.epochs}.pt"


def _groups(network: Network, heads: Heads, settings: Settings) -> list[dict[str, Any]]:
    rates: dict[float, list[nn.Parameter]] = {settings.head_rate: list(heads.parameters())}
    for name, parameter in network.named_parameters():
        layer = int(name.split(".layer.")[1].split(".")[0]) if ".layer." in name else -1
        parameter.requires_grad = layer >= settings.frozen
        if parameter.requires_grad:
            rates.setdefault(settings.encoder_rate, []).append(parameter)
    return [{"params": parameters, "lr": rate, "base": rate} for rate, parameters in rates.items()]
