"""What a content's own words say about a claim as a whole: "This is false", "Is that true?", "We made a mistake".

The patterns stand in ``responses.toml``; they look at the first words of a content.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from whosays.model import Response, Spans
from whosays.responses.phrases import branches, expand, expanded, macros, raw
from whosays.text.caseless import caseless
from whosays.text.straight import STRAIGHT

_LONGEST_CONTENT = 4000
_THAT = re.compile(
    r"^\W*that (?=(?:it|this|that|these|those|they|he|she|we|i|the|its|our|my|his|her|their|there|"
    r"no|none)\b)",
    re.I,
)


# The mark before a verb, or between it and what it says, of words quoted in part: the report "is not true".
_QUOTED_VERB = re.compile(
    r"""(?<=\w )["'](?=(?:is|are|was|were|isn't|aren't|wasn't|weren't)\b)|(?<=\bis )["']|(?<=\b(?:are|was) )["']|"""
    r"""(?<=\bwere )["']"""
)


def verdict(text: str, content: Spans) -> Response | None:
    """The response that a content's first words give by themselves; none where they give none."""
    if not content:
        return None
    start, end = content[0]
    words = text[start : min(end, start + _LONGEST_CONTENT)].translate(STRAIGHT)
    words = _THAT.sub("", words, count=1)
    if "'" in words or '"' in words:
        words = _QUOTED_VERB.sub("", words)
    return _of_words(words)


@lru_cache(maxsize=1024)  # a content is judged more than once
def _of_words(words: str) -> Response | None:
    return next((response for response, found in _table() if found(words)), None)


@cache
def wordings() -> dict[str, str]:
    """The macros of phrases and of verdicts by name, those inside others filled in."""
    return expanded(raw()["verdicts"]["macros"], macros())


@cache
def _table() -> tuple[tuple[Response, Callable[[str], object]], ...]:
    """The rows in their order: a response, and what tells whether words give it."""
    rows = raw()["verdicts"]["rows"]
    return tuple((Response(label), _finder(expand(pattern, wordings()))) for label, pattern in rows)


def _finder(pattern: str) -> Callable[[str], object]:
    """A search for the pattern that is no search where it can match at the beginning only."""
    compiled = caseless(pattern)
    return compiled.match if all(branch.startswith("^") for branch in branches(pattern)) else compiled.search
