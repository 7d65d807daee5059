"""Headline against article: agree, disagree or discuss, by macro-F1 over the three (Fake News Challenge 1, stage two).

Pairs are scored whole and in two halves by story (a hash of the story's name), so that weights chosen on one half can
be told from what they give on the other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whosays.carriage import agreement, reading
from whosays.errors import InputError
from whosays.model import Document, Trace
from whosays.model.story import Agreement
from whosays.trace import trace

FILE = "headlines.jsonl"
_LABELS = [label.value for label in Agreement]


@dataclass(frozen=True, slots=True)
class Pair:
    """A headline, the index of the document it is laid against, and what people say of the two."""

    story: str
    headline: str
    document: int
    label: str


def pairs(folder: Path, identifiers: Sequence[str]) -> list[Pair]:
    """The pairs of ``headlines.jsonl``; ``InputError`` where it is not as expected or names a text not given."""
    path = folder / FILE
    index = {identifier: number for number, identifier in enumerate(identifiers)}
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = [Pair(str(r["story"]), r["headline"], index[str(r["id"])], r["stance"]) for r in rows]
    except OSError as error:
        raise InputError(str(path), f"it cannot be read ({error.strerror or error})") from None
    except (ValueError, KeyError, TypeError):
        raise InputError(str(path), "a line has no story, headline, stance and id of a text") from None
    strange = {pair.label for pair in found} - set(_LABELS)
    if strange:
        raise InputError(str(path), f"it has a stance that is none of {', '.join(_LABELS)}: {min(strange)!r}")
    return found


def score(labelled: Sequence[Pair], articles: Sequence[Trace]) -> dict[str, Any]:
    """Macro-F1 of what is said of the pairs, over all and over each half of the stories, beside the constant's."""
    read = [reading(article) for article in articles]
    titles = {pair.headline: trace(Document(pair.headline, language="en")) for pair in labelled}
    said = [agreement(titles[pair.headline], read[pair.document]).agreement.value for pair in labelled]
    gold = [pair.label for pair in labelled]
    commonest = max(_LABELS, key=gold.count)
    figures: dict[str, Any] = {"pairs": len(gold), **f1s(said, gold)}
    figures["constant_macro_f1"] = f1s([commonest] * len(gold), gold)["macro_f1"]
    for name, which in (("tuned_half", 1), ("other_half", 0)):
        at = [number for number, pair in enumerate(labelled) if half(pair.story) == which]
        figures[name] = {"pairs": len(at), **f1s([said[i] for i in at], [gold[i] for i in at])}
    return figures


def half(story: str) -> int:
    """Which half of the stories one is in, 0 or 1, by a hash of its name."""
    return hashlib.sha256(story.encode("utf-8", "surrogatepass")).digest()[0] % 2


def f1s(said: Sequence[str], gold: Sequence[str]) -> Mapping[str, float]:
    """F1 of each label, and their mean."""
    found = {}
    for label in _LABELS:
        right = sum(a == b == label for a, b in zip(said, gold, strict=True))
        found[label] = 2 * right / max(said.count(label) + gold.count(label), 1)
    return {"macro_f1": sum(found.values()) / len(found), **found}
