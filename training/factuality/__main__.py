"""Fit the ridge regressions over hashed features and over the reader's states; write ``commitment.npz`` and its card.

``python -m training.factuality ../shared/data/factuality`` needs scikit-learn, which the package does not.
Same data, same file.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import Ridge

from whosays.evaluation.factuality import evaluate, event_states
from whosays.factuality.features import features
from whosays.factuality.hashing import columns

BITS = 16
ALPHA = 1.0
STATES_ALPHA = 100.0
WEIGHTS = {"uds": 1.0, "commitmentbank": 10.0}  # 22,108 targets against 250
PACKAGE = Path(__file__).parents[2] / "src" / "whosays" / "factuality"


def read(path: Path) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Features and labels of a file of targets."""
    indices: list[int] = []
    values: list[float] = []
    ends = [0]
    labels = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = row["text"].split(" ")
        for target in row["targets"]:
            found = columns(features(words, *target["span1"]), BITS)
            indices.extend(found)
            values.extend([1 / np.sqrt(len(found))] * len(found))
            ends.append(len(indices))
            labels.append(target["label"])
    return sparse.csr_matrix((values, indices, ends), shape=(len(labels), 1 << BITS)), np.array(labels)


def read_states(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The reader's states of the targets of a file, and their labels."""
    rows, labels = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for target, state in zip(row["targets"], event_states(row), strict=True):
            if state is not None:
                rows.append(state)
                labels.append(target["label"])
    return np.array(rows), np.array(labels)


def by_states(folder: Path) -> tuple[np.ndarray, float]:
    """Weights and bias over the states, normed for fitting and given back for the states as they are."""
    sets = {name: read_states(folder / name / "train.jsonl") for name in WEIGHTS}
    rows = np.concatenate([x for x, _ in sets.values()])
    labels = np.concatenate([y for _, y in sets.values()])
    weights = np.concatenate([np.full(len(y), WEIGHTS[name]) for name, (_, y) in sets.items()])
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = Ridge(alpha=STATES_ALPHA).fit((rows - middle) / spread, labels, sample_weight=weights)
    coefficients = model.coef_ / spread
    return coefficients, float(model.intercept_ - middle @ coefficients)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    folder = parser.parse_args().data
    sets = {name: read(folder / name / "train.jsonl") for name in WEIGHTS}
    matrix = sparse.vstack([x for x, _ in sets.values()]).tocsr()
    labels = np.concatenate([y for _, y in sets.values()])
    weights = np.concatenate([np.full(len(y), WEIGHTS[name]) for name, (_, y) in sets.items()])
    model = Ridge(alpha=ALPHA, solver="sparse_cg", tol=1e-4, fit_intercept=False)
    model.fit(matrix, labels, sample_weight=weights)
    states, bias = by_states(folder)
    np.savez_compressed(
        PACKAGE / "commitment.npz",
        weights=model.coef_.astype(np.float16),
        bits=np.int64(BITS),
        states=states.astype(np.float32),
        bias=np.float32(bias),
    )
    figures = evaluate(folder)
    (PACKAGE / "commitment.md").write_text(card(figures, {n: len(y) for n, (_, y) in sets.items()}), encoding="utf-8")
    print(json.dumps(figures, indent=1))


def card(figures: dict[str, dict[str, float]], sizes: dict[str, int]) -> str:
    """The model's card."""
    rows = "\n".join(
        f"| {name} dev | {f['targets']} | {f['r']:.3f} | {f['mae']:.3f} | {f['median_mae']:.3f} | {f['rules_r']:.3f} |"
        for name, f in figures.items()
    )
    return f"""# commitment.npz

How far an author holds an event for fact, from -3 to 3: six tenths by a ridge regression over {1 << BITS} hashed
lexical features (`features.py`), four tenths by one over the reader's states of the event, {sum(sizes.values())}
targets. Made by `python -m training.factuality DATA_DIR`; same data and same reader, same file.
The shares were chosen on uds
dev among .3 to .6 (by words alone: 0.737).

**Data.** UDS event factuality (White et al. 2016, Rudinger et al. 2018; {sizes["uds"]} targets of its train part)
and the CommitmentBank (de Marneffe, Simons & Tonhauser 2019; {sizes["commitmentbank"]} targets of its train part,
weighted {WEIGHTS["commitmentbank"]:.0f}-fold), both as redistributed in
njjiang/factuality_bert (code MIT; data licences not restated). No text of either is in the weights or in this project.

**Figures** (`whosays evaluate factuality DATA_DIR`, on the dev parts, which were not trained on):

| set | targets | Pearson r | mean absolute error | error of the constant median | r of the rules alone |
|---|---|---|---|---|---|
{rows}

**Weak at.** Events more than a clause away from what decides them; irony; web text is most of what it saw, not news. It
takes the future for not (yet) fact, as UDS' annotators did; so `weigh` uses it only beside the rules.
"""


if __name__ == "__main__":
    main()
