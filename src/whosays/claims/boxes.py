"""Boxes of links between the paragraphs of an article: "Read more", and under it headlines of other articles.

What they say is told elsewhere; it is no claim of the article that they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.model import Span

_LABEL = re.compile(
    r"(?:(?:read|see|watch|listen)(?: (?:more|also|next|this|on))*|(?:also|now|further) (?:read|see|reading|"
    r"watch)|related"
    r"(?: (?:stories|articles|coverage|content|links|topics|news|posts))?|more (?:on|from|about|in|"
    r"like)\b[^:.!?\n]{0,40}|"
    r"you (?:might|may) (?:also )?(?:like|be interested in)|(?:most|editors?['’]s?) (?:read|popular|viewed|picks?)|"
    r"recommended(?: for you| stories)?|(?:top|latest|other|trending|must[- ]read) (?:stories|news|headlines|articles)|"
    r"trending(?: now)?|don['’]t miss|up next|in other news|elsewhere on this site|from the archives?)"
    r"\s{0,3}(?P<colon>[:|»>–—-])?\s{0,3}",
    re.IGNORECASE,
)
_ENDS = (".", "!", "…", ".”", '."', ".’", ".'", ".)")
_MOST = 8  # links of a box
_LONGEST = 160  # characters of a link


def boxes(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The paragraphs that are links to other articles, with the labels above or in front of them; spans into ``text``.

    A link is a short paragraph that does not end as a sentence does. The first paragraph is never one.
    """
    found: list[Span] = []
    left = 0
    for start, end in paragraphs[1:]:
        line = text[start:end].rstrip()
        label = _LABEL.match(line)
        if label and label.end() == len(line):
            left = _MOST
            found.append((start, end))
        elif label and label["colon"] and len(line) <= _LONGEST and not line.endswith(_ENDS):
            found.append((start, end))
        elif left and len(line) <= _LONGEST and not line.endswith(_ENDS):
            left -= 1
            found.append((start, end))
        else:
            left = 0
    return found
