"""What each sentence of a document does with what it tells, by itself: read once, then asked about any claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whosays.carriage.marks import marks
from whosays.likeness import features
from whosays.model import Attribution, Claim, Factuality, Naming, Response, Span, Spans, Trace
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
    return Reading(document.id, tuple(_sentence(trace, span) for span in spans))


def _sentence(trace: Trace, span: Span) -> Sentence:
    start, end = span
    text = trace.document.text[start:end]
    found = marks(text)
    answers = [a for a in trace.attributions if a.response is not None and a.cue and start <= a.start < end]
    sources = {a.source_id for a in trace.attributions if a.source and a.content and start <= a.start < end}
    made = {c.factuality for c in trace.claims if _touches(c, span)}
    return Sentence(
        span,
        frozenset(features(text).stems),
        _moved(found.verdicts, start) + tuple(a.cue[0] for a in answers if a.response in _TAKEN_BACK),
        tuple(a.cue[0] for a in answers if a.response is Response.DENY),
        _moved(found.distance, start),
        2 * _covered(span, trace.attributions) > end - start,
        any(s.naming in _UNNAMED for s in trace.sources if s.id in sources),
        bool(made & _UNSURE),
        bool(made & _NEGATIVE),
    )


def _moved(spans: Spans, by: int) -> Spans:
    return tuple((start + by, end + by) for start, end in spans)


def _touches(claim: Claim, span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in claim.spans)


def _covered(span: Span, attributions: Sequence[Attribution]) -> int:
    """Characters of a sentence in the one piece of content that covers most of it."""
    overlaps = (min(end, span[1]) - max(start, span[0]) for a in attributions for start, end in a.content)
    return max(overlaps, default=0)
