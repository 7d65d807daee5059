"""Those whom a speaker names as the origin of what they say: "according to X, citing Y"; "X quoted Y as saying"; "X
said he had been told by Y that".

The corpus takes "citing" for a cue of its own whose content is the one cited. For a chain it is the other way round:
Y is the source of what X says. So Y becomes an attribution inside X's, with the same content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from whosays.attribution.context import frame
from whosays.attribution.selection import rehung
from whosays.model import Attribution, Span, Spans, updated
from whosays.text.caseless import Caseless
from whosays.text.spans import overlaps

_CITING = Caseless(
    r"\b(?P<cue>(?:who\s+|which\s+)?(?:also\s+)?(?:citing|quoting|cites|quotes|cited|quoted|attributing\s+(?:it|this|"
    r"that|the\s+\w+)\s+to|with\s+reference\s+to|on\s+the\s+authority\s+of|based\s+on|relying\s+on))\s+(?=[\w\"“‘'])",
)
_END = re.compile(
    r"\s+(?:as\s+(?:saying|the\s+source)|that|who|which|when|while|but|and\s+(?:said|says|added|reported)|said|says|"
    r"reported|wrote|writes|adding|saying)\b|\s*[,.;:!?()–—\"”]|\s+-\s+",
)
_TAIL = re.compile(r"(?:,\s*|^|(?<=\s))(?:citing|quoting)\s+(?=[^.!?]*$)", re.IGNORECASE)
_QUOTED = re.compile(r"\b(?:quot(?:ed|es|ing|e)|cit(?:ed|es|ing|e))\s*$", re.IGNORECASE)
_AS_SAYING = re.compile(
    r"(?P<source>[^,.;:\"“”]{2,120}?),?\s+(?P<cue>as\s+(?:saying|telling|stating|claiming))\s*:?\s*"
)
_TOLD_BY = re.compile(
    r"(?:that\s+)?(?:he|she|they|it|i|we)(?:['’]d)?\s+(?P<cue>(?:(?:had|have|has|was|were)\s+)?(?:\w+ly\s+|also\s+)?(?:been\s+)?"
    r"(?:(?:told|informed|warned|assured|advised)\s+by|(?:heard|learned|learnt|understood)\s+from))\s+"
    r"(?P<source>(?!\s)[^,.;:\"“”]{2,80}?)\s+(?=(?:that|how)\b)",
    re.IGNORECASE,
)
_PER = re.compile(
    r"(?P<content>\S[^\n]{9,}?),\s+(?P<cue>per)\s+(?P<source>(?:the\s+)?(?:[A-Z@]|(?:\w+\s+){0,3}?(?:sources?|reports?|officials?|insiders?)\b)"
    r"[^,;:\n]{0,60}?)[.]?$"
)
_PER_CONFIDENCE = 0.8
_AS_REPORTED = (
    r"as\s+(?:(?:was|had\s+been)\s+)?(?:(?:first|originally|previously|earlier)\s+)?"
    r"(?P<cue>(?:reported|revealed|disclosed)\s+by)"
)
_REPORTER = r"(?P<source>(?:the\s+|a\s+|an\s+)?[^\s,;:()\"“”][^,;:()\"“”\n]{1,80}?)"
_REPORTED = (
    re.compile(rf"{_AS_REPORTED}\s+{_REPORTER},\s+(?P<content>\S[^\n]{{9,}}?)[.]?$", re.IGNORECASE),
    re.compile(rf"(?P<content>\S[^\n]{{9,}}?),\s+{_AS_REPORTED}\s+{_REPORTER}[.]?$", re.IGNORECASE),
)
_CITES = re.compile(r",\s+(?P<cue>citing|quoting)\s*$")
_THEN_THAT = re.compile(r"(?P<who>[^,;:.\n\"“”]{2,100}),\s+(?=that\b)")
_CITES_THEN_THAT = re.compile(r"(?P<cue>citing|quoting)\s+(?P<who>[^,;:.\n\"“”]{2,100}),\s+(?=that\b)")
_LONGEST = 120
_RELATIVE_BETWEEN = re.compile(r",\s+(?:which|who|whom|where|whose)\b")
_ASIDE = re.compile(
    r"\b(?:after|when|because|since|as|while|before|once|although|though|but|and|that|if)\s+"
    r"(?P<citer>(?:the\s+|an?\s+)?[A-Z0-9][^,;:.()\"“”]{1,60}?),\s+(?:citing|quoting)\s+[^,;:()\"“”]{2,100},\s+$"
)
_NOT_A_SPEAKER = re.compile(
    r"^(?:an?\s+|the\s+|his\s+|her\s+|its\s+|their\s+)?(?:\w+\s+)?(?:concerns?|fears?|reasons?|need|needs|lack|costs?|risks?|"
    r"health|safety|security\s+concerns|privacy|pressure|difficult\w*|differences|problems?|delays?|weather|examples?|"
    r"precedents?|evidence|what|how|why)\b",
    re.IGNORECASE,
)


def cited(text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions with those whom their speakers cite: the same content once more, inside the citer's."""
    result = [_of_citer(text, updated(a, content=_without_tail(text, a))) for a in attributions]
    result = [one for a in result for one in _put_between(text, a)]
    used: set[Span] = set()  # the outermost comes first: it is the citer, no attitude inside its words
    for a in sorted(result, key=lambda a: a.parent is not None):
        if not a.cue or not a.source or not a.content or a.agentless or _CITING.match(text, a.cue[0][0]):
            continue
        found = _origin(text, frame(text, a, sentences), a)
        if found is None:
            continue
        cue, source = found
        if cue in used or _has_its_own(text, cue, source, result):
            continue
        used.add(cue)
        result = [b for b in result if b.id == a.id or not overlaps(b.cue, (cue,))]
        if any(b.parent == a.id and overlaps(b.source, (source,)) for b in result):
            continue
        result.append(
            Attribution(
                f"{a.id}c",
                (source,),
                (cue,),
                a.content,
                form=a.form,
                parent=a.id,
                confidence=a.confidence,
            )
        )
    result.extend(_quoted_as_saying(text, result))
    result.extend(_told_by(text, result))
    result.extend(_per(text, result, sentences))
    result = _as_reported(text, result, sentences)
    return rehung(result, attributions)


def _put_between(text: str, a: Attribution) -> list[Attribution]:
    """ "X reported, citing Y, that P", where the reader took "citing" for the verb or Y for a part of what X says: X's,
    and inside it Y's."""
    if len(a.cue) != 1 or len(a.source) != 1 or not a.content or a.source[0][1] > a.cue[0][0]:
        return [a]
    if any(text[e:s].strip(" ,") for (_, e), (s, _) in pairwise(a.content)):
        return [a]
    start, end, between = a.content[0][0], a.content[-1][1], text[a.source[0][1] : a.content[0][0]]
    lead = _CITES.search(between)
    match = _THEN_THAT.match(text, start, end) if lead else _CITES_THEN_THAT.match(text, start, end)
    if match is None or _NOT_A_SPEAKER.match(match["who"]):
        return [a]
    at = a.source[0][1]
    citing = (at + lead.start("cue"), at + lead.end("cue")) if lead else match.span("cue")
    verb = text[at : citing[0]].strip(" ,")
    if not verb:
        return [a]
    first = text.index(verb, at)
    outer = updated(a, cue=((first, first + len(verb)),), content=((match.end(), end),))
    inner = Attribution(
        f"{a.id}b", (match.span("who"),), (citing,), outer.content, form=a.form, parent=a.id, confidence=a.confidence
    )
    return [outer, inner]


def _has_its_own(text: str, cue: Span, source: Span, attributions: Sequence[Attribution]) -> bool:
    """True where "quoted" in "X quoted Y as saying P" is read as X's already: Y then comes inside that."""
    if not _AS_SAYING.match(text, source[0]):
        return False
    return any(overlaps(a.cue, (cue,)) and overlaps(a.content, (source,)) for a in attributions)


def _of_citer(text: str, a: Attribution) -> Attribution:
    """The attribution with the citer as its source where "X, citing Y, reported" stands in a clause of its own.

    "Traders sold after the Times, citing a banker, reported": the one before the comma reports, not who began.
    """
    if not a.cue or not a.source:
        return a
    aside = _ASIDE.search(text, max(0, a.cue[0][0] - 2 * _LONGEST), a.cue[0][0])
    if aside is None or aside.end() != a.cue[0][0] or a.source[-1][1] >= aside.start("citer"):
        return a
    citer = aside.span("citer")
    while text[citer[0]].isspace():
        citer = (citer[0] + 1, citer[1])
    return replace(a, source=(citer,))


def _without_tail(text: str, a: Attribution) -> Spans:
    """The content without a closing "citing Y": that is no part of what was said, but whom it is from."""
    if not a.content or not a.source or not a.cue:
        return a.content
    start, end = a.content[-1]
    tail = _TAIL.search(text, start, end)
    if tail is None or _NOT_A_SPEAKER.match(text[tail.end() : end]):
        return a.content
    rest = () if tail.start() <= start else ((start, tail.start()),)
    return (*a.content[:-1], *rest) or a.content


def _quoted_as_saying(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """ "X quoted Y as saying P": Y's own attribution inside X's."""
    found = []
    for a in attributions:
        start, end = a.content[0] if a.content else (0, 0)
        match = _AS_SAYING.match(text, start, end)
        if not match or not a.cue or not _QUOTED.search(text, *a.cue[-1]):
            continue
        content = ((match.end(), end), *a.content[1:])
        inner = [b for b in attributions if b.parent == a.id and overlaps(b.content, content)]
        if match.end() < end and not inner:
            found.append(
                Attribution(
                    f"{a.id}q",
                    (match.span("source"),),
                    (match.span("cue"),),
                    content,
                    parent=a.id,
                    confidence=a.confidence,
                )
            )
    return found


def _told_by(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """ "X said he had been told by Y that P": Y's own attribution inside X's."""
    found = []
    for a in attributions:
        start, end = a.content[0] if a.content else (0, 0)
        while start < end and text[start] in "\"“‘'":
            start += 1
        match = _TOLD_BY.match(text, start, end)
        if not match or not a.source or match.end() >= end:
            continue
        if any(b.parent == a.id and overlaps(b.source, (match.span("source"),)) for b in attributions):
            continue
        found.append(
            Attribution(
                f"{a.id}t",
                (match.span("source"),),
                (match.span("cue"),),
                ((match.end(), end), *a.content[1:]),
                parent=a.id,
                confidence=a.confidence,
            )
        )
    return found


def _per(text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """ "Rovers close in on a winger, per sources": what stands before is theirs."""
    found = []
    for number, (start, end) in enumerate(sentences):
        match = _PER.match(text, start, end)
        if match is None:
            continue
        source, cue, content = match.span("source"), match.span("cue"), match.span("content")
        if any(overlaps((*a.cue, *a.source), (source, cue)) or overlaps(a.content, (content,)) for a in attributions):
            continue
        found.append(Attribution(f"per{number}", (source,), (cue,), (content,), confidence=_PER_CONFIDENCE))
    return found


def _as_reported(text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """ "As first reported by the Herald, the port will be sold": the clause is the Herald's, whoever was read there."""
    found = list(attributions)
    for number, (start, end) in enumerate(sentences):
        match = next((m for pattern in _REPORTED if (m := pattern.match(text, start, end))), None)
        if match is None:
            continue
        source, cue, content = match.span("source"), match.span("cue"), match.span("content")
        if any(overlaps(a.source, (content,)) or overlaps(a.cue, (content,)) for a in found if not a.agentless):
            continue  # somebody else says it in that clause
        found = [a for a in found if not overlaps((*a.cue, *a.source), (source, cue))]
        found.append(Attribution(f"as{number}", (source,), (cue,), (content,), confidence=_PER_CONFIDENCE))
    return found


def _origin(text: str, around: Spans, a: Attribution) -> tuple[Span, Span] | None:
    """(cue, source) of whom the words around a cue cite, nearest first; none where they cite nobody."""
    best: tuple[int, Span, Span] | None = None
    for start, end in around:
        for match in _CITING.finditer(text, start, end):
            behind = match.end() + (text[match.end()] in "\"“‘'")
            stop = _END.search(text, behind, min(end, match.end() + _LONGEST))
            if stop and behind > match.end() and stop.group().strip() in {'"', "”"}:
                stop = _END.search(text, stop.end(), min(end, match.end() + _LONGEST))
            source = (match.end(), stop.start() if stop else min(end, match.end() + _LONGEST))
            words = text[source[0] : source[1]].strip()
            if not words or _NOT_A_SPEAKER.match(words) or overlaps(a.source, (source,)):
                continue
            if match.end() <= a.cue[0][0] and _RELATIVE_BETWEEN.search(text, match.end(), a.cue[0][0]):
                continue  # "cites a memo, which the ministry says is forged": the ministry cites nothing
            distance = min(abs(match.start() - e) for _, e in (*a.cue, *a.source, *a.content))
            if distance <= 60 and (best is None or distance < best[0]):
                best = (distance, match.span("cue"), (source[0], source[0] + len(text[source[0] : source[1]].rstrip())))
    return best[1:] if best else None
