"""What people decided goes before what is found: claims joined and parted, edges accepted and rejected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from whosays.model import Attribution, Claim, Document, Naming, Source, Trace
from whosays.model.story import Decided, Edge, Regrouping, Story, StoryClaim
from whosays.story import story

FLOOD = "The weir at Tarn Hollow broke on Sunday night."
OTHER = "The bakery of Tarn Hollow hired nine apprentices."


def told(outlet: str, sentence: str, source: str | None = None) -> Trace:
    """A document that makes one claim, in its own voice or in somebody's."""
    text = f"{source} said. {sentence}" if source else sentence
    start = text.index(sentence)
    claim = Claim("c1", sentence, ((start, len(text)),), ("a1",) if source else ())
    document = Document(text, outlet=outlet, language="en")
    if source is None:
        return Trace(document, claims=(claim,))
    said = Attribution("a1", ((0, len(source)),), ((len(source) + 1, start - 2),), claim.spans, source_id="s1",
                       confidence=0.6)  # fmt: skip
    speaker = Source("s1", source, naming=Naming.NAMED, mentions=said.source)
    return Trace(document, (speaker,), (said,), (claim,))


@pytest.fixture
def pile() -> list[Trace]:
    return [told("Tarn Post", FLOOD, "Edda Marsh"), told("Hollow Times", FLOOD), told("Upland Wire", OTHER)]


def making(found: Story, trace: Trace) -> StoryClaim:
    return next(claim for claim in found.claims if trace.document.id in claim.documents)


def place(trace: Trace) -> tuple[str, str]:
    return trace.document.id, "c1"


def test_claims_are_joined_though_their_words_differ(pile: list[Trace]) -> None:
    assert making(story(pile, one_event=True), pile[0]) != making(story(pile, one_event=True), pile[2])
    wish = Regrouping(frozenset({place(pile[0]), place(pile[2])}))
    found = story(pile, one_event=True, decided=Decided((wish,)))
    assert set(making(found, pile[0]).documents) == {trace.document.id for trace in pile}


def test_claims_are_parted_though_their_words_are_the_same(pile: list[Trace]) -> None:
    apart = Regrouping(frozenset({place(pile[1])}), frozenset({place(pile[0])}))
    found = story(pile, one_event=True, decided=Decided((apart,)))
    assert making(found, pile[0]).documents == (pile[0].document.id,)
    assert making(found, pile[1]).documents == (pile[1].document.id,)


def test_the_last_word_counts(pile: list[Trace]) -> None:
    apart = Regrouping(frozenset({place(pile[1])}), frozenset({place(pile[0])}))
    again = Regrouping(frozenset({place(pile[0]), place(pile[1])}))
    found = story(pile, one_event=True, decided=Decided((apart, again)))
    assert len(making(found, pile[0]).documents) == 2


def spoken(found: Story) -> list[tuple[tuple[str, str], Edge]]:
    keys = {node.id: node.key for node in found.nodes}
    return [((keys[e.taker], keys[e.taken]), e) for e in found.edges if keys[e.taken] == "source:edda marsh"]


def test_an_edge_is_accepted_or_rejected(pile: list[Trace]) -> None:
    ((key, edge),) = spoken(story(pile, one_event=True))
    assert edge.confidence < 1
    ((_, sure),) = spoken(story(pile, one_event=True, decided=Decided(accepted=frozenset({key}))))
    assert sure == replace(edge, confidence=1.0)
    without = story(pile, one_event=True, decided=Decided(rejected=frozenset({key})))
    assert not spoken(without)
    assert making(without, pile[0]).origins != making(story(pile, one_event=True), pile[0]).origins
