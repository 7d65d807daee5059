"""How surely words are presented, said so that words in the negative are not called false."""

from __future__ import annotations

from whosays.factuality import factuality_of
from whosays.model import Factuality
from whosays.wording import FACTUALITY, IN_THE_NEGATIVE


def presented(value: Factuality, words: str) -> str:
    """How surely ``words`` are presented that have this factuality, to stand behind "said" or "presented"."""
    negative = value in IN_THE_NEGATIVE and factuality_of(words, (0, len(words))) in IN_THE_NEGATIVE
    return (IN_THE_NEGATIVE if negative else FACTUALITY)[value]
