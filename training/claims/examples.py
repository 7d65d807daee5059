"""Claims of marked texts, each with what shows it to be a main one and whether its readers say that it is.

The texts are those that the heads learn from (``training.answers``). What heads say of a text that they learned from is
surer than what they say of others, so the claims are read by heads that had not seen it: those of an earlier commit,
which had learned from half of the texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from training.answers.examples import DATA, is_aside, read_articles, read_news
from whosays import attribution, heads, vectors
from whosays.attribution import engine
from whosays.claims.ranking import features
from whosays.graphs import graph
from whosays.model import Claim, Span, Trace
from whosays.reading import read_text
from whosays.text import cut
from whosays.trace import judged

_HALF = 0.5  # of the shorter of two places must be shared for them to be one
_NAME = re.compile(r"[A-Z][\w'-]{2,}")


@dataclass(frozen=True)
class Example:
    """The claims of a text in order: a row of features each, and whether it is the first of the marked ones,

    any of them, and any of them with the right source.
    """

    name: str
    aside: bool
    shown: np.ndarray
    first: np.ndarray
    main: np.ndarray
    sourced: np.ndarray


@dataclass(frozen=True)
class _Marked:
    name: str
    text: str
    aside: bool
    claims: Sequence[dict]


def examples(corpus: Path, earlier: Path) -> Iterator[Example]:
    """Every marked text that the heads of the checkout ``earlier`` had not learned from."""
    models = earlier / "src" / "whosays" / "models"
    now = engine.load()
    before = replace(now, upper=graph(models / "upper.onnx", 1))
    for one in _unseen(corpus, earlier):
        document = read_text(one.text, one.name)
        if document.text != one.text:
            raise ValueError(f"{one.name}: not read as it was marked")
        said, states = attribution.read(document, now if one.aside else before)
        sentences = cut(document.text, document.furniture).sentences
        weights = heads.load() if one.aside else heads.load(models / heads.FILE)
        readings = heads.read(document.text, states, sentences, vectors.rough, weights)
        trace = judged(document, said, states, readings, None)
        if not trace.claims or not readings:
            continue
        by_id, sources = {a.id: a for a in trace.attributions}, {s.id: s for s in trace.sources}
        told = [[g for g in one.claims if _is(claim, g)] for claim in trace.claims]
        yield Example(
            one.name,
            one.aside,
            features(document, trace.claims, by_id, sources, readings),
            np.array([one.claims[0] in found for found in told]),
            np.array([bool(found) for found in told]),
            np.array([any(_sourced(trace, c, g) for g in found) for c, found in zip(trace.claims, told, strict=True)]),
        )


def _unseen(corpus: Path, earlier: Path) -> Iterator[_Marked]:
    seen = earlier / "training" / "answers" / "data"
    marks = {row["article"]: row for row in _rows(DATA / "polnear.jsonl")}
    known = {row["article"] for row in _rows(seen / "polnear.jsonl")}
    for told in read_news(corpus):
        if is_aside(told) or told.name not in known:
            yield _Marked(told.name, told.text, is_aside(told), marks[told.name]["claims"])
    read = {row["text"] for row in _rows(seen / "articles.jsonl")}
    for told, row in zip(read_articles(), _rows(DATA / "articles.jsonl"), strict=True):
        if told.text not in read:
            yield _Marked(told.name, told.text, False, row["claims"])


def _rows(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _is(claim: Claim, marked: dict) -> bool:
    """Whether a claim stands where a marked one does."""
    return any(
        _shared(a, b) >= _HALF * min(a[1] - a[0], b[1] - b[0]) for a in claim.spans for b in map(tuple, marked["spans"])
    )


def _sourced(trace: Trace, claim: Claim, marked: dict) -> bool:
    """Whether a claim's innermost speaker is one of those to whom its readers give it; true where they do not say."""
    said = {a.id: a for a in trace.attributions}
    chain = [said[i] for i in claim.chain if i in said]
    links = [(link[0], link[1]) for link in marked["said_by"] if len(link) == 2]
    if not links:
        silent = not chain or (marked["naming"] == "none" and not chain[-1].source)
        return silent if marked["naming"] in ("own", "none") else True
    if not chain:
        return False
    source = next((s for s in trace.sources if s.id == chain[-1].source_id), None)
    places = [*chain[-1].source, *(source.mentions if source else ())]
    if any(_shared(place, link) for place in places for link in links):
        return True
    named = " ".join([trace.document.quote(places), (source.name if source else None) or ""])
    return any(word in named for s, e in links for word in _NAME.findall(trace.document.text[s:e]))
