"""How well replies to rumours are read: support, deny, query, comment, by three-fold cross-validation over events.

RumourEval's threads name no event. Their times do: the rumours broke weeks apart, so threads sorted by the time of
their first post fall into groups wherever more than five days pass without a new one; no event is trained and tested
on. First posts, which answer nothing, and replies are learned apart. The learner is a kernel ridge classifier in numpy
over hashed features and sentence vectors; its class offsets are set on the training part alone, on each of its events
predicted from the others. Nothing is drawn at random.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whosays.errors import InputError
from whosays.factuality.hashing import columns
from whosays.responses.reply_features import Reply, reply_features

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Vectors = Callable[[Sequence[str]], Any]

CLASSES = ("support", "query", "deny", "comment")
FOLDS = 3
_GAP = 5 * 86400.0
_BITS = 17
# The ridge and the weights were chosen among 39 settings by the figure for replies: a little less is due elsewhere.
_RIDGE = 15.0
_BLOCKS = {"place": 0.5, "word": 1.0, "pair": 0.5, "mark": 1.0, "cue": 1.5, "letters": 1.0, "above": 0.5}
_MEANING, _SETTING, _NEARNESS = 1.0, 1.0, 0.5
_STEEP = 8.0  # of the Gaussian over how near a reply is to what it answers
_HANDLES = re.compile(r"^(?:@\w+\s*)+|https?://\S+")


def evaluate(folder: Path, vectors: Vectors | None = None) -> dict[str, Any]:
    """Macro-F1 over all posts and over replies alone, F1 by class, and the folds' events.

    ``vectors`` gives each text a row of unit length; those of the package where it is not given.
    ``folder`` holds ``posts.json``, ``structures.json``, ``post_id.txt`` and ``post_label.txt``, itself or in
    ``traindev``. Raises ``InputError`` where one is missing or not as expected.
    """
    if vectors is None:
        from whosays.vectors import encode

        vectors = encode
    replies, labels, threads, starts = read(folder)
    events = event_of_threads(starts)
    groups = np.array([events[thread] for thread in threads])
    folds = split(groups)
    predicted = np.zeros(len(labels), dtype=np.int64)
    answers = np.array([r.depth > 0 for r in replies])
    for kind in (answers, ~answers):
        mine = np.nonzero(kind)[0]
        kernel = similarity([replies[i] for i in mine], vectors)
        for fold in set(folds[mine].tolist()):
            test = folds[mine] == fold
            train, tested = np.nonzero(~test)[0], np.nonzero(test)[0]
            if len(train):
                predicted[mine[test]] = fit_predict(kernel, labels[mine], groups[mine], train, tested)
    return {
        "posts": len(labels),
        "replies": int(answers.sum()),
        "events": len(set(groups.tolist())),
        "folds": [sorted({int(g) for g in groups[folds == f]}) for f in range(FOLDS)],
        "macro_f1": macro(labels, predicted),
        "f1": by_class(labels, predicted),
        "accuracy": float((labels == predicted).mean()),
        "replies_macro_f1": macro(labels[answers], predicted[answers]),
        "replies_f1": by_class(labels[answers], predicted[answers]),
        "majority_macro_f1": macro(labels, np.full(len(labels), CLASSES.index("comment"))),
    }


def read(folder: Path) -> tuple[list[Reply], Ints, list[str], dict[str, float]]:
    """Labelled posts with what they answer, their labels, their threads, and when each thread began."""
    base = folder / "traindev" if (folder / "traindev").is_dir() else folder
    try:
        posts = json.loads((base / "posts.json").read_text(encoding="utf-8"))
        trees = json.loads((base / "structures.json").read_text(encoding="utf-8"))
        ids = (base / "post_id.txt").read_text(encoding="utf-8").split()
        labels = [int(x) for x in (base / "post_label.txt").read_text(encoding="utf-8").split()]
        replies, threads, kept, starts = [], [], [], {}
        label_of = dict(zip(ids, labels, strict=True))
        for thread, tree in trees.items():
            starts[thread] = float(posts[thread]["time"])
            for post, parent, depth in _walk(tree, "", 0):
                if post in label_of:
                    above = posts[parent]["text"] if parent in posts else ""
                    root = posts[thread]["text"] if depth else ""
                    replies.append(Reply(posts[post]["text"], above, root, depth))
                    threads.append(thread)
                    kept.append(label_of[post])
    except OSError as problem:
        raise InputError(str(base), f"cannot be read ({problem.filename}: {problem.strerror})") from None
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise InputError(str(base), f"is not laid out as RumourEval posts and reply trees ({problem})") from None
    return replies, np.array(kept, dtype=np.int64), threads, starts


def _walk(tree: Any, parent: str, depth: int) -> Iterator[tuple[str, str, int]]:
    waiting = [(tree, parent, depth)]
    while waiting:
        branch, above, deep = waiting.pop(0)
        if isinstance(branch, dict):
            for post, below in branch.items():
                yield post, above, deep
                waiting.append((below, post, deep + 1))


def event_of_threads(starts: dict[str, float]) -> dict[str, int]:
    """The event of each thread: numbered by time, a new one after five days without a new thread."""
    events: dict[str, int] = {}
    event, last = -1, -np.inf
    for thread, time in sorted(starts.items(), key=lambda item: (item[1], item[0])):
        if time - last > _GAP:
            event += 1
        events[thread], last = event, time
    return events


def split(groups: Ints) -> Ints:
    """The fold of each post: events, largest first, each to the fold that has the fewest posts."""
    sizes = sorted(((int((groups == g).sum()), int(g)) for g in set(groups.tolist())), reverse=True)
    filled = [0] * FOLDS
    fold_of: dict[int, int] = {}
    for size, group in sizes:
        fold = filled.index(min(filled))
        fold_of[group] = fold
        filled[fold] += size
    return np.array([fold_of[int(g)] for g in groups], dtype=np.int64)


def similarity(replies: Sequence[Reply], vectors: Vectors) -> Floats:
    """The kernel: a weighted sum of the cosines of each block of features and of the likeness in meaning."""
    size = len(replies)
    kernel = _meaning(replies, vectors)
    blocks: dict[str, list[set[str]]] = {name: [set() for _ in range(size)] for name in _BLOCKS}
    for index, reply in enumerate(replies):
        for block, name in reply_features(reply):
            blocks[block][index].add(name)
    for name, weight in _BLOCKS.items():
        rows = [columns(names, _BITS) for names in blocks[name]]
        used, inverse = np.unique(np.concatenate([*rows, np.zeros(0, dtype=np.int64)]), return_inverse=True)
        rarity = 1.0 + np.log(size / np.bincount(inverse, minlength=len(used)).clip(1))
        dense = np.zeros((size, len(used)), dtype=np.float32)
        at = 0
        for index, row in enumerate(rows):
            mine = inverse[at : at + len(row)]
            at += len(row)
            dense[index, mine] = rarity[mine]
        dense /= np.linalg.norm(dense, axis=1, keepdims=True).clip(1e-9)
        kernel += weight * (dense @ dense.T)
    return kernel.astype(np.float64)


def _meaning(replies: Sequence[Reply], vectors: Vectors) -> NDArray[np.float32]:
    """How alike two replies are in what they say, in what they say to what, and in how near they stay to it."""
    texts = [[_HANDLES.sub("", text).strip() for text in (r.text, r.parent, r.root)] for r in replies]
    distinct = list(dict.fromkeys(text for row in texts for text in row))
    encoded = np.asarray(vectors(distinct), dtype=np.float32)
    rows = {text: i for i, text in enumerate(distinct)}
    own, parent, root = (encoded[[rows[row[i]] for row in texts]] for i in range(3))
    said = own @ own.T
    near = np.stack([(own * parent).sum(axis=1), (own * root).sum(axis=1)], axis=1)
    square = (near**2).sum(axis=1)
    apart = square[:, None] + square[None, :] - 2 * near @ near.T
    setting = said.clip(0) * (parent @ parent.T).clip(0)
    kernel: NDArray[np.float32] = (_MEANING * said + _SETTING * setting + _NEARNESS * np.exp(-_STEEP * apart)).astype(
        np.float32
    )
    return kernel


def fit_predict(kernel: Floats, labels: Ints, groups: Ints, train: Ints, test: Ints) -> Ints:
    """Classes of the test posts by kernel ridge regression on one target a class."""
    targets = np.where(labels[train][:, None] == np.arange(len(CLASSES)), 1.0, 0.0)
    inverse = np.linalg.inv(kernel[np.ix_(train, train)] + _RIDGE * np.eye(len(train)))
    mean = targets.mean(axis=0)
    weights = inverse @ (targets - mean)
    left_out = np.zeros_like(targets)
    for group in set(groups[train].tolist()):  # each event from the others, in closed form
        mine = np.nonzero(groups[train] == group)[0]
        left_out[mine] = targets[mine] - np.linalg.solve(inverse[np.ix_(mine, mine)], weights[mine])
    offsets = best_offsets(left_out, labels[train])
    scores: Floats = kernel[np.ix_(test, train)] @ weights + mean + offsets
    best: Ints = scores.argmax(axis=1).astype(np.int64)
    return best


def best_offsets(scores: Floats, labels: Ints) -> Floats:
    """What to add to each class's score for the best macro-F1, by coordinate search over a fixed grid."""
    offsets = np.zeros(len(CLASSES))
    best = macro(labels, np.argmax(scores + offsets, axis=1))
    for _ in range(3):
        for index in range(len(CLASSES)):
            for step in np.arange(-0.4, 0.601, 0.02):
                trial = offsets.copy()
                trial[index] = step
                found = macro(labels, np.argmax(scores + trial, axis=1))
                if found > best + 1e-9:
                    best, offsets = found, trial
    return offsets


def by_class(gold: Ints, predicted: Ints) -> dict[str, float]:
    """F1 of each class."""
    found = {}
    for index, name in enumerate(CLASSES):
        hit = int(((gold == index) & (predicted == index)).sum())
        total = int((gold == index).sum() + (predicted == index).sum())
        found[name] = 2 * hit / total if total else 0.0
    return found


def macro(gold: Ints, predicted: Ints) -> float:
    """Mean of the classes' F1."""
    return float(np.mean(list(by_class(gold, predicted).values())))
