"""People's decisions: claims merged and split, links accepted and rejected, and that nothing later undoes them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from tests.ledger_build import MAYOR, MILL, OUTLETS, WEIR, document, weir
from tests.ledger_stores import rows
from whosays.errors import UsageError
from whosays.ledger import Ledger, Status
from whosays.model import Claim, Document, Trace, record

RIVER = "A dealer in sirens had rebuilt his wooden jetty from planks that spring."


def held(ledger: Ledger, name: str) -> Any:
    found = ledger.claim(name)
    assert found is not None
    return found


def makers(ledger: Ledger, claim: str) -> list[str]:
    return [row[0] for row in rows(ledger, f"SELECT document FROM appearances WHERE claim = '{claim}' ORDER BY 1")]


def making(ledger: Ledger, document: str) -> str:
    """The claim that a document's sentence on the weir is part of."""
    ((claim,),) = rows(ledger, f"SELECT claim FROM appearances WHERE document = '{document}' AND words = '{WEIR}'")
    return str(claim)


def fill(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post"), as_input="a")
    ledger.add_trace(document("Hollow Times", WEIR, RIVER), as_input="b")


def test_merged_claims_stay_one_when_documents_come(ledger: Ledger) -> None:
    fill(ledger)
    assert makers(ledger, "k1") == ["d1", "d2"]
    assert makers(ledger, "k2") == ["d2"]
    changes = ledger.decide("merge", ["k1", "k2"], who="Ida Falk", why="the same flood")
    assert ("merged", "k2") in [(c.kind.value, c.claim) for c in changes]
    assert held(ledger, "k2").lineage == (record.Lineage("k2", "merged-into", "k1"),)
    ledger.add_trace(document("Upland Wire", RIVER, WEIR), as_input="c")
    assert len(rows(ledger, "SELECT claim FROM claims")) == 1
    assert set(makers(ledger, "k1")) == {"d1", "d2", "d3"}
    (decision,) = held(ledger, "k1").decisions
    assert (decision.who, decision.why, decision.verb) == ("Ida Falk", "the same flood", "merge")


def test_a_split_holds_when_documents_come(ledger: Ledger) -> None:
    for outlet in OUTLETS[:3]:
        ledger.add_trace(weir(outlet, f"{outlet} has a map."), as_input=outlet)
    ledger.decide("split", ["k1", "d2"], who="Ida Falk", why="another weir")
    assert makers(ledger, "k1") == ["d1", "d3"]
    other = making(ledger, "d2")
    assert other != "k1"
    ledger.add_trace(weir(OUTLETS[3], "It has no map."), as_input="later")
    assert "d2" not in makers(ledger, "k1")
    assert makers(ledger, other) == ["d2"]


def test_the_last_word_on_a_place_counts(ledger: Ledger) -> None:
    fill(ledger)
    ledger.decide("split", ["k1", "d2"], who="Ida Falk", why="another weir")
    other = making(ledger, "d2")
    ledger.decide("merge", ["k1", other], who="Olaf Brandt", why="no, the same")
    assert makers(ledger, "k1") == ["d1", "d2"]


def test_merging_claims_of_two_events_makes_them_one(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post"), as_input="a")
    ledger.add_trace(document("Skelby Star", MILL), as_input="b")
    ledger.decide("merge", ["k1", "k2"], who="Ida Falk", why="a test of nerves")
    assert makers(ledger, "k1") == ["d1", "d2"]
    assert len(rows(ledger, "SELECT DISTINCT event FROM documents")) == 1
    assert ledger.verify() is None


def edge(ledger: Ledger) -> tuple[str, float]:
    ((link, confidence),) = rows(ledger, "SELECT link, confidence FROM edges WHERE taken = 'Edda Marsh'")
    return link, float(confidence)


def test_a_link_is_rejected_or_accepted_and_stays_so(ledger: Ledger) -> None:
    spoken = document("Tarn Post", ("Edda Marsh", WEIR))
    unsure = tuple(replace(a, confidence=0.6) for a in spoken.attributions)
    ledger.add_trace(replace(spoken, attributions=unsure), as_input="a")
    link, confidence = edge(ledger)
    assert confidence == 0.6
    ledger.decide("accept", [link], who="Ida Falk", why="she said so to me")
    link, confidence = edge(ledger)
    assert confidence == 1.0
    ledger.decide("reject", [link], who="Olaf Brandt", why="it was her sister")
    assert rows(ledger, "SELECT link FROM edges") == []
    ledger.add_trace(weir("Hollow Times", MAYOR), as_input="b")
    assert rows(ledger, "SELECT link FROM edges WHERE taken = 'Edda Marsh'") == []


def test_an_appearance_is_rejected(ledger: Ledger) -> None:
    fill(ledger)
    (second,) = (p for p in held(ledger, "k1").appearances if p.document == "d2")
    ledger.decide("reject", [second.link], who="Ida Falk", why="another weir")
    assert makers(ledger, "k1") == ["d1"]


def test_a_rejected_claim_is_listed_only_where_it_is_asked_for(ledger: Ledger) -> None:
    fill(ledger)
    ledger.decide("reject", ["k2"], who="Ida Falk", why="no claim")
    assert [c.claim for c in ledger.claims()] == ["k1"]
    assert [(c.claim, c.rejected) for c in ledger.claims(everything=True)] == [("k2", True), ("k1", False)]
    ledger.decide("accept", ["k2"], who="Ida Falk", why="after all")
    assert {c.claim for c in ledger.claims()} == {"k1", "k2"}


@pytest.mark.parametrize(
    ("verb", "names", "said"),
    [
        ("merge", ["k1"], "two claims"),
        ("merge", ["k1", "k99"], "k99"),
        ("merge", ["k1", "d1"], "d1"),
        ("split", ["k1", "d9"], "d9"),
        ("split", ["k1"], "documents"),
        ("split", ["k1", "d1", "d2"], "no document would be left"),
        ("accept", ["p999"], "p999"),
        ("accept", ["nonsense"], "nonsense"),
    ],
)
def test_a_decision_about_nothing_is_refused_and_leaves_nothing(
    ledger: Ledger, verb: str, names: list[str], said: str
) -> None:
    fill(ledger)
    head = ledger.head()
    with pytest.raises(UsageError, match=said):
        ledger.decide(verb, names, who="Ida Falk", why="a test")
    with pytest.raises(UsageError, match="--who"):
        ledger.decide("accept", ["k1"], who=" ", why="a test")
    assert ledger.head() == head


def retraced(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, change: object) -> list[object]:
    """Read the stored texts again with a model that reads them otherwise."""
    import sys

    monkeypatch.setitem(sys.modules, "whosays.trace", SimpleNamespace(trace=change))
    return list(ledger.retrace())


def test_decisions_outlive_a_better_model(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(ledger)
    ledger.decide("merge", ["k1", "k2"], who="Ida Falk", why="the same flood")

    def better(text: Document) -> Trace:
        """Numbers claims from behind, and ends them one character earlier."""
        sentences = [s for s in (WEIR, RIVER) if s in text.text]
        made = [
            Claim(f"c{9 - n}", s[:-1], ((text.text.index(s), text.text.index(s) + len(s) - 1),))
            for n, s in enumerate(sentences)
        ]
        return Trace(text, claims=tuple(made))

    found = retraced(ledger, monkeypatch, better)
    assert [f.documents for f in found] == [("d1", "d2")]  # type: ignore[attr-defined]
    assert [row[0] for row in rows(ledger, "SELECT claim FROM claims")] == ["k1"]
    assert set(makers(ledger, "k1")) == {"d1", "d2"}
    assert rows(ledger, "SELECT count(*) FROM trace_rows") == [(4,)], "what was read before stays"
    assert ledger.verify() is None
    assert retraced(ledger, monkeypatch, better) == []
    assert ledger.add_trace(weir("Tarn Post"), as_input="a").status is Status.UNCHANGED
