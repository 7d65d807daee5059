"""When it is clear whose word something is, and when it is not: the one place of the thresholds.

Everything that was read bears a probability. Under these the reports say that it is not clear, and print no name: a
wrong name in large type does more harm than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from whosays.model.trace import Attribution, Naming, Source

SPEAKER = 0.6
"""Under this confidence of an attribution it is not clear whose word its content is."""

ANSWER = 0.5
"""Under this confidence of an attribution an answer is listed apart, and tied to nothing."""

ORIGIN = 0.65
"""Under this confidence of the surest credit of it a source is not named as what a claim rests on. Of the sources that
stood in large type on the development stories 4 of 6 under it were wrong, and 1 of 27 above."""

_NOBODY = re.compile(
    r"(?:an?|the|this|that|these|those|it|he|she|they|him|her|them|his|hers|theirs?|its|who|whom|which|what|i|we|you|"
    r"one|some|others?|another|most|many|both|all|none|unknown|"
    r"(?:that|which|whom) (?:he|she|they|it|we|you)|"
    r"(?:one|some|most|many|both|all|none|two|three|neither|either|each|any) of (?:it|them|these|those|us|you)|\W*)",
    re.IGNORECASE,
)

# "No family members or friends have confirmed it" is nobody's answer.
_NOT_ONE = re.compile(
    r"(?:(?i:virtually|almost|practically) )?"
    r"(?:(?i:nobody|no one|none|neither)\b(?![’'-])|[Nn](?:o|ot|othing) (?=[a-z]))"
)

# What was taken for a name and is a number, or a word that names nothing: "so far | have not received a reply".
_NO_NAME = re.compile(
    r"(?:about|again|already|also|as|but|far|few|first|for|from|if|in|just|later|less|let|more|next|not|now|of|often|on|"
    r"only|recently|since|so|soon|still|then|there|thus|today|too|tomorrow|tonight|yesterday|yet|to|with|"
    r"[\d.,:%$£€]+(?: (?:thousand|million|billion|percent|per cent))?)",
    re.IGNORECASE,
)


# How a transcript labels whoever has the microphone; in capitals, so that "a member" is still somebody's description.
_ANYBODY = re.compile(
    r"(?:AN? |THE |UNIDENTIFIED |UNKNOWN |MALE |FEMALE |ANOTHER |CO-){0,3}"
    r"(?:Q|A|QUESTION|ANSWER|REPORTERS?|REP|HOST|ANCHOR|MODERATOR|INTERVIEWER|PRESENTER|SPEAKER|VOICE|CALLER|"
    r"PARTICIPANT|AUDIENCE|AUDIENCE MEMBER|MEMBER|JOURNALIST|MALE|FEMALE|MAN|WOMAN|PRESS|OPERATOR|TRANSLATOR|"
    r"INTERPRETER|CROWD|UNIDENTIFIED)(?: \d{1,2}| [A-Z])?[.:]?"
)


@lru_cache(maxsize=1024)  # each claim asks it of whoever speaks
def names_nobody(name: str) -> bool:
    """True of a name that is none: a bare article, a pronoun that leads to nobody, a label as "Q", no letter at all."""
    name = " ".join(name.split())
    if _NOBODY.fullmatch(name) is not None or _ANYBODY.fullmatch(name) is not None:
        return True
    return _NOT_ONE.match(name) is not None or _NO_NAME.fullmatch(name) is not None


def speaker_is_clear(attribution: Attribution, source: Source | None) -> bool:
    """Whether a report may say whose word this is.

    A report without any speaker is clear: nobody is named. Of an unnamed source no more than that needs to be known.
    """
    if attribution.agentless or not attribution.source:
        return True
    if attribution.confidence < SPEAKER or (source is not None and _NOT_ONE.match(source.name)):
        return False
    identified = source is not None and source.naming in (Naming.NAMED, Naming.ROLE)
    return source is None or not identified or not names_nobody(source.name)


def answer_is_clear(attribution: Attribution) -> bool:
    """Whether a report may tie an answer to what it answers."""
    return attribution.confidence >= ANSWER


def answerer_is_clear(attribution: Attribution, source: Source | None) -> bool:
    """Whether a report may name who answers: an answer that is clear, by somebody who is."""
    return answer_is_clear(attribution) and (source is None or not names_nobody(source.name))


def origin_is_clear(credits: Iterable[float]) -> bool:
    """Whether a source may be named as what a claim rests on, by the confidences of what credits it."""
    return max(credits, default=1.0) >= ORIGIN
