"""No span cuts a word: who speaks is never "In", where somebody writes to Ines."""

from __future__ import annotations

from itertools import product

import pytest

from whosays import trace
from whosays.model import Document, DocumentKind, Span, Trace
from whosays.text.spans import whole_words

ASKED = (
    "did you see this? They say the mayor has resigned",
    "do you know if that is true",
    "can you check?",
    "please verify that the mayor has resigned",
    "can you check, I heard the mayor has resigned",
)


def spans(found: Trace) -> list[Span]:
    """All that a trace points to."""
    told = [s for a in found.attributions for s in (*a.source, *a.cue, *a.content)]
    told += [s for source in found.sources for s in source.mentions]
    return [*told, *(s for claim in found.claims for s in claim.spans)]


@pytest.mark.parametrize(("name", "asked"), product(("Ines", "Ona", "Atte", "Foran", "Byrd"), ASKED))
def test_who_is_written_to_is_whole(name: str, asked: str) -> None:
    for text in (f"{name}, {asked}", f"They say the dam has failed.\n{name}, {asked}"):
        found = trace(Document(text, kind=DocumentKind.POST, language="en"))
        cut = [text[slice(*span)] for span in spans(found) if whole_words(text, span) != span]
        assert not cut
