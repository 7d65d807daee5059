"""When it is clear whose word something is, and when it is not: the one place of the thresholds.

Everything that was read bears a probability. Under these the reports say that it is not clear, and print no name: a
wrong name in large type does more harm than none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from whosays.model.trace import Attribution, Naming, Source

SPEAKER = 0.6
"""Under this confidence of an attribution it is not clear whose word its content is."""

ANSWER = 0.5
"""Under this confidence of an attribution an answer is listed apart, and tied to nothing."""

_NOBODY = re.compile(
    r"(?:an?|the|this|that|these|those|it|he|she|they|him|her|them|his|hers|theirs?|its|who|whom|which|what|i|we|you|"
    r"one|some|others?|another|most|many|both|all|none|unknown|"
    r"(?:one|some|most|many|both|all|none|two|three|neither|either|each|any) of (?:it|them|these|those|us|you)|\W*)",
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
    return _NOBODY.fullmatch(name) is not None or _ANYBODY.fullmatch(name) is not None


def speaker_is_clear(attribution: Attribution, source: Source | None) -> bool:
    """Whether a report may say whose word this is.

    A report without any speaker is clear: nobody is named. Of an unnamed source no more than that needs to be known.
    """
    if attribution.agentless or not attribution.source:
        return True
    if attribution.confidence < SPEAKER:
        return False
    identified = source is not None and source.naming in (Naming.NAMED, Naming.ROLE)
    return source is None or not identified or not names_nobody(source.name)


def answer_is_clear(attribution: Attribution) -> bool:
    """Whether a report may tie an answer to what it answers."""
    return attribution.confidence >= ANSWER
