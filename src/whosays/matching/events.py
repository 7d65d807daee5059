"""Which documents are about the same event: average linkage (UPGMA) over how alike they are.

Two documents are as alike as the cosine of their words, each weighed by how often it is used and how few documents use
it (TF-IDF), mixed with the cosine of the sentence vectors of their beginnings. How many documents use a word is
counted in the pile and in ordinary news (``usual.txt``): nine documents about one event would else make its own words
worthless.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from whosays.likeness import features
from whosays.matching.copies import components
from whosays.matching.linkage import linked
from whosays.model import Document
from whosays.text import cut
from whosays.vectors import SIZE, Vectors

Floats = npt.NDArray[np.float32]

THRESHOLD = 0.29
VECTOR_SHARE = 0.3  # of the likeness; the rest is words
_USUAL = 0.3  # how much an article behind usual.txt counts beside one of the pile
_UNLISTED = 2
_OPENING = 700  # characters whose vector is taken
_LEAD = 60  # content words at the beginning, which count double
_LONGEST = 60_000  # characters of a document that are looked at
_PLACES = 4096  # words share places by hash (Weinberger et al. 2009), so that a pile of any size fits in memory

WIDTH = _PLACES + SIZE
"""Numbers in the row of a document: its words, then the vector of its beginning."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a document is compared by: how often it uses each stem, and the vector of its beginning."""

    stems: Mapping[str, int]
    vector: Floats


def events(
    documents: Sequence[Document], vectors: Vectors, together: Iterable[tuple[int, int]] = ()
) -> list[list[int]]:
    """The documents' indices, event by event, largest first. ``together`` are pairs known to belong together."""
    if not documents:
        return []
    groups = linked(_rows(documents, vectors), THRESHOLD)
    same = {(group[0], other) for group in groups for other in group[1:]} | set(together)
    return sorted(components(len(documents), same), key=lambda group: (-len(group), group))


def _rows(documents: Sequence[Document], vectors: Vectors) -> Floats:
    made = profiles(documents, vectors)
    return rows(made, Counter(stem for profile in made for stem in profile.stems), len(made))


def profiles(documents: Sequence[Document], vectors: Vectors) -> list[Profile]:
    """What each document is compared by."""
    texts = [_text(document) for document in documents]
    openings = vectors([text[:_OPENING] for text in texts])
    return [Profile(_counts(text), vector) for text, vector in zip(texts, openings, strict=True)]


def rows(made: Sequence[Profile], spread: Mapping[str, int], pile: int) -> Floats:
    """A row of unit length a document: its words by weight, beside the vector of its beginning. ``spread`` tells how
    many of the ``pile`` documents use each stem."""
    words = _weighed([profile.stems for profile in made], spread, pile)
    sides = [math.sqrt(1 - VECTOR_SHARE) * words, math.sqrt(VECTOR_SHARE) * np.stack([p.vector for p in made])]
    return np.concatenate(sides, axis=1).astype(np.float32)


def weights(stems: Iterable[str], spread: Mapping[str, int], pile: int) -> dict[str, float]:
    """How much each stem tells: log(1 + documents / documents with it), ordinary news counted in."""
    articles, usual = _usual()
    everything = pile + _USUAL * articles
    return {s: math.log(1 + everything / (spread.get(s, 0) + _USUAL * usual.get(s, _UNLISTED))) for s in stems}


def _text(document: Document) -> str:
    spans = cut(document.text[:_LONGEST], document.furniture).paragraphs
    parts = [document.text[start:end] for start, end in spans]
    if document.title and not (parts and parts[0].startswith(document.title)):
        parts.insert(0, document.title)
    return "\n".join(parts)


def _counts(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for place, stem in enumerate(features(text).stems):
        counts[stem] += 2 if place < _LEAD else 1
    return counts


@cache
def _usual() -> tuple[int, dict[str, int]]:
    """How many articles of ordinary news were counted, and how many use each stem."""
    rows = (files("whosays.matching") / "usual.txt").read_text(encoding="utf-8").splitlines()
    table = dict(row.rsplit(" ", 1) for row in rows if not row.startswith("#"))
    return int(table.pop("articles")), {stem: int(count) for stem, count in table.items()}


def _weighed(counted: Sequence[Mapping[str, int]], spread: Mapping[str, int], pile: int) -> Floats:
    """Rows of unit length: (1 + log count) times the weight of the stem."""
    rare = weights({stem for row in counted for stem in row}, spread, pile)
    place = {stem: zlib.crc32(stem.encode("utf-8", "surrogatepass")) for stem in rare}
    result = np.zeros((len(counted), _PLACES), dtype=np.float32)
    for index, row in enumerate(counted):
        for stem, count in row.items():
            weight = (1 + math.log(count)) * rare[stem]
            result[index, place[stem] % _PLACES] += weight if place[stem] & 0x10000 else -weight
    norms = np.linalg.norm(result, axis=1, keepdims=True)
    return np.asarray(result / np.maximum(norms, 1e-9), dtype=np.float32)
