"""Where a clause's predicate begins: which words are finite verbs by their form, without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whosays.likeness.stemming import listed, pairs, straight, word_set
from whosays.model import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_ADVERBS = listed(
    "also now never still since then always later just soon once even nevertheless already indeed only not"
)
_BEFORE_NOUN = listed(
    "the a an his her its their our my this that these those some no two three four five six several many other "
    "another recently newly of by in with for from at on once more most very"
)
_NO_VERB = listed("men women children people lives leaves wives thieves wolves left set hurt lying dying found")
_NOT_BARE = listed("been being done gone seen known given taken shown written spoken broken chosen driven fallen")
_CLAUSE = 3  # words between a participle before a noun and the verb of that noun: "a retired officer was"


def begins_predicate(text: str, at: int, end: int) -> bool:
    """True where the words at a place are a finite verb, adverbs before it left aside: "nevertheless sank"."""
    for word, _ in _words(text, at, end):
        if word in _ADVERBS or (word.endswith("ly") and len(word) > 4):
            continue
        return word == "left" or _is_finite(word)
    return False


def predicate(text: str, start: int, end: int) -> int | None:
    """Where the first finite verb of the words begins, behind at least one word; none where there is none.

    The adverbs in front of it are its own; a participle in front of a noun ("a retired officer was") or of who did it
    ("a tape made by the police") is no verb.
    """
    found = list(_words(text, start, end))
    for number, (word, span) in enumerate(found[1:], 1):
        before = found[number - 1][0]
        if before in _BEFORE_NOUN or not _is_finite(word):
            continue
        following = [w for w, _ in found[number + 1 : number + 1 + _CLAUSE]]
        if word not in word_set("auxiliaries") and (following[:1] == ["by"] or _modifies(following)):
            continue
        while number > 1 and found[number - 1][0] in _ADVERBS:
            number, span = number - 1, found[number - 1][1]
        return span[0]
    return None


def _words(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    return ((straight(match.group()), match.span()) for match in _WORD.finditer(text, start, end))


def _is_finite(word: str) -> bool:
    if word in _NO_VERB or word in _NOT_BARE:
        return False
    irregular = pairs("irregular")
    return word in word_set("auxiliaries") or word in irregular or (len(word) > 4 and word.endswith("ed"))


def _modifies(following: list[str]) -> bool:
    """True where one or two nouns and then a verb follow, and nothing that goes between a verb and its object."""
    for number, word in enumerate(following):
        if word in _BEFORE_NOUN or word in ("to", "into", "and", "that", "as"):
            return False
        if number and (word in word_set("auxiliaries")):
            return True
    return False
