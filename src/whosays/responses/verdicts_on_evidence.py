"""Verdicts in free words on what a rumour is shown with: "someone has been playing with the picture", "the shadows fall
two ways", "that is last year's fire", "the voice had been stitched together from three interviews".

No word in them denies, and they name nothing of the rumour. Each says one of four things: the picture or the recording
was made up; what is seen in it is a doll, a montage, a scene from a film; it is of another time or place; it does not
fit itself. They are read only where a picture, a film, a recording, a paper is spoken of, and only as words about what
somebody else tells. Who finds a picture grainy, or was there, judges nothing. Words and grammar:
``verdicts_on_evidence.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from whosays.likeness import features
from whosays.model import Attribution, Claim, Response
from whosays.responses.phrases import expand, expanded
from whosays.text.straight import STRAIGHT

_LONGEST = 500  # characters of a content that are read
_BEFORE = 900  # characters before it in which the picture is spoken of, and the rumour told
_BEHIND = re.compile(r"\b(?:after|because|since|over|following|despite|amid)\b[^,.;]{0,80}$", re.IGNORECASE)
_RECENT = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|yesterday|now|again|"
    r"this (?:morning|week|evening))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|once|used to|(?<!\bhave )(?<!\bhas )(?<!\bis )(?<!\bare )(?<! been )\w{3,}ed)\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:shows?|showed|showing|prints?|printed|posted|published)\s+(?:it|him|her|them|two|six)\b", re.I
)
_INSTEAD = re.compile(r"\d[^.;]{0,60}\bnot\b[^.;]{0,40}\d|\b(?:rather than|instead of)\b")  # puts a value right
_CORRECTION = re.compile(
    r"\b(?:correct|clarif|amend|errat|retract)", re.IGNORECASE
)  # the text that tells it puts it right
_CONTENDING = re.compile(r"\b(?:argu|alleg|contend|claim)", re.IGNORECASE)  # a party's own claim, and no verdict
# "I do not think that", "I hope that", "if": no verdict
_OPEN = re.compile(
    r"\b(?:(?:do|does|did|can|could|would)(?: not|n't)|never|nobody|no one|doubts?|den(?:y|ies|ied)|hopes?|hoped|"
    r"wish(?:es|ed)?|if|whether|may|might|could|perhaps|maybe|wonders?|wondered|unless|"
    r"no (?:sign|trace|evidence|reason|proof))\b"
    r"(?! (?:match|fit|agree|belong|used?|had|printed|owned|worn)\b)[^.;]{0,60}$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def judges_evidence(text: str, attribution: Attribution) -> bool:
    """True where what somebody says judges what a rumour is shown with, in words of its own."""
    return bool(_judged(text, attribution))


def rumour_judged(
    text: str, attribution: Attribution, claims: Sequence[Claim], by_id: Mapping[str, Attribution]
) -> str | None:
    """The claim that such a verdict answers: the last one before it that somebody else makes, else the last that the
    text itself tells; none where its words are those of the claim, or where the picture only is why something else came
    about ("quit after a video of him")."""
    kinds = _judged(text, attribution)
    if not kinds or attribution.response is not Response.DENY:
        return None
    at = attribution.start
    pool = []
    for claim in claims:
        places = [start for start, _ in claim.spans if at - _BEFORE <= start < at]
        last = by_id.get(claim.chain[-1]) if claim.chain else None
        own = attribution.id in claim.chain or (last is not None and last.source_id == attribution.source_id)
        if not places or own or (last is not None and last.response is not None):
            continue
        shown = _thing().search(claim.text)
        if shown is not None and _BEHIND.search(claim.text[: shown.start()]):
            continue
        pool.append((bool(claim.chain), max(places), claim))
    if not pool:
        return None
    claim = max(pool, key=lambda one: one[:2])[2]
    if kinds == {"time"} and not _is_of_now(claim.text):
        return None
    return None if _is_told(kinds, text, attribution, claim) else claim.id


def _judged(text: str, attribution: Attribution) -> set[str]:
    """The kinds of verdict that its words are; none where no picture or the like is spoken of."""
    if not attribution.source or not attribution.content:
        return set()
    if any(_CORRECTION.search(text, s, e) for s, e in (*attribution.source, *attribution.cue)):
        return set()
    if any(_CONTENDING.search(text, s, e) for s, e in attribution.cue):
        return set()
    words = " ".join(text[s : min(e, s + _LONGEST)] for s, e in attribution.content)
    words = " ".join(words.translate(STRAIGHT).split())
    if "?" in words or _INSTEAD.search(words):
        return set()
    matches = {
        name: match
        for name, pattern in _patterns().items()
        if (match := pattern.search(words)) and not _OPEN.search(words[: match.end()])
    }
    if not matches:
        return set()
    start = attribution.content[0][0]
    around = text[max(0, start - _BEFORE) : start]
    found = set(matches)
    such = matches["absent"].groupdict().get("such") if "absent" in matches else None
    if such and re.search(rf"\b{re.escape(such)}", around, re.IGNORECASE):
        return found  # "We have no such page", of a page that was spoken of
    return found if _thing().search(f"{around} {words}") or _SHOWN.search(around) else set()


def _is_of_now(claim: str) -> bool:
    """True of what is told as new: of an old picture "it is from 1998" says nothing against it."""
    return bool(_RECENT.search(claim)) or not _PAST.search(claim)


def _is_told(kinds: Iterable[str], text: str, attribution: Attribution, claim: Claim) -> bool:
    """True where the claim has the words of the verdict itself: the doll that was found is a doll."""
    words = " ".join(text[s : min(e, s + _LONGEST)] for s, e in attribution.content).translate(STRAIGHT)
    told = set(features(claim.text).stems)
    for name in kinds:
        match = _patterns()[name].search(" ".join(words.split()))
        telling = match.groupdict().get("what") if match else None
        if telling and set(features(telling).stems) <= told and features(telling).stems:
            return True
    return bool(set(_YEAR.findall(words)) & set(_YEAR.findall(claim.text)))


@cache
def _raw() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(
        (files(__package__) / "verdicts_on_evidence.toml").read_text(encoding="utf-8")
    )
    return found


@cache
def _words() -> dict[str, str]:
    return expanded(_raw()["words"])


@cache
def _thing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words()['thing']})\b", re.IGNORECASE)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(expand(body, _words()), re.IGNORECASE) for name, body in _raw()["verdicts"].items()}
