"""The training corpus: brat standoff files of attribution relations, as pieces with labels."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from whosays.attribution.pieces import Pieces, pieces
from whosays.evaluation.attribution import read_annotations
from whosays.text import paragraphs

ROLES = ("source", "cue", "content")
Event = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True)
class Article:
    """One annotator's reading of one text: events hold (first, last) piece numbers, last included."""

    stem: str
    text: str
    pieces: Pieces
    events: tuple[Event, ...]


def restyle(text: str, rng: random.Random) -> str:
    """The same text, character for character, in another house style of quotation marks.

    The corpus is American: double marks nearly everywhere. British papers, posts and plain text differ.
    """
    style = rng.random()
    if style < 0.45:
        return text
    if style < 0.65:
        return text.translate(str.maketrans("“”‘’", "\"\"''"))
    if style < 0.8:  # straight doubles become curly
        out, opened = [], False
        for character in text:
            if character == '"':
                opened = not opened
                out.append("“" if opened else "”")
            else:
                opened = opened and character != "\n"
                out.append(character)
        return "".join(out).replace("'", "’")
    single = {"“": "‘", "”": "’"} if rng.random() < 0.5 else {"“": "'", "”": "'", "‘": "'", "’": "'"}
    text = text.translate(str.maketrans(single))
    if "'" in single.values():
        return text.replace('"', "'")
    return re.sub(r'"([^"\n]*)"', r"‘\1’", text)


def read_corpus(folder: Path) -> Iterator[tuple[str, str, list[Event]]]:
    """(stem, text, events) for every annotation file of a corpus folder; a text with several comes several times."""
    annotations: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations[path.stem.rsplit("_", 1)[0]].append(path)
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for annotation in annotations.get(path.stem, []):
            yield path.stem, text, read_annotations(annotation)


def to_article(stem: str, text: str, events: list[Event], tokenizer, separator: int) -> Article:
    """Cut a text into pieces and carry the events over to them."""
    cut = pieces(text, paragraphs(text), tokenizer, separator)
    carried = tuple({role: _to_pieces(cut, event[role]) for role in ROLES} for event in events)
    return Article(stem, text, cut, carried)


def _to_pieces(cut: Pieces, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found = []
    for start, end in spans:
        inside = np.nonzero((cut.starts < end) & (cut.ends > start) & (cut.ends > cut.starts))[0]
        if len(inside):
            found.append((int(inside[0]), int(inside[-1])))
    return found
