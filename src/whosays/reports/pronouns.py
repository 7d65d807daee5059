"""Whose name is printed for the "she" or "he" at the head of a claim: only where no one else can be meant.

Certain is what needs no guess: one full name, and no other name nor any other word for a person, between the beginning
of the sentence and the pronoun; or, where the pronoun begins the sentence, in the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.likeness.stemming import listed, word_set
from whosays.model import Span
from whosays.text.headlines import speaks

_PRONOUN = re.compile(r"(?:[Ss]he|[Hh]e)(?=\s)")
_IT = re.compile(  # not the one that stands for nothing: "it had rained", "it would take years"
    r"[Ii]t(?=\s(?:has|had|will|would|did|does)(?:\s(?:not|never|also|already))?\s"
    r"(?!(?:be|been|take|taken|took|seem|appear|rain|snow|turn|matter|happen|emerge|come|became|become|depend)\w*\b)[a-z]+)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_PARTICLES = listed("de von van der den al bin la le di da du")
_PERSONS = listed(
    "man woman boy girl child baby teenager youth mother father brother sister son daughter wife husband widow widower "
    "aunt uncle cousin nephew niece friend neighbour neighbor colleague lodger tenant patient victim student pupil "
    "prisoner inmate suspect rival man's woman's boy's girl's child's him her himself herself he she who whom somebody "
    "someone nobody anyone everyone"
)
_ARTICLES = listed("the a an his her their its another one this that some")
_SOMEONE = re.compile(r"[a-z]{2,}(?:er|or|ist|ian|ant|ee|man|person)s?")  # "the officer", "an engraver"
_FAR = 300  # characters


def name_for(text: str, at: int, sentences: Sequence[Span]) -> tuple[str, int] | None:
    """The full name that the pronoun at ``at`` certainly stands for, and where the pronoun ends; none otherwise."""
    pronoun = _PRONOUN.match(text, at)
    number = next((n for n, (start, end) in enumerate(sentences) if start <= at < end), None)
    if pronoun is None or number is None:
        return None
    start = sentences[number][0]
    before = (start, at) if text[start:at].strip(" \"“‘'") else sentences[number - 1] if number else None
    if before is None or at - before[0] > _FAR or "\n\n" in text[before[0] : at]:
        return None
    name = _only_name(text, *before)
    return (name, pronoun.end()) if name else None


def of_speaker(text: str, at: int, speaker: Span, mentions: Sequence[Span], *, person: bool = True) -> int | None:
    """Where the pronoun at ``at`` ends, if it certainly stands for the speaker in front of it: "Holm said | she had …".

    ``mentions`` are all places where the speaker is named; a "he" among them speaks against "she". Who is no ``person``
    is "it".
    """
    pronoun = (_PRONOUN if person else _IT).match(text, at)
    if pronoun is None or not speaker[1] <= at <= speaker[1] + _NEAR or "\n" in text[speaker[1] : at]:
        return None
    other = {"she": "he", "he": "she"}.get(pronoun[0].lower(), "")
    between = _WORD.findall(text, speaker[1], at)
    clear = all(
        not _is_capital(word)
        and word.lower() not in _PERSONS
        and not (_SOMEONE.fullmatch(word) and not word.endswith("s") and first.lower() in _ARTICLES)
        for first, word in zip(["", *between], between, strict=False)
    )
    opposed = any(text[start:end].lower() == other for start, end in mentions)
    return pronoun.end() if clear and not opposed else None


_NEAR = 60  # characters between a speaker and the pronoun


def _only_name(text: str, start: int, end: int) -> str | None:
    """The one full name between two places, where nobody else is named or meant."""
    found = list(_WORD.finditer(text, start, end))
    names: list[list[re.Match[str]]] = []
    run: list[re.Match[str]] = []
    for word in found:
        joined = run and text[run[-1].end() : word.start()] == " "
        if (_is_capital(word[0]) and (joined or not run)) or (joined and word[0] in _PARTICLES):
            run.append(word)
        else:
            names += [run] if run else []
            run = [word] if _is_capital(word[0]) else []
    names += [run] if run else []
    full = [name for name in names if len(name) > 1]
    others = [name for name in names if len(name) == 1 and name[0].start() != start]
    if len(full) != 1 or others:
        return None
    (name,) = full
    if (
        text[name[-1].end() :][:2] in ("'s", "’s")
        or name[-1][0].endswith(("'s", "’s"))
        or _goes_on(text, name[-1].end())
    ):
        return None
    for place, word in enumerate(found):
        apposed = text[name[-1].end()] == "," and 0 <= word.start() - name[-1].end() <= _APPOSED
        near = apposed or 0 <= name[0].start() - word.end() <= 1
        low = word[0].lower()
        someone = bool(_SOMEONE.fullmatch(word[0])) and place > 0 and found[place - 1][0].lower() in _ARTICLES
        person = low in _PERSONS or someone or (word[0][0].islower() and speaks(word[0]))
        if person and not near and word not in name:
            return None
    return text[name[0].start() : name[-1].end()]


_APPOSED = 12  # characters behind a name within which a word for a person is its own: ", a retired clerk"


def _is_capital(word: str) -> bool:
    low = word.lower()
    calendar = word_set("weekday") | word_set("month")
    return word[0].isupper() and low not in word_set("stop") and low not in calendar


def _goes_on(text: str, end: int) -> bool:
    """True where a name is only a part of one: "Brandt & Sons"."""
    return text[end:].lstrip()[:1] in {"&", "/"}
