"""Long lists of values for statements that take so many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

_MOST = 900  # values in one statement
_Value = TypeVar("_Value")


def chunks(values: Sequence[_Value]) -> Iterable[Sequence[_Value]]:
    """The values in order, nine hundred at a time."""
    return (values[at : at + _MOST] for at in range(0, len(values), _MOST))
