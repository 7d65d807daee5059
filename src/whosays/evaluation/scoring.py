"""Scores predicted attributions against gold ones: the figures of ``eval/attribution_score.py``, on spans.

token     P/R/F1 of the word tokens in any span of a role
exact     P/R/F1 of whole spans, punctuation left out
content   an attribution is found where its content tokens overlap gold's by IoU >= 0.5, one to one
relation  found, and the source agrees: both empty, or they share a word that is no stop word
strict    content and source both exact
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
Event = Mapping[str, Sequence[Span]]
Figures = dict[str, dict[str, float]]
Tokens = list[tuple[int, int, str]]
Cover = frozenset[int]

ROLES = ("source", "cue", "content")
_TOKEN = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
_STOP = frozenset(
    "a an the of to in on at and or by for with from his her its their 's ’s that this those these".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Scored:
    """One text with its gold and its predicted attributions, each a mapping of role to character spans."""

    text: str
    gold: Sequence[Event]
    predicted: Sequence[Event]


@dataclass(slots=True)
class Count:
    """True positives, predictions and gold items of one figure."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, hit: int, predicted: int, gold: int) -> None:
        self.hit += hit
        self.predicted += predicted
        self.gold += gold

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 in per cent, to one decimal."""
        p = self.hit / self.predicted if self.predicted else 0.0
        r = self.hit / self.gold if self.gold else 0.0
        f1 = 200 * p * r / (p + r) if p + r else 0.0
        return {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": round(f1, 1)}


def tokens(text: str) -> Tokens:
    """(start, end, word) of every word and punctuation mark."""
    return [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]


def cover(words: Tokens, spans: Iterable[Span]) -> Cover:
    """Numbers of the word tokens that the spans touch."""
    touched = list(spans)
    return frozenset(
        i for i, (s, e, t) in enumerate(words) if t[0].isalnum() and any(s < b and a < e for a, b in touched)
    )


def source_agrees(words: Tokens, gold: Cover, predicted: Cover) -> bool:
    """True where both are empty or share a word that is no stop word."""
    if not gold or not predicted:
        return not gold and not predicted
    return bool({words[i][2].lower() for i in gold & predicted} - _STOP)


def matches(
    words: Tokens, gold: Sequence[Mapping[str, Cover]], predicted: Sequence[Mapping[str, Cover]]
) -> list[tuple[int, int, bool]]:
    """(gold, predicted, source agrees) of the attributions found, one to one, best overlap of content first."""
    pairs = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            union = len(g["content"] | p["content"])
            overlap = len(g["content"] & p["content"]) / union if union else 0.0
            if overlap >= 0.5:
                pairs.append((overlap, source_agrees(words, g["source"], p["source"]), i, j))
    found: list[tuple[int, int, bool]] = []
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, agrees, i, j in sorted(pairs, key=lambda t: (-t[0], not t[1], t[2], t[3])):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            found.append((i, j, agrees))
    return found


def score(documents: Iterable[Scored]) -> Figures:
    """All figures over the documents, micro-averaged."""
    counts = {name: Count() for name in _names()}
    for document in documents:
        words = tokens(document.text)
        gold = [{r: cover(words, e.get(r) or ()) for r in ROLES} for e in document.gold]
        predicted = [{r: cover(words, e.get(r) or ()) for r in ROLES} for e in document.predicted]
        for role in ROLES:
            _score_role(role, gold, predicted, counts)
        found = matches(words, gold, predicted)
        same = sum(
            gold[i]["content"] == predicted[j]["content"] and gold[i]["source"] == predicted[j]["source"]
            for i, j, _ in found
        )
        for name, hit in (("content", len(found)), ("relation", sum(a for *_, a in found)), ("strict", same)):
            counts[name].add(hit, len(predicted), len(gold))
    return {name: count.figures() for name, count in counts.items()}


def _names() -> list[str]:
    return [f"{kind}.{role}" for role in ROLES for kind in ("token", "exact")] + ["content", "relation", "strict"]


def _score_role(
    role: str, gold: list[dict[str, Cover]], predicted: list[dict[str, Cover]], counts: dict[str, Count]
) -> None:
    in_gold = frozenset().union(*(e[role] for e in gold))
    in_predicted = frozenset().union(*(e[role] for e in predicted))
    counts[f"token.{role}"].add(len(in_gold & in_predicted), len(in_predicted), len(in_gold))
    left = [e[role] for e in gold if e[role]]
    wanted = len(left)
    spans = [e[role] for e in predicted if e[role]]
    hit = 0
    for span in spans:
        if span in left:
            left.remove(span)
            hit += 1
    counts[f"exact.{role}"].add(hit, len(spans), wanted)
