"""The training loop: seeded, resumable, with an exponential average of the weights."""

from __future__ import annotations

import contextlib
import json
import os
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from training.attribution.batches import make_batch, role_labels, windows
from training.attribution.corpus import read_corpus, restyle, to_article
from training.attribution.distil import Soft, read_soft
from training.attribution.dropout import cheap_dropout
from training.attribution.loss import loss_of
from training.attribution.network import Network


@dataclass(frozen=True)
class Settings:
    """Everything that decides what a run learns; written beside its weights."""

    encoder: str
    train: tuple[str, ...]
    epochs: int = 6
    soup: tuple[int, ...] = (4, 6)
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    batch: int = 4
    window: int = 254
    width: int = 160
    masked: float = 0.05
    dropout: float = 0.1
    average: float = 0.999
    warm_up: float = 0.05
    seed: int = 1
    threads: int = 2
    bfloat16: bool = True
    initial: str | None = None
    """A file of weights of the same network to begin from, for a second round at a lower rate."""
    soft: str | None = None
    """A file of a teacher's probabilities (``distil.soften``) for the same articles."""
    soft_share: float = 0.5
    """How much the teacher's word counts beside the annotators'."""


def teacher(encoder: str, train: str, seed: int, threads: int) -> Settings:
    """The settings of a teacher on a base-sized encoder: fewer and smaller steps, as it has more to lose."""
    return Settings(
        encoder=encoder,
        train=(train,),
        epochs=3,
        soup=(2, 3),
        encoder_rate=6e-5,
        head_rate=5e-4,
        width=256,
        masked=0.08,
        average=0.998,
        seed=seed,
        threads=threads,
    )


def special_ids(tokenizer: Tokenizer) -> tuple[int, int, int, int]:
    """The ids of the start, separator, padding and mask pieces, in BERT's or MPNet's spelling."""
    for names in (("[CLS]", "[SEP]", "[PAD]", "[MASK]"), ("<s>", "</s>", "<pad>", "<mask>")):
        ids = [tokenizer.token_to_id(name) for name in names]
        if None not in ids:
            return ids[0], ids[1], ids[2], ids[3]
    raise ValueError("the tokenizer has neither BERT's nor MPNet's special pieces")


def open_tokenizer(encoder: str) -> Tokenizer:
    """The encoder's tokenizer, with neither truncation nor padding."""
    tokenizer = Tokenizer.from_file(str(Path(encoder) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def settings_of(weights: Path) -> dict[str, Any]:
    """The settings with which a file of weights was trained."""
    return dict(json.loads((weights.parent / "settings.json").read_text()))


def parameter_groups(network: Network, settings: Settings) -> list[dict]:
    """Heads at their own rate; encoder layers at a rate that falls towards the input; word embeddings frozen."""
    network.encoder.get_input_embeddings().weight.requires_grad = False
    layers = network.encoder.config.num_hidden_layers
    groups: dict[float, list] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if not name.startswith("encoder."):
            rate = settings.head_rate
        elif ".layer." in name:
            depth = int(name.split(".layer.")[1].split(".")[0])
            rate = settings.encoder_rate * settings.layer_decay ** (layers - 1 - depth)
        else:
            rate = settings.encoder_rate * settings.layer_decay**layers
        groups.setdefault(rate, []).append(parameter)
    return [{"params": parameters, "lr": rate, "base": rate} for rate, parameters in groups.items()]


def schedule(progress: float, warm_up: float) -> float:
    """Share of the full rate at a point of training: linear up, then linear down to a hundredth."""
    if progress < warm_up:
        return progress / warm_up
    return max(0.01, (1 - progress) / (1 - warm_up))


def train(settings: Settings, out: Path, log=print) -> Path:
    """Train, or go on where an interrupted run in ``out`` stopped; returns the file of averaged weights."""
    os.makedirs(out, exist_ok=True)
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1))
    tokenizer = open_tokenizer(settings.encoder)
    special = special_ids(tokenizer)
    corpus = [item for folder in settings.train for item in read_corpus(Path(folder))]
    taught: list[Soft] | None = read_soft(Path(settings.soft)) if settings.soft else None
    network = Network(settings.encoder, settings.width)
    if settings.initial:
        network.load_state_dict(torch.load(settings.initial, map_location="cpu"))
    cheap_dropout(network.encoder, settings.dropout)
    groups = parameter_groups(network, settings)
    learned = [p for group in groups for p in group["params"]]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    average = {k: v.detach().clone() for k, v in network.state_dict().items() if v.is_floating_point()}
    epoch = step = 0
    state_file, best = out / "state.pt", out / "average.pt"
    if state_file.exists():
        state = torch.load(state_file, weights_only=False)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        average, epoch, step = state["average"], state["epoch"], state["step"]
        torch.set_rng_state(state["torch_rng"])
        log(f"resuming after epoch {epoch}")
    network.train()
    while epoch < settings.epochs:
        rng = random.Random(f"{settings.seed}/{epoch}")
        noise = np.random.default_rng([settings.seed, epoch])
        articles = [to_article(s, restyle(t, rng), e, tokenizer, special[1]) for s, t, e in corpus]
        labels = [role_labels(article) for article in articles]
        batches = windows(articles, settings.window, settings.batch, rng)
        began, seen, sums = time.time(), 0, np.zeros(2)
        for number, window in enumerate(batches):
            progress = (epoch + number / len(batches)) / settings.epochs
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * schedule(progress, settings.warm_up)
            batch = make_batch(articles, labels, window, special, settings.masked, noise, taught)
            with torch.autocast("cpu", torch.bfloat16) if settings.bfloat16 else contextlib.nullcontext():
                tagging, relating = loss_of(network, batch, progress > 0.1, settings.soft_share, noise)
            optimizer.zero_grad(set_to_none=True)
            (3 * tagging + 2 * relating).backward()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            step += 1
            decay = min(settings.average, step / (step + 10))
            with torch.no_grad():
                for name, value in network.state_dict().items():
                    if name in average:
                        average[name].lerp_(value, 1 - decay)
            seen += int(batch.mask.sum())
            sums += [float(tagging.detach()), float(relating.detach())]
            if number % 100 == 99:
                rate = seen / (time.time() - began)
                log(
                    f"epoch {epoch} {number + 1}/{len(batches)} tag {sums[0] / 100:.4f} "
                    f"relate {sums[1] / 100:.4f} {rate:.0f} pieces/s"
                )
                sums[:] = 0
        epoch += 1
        state = {
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "average": average,
            "epoch": epoch,
            "step": step,
            "torch_rng": torch.get_rng_state(),
        }
        torch.save(state, out / "state.tmp")
        os.replace(out / "state.tmp", state_file)
        torch.save({**network.state_dict(), **average}, out / "average.tmp")
        os.replace(out / "average.tmp", out / f"average-{epoch}.pt")
        log(f"epoch {epoch} of {settings.epochs} done in {time.time() - began:.0f} s")
    torch.save(mean_of([out / f"average-{epoch}.pt" for epoch in settings.soup]), best)
    return best


def mean_of(files: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of several weight files of one run (model soup: Wortsman et al. 2022); what is frozen stays as it is."""
    weights = [torch.load(file, map_location="cpu") for file in files]
    return {
        name: torch.stack([w[name] for w in weights]).mean(0) if _differs(name, weights) else first
        for name, first in weights[0].items()
    }


def _differs(name: str, weights: list[dict[str, torch.Tensor]]) -> bool:
    first = weights[0][name]
    return first.is_floating_point() and any(not torch.equal(first, w[name]) for w in weights)
