"""How certain each source of a document presents what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from whosays.factuality.clause import factuality_of, own_clause
from whosays.factuality.cues import cue_class
from whosays.factuality.features import tokens
from whosays.factuality.learned import commitment, event
from whosays.factuality.lexicon import words_of
from whosays.factuality.values import compose
from whosays.model import Attribution, Document, Factuality, Response, Span, Spans, meaning, updated
from whosays.text.states import States
from whosays.text.straight import STRAIGHT


def weigh(
    document: Document,
    attributions: tuple[Attribution, ...],
    stances: Sequence[tuple[Response | None, bool]],
    states: States | None = None,
) -> tuple[Attribution, ...]:
    """The same attributions with ``factuality`` set.

    It is how certain the attribution's own source presents the content (FactBank): the cue's class over the hedges,
    negation and mood of the content's main clause. ``stances`` are what each does with its content, and whether by its
    cue: whoever leaves the claim unanswered leaves it unknown (Uu), whoever denies presents it as not so (CT-).
    ``states`` are the reader's, where it has read the text.
    """
    inner: dict[str, list[Attribution]] = defaultdict(list)
    for attribution in attributions:
        if attribution.parent:
            inner[attribution.parent].append(attribution)
    weighed = []
    for attribution, (response, by_cue) in zip(attributions, stances, strict=True):
        skip = tuple(
            span
            for child in inner[attribution.id]
            if attribution.id and child.content != attribution.content  # "X, citing Y, said that P": X says it too
            for span in child.content
        )
        value = value_of(document.text, attribution, response, by_cue, skip, states)
        weighed.append(updated(attribution, factuality=value))
    return tuple(weighed)


def value_of(
    text: str,
    attribution: Attribution,
    response: Response | None,
    by_cue: bool,
    skip: Spans = (),
    states: States | None = None,
) -> Factuality:
    """How certain the source presents the content, given what it does with the claim."""
    if response in meaning.UNCOMMITTED:
        return Factuality.UNKNOWN
    if response is Response.DENY and not by_cue:
        return Factuality.NOT_CERTAIN
    content = factuality_of(text, attribution.content, skip)
    if response is Response.DENY:
        return compose(Factuality.NOT_CERTAIN, content)
    if response in meaning.SURE:
        return content
    value = compose(cue_value(text, attribution), content)
    return _second_look(text, attribution.content, skip, states) if value is Factuality.CERTAIN else value


def _second_look(text: str, content: Spans, skip: Spans, states: States | None) -> Factuality:
    """What the learned estimate leaves of a content that the rules call certain.

    Where it holds the first event for not (yet) so, the source does not present a fact: probable at most. "Will" is
    left to the rules. Measured in docs/factuality.md: four in five such events are not held for fact by annotators.
    """
    clause = own_clause(text, content, skip)
    cut = tokens(clause)
    words = [word for _, _, word in cut]
    at = event(words)
    if at is None or not words_of("future").isdisjoint(word.lower() for word in words[:at]):
        return Factuality.CERTAIN
    state = _state(text, content, clause, cut[at][:2], states) if states is not None else None
    return Factuality.PROBABLE if commitment(words, at, at + 1, state) < 0 else Factuality.CERTAIN


def _state(text: str, content: Spans, clause: str, word: Span, states: States) -> NDArray[np.float32] | None:
    """The reader's state of a word of a content's clause; none where the clause does not stand in the text as it is."""
    start, end = content[0]
    at = text[start:end].translate(STRAIGHT).find(clause)
    found = ((start + at + word[0], start + at + word[1]),) if at >= 0 else ()
    return states.mean(found) if states.met(found) else None


def cue_value(text: str, attribution: Attribution) -> Factuality:
    """The certainty that the cue alone gives, with what stands right before it."""
    if not attribution.cue:
        return Factuality.PROBABLE if attribution.agentless else Factuality.CERTAIN
    words = " ".join(text[start:end] for start, end in attribution.cue)
    start = attribution.cue[0][0]
    before = text[max(0, start - 60) : start]
    for mark in ".!?;\n":
        before = before.rpartition(mark)[2]
    last = max((e for s, e in (*attribution.source, *attribution.content) if e <= start), default=0)
    return cue_class(words, before[-max(0, start - last) :] if start - last else "", attribution.agentless)
