"""How two documents word a claim: whether a difference between their readings stands in their words at all.

A change is shown only where the reader can see it: a hedge on one side and none on the other, a negation, a speaker in
the sentence. What two documents word alike was not changed, however it was read.
"""

from __future__ import annotations

import re

from whosays.likeness import features
from whosays.likeness.stemming import words
from whosays.model import Document, Span, Spans
from whosays.provenance.wordlists import any_of
from whosays.provenance.wordlists import words as listed

_BREAK = re.compile(r"(?<![A-Z]\.)(?<!\b[A-Z])(?<!\bSt)(?<!\bMr)(?<!\bDr)[.!?][”\"’')\]]*\s+(?=[“\"'‘(\[]*[A-Z])|\n")
_HEDGE = re.compile(rf"\b{any_of('hedges')}\b|\?", re.IGNORECASE)
_NEGATION = re.compile(rf"\b{any_of('negations')}\b|n['’]t\b", re.IGNORECASE)
_QUOTES = re.compile(r"[“\"«„][^“”\"«»„]*[”\"»]|‘[^‘’]*(?:’\w[^‘’]*)*’", re.DOTALL)
_ALIKE = 0.6  # of the stems of the shorter clause
_NEARLY_ONE = 0.7  # of the stems of both, where only a negation may set them apart
_MOSTLY = 0.5  # the same, for one side to be surer of it
_FEWEST = 3
_DIGITS = {word: value for word, _, value in (entry.partition("=") for entry in listed("number_words"))}


def sentence(text: str, spans: Spans) -> Span:
    """The bounds of the sentence in which the first of some spans begins, to the end of the one in which it ends."""
    start, end = spans[0]
    breaks = [m.end() for m in _BREAK.finditer(text, max(0, start - 1000), min(len(text), end + 1000))]
    begin = max((b for b in breaks if b <= start), default=max(0, start - 1000))
    return begin, min((b for b in breaks if b >= end), default=min(len(text), end + 1000))


def alike(one: str, two: str) -> bool:
    """True where two clauses share most of what the shorter one says."""
    left, right = set(features(one).stems), set(features(two).stems)
    fewer = min(len(left), len(right))
    return fewer >= _FEWEST and len(left & right) >= _ALIKE * fewer


def nearly_one(one: str, two: str) -> bool:
    """True where two clauses have nearly all that they say in common."""
    return _common(one, two) >= _NEARLY_ONE


def _common(one: str, two: str) -> float:
    """The share of the stems of two clauses that both have."""
    left, right = set(features(one).stems), set(features(two).stems)
    return len(left & right) / max(len(left | right), 1)


def mostly_alike(one: str, two: str) -> bool:
    """True where two clauses have more in common than apart: what is less sure in one is what the other says."""
    return _common(one, two) > _MOSTLY


def turned(one: str, two: str) -> bool:
    """True where one of two clauses, alike but for that, holds a word of denial and the other none."""
    return nearly_one(one, two) and bool(_NEGATION.search(one)) != bool(_NEGATION.search(two))


def unchanged(above: Document, up: Spans, below: Document, down: Spans) -> bool:
    """True where both sentences run the same but for marks and case."""
    one, two = (
        [word.low for word in words(document.text[slice(*sentence(document.text, spans))])]
        for document, spans in ((above, up), (below, down))
    )
    return one == two


def hedges(document: Document, spans: Spans) -> Spans:
    """The words of doubt in the sentence of a claim."""
    found = _HEDGE.finditer(document.text, *sentence(document.text, spans))
    return tuple(m.span() for m in found if m.group() != "May")  # which is a month


def quoted(document: Document, spans: Spans) -> bool:
    """True where a claim stands between quotation marks, which somebody's words do."""
    start, end = spans[0]
    begin = max(document.text.rfind("\n", 0, start) + 1, 0)
    close = document.text.find("\n", end)
    paragraph = document.text[begin : close if close >= 0 else len(document.text)]
    if any(m.start() + begin <= start and end <= m.end() + begin for m in _QUOTES.finditer(paragraph)):
        return True
    return paragraph[:1] in '“"‘«' and paragraph.count(paragraph[0]) <= 2  # a quotation that runs on


def another_word(one: str, two: str) -> bool:
    """True where one wording of a quotation says another word: no spelling, number word, bracket or small word."""
    left, right = (_telling(text) for text in (one, two))
    if left == right:
        return False
    return not spelled_alike(" ".join(left), " ".join(right))


def _telling(text: str) -> list[str]:
    plain = re.sub(r"\[[^\]]*\]|…|\.\.\.", " ", text)
    low = [word.low.replace(",", "") for word in words(plain)]
    return [_DIGITS.get(word, word) for word in low if word not in listed("small_words")]


def spelled_alike(one: str, two: str) -> bool:
    """True for two spellings of one word: "defence", "defense"."""
    from difflib import SequenceMatcher

    one, two = one.replace(" ", "").replace("-", ""), two.replace(" ", "").replace("-", "")
    if not one or not two or any(c.isdigit() for c in one + two):
        return one == two
    return len(one) > _FEWEST and SequenceMatcher(None, one, two, autojunk=False).ratio() >= 0.85
