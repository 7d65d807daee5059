"""Whose word it is in a story, where the words only look like it: datelines, "the same official", a text's verdict."""

from __future__ import annotations

import numpy as np
import pytest

from tests.build import attribution
from whosays.matching.answering import answering
from whosays.matching.propositions import Proposition, Telling
from whosays.matching.same import Told
from whosays.model import Claim, Document, Naming, Response, Source, SourceKind, Trace
from whosays.provenance import shipped
from whosays.provenance.credits import credits
from whosays.provenance.people import meant
from whosays.story import story
from whosays.text import datelines
from whosays.trace import trace

FERRY = "the ferry to Skarn was sold"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("TOLM, May 3 (Norpress) - The ferry sank.", "Norpress"),
        ("Tolm, Skarn (Norpress)The ferry sank.", "Norpress"),
        ("The ferry (Norpress) sank.", None),
        ("The ferry (of Tolm) - an old one - sank.", None),
    ],
)
def test_a_dateline_says_whose_a_text_is(text: str, who: str | None) -> None:
    assert datelines.house(text) == who
    begins = datelines.end_of(text, 0, len(text))
    assert text[begins:].startswith("The ferry")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Harbour Province columnist Ada Lund wrote on Friday that the ferry was sold.", ["Harbour Province"]),
        ("White House reporter Ada Lund wrote on Friday that the ferry was sold.", []),
        ("Harbour columnist Ada Lund wrote on Friday that the ferry was sold.", []),
    ],
)
def test_a_columnist_s_outlet_is_one_whatever_its_name_looks_like(text: str, names: list[str]) -> None:
    assert [credit.name for credit in credits(Document(text), shipped())] == names


def test_whoever_is_an_outlet_s_columnist_in_one_document_is_so_in_all() -> None:
    texts = (
        "Harbour Province columnist Ada Lund wrote on Friday that the old ferry to Skarn has been sold to a museum.",
        "The old ferry to Skarn has been sold to a museum, Ada Lund of the Province reported. It was built in 1931.",
    )
    told = story([trace(Document(text, language="en")) for text in texts], paths=["one.txt", "two.txt"], one_event=True)
    label = {node.id: node.label for node in told.nodes}
    ways = {(label[edge.taker], label[edge.taken]) for edge in told.claims[0].edges}
    assert {("one", "Harbour Province"), ("two", "Harbour Province")} <= ways


def official(*names: tuple[str, str]) -> tuple[Trace, Source]:
    text = "A harbour official from Tolm, who gave no name, said that it rains. " + " ".join(
        f"{n} spoke." for _, n in names
    )
    sources = []
    for identifier, name in names:
        at = text.index(name)
        sources.append(Source(identifier, name, SourceKind.PERSON, Naming.UNNAMED, mentions=((at, at + len(name)),)))
    return Trace(Document(text), tuple(sources)), sources[-1]


def test_the_same_official_is_the_one_before() -> None:
    trace, last = official(("s1", "A port official"), ("s2", "The same official"))
    assert meant(last, trace, last.mentions[0][0]).id == "s1"


def test_the_same_official_is_called_by_the_fuller_words_of_the_text() -> None:
    trace, last = official(("s2", "The same official"))
    found = meant(last, trace, last.mentions[0][0])
    assert (found.id, found.name) == ("s2", "A harbour official")


def test_another_official_is_another_one() -> None:
    trace, last = official(("s1", "A port official"), ("s2", "Another official"))
    assert meant(last, trace, last.mentions[0][0]) is last


@pytest.mark.parametrize(("cue", "denied"), [("denied the", True), ("mused about a debunked", False)])
def test_a_verdict_of_the_text_is_no_denial_of_who_speaks(cue: str, denied: bool) -> None:
    text = f"A post says that {FERRY}. The guests {cue} rumour."
    at = text.index(FERRY)
    claim = Claim("c1", FERRY, ((at, at + len(FERRY)),))
    said = attribution(text, "a1", "The guests", cue, "rumour", source_id="s1", response=Response.DENY)
    trace = Trace(Document(text), (Source("s1", "The guests", SourceKind.GROUP, Naming.UNNAMED),), (said,), (claim,))
    told = Told(0, "c1", FERRY)
    found = answering(
        Proposition(told, (Telling(told, 1.0),)), [trace], [0], lambda texts: np.eye(len(texts), 384, dtype=np.float32)
    )
    assert bool(found) is denied
