"""What a condition of a rule of judgement finds: the spans that show it, and the words its sentence needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from whosays.model import Spans
from whosays.standing.case import Case


@dataclass(frozen=True, slots=True)
class Found:
    """That a rule applies: the spans that show it and the words its sentence needs."""

    spans: Spans
    words: dict[str, str]


Condition = Callable[[Case], Found | None]


def found(spans: Sequence[tuple[int, int]], **words: str) -> Found | None:
    """A finding, unless there is no span to show it."""
    kept = tuple(dict.fromkeys(span for span in spans if span[0] < span[1]))
    return Found(kept, words) if kept else None
