"""Who a clause speaks of: its subject, and whom a leading pronoun stands for, as far as the sentences before tell.

For comparison only: "they are leaving" says little until "they" is "the three nurses". The nearest earlier subject that
agrees in number is taken (the recency rule of Hobbs 1978 without its tree), never shown to the user.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from whosays.likeness.stemming import Word, listed, pairs, word_set, words

_LONGEST = 14
_LONG = 3000
_RELATIVES = listed("who which that whom whose")
_PLURAL_VERBS = listed("are were have aren't weren't haven't do don't")
_SINGULAR_VERBS = listed("is was has isn't wasn't hasn't does doesn't")
_THEY = {"they": "", "they're": " are", "they've": " have", "they'll": " will", "they'd": " would"}
_IT = {"it": "", "it's": " is", "it'll": " will", "it'd": " would"}
_HE = {
    "he": "",
    "she": "",
    "he's": " is",
    "she's": " is",
    "he'll": " will",
    "she'll": " will",
    "he'd": " would",
    "she'd": " would",
}
_FIRST = {
    "i": "",
    "we": "",
    "i'm": " is",
    "i've": " have",
    "we're": " are",
    "we've": " have",
    "i'll": " will",
    "we'll": " will",
}


# "It is … that", "it seems": this "it" stands for nothing.
_EXPLETIVE = re.compile(
    r"it(?:['’]s| is| was| will be| would be| has been| seems| appears)? (?:\S+ ){0,4}(?:that|to|for)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A clause's subject in words, and whether it is plural and named."""

    text: str
    plural: bool
    named: bool


def subject(text: str) -> Subject | None:
    """The words in front of the first verb that no relative pronoun owns; none where they are a pronoun or too many."""
    found = words(text) if len(text) <= _LONG else words(text[:_LONG])
    end = _verb(found)
    if end is None or not 0 < end <= _LONGEST:
        return None
    head, verb = found[end - 1], found[end].low
    if any(word.low in _pronouns() for word in found[:end] if word.low not in _RELATIVES) or (
        end == 1 and head.low in word_set("stop")
    ):
        return None
    plural = verb in _PLURAL_VERBS or (verb not in _SINGULAR_VERBS and _looks_plural(found[:end]))
    named = any(word.text[:1].isupper() for word in found[(0 if end == 1 or found[1].text[:1].isupper() else 1) : end])
    return Subject(text[found[0].start : head.end], plural, named)


@cache
def _pronouns() -> frozenset[str]:
    return frozenset((*_THEY, *_IT, *_HE, *_FIRST, "this", "that", "these", "those", "there", "you", "who"))


def _verb(found: Sequence[Word]) -> int | None:
    auxiliaries, irregular = word_set("auxiliaries"), pairs("irregular")
    owned = False
    for index, word in enumerate(found):
        if word.low in _RELATIVES and index:
            owned = True
        elif index and (
            word.low in auxiliaries
            or (word.low in irregular and irregular[word.low] != word.low)
            or word.low.endswith("ed")
        ):
            if not owned:
                return index
            following = found[index + 1].low if index + 1 < len(found) else ""
            inner = following.endswith(("ed", "en", "ing")) or following in irregular or following == "been"
            owned = word.low in auxiliaries and inner  # "who have | deployed": the relative clause goes on
    return None


def _looks_plural(found: Sequence[Word]) -> bool:
    """By the last word of the noun phrase in front of any preposition or relative pronoun."""
    last = ""
    for word in found:
        if word.low in _PHRASE_ENDS:
            break
        if word.low == "and":
            return True
        last = word.low
    return last.endswith("s") and not last.endswith("ss")


_PHRASE_ENDS = listed("of in from who which that at for with on by to")


def expanded(texts: Sequence[str], speakers: Sequence[str | None]) -> list[str]:
    """The clauses with a leading pronoun replaced by its likely antecedent, "I" and "we" by the speaker's name."""
    last: dict[str, str] = {}
    result = []
    for text, speaker in zip(texts, speakers, strict=True):
        first = _first(text)
        low = first[0].low if first and not _EXPLETIVE.match(text) else ""
        for table, kind in ((_THEY, "plural"), (_HE, "person"), (_IT, "thing"), (_FIRST, "speaker")):
            if low in table:
                antecedent = speaker if kind == "speaker" else last.get(kind)
                if antecedent:
                    text = antecedent + table[low] + text[first[0].end :]
                break
        else:
            found = subject(text)
            if found:
                if found.plural:
                    last["plural"] = found.text
                else:
                    last["person" if found.named else "thing"] = found.text
                    last["thing"] = found.text
        result.append(text)
    return result


def _first(text: str) -> tuple[Word, ...]:
    return words(text if len(text) <= _LONG else text[:_LONG])[:1]


def leans(text: str) -> bool:
    """True where a clause begins with a pronoun, so that it cannot be read alone."""
    first = _first(text)
    return bool(first) and first[0].low in _pronouns()
