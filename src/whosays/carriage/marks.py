"""The words by which a sentence denies what it tells, or keeps it at a distance; they stand in ``marks.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from whosays.model import Spans

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " ", "‑": "-"})
# "Not a hoax", "denies the hoax claims": what says no to a verdict.
_TURNED = re.compile(
    r"(?:\b(?:not|no|never|hardly|neither|den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing))|n't) (?:[\w'-]+ ){0,3}?$",
    re.IGNORECASE,
)
_BEFORE = 48


@dataclass(frozen=True, slots=True)
class Marks:
    """Spans of one sentence, counted as the sentence is: verdicts and corrections, and words of distance."""

    verdicts: Spans = ()
    distance: Spans = ()


def marks(sentence: str) -> Marks:
    """The marks of a sentence; spans count into it. A verdict that is itself denied ("no hoax") is none."""
    words = straight(sentence)
    verdicts = found(words, "verdict") + found(words, "corrected")
    kept = (s for s in verdicts if not _TURNED.search(words[max(0, s[0] - _BEFORE) : s[0]]))
    return Marks(tuple(sorted(kept)), tuple(sorted({*found(words, "said"), *found(words, "open")})))


def straight(sentence: str) -> str:
    """The sentence with typewriter quotation marks, character for character."""
    return sentence.translate(_STRAIGHT)


def found(words: str, name: str) -> Spans:
    """Where a row of ``marks.toml`` matches, by position."""
    return tuple(sorted({match.span() for pattern in _patterns()[name] for match in pattern.finditer(words)}))


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    raw = tomllib.loads((files(__package__) / "marks.toml").read_text(encoding="utf-8"))
    macros = raw.pop("macros")
    rows = {name: patterns for section in raw.values() for name, patterns in section.items()}
    return {name: tuple(_compiled(pattern, macros) for pattern in patterns) for name, patterns in rows.items()}


def _compiled(pattern: str, macros: dict[str, str]) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{([a-z]+)\}", lambda m: macros[m[1]], pattern), re.IGNORECASE)
