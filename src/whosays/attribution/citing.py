"""Those whom a speaker names as the origin of what they say: "according to X, citing Y"; "X quoted Y as saying".

The corpus takes "citing" for a cue of its own whose content is the one cited. For a chain it is the other way round:
Y is the source of what X says. So Y becomes an attribution inside X's, with the same content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.attribution.context import frame
from whosays.attribution.selection import overlaps, rehung
from whosays.model import Attribution, Span, Spans, updated

_CITING = re.compile(
    r"\b(?P<cue>(?:who\s+|which\s+)?(?:also\s+)?(?:citing|quoting|cites|quotes|cited|quoted|attributing\s+(?:it|this|"
    r"that|the\s+\w+)\s+to|with\s+reference\s+to|on\s+the\s+authority\s+of|based\s+on|relying\s+on))\s+(?=[\w\"“‘'])",
    re.IGNORECASE,
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
_LONGEST = 120
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
    used: set[Span] = set()  # the outermost comes first: it is the citer, no attitude inside its words
    for a in sorted(result, key=lambda a: a.parent is not None):
        if not a.cue or not a.source or not a.content or a.agentless or _CITING.match(text, a.cue[0][0]):
            continue
        found = _origin(text, frame(text, a, sentences), a)
        if found is None:
            continue
        cue, source = found
        if cue in used:
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
    return rehung(result, attributions)


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
            distance = min(abs(match.start() - e) for _, e in (*a.cue, *a.source, *a.content))
            if distance <= 60 and (best is None or distance < best[0]):
                best = (distance, match.span("cue"), (source[0], source[0] + len(text[source[0] : source[1]].rstrip())))
    return best[1:] if best else None
