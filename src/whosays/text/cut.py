"""A text cut once: every step asks for the same value, which is made at the first question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from whosays.text.paragraphs import Span, paragraphs
from whosays.text.quotations import Quotation, quotations
from whosays.text.sentences import sentences

_KEPT = 256  # texts: a pile is gone through several times


@dataclass(frozen=True)
class Cut:
    """A text and its parts, in order; ``leave_out`` names spans, such as furniture, that are of none of them."""

    text: str
    leave_out: tuple[Span, ...] = ()

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        return tuple(paragraphs(self.text, self.leave_out))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return tuple(sentences(self.text, self.paragraphs))

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        return tuple(quotations(self.text, self.paragraphs))


@lru_cache(maxsize=_KEPT)
def cut(text: str, leave_out: tuple[Span, ...] = ()) -> Cut:
    """The one cut of a text."""
    return Cut(text, leave_out)
