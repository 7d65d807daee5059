"""A relative clause that is somebody else's word: "The bridge, which according to the builder had been sound, was
closed, engineer Varga said".

Only the clause is the builder's, and what stands around it is Varga's. The reader tells the two apart badly: it takes
the whole sentence for both, or what the clause hangs on for the speaker. The construction is certain, so it decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whosays.likeness import verbs
from whosays.model import Attribution, Span, Spans, updated
from whosays.text.spans import length, overlaps

_RELATIVE = re.compile(r",\s+(?P<relative>which|who|whom|where|whose(?:\s\w+)?)\b(?P<comma>,)?\s+", re.IGNORECASE)
_ACCORDING = re.compile(
    r"(?P<cue>according\s+to|(?:in|by)\s+the\s+(?:words|account|view|telling)\s+of|as\s+told\s+by)\s+(?=\w)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(?P<source>(?:(?:the|an?|his|her|its|their|some|several|many|most|two|three|one)\s+)?"
    r"(?:[\w'’.&-]+\s+){0,4}?[\w'’.&-]+)\s+(?P<cue>(?:(?:has|have|had|also|later|now|still|long|once|\w+ly)\s+){0,2}"
    r"(?:said|says|say|claim(?:s|ed)?|insist(?:s|ed)?|maintain(?:s|ed)?|alleg(?:es?|ed)|argu(?:es?|ed)|believ(?:es?|ed)|"
    r"report(?:s|ed)|state[sd]|estimate[sd]?|admit(?:s|ted)|conced(?:es?|ed)|acknowledge[sd]?|warn(?:s|ed)))\b"
    r"(?P<closed>,)?\s+(?:that\s+)?",
    re.IGNORECASE,
)
_CLOSED = re.compile(r",\s+")
_JOINT = re.compile(r",\s+(?:and|but|or|so|yet|while|who|which|where|whose|although|though|because)\b", re.IGNORECASE)
_SENTENCE_MARK = re.compile(r"[\s.!?…\"”’'»)\]]*$")
_LONGEST_SOURCE = 90  # characters
CONFIDENCE = 0.85


@dataclass(frozen=True, slots=True)
class RelativeClause:
    """A relative clause with whoever's word it is.

    ``end`` is where it ends, ``closed`` whether what it hangs on has its verb behind it,
    ``of_a_noun`` whether the pronoun stands for that, as "which" does and "where" does not.
    """

    relative: Span
    source: Span
    cue: Span
    rest: Span
    closed: bool
    of_a_noun: bool

    @property
    def end(self) -> int:
        return self.rest[1]


def relative_clauses(text: str, sentences: Sequence[Span]) -> Iterator[RelativeClause]:
    """The relative clauses of the sentences that say whose word they are, by position."""
    for start, stop in sentences:
        if ", wh" not in text[start:stop].replace("\n", " "):
            continue
        at = start
        while (opened := _RELATIVE.search(text, at, stop)) is not None:
            found = _clause(text, opened, stop)
            at = found.end if found else opened.end()
            if found:
                yield found


def _clause(text: str, opened: re.Match[str], stop: int) -> RelativeClause | None:
    """The clause that a relative pronoun opens; none where it is nobody's word."""
    stop -= len(_SENTENCE_MARK.search(text[opened.start() : stop]).group())  # type: ignore[union-attr]
    according = _ACCORDING.match(text, opened.end(), stop)
    says = None if according else _SAYS.match(text, opened.end(), stop)
    if according:
        limit = min(stop, according.end() + _LONGEST_SOURCE)
        comma = text.find(",", according.end(), limit)
        ends = comma if comma >= 0 and opened["comma"] else None
        first = comma + 1 if ends is not None else verbs.first(text, according.end(), comma if comma >= 0 else limit)
        if first is None or (ends is None and opened["relative"].lower() in ("where", "whom")):
            return None  # "where according to a nun children were beaten": where the nun ends is not to be seen
        source, cue = (according.end(), ends if ends is not None else first), according.span("cue")
    elif says and bool(opened["comma"]) == bool(says["closed"]):
        first, source, cue = says.end(), says.span("source"), says.span("cue")
    else:
        return None
    while first < stop and text[first].isspace():
        first += 1
    end, closed = _end(text, first, stop)
    own = opened["relative"].lower() in ("which", "who", "whom")
    if own and not verbs.opens(text, first, end):
        return None
    source = (source[0], source[0] + len(text[slice(*source)].rstrip()))
    return RelativeClause(opened.span("relative"), source, cue, (first, end), closed, own) if end > first else None


def _end(text: str, first: int, stop: int) -> tuple[int, bool]:
    """Where the clause ends: at the comma behind which what it hangs on has its verb, else at the first comma."""
    joint = _JOINT.search(text, first, stop)
    limit = joint.start() if joint else stop
    commas = list(_CLOSED.finditer(text, first, limit))
    for match in commas:
        if verbs.opens(text, match.end(), stop):
            return match.start(), True
    return (commas[0].start() if commas else limit), False


def in_relative_clauses(text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions, each relative clause with whoever's word it is, and what stands around it with its speaker."""
    found = list(attributions)
    for number, clause in enumerate(relative_clauses(text, sentences)):
        own = next((a for a in found if not a.agentless and overlaps(a.cue, (clause.cue,))), None)
        reach = max((e for s, e in own.content if s <= clause.end < e), default=clause.end) if own else clause.end
        rest = clause.rest if clause.closed else (clause.rest[0], reach)  # the first comma may not end an open one
        whole = (clause.relative[0], rest[1])
        content = (clause.relative, rest) if clause.of_a_noun else (rest,)
        found = [_around(text, a, clause, reach) if a is not own else a for a in found]
        parent = _holder(found, own, whole, quoted=_is_quoted(text, whole[0]))
        if own is not None:
            said = updated(
                own,
                source=(clause.source,),
                cue=(clause.cue,),
                content=content,
                parent=parent,
                confidence=max(own.confidence, CONFIDENCE),
            )
            found = [said if a is own else a for a in found]
        else:
            made = Attribution(f"rc{number}", (clause.source,), (clause.cue,), content, parent=parent)
            found.append(updated(made, confidence=CONFIDENCE))
    return found


def _is_quoted(text: str, at: int) -> bool:
    """True inside quotation marks of the paragraph that a place stands in."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _around(text: str, a: Attribution, clause: RelativeClause, reach: int) -> Attribution:
    """An attribution that had been taken to end at the clause: its content goes on behind it."""
    if not (clause.closed and a.content and reach > clause.end):
        return a
    start, end = a.content[-1]
    if end > clause.relative[0] or text[end : clause.relative[0]].strip(" ,\n"):
        return a
    return updated(a, content=(*a.content[:-1], (start, reach)))


def _holder(found: Sequence[Attribution], own: Attribution | None, whole: Span, *, quoted: bool) -> str | None:
    """The attribution in whose content a clause stands.

    Who is named only behind what is told in the article's words does not pass on what it puts in between.
    """

    def holds(content: Spans) -> bool:
        return any(s <= whole[0] and whole[1] <= e for s, e in content)

    holders = [a for a in found if a is not own and holds(a.content) and not (own and a.parent == own.id)]
    if not holders:
        return None
    nearest = min(holders, key=lambda a: length(a.content))
    aside = not quoted and nearest.cue and nearest.cue[0][0] >= whole[1]  # "…, says a dossier": the article's own aside
    return nearest.parent if aside else nearest.id
