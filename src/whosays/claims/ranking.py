"""In which order claims are listed: how likely each is what the document is about, by what shows it.

The reader gives every sentence a probability that it tells the text's point, and says which sentences tell the same.
What else shows it is counted beside that: where a claim stands, how much of its sentence it is, how like its words are
to those of the headline and of the whole text, how often it is told, and whose word it is. How much each counts was
learned (``python -m training.claims``, which writes ``ranking.toml``): once for the claim that stands first, once for
those behind it, which an editor takes for one of the main ones where their source is right, too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from whosays.claims.headlines import headline_end
from whosays.claims.subjects import leans
from whosays.likeness.stemming import words
from whosays.model import Attribution, Claim, Document, Naming, Source
from whosays.text.readings import Readings

FloatArray = npt.NDArray[np.float64]

FEATURES = (
    "lead",  # log of the probability that a sentence of it is the text's point
    "lead-own",  # the same, of each sentence as much as the claim has of its length
    "main",  # the probability that a sentence of it is any main claim
    "headline-told",  # how likely it tells what the headline does
    "headline-words",  # how like its sentence's words are to the headline's
    "text-words",  # … to all of the text's
    "opening-words",  # … to those of the first sentences below the headline
    "opens",  # it stands first below the headline
    "later",  # log of how many sentences stand before it
    "depth",  # their share of the text
    "in-headline",  # it stands nowhere else
    "cover",  # how much of its sentence it is
    "length",  # log of its words
    "own-voice",
    "named",
    "unnamed",
    "passed-on",  # through two speakers or more
    "answers",  # its speaker answers with it
    "leans",  # it begins with a pronoun
    "tellings",  # log of the places where it is told
)
_OPENING = 3  # sentences
_LEAST, _LEAST_OWN = 1e-4, 1e-3  # probabilities that are told apart


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each of ``FEATURES`` counts for standing ``first``, and for standing ``then``."""

    first: FloatArray
    then: FloatArray


@cache
def learned() -> Weights:
    """The weights that ship."""
    found = tomllib.loads((files(__package__) / "ranking.toml").read_text(encoding="utf-8"))
    first, then = (np.array([found[part][name] for name in FEATURES]) for part in ("first", "then"))
    return Weights(first, then)


def ranked(
    document: Document,
    claims: Sequence[Claim],
    attributions: Mapping[str, Attribution],
    sources: Mapping[str, Source],
    readings: Readings,
) -> list[int]:
    """The numbers of the claims, what the document is about first; as they stand where nothing was read."""
    if not readings or not claims:
        return list(range(len(claims)))
    shown = features(document, claims, attributions, sources, readings)
    weights = learned()
    lead = int(np.argmax(shown @ weights.first))
    behind = np.argsort(-(shown @ weights.then), kind="stable")
    return [lead, *(int(number) for number in behind if number != lead)]


def features(
    document: Document,
    claims: Sequence[Claim],
    attributions: Mapping[str, Attribution],
    sources: Mapping[str, Source],
    readings: Readings,
) -> FloatArray:
    """A row of ``FEATURES`` for each claim."""
    text = _Text(document, readings)
    rows = []
    for claim in claims:
        last = attributions[claim.chain[-1]] if claim.chain else None
        naming = _naming(last, sources)
        rows.append(
            [
                *text.place_of(claim),
                np.log1p(len(words(claim.text))),
                last is None,
                naming is Naming.NAMED,
                naming is Naming.UNNAMED,
                len(claim.chain) > 1,
                last is not None and last.response is not None,
                leans(claim.text),
                np.log(len(claim.spans)),
            ]
        )
    return np.array(rows, dtype=np.float64)


def _naming(attribution: Attribution | None, sources: Mapping[str, Source]) -> Naming | None:
    source = sources.get(attribution.source_id or "") if attribution else None
    if source is not None:
        return source.naming
    return Naming.UNNAMED if attribution is not None and attribution.source else None


class _Text:
    """The sentences of a text, as its claims are held against them."""

    def __init__(self, document: Document, readings: Readings) -> None:
        self._readings = readings
        self._headline = headline_end(document, readings)
        inside = [n for n, (_, end) in enumerate(readings.sentences) if end <= self._headline]
        self._title = inside or [0]
        self._body = inside[-1] + 1 if inside else 0
        vectors = readings.words
        self._like_title = vectors @ vectors[self._title[0]]
        self._like_text = vectors @ _direction(vectors)
        self._like_opening = vectors @ _direction(vectors[: self._body + _OPENING])
        self._told = self._tells_the_title()

    def _tells_the_title(self) -> npt.NDArray[np.float32]:
        """How likely each other sentence tells what the headline, or the first sentence, does."""
        near = self._readings.tellings(self._title[0])
        near[self._title] = -np.inf
        if not np.isfinite(near.max()):
            return np.zeros_like(near)
        raised = np.exp(near - near.max())
        return np.asarray(raised / raised.sum(), dtype=np.float32)

    def place_of(self, claim: Claim) -> list[float]:
        """What a claim's sentences show, the first of ``FEATURES``."""
        r = self._readings
        touched = r.touched(claim.spans) or [0]
        below = [n for n in touched if n >= self._body] or touched
        before = max(0, min(below) - self._body)
        cover = self._share(claim, max(r.at(claim.spans[0][0]), 0))
        own = sum(float(r.leads[n]) * self._share(claim, n) for n in touched)
        return [
            np.log(max(float(r.leads[n]) for n in touched) + _LEAST),
            np.log(own + _LEAST_OWN),
            max(float(r.mains[n]) for n in touched),
            cover * sum(float(self._told[n]) for n in below),
            max(float(self._like_title[n]) for n in below),
            max(float(self._like_text[n]) for n in touched),
            max(float(self._like_opening[n]) for n in touched),
            before == 0,
            np.log1p(before),
            before / len(r.sentences),
            max(end for _, end in claim.spans) <= self._headline,
            cover,
        ]

    def _share(self, claim: Claim, sentence: int) -> float:
        """How much of a sentence a claim is."""
        start, end = self._readings.sentences[sentence]
        inside = sum(max(0, min(e, end) - max(s, start)) for s, e in claim.spans)
        return min(1.0, inside / max(1, end - start))


def _direction(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The mean of rows, of length 1."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)
