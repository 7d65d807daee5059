"""Answers that only point at what they answer: "denied it", "That is a lie", "asked whether P, said no"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from whosays.model import Attribution, Claim, meaning
from whosays.responses.phrases import macros

ANSWERS = meaning.POINTING
_ANAPHOR_PRONOUN = re.compile(
    r"(?:^|\b(?:confirm|verify|deny|about|on|to|in) )(?:it|this|that|these|those|them|so)\W*$", re.IGNORECASE
)
_POINTING = re.compile(
    r"^\W*(?:that (?=it\b|this\b|these\b|those\b|they\b))?(?:(?:yes|no|well)\b,? )*"
    r"(?:(?:it|this|that|they|these|those|all (?:of )?(?:it|this|that)|none of (?:it|this|that))"
    r"(?:'s| is| was| are| were| has| have| had| did| does| never)\b|nothing (?:of the (?:kind|sort)|"
    r"like (?:it|that|this))\b)|^\W*(?:yes|no|never|nonsense|rubbish|lies)\W*$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:asked|questioned|pressed)\b", re.IGNORECASE)
_FEW = 8  # words
_FIRST = 200  # characters
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*(?=\s|\0|$)")


def answers_the_last(text: str, response: Attribution) -> bool:
    """True of an answer that only points back: "disputed that account", "could not verify the claim"."""
    words = " ".join(_answered(text, response).split()).replace("’", "'")
    if response.response is meaning.UNABLE:  # who cannot verify "the claim" has just told it
        words = _THE.sub("that ", words, count=1)
    return bool(_that_account().match(words))


def _answered(text: str, response: Attribution) -> str:
    """The first words of what an answer is about, as they stand; empty where it is no answer, or has none."""
    if response.response not in ANSWERS or not response.content:
        return ""
    start, end = response.content[0]
    return text[start : min(end, start + _FIRST)]


_THE = re.compile(r"^\W*the ", re.IGNORECASE)
_THE_REPORT = re.compile(
    r"^\W*(?:that )?(?:the|that|this|those|these|its|his|her|their|such|both|all) (?:[\w'-]+ )?"
    r"(?:reports?|stor(?:y|ies)|articles?)\b(?! (?:of|that|about|on|by|into|which|claiming|saying)\b)",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"\b(?:report|publish|wrote|written|print|broadcast|stor(?:y|ies)\b|article)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_OWN_TEXT = re.compile(
    r"\b(?:its|his|her|their|our) (?:[\w'-]+ ){0,2}?"
    r"(?:reports?|stor(?:y|ies)|articles?|posts?|tweets?|headlines?|captions?|pages?)\b",
    re.IGNORECASE,
)


def rights_a_text(text: str, correction: Attribution) -> bool:
    """True where the cue of a correction names the text put right: "updated its story to say"."""
    return any(_OWN_TEXT.search(text, *span) for span in correction.cue)


_THE_FIGURE = re.compile(
    r"^\W*(?:that )?(?:the|that|this|those|these) (?:(?:new|latest|higher|lower|revised|corrected|first|second) )?"
    r"(?:number|figure|toll|count|total|tally)s?\b(?! (?:of|for|in|at|on|that)\b)",
    re.IGNORECASE,
)


def named_claims(
    text: str, response: Attribution, claims: Sequence[Claim], by_id: Mapping[str, Attribution]
) -> set[str]:
    """The claims that an answer to "the report" or to "the new number" may mean; none where it names neither.

    A report is what somebody is told to have reported ("The Post had reported", "an article said"), a number what has a
    figure in it.
    """
    words = _answered(text, response)
    if _THE_REPORT.match(words):
        return {c.id for c in claims for i in c.chain[-1:] if i in by_id and _is_reported(text, by_id[i])}
    return {c.id for c in claims if _DIGIT.search(c.text)} if _THE_FIGURE.match(words) else set()


def _is_reported(text: str, a: Attribution) -> bool:
    return any(_REPORTED.search(text, *span) for span in (*a.cue, *a.source))


@cache
def _that_account() -> re.Pattern[str]:
    return re.compile(
        rf"^\W*(?:(?:that|this|those|these|his|her|their) (?:\w+ ){{0,2}}?{macros()['claim']}\W*$|"
        r"(?:that )?(?:this|that) (?:is|was|has been|had been)(?: not|n't) (?:\w+ ){0,2}?"
        r"(?:the case|so|true|correct|right|accurate)\W*$)",
        re.IGNORECASE,
    )


def asked(text: str, response: Attribution, attributions: Sequence[Attribution]) -> Attribution | None:
    """What the one who answers was asked in the same sentence: "Asked whether P, she said she did not know"."""
    if response.response not in ANSWERS:
        return None
    before = [a for a in attributions if a.content and a.id != response.id and a.content[-1][1] <= response.start]
    last = max(before, key=lambda a: a.content[-1][1], default=None)
    if last is None or not any(_ASKED.search(text, s, e) for s, e in last.cue):
        return None
    return None if _SENTENCE_END.search(text[last.content[-1][1] : response.start]) else last


def is_pronoun(text: str, response: Attribution) -> bool:
    """True of an answer whose object, or whose short content's subject, is a bare pronoun ("denied it")."""
    if response.response not in ANSWERS or not response.content:
        return False
    words = " ".join(" ".join(text[s : min(e, s + 200)] for s, e in response.content).split()).replace("’", "'")
    return bool(_ANAPHOR_PRONOUN.search(words)) or (len(words.split()) <= _FEW and bool(_POINTING.match(words)))


def points_back(text: str, response: Attribution) -> bool:
    """True where an answer speaks of "the claim", "that report" or a bare pronoun."""
    claim = re.compile(
        rf"\b(?:the|this|that|these|those|such|any|all|his|her|their|its) (?:\w+ "
        rf"){{0,2}}?{macros()['claim']}\b",
        re.IGNORECASE,
    )
    words = " ".join(text[s : min(e, s + 600)] for s, e in response.content).replace("’", "'")
    return bool(claim.search(words)) or bool(_ANAPHOR_PRONOUN.search(words.strip()))


def event(text: str, response: Attribution) -> re.Pattern[str] | None:
    """What a claim must tell for an answer of a bare noun to answer it: "the plan", "any such deal"; none for another.

    A name, a possessive or anything behind the noun ("the sale of the mill") says more than a pointer does.
    """
    if response.response not in ANSWERS or len(response.content) != 1:
        return None
    start, end = response.content[0]
    words = " ".join(text[start : min(end, start + 100)].split())
    noun = _BARE_NOUN.match(words)
    if noun is None:
        return None
    meant = [told for nouns, told in _events() if nouns.fullmatch(noun["noun"])]
    return re.compile("|".join(meant), re.IGNORECASE) if meant else None


_BARE_NOUN = re.compile(
    r"^\W*(?:(?:confirm|verify|deny|discuss|comment on|about|on) )*(?:the|this|that|these|those|such an?|any such) "
    r"(?:(?:reported|alleged|supposed|rumou?red|planned|proposed) )?(?P<noun>[a-z]+)\W*$"
)


@cache
def _events() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The nouns of each row, and the words of a claim that they may stand for."""
    raw = tomllib.loads((files(__package__) / "pointing.toml").read_text(encoding="utf-8"))
    return tuple((re.compile(row["nouns"], re.IGNORECASE), rf"\b(?:{row['words']})\b") for row in raw["event"])
