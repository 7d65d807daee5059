"""What each sentence of a document does with what it tells, by itself: read once, then asked about any claim."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass
from operator import itemgetter

from whosays.carriage.marks import marks
from whosays.likeness import features
from whosays.model import Attribution, Factuality, Naming, Response, Span, Spans, Trace
from whosays.text import cut

_TAKEN_BACK = frozenset({Response.CORRECT, Response.RETRACT})
_UNSURE = frozenset({Factuality.PROBABLE, Factuality.POSSIBLE, Factuality.UNKNOWN})
_NEGATIVE = frozenset({Factuality.NOT_CERTAIN, Factuality.NOT_PROBABLE})
_UNNAMED = frozenset({Naming.UNNAMED, Naming.CROWD})
_MOST = 400  # sentences of a document that are read


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place in the document's text, the stems of its content words, and how it puts them.

    ``verdicts``, ``denials`` (cues of somebody who denies) and ``distance`` are spans of the document. ``attributed``:
    most of it is somebody's words. ``unnamed``: it credits somebody whom it does not name. ``unsure`` and ``negative``:
    a claim it makes is uncertain, or is that something is not so.
    """

    span: Span
    stems: frozenset[str]
    verdicts: Spans
    denials: Spans
    distance: Spans
    attributed: bool
    unnamed: bool
    unsure: bool
    negative: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's sentences, in order, as ``carried`` needs them."""

    document: str
    sentences: tuple[Sentence, ...]


def reading(trace: Trace) -> Reading:
    """The sentences of a traced document, furniture left out, the first 400 where there are more."""
    document = trace.document
    spans = cut(document.text, document.furniture).sentences[:_MOST]
    unnamed = {source.id for source in trace.sources if source.naming in _UNNAMED}
    claims = [(start, end, claim.factuality) for claim in trace.claims for start, end in claim.spans]
    claims.sort(key=itemgetter(0))
    longest = max((end - start for start, end, _ in claims), default=0)
    starts = [start for start, _, _ in claims]
    said = sorted(((a.start, a) for a in trace.attributions if a.cue or a.content), key=itemgetter(0))
    firsts = [start for start, _ in said]
    contents = [piece for a in trace.attributions for piece in a.content]
    found = []
    for span in spans:
        near = claims[bisect_left(starts, span[0] - longest) : bisect_left(starts, span[1])]
        made = {factuality for _, end, factuality in near if end > span[0]}
        within = [a for _, a in said[bisect_left(firsts, span[0]) : bisect_left(firsts, span[1])]]
        found.append(_sentence(document.text, span, unnamed, made, within, contents))
    return Reading(document.id, tuple(found))


def _sentence(
    text: str,
    span: Span,
    unnamed: Set[str],
    made: Set[Factuality | None],
    said: Sequence[Attribution],
    contents: Sequence[Span],
) -> Sentence:
    """A sentence; ``unnamed`` are the sources of the document that are, ``made`` how sure the claims are it makes,
    ``said`` the attributions that begin in it, ``contents`` those of all."""
    start, end = span
    text = text[start:end]
    found = marks(text)
    answers = [a for a in said if a.response is not None and a.cue]
    sources = {a.source_id for a in said if a.source and a.content}
    return Sentence(
        span,
        frozenset(features(text).stems),
        _moved(found.verdicts, start) + tuple(a.cue[0] for a in answers if a.response in _TAKEN_BACK),
        tuple(a.cue[0] for a in answers if a.response is Response.DENY),
        _moved(found.distance, start),
        2 * _covered(span, contents) > end - start,
        bool(unnamed & sources),
        bool(made & _UNSURE),
        bool(made & _NEGATIVE),
    )


def _moved(spans: Spans, by: int) -> Spans:
    return tuple((start + by, end + by) for start, end in spans)


def _covered(span: Span, contents: Sequence[Span]) -> int:
    """Characters of a sentence in the one piece of content that covers most of it."""
    first, last = span
    overlaps = (min(end, last) - max(start, first) for start, end in contents if start < last and first < end)
    return max(overlaps, default=0)
