"""What every attribution of a document does with a claim."""

from __future__ import annotations

import re

from whosays.model import Attribution, Document, Form, Response, meaning, updated
from whosays.responses.constructions import by_construction
from whosays.responses.correction_signals import corrects
from whosays.responses.fact_check_layout import is_verdict, rating
from whosays.responses.fact_check_ratings import denies, rates
from whosays.responses.judging import Judged, judge
from whosays.responses.learned import describes_a_speaker, learned
from whosays.responses.not_knowing import has_nothing, knows_of_nothing
from whosays.responses.phrases import phrases, rough_sentences
from whosays.responses.silence import no_word
from whosays.responses.verdicts_on_evidence import judges_evidence
from whosays.responses.verdicts_on_things import thing_judged
from whosays.text.readings import Readings
from whosays.text.spans import length, overlaps, within
from whosays.text.states import States, unread

Stance = tuple[Response | None, bool]
"""What the words of an attribution do with its own content, and whether it is the cue that does it."""

_FLIES = re.compile(  # nobody's claim is shot down
    r"sh(?:oo|o)t(?:s|ing)? down (?:[\w’'-]+ ){0,5}?(?:drones?|planes?|jets?|aircraft|airliners?|helicopters?|"
    r"missiles?|rockets?|"
    r"balloons?|bombers?|fighters?|targets?)\b",
    re.IGNORECASE,
)
_MOSTLY = 0.7  # of a correction's words
_BY_READING = (None, Response.QUERY, Response.CORRECT)  # what words that judge a picture may be taken for


def respond(
    document: Document,
    attributions: tuple[Attribution, ...],
    states: States | None = None,
    readings: Readings | None = None,
) -> tuple[tuple[Attribution, ...], tuple[Stance, ...]]:
    """The same attributions with ``response`` set, and the stance of each toward its own content.

    ``response`` is what the source does with a claim, by the table ``responses.toml``; a plain assertion has none.
    ``states`` are the reader's of the text; without them fewer corrections are seen. The stance differs from the
    response where a thing is judged ("the letter is forged" is said as certain), and where a correction told in
    several steps is marked once.
    """
    text = document.text
    states = states or unread()
    found = phrases(text, document.furniture)
    starts = [phrase.span[0] for phrase in found]
    sentences = rough_sentences(text, document.furniture)
    responding, stances = [], []
    silent = {a.id: (a.cue[0][0], a.source[-1][1]) for a in attributions if no_word(text, a)}
    for attribution in attributions:
        judged = judge(text, attribution, found, starts)
        if attribution.id in silent:
            judged = Judged(Response.NO_ANSWER, None, True)
        elif judged.phrase is not None and overlaps((judged.phrase.span,), silent.values()):
            judged = Judged(None, None, False)  # it tells of somebody else's silence
        admits = judged.response is Response.CONFIRM
        may_correct = (admits or judged.response is None) and not describes_a_speaker(attribution, attributions)
        may_correct = may_correct and not rates(text, attribution)
        if may_correct and corrects(text, attribution, sentences, states, admits):
            judged = Judged(Response.CORRECT, None, False)
        if judged.phrase is not None and _FLIES.match(text, judged.phrase.span[0]):
            judged = Judged(None, None, False)
        # "the letter is forged" is a claim of its own, and said as certain; "that is a lie" is none
        of_a_thing = not judged.by_cue and thing_judged(text, judged.response, attribution.content, False) is not None
        stances.append((None, False) if of_a_thing else (judged.response, judged.by_cue))
        responding.append(updated(attribution, response=judged.response))
    if readings:
        before = responding
        responding, given = learned(responding, readings)
        for number in given:
            if responding[number].response is Response.DECLINE and not _unwilling(text, responding[number]):
                responding[number] = before[number]  # nobody declines in words that refuse nothing
        stances = [(None, False) if number in given else stance for number, stance in enumerate(stances)]
    for number, attribution in enumerate(responding):
        if rates(text, attribution) and not denies(text, attribution):
            responding[number], stances[number] = updated(attribution, response=None), (None, False)
            continue
        if attribution.response is Response.CORRECT and is_verdict(document, attribution):
            responding[number] = attribution = updated(attribution, response=None)  # it judges another's words
        answer = rating(document, attribution) or by_construction(text, attribution)
        free = attribution.response in _BY_READING and not stances[number][1]
        if answer is None and free and judges_evidence(text, attribution):
            answer = Response.DENY
        if answer is None and not stances[number][1]:
            unknown = attribution.response in _BY_READING and knows_of_nothing(text, attribution)
            if unknown or (attribution.response is Response.DENY and _unknown(text, attribution)):
                answer = meaning.UNABLE
        if answer is not None:
            responding[number], stances[number] = updated(attribution, response=answer), (None, False)
    return tuple(_once(responding)), tuple(stances)


_REFUSES = re.compile(
    r"\b(?:no|not|never|nor|neither|nothing|without|unable|cannot|declin\w*|refus\w*|comment\w*|silen\w*|withh\w*|"
    r"avoid\w*|"
    r"early|premature|inappropriate|improper|unwilling|elsewhere|referr\w*|confidential\w*|privacy|private|"
    r"sidestep\w*|dodg\w*|"
    r"evad\w*|stop\w*|leave|speculat\w*|respect\w*|walk\w*|hung|only|unanswered|respond\w*|later|courts?|ignor\w*)\b|n['’]t\b",
    re.IGNORECASE,
)


_SAYS = re.compile(r"\b(?:said|says|say|told|tells)\Z", re.IGNORECASE)


def _unwilling(text: str, attribution: Attribution) -> bool:
    """Whether somebody may have refused to speak: not who plainly says something in words that refuse nothing."""
    if attribution.form is not Form.INDIRECT or not any(_SAYS.search(text, *span) for span in attribution.cue):
        return True
    spans = (*attribution.cue, *attribution.content)
    near = (attribution.cue[0][0] - 60 if attribution.cue else spans[0][0], spans[-1][1])
    return any(_REFUSES.search(text, *span) for span in (*spans, (max(0, near[0]), near[1])))


def _unknown(text: str, attribution: Attribution) -> bool:
    """Whether what was taken for a denial only says that nothing is known, or has come in."""
    return knows_of_nothing(text, attribution) or has_nothing(text, attribution)


def _once(responding: list[Attribution]) -> list[Attribution]:
    """The same, a correction told in several steps marked once.

    In "updated its report to say that P" and in "wrote to parents again to say that P" at "to say"; what else stands
    inside the words of a correction is no other one.
    """
    corrections = [a for a in responding if a.response is Response.CORRECT and a.cue]
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
    return [updated(a, response=None) if a.response is Response.CORRECT and a.id in dropped else a for a in responding]
