"""The headline of a text: put in front of it, unless it begins with it."""

from __future__ import annotations

import re

BETWEEN = "\n\n"
_HEADS_LOOKED_AT = 3


def headed(text: str, headline: str | None) -> tuple[str, int]:
    """The text with its headline as first paragraph, and by how many characters that moved it."""
    if not headline or begins_with(text, headline):
        return text, 0
    return f"{headline}{BETWEEN}{text}" if text else headline, len(headline) + len(BETWEEN)


def begins_with(text: str, headline: str) -> bool:
    """True where one of the first paragraphs is the headline."""
    first = text.split(BETWEEN, _HEADS_LOOKED_AT)[:_HEADS_LOOKED_AT]
    return any(overlap(paragraph, headline) >= 0.8 and len(paragraph) < 2 * len(headline) + 20 for paragraph in first)


def overlap(one: str, other: str) -> float:
    """The share of the longer one's words that both have."""
    a, b = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return len(a & b) / max(len(a), len(b), 1)
