"""Learn the weights of the signals and the states of a correction; write ``correction_weights.toml`` and ``.npz``.

    python -m training.corrections ../shared/data/polnear/train/text [--articles 330]

A logistic regression with a ridge, by Newton's method; same data, same file. Prints, by eight-fold cross-validation
over texts, what the weights find of each sort of example and how often they call ordinary news a correction.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from training.corrections.examples import FOLDS, Example, examples
from whosays.model import Response

RIDGE = 2.0
NEWS = 0.3  # how much an attribution of ordinary news counts: there are twenty for every correction
SCALE = 1.0  # of the states beside the signals, which are 0 or 1: how much the ridge holds them down
SORTS = ("answers", "passages", "gold", "cases")
CUT = 1.1  # of the score; it becomes part of the weight of "always"
ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "src" / "whosays" / "responses" / "correction_weights.toml"


def fit(matrix: np.ndarray, right: np.ndarray, counts: np.ndarray, free: int) -> np.ndarray:
    """The weights: columns of ``matrix`` are signals; the one numbered ``free`` is hardly held down."""
    ridge = np.full(matrix.shape[1], RIDGE)
    ridge[free] = 0.01
    weights = np.zeros(matrix.shape[1])
    for _ in range(50):
        share = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (counts * (share - right)) + ridge * weights
        bend = (matrix * (counts * share * (1 - share))[:, None]).T @ matrix + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", type=Path, help="a folder of newspaper articles, *.txt")
    parser.add_argument("--articles", type=int, default=330, help="how many of them are read")
    options = parser.parse_args()
    paths = sorted(options.texts.glob("*.txt"))
    random.Random(5).shuffle(paths)
    found = list(examples(ROOT / "tests", paths[: options.articles]))
    names = sorted({name for e in found for name in e.signals})
    shown = np.array([[float(name in e.signals) for name in names] for e in found])
    matrix = np.concatenate([shown, SCALE * np.array([e.states.ravel() for e in found], dtype=float)], axis=1)
    right = np.array([float(e.right) for e in found])
    counts = np.array([NEWS if e.sort == "news" else 1.0 for e in found])
    free = names.index("always")
    print(crossed(found, matrix, right, counts, free))
    weights = fit(matrix, right, counts, free)
    weights[free] -= CUT
    WEIGHTS.write_text(written(names, weights[: len(names)], found), encoding="utf-8")
    of_states = SCALE * weights[len(names) :].reshape(found[0].states.shape)
    np.savez(WEIGHTS.with_suffix(".npz"), states=of_states.astype(np.float16))


def crossed(found: Sequence[Example], matrix: np.ndarray, right: np.ndarray, counts: np.ndarray, free: int) -> str:
    """What weights learned from seven eighths of the texts find in the last: a table."""
    folds = np.array([e.fold for e in found])
    score = np.zeros(len(found))
    for fold in range(FOLDS):
        inside = folds == fold
        score[inside] = matrix[inside] @ fit(matrix[~inside], right[~inside], counts[~inside], free)
    rows = ["sort       precision  recall  (with the tables: precision  recall)  of"]
    for sort in (*SORTS, "news"):
        here = [i for i, e in enumerate(found) if e.sort == sort]
        called = {i for i in here if score[i] > CUT}
        table = {i for i in here if found[i].table is Response.CORRECT}
        both = {i for i in called if found[i].table is None} | table
        true = {i for i in here if right[i]}
        if sort == "news":
            rows.append(f"news       called a correction: {len(called) / max(len(here), 1):.4f} of {len(here)}")
            continue
        shares = [len(one & true) / max(len(over), 1) for one, over in (
            (called, called), (called, true), (both, both), (both, true))]  # fmt: skip
        rows.append(f"{sort:10} {shares[0]:.3f}  {shares[1]:.3f}  ({shares[2]:.3f}  {shares[3]:.3f})  {len(true)}")
    return "\n".join(rows)


def written(names: Sequence[str], weights: np.ndarray, found: Sequence[Example]) -> str:
    """The file of weights, the heaviest first."""
    sizes = {sort: sum(e.sort == sort for e in found) for sort in (*SORTS, "news")}
    order = sorted(range(len(names)), key=lambda i: (-weights[i], names[i]))
    rows = "\n".join(f'"{names[i]}" = {weights[i]:.2f}' for i in order if abs(weights[i]) >= 0.005)
    ours = (
        f"{sizes['answers']} of tests/answers, {sizes['passages']} of tests/corrections, "
        f"{sizes['gold']} of tests/gold, {sizes['cases']}"
    )
    return f"""# How much each signal of correction_signals.toml speaks for a correction; same data, same file. Made by
# `python -m training.corrections` from attributions of texts written for the project, none of them kept aside
# ({ours} of tests/corrections_cases.toml), and, as what is no correction,
# {sizes["news"]} of PolNeAR's train part (networkdynamics/PolNeAR; no licence stated), each of which counts {NEWS}.
# No text of it is in here. The weights of the reader's states, of the same run, are in correction_weights.npz:
# [cue, content, sentence, sentence before] x 384.

[weights]
{rows}
"""


if __name__ == "__main__":
    main()
