"""A relative clause that is somebody else's word: "The bridge, which according to the builder had been sound, was
closed, engineer Varga said".

Only the clause is the builder's, and what stands around it is Varga's. The reader tells the two apart badly: it takes
the whole sentence for both, or what the clause hangs on for the speaker. The construction is certain, so it decides.
So it is where no comma sets the clause off, or no pronoun leads it in: what lacks a subject ("photographs that he says
| were taken in Tarn", "a video it said | showed the raid") says so of the noun before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whosays.likeness import nouns, verbs
from whosays.likeness.stemming import words
from whosays.model import Attribution, Span, Spans, updated
from whosays.text.headlines import speaks
from whosays.text.spans import length, overlaps

_RELATIVE = re.compile(r",\s+(?P<relative>which|who|whom|where|whose(?:\s\w+)?)\b(?P<comma>,)?\s+", re.IGNORECASE)
_ACCORDING = re.compile(
    r"(?P<cue>according\s+to|(?:in|by)\s+the\s+(?:words|account|view|telling)\s+of|as\s+told\s+by)\s+(?=\w)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(?P<source>(?:(?:the|an?|his|her|its|their|some|several|many|most|two|three|one)\s+)?"
    r"(?:[\w'’.&-]+\s+){0,4}?[\w'’.&-]+)\s+(?P<cue>(?:(?:has|have|had|also|later|now|still|long|once|\w+ly)\s+){0,2}"
    r"(?:said|says|say|claim(?:s|ed)?|insist(?:s|ed)?|maintain(?:s|ed)?|alleg(?:es?|ed)|argu(?:es?|ed)|believ(?:es?|"
    r"ed)|"
    r"report(?:s|ed)|state[sd]|estimate[sd]?|admit(?:s|ted)|conced(?:es?|ed)|acknowledge[sd]?|warn(?:s|ed)))\b"
    r"(?P<closed>,)?\s+(?:that\s+)?",
    re.IGNORECASE,
)
_RESTRICTIVE = re.compile(r"(?<=[\w’'”\")])\s+(?P<relative>(?:that|which|who|whom))\s+(?=\w)")
_SAY = (
    r"(?:(?:has|have|had|also|later|now|still|long|once)\s+){0,2}(?:said|says|say|claims?|insist(?:s|ed)?|"
    r"alleg(?:es?|ed)|"
    r"believ(?:es?|ed)|think|thinks|thought|suspect(?:s|ed)?|fear(?:s|ed)?)"
)
_RESTRICTED = re.compile(
    r"(?P<source>(?:(?:the|an?|his|her|its|their|some|several|many|most|two|three|one)\s+)?"
    rf"(?:[\w'’.&-]+\s+){{0,4}}?[\w'’.&-]+(?:,\s[A-Z][\w'’. -]{{2,40}},)?)\s+(?P<cue>{_SAY})\s+(?=[a-z])"
)
_BARE = re.compile(rf"(?<=[a-z])\s+(?P<source>it|he|she|they)\s+(?P<cue>{_SAY})\s+(?=[a-z])")
_TOLD = re.compile(  # what is said itself: "everything that she said was recorded"
    r"(?:\b(?:everything|anything|nothing|something|all|much|little|things?|words?|remarks?|sentences?|phrases?|lines?|"
    r"stor(?:y|ies)|prayers?|lies?|part)|(?:what|one|first|last|only|best|worst))\Z",
    re.IGNORECASE,
)
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i"))
_OF_A_NOUN = frozenset(("the", "a", "an", "his", "her", "its", "their", "some", "several", "many", "most"))
_CLOSED = re.compile(r",\s+")
_JOINT = re.compile(r",\s+(?:and|but|or|so|yet|while|who|which|where|whose|although|though|because)\b", re.IGNORECASE)
_SENTENCE_MARK = re.compile(r"[\s.!?…\"”’'»)\]]*$")
_LONGEST_SOURCE = 90  # characters
CONFIDENCE = 0.85


@dataclass(frozen=True, slots=True)
class RelativeClause:
    """A relative clause with whoever's word it is.

    ``end`` is where it ends, ``closed`` whether what it hangs on has its verb behind it,
    ``of_a_noun`` whether the pronoun stands for that, as "which" does and "where" does not. ``noun`` is what a clause
    hangs on that no comma sets off, ``said_by`` the words of ``source`` there, in small letters.
    """

    relative: Span
    source: Span
    cue: Span
    rest: Span
    closed: bool
    of_a_noun: bool
    noun: Span | None = None
    said_by: str = ""

    @property
    def end(self) -> int:
        return self.rest[1]


def relative_clauses(text: str, sentences: Sequence[Span]) -> Iterator[RelativeClause]:
    """The relative clauses of the sentences that say whose word they are, by position."""
    for start, stop in sentences:
        clauses = list(_set_off(text, start, stop))
        for clause in _unmarked(text, start, stop):
            if not any(c.relative[0] < clause.end and clause.relative[0] < c.end for c in clauses):
                clauses.append(clause)
        yield from sorted(clauses, key=lambda c: c.relative)


def _set_off(text: str, start: int, stop: int) -> Iterator[RelativeClause]:
    """Those that a comma sets off."""
    if ", wh" not in text[start:stop].replace("\n", " "):
        return
    at = start
    while (opened := _RELATIVE.search(text, at, stop)) is not None:
        found = _clause(text, opened, stop)
        at = found.end if found else opened.end()
        if found:
            yield found


def _unmarked(text: str, start: int, stop: int) -> Iterator[RelativeClause]:
    """Those that no comma sets off, and what they say of the noun they hang on begins with its verb."""
    at = start
    while (opened := _RESTRICTIVE.search(text, at, stop)) is not None:
        says = _RESTRICTED.match(text, opened.end(), min(stop, opened.end() + _LONGEST_SOURCE))
        found = _restricted(text, opened.span("relative"), says, (start, stop)) if says else None
        found = found or _restricted_according(text, opened, (start, stop))
        at = found.end if found else opened.end()
        if found:
            yield found
    at = start
    while (bare := _BARE.search(text, at, stop)) is not None:
        found = _restricted(text, (bare.start("source"), bare.start("source")), bare, (start, stop))
        at = found.end if found else bare.end()
        if found:
            yield found


def _restricted(text: str, relative: Span, says: re.Match[str], sentence: Span) -> RelativeClause | None:
    """The clause that ``says`` says whose word it is; none where its noun or its verb is missing."""
    start, stop = sentence
    stop -= len(_SENTENCE_MARK.search(text[says.end() : stop]).group())  # type: ignore[union-attr]
    first = says.end()
    if says["source"].lower() in _OF_A_NOUN:
        return None  # "that the suspect was released", "that his claim was false"
    noun = nouns.before(text, start, relative[0])
    if noun is None or not verbs.opens(text, first, stop) or _TOLD.search(text, *noun):
        return None
    if not _may_speak(says["source"], says["cue"]):
        return None
    named = words(text[start : says.start("cue")])
    if named[-1].low not in _PRONOUNS and verbs.likely(named, len(named) - 1):
        return None  # "the man that left says"
    end, closed = _end(text, first, stop)
    if not closed and not verbs.finite(words(text[start : noun[0]])):  # "The man who police say fled | was caught"
        behind = _next_verb(text, first, end)
        if behind is None:
            return None
        end, closed = behind, True
    end = first + len(text[first:end].rstrip())
    said_by, source = says["source"].lower(), says.span("source")
    if said_by == "it":
        source = _subject(text, start, noun[0]) or source
    return RelativeClause(relative, source, says.span("cue"), (first, end), closed, True, noun, said_by)


_ALSO_NOUNS = re.compile(r"(?:claims?|fears?|suspects?|thought)\Z")
_NO_SPEAKER = frozenset(
    ("the", "a", "an", "his", "her", "its", "their", "some", "several", "many", "most", "this", "that")
)


def _may_speak(source: str, cue: str) -> bool:
    """Whether words before a verb are a speaker: not so of "that the | suspect was", "the recent | claims were"."""
    last = source.split()[-1]
    if last.lower() in _NO_SPEAKER or last.endswith(("'s", "’s")):
        return False
    return not _ALSO_NOUNS.search(cue) or last.lower() in _PRONOUNS or last[0].isupper() or speaks(last)


_PLAIN = re.compile(r"(?:(?:The|An?)\s[a-z][\w'’-]*(?:\s[a-z][\w'’-]*)?|[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,3})\s*")


def _subject(text: str, start: int, stop: int) -> Span | None:
    """The plain subject of a sentence that "it" stands for later in it: "The army bombed a depot that | it said"."""
    verb = verbs.first(text, start, stop)
    if verb is None or not _PLAIN.fullmatch(text, start, verb):
        return None
    return start, start + len(text[start:verb].rstrip())


def _restricted_according(text: str, opened: re.Match[str], sentence: Span) -> RelativeClause | None:
    """ "a house that according to the tax office belonged to his sister"."""
    start, stop = sentence
    according = _ACCORDING.match(text, opened.end(), stop)
    if according is None or opened["relative"] == "whom":
        return None
    stop -= len(_SENTENCE_MARK.search(text[according.end() : stop]).group())  # type: ignore[union-attr]
    first = verbs.first(text, according.end(), min(stop, according.end() + _LONGEST_SOURCE))
    if first is None or "," in text[according.end() : first] or nouns.before(text, start, opened.start()) is None:
        return None
    source = (according.end(), according.end() + len(text[according.end() : first].rstrip()))
    end, closed = _end(text, first, stop)
    return RelativeClause(opened.span("relative"), source, according.span("cue"), (first, end), closed, True)


def _next_verb(text: str, first: int, end: int) -> int | None:
    """Where the second finite verb of a stretch begins that itself begins with one; none where there is no other."""
    found = words(text[first:end])
    at = 0
    while at < len(found) and (verbs.auxiliary(found[at].low) or found[at].low.endswith("ly")):
        at += 1
    small = (i for i in range(at + 1, len(found)) if found[i].text[0].islower())  # "May" is a month
    behind = (i for i in small if verbs.auxiliary(found[i].low) or verbs.past(found[i].low))
    return next((first + found[i].start for i in behind), None)


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
        pronoun = clause.of_a_noun and clause.relative[0] < clause.relative[1]
        content = (clause.relative, rest) if pronoun else (rest,)
        held = _only_shown(found, own, clause)
        if held is not None:  # "He showed | photographs that he says …": he says no more than the clause
            own = updated(own or held, source=held.source, parent=held.parent)
            found = [own if a is held else a for a in found if a.id != own.id or a is held]
        if clause.noun is not None:  # "cited a study that he said proved P": he says so of the study
            found = [a for a in found if a is own or not _of_the_noun(a, clause.noun, rest)]
        found = [_around(text, a, clause, reach) if a is not own else a for a in found]
        parent = _holder(found, own, whole, quoted=_is_quoted(text, whole[0]))
        if own is not None:
            he = text[slice(*clause.source)].lower() in _PRONOUNS  # whom the reader may know better
            said = updated(
                own,
                source=own.source if he and own.source else (clause.source,),
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


def _of_the_noun(a: Attribution, noun: Span, rest: Span) -> bool:
    """Whether an attribution gives a clause to the very noun that it says something of."""
    if len(a.source) != 1 or not a.content:
        return False
    return (
        noun[0] <= a.source[0][0]
        and a.source[0][1] <= noun[1]
        and all(rest[0] <= s and e <= rest[1] for s, e in a.content)
    )


def _only_shown(found: Sequence[Attribution], own: Attribution | None, clause: RelativeClause) -> Attribution | None:
    """The attribution that only shows, prints or describes what a clause of its speaker's own says something of."""
    if clause.noun is None or clause.said_by not in _PRONOUNS:
        return None
    first, last = clause.noun[0], clause.rest[0]
    return next(
        (
            a
            for a in found
            if a is not own
            and len(a.source) == 1
            and len(a.content) == 1
            and a.cue
            and a.source[0][1] <= a.cue[0][0] < first
            and first <= a.content[0][0] < last
            and a.content[0][1] >= clause.rest[0]
            and not any(b.parent == a.id and b is not own for b in found)
        ),
        None,
    )


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
