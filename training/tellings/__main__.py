"""Learn the weights by which a claim is read against a proposition; prints what goes into ``matching/propositions.py``.

    python -m training.tellings

Only text written for the project: the piles of ``tests/stories`` (``piles.toml`` says which of their claims tell what
the pile is about) and the stories of ``tellings.txt``, each whole and as some smaller piles drawn from it, as long as
the words chosen for it are those of its matter; articles of other stories, which tell nothing of it, are put among the
smaller ones. A logistic regression with a ridge, by Newton's method; same data, same weights. Every story counts the
same. What is printed first are figures on stories left out, each by weights learned on all others: how many of the
claims given so much do tell it.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from whosays.evaluation.rumours import read as read_piles
from whosays.matching import counting
from whosays.matching.copies import near_copies
from whosays.matching.propositions import WEIGHTS, first_measured
from whosays.matching.same import Told, described
from whosays.matching.word_runs import body_words
from whosays.model import Document, Trace
from whosays.reading import read as read_document
from whosays.trace import trace
from whosays.vectors import encode

HERE = Path(__file__).parent
PILES = HERE.parents[1] / "tests" / "stories"
RIDGE = 1.0  # of the weights of standardised measures
SMALLER = 4  # piles drawn from each
STRANGE = 3  # articles of other stories in these
BANDS = (0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pile:
    """A story for learning: its traces, and for each the mark of every claim: "+", "-" or "?"."""

    name: str
    traces: tuple[Trace, ...]
    marks: tuple[Mapping[str, str], ...]


def piles() -> Iterator[Pile]:
    """All stories that were written for it."""
    labels = tomllib.loads((HERE / "piles.toml").read_text(encoding="utf-8"))
    for pile in read_piles(PILES):
        traces = tuple(trace(document) for document in pile.documents.values())
        marked = [(labels[pile.id]["unclear"], "?"), (labels[pile.id]["tells"], "+")]
        found = []
        for name, each in zip(pile.documents, traces, strict=True):
            text = each.document.text
            at = {text.find(w): mark for rows, mark in marked for document, w in rows if document == name}
            found.append({c.id: at.get(c.spans[0][0], "-") for c in each.claims})
        yield Pile(pile.id, traces, tuple(found))
    yield from _written((HERE / "tellings.txt").read_text(encoding="utf-8"))


def _written(text: str) -> Iterator[Pile]:
    for story in text.split("\n== ")[1:]:
        name, _, body = story.partition("\n")
        documents = [part.strip().splitlines() for part in f"\n{body}".split("\n--\n") if part.strip()]
        traces, marks = [], []
        for lines in documents:
            sentences = [(line[0], line[2:] if line.endswith('"') else f"{line[2:]}.") for line in lines]
            told = trace(_plain("\n\n".join(words for _, words in sentences)))
            starts = [(told.document.text.find(words), mark) for mark, words in sentences]
            marks.append({c.id: max(one for one in starts if one[0] <= c.spans[0][0])[1] for c in told.claims})
            traces.append(told)
        yield Pile(name, tuple(traces), tuple(marks))


def _plain(text: str) -> Document:
    return read_document(text.encode())


def examples(pile: Pile, others: Sequence[Pile], draw: random.Random) -> Iterator[tuple[dict[str, float], bool]]:
    """The measures of the claims of a pile and of smaller ones, and whether each tells its matter; an article of
    another story, which tells nothing of it, got into the smaller ones."""
    drawn = [list(range(len(pile.traces)))]
    drawn += [sorted(draw.sample(drawn[0], draw.randint(2, len(drawn[0]) - 1))) for _ in range(SMALLER)]
    for members in drawn:
        strange = draw.sample(others, STRANGE if len(members) < len(pile.traces) else 0)
        traces = [*(pile.traces[i] for i in members), *(draw.choice(other.traces) for other in strange)]
        told = [Told(i, claim.id, claim.text) for i, each in enumerate(traces) for claim in each.claims]
        copies = near_copies([body_words(t.document.text, t.document.furniture) for t in traces])
        own, measured = first_measured(told, described(told), traces, counting(range(len(traces)), copies), encode)
        inside = [one.document < len(members) for one in told]
        marks = [
            pile.marks[members[t.document]][t.claim] if own_pile else "-"
            for t, own_pile in zip(told, inside, strict=True)
        ]
        if marks[own] == "+":
            yield from ((found, marks[i] == "+") for i, found in measured.items() if i != own and marks[i] != "?")


def fit(rows: Floats, right: Floats, counts: Floats) -> tuple[Floats, float]:
    """The weights of the measures, and the bias."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    matrix = np.c_[(rows - middle) / spread, np.ones(len(rows))]
    ridge = np.diag([RIDGE] * rows.shape[1] + [1e-9])
    weights = np.zeros(matrix.shape[1])
    for _ in range(30):
        share = 1 / (1 + np.exp(-matrix @ weights))
        bend = (matrix * (counts * share * (1 - share))[:, None]).T @ matrix + ridge
        weights -= np.linalg.solve(bend, matrix.T @ (counts * (share - right)) + ridge @ weights)
    found = weights[:-1] / spread
    return found, float(weights[-1] - found @ middle)


def main() -> None:
    names = list(WEIGHTS)
    known = list(piles())
    found = [
        (pile.name, *one)
        for pile in known
        for one in examples(pile, [other for other in known if other is not pile], random.Random(pile.name))
    ]
    rows = np.array([[measured[name] for name in names] for _, measured, _ in found])
    right = np.array([float(tells) for _, _, tells in found])
    stories = np.array([name for name, _, _ in found])
    size = {name: float((stories == name).sum()) for name in set(stories)}
    counts = np.array([len(found) / len(size) / size[name] for name in stories])
    likely = np.zeros(len(found))
    for name in size:
        out = stories == name
        weights, bias = fit(rows[~out], right[~out], counts[~out])
        likely[out] = 1 / (1 + np.exp(-(rows[out] @ weights + bias)))
    print(
        f"{len(size)} stories, {len(found)} claims, of which {right.mean():.1%} tell it; each story left out in turn:"
    )
    print(f"AUC {_auc(likely, right):.3f}, Brier {np.mean((likely - right) ** 2):.4f}")
    for low, high in pairwise(BANDS):
        inside = (likely >= low) & (likely < high)
        if inside.any():
            print(f"  given {low:.2f} to {high:.2f}: {inside.sum():4} claims, {right[inside].mean():.0%} tell it")
    weights, bias = fit(rows, right, counts)
    print("\n".join(f'    "{name}": {value:.2f},' for name, value in zip(names, weights, strict=True)))
    print(f"BIAS = {bias:.2f}")


def _auc(likely: Floats, right: Floats) -> float:
    ranks = np.empty(len(likely))
    ranks[np.argsort(likely, kind="stable")] = np.arange(len(likely))
    ones = right.sum()
    return float((ranks[right == 1].sum() - ones * (ones - 1) / 2) / (ones * (len(right) - ones)))


if __name__ == "__main__":
    main()
