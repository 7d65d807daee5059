"""Corrections in words of no table: "The agency brought its count down to 38", "The link in our last post was wrong".

The table of phrases knows what newsrooms print most. What it does not know is a correction where all signals together
say so (``correcting``): here the verb that alters is the cue, its subject the source; a text's own word has no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from whosays.model import Attribution, Document, Factuality, Response, Span, Spans
from whosays.responses.correction_signals import altering, corrects, is_open, pattern, search
from whosays.responses.phrases import Phrase, phrases, rough_sentences
from whosays.responses.statements import BY, strip, subject_of
from whosays.text.states import States
from whosays.text.straight import STRAIGHT

_SHARE = 0.7
_LONGEST = 300  # characters
_END = re.compile(r"[.;!?](?:[\"”’')]*(?:\s|$))|\n|,? (?:\w+ing|according to|which|who|but|because|while|although)\b")
_VERBS = ("putting", "altering", "issuing")
_OWN_WRONG = ("own-wrong", "the-wrong", "wrong-info", "error-led")
_POINTING = ("own-text", "before", "error-led")
_LEAD = 40  # characters before a verb
_SPEAKS = re.compile(r"^\W*(?P<who>I|We)\b")


class Righting(NamedTuple):
    """Words that may put something right where nobody is quoted: a verb (``passive`` or not), or a text's own word."""

    span: Span
    sentence: Span
    kind: str  # active, passive or own


def rightings(text: str, sentences: Sequence[Span]) -> Iterator[Righting]:
    """Verbs that alter a figure or a statement, and a text's own words of error, one a sentence at most."""
    flat = text.translate(STRAIGHT)
    for start, end in sentences:
        if any(search(name, flat, start, end) for name in _VERBS) and (hit := altering().search(flat, start, end)):
            name = next(name for name, words in hit.groupdict().items() if words)
            if not is_open(flat[max(start, hit.start(name) - _LEAD) : hit.start(name)]):
                yield Righting(hit.span(name), (start, end), "passive" if name == "passive" else "active")
                continue
        sentence = flat[start:end]
        own = pattern("label").match(sentence) or _own_error(sentence)
        if own:
            yield Righting((start + own.start(), start + own.end()), (start, end), "own")


def _own_error(sentence: str) -> re.Match[str] | None:
    """Where a sentence says that it, or the text that it is of, was wrong."""
    if not search("wrong", sentence) and not search("wrong-info", sentence):
        return None
    own = pattern("self-wrong").match(sentence)
    if own or not any(search(name, sentence) for name in _POINTING):
        return own
    return next((hit for name in _OWN_WRONG if (hit := search(name, sentence))), None)


def put_right(
    document: Document, attributions: Sequence[Attribution], states: States, all_candidates: bool = False
) -> tuple[Attribution, ...]:
    """Corrections that none of the attributions has, nor stands around; ``id`` is empty, for the caller to fill.

    With ``all_candidates`` everything that is weighed comes back, for the training of the weights.
    """
    text = document.text
    sentences = rough_sentences(text, document.furniture)
    taken = [span for a in attributions for span in a.cue]
    taken += [phrase.span for phrase in phrases(text, document.furniture)]
    said = [span for a in attributions for span in a.content]
    made = []
    for righting in rightings(text, sentences):
        start, end = righting.span
        if any(s < end and start < e for s, e in taken) or any(s <= start and end <= e for s, e in said):
            continue
        if righting.kind == "own" and any(righting.sentence[0] <= s < righting.sentence[1] for s, _ in taken):
            continue
        answer = _answer(text, righting)
        if answer is not None and (all_candidates or corrects(text, answer, sentences, states)):
            made.append(answer)
    return tuple(made)


def _answer(text: str, righting: Righting) -> Attribution | None:
    """The righting as an attribution; none where it has nothing to say."""
    phrase = Phrase(Response.CORRECT, righting.span, None, righting.sentence)
    source: Spans = ()
    content: Spans
    if righting.kind == "own":
        speaks = _SPEAKS.match(text[slice(*righting.sentence)])
        at = righting.sentence[0]
        source = ((at + speaks.start("who"), at + speaks.end("who")),) if speaks else ()
        content = (strip(text, righting.sentence),)
    else:
        subject = subject_of(text, phrase)
        if subject is None:
            return None
        behind = _complement(text, righting)
        if righting.kind == "active":
            source, content = (subject,), behind
        else:
            by = BY.match(text, righting.span[1], righting.sentence[1])
            source = (strip(text, by.span("who")),) if by else ()
            content = (subject, *behind) if not by else (subject,)
    if not content:
        return None
    return Attribution(
        "",
        source,
        (righting.span,),
        content,
        agentless=not source,
        factuality=Factuality.CERTAIN,
        response=Response.CORRECT,
        confidence=_SHARE,
    )


def _complement(text: str, righting: Righting) -> Spans:
    """What stands behind the verb, as far as its clause goes."""
    start = righting.span[1]
    end = min(righting.sentence[1], start + _LONGEST)
    stop = _END.search(text, start, end)
    span: Span = strip(text, (start, stop.start() if stop else end))
    return (span,) if span[1] - span[0] > 1 else ()
