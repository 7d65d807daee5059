"""Who had it from whom: "A report from Channel Nine said P, according to an official": Channel Nine, from an official.

The engine takes what "according to" governs for the outermost speaker. Where the content begins with a report, a story
or a post of somebody's, that is what the reader holds, and the other its source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whosays.model import Attribution

_REPORT = re.compile(
    r"(?:(?:the|an?|another|one|his|her|their|its|this|that)\s+)?(?:[\w'’-]+\s+){0,3}?"
    r"(?:report|story|article|dispatch|broadcast|bulletin|post|newsletter|segment|documentary|podcast)"
    r"(?:\s+(?:from|by|in|on)\b|$)",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"according\s+to$", re.IGNORECASE)
_SLACK = 3  # characters between the begin of a content and that of the report in it


def relayed(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those of a report and of its source in the order in which the reader has them."""
    changed: dict[str, Attribution] = {}
    for inner in attributions:
        outer = next((a for a in attributions if a.id == inner.parent), None)
        if outer is None or not _is_from(text, outer, inner):
            continue
        end = max(e for _, e in (*outer.source, *outer.cue))
        told = (inner.content[0][0], max(inner.content[-1][1], end))
        changed[inner.id] = replace(inner, parent=outer.parent, content=(told,))
        changed[outer.id] = replace(outer, parent=inner.id, content=inner.content)
    return [changed.get(a.id, a) for a in attributions]


def _is_from(text: str, outer: Attribution, inner: Attribution) -> bool:
    if not (outer.cue and outer.source and outer.content and inner.source and inner.cue and inner.content):
        return False
    behind = outer.content[-1][1] <= outer.cue[0][0] <= outer.source[0][0] and inner.cue[-1][1] <= inner.content[0][0]
    begins = 0 <= inner.source[0][0] - outer.content[0][0] <= _SLACK
    governed = _ACCORDING.match(text[slice(*outer.cue[-1])])
    return bool(behind and begins and governed and _REPORT.match(text[slice(*inner.source[0])]))
