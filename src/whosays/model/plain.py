"""Things that have a form in plain values: what JSON can hold, and nothing else.

How each looks is told in ``whosays.model.wire``, which comes after the nouns and hangs its forms on here, so that the
nouns import nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Form:
    """How a thing becomes plain values, and how it is made of them again (``ValueError`` for any others)."""

    write: Callable[[Any], dict[str, Any]]
    read: Callable[[Mapping[str, Any]], Any] | None = None


FORMS: dict[type, Form] = {}


class Plain:
    """A thing with a form in plain values."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The thing as plain values, exactly as its contract has it."""
        return FORMS[type(self)].write(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """The thing whose ``to_dict`` gave these values. Raises ``ValueError`` for any others."""
        read = FORMS[cls].read
        if read is None:
            raise TypeError(f"a {cls.__name__} cannot be read back")
        made: Self = read(values)
        return made
