"""The value and the response of every attribution of a document."""

from __future__ import annotations

from collections import defaultdict

from whosays.factuality.clause import factuality_of, own_clause
from whosays.factuality.correcting import corrects
from whosays.factuality.cues import cue_class
from whosays.factuality.features import tokens
from whosays.factuality.learned import commitment, event
from whosays.factuality.lexicon import words_of
from whosays.factuality.phrases import phrases, rough_sentences
from whosays.factuality.responses import Judged, judge
from whosays.factuality.things import thing_judged
from whosays.factuality.values import compose
from whosays.model import Attribution, Document, Factuality, Response, Spans, updated
from whosays.text.spans import length, within
from whosays.text.states import States, unread

_OPEN = {Response.CANNOT_CONFIRM, Response.DECLINE, Response.NO_ANSWER, Response.QUERY, Response.RETRACT}
_SURE = {Response.CONFIRM, Response.SUPPORT, Response.CORRECT}

_MOSTLY = 0.7  # of a correction's words


def weigh(
    document: Document, attributions: tuple[Attribution, ...], states: States | None = None
) -> tuple[Attribution, ...]:
    """The same attributions with ``factuality`` and ``response`` set.

    ``factuality`` is how certain the attribution's own source presents the content (FactBank): the cue's class over the
    hedges, negation and mood of the content's main clause. ``response`` is what the source does with a claim, by the
    table ``responses.toml``; a plain assertion has none. Whoever cannot confirm, declines or does not answer leaves the
    claim unknown (Uu), whoever denies presents it as not so (CT-). ``states`` are the reader's of the text; without
    them fewer corrections are seen.
    """
    text = document.text
    states = states or unread()
    found = phrases(text, document.furniture)
    starts = [phrase.span[0] for phrase in found]
    sentences = rough_sentences(text, document.furniture)
    inner: dict[str, list[Attribution]] = defaultdict(list)
    for attribution in attributions:
        if attribution.parent:
            inner[attribution.parent].append(attribution)
    weighed = []
    for attribution in attributions:
        judged = judge(text, attribution, found, starts)
        admits = judged.response is Response.CONFIRM
        if (admits or judged.response is None) and corrects(text, attribution, sentences, states, admits):
            judged = Judged(Response.CORRECT, None, False)
        skip = tuple(
            span
            for child in inner[attribution.id]
            if attribution.id and child.content != attribution.content  # "X, citing Y, said that P": X says it too
            for span in child.content
        )
        of_a_thing = not judged.by_cue and thing_judged(text, judged.response, attribution.content, False) is not None
        # "the letter is forged" is a claim of its own, and said as certain; "that is a lie" is none
        value = value_of(text, attribution, Judged(None, None, False) if of_a_thing else judged, skip)
        weighed.append(updated(attribution, factuality=value, response=judged.response))
    return tuple(_once(weighed))


def _once(weighed: list[Attribution]) -> list[Attribution]:
    """The same, a correction told in several steps marked once.

    In "updated its report to say that P" and in "wrote to parents again to say that P" at "to say"; what else stands
    inside the words of a correction is no other one.
    """
    corrections = [a for a in weighed if a.response is Response.CORRECT and a.cue]
    dropped = {
        a.id
        for a in corrections
        if any(b is not a and b.source == a.source and within(b.cue, a.content) for b in corrections)
    }
    left = {a.id: a for a in corrections if a.id not in dropped and a.content}
    for inner in left.values():
        outer = left.get(inner.parent or "")
        if outer is not None and within(inner.content, outer.content):
            dropped.add((outer if length(inner.content) > _MOSTLY * length(outer.content) else inner).id)
    return [updated(a, response=None) if a.response is Response.CORRECT and a.id in dropped else a for a in weighed]


def value_of(text: str, attribution: Attribution, judged: Judged, skip: Spans = ()) -> Factuality:
    """How certain the source presents the content, given what it does with the claim."""
    response = judged.response
    if response in _OPEN:
        return Factuality.UNKNOWN
    if response is Response.DENY and not judged.by_cue:
        return Factuality.NOT_CERTAIN
    content = factuality_of(text, attribution.content, skip)
    if response is Response.DENY:
        return compose(Factuality.NOT_CERTAIN, content)
    if response in _SURE:
        return content
    value = compose(cue_value(text, attribution), content)
    return _second_look(text, attribution.content, skip) if value is Factuality.CERTAIN else value


def _second_look(text: str, content: Spans, skip: Spans) -> Factuality:
    """What the learned estimate leaves of a content that the rules call certain.

    Where it holds the first event for not (yet) so, the source does not present a fact: probable at most. "Will" is
    left to the rules. Measured in docs/factuality.md: four in five such events are not held for fact by annotators.
    """
    words = [word for _, _, word in tokens(own_clause(text, content, skip))]
    at = event(words)
    if at is None or not words_of("future").isdisjoint(word.lower() for word in words[:at]):
        return Factuality.CERTAIN
    return Factuality.PROBABLE if commitment(words, at, at + 1) < 0 else Factuality.CERTAIN


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
