"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_LEAST_LETTERS = 20
_LOOK_AT = 4_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FUNCTION_WORDS = """
the of and to that was for with his her they from this have been were which would their had who said about
after not are but its it is has he she by at as on be
"""
_ENGLISH = frozenset(_FUNCTION_WORDS.split())
_LEAST_ENGLISH = 0.22
_FEWEST_WORDS = 30
_SHORT = 200
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, or none where it has fewer than twenty letters.

    Text of which a fifth are English function words is English at once; anything else is classified by py3langid
    (Lui & Baldwin 2012), on its first 4,000 characters.
    """
    sample = text[:_LOOK_AT]
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        return None
    words = _WORD.findall(sample.lower())
    if len(words) >= _FEWEST_WORDS and sum(w in _ENGLISH for w in words) >= _LEAST_ENGLISH * len(words):
        return "en"
    language = str(_classifier().classify(sample)[0])
    # A headline in English has too few words to be told from Nigerian Pidgin.
    return "en" if language == "pcm" and len(sample) < _SHORT else language


def language_code(declared: str | None) -> str | None:
    """The language of a tag such as ``en-GB`` or ``pt_BR``, in lower case; none for what is no language tag."""
    match = _CODE.fullmatch(declared.strip()) if declared else None
    return match.group(1).lower() if match else None


@cache
def _classifier() -> Any:
    import py3langid

    return py3langid
