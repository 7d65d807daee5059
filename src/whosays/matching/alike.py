"""How the comparison of clauses is handed to matching, so that it need not know the package that owns it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Vectors = Callable[[Sequence[str]], Any]


class Features(Protocol):
    """What a clause is about: stems of its content words in order, names, numbers, polarity."""

    @property
    def stems(self) -> tuple[str, ...]: ...

    @property
    def names(self) -> frozenset[str]: ...

    @property
    def numbers(self) -> frozenset[float]: ...


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two clauses are compared. ``features(text, known_names)``; ``conflict(a, b)`` is why they cannot be the same,
    or none; ``shared(a, b, weights)`` the common share of the weight of both and of the lighter one; ``swapped(a, b)``
    whether they run alike but for one word; ``vectors`` gives rows of unit length.
    """

    features: Callable[[str, frozenset[str]], Any]
    conflict: Callable[[Any, Any], str | None]
    shared: Callable[[Any, Any, Mapping[str, float]], tuple[float, float]]
    swapped: Callable[[Any, Any], bool]
    vectors: Vectors
