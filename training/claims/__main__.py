"""Learn in which order claims are listed; write ``src/whosays/claims/ranking.toml``.

    git worktree add build/earlier 84a57d7
    python -m training.claims ../shared/data/polnear/train build/earlier

Two sets of weights over ``whosays.claims.ranking.FEATURES``. What stands first is the likeliest of a text's claims to
be the first that its readers marked (a softmax over the claims of the text) and to be any of theirs; what follows is
likeliest to be any of theirs and to have the right source (logistic regressions). Same data, same file, in about ten
minutes, nearly all of it for reading the texts. Prints what the order gives on the articles kept aside.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from training.claims.examples import Example, examples
from whosays.claims.ranking import FEATURES

RIDGE_FIRST, RIDGE = 0.02, 0.001
STEPS, RATE = 400, 0.05
SHOWN = 3  # claims that an editor sees at once
WEIGHTS = Path(__file__).parents[2] / "src" / "whosays" / "claims" / "ranking.toml"


def _descend(slope, size: int) -> np.ndarray:
    """The weights at which ``slope`` of them is about zero (Adam, Kingma & Ba 2015)."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        gradient = slope(weights)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def first(texts: Sequence[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Weights by which one of the right claims of each text scores highest."""
    known = [(shown, right) for shown, right in texts if right.any()]

    def slope(weights: np.ndarray) -> np.ndarray:
        total = RIDGE_FIRST * len(known) * weights
        for shown, right in known:
            score = shown @ weights
            share = np.exp(score - score.max())
            share /= share.sum()
            wanted = share * right
            total = total + shown.T @ (share - wanted / max(wanted.sum(), 1e-12))
        return total / len(known)

    return _descend(slope, known[0][0].shape[1])


def logistic(shown: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression, without its constant, which changes no order."""
    wide = np.c_[shown, np.ones(len(shown))]
    held = np.r_[np.full(shown.shape[1], RIDGE), 0.0]
    found = _descend(lambda w: wide.T @ (1 / (1 + np.exp(-wide @ w)) - right) / len(right) + held * w, wide.shape[1])
    return found[:-1]


def learn(found: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    """The weights for standing first, and for standing behind that."""
    every = np.concatenate([e.shown for e in found])
    middle, spread = every.mean(axis=0), every.std(axis=0) + 1e-6
    lead = first([((e.shown - middle) / spread, e.first) for e in found])
    even = (every - middle) / spread
    main = logistic(even, np.concatenate([e.main for e in found]))
    sourced = logistic(even, np.concatenate([e.sourced for e in found]))
    return (lead + main) / spread, (main + sourced) / spread


def figures(found: Sequence[Example], by_first: np.ndarray, by_then: np.ndarray) -> str:
    """How often the first claim is the first of the marked ones, and what the first three are."""
    leads = right = main = given = 0
    for e in found:
        top = int((e.shown @ by_first).argmax())
        listed = [top, *(int(n) for n in np.argsort(-(e.shown @ by_then), kind="stable") if n != top)][:SHOWN]
        leads += bool(e.first[top])
        right += int(e.sourced[listed].sum())
        main += int(e.main[listed].sum())
        given += len(listed)
    shares = (100 * leads / len(found), 100 * right / given, 100 * (main - right) / given, 100 * (given - main) / given)
    return "lead {:.1f}; first three right {:.1f}, wrong source {:.1f}, beside {:.1f}".format(*shares)


def main() -> None:
    ask = argparse.ArgumentParser(prog="python -m training.claims", description=(__doc__ or "").splitlines()[0])
    ask.add_argument("corpus", type=Path, help="PolNeAR's training part")
    ask.add_argument("earlier", type=Path, help="a checkout of 84a57d7, whose heads had learned from half of the texts")
    options = ask.parse_args()
    found = list(examples(options.corpus, options.earlier))
    aside = [e for e in found if e.aside]
    learned = [e for e in found if not e.aside]
    by_first, by_then = learn(learned)
    print(f"{len(learned)} texts: {figures(learned, by_first, by_then)}")
    print(f"{len(aside)} aside: {figures(aside, by_first, by_then)}")
    WEIGHTS.write_text(written(by_first, by_then, len(learned)), encoding="utf-8")


def written(by_first: np.ndarray, by_then: np.ndarray, count: int) -> str:
    lines = [f"# Learned from {count} texts by `python -m training.claims`; ranking.py says what each of them is."]
    for name, weights in (("first", by_first), ("then", by_then)):
        lines += ["", f"[{name}]", *(f"{f} = {w:.3f}" for f, w in zip(FEATURES, weights, strict=True))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
