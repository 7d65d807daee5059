"""What the reader's heads say of answers: they find what no table holds, and say how sure an answer is.

The tables of phrases are precise on newsrooms' formulas and see nothing else. The heads (``whosays.heads``) read every
sentence, the text's own voice included. Where they read an answer that no table has, the attribution of that sentence
whose words are most like it bears it; where there is no attribution, one is made. What a table finds and the heads do
not second is an answer still, but is tied to no claim (``linking``). The thresholds are probabilities, set on texts
kept aside (docs/accuracy.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from whosays.model import Attribution, Document, Factuality, Form, Response, Span, Spans, meaning, updated
from whosays.responses.phrases import Phrase, raw
from whosays.responses.statements import subject_of
from whosays.text.readings import KINDS, Readings
from whosays.text.spans import whole_words, within

NUMBER = {kind: number for number, kind in enumerate(KINDS)}
NONE = NUMBER[None]

_CUED = 0.25
BORNE = 0.4  # by the strongest piece of an attribution that is to bear an answer
MARKED = 0.35  # by each piece of the words that answer
_FIRM = (Response.DENY, Response.CONFIRM)
_SAME_WORDS = 0.7  # of two sentences' words, by their vectors
_FILLED = 2  # pieces in between that may be less


@cache
def thresholds() -> dict[str, dict[str, float]]:
    """From which probabilities on a sentence is ``read`` as an answer, and an answer ``tied`` to a claim."""
    found: dict[str, dict[str, float]] = raw()["heads"]
    return found


class Answered(NamedTuple):
    """A sentence that the heads read as an answer."""

    sentence: int
    response: Response
    share: float


def answers(readings: Readings) -> list[Answered]:
    """The sentences that are read as answers, in order."""
    found = []
    for number, row in enumerate(readings.kinds):
        kind = int(row[1:].argmax()) + 1
        response = KINDS[kind]
        if response is not None and row[kind] >= thresholds()["read"][response]:
            found.append(Answered(number, response, float(row[kind])))
    return found


def support(a: Attribution, readings: Readings) -> float:
    """How likely the heads find the response of an attribution, in the sentences of its cue and its source."""
    where = readings.touched((*a.cue, *a.source)) or readings.touched(a.content[:1])
    if not where or a.response is None:
        return 0.0
    kind = NUMBER[a.response]
    return float(max(readings.kinds[sentence][kind] for sentence in where))


def seconded(a: Attribution, readings: Readings, cued: bool = False) -> bool:
    """Whether the heads are sure enough of an attribution's response for it to be tied to a claim.

    They need to be less so where the cue itself is a phrase of the table (``cued``): "denied", "would not confirm".
    """
    least = thresholds()["tied"][a.response] * (_CUED if cued else 1.0) if a.response is not None else 1.0
    return support(a, readings) >= least


def least_share(a: Attribution, readings: Readings, cued: bool = False) -> float:
    """The share of what an answer is about that a claim must have to be tied to it; none has that of a doubtful one."""
    return thresholds()["share"][a.response] if a.response and seconded(a, readings, cued) else 2.0


def bearer(answered: Answered, attributions: Sequence[Attribution], readings: Readings) -> int | None:
    """The index of the attribution whose words in the sentence are most like the answer; None where none is."""
    start, end = readings.sentences[answered.sentence]
    kind = NUMBER[answered.response]
    best: tuple[float, int] | None = None
    for index, a in enumerate(attributions):
        inside = [(max(s, start), min(e, end)) for s, e in (*a.cue, *a.content) if s < end and start < e]
        if not inside or describes_a_speaker(a, attributions):
            continue
        led = any(start <= s < end for s, _ in a.cue) or not a.cue
        score = float(readings.kind_within(inside)[kind]) + (0.05 if led else 0.0)
        if score >= BORNE and (best is None or score > best[0]):
            best = (score, index)
    return best[1] if best else None


def describes_a_speaker(a: Attribution, attributions: Sequence[Attribution]) -> bool:
    """True of "video verified by the Lantern | shows that P" for what the Lantern does: what answers is that P."""
    return bool(a.content) and any(b is not a and within(a.content, b.source) for b in attributions if b.source)


def unborne(document: Document, attributions: Sequence[Attribution], readings: Readings) -> tuple[Attribution, ...]:
    """Answers in sentences in which no attribution could bear them, as attributions of their own without an ``id``.

    The words that are marked as answering are the content, or the cue where a subject stands before them; that is the
    source. Where there is no subject, the text itself answers.
    """
    made = []
    for answered in answers(readings):
        if bearer(answered, attributions, readings) is not None:
            continue
        words = marked(answered, readings)
        if words is not None:
            statement = _statement(document.text, answered, whole_words(document.text, words), readings)
            if statement.source or answered.response not in meaning.UNANSWERED:  # a text does not refuse itself
                made.append(statement)
    return tuple(made)


def marked(answered: Answered, readings: Readings) -> Span | None:
    """The words of a sentence that are marked most as answering, in code points."""
    start, end = readings.sentences[answered.sentence]
    first = int(np.searchsorted(readings.ends, start, "right"))
    behind = int(np.searchsorted(readings.starts, end, "left"))
    likely = readings.tags[first:behind, NUMBER[answered.response]]
    if not len(likely) or likely.max() < MARKED:
        return None
    low = high = int(likely.argmax())
    while low and likely[max(0, low - _FILLED) : low].max() >= MARKED:
        low -= 1
    while high + 1 < len(likely) and likely[high + 1 : high + 1 + _FILLED].max() >= MARKED:
        high += 1
    return int(max(readings.starts[first + low], start)), int(min(readings.ends[first + high], end))


def _statement(text: str, answered: Answered, words: Span, readings: Readings) -> Attribution:
    sentence = readings.sentences[answered.sentence]
    phrase = Phrase(answered.response, words, None, sentence)
    subject = subject_of(text, phrase) if words[0] > sentence[0] else None
    source: Spans = (subject,) if subject else ()
    return Attribution(
        "",
        source,
        (words,) if subject else (),
        () if subject else (sentence,),
        Form.INDIRECT,
        agentless=not source,
        factuality=Factuality.NOT_CERTAIN if answered.response is Response.DENY else Factuality.CERTAIN,
        response=answered.response,
        confidence=answered.share,
    )


def learned(attributions: Sequence[Attribution], readings: Readings) -> tuple[list[Attribution], set[int]]:
    """The attributions with the answers that only the heads read, and the indices of those that bear one.

    An answer is given to the attribution that is most like it, where none in its sentence has a response yet.
    """
    result = list(attributions)
    given: set[int] = set()
    firm = {n for a in result if a.response in _FIRM for n in readings.touched(a.content)}
    # who has just not been able to confirm goes on so: "so I cannot say what is in the water"
    unable = {n for a in result if a.response in meaning.UNANSWERED for n in readings.touched((*a.cue, *a.content))}
    for answered in answers(readings):
        sentence = readings.sentences[answered.sentence]
        borne = [a for a in result if a.response is not None and _meets(a, sentence)]
        if borne or (
            answered.response in _FIRM and (unable & _beside(answered) or _told_again(answered, firm, readings))
        ):
            continue
        index = bearer(answered, result, readings)
        if index is not None and result[index].response is None:
            result[index] = updated(result[index], response=answered.response)
            given.add(index)
    return result, given


def _beside(answered: Answered) -> set[int]:
    return {answered.sentence - 1, answered.sentence + 1}


def _told_again(answered: Answered, firm: set[int], readings: Readings) -> bool:
    """Whether a sentence tells in the same words what another one denies: who reports it does not deny it."""
    others = [sentence for sentence in firm if sentence != answered.sentence]
    return bool(others) and float((readings.words[others] @ readings.words[answered.sentence]).max()) >= _SAME_WORDS


def _meets(a: Attribution, sentence: Span) -> bool:
    start, end = sentence
    return any(s < end and start < e for s, e in (*a.cue, *a.content))
