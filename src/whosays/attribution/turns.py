"""Who speaks by a label at the head of a paragraph: "@harbour_watch: The pier is shut", "MAYOR: We never said so."

Threads that were copied as text and transcripts name their speakers so. What stands under a label is that speaker's,
whatever is reported inside it. An account's handle is a label wherever it stands; a name in capitals only where labels
come again, since a head in capitals is as often a topic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from whosays.model import Attribution, Span
from whosays.text.spans import overlaps

_HANDLE = re.compile(r"(?P<label>@\w[\w.]{1,40}(?:@[\w.-]+)?)(?:\s\([^)\n]{1,40}\))?(?P<colon>:)\s+(?=\S)")
# "ANNA LIE, HOST: Good morning." Broadcasters put the role behind the name, and later write the surname alone.
_NAME = re.compile(
    r"(?P<label>[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,3}(?: \d{1,2})?)(?P<role>, [A-Z][A-Z .'’-]{1,40})?"
    r"(?:\s\([^)\n]{1,40}\))?(?P<colon>:)\s+(?:\([A-Za-z ]{1,40}\)\s+)?(?=\S)"
)
_OF_BROADCASTS = frozenset((", HOST", ", BYLINE", ", ANCHOR", ", CORRESPONDENT", ", REPORTER", ", PRESENTER"))
# "Q. Was it shut?", "A. It was.": one label of a letter, at the head of a paragraph
_LETTER = re.compile(r"(?P<label>[QA])(?P<colon>[.:])\s+(?=\S)")
_ASKED = frozenset(("Q", "QUESTION"))  # nobody in particular, who asks and states nothing
_FEWEST = 2  # labelled paragraphs that make a transcript
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Turn:
    """A labelled paragraph: the label, its colon, and what is said."""

    label: Span
    colon: Span
    said: Span


def turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """The labelled paragraphs of a text, by position."""
    found = [(m, end) for start, end in paragraphs if (m := _HANDLE.match(text, start, end))]
    named = [(m, end) for start, end in paragraphs if (m := _NAME.match(text, start, end))]
    lettered = [(m, end) for start, end in paragraphs if (m := _LETTER.match(text, start, end)) and m["colon"] == "."]
    if {m["label"] for m, _ in lettered} == {"Q", "A"}:
        named = [*named, *lettered]
    if len(named) >= _FEWEST and _is_transcript([m for m, _ in named]):
        found = sorted((*found, *named), key=lambda item: item[0].start())
    return [Turn(m.span("label"), m.span("colon"), (m.end(), end)) for m, end in found]


def _is_transcript(found: Sequence[re.Match[str]]) -> bool:
    """True where labels come again, whole or as the surname alone, or one names a role that only broadcasts have."""
    again = Counter(m["label"] for m in found)
    surnames = {m["label"].split()[-1] for m in found if " " in m["label"]}
    return (
        any(count > 1 for count in again.values())
        or any(m["label"] in surnames for m in found)
        or any(m.groupdict().get("role") in _OF_BROADCASTS for m in found)
    )


def without_labels(paragraphs: Sequence[Span], found: Sequence[Turn]) -> list[Span]:
    """The paragraphs, labelled ones without their label."""
    begins = {turn.label[0]: turn.said[0] for turn in found}
    return [(begins.get(start, start), end) for start, end in paragraphs]


def taken(text: str, attributions: Sequence[Attribution], found: Sequence[Turn]) -> list[Attribution]:
    """The attributions with one for every turn but bare questions, and those that stand in a turn hung on it."""
    made = [
        Attribution(f"t{number}", (turn.label,), (turn.colon,), (turn.said,), confidence=_CONFIDENCE)
        for number, turn in enumerate(found)
        if text[slice(*turn.label)] not in _ASKED
    ]
    hung = []
    for a in attributions:
        holder = next(
            (t for t in made if a.parent is None and overlaps(t.content, (*a.source, *a.cue, *a.content))), None
        )
        hung.append(replace(a, parent=holder.id) if holder else a)
    return [*made, *hung]
