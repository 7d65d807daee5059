"""Claims that are told in the words that deny them: "It is not true that P", "There is no truth in reports that P".

P is nobody's that the text names, and whoever says so denies it: the document in its own voice, else the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from whosays.model import Attribution, Document, Factuality, Response, Span, Spans, updated
from whosays.responses.verdicts import wordings
from whosays.text import cut, sentences
from whosays.text.spans import overlaps

_CONFIDENCE = 0.7
_CLAUSE_ENDS = re.compile(
    r"[;\n]|\s[–—]\s|, (?:and|but|as|because|since|so)\s|,[\"”’]?\s(?:[\w.'’-]+ ){0,6}?(?:said|says|told|added|wrote)\b"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s")
_OPENS = " \t\"“'‘("
_ENDS = " \t\r\n.!?,…\"”’'"
_BEFORE = 200  # characters in which the denial stands
_LEAST = 2  # words


def with_denied_clauses(document: Document, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with a denial for each "It is not true that P" and "P. This is false.", in place of readings
    without a speaker there.

    Its cue is what denies, its content P; it stands inside the words of whoever says so. What nobody is said to say has
    a second one, without a cue: the document's own answer. Ids are empty.
    """
    text = document.text
    whole = cut(text, document.furniture).sentences
    found = dict(_before_a_clause(text, whole, attributions))
    borne = [s for a in attributions for s in (*a.source, *a.cue, *a.content)]
    for told, judged in pairwise(whole):
        between = text[told[1] : judged[0]]
        if between.count("\n") > 1 or overlaps((told, judged), borne) or text[told[1] - 1] in "?:":
            continue
        clause = (told[0], _trimmed(text, *told))
        if _this_is_not_so().fullmatch(text, *judged) and len(text[slice(*clause)].split()) > _LEAST:
            found[judged[0], _trimmed(text, *judged)] = (clause, None)
    reported = {}
    for span in _heads(whole, attributions).items():
        if (match := _reports_false().fullmatch(text, *span)) is not None:
            reported[match.span("cue")] = match.end("false")
            found[match.span("cue")] = (match.span("clause"), _holder(attributions, match.span("cue")))
    if not found:
        return tuple(attributions)
    gone = {a.id for a in attributions if overlaps(a.cue, found) and not _speaks_near(text, a)}
    kept = [updated(a, parent=None) if a.parent in gone else a for a in attributions if a.id not in gone]
    made = []
    for cue, (clause, holder) in found.items():
        first = _denial((cue,), clause, None if holder in gone else holder)
        made.append(updated(first, response=None) if cue in reported else first)
        if holder is None:
            made.append(_denial((), (min(cue[0], clause[0]), max(cue[1], reported.get(cue, clause[1]))), None))
    return (*kept, *made)


def _before_a_clause(
    text: str, whole: Sequence[Span], attributions: Sequence[Attribution]
) -> Iterator[tuple[Span, tuple[Span, str | None]]]:
    """The cue, the clause, and who says so of each "It is not true that P"."""
    for start, end in sorted(_heads(whole, attributions).items()):
        while start < end and text[start] in _OPENS:
            start += 1
        match = _not_so().match(text, start, min(end, start + _BEFORE))
        if match is None:
            continue
        cue = match.span("not")
        stop = _CLAUSE_ENDS.search(text, match.end(), end)
        clause = (match.end(), _trimmed(text, match.end(), stop.start() if stop else end))
        if len(text[slice(*clause)].split()) >= _LEAST:
            yield cue, (clause, _holder(attributions, cue))


def _heads(whole: Sequence[Span], attributions: Sequence[Attribution]) -> dict[int, int]:
    """Where sentences, and what somebody says, begin, and where each ends."""
    heads = dict(whole)
    for a in attributions:
        for start, end in a.content:
            heads[start] = min(end, heads.get(start, end))
    return heads


def _denial(cue: Spans, content: Span, parent: str | None) -> Attribution:
    return Attribution(
        "",
        (),
        cue,
        (content,),
        parent=parent,
        agentless=True,
        factuality=Factuality.NOT_CERTAIN,
        response=Response.DENY,
        confidence=_CONFIDENCE,
    )


def denies_by_cue(text: str, a: Attribution) -> bool:
    """Whether the cue of a report that names nobody is "It is not true" or its like."""
    if not a.agentless or a.source or len(a.cue) != 1:
        return False
    return any(pattern.fullmatch(text, *a.cue[0]) for pattern in (_not_so(False), _this_is_not_so()))


def denies_in_own_voice(text: str, a: Attribution) -> bool:
    """Whether what a document says of itself is "It is not true that P" or "P. This is false."."""
    if a.source or a.cue or len(a.content) != 1:
        return False
    start, end = a.content[0]
    *_, last = sentences(text, [(start, end)])
    return _not_so().match(text, start, end) is not None or (
        last[0] > start and _this_is_not_so().fullmatch(text, *last) is not None
    )


def denies_a_clause(text: str, a: Attribution) -> bool:
    """Whether what somebody says begins with "it is not true that"."""
    return bool(a.source and a.content) and _not_so().match(text, *a.content[0]) is not None


def _holder(attributions: Sequence[Attribution], cue: Span) -> str | None:
    """Who says the words of a cue, the innermost of several."""
    around = [
        (end - start, a.id)
        for a in attributions
        if a.id and a.source
        for start, end in a.content
        if start <= cue[0] < end
    ]
    return min(around)[1] if around else None


def _speaks_near(text: str, a: Attribution) -> bool:
    """Whether somebody speaks in the very sentence of a cue."""
    return any(not _SENTENCE_END.search(text, end, a.cue[0][0]) for _, end in a.source if end <= a.cue[0][0])


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(_ENDS))


@cache
def _this_is_not_so() -> re.Pattern[str]:
    return re.compile(
        r"\W{0,3}(?:no,? )?(?:(?:this|that|it|all of (?:this|that|it))(?: is|['’]s)(?: [a-z]+ly){0,2} )?"
        r"(?:(?:completely|totally|utterly|entirely|simply|absolutely|all|just) )?"
        r"(?:not true|untrue|false|fake(?: news)?|a lie|a hoax|made up|not the case)\W{0,4}",
        re.IGNORECASE,
    )


@cache
def _reports_false() -> re.Pattern[str]:
    """ "Claims on social media that P are false.": whose claims they are stands between."""
    words = wordings()
    return re.compile(
        r"\W{0,3}(?P<cue>(?:(?:the|any|all|these|those|some|recent|online|media|social|viral|false|new) ){0,3}"
        r"(?:claims?|reports?|rumou?rs?|allegations?|posts?|messages?|suggestions?|stories|videos?|speculation)"
        r" [^.;:,!?\n]{1,80}?) that (?P<clause>[^.;!?\n]{5,300}?) (?P<false>(?:is|are|was|were) (?:[a-z]+ly )*"
        rf"{words['very']}{words['lie']})\W{{0,4}}",
        re.IGNORECASE,
    )


@cache
def _not_so(clause: bool = True) -> re.Pattern[str]:
    """ "It is not true that", "There is no truth in reports that", up to what is not so; "that" is left out where no
    ``clause`` is looked for."""
    words = wordings()  # "It is ridiculous that P" takes P for so
    be = r"(?:['’]s| is| was)"
    so = r"(?:true|correct|accurate|the case|so)"
    not_true = rf"it(?:{be}(?: [a-z]+ly){{0,2}} not| (?:is|was)n['’]t)(?: (?!only\b)[a-z]+ly)? {so}"
    false = (
        rf"it{be} (?:[a-z]+ly ){{0,2}}(?:false|untrue|incorrect|inaccurate|fake news|(?:pure )?fiction|"
        r"an? (?:[a-z]+ )?(?:lie|hoax|myth|fabrication|falsehood))"
    )
    told = (
        r"(?: (?:in|to|behind|for) (?:(?:the|any|these|those|such|all|some|recent|online|media|social|viral|false|"
        rf"widespread) ){{0,3}}{words['claim']}"
        r"(?: (?:circulating|spreading|made|shared|doing the rounds)(?: [\w-]+){0,4}?)?)?"
    )
    no_truth = (
        rf"there{be}(?: [a-z]+ly){{0,2}} no (?:truth|substance|basis|foundation)(?: (?:whatsoever|at all))?{told}"
    )
    behind = r"(?: to (?:say|claim|suggest|report))? that (?=\w)" if clause else ""
    filler = rf"(?:{words['filler']})?(?:that )?" if clause else ""
    return re.compile(rf"\W{{0,3}}{filler}(?P<not>{not_true}|{false}|{no_truth}){behind}", re.IGNORECASE)
