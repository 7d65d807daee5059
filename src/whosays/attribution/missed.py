"""Frames of reported speech that are plain from their form, in sentences where nothing was read: "P, notes Tidemark.",
"P, the auditors reckoned, Q.", "By the mayor's own admission, P.", "The rebels put the dead at 64."

And a cue without a speaker behind one who has said something in the same sentence is theirs: "Vel brushed the report
aside, asserting, “P”".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.attribution.deeds import is_saying
from whosays.likeness import verbs
from whosays.likeness.stemming import words
from whosays.model import Attribution, Span
from whosays.text.headlines import speaks
from whosays.text.spans import overlaps

_NAME = r"[A-Z][\w.'’&-]*(?:\s(?:[A-Z][\w.'’&-]*|of|the|and|de|van|von|al)){0,6}"
_ROLE = (
    r"(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]ome|[Ss]everal)\s"
    r"[a-z][\w'’-]*(?:\s[\w'’-]+){0,3}?"
)
_BEHIND = re.compile(rf",\s(?P<verb>[a-z]+)\s(?P<who>{_NAME})(?P<end>[.\"”’]*)\Z")
_BETWEEN = re.compile(rf",\s(?P<who>{_NAME}|{_ROLE})\s(?P<verb>[a-z]+),\s(?=\S)")
_OWN = re.compile(
    rf"(?:By|On|In)\s(?P<who>(?:{_NAME}|{_ROLE})['’]s?)\s(?P<cue>own\s(?:admission|account|count|estimate|reckoning|telling|"
    r"figures|words|description|calculation|version))\s?(?:of events)?,\s(?=\S)"
)
_PUT = re.compile(
    rf"(?P<who>(?:{_NAME}|{_ROLE})(?:\swho\s[^,.;]{{3,40}}?)?)\s(?P<cue>puts?|has put|have put)\s"
    r"(?P<what>(?:the|its|their|his|her)\s(?:[a-z-]+\s){1,4}(?:of\s(?:[\w'’-]+\s){1,5})?at\s(?:[a-z]+\s){0,3}[£$€]?\d[^.;]*)"
)
_COUNTED = frozenset(("tallied", "computed", "counted", "worked"))
_PARTICIPLE = re.compile(r"(?:later\s|then\s|also\s)?[a-z]{3,}ing\b")
_CONFIDENCE = 0.8
_SHORTEST = 4  # words of a clause


def missed(text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """What is attributed in a plain frame, in the sentences that no attribution touches."""
    taken = tuple(span for a in attributions for span in (*a.source, *a.cue, *a.content))
    found: list[Attribution] = []
    for sentence in sentences:
        if overlaps((sentence,), taken) or text[sentence[0]] in "\"“‘'":
            continue
        made = _of_sentence(text, sentence)
        if made is not None:
            found.append(replace(made, id=f"m{len(found)}"))
    return found


def _of_sentence(text: str, sentence: Span) -> Attribution | None:
    start, end = sentence
    own = _OWN.match(text, start, end)
    if own:
        who = own.span("who")
        return _made(
            text, (who[0], who[0] + len(own["who"].removesuffix("s").rstrip("'’"))), own.span("cue"), (own.end(), end)
        )
    put = _PUT.match(text, start, end)
    if put:
        return _made(text, put.span("who"), put.span("cue"), put.span("what"), clause=False)
    behind = _BEHIND.search(text, max(start, end - 120), end)
    if behind and behind["verb"] != "told" and _says(behind["verb"]):
        who = (behind.start("who"), behind.start("who") + len(behind["who"].rstrip(".")))
        return _made(text, who, behind.span("verb"), (start, behind.start()))
    between = _BETWEEN.search(text, start, end)
    if between and _says(between["verb"]) and _speaks(between["who"]):
        return _made(text, between.span("who"), between.span("verb"), (start, between.start()), (between.end(), end))
    return None


def _says(verb: str) -> bool:
    """True of a finite form of a word of saying."""
    return verb in _COUNTED or (
        is_saying(verb) and verb.endswith(("ed", "s", "said", "wrote", "told", "found", "thought"))
    )


def _speaks(who: str) -> bool:
    return (
        (who[0].isupper() and who != "I") or speaks(who.split()[-1]) or who.split()[-1].endswith(("ers", "ors", "ists"))
    )


def _made(text: str, who: Span, cue: Span, *content: Span, clause: bool = True) -> Attribution | None:
    """The attribution; none where its content is no clause."""
    parts = tuple(part for part in (_trim(text, *span) for span in content) if part[0] < part[1])
    said = words(" ".join(text[s:e] for s, e in parts))
    if clause and (len(said) < _SHORTEST or not verbs.finite(said)):
        return None
    return Attribution("", (who,), (cue,), parts, confidence=_CONFIDENCE)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " ,":
        start += 1
    while end > start and text[end - 1] in " ,.":
        end -= 1
    return start, end


def with_subjects(text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions, a participle's without a speaker given the one who spoke before it in its sentence."""
    result = []
    for a in attributions:
        if a.source or a.agentless or len(a.cue) != 1 or not _PARTICIPLE.match(text[slice(*a.cue[0])].lower()):
            result.append(a)
            continue
        at = a.cue[0][0]
        start = max((s for s, _ in sentences if s <= at), default=0)
        speaker = next(
            (
                o.source
                for o in attributions
                if len(o.source) == 1 and start <= o.source[0][0] < at and o.parent == a.parent
            ),
            None,
        )
        found = speaker or _behind_opening(text, a, start)
        result.append(replace(a, source=found) if found else a)
    return result


_SUBJECT = re.compile(
    r",\s(?P<who>(?:(?:the|an?|his|her|its|their)\s(?:[a-z][\w'’-]*\s){0,3}?)?"
    r"(?:[A-Z][\w.'’&-]*(?:\s[A-Z][\w.'’&-]*){0,3}|[a-z][\w'’-]+))(?:,\s[^,.;\n]{1,40},)?\s(?=[a-z])"
)


def _behind_opening(text: str, a: Attribution, sentence: int) -> tuple[Span, ...] | None:
    """The subject of a sentence that a participle opens: of "Denying any part in it, Pell left" Pell."""
    if text[sentence : a.cue[0][0]].strip(' "“') or not a.content:
        return None
    comma = a.content[-1][1]
    subject = _SUBJECT.match(text, comma, comma + 120)
    if subject is None:
        return None
    line = text.find("\n", subject.end())
    led = verbs.opens(text, subject.end(), line if line >= 0 else len(text))
    return (subject.span("who"),) if led else None
