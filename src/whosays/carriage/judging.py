"""One document and one claim: as fact, at a distance, or denied, with the words that show it."""

from __future__ import annotations

from collections.abc import Callable

from whosays.carriage.reading import Reading, Sentence
from whosays.likeness import features
from whosays.model import Span, Spans
from whosays.model.story import Carriage, Carried, Evidence, Ground

DENIES = 0.15  # weighted share of denial from which a document denies
KEEPS_OFF = 0.35  # weighted share of distance from which it only reports
_LEAST = 0.1  # weight of a sentence that shares no word with the claim
_LEAST_DENIED = 0.3  # of one that denies: "the story is a hoax" need not tell it again
_FADES, _FAR = 0.1, 0.2  # weight lost from one sentence to the next, and what a late one keeps
_SOMEBODY_DENIES = 0.7  # beside the document's own verdict
_NOT_SO, _SAME_WORDS = 0.5, 0.7  # a negative claim in so much of the claim's words
# Distance without a word for it: somebody's words, those of somebody unnamed, an uncertain claim.
_ATTRIBUTED, _UNNAMED, _UNSURE = 0.2, 0.3, 0.3
_SHOWN = 3
_TEXT = {
    Carriage.DENIAL: "it denies it, or says that others do",
    Carriage.DISTANCE: "it reports it at a distance, as others' word or as open",
    Carriage.FACT: "it tells it as fact",
}
_RULE = {Carriage.DENIAL: "denied", Carriage.DISTANCE: "at-a-distance", Carriage.FACT: "as-fact"}


def carried(read: Reading, about: str, places: Spans = ()) -> Carried:
    """How a document carries the claim whose words are ``about``.

    ``places`` are the spans where the document makes it: their sentences count in full. Time grows with the sentences.
    """
    stems = frozenset(features(about).stems)
    denial = distance = total = 0.0
    weighed: list[tuple[float, Sentence]] = []
    for number, sentence in enumerate(read.sentences):
        common = len(stems & sentence.stems) / (min(len(stems), len(sentence.stems)) or 1)
        made = any(start < sentence.span[1] and sentence.span[0] < end for start, end in places)
        least = _LEAST_DENIED if sentence.verdicts or sentence.denials else _LEAST
        weight = (1.0 if made else max(common, least)) * max(_FAR, 1 - _FADES * number)
        denial += weight * _denial(sentence, common)
        distance += weight * _distance(sentence)
        total += weight
        weighed.append((weight, sentence))
    shares = (denial / total, distance / total) if total else (0.0, 0.0)
    how, clear = _judged(*shares)
    weighed.sort(key=lambda pair: (-pair[0], pair[1].span))
    evidence = Evidence(read.document, _shown(how, [sentence for _, sentence in weighed]))
    return Carried(read.document, how, round(clear, 4), (Ground(_RULE[how], _TEXT[how], (evidence,)),))


def _denial(sentence: Sentence, common: float) -> float:
    if sentence.verdicts:
        return 1.0
    if sentence.denials:
        return _SOMEBODY_DENIES
    return _NOT_SO if sentence.negative and common >= _SAME_WORDS else 0.0


def _distance(sentence: Sentence) -> float:
    without_words = _ATTRIBUTED * sentence.attributed + _UNNAMED * sentence.unnamed + _UNSURE * sentence.unsure
    return min(1.0, bool(sentence.distance) + without_words)


def _judged(denial: float, distance: float) -> tuple[Carriage, float]:
    """The carriage, and how clear it is: from 0.5 at a threshold to 0.95 well away from it."""
    if denial > DENIES:
        return Carriage.DENIAL, 0.5 + 0.45 * min(1.0, (denial - DENIES) / (3 * DENIES))
    if distance > KEEPS_OFF:
        return Carriage.DISTANCE, 0.5 + 0.45 * min((distance - KEEPS_OFF) / KEEPS_OFF, 1 - denial / DENIES, 1.0)
    return Carriage.FACT, 0.5 + 0.45 * min(1 - distance / KEEPS_OFF, 1 - denial / DENIES)


def _shown(how: Carriage, sentences: list[Sentence]) -> Spans:
    """The words that show it, of the sentences that count most; where nothing marks them, the foremost of them."""
    pick: Callable[[Sentence], Spans]
    if how is Carriage.DENIAL:
        pick = lambda s: (s.verdicts or s.denials or ((s.span,) if s.negative else ()))[:1]  # noqa: E731
    elif how is Carriage.DISTANCE:
        pick = lambda s: (s.distance or ((s.span,) if s.attributed or s.unnamed or s.unsure else ()))[:1]  # noqa: E731
    else:
        pick = lambda s: (s.span,)  # noqa: E731
    spans: list[Span] = [span for sentence in sentences for span in pick(sentence)]
    most = 1 if how is Carriage.FACT else _SHOWN
    return tuple(sorted(spans[:most]))
