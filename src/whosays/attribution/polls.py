"""What a poll found, told without a word of saying: "Lund had the support of 6 % of voters in the survey".

A share, a lead or a count of answers that a sentence places in a poll is the poll's word, and so its maker's. The
reader, which goes by verbs, sees some of them and is never sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.attribution.deeds import is_saying
from whosays.model import Attribution, Span, Spans, updated
from whosays.text.spans import overlaps

_IN_A_POLL = re.compile(
    r"\b(?P<cue>in|across)\s+(?P<source>(?:the|an?|this|that|its|his|her|their|our|both|two|three|four|five|six|several|all)\s+"
    r"(?:[\w'’/.&-]+\s+){0,5}?(?:polls?|surveys?|opinion\s+polling)(?!\s+by\s+\w+\s+points?\b)"
    r"(?:\s+(?:of|by|from|among|taken|conducted|carried\s+out|published|released|commissioned)\b(?:[^,.;:()\"“”\n]|(?<=\d),(?=\d)){0,80})?)"
    r"(?=\s*[,.;:)]|\s+(?:on|that|which|this|last|and|but|when|while|with|after|before|ahead)\b|\s*$)",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_SHARE = re.compile(
    rf"\b{_NUMBER}(?:\s|-)?(?:%|per\s?cent\b|percentage\s+points?\b|points?\b)|\b\d+%?\s+to\s+\d+\b|"
    rf"\b{_NUMBER}\s+in\s+{_NUMBER}\b|\b(?:half|(?:a|one|two|three)[\s-](?:thirds?|quarters?|fifths?))\b|\bmajority\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:than|unlike|as|from|to)\b[^,.;]{0,60}$", re.IGNORECASE)  # "a wider lead than in another"
_OTHER = re.compile(r"\b(?:another|earlier|previous|other|different|separate)\b", re.IGNORECASE)
_MARK = re.compile(r"[\s.!…\"”’'»)\]]*$")
CONFIDENCE = 0.8


def polled(text: str, attributions: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions with those of the polls in which a sentence of the text's own places a share."""
    found = list(attributions)
    for number, (start, end) in enumerate(sentences):
        match = _IN_A_POLL.search(text, start, end)
        if match is None or text[start:end].rstrip().endswith("?") or not _SHARE.search(text, start, end):
            continue
        if _OTHER.search(text, *match.span("source")) and _COMPARED.search(text, start, match.start("cue")):
            continue
        own = next((a for a in found if overlaps(a.source, (match.span("source"),)) and not a.agentless), None)
        taken = (match.start(), max(match.end(), own.source[-1][1] if own else 0))
        content = _around(text, (start, end), taken)
        others = [a for a in found if a is not own and overlaps((*a.source, *a.cue, *a.content), content)]
        if not content or any(_speaks(text, a) for a in others):
            continue  # somebody else says it
        made = own or Attribution(f"poll{number}", (match.span("source"),), (match.span("cue"),), content)
        if own is not None and own.cue != (match.span("cue"),):
            continue
        made = updated(made, content=content, confidence=max(made.confidence, CONFIDENCE))
        agentless = {a.id for a in others if a.agentless}
        found = [a for a in found if a is not own and a.id not in agentless] + [made]
    return found


def _speaks(text: str, a: Attribution) -> bool:
    """True of an attribution whose cue is one of saying: in "Lund, who left his party, had 6 % in the poll" none is."""
    words = [word for start, end in a.cue for word in text[start:end].split()]
    return not a.agentless and (not words or any(map(is_saying, words)))


def _around(text: str, sentence: Span, taken: Span) -> Spans:
    """The words of a sentence before and behind others, as content; its closing marks left out."""
    start, end = sentence
    end -= len(_MARK.search(text[start:end]).group())  # type: ignore[union-attr]
    parts = []
    for s, e in ((start, taken[0]), (taken[1], end)):
        while s < e and (text[s].isspace() or text[s] in ",;:–—"):
            s += 1
        while e > s and (text[e - 1].isspace() or text[e - 1] in ",;:–—"):
            e -= 1
        if e - s > 1:
            parts.append((s, e))
    return tuple(parts)
