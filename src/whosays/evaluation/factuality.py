"""How well certainty is read: correlation and error on the commitment corpora, beside the constant-median line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whosays.attribution import load
from whosays.errors import InputError
from whosays.factuality.clause import factuality_of
from whosays.factuality.learned import commitment
from whosays.factuality.values import scale

SETS = ("uds", "commitmentbank")


def evaluate(folder: Path, part: str = "dev") -> dict[str, dict[str, float]]:
    """Figures for each set under ``folder`` (``uds``, ``commitmentbank``), by the shipped model.

    The reader reads each text for its states, as in a trace.
    ``r`` is Pearson's, ``mae`` the mean absolute error on the scale -3 … 3, ``median_mae`` that of always answering the
    part's own median; ``rules_r`` and ``rules_mae`` are those of ``factuality_of`` on the words around the target
    alone. Raises ``InputError`` where a file is missing or not as expected.
    """
    return {name: _figures(folder / name / f"{part}.jsonl") for name in SETS}


def _figures(path: Path) -> dict[str, float]:
    learned, ruled, gold = [], [], []
    for row in _rows(path):
        words = row["text"].split(" ")
        for target, state in zip(row["targets"], event_states(row), strict=True):
            start, end = target["span1"]
            learned.append(commitment(words, start, end, state))
            ruled.append(_by_rules(words, start, end))
            gold.append(float(target["label"]))
    truth, estimates, rules = np.array(gold), np.array(learned), np.array(ruled)
    return {
        "targets": len(gold),
        "r": float(np.corrcoef(estimates, truth)[0, 1]),
        "mae": float(np.abs(estimates - truth).mean()),
        "median_mae": float(np.abs(np.median(truth) - truth).mean()),
        "rules_r": float(np.corrcoef(rules, truth)[0, 1]),
        "rules_mae": float(np.abs(rules - truth).mean()),
    }


def event_states(row: dict[str, Any]) -> list[NDArray[np.float32] | None]:
    """The reader's state of each target of a row; none where nothing was read there."""
    text = row["text"]
    states = load().read_with_states(text, [(0, len(text))])[1]
    at = np.cumsum([0, *(len(word) + 1 for word in text.split(" "))])
    found = []
    for target in row["targets"]:
        start, end = target["span1"]
        span = ((int(at[start]), int(at[end]) - 1),)
        found.append(states.mean(span) if states.met(span) else None)
    return found


def _by_rules(words: list[str], start: int, end: int) -> float:
    """The rules see the target's clause: from the mark before it to the mark behind it."""
    marks = {".", "!", "?", ";", ":", ","}
    first = next((i + 1 for i in range(start - 1, -1, -1) if words[i] in marks), 0)
    last = next((i + 1 for i in range(end, len(words)) if words[i] in marks), len(words))
    text = " ".join(words[first:last]).replace(" n't", "n't").replace(" '", "'")
    return scale(factuality_of(text, (0, len(text))))


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
    except OSError as problem:
        raise InputError(str(path), f"cannot be read ({problem.strerror})") from None
    except ValueError:
        raise InputError(str(path), "is not a file of JSON lines") from None
    if not rows or not all("text" in row and "targets" in row for row in rows):
        raise InputError(str(path), "holds no targets")
    return rows
