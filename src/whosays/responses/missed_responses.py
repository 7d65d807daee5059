"""The attributions of a document, completed by the responses that an engine for reported speech passes over.

What it does not see: whoever stays silent or declines says nothing; "confirmed that P but could not confirm Q" is two
answers of one speaker; a page that corrects itself ("This article was amended to say that P") or says itself that a
claim is false has no speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from whosays.model import Attribution, Document, Form, Response, Span, meaning
from whosays.responses.correction_signals import altering
from whosays.responses.denied_clauses import with_denied_clauses
from whosays.responses.fact_check_layout import lines
from whosays.responses.learned import unborne
from whosays.responses.own_voice_denials import own_verdicts
from whosays.responses.phrases import Phrase, phrases
from whosays.responses.silence import no_word_from, whose_silence
from whosays.responses.statements import about, response_statements
from whosays.responses.unlisted_corrections import put_right
from whosays.text.readings import Readings
from whosays.text.states import States, unread
from whosays.text.straight import STRAIGHT

_JOINT = re.compile(
    r"(?P<joint>[\s,]*\b(?:but|and|yet|then|and then|but then)(?: later| also| \w+ly)?)\s+$", re.IGNORECASE
)
_PARTICIPLE = re.compile(
    r"(?:correct|revis|clarif|retract|withdraw|den|confirm|amend|rectif|declin|refus)\w*ing\b", re.IGNORECASE
)
_PARTICIPLE_WITHIN = 2  # characters
_TO = re.compile("to ", re.IGNORECASE)
_TAIL = 2  # characters of a content behind what it holds
_LEAST = 12  # characters that a content must keep


def with_statements(
    document: Document,
    attributions: Sequence[Attribution],
    states: States | None = None,
    readings: Readings | None = None,
) -> tuple[Attribution, ...]:
    """The attributions with the response statements that none of them covers.

    Statements have an empty id, which the caller fills (``attribution.numbered``). Readings without a speaker inside
    a page's word about itself give way to that, and whoever asked to the silence of whom they asked. Contents end where
    their speaker goes on to answer something else.
    ``states`` are the reader's of the text; without them fewer corrections are seen.
    """
    found = phrases(document.text, document.furniture)
    kept = [a for a in attributions if not _inside_own_page(a, found) and not _asks(a, found)]
    kept = _divided(document.text, kept, found)
    stated = no_word_from(document, (*kept, *response_statements(document, tuple(kept))))
    stated = with_denied_clauses(document, stated)
    stated = (*stated, *own_verdicts(document, stated))
    stated = (*stated, *put_right(document, stated, states or unread()))
    if readings:
        stated = (*stated, *unborne(document, stated, readings))
    stated = whose_silence(document.text, stated, found)
    return lines(document, _joined(document.text, stated))


def _inside_own_page(attribution: Attribution, found: Sequence[Phrase]) -> bool:
    """True of a reading without a source whose cue stands in "This article was amended to make clear"."""
    if attribution.source or not attribution.cue:
        return False
    start, end = attribution.cue[0][0], attribution.cue[-1][1]
    return any(p.who is not None and p.response is Response.CORRECT and _holds(p.span, (start, end)) for p in found)


def _asks(attribution: Attribution, found: Sequence[Phrase]) -> bool:
    """True of whoever "has asked the firm for comment": it is the firm that is silent."""
    return any(
        p.who is not None
        and p.response is Response.NO_ANSWER
        and any(_meet(p.span, cue) for cue in attribution.cue)
        and not any(_meet(p.who, source) for source in attribution.source)
        for p in found
    )


def _joined(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, "updated | its report to reflect that P" and "to reflect | that P" of one source made one.

    The cue is then "updated its report to reflect": what is said is P alone.
    """
    result = list(attributions)
    for inner in attributions:
        if not inner.cue or not _TO.match(text, inner.cue[0][0]):
            continue
        outer = next((a for a in result if a is not inner and _sets_right_to_say(text, a, inner)), None)
        if outer is not None:
            joined = replace(inner, cue=((outer.cue[0][0], inner.cue[-1][1]),), parent=outer.parent)
            rest = [joined if a is inner else a for a in result if a is not outer]
            result = [replace(a, parent=inner.id) if a.parent and a.parent == outer.id else a for a in rest]
    return tuple(result)


def _sets_right_to_say(text: str, outer: Attribution, inner: Attribution) -> bool:
    """Whether the outer cue alters a text of which the inner one, of the same source, tells what it says."""
    if not (outer.cue and inner.content and len(outer.content) == 1 and outer.source == inner.source):
        return False
    start, end = outer.content[0]
    at = inner.cue[0][0]
    if not _holds((start, end), (at, inner.content[-1][1])):
        return False
    verb = outer.cue[0][0]
    return end - inner.content[-1][1] <= _TAIL and bool(altering().match(text[verb:at].translate(STRAIGHT)))


def _divided(text: str, attributions: Sequence[Attribution], found: Sequence[Phrase]) -> list[Attribution]:
    """The attributions, each whose unquoted content runs on into its speaker's next answer cut there and made two."""
    starts = [p.span[0] for p in found]
    result: list[Attribution] = []
    gone: set[str] = set()
    for a in attributions:
        cut = (
            None
            if a.form is not Form.INDIRECT or not a.source or not a.content
            else _next_answer(text, a, found, starts)
        )
        if cut is None:
            result.append(a)
            continue
        at, phrase = cut
        gone |= {b.id for b in attributions if b.parent == a.id and any(_meet(s, phrase.span) for s in b.cue)}
        start = a.content[-1][0]
        rest = ((start, at),) if at > start else ()
        result.append(replace(a, content=(*a.content[:-1], *rest)))
        content = about(text, phrase)
        result.append(
            Attribution(
                "",
                a.source,
                (phrase.span,),
                content,
                parent=a.parent,
                response=phrase.response,
                confidence=a.confidence,
            )
        )
    return [replace(a, parent=None) if a.parent in gone else a for a in result if not a.id or a.id not in gone]


def _next_answer(
    text: str, a: Attribution, found: Sequence[Phrase], starts: Sequence[int]
) -> tuple[int, Phrase] | None:
    """Where in the content its speaker's next answer is joined on, and that answer's phrase."""
    start, end = a.content[-1]
    if a.cue and a.cue[-1][0] > start:  # "P but could not confirm Q, he said": all of it was said
        return None
    for phrase in found[bisect_left(starts, start) : bisect_left(starts, end)]:
        if phrase.who is not None:
            continue
        if (
            phrase.span[0] - start <= _PARTICIPLE_WITHIN
            and len(a.content) > 1
            and _PARTICIPLE.match(text, phrase.span[0])
        ):
            return start, phrase  # "P, she said, revising an earlier toll": the last part is another answer
        joint = _JOINT.search(text, max(start, phrase.span[0] - 24), phrase.span[0])
        if phrase.response in meaning.OF_ONESELF and joint and joint.start("joint") - start >= _LEAST:
            return joint.start("joint"), phrase
    return None


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
